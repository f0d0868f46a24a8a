package cli

import (
	"fmt"
	"io"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"gongkai/export"
)

// schemas are what the schema command prints, by name.
var schemas = map[string]func(io.Writer) error{
	"document":   func(w io.Writer) error { _, err := w.Write(export.Schema); return err },
	"line":       func(w io.Writer) error { _, err := w.Write(export.LineSchema); return err },
	"dictionary": export.Dictionary,
}

func schemaCommand() *cobra.Command {
	names := []string{"document", "line", "dictionary"}
	return &cobra.Command{
		Use:   "schema [" + strings.Join(names, "|") + "]",
		Short: "print the JSON Schema of the outputs, or the data dictionary (JSON 结构、数据字典)",
		Long: `Prints the JSON Schema (2020-12) of the JSON of a document, which is the default,
or of a line of JSON Lines, or the data dictionary as Markdown: what every column
of the flat sheets and every member of the JSON holds.

输出 JSON 结构说明（默认为 document，line 用于 JSON Lines），或 Markdown 格式的数据字典。`,
		Example: `  gongkai schema > document.schema.json
  # the data dictionary 数据字典
  gongkai schema dictionary > dictionary.md`,
		Args:      need(cobra.MatchAll(cobra.MaximumNArgs(1), cobra.OnlyValidArgs), "name one of "+strings.Join(names, ", ")),
		ValidArgs: names,
		RunE: func(cmd *cobra.Command, args []string) error {
			name := names[0]
			if len(args) > 0 {
				name = args[0]
			}
			return schemas[name](cmd.OutOrStdout())
		},
	}
}

func versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "print the version (版本)",
		Args:  cobra.NoArgs,
		Run: func(cmd *cobra.Command, args []string) {
			fmt.Fprintln(cmd.OutOrStdout(), "gongkai", version())
		},
	}
}

// release is the version of a released build; the linker sets it.
var release string

// version returns the version of a released build, that of the module when it
// was installed as one, "devel" otherwise.
func version() string {
	if release != "" {
		return release
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "devel"
}
