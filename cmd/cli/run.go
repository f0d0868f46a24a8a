// Package cli is the command line of gongkai: arguments in, files, lines of
// text and an exit status out. It is a package of its own so that programs with
// more engines than the default one share it.
//
// Exit status: 0 all files were extracted, 1 a file could not be read or
// written (the others still were), 2 the command line is wrong, 3 with
// --strict a finding of severity error exists.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"

	"github.com/spf13/cobra"

	"gongkai/extract"
)

// The exit statuses.
const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2
	exitStrict = 3
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
	var p program
	for _, option := range options {
		option(&p)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(p.run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is the whole program but the process around it; it returns the exit
// status.
func (p *program) run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	root := &cobra.Command{
		Use:           "gongkai",
		Short:         "published budget PDFs in, checked data out (部门预算、决算公开 PDF → 核对过的数据)",
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	root.AddCommand(p.extractCommand(), p.inspectCommand(), p.pagesCommand(), p.kindsCommand(), p.codesCommand(), schemaCommand(), versionCommand())
	err := root.ExecuteContext(ctx)
	var status statusError
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &status):
		return int(status)
	default:
		fmt.Fprintf(stderr, "gongkai: %v (see gongkai --help)\n", err)
		return exitUsage
	}
}
