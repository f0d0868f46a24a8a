package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"gongkai/export"
	"gongkai/extract/pdf"
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
		Example: "  " + engineProgram + " pages -o out --pages 3,8-10 budget.pdf",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if p.engine == nil {
				return noEngine("pages")
			}
			err := p.drawPages(cmd, args[0], flags)
			var usage usageError
			if err == nil || errors.As(err, &usage) {
				return err
			}
			fmt.Fprintf(cmd.ErrOrStderr(), "gongkai: %s: %s\n", args[0], oneLine(unwrapPath(err)))
			return statusError(exitFailed)
		},
	}
	cmd.Flags().StringVarP(&flags.out, "out", "o", "", "folder to write to (default: beside the input)")
	cmd.Flags().IntVar(&flags.dpi, "dpi", 100, "pixels to the inch")
	cmd.Flags().StringVar(&flags.pages, "pages", "", `pages, from 1, such as "3,8-10" (default: all)`)
	cmd.Flags().StringVar(&flags.password, "password", "", "password of an encrypted file")
	return cmd
}

// drawPages draws the pages of one file. A page that cannot be drawn leaves the
// others unharmed.
func (p *program) drawPages(cmd *cobra.Command, path string, flags pagesFlags) (err error) {
	defer recovered(&err)
	if flags.dpi < 1 || flags.dpi > dpiMost {
		return usageError(fmt.Sprintf("--dpi %d: from 1 to %d", flags.dpi, dpiMost))
	}
	ranges, err := parsePages(flags.pages)
	if err != nil {
		return err
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	file, err := p.engine.Open(cmd.Context(), data, flags.password)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if last := ranges.last(); last > file.NumPages() {
		return fmt.Errorf("page %d: %w: the file has %d", last, pdf.ErrNoPages, file.NumPages())
	}
	job := newJob(path, flags.out, "")
	written := 0
	for n := 1; n <= file.NumPages(); n++ {
		if !ranges.contain(n) {
			continue
		}
		picture, failed := file.PNG(n, flags.dpi)
		if failed == nil {
			failed = writeOutputs(job.dir, []export.Output{pictureOutput(job.name, n, picture)})
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

// A pageRanges lists pages as pairs of first and last; an empty one has all.
type pageRanges [][2]int

func (r pageRanges) contain(n int) bool {
	for _, p := range r {
		if n >= p[0] && n <= p[1] {
			return true
		}
	}
	return len(r) == 0
}

// last returns the last page listed, 0 for none.
func (r pageRanges) last() int {
	last := 0
	for _, p := range r {
		last = max(last, p[1])
	}
	return last
}

// parsePages reads a list such as "3,8-10".
func parsePages(s string) (pageRanges, error) {
	var out pageRanges
	if s == "" {
		return nil, nil
	}
	for part := range strings.SplitSeq(s, ",") {
		from, to, isRange := strings.Cut(strings.TrimSpace(part), "-")
		if !isRange {
			to = from
		}
		first, err1 := strconv.Atoi(from)
		last, err2 := strconv.Atoi(to)
		if err1 != nil || err2 != nil || first < 1 || last < first {
			return nil, usageError(fmt.Sprintf("--pages %q: a list such as 3,8-10 is wanted", s))
		}
		out = append(out, [2]int{first, last})
	}
	return out, nil
}
