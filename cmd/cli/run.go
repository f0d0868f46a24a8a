// Package cli is the command line of gongkai: arguments in, files, lines of
// text and an exit status out. It is a package of its own so that programs with
// more engines than the default one share it.
//
// Exit status: 0 all files were extracted, 1 a file could not be read or
// written (the others still were), 2 the command line or the settings are
// wrong, 3 with --strict a finding of severity error exists, 130 interrupted.
package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"gongkai/extract"
)

// The exit statuses.
const (
	exitOK          = 0
	exitFailed      = 1
	exitUsage       = 2
	exitStrict      = 3
	exitInterrupted = 130 // as shells say of a program ended by SIGINT
)

// A statusError ends the program with a status of its own; what it concerns
// has been told already.
type statusError int

func (e statusError) Error() string { return fmt.Sprintf("exit status %d", int(e)) }

// An Option says what a program has beyond the default one.
type Option func(*program)

// WithEngine gives the program a second engine for what the reader cannot
// read, for --cross-check and for page pictures.
func WithEngine(e extract.Engine) Option { return func(p *program) { p.engine = e } }

// A program is what the commands share.
type program struct {
	engine extract.Engine // nil in the default program
}

// Main runs the command line of the process and ends it.
func Main(options ...Option) {
	TuneMemory()
	var p program
	for _, option := range options {
		option(&p)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // the first signal ends the run in order, the second at once
	os.Exit(p.run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is the whole program but the process around it; it returns the exit
// status.
func (p *program) run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	root := p.newRoot()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	cmd, err := root.ExecuteContextC(ctx)
	var status statusError
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &status):
		return int(status)
	default:
		fmt.Fprintf(stderr, "gongkai: %s%s (see %s --help)\n", oneLine(err), suggestion(cmd, args), cmd.CommandPath())
		return exitUsage
	}
}

// suggestion names the command that an unknown one may be meant for.
func suggestion(cmd *cobra.Command, args []string) string {
	if cmd.HasParent() || len(args) == 0 {
		return ""
	}
	if near := cmd.SuggestionsFor(args[0]); len(near) > 0 {
		return "; did you mean " + strings.Join(near, ", ") + "?"
	}
	return ""
}

// need says what arguments a command needs where those given will not do.
func need(given cobra.PositionalArgs, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if given(cmd, args) != nil {
			return usageError(cmd.Name() + ": " + what)
		}
		return nil
	}
}

// nameInputs asks for documents.
const nameInputs = "name a PDF, a folder, or - for standard input (请指定 PDF、文件夹或 -)"

const rootHelp = `Reads the budgets and final accounts that Chinese government bodies publish as
PDF and gives the tables back as checked data. The commands tables and text
read any PDF with a text layer.

读取各级政府部门以 PDF 公布的预算、决算，把表格还原为经过核对的数据；
tables、text 两条命令适用于任何有文字层的 PDF。

Inputs are files, patterns such as "2024/*.pdf", folders, which are searched for
*.pdf, and - for standard input. 输入可以是文件、通配符、文件夹、标准输入（-）。

Settings: flags, then the environment (GONGKAI_FORMAT, or GONGKAI_EXTRACT_FORMAT
for one command), then the file of settings, by default gongkai/config.yaml in
$XDG_CONFIG_HOME or ~/.config:

  quiet: true
  extract:
    format: xlsx,json

Exit status: 0 done, 1 a file could not be read or written (the others were),
2 wrong command line or settings, 3 with --strict when a finding of severity
error exists, 130 interrupted. An interrupted run leaves whole files only.
退出状态：0 完成，1 有文件无法读写，2 用法或设置有误，3 --strict 时有错误级核对结果，130 被中断。`

// newRoot makes the command line.
func (p *program) newRoot() *cobra.Command {
	var tell reportFlags
	var config string
	root := &cobra.Command{
		Use:           "gongkai",
		Short:         "published budget PDFs in, checked data out (部门预算、决算公开 PDF → 核对过的数据)",
		Long:          rootHelp,
		SilenceErrors: true,
		SilenceUsage:  true,

		DisableSuggestions:         true, // the library's own take several lines
		SuggestionsMinimumDistance: 2,    // letters that may be wrong
		PersistentPreRunE: func(cmd *cobra.Command, args []string) error {
			if err := settings(cmd, cmp.Or(config, os.Getenv(envName("config")))); err != nil {
				return err
			}
			withReporter(cmd, newReporter(tell, cmd.OutOrStdout(), cmd.ErrOrStderr()))
			return nil
		},
	}
	tell.add(root)
	root.PersistentFlags().StringVar(&config, "config", "", "file of settings (设置文件)")
	root.AddCommand(p.extractCommand(), p.batchCommand(), p.workerCommand(), p.checkCommand(), mergeCommand(), p.tablesCommand(), p.textCommand(), p.inspectCommand(), p.pagesCommand(), p.kindsCommand(), p.codesCommand(), schemaCommand(), manCommand(), completionCommand(), versionCommand())
	root.CompletionOptions.DisableDefaultCmd = true
	root.InitDefaultHelpCmd()
	for _, c := range root.Commands() {
		if c.Name() == "help" {
			c.Short = "help about any command (各命令的帮助)"
		}
	}
	return root
}

// complete offers the values of a flag to the shell.
func complete(cmd *cobra.Command, flag string, values []string) {
	// The only error is a flag that the command does not have, which the first
	// run of the command would show.
	_ = cmd.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(values, cobra.ShellCompDirectiveNoFileComp))
}
