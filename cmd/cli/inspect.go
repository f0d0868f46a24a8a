package cli

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"gongkai/extract"
	"gongkai/normalize/records"
)

// stages are the steps of the way that inspect can print, in order.
var stages = []string{"glyphs", "rulings", "lines", "grids", "text", "tables", "facts", "records"}

func (p *program) inspectCommand() *cobra.Command {
	var stage, password string
	var page int
	cmd := &cobra.Command{
		Use:   "inspect FILE|-",
		Short: "print one stage of the reading as text (查看中间结果)",
		Long: `Prints what one stage of the reading made of a page, as text: the tool for
finding where an error comes from. Stages: ` + strings.Join(stages, ", ") + `.`,
		Example: "  # the cells found on page 1 第 1 页识别出的单元格\n  gongkai inspect --stage grids --page 1 budget.pdf",
		Args:    need(cobra.ExactArgs(1), "name one PDF, or - for standard input (请指定一个 PDF 或 -)"),
		RunE: func(cmd *cobra.Command, args []string) error {
			data, err := readInput(cmd, args[0])
			if err == nil {
				err = inspect(cmd, data, sourceName(args[0]), stage, page, extract.Options{Password: password, Engine: p.engine})
			}
			var usage usageError
			if err == nil || errors.As(err, &usage) {
				return err
			}
			reporterOf(cmd).failed(args[0], unwrapPath(err))
			return statusError(exitFailed)
		},
	}
	cmd.Flags().StringVar(&stage, "stage", "tables", "what to print (哪一步): "+strings.Join(stages, ", "))
	complete(cmd, "stage", stages)
	cmd.Flags().IntVar(&page, "page", 0, "page, from 1 (页码，默认全部)")
	cmd.Flags().StringVar(&password, "password", "", "password of an encrypted file (密码)")
	return cmd
}

// A usageError is a command line that makes no sense.
type usageError string

func (e usageError) Error() string { return string(e) }

func inspect(cmd *cobra.Command, data []byte, name, stage string, page int, opt extract.Options) (err error) {
	defer recovered(&err)
	if !slices.Contains(stages, stage) {
		return usageError(fmt.Sprintf("unknown stage %q: one of %s", stage, strings.Join(stages, ", ")))
	}
	if page < 0 {
		return usageError(fmt.Sprintf("page %d: pages are numbered from 1", page))
	}
	file, err := extract.Open(cmd.Context(), data, opt)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if page > file.NumPages() {
		return fmt.Errorf("page %d: the file has %d", page, file.NumPages())
	}
	w := cmd.OutOrStdout()
	switch stage {
	case "text":
		if page > 0 {
			opt.Pages = extract.PageSet{{First: page, Last: page}}
		}
		doc, err := extract.Read(cmd.Context(), name, data, opt)
		if doc == nil {
			return err
		}
		return errors.Join(doc.DumpText(w), err)
	case "tables":
		doc, err := extract.Read(cmd.Context(), name, data, opt)
		if doc == nil {
			return err
		}
		return errors.Join(doc.DumpTables(w, page), err)
	case "facts", "records":
		d, err := disclosure(cmd.Context(), job{path: name}, data, opt, records.Options{})
		if d == nil {
			return err
		}
		if stage == "records" {
			return errors.Join(d.DumpRecords(w, page), err)
		}
		return errors.Join(d.DumpFacts(w, page), err)
	}
	return inspectPages(w, file, stage, page)
}

// inspectPages prints a stage that knows single pages only.
func inspectPages(w io.Writer, file *extract.File, stage string, page int) error {
	first, last := 1, file.NumPages()
	if page > 0 {
		first, last = page, page
	}
	for n := first; n <= last; n++ {
		p, err := file.Page(n)
		if p == nil {
			return err
		}
		if _, err := fmt.Fprintf(w, "page %d: %.0f × %.0f points\n", n, p.Width, p.Height); err != nil {
			return err
		}
		switch stage {
		case "glyphs":
			err = p.DumpGlyphs(w)
		case "rulings":
			err = p.DumpRulings(w)
		case "lines":
			sheet := extract.Analyze(p)
			err = sheet.DumpLines(w)
		case "grids":
			sheet := extract.Analyze(p)
			err = sheet.DumpGrids(w)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
