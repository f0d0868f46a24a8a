package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"gongkai/export"
	"gongkai/extract"
	"gongkai/extract/trace"
	"gongkai/normalize"
	"gongkai/normalize/check"
	"gongkai/normalize/records"
)

const extractHelp = `Reads each PDF and writes, per document, NAME.xlsx, NAME.json and the folder
NAME/*.csv; prints one line per document. Folders are searched for *.pdf.

读取每个 PDF，写出 NAME.xlsx、NAME.json 和文件夹 NAME/*.csv，每份文件打印一行。

Exit status: 0 done, 1 a file failed (the others are written), 2 wrong usage,
3 with --strict when a finding of severity error exists.`

// extractFlags are the settings of the extract command.
type extractFlags struct {
	out, formats, password string
	strict, crossCheck     bool
	personal               bool
}

func (p *program) extractCommand() *cobra.Command {
	var flags extractFlags
	cmd := &cobra.Command{
		Use:     "extract FILE|DIR…",
		Short:   "write XLSX, CSV and JSON for each PDF (逐份提取)",
		Long:    extractHelp,
		Example: "  gongkai extract budget.pdf\n  gongkai extract -o out --format xlsx,csv county/",
		Args:    cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			formats, err := export.ParseFormats(flags.formats)
			if err != nil {
				return err
			}
			if flags.crossCheck && p.engine == nil {
				return noEngine("--cross-check")
			}
			return p.extractAll(cmd, args, flags, formats)
		},
	}
	cmd.Flags().StringVarP(&flags.out, "out", "o", "", "folder to write to (default: beside each input)")
	cmd.Flags().StringVar(&flags.formats, "format", "xlsx,csv,json", "formats to write")
	cmd.Flags().StringVar(&flags.password, "password", "", "password of encrypted files")
	cmd.Flags().BoolVar(&flags.personal, "personal-data", false, "keep names of contact persons and telephone numbers in the records (default: left out)")
	cmd.Flags().BoolVar(&flags.strict, "strict", false, "exit with status 3 when a finding of severity error exists")
	cmd.Flags().BoolVar(&flags.crossCheck, "cross-check", false, "compare with a second engine, page by page; differences are findings (needs "+engineProgram+")")
	return cmd
}

// extractAll extracts every input in order. A file that fails leaves the
// others unharmed.
func (p *program) extractAll(cmd *cobra.Command, args []string, flags extractFlags, formats []export.Format) error {
	jobs, missing := inputs(args, flags.out)
	failed, contradicted := len(missing) > 0, false
	for _, err := range missing {
		fmt.Fprintf(cmd.ErrOrStderr(), "gongkai: %v\n", err)
	}
	for _, job := range jobs {
		start := time.Now()
		d, err := p.extractOne(cmd.Context(), job, flags, formats)
		if cmd.Context().Err() != nil {
			fmt.Fprintf(cmd.ErrOrStderr(), "gongkai: %s: interrupted\n", job.path)
			return statusError(exitFailed)
		}
		if err != nil {
			fmt.Fprintf(cmd.ErrOrStderr(), "gongkai: %s: %s\n", job.path, oneLine(err))
			failed = true
		}
		if d != nil {
			n := count(d.Findings)
			contradicted = contradicted || n[trace.Error] > 0
			if err == nil && slices.ContainsFunc(d.Findings, func(f trace.Finding) bool { return f.Rule == normalize.RuleNoBudgetTable }) {
				fmt.Fprintf(cmd.ErrOrStderr(), "gongkai: %s: no budget table found; tables are written without a kind\n", job.path)
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s: %d pages, %d tables, %d facts, %d findings (%d error, %d warning), %s\n", job.path, d.Source.Pages,
				len(d.Tables), len(d.Facts), len(d.Findings), n[trace.Error], n[trace.Warning], time.Since(start).Round(time.Millisecond))
		}
	}
	switch {
	case failed:
		return statusError(exitFailed)
	case flags.strict && contradicted:
		return statusError(exitStrict)
	}
	return nil
}

func count(findings []trace.Finding) map[trace.Severity]int {
	out := map[trace.Severity]int{}
	for _, f := range findings {
		out[f.Severity]++
	}
	return out
}

// extractOne reads one file and writes its outputs. A file whose text cannot
// be read gives both: the disclosure, which holds the finding that says so and
// is written, and the error.
func (p *program) extractOne(ctx context.Context, job job, flags extractFlags, formats []export.Format) (d *normalize.Disclosure, err error) {
	defer recovered(&err)
	data, err := os.ReadFile(job.path)
	if err != nil {
		return nil, unwrapPath(err)
	}
	d, readErr := disclosure(ctx, filepath.Base(job.path), data, extract.Options{
		Password: flags.password, Engine: p.engine, CrossCheck: flags.crossCheck,
	}, records.Options{PersonalData: flags.personal})
	if d == nil {
		return nil, readErr
	}
	var outputs []export.Output
	for _, f := range formats {
		outputs = append(outputs, f.Outputs(job.name, d)...)
	}
	if err := writeOutputs(job.dir, outputs); err != nil {
		return nil, errors.Join(readErr, err)
	}
	return d, readErr
}

// disclosure is the whole way: bytes to document, document to disclosure,
// disclosure to findings.
func disclosure(ctx context.Context, name string, data []byte, opt extract.Options, options records.Options) (*normalize.Disclosure, error) {
	doc, err := extract.Read(ctx, name, data, opt)
	if doc == nil {
		return nil, err
	}
	doc.Source.Tool, doc.Source.Version = "gongkai", version()
	d := normalize.Normalize(doc)
	records.Read(d, options)
	d.Findings = append(d.Findings, check.Run(d)...)
	return d, err
}

// oneLine writes an error on one line, whatever a library put into it.
func oneLine(err error) string { return strings.Join(strings.Fields(err.Error()), " ") }

// unwrapPath drops the paths from a file error: the line already names them.
func unwrapPath(err error) error {
	var p *os.PathError
	var l *os.LinkError
	switch {
	case errors.As(err, &p):
		return p.Err
	case errors.As(err, &l):
		return l.Err
	}
	return err
}
