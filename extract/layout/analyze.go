package layout

import (
	"cmp"
	"slices"

	"gongkai/extract/page"
)

// Analyze finds the grids of a page and the lines of text outside them. It
// never fails: a page it cannot make sense of has lines only. Glyphs that a
// reader does not see take no part.
func Analyze(p *page.Page) Sheet {
	s := Sheet{Page: p.Number, Width: p.Width, Height: p.Height}
	s.Lines = textLines(p, visible(p), columnGap)
	sortLines(s.Lines)
	return s
}

// sortLines puts lines into reading order: top to bottom, then left to right.
func sortLines(lines []Line) {
	slices.SortStableFunc(lines, func(a, b Line) int {
		return cmp.Or(cmp.Compare(a.Baseline, b.Baseline), cmp.Compare(a.At.Box.X0, b.At.Box.X0))
	})
}
