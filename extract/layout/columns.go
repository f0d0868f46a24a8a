package layout

import (
	"cmp"
	"slices"
	"strings"

	"gongkai/extract/page"
	"gongkai/extract/trace"
)

const (
	// pieceGap is the empty width in ems that parts two texts of a line in a
	// cell, and riverGap that which must stay empty over all lines for a
	// column edge to run there.
	pieceGap, riverGap = 0.8, 0.5

	// wordGap parts the texts of a line in a cell known to hold several
	// columns, where numbers of full width may nearly touch.
	wordGap = 0.12

	// crowdedLines is the number of lines with several numbers that show that
	// a ruled column holds several columns: one may be a sentence.
	crowdedLines = 2
)

// crowded returns the columns of a grid that hold several numbers on each of
// several lines: rulings between their columns are missing.
func crowded(g *Grid) []int {
	lines := make([]int, g.Cols())
	for i := range g.Cells {
		c := &g.Cells[i]
		if c.ColSpan > 1 {
			continue
		}
		for _, l := range c.Lines {
			if strings.Contains(l.Text, " ") && numbers(strings.Fields(l.Text)) > 1 {
				lines[c.Col]++
			}
		}
	}
	var out []int
	for col, n := range lines {
		if n >= crowdedLines {
			out = append(out, col)
		}
	}
	return out
}

// stillCrowded tells whether several lines of any cells hold several numbers.
func stillCrowded(g *Grid) bool {
	n := 0
	for i := range g.Cells {
		for _, l := range g.Cells[i].Lines {
			if strings.Contains(l.Text, " ") && numbers(strings.Fields(l.Text)) > 1 {
				n++
			}
		}
	}
	return n >= crowdedLines
}

// numbers counts the texts that are whole numbers; it is 0 when one of the
// later ones is not, as in a sentence.
func numbers(texts []string) int {
	n := 0
	for i, s := range texts {
		switch {
		case IsNumber(s):
			n++
		case i > 0:
			return 0
		}
	}
	return n
}

// IsNumber tells whether s is a whole number as tables print it.
func IsNumber(s string) bool {
	return strings.ContainsAny(s, "0123456789") && completeNumber.MatchString(s)
}

// pieces returns the stretches of a line of glyphs that gaps of so many ems
// part, and whether they are several numbers.
func pieces(p *page.Page, row []placed, gap float64) (out []span, several bool) {
	var texts []string
	for _, part := range cutAtGaps(row, gap, gap) {
		if l, ok := lineOf(p, part); ok {
			out = append(out, span{l.At.Box.X0, l.At.Box.X1})
			texts = append(texts, l.Text)
		}
	}
	return out, numbers(texts) > 1
}

// withColumns returns the grid with edges in the rivers between the numbers of
// the given columns; nil when there are none. glyphs are those of each block.
func (g *ruledGrid) withColumns(p *page.Page, columns []int, glyphs [][]page.Glyph) *ruledGrid {
	refined := *g.lattice
	refined.x = slices.Clone(refined.x)
	for _, col := range columns {
		refined.x = append(refined.x, g.rivers(p, col, glyphs)...)
	}
	if len(refined.x) == len(g.lattice.x) {
		return nil
	}
	slices.SortFunc(refined.x, func(a, b axisLine) int { return cmp.Compare(a.at, b.at) })
	return newRuledGrid(&refined, len(glyphs))
}

// rivers returns the edges that part the numbers of a column, each ruled over
// the cells whose texts stand on both sides of it.
func (g *ruledGrid) rivers(p *page.Page, col int, glyphs [][]page.Glyph) []axisLine {
	var taken []span
	lines := make([][]span, len(g.blocks)) // all pieces of each block of the column
	for k, b := range g.blocks {
		if b.c0 != col || b.c1 != col+1 {
			continue
		}
		var words []span
		crowded := 0
		for _, row := range baselines(glyphs[k]) {
			if row[0].turn != 0 {
				continue
			}
			parts, several := pieces(p, row, pieceGap)
			lines[k] = append(lines[k], parts...)
			if several {
				taken = append(taken, parts...)
				crowded++
			}
			fine, _ := pieces(p, row, wordGap)
			words = append(words, fine...)
		}
		if crowded >= crowdedLines {
			lines[k] = words
		}
	}
	taken = joinSpans(taken, riverGap*g.lattice.em)
	var out []axisLine
	for i := 1; i < len(taken); i++ {
		line := axisLine{at: (taken[i-1].hi + taken[i].lo) / 2}
		for k, b := range g.blocks {
			if parted(lines[k], line.at) {
				box := g.lattice.boxOf(b)
				line.ruled = append(line.ruled, span{box.Y0, box.Y1})
			}
		}
		line.ruled = joinSpans(line.ruled, 0)
		out = append(out, line)
	}
	return out
}

// parted tells whether pieces stand on both sides of x and none across it.
func parted(pieces []span, x float64) bool {
	left, right := false, false
	for _, s := range pieces {
		if s.lo < x && s.hi > x {
			return false
		}
		left, right = left || s.hi <= x, right || s.lo >= x
	}
	return left && right
}

// regroup sorts the glyphs of a grid into the cells of its refined form. A
// glyph that falls outside stays with the cell whose box is nearest: none is
// lost.
func (g *ruledGrid) regroup(glyphs [][]page.Glyph) [][]page.Glyph {
	all := slices.Concat(glyphs...)
	a := assign([]*ruledGrid{g}, all)
	for i, c := range a.cell {
		if c == outside {
			x := min(max(all[i].Box.CenterX(), g.box.X0), g.box.X1)
			y := min(max(middle(&all[i]), g.box.Y0), g.box.Y1)
			a.cell[i] = g.blockAt(x, y)
		}
	}
	cells, _ := a.sorted()
	return cells
}

// columnFindings reports columns that no ruling divides.
func columnFindings(p *page.Page, g *Grid) []trace.Finding {
	return []trace.Finding{{
		Rule: "layout.columns_split", Status: trace.Hold, Severity: trace.Info,
		Message: "no rulings divide some columns: they were told apart by the numbers beside each other",
		At:      []trace.Locator{{Page: p.Number, Box: g.Box}},
	}}
}
