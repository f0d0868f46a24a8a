package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"gopkg.in/yaml.v3"
)

// configName is the file of settings in the folder that the system keeps them
// in (XDG_CONFIG_HOME on Linux).
const configName = "gongkai/config.yaml"

// settings fills the flags that the command line does not name: from the
// environment, then from the file of settings. A flag --out-dir of the command
// extract is set by GONGKAI_EXTRACT_OUT_DIR, by GONGKAI_OUT_DIR, by the key
// out-dir beneath extract in the file, and by the key out-dir in the file, the
// first that there is.
func settings(cmd *cobra.Command, config string) error {
	file, err := readConfig(config)
	if err != nil {
		return err
	}
	if err := file.check(cmd.Root()); err != nil {
		return err
	}
	var failed error
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if f.Changed || failed != nil || f.Name == "config" || f.Name == "help" {
			return
		}
		value, from, ok := lookup(cmd, f.Name, file)
		if !ok {
			return
		}
		if err := cmd.Flags().Set(f.Name, value); err != nil {
			failed = usageError(fmt.Sprintf("%s: %v", from, err))
		}
	})
	return failed
}

// lookup finds a setting and says where it stands.
func lookup(cmd *cobra.Command, flag string, file configFile) (value, from string, ok bool) {
	for _, name := range []string{envName(cmd.Name(), flag), envName(flag)} {
		if value, ok := os.LookupEnv(name); ok {
			return value, name, true
		}
	}
	if value, ok := file.commands[cmd.Name()][flag]; ok {
		return value, file.path + ": " + cmd.Name() + ": " + flag, true
	}
	value, ok = file.all[flag]
	return value, file.path + ": " + flag, ok
}

// envName is the variable of the environment for words: GONGKAI_OUT_DIR.
func envName(words ...string) string {
	return "GONGKAI_" + strings.ToUpper(strings.ReplaceAll(strings.Join(words, "_"), "-", "_"))
}

// A configFile holds settings for all commands and for single ones.
type configFile struct {
	path     string
	all      map[string]string
	commands map[string]map[string]string
}

// readConfig reads the file of settings at path; the usual place need not have
// one.
func readConfig(path string) (configFile, error) {
	given := path != ""
	if !given {
		dir, err := os.UserConfigDir()
		if err != nil {
			return configFile{}, nil // no home, no file
		}
		path = filepath.Join(dir, filepath.FromSlash(configName))
	}
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) && !given {
		return configFile{}, nil
	}
	if err != nil {
		return configFile{}, usageError(fmt.Sprintf("%s: %v", path, unwrapPath(err)))
	}
	return parseConfig(path, data)
}

// parseConfig reads a file of settings.
func parseConfig(path string, data []byte) (configFile, error) {
	var raw map[string]yaml.Node
	if err := yaml.Unmarshal(data, &raw); err != nil {
		return configFile{}, usageError(fmt.Sprintf("%s: %s", path, oneLine(err)))
	}
	out := configFile{path, map[string]string{}, map[string]map[string]string{}}
	for key, node := range raw {
		var one string
		var many map[string]string
		switch {
		case node.Kind == yaml.ScalarNode && node.Decode(&one) == nil:
			out.all[key] = one
		case node.Kind == yaml.MappingNode && node.Decode(&many) == nil:
			out.commands[key] = many
		default:
			return configFile{}, usageError(fmt.Sprintf("%s: %s: expected a value, or values beneath the name of a command", path, key))
		}
	}
	return out, nil
}

// check refuses settings that no command has: a mistyped one would be passed
// over in silence.
func (f configFile) check(root *cobra.Command) error {
	known := map[string]map[string]bool{"": {}}
	for _, c := range root.Commands() {
		known[c.Name()] = map[string]bool{}
		each := func(flag *pflag.Flag) { known[c.Name()][flag.Name], known[""][flag.Name] = true, true }
		c.Flags().VisitAll(each)
		root.PersistentFlags().VisitAll(each)
	}
	for key := range f.all {
		if !known[""][key] {
			return usageError(fmt.Sprintf("%s: unknown setting %q", f.path, key))
		}
	}
	for command, values := range f.commands {
		for key := range values {
			if !known[command][key] {
				return usageError(fmt.Sprintf("%s: unknown setting %q of %q", f.path, key, command))
			}
		}
	}
	return nil
}
