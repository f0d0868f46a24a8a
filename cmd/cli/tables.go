package cli

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"gongkai/export"
	"gongkai/extract"
	"gongkai/normalize"
)

const tablesHelp = `Writes every table of a PDF: whole over page breaks, wrapped cells joined,
merged cells once. Any PDF with a text layer will do; it need not be a budget,
nor Chinese.

写出 PDF 里的全部表格：跨页的表合为一张，折行的单元格拼合，合并单元格只写一次。
任何有文字层的 PDF 都可以，不必是预算，也不必是中文。

Formats: csv, json, md, html, xlsx. -o names a file with the ending of the
format, or a folder; without it the tables go to standard output, one below the
other. In a folder CSV has a file per table, NAME/T1.csv, and a list of them.
--table T2,T3 chooses tables, as numbered in reading order.`

// tablesFlags are the settings of the tables command.
type tablesFlags struct {
	readFlags
	writeFlags
	format string
	tables []string
}

// tableFormats are the formats of the tables command: one stream per document.
var tableFormats = []string{"csv", "json", "md", "html", "xlsx"}

func (p *program) tablesCommand() *cobra.Command {
	var flags tablesFlags
	cmd := &cobra.Command{
		Use:   "tables FILE|DIR|-…",
		Short: "write the tables of any PDF (提取任何 PDF 的表格)",
		Long:  tablesHelp,
		Example: `  # all tables as CSV on standard output 全部表格，CSV
  gongkai tables budget.pdf
  # one workbook 一个工作簿
  gongkai tables --format xlsx -o tables.xlsx budget.pdf
  # one table of pages 1 to 3 as HTML 第 1–3 页的第一张表，HTML
  gongkai tables --format html --pages 1-3 --table T1 budget.pdf
  # a folder of documents, with boxes of all cells 整个文件夹，含单元格坐标
  gongkai tables --format json -o tables county/`,
		Args: need(cobra.MinimumNArgs(1), nameInputs),
		RunE: func(cmd *cobra.Command, args []string) error { return p.tablesAll(cmd, args, flags) },
	}
	flags.readFlags.add(cmd)
	flags.writeFlags.add(cmd, "file with the ending of the format, or folder to write to (输出文件或文件夹，默认标准输出)")
	cmd.Flags().StringVar(&flags.format, "format", "csv", "format to write (格式): "+strings.Join(tableFormats, ", "))
	cmd.Flags().StringSliceVar(&flags.tables, "table", nil, "tables to write, such as T1,T3 (表号，默认全部)")
	complete(cmd, "format", tableFormats)
	return cmd
}

func (p *program) tablesAll(cmd *cobra.Command, args []string, flags tablesFlags) error {
	opt, err := p.options(flags.readFlags)
	if err != nil {
		return err
	}
	if !slices.Contains(tableFormats, flags.format) {
		return usageError(fmt.Sprintf("unknown format %q: one of %s", flags.format, strings.Join(tableFormats, ", ")))
	}
	jobs, missing := inputs(args, flags.out)
	to := newDestination(cmd, flags.writeFlags, "."+flags.format, len(jobs))
	to.terminal = flags.format != "xlsx"
	if to.toStdout() && len(jobs) > 1 && flags.format != "csv" && flags.format != "md" {
		return usageError(fmt.Sprintf("%d documents as %s on standard output: name a folder with -o", len(jobs), flags.format))
	}
	return eachDocument(cmd, jobs, missing, func(j job) error {
		start := time.Now()
		doc, err := open(cmd, j, opt)
		if err != nil {
			return err
		}
		if err := choose(doc, flags.tables); err != nil {
			return err
		}
		if flags.format == "csv" && to.folder() {
			err = writeOutputs(j.dir, export.TableFiles(j.name, tablesOnly(doc)), to.overwrite)
		} else {
			err = to.write(j, func(w io.Writer) error { return writeTables(w, doc, flags.format) })
		}
		if err == nil && !to.toStdout() {
			reporterOf(cmd).done(j.path, fmt.Sprintf("%d pages, %d tables, %s", doc.Source.Pages, len(doc.Tables()), time.Since(start).Round(time.Millisecond)),
				"pages", doc.Source.Pages, "tables", len(doc.Tables()))
		}
		return err
	})
}

// choose leaves the tables with the given ids in the document; none means all.
func choose(doc *extract.Document, ids []string) error {
	if len(ids) == 0 {
		return nil
	}
	for _, id := range ids {
		if !slices.ContainsFunc(doc.Tables(), func(t *extract.Table) bool { return t.ID == id }) {
			return fmt.Errorf("no table %s: the file has %d", id, len(doc.Tables()))
		}
	}
	doc.Blocks = slices.DeleteFunc(doc.Blocks, func(b extract.Block) bool {
		return b.Table == nil || !slices.Contains(ids, b.Table.ID)
	})
	return nil
}

// writeTables writes the tables of a document as one stream.
func writeTables(w io.Writer, doc *extract.Document, format string) error {
	switch format {
	case "md":
		return export.MarkdownTables(w, doc.Tables())
	case "html":
		return export.HTML(w, doc.Source.File, doc.Tables())
	case "json":
		return export.JSON(w, tablesOnly(doc))
	case "xlsx":
		return export.TableBook(w, tablesOnly(doc))
	}
	out := bufio.NewWriter(w)
	if err := export.CSVTables(out, tablesOnly(doc)); err != nil {
		return err
	}
	return out.Flush()
}

// tablesOnly describes the tables of a document without reading it as a
// disclosure: no facts, no sections, and no finding about budgets.
func tablesOnly(doc *extract.Document) *normalize.Disclosure {
	d := normalize.Normalize(doc)
	d.Facts, d.Sections, d.Findings = nil, nil, doc.Findings
	return d
}
