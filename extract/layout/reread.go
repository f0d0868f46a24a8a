package layout

import (
	"math"
	"slices"

	"gongkai/extract/page"
)

const (
	// cutOff is how far in ems an edge found from texts may lie from the ruling
	// that it must be.
	cutOff = 0.5
	// fullBar is the share of the width of a grid that a ruling over all of it
	// covers.
	fullBar = 0.9
	// heldRows is the number of rows of figures in one cell that show that it
	// is many cells, heldRow the least number of characters in one of them.
	heldRows, heldRow = 5, 6
)

// holdsRows tells whether a cell of a grid holds rows of labels and figures.
func holdsRows(p *page.Page, glyphs [][]page.Glyph) bool {
	return slices.ContainsFunc(glyphs, func(in []page.Glyph) bool {
		if len(in) < heldRows*heldRow || ideographic(in) {
			return false
		}
		rows := lineRows(p, in)
		for i := 0; i+heldRows <= len(rows); {
			end := bareRows(rows, i)
			if end-i >= heldRows {
				return true
			}
			i = max(i+1, end)
		}
		return false
	})
}

// reread reads a grid whose cells hold several rows or columns each by the
// alignment of its texts, within its rulings: rows are ruled at the header and
// at the end only, columns between groups of them. nil when that gives no
// finer grid with an edge at every ruling.
func (g *ruledGrid) reread(p *page.Page, coarse *Grid, glyphs [][]page.Glyph) *Grid {
	a := g.area(p, glyphs)
	if a.ideographic() {
		return nil
	}
	fine := a.grid(p, a.lineCells(), true)
	if fine == nil || len(fine.Cells) <= len(coarse.Cells) || earlyBreaks(&fine.Grid) > earlyBreaks(coarse) {
		return nil
	}
	for _, x := range a.cuts {
		if !slices.ContainsFunc(fine.X, func(v float64) bool { return near(v, x, cutOff*a.em) }) {
			return nil
		}
	}
	fine.Method, fine.Confidence = Mixed, mixedConfidence
	out := fine.fill(p, fine.skeleton.regroup([][]page.Glyph{withoutLeaders(slices.Concat(glyphs...))}))
	return &out
}

// area returns the area of a grid with its rulings.
func (g *ruledGrid) area(p *page.Page, glyphs [][]page.Glyph) *looseArea {
	a := &looseArea{p: p, box: g.box, em: g.lattice.em, glyphs: slices.Concat(glyphs...)}
	for _, l := range g.lattice.y {
		covered := 0.0
		for _, s := range l.ruled {
			a.levels = append(a.levels, bar{y: l.at, x0: s.lo, x1: s.hi, parts: []span{s}})
			covered += math.Min(s.hi, g.box.X1) - math.Max(s.lo, g.box.X0)
		}
		if l.closed || covered >= fullBar*g.box.Width() {
			a.bars = append(a.bars, bar{y: l.at, x0: g.box.X0, x1: g.box.X1})
		}
	}
	for _, l := range g.lattice.x[1 : len(g.lattice.x)-1] {
		a.cuts = append(a.cuts, l.at)
	}
	return a
}
