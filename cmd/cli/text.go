package cli

import (
	"context"
	"fmt"
	"io"
	"time"

	"github.com/spf13/cobra"

	"gongkai/export"
	"gongkai/extract"
)

const textHelp = `Writes the whole document as Markdown in reading order: headings, paragraphs
joined over lines and pages, lists, and the tables in their places. Running
heads and page numbers are left out. Tables with merged cells are HTML tables.
Any PDF with a text layer will do; it need not be a budget.

把整份文件按阅读顺序写成 Markdown：标题、跨行跨页拼合的段落、列表，表格在原处；
页眉、页码不写出；有合并单元格的表写成 HTML 表格。任何有文字层的 PDF 都可以。

-o names a file ending in .md, or a folder; without it the text goes to
standard output.`

// textFlags are the settings of the text command.
type textFlags struct {
	readFlags
	writeFlags
}

func (p *program) textCommand() *cobra.Command {
	var flags textFlags
	cmd := &cobra.Command{
		Use:   "text FILE|DIR|-…",
		Short: "write the whole document as Markdown (整份转为 Markdown)",
		Long:  textHelp,
		Example: `  # print a document 打印全文
  gongkai text budget.pdf
  # pages 1 to 2 of a file from standard input 标准输入，只要第 1–2 页
  gongkai text --pages 1-2 - < budget.pdf
  # a folder of documents, one .md each 整个文件夹，每份一个 .md
  gongkai text -o text county/`,
		Args: need(cobra.MinimumNArgs(1), nameInputs),
		RunE: func(cmd *cobra.Command, args []string) error { return p.textAll(cmd, args, flags) },
	}
	flags.readFlags.add(cmd)
	flags.writeFlags.add(cmd, "file ending in .md, or folder to write to (输出文件或文件夹，默认标准输出)")
	return cmd
}

func (p *program) textAll(cmd *cobra.Command, args []string, flags textFlags) error {
	opt, err := p.options(flags.readFlags)
	if err != nil {
		return err
	}
	jobs, missing := inputs(args, flags.out)
	to := newDestination(cmd, flags.writeFlags, ".md", len(jobs))
	return eachDocument(cmd, jobs, missing, func(j job) error {
		start := time.Now()
		doc, err := open(cmd, j, opt)
		if err != nil {
			return err
		}
		err = to.write(j, func(w io.Writer) error {
			if to.toStdout() && len(jobs) > 1 {
				if _, err := fmt.Fprintf(w, "<!-- %s -->\n\n", j.path); err != nil {
					return err
				}
			}
			return export.Markdown(w, doc)
		})
		if err == nil && !to.toStdout() {
			reporterOf(cmd).done(j.path, fmt.Sprintf("%d pages, %d tables, %s", doc.Source.Pages, len(doc.Tables()), time.Since(start).Round(time.Millisecond)),
				"pages", doc.Source.Pages, "tables", len(doc.Tables()))
		}
		return err
	})
}

// open reads the document of a job. A document whose text cannot be read is an
// error; findings of the reading are told with --verbose, and pages that could
// not be read always.
func open(cmd *cobra.Command, j job, opt extract.Options) (*extract.Document, error) {
	data, err := readInput(cmd, j.path)
	if err != nil {
		return nil, err
	}
	doc, err := read(cmd.Context(), j, data, opt)
	if err != nil {
		return nil, err
	}
	tellFindings(cmd, j.path, doc.Findings, true)
	return doc, nil
}

// read reads a PDF and names the program that read it.
func read(ctx context.Context, j job, data []byte, opt extract.Options) (*extract.Document, error) {
	doc, err := extract.Read(ctx, sourceName(j.path), data, opt)
	if doc != nil {
		doc.Source.Tool, doc.Source.Version = "gongkai", version()
	}
	return doc, err
}
