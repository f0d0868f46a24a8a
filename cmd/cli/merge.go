package cli

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gongkai/export"
	"gongkai/extract/trace"
	"gongkai/normalize"
	"gongkai/normalize/panel"
)

const mergeHelp = `Puts the documents that extract wrote as JSON together: one row per amount with
the body, the year, the kind of table, the code and the measure (panel), the
bodies with their documents (bodies), figures for last year beside last year's
document and departments beside their units (comparisons), and what does not
agree (findings).

把 extract 写出的 JSON 合并为面板数据：每个金额一行（单位、年度、表、科目、指标）；
识别同一单位的各年文件；把文件所称的上年数与上年文件、部门合计与所属单位核对；
不一致之处列入 findings。

Bodies are told by region and name. A name that several regions may have is left
by itself and reported. Nothing is corrected: where two documents of one body and
year differ, both amounts are given and marked.

Exit status: 0 done, whatever was found, 1 a file could not be read (the others
are merged) or written, 2 wrong usage, 130 interrupted.`

// mergeFlags are the settings of the merge command.
type mergeFlags struct {
	writeFlags
	formats []string
}

func mergeCommand() *cobra.Command {
	var flags mergeFlags
	cmd := &cobra.Command{
		Use:   "merge DIR|FILE… -o DIR",
		Short: "put the JSON of many documents together as panel tables (合并为面板数据)",
		Long:  mergeHelp,
		Example: `  # extract a folder, then merge it 先提取，再合并
  gongkai extract --format json -o out county/
  gongkai merge -o panel out/
  # as JSON as well 同时写 JSON
  gongkai merge --format csv,json -o panel out/`,
		Args: need(cobra.MinimumNArgs(1), "name folders or JSON files that extract wrote (请指定 extract 写出的 JSON)"),
		RunE: func(cmd *cobra.Command, args []string) error { return mergeAll(cmd, args, flags) },
	}
	flags.writeFlags.add(cmd, "folder to write to (输出文件夹)")
	cmd.Flags().StringSliceVar(&flags.formats, "format", []string{"csv"}, "formats to write (格式): "+strings.Join(export.PanelFormats, ", "))
	complete(cmd, "format", export.PanelFormats)
	return cmd
}

// errNoJSON is what a folder gives that holds nothing extract wrote.
var errNoJSON = errors.New("no JSON in this folder; write it with gongkai extract --format json")

func mergeAll(cmd *cobra.Command, args []string, flags mergeFlags) error {
	for _, f := range flags.formats {
		if !slices.Contains(export.PanelFormats, f) {
			return usageError(fmt.Sprintf("unknown format %q: one of %s", f, strings.Join(export.PanelFormats, ", ")))
		}
	}
	if flags.out == "" || flags.out == standard {
		return usageError("several files are written: name a folder with -o")
	}
	m := merging{cmd: cmd, failed: map[string]bool{}}
	heads, err := m.heads(args, flags.out)
	if err != nil {
		return err
	}
	bodies, findings, err := panel.Bodies(heads)
	if err != nil {
		return err
	}
	var outputs []export.Output
	for _, f := range flags.formats {
		outputs = append(outputs, export.PanelOutputs(f, bodies, findings, func(row func(*panel.Row) error) (r *panel.Result, err error) {
			defer recovered(&err)
			m.result, err = panel.Merge(bodies, m.load, row)
			return m.result, err
		})...)
	}
	if len(heads) > 0 {
		err = writeOutputs(flags.out, outputs, flags.overwrite)
	}
	switch {
	case cmd.Context().Err() != nil:
		reporterOf(cmd).failed("", errInterrupted)
		return statusError(exitInterrupted)
	case err != nil:
		reporterOf(cmd).failed("", err)
		return statusError(exitFailed)
	}
	if m.result != nil {
		found := len(findings) + len(m.result.Findings)
		held := 0
		for _, c := range m.result.Comparisons {
			if c.Status != trace.Fail {
				held++
			}
		}
		reporterOf(cmd).done(flags.out, fmt.Sprintf("%d documents, %d bodies, %d rows, %d of %d comparisons hold, %d findings",
			len(heads), len(bodies), m.result.Rows, held, len(m.result.Comparisons), found),
			"documents", len(heads), "bodies", len(bodies), "rows", m.result.Rows, "comparisons", len(m.result.Comparisons), "findings", found)
	}
	if len(m.failed) > 0 {
		return statusError(exitFailed)
	}
	return nil
}

// merging is one run of the merge command.
type merging struct {
	cmd    *cobra.Command
	failed map[string]bool // files and folders that could not be read
	result *panel.Result
}

// fail tells once that a file could not be read.
func (m *merging) fail(path string, err error) {
	if !m.failed[path] {
		reporterOf(m.cmd).failed(path, err)
	}
	m.failed[path] = true
}

// heads reads whose the documents beneath the arguments are. What an earlier
// run wrote to out is none of them.
func (m *merging) heads(args []string, out string) ([]panel.Head, error) {
	var heads []panel.Head
	var files []string
	for _, arg := range args {
		found, err := extractedFiles(arg)
		if err == nil && len(found) == 0 {
			err = errNoJSON
		}
		if err != nil {
			m.fail(arg, unwrapPath(err))
		}
		files = append(files, found...)
	}
	slices.Sort(files)
	report := reporterOf(m.cmd)
	files = slices.Compact(files)
	report.begin(len(files))
	defer report.end()
	for _, file := range files {
		if m.cmd.Context().Err() != nil {
			report.failed("", errInterrupted)
			return nil, statusError(exitInterrupted)
		}
		if !beneath(file, out) {
			d, err := readExtracted(file, export.ReadHead)
			if err != nil {
				m.fail(file, err)
			} else {
				heads = append(heads, panel.Head{File: filepath.ToSlash(file), Entity: d.Entity, Document: d.Document})
			}
		}
		report.step()
	}
	return heads, nil
}

// beneath tells whether a file lies in a folder.
func beneath(file, folder string) bool {
	a, errA := filepath.Abs(file)
	b, errB := filepath.Abs(folder)
	if errA != nil || errB != nil {
		return false
	}
	rel, err := filepath.Rel(b, a)
	return err == nil && filepath.IsLocal(rel)
}

// load reads a whole document; one that cannot be read is told and left out.
func (m *merging) load(file string) (*normalize.Disclosure, error) {
	if err := m.cmd.Context().Err(); err != nil {
		return nil, err
	}
	d, err := readExtracted(filepath.FromSlash(file), export.ReadJSON)
	if err != nil {
		m.fail(file, err)
		return nil, panel.ErrSkip
	}
	return d, nil
}
