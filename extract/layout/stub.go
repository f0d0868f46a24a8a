package layout

import (
	"slices"
	"strings"

	"gongkai/extract/page"
	"gongkai/extract/trace"
)

const (
	// stubWidth is the greatest width in ems of a column of labels that stands
	// beside its grid, outside the rulings.
	stubWidth = 30.0
	// stubRows is the least number of rows of such a grid, stubShare the share
	// of them that have a label, stubFigures that of the texts of the first
	// ruled column that are figures.
	stubRows, stubShare, stubFigures = 4, 0.8, 0.5
	// stubWords is the most words that labels have on average: prose beside a
	// table has more.
	stubWords = 5.0
)

// withStub returns the grid with the column of labels that stands on its left
// outside the rulings, or the grid itself when there is none: nearly every row
// has a label, and the first ruled column holds figures.
func (g *ruledGrid) withStub(p *page.Page, glyphs *glyphIndex) *ruledGrid {
	l := g.lattice
	if len(l.y)-1 < stubRows {
		return g
	}
	strip := trace.Rect{X0: g.box.X0 - stubWidth*l.em, X1: g.box.X0, Y0: g.box.Y0, Y1: g.box.Y1}
	labels := lineRows(p, glyphs.in(strip))
	if len(labels) < stubRows {
		return g
	}
	left, words := g.box.X0, 0
	labelled := make([]bool, len(l.y)-1)
	for _, r := range labels {
		if len(r.pieces) != 1 {
			return g
		}
		t := r.pieces[0]
		if t.At.Box.X0 < left {
			left = t.At.Box.X0
		}
		words += 1 + strings.Count(t.Text, " ")
		labelled[indexOf(l.y, t.Baseline-ascent/2*t.Size)] = true
	}
	n := 0
	for _, has := range labelled {
		if has {
			n++
		}
	}
	if float64(n) < stubShare*float64(len(labelled)) || float64(words) > stubWords*float64(len(labels)) ||
		left <= strip.X0+l.em || !g.figuresFirst(p, glyphs) {
		return g
	}
	x := left - cellGap*l.em
	wide := &lattice{em: l.em, x: append([]axisLine{{at: x, closed: true}}, l.x...), y: slices.Clone(l.y)}
	for k := range wide.y {
		line := &wide.y[k]
		if len(line.ruled) > 0 && line.ruled[0].lo <= g.box.X0+snapFor(l.em) {
			line.ruled = slices.Clone(line.ruled)
			line.ruled[0].lo = x
		}
	}
	if out := newRuledGrid(wide, len(labels)); out != nil {
		return out
	}
	return g
}

// figuresFirst tells whether the first column of a grid holds figures.
func (g *ruledGrid) figuresFirst(p *page.Page, glyphs *glyphIndex) bool {
	first := g.box
	first.X1 = g.lattice.x[1].at
	rows := lineRows(p, glyphs.in(first))
	n := 0
	for _, r := range rows {
		if slices.ContainsFunc(r.pieces, func(t piece) bool { return isValue(t.Text) }) {
			n++
		}
	}
	return len(rows) > 0 && float64(n) >= stubFigures*float64(len(rows))
}
