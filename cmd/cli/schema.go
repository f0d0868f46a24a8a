package cli

import (
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"

	"gongkai/export"
)

func schemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:       "schema [document|line]",
		Short:     "print the JSON Schema of the JSON output, or of a line of JSON Lines (JSON 结构说明)",
		Args:      cobra.MatchAll(cobra.MaximumNArgs(1), cobra.OnlyValidArgs),
		ValidArgs: []string{"document", "line"},
		RunE: func(cmd *cobra.Command, args []string) error {
			schema := export.Schema
			if len(args) > 0 && args[0] == "line" {
				schema = export.LineSchema
			}
			_, err := cmd.OutOrStdout().Write(schema)
			return err
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
