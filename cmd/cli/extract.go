package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
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
Further formats: NAME.jsonl, NAME/*.parquet, and gongkai.sqlite, a database of
all documents, to which further runs add theirs.

读取每个 PDF，写出 NAME.xlsx、NAME.json 和文件夹 NAME/*.csv，每份文件打印一行。
另有 NAME.jsonl、NAME/*.parquet，以及汇集全部文件、可反复追加的数据库 gongkai.sqlite。

The same input gives the same bytes: a second run leaves the files as they are.
Outputs of other contents are replaced; --overwrite=false keeps them and says so.
-o - writes the one format of one document to standard output.
同样的输入得到同样的文件；内容不同的旧文件会被替换，--overwrite=false 则保留并报告。

Exit status: 0 done, 1 a file failed (the others are written), 2 wrong usage,
3 with --strict when a finding of severity error exists, 130 interrupted.`

// The help of flags that several commands have.
const (
	personalHelp = "keep names of contact persons and telephone numbers in the records (保留联系人和电话，默认略去)"
	strictHelp   = "exit with status 3 when a finding of severity error exists (有错误级结果时状态为 3)"
)

// extractFlags are the settings of the extract command.
type extractFlags struct {
	readFlags
	writeFlags
	formats, encoding     string
	unit                  string
	strict, crossCheck    bool
	personal, oneWorkbook bool
}

func (p *program) extractCommand() *cobra.Command {
	var flags extractFlags
	cmd := &cobra.Command{
		Use:   "extract FILE|DIR|-…",
		Short: "write XLSX, CSV and JSON for each PDF (逐份提取)",
		Long:  extractHelp,
		Example: `  # workbook, CSV folder and JSON beside the file 结果写在原文件旁
  gongkai extract budget.pdf
  # a whole folder 整个文件夹
  gongkai extract -o out --format xlsx,csv county/
  # JSON on standard output JSON 写到标准输出
  gongkai extract --format json -o - budget.pdf`,
		Args: need(cobra.MinimumNArgs(1), nameInputs),
		RunE: func(cmd *cobra.Command, args []string) error {
			unit, err := export.ParseUnit(flags.unit)
			if err != nil {
				return err
			}
			formats, err := parseFormats(flags.formats, flags.encoding, unit)
			if err != nil {
				return err
			}
			if flags.crossCheck && p.engine == nil {
				return noEngine("--cross-check")
			}
			return p.extractAll(cmd, args, flags, formats, unit)
		},
	}
	flags.readFlags.add(cmd)
	flags.writeFlags.add(cmd, "folder to write to, or - for standard output (输出文件夹，默认与原文件同处)")
	cmd.Flags().StringVar(&flags.formats, "format", "xlsx,csv,json", "formats to write, of (格式) "+strings.Join(formatNames, ","))
	cmd.Flags().StringVar(&flags.encoding, "encoding", string(export.UTF8), "encoding of CSV files: utf-8 (with a byte order mark) or gb18030 (CSV 编码)")
	cmd.Flags().StringVar(&flags.unit, "unit", "", "unit of the amounts in facts and records: yuan (元) or wan (万元); tables stay as published (default: as printed 默认按原文)")
	cmd.Flags().BoolVar(&flags.oneWorkbook, "one-workbook", false, "write one workbook, "+export.BookFile+", of all documents instead of one each (合并为一个工作簿)")
	cmd.Flags().BoolVar(&flags.personal, "personal-data", false, personalHelp)
	cmd.Flags().BoolVar(&flags.strict, "strict", false, strictHelp)
	complete(cmd, "format", formatNames)
	complete(cmd, "unit", export.Units())
	complete(cmd, "encoding", []string{string(export.UTF8), string(export.GB18030)})
	cmd.Flags().BoolVar(&flags.crossCheck, "cross-check", false, "compare with a second engine, page by page; differences are findings; needs "+engineProgram+" (与第二引擎逐页比对)")
	return cmd
}

// extractAll extracts every input in order.
func (p *program) extractAll(cmd *cobra.Command, args []string, flags extractFlags, formats []export.Format, unit export.Unit) error {
	opt, err := p.options(flags.readFlags)
	if err != nil {
		return err
	}
	opt.CrossCheck = flags.crossCheck
	all, formats, err := collect(cmd.Context(), flags, formats, unit)
	var usage usageError
	if errors.As(err, &usage) {
		return err
	}
	if err != nil {
		reporterOf(cmd).failed("", err)
		return statusError(exitFailed)
	}
	defer all.close() // what was added is written; nothing is lost when it fails
	jobs, missing := inputs(args, flags.out)
	if flags.out == standard && len(jobs) != 1 {
		return usageError(fmt.Sprintf("%d documents on standard output: name a folder with -o", len(jobs)))
	}
	contradicted := false
	err = eachDocument(cmd, jobs, missing, func(j job) error {
		start := time.Now()
		d, err := extractOne(cmd, j, opt, flags, formats, all)
		if d == nil {
			return err
		}
		n := count(d.Findings)
		contradicted = contradicted || n[trace.Error] > 0
		report := reporterOf(cmd)
		if err == nil && slices.ContainsFunc(d.Findings, func(f trace.Finding) bool { return f.Rule == normalize.RuleNoBudgetTable }) {
			report.warn(j.path, "no budget table found; tables are written without a kind")
		}
		if flags.out != standard {
			report.done(j.path, fmt.Sprintf("%d pages, %d tables, %d facts, %d findings (%d error, %d warning), %s", d.Source.Pages,
				len(d.Tables), len(d.Facts), len(d.Findings), n[trace.Error], n[trace.Warning], time.Since(start).Round(time.Millisecond)),
				"pages", d.Source.Pages, "tables", len(d.Tables), "facts", len(d.Facts), "errors", n[trace.Error], "warnings", n[trace.Warning])
		}
		tellFindings(cmd, j.path, d.Findings, false)
		return err
	})
	if cmd.Context().Err() == nil {
		if failed := all.write(flags.overwrite); failed != nil {
			reporterOf(cmd).failed("", failed)
			err = statusError(exitFailed)
		}
	}
	if err == nil && flags.strict && contradicted {
		return statusError(exitStrict)
	}
	return err
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
func extractOne(cmd *cobra.Command, j job, opt extract.Options, flags extractFlags, formats []export.Format, all *collections) (*normalize.Disclosure, error) {
	data, err := readInput(cmd, j.path)
	if err != nil {
		return nil, err
	}
	d, readErr := disclosure(cmd.Context(), j, data, opt, records.Options{PersonalData: flags.personal})
	if d == nil {
		return nil, readErr
	}
	outputs := outputsOf(j.name, d, formats)
	if flags.out == standard {
		if len(outputs) != 1 {
			return nil, usageError("standard output holds one file: choose --format json, jsonl or xlsx")
		}
		to := newDestination(cmd, flags.writeFlags, "", 1)
		to.terminal = !strings.HasSuffix(outputs[0].Path, ".xlsx")
		err = to.write(j, outputs[0].Write)
	} else if len(outputs) > 0 {
		err = writeOutputs(j.dir, outputs, flags.overwrite)
	}
	if err == nil {
		err = all.add(cmd.Context(), d)
	}
	if err != nil {
		return nil, errors.Join(readErr, err)
	}
	return d, readErr
}

// disclosure is the whole way: bytes to document, document to disclosure,
// disclosure to findings.
func disclosure(ctx context.Context, j job, data []byte, opt extract.Options, options records.Options) (*normalize.Disclosure, error) {
	doc, err := read(ctx, j, data, opt)
	if doc == nil {
		return nil, err
	}
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
