package cli

import (
	"io"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"

	"gongkai/export"
)

// manSection is the section of the manual for commands.
const manSection = "1"

func manCommand() *cobra.Command {
	var flags writeFlags
	cmd := &cobra.Command{
		Use:   "man [-o DIR]",
		Short: "write the manual pages (生成 man 手册)",
		Long: `Writes a manual page per command, gongkai.1, gongkai-extract.1 and so on, to be
laid into a man1 folder of MANPATH.

每条命令生成一页 man 手册，可放入 MANPATH 的 man1 目录。`,
		Example: `  gongkai man -o man1`,
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := writeOutputs(filepath.Join(flags.out, "."), manPages(cmd.Root()), flags.overwrite); err != nil {
				reporterOf(cmd).failed("", err)
				return statusError(exitFailed)
			}
			return nil
		},
	}
	flags.add(cmd, "folder to write to (输出文件夹，默认当前文件夹)")
	return cmd
}

// manPages returns the pages of a command and all beneath it.
func manPages(cmd *cobra.Command) []export.Output {
	built := buildTime()
	cmd.DisableAutoGenTag = true
	name := strings.ReplaceAll(cmd.CommandPath(), " ", "-") + "." + manSection
	out := []export.Output{{Path: name, Write: func(w io.Writer) error {
		// The library takes the text for Markdown, and *.pdf for emphasis.
		long := cmd.Long
		defer func() { cmd.Long = long }()
		cmd.Long = strings.ReplaceAll(long, "*", `\*`)
		return doc.GenMan(cmd, &doc.GenManHeader{Section: manSection, Source: "gongkai " + version(), Date: &built}, w)
	}}}
	for _, c := range cmd.Commands() {
		if c.IsAvailableCommand() {
			out = append(out, manPages(c)...)
		}
	}
	return out
}

// buildTime returns the time of the commit that was built, so that one version
// gives the same pages on every day; that of the first Unix second when it is
// not known.
func buildTime() time.Time {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.time" {
				if t, err := time.Parse(time.RFC3339, s.Value); err == nil {
					return t
				}
			}
		}
	}
	return time.Unix(0, 0).UTC()
}
