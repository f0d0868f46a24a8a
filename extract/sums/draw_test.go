package sums_test

import (
	"fmt"
	"strings"

	"gongkai/extract/layout"
	"gongkai/extract/page"
	"gongkai/extract/trace"
)

const size = 9.0 // of all texts drawn here, in points

// drawing is a page drawn by hand.
type drawing struct{ page.Page }

func newDrawing() *drawing {
	return &drawing{page.Page{Number: 1, Width: 600, Height: 800, Fonts: []page.Font{{Name: "Regular"}}}}
}

// text draws s from (x, y) on.
func (d *drawing) text(x, y float64, s string) {
	for _, r := range s {
		w := width(string(r))
		d.Glyphs = append(d.Glyphs, page.Glyph{Text: string(r), X: x, Y: y, Size: size, MCID: -1,
			Box: trace.Rect{X0: x, Y0: y - 0.85*size, X1: x + w, Y1: y + 0.15*size}})
		x += w
	}
}

// right draws s so that it ends at x, middle with its middle there.
func (d *drawing) right(x, y float64, s string)  { d.text(x-width(s), y, s) }
func (d *drawing) middle(x, y float64, s string) { d.text(x-width(s)/2, y, s) }

func (d *drawing) rule(x0, y0, x1, y1 float64) {
	d.Rulings = append(d.Rulings, page.Ruling{X0: x0, Y0: y0, X1: x1, Y1: y1, Width: 0.5})
}

// width returns the width of s: ideographs are as wide as high, figures half.
func width(s string) (w float64) {
	for _, r := range s {
		if r > 0x2000 {
			w += size
		} else {
			w += size / 2
		}
	}
	return w
}

// wrap breaks s into lines of at most room points.
func wrap(room float64, s string) (out []string) {
	line := ""
	for _, r := range s {
		if width(line+string(r)) > room {
			out, line = append(out, line), ""
		}
		line += string(r)
	}
	return append(out, line)
}

// amount prints hundredths with separators.
func amount(n int) string {
	s := fmt.Sprint(n / 100)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return fmt.Sprintf("%s.%02d", s, n%100)
}

// rowsOf returns the rows of the grids of a page, cells parted by "|".
func rowsOf(s layout.Sheet) string {
	var b strings.Builder
	for _, g := range s.Grids {
		for _, c := range g.Cells {
			b.WriteString(c.Text())
			if c.Col+c.ColSpan < g.Cols() {
				b.WriteByte('|')
			} else {
				b.WriteByte('\n')
			}
		}
	}
	return b.String()
}

// choices returns the findings about readings that are open.
func choices(s layout.Sheet) (out []trace.Finding) {
	for _, f := range s.Findings {
		if f.Rule == layout.RuleReadingChosen || f.Rule == layout.RuleReadingOpen {
			out = append(out, f)
		}
	}
	return out
}
