package layout

import (
	"cmp"
	"math"
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

	// twoTextsShare is the share of the lines of a column that are two texts from
	// which on it is two columns.
	twoTextsShare = 0.6

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
	if len(out) > 0 {
		out = append(out, twoTexts(g, out)...)
	}
	return out
}

// twoTexts returns the columns besides the crowded ones in which most lines are
// two texts: where rulings between columns are missing, a code and its name are
// two columns as well.
func twoTexts(g *Grid, crowded []int) []int {
	lines, parted := make([]int, g.Cols()), make([]int, g.Cols())
	for i := range g.Cells {
		c := &g.Cells[i]
		for _, l := range c.Lines {
			if c.ColSpan == 1 {
				lines[c.Col]++
				if len(strings.Fields(l.Text)) == 2 {
					parted[c.Col]++
				}
			}
		}
	}
	var out []int
	for col := range lines {
		if parted[col] >= crowdedLines && float64(parted[col]) >= twoTextsShare*float64(lines[col]) && !slices.Contains(crowded, col) {
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

// pieces returns the stretches of a line of glyphs that gaps of so many ems
// part, and whether they are several numbers, or a text and another.
func pieces(p *page.Page, row []placed, gap float64) (out []span, several, two bool) {
	var texts []string
	for _, part := range cutAtGaps(row, gap, gap) {
		if l, ok := lineOf(p, part); ok {
			out = append(out, span{l.At.Box.X0, l.At.Box.X1})
			texts = append(texts, l.Text)
		}
	}
	return out, numbers(texts) > 1, len(texts) == 2
}

// withColumns returns the grid with edges in the rivers between the numbers of
// the given columns; nil when there are none. glyphs are those of each block.
func (g *ruledGrid) withColumns(p *page.Page, columns []int, glyphs [][]page.Glyph) *ruledGrid {
	refined := *g.lattice
	refined.x = slices.Clone(refined.x)
	for _, col := range columns {
		edges := g.rivers(p, col, glyphs, false)
		if edges == nil {
			edges = g.rivers(p, col, glyphs, true)
		}
		refined.x = append(refined.x, edges...)
	}
	if len(refined.x) == len(g.lattice.x) {
		return nil
	}
	slices.SortFunc(refined.x, func(a, b axisLine) int { return cmp.Compare(a.at, b.at) })
	return newRuledGrid(&refined, len(glyphs))
}

// rivers returns the edges that part the numbers of a column, or the two texts
// of its lines, each ruled over the cells whose texts stand on both sides of it.
func (g *ruledGrid) rivers(p *page.Page, col int, glyphs [][]page.Glyph, texts bool) []axisLine {
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
			parts, several, two := pieces(p, row, pieceGap)
			lines[k] = append(lines[k], parts...)
			if several || texts && two {
				taken = append(taken, parts...)
				crowded++
			}
			fine, _, _ := pieces(p, row, wordGap)
			words = append(words, fine...)
		}
		if crowded >= crowdedLines {
			lines[k] = words
		}
	}
	taken = joinSpans(taken, riverGap*g.lattice.em)
	var out []axisLine
	for i := 1; i < len(taken); i++ {
		line := axisLine{at: clearOf(lines, span{taken[i-1].hi, taken[i].lo}, riverGap*g.lattice.em)}
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

// clearOf returns the middle of what a river is wide between all texts that reach
// into it from either side, its own middle when they leave less than least.
func clearOf(lines [][]span, river span, least float64) float64 {
	narrow := river
	for _, parts := range lines {
		for _, s := range parts {
			switch {
			case s.lo < river.lo && s.hi < river.hi:
				narrow.lo = math.Max(narrow.lo, s.hi)
			case s.lo > river.lo && s.hi > river.hi:
				narrow.hi = math.Min(narrow.hi, s.lo)
			}
		}
	}
	if narrow.hi-narrow.lo < least {
		narrow = river
	}
	return midpoint(narrow.lo, narrow.hi)
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
