package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"gongkai/extract"
)

// standard stands for standard input among the inputs and for standard output
// as the place to write to.
const standard = "-"

// stdinName is the name of a document that came by standard input.
const stdinName = "stdin"

// stdinLimit is the most bytes read from standard input, far beyond the size
// of files that the reader takes.
const stdinLimit = 1 << 31

// readInput returns the bytes of a job's file.
func readInput(cmd *cobra.Command, path string) ([]byte, error) {
	if path != standard {
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, unwrapPath(err)
		}
		return data, nil
	}
	data, err := io.ReadAll(io.LimitReader(cmd.InOrStdin(), stdinLimit))
	if err != nil {
		return nil, fmt.Errorf("standard input: %w", err)
	}
	return data, nil
}

// sourceName is the name that a document carries as its source.
func sourceName(path string) string {
	if path == standard {
		return stdinName
	}
	return filepath.Base(path)
}

// readFlags are the settings of every command that reads PDFs.
type readFlags struct{ password, pages string }

func (f *readFlags) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&f.password, "password", "", "password of encrypted files (密码)")
	cmd.Flags().StringVar(&f.pages, "pages", "", "pages to read, such as 3-9 or 1,4-6,20- (页码，默认全部)")
	cmd.ValidArgsFunction = func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return []string{"pdf", "PDF"}, cobra.ShellCompDirectiveFilterFileExt
	}
}

// options returns the settings as the reader takes them.
func (p *program) options(f readFlags) (extract.Options, error) {
	pages, err := extract.ParsePages(f.pages)
	if err != nil {
		return extract.Options{}, usageError(err.Error())
	}
	return extract.Options{Password: f.password, Pages: pages, Engine: p.engine}, nil
}

// eachDocument does work for every input in order and tells what failed. A
// file that fails leaves the others unharmed. The error is the exit status.
func eachDocument(cmd *cobra.Command, jobs []job, missing []error, work func(job) error) error {
	report := reporterOf(cmd)
	failed := len(missing) > 0
	for _, err := range missing {
		report.failed("", err)
	}
	report.begin(len(jobs))
	defer report.end()
	for _, j := range jobs {
		err := func() (err error) {
			defer recovered(&err)
			return work(j)
		}()
		if cmd.Context().Err() != nil {
			at := ""
			if err != nil {
				at = j.path
			}
			report.failed(at, errInterrupted)
			return statusError(exitInterrupted)
		}
		var usage usageError
		if errors.As(err, &usage) {
			return err
		}
		if err != nil {
			report.failed(j.path, err)
			report.countFailed()
			failed = true
		}
		report.step()
	}
	if failed {
		return statusError(exitFailed)
	}
	return nil
}

// errInterrupted is told about the document that was not finished, if any.
var errInterrupted = errors.New("interrupted; no part of a file was left")
