package cli

import (
	"bufio"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"gongkai/export"
)

// writeFlags are the settings of every command that writes files.
type writeFlags struct {
	out       string
	overwrite bool
}

func (f *writeFlags) add(cmd *cobra.Command, usage string) {
	cmd.Flags().StringVarP(&f.out, "out", "o", "", usage)
	cmd.Flags().BoolVar(&f.overwrite, "overwrite", true, "replace outputs that exist; with =false they are kept and reported (覆盖已有文件)")
}

// A destination is where a command puts the one stream that it writes for
// every document: standard output, one file, or a file per document.
type destination struct {
	writeFlags
	cmd      *cobra.Command
	ending   string // of the files, such as ".md"
	single   bool   // out names the file of the only document
	terminal bool   // the stream may be shown on a terminal
}

// newDestination understands out for n documents: "" and "-" are standard
// output, a name with the ending of the format is a file if there is one
// document, everything else is a folder.
func newDestination(cmd *cobra.Command, f writeFlags, ending string, n int) destination {
	d := destination{writeFlags: f, cmd: cmd, ending: ending, terminal: true}
	if f.out == "" {
		d.out = standard
	}
	info, err := os.Stat(d.out)
	d.single = n == 1 && strings.EqualFold(filepath.Ext(d.out), ending) && (err != nil || !info.IsDir())
	return d
}

// toStdout tells whether the streams go to standard output.
func (d destination) toStdout() bool { return d.out == standard }

// folder tells whether every document gets files of its own.
func (d destination) folder() bool { return !d.toStdout() && !d.single }

// write puts the stream of a document in its place.
func (d destination) write(j job, stream func(io.Writer) error) error {
	switch {
	case d.toStdout():
		if !d.terminal && isTerminal(d.cmd.OutOrStdout()) {
			return usageError("this format is not for terminals: name a file with -o")
		}
		w := bufio.NewWriter(d.cmd.OutOrStdout())
		if err := stream(w); err != nil {
			return err
		}
		return w.Flush()
	case d.single:
		return writeOutputs(filepath.Dir(d.out), []export.Output{{Path: filepath.Base(d.out), Write: stream}}, d.overwrite)
	}
	return writeOutputs(j.dir, []export.Output{{Path: j.name + d.ending, Write: stream}}, d.overwrite)
}
