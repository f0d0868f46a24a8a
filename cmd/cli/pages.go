package cli

import (
	"errors"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"gongkai/export"
	"gongkai/extract"
)

// engineProgram is the program that has a second engine, and engineBuild how
// it is made.
const (
	engineProgram = "gongkai-pdfium"
	engineBuild   = "cd extract/pdfium && go build ./cmd/gongkai-pdfium"
)

// noEngine is the answer to what only a program with a second engine can do.
func noEngine(what string) error {
	return usageError(fmt.Sprintf("%s needs %s, which has a second engine: %s", what, engineProgram, engineBuild))
}

// dpiMost bounds the size of pictures: more shows no more on a screen.
const dpiMost = 600

// pagesFlags are the settings of the pages command.
type pagesFlags struct {
	out, pages, password string
	dpi                  int
}

func (p *program) pagesCommand() *cobra.Command {
	var flags pagesFlags
	cmd := &cobra.Command{
		Use:   "pages FILE",
		Short: "draw pages as PNG pictures, for review (页面图像, needs " + engineProgram + ")",
		Long: `Writes NAME-1.png and so on, one picture per page: to look at beside what was
extracted. Chinese text in fonts that the file does not embed is not drawn.

每页写出一张 PNG 图像，供对照核对；未嵌入字体的中文不显示。`,
		Example: "  # pictures of pages 1 and 2 第 1、2 页的图像\n  " + engineProgram + " pages -o out --pages 1-2 budget.pdf",
		Args:    need(cobra.ExactArgs(1), "name one PDF, or - for standard input (请指定一个 PDF 或 -)"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if p.engine == nil {
				return noEngine("pages")
			}
			err := p.drawPages(cmd, args[0], flags)
			var usage usageError
			if err == nil || errors.As(err, &usage) {
				return err
			}
			reporterOf(cmd).failed(args[0], unwrapPath(err))
			return statusError(exitFailed)
		},
	}
	cmd.Flags().StringVarP(&flags.out, "out", "o", "", "folder to write to (输出文件夹，默认与原文件同处)")
	cmd.Flags().IntVar(&flags.dpi, "dpi", 100, "pixels to the inch (每英寸像素)")
	cmd.Flags().StringVar(&flags.pages, "pages", "", "pages, from 1, such as 3,8-10 (页码，默认全部)")
	cmd.Flags().StringVar(&flags.password, "password", "", "password of an encrypted file (密码)")
	return cmd
}

// drawPages draws the pages of one file. A page that cannot be drawn leaves the
// others unharmed.
func (p *program) drawPages(cmd *cobra.Command, path string, flags pagesFlags) (err error) {
	defer recovered(&err)
	if flags.dpi < 1 || flags.dpi > dpiMost {
		return usageError(fmt.Sprintf("--dpi %d: from 1 to %d", flags.dpi, dpiMost))
	}
	pages, err := extract.ParsePages(flags.pages)
	if err != nil {
		return usageError(err.Error())
	}
	data, err := readInput(cmd, path)
	if err != nil {
		return err
	}
	file, err := p.engine.Open(cmd.Context(), data, flags.password)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	for _, r := range pages {
		if last := max(r.First, r.Last); last > file.NumPages() {
			return fmt.Errorf("page %d: %w: it has %d", last, extract.ErrNoSuchPage, file.NumPages())
		}
	}
	job := newJob(path, flags.out, "")
	written := 0
	for n := 1; n <= file.NumPages(); n++ {
		if !pages.Has(n) {
			continue
		}
		picture, failed := file.PNG(n, flags.dpi)
		if failed == nil {
			failed = writeOutputs(job.dir, []export.Output{pictureOutput(job.name, n, picture)}, true)
		}
		if failed != nil {
			err = errors.Join(err, failed)
			continue
		}
		written++
	}
	fmt.Fprintf(cmd.OutOrStdout(), "%s: %d pages drawn\n", path, written)
	return err
}

// pictureOutput is the file of one picture.
func pictureOutput(name string, n int, picture []byte) export.Output {
	return export.Output{
		Path: fmt.Sprintf("%s-%d.png", name, n),
		Write: func(w io.Writer) error {
			_, err := w.Write(picture)
			return err
		},
	}
}
