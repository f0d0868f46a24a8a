package cli

import (
	"io"
	"strings"

	"github.com/spf13/cobra"
)

// shells write completion scripts, by the shell.
var shells = map[string]func(*cobra.Command, io.Writer) error{
	"bash":       func(root *cobra.Command, w io.Writer) error { return root.GenBashCompletionV2(w, true) },
	"zsh":        func(root *cobra.Command, w io.Writer) error { return root.GenZshCompletion(w) },
	"fish":       func(root *cobra.Command, w io.Writer) error { return root.GenFishCompletion(w, true) },
	"powershell": func(root *cobra.Command, w io.Writer) error { return root.GenPowerShellCompletionWithDesc(w) },
}

// shellNames are the shells in the order of the help text.
var shellNames = []string{"bash", "zsh", "fish", "powershell"}

func completionCommand() *cobra.Command {
	names := strings.Join(shellNames, "|")
	return &cobra.Command{
		Use:   "completion " + names,
		Short: "write the completion script for a shell (生成命令补全脚本)",
		Long: `Writes a script to standard output that completes commands, flags and their
values. It goes where the shell looks for such scripts.

生成补全命令、选项及其取值的脚本，放入所用 shell 的补全目录即可。`,
		Example: `  # for the user, with bash-completion 当前用户，bash
  gongkai completion bash > gongkai
  # zsh
  gongkai completion zsh > _gongkai`,
		Args:      need(cobra.MatchAll(cobra.ExactArgs(1), cobra.OnlyValidArgs), "name a shell (请指定 shell): "+strings.Join(shellNames, ", ")),
		ValidArgs: shellNames,
		RunE: func(cmd *cobra.Command, args []string) error {
			return shells[args[0]](cmd.Root(), cmd.OutOrStdout())
		},
	}
}
