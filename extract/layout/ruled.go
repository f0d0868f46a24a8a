package layout

import (
	"fmt"
	"slices"

	"gongkai/extract/page"
	"gongkai/extract/trace"
)

// Confidence of grids read from rulings.
const (
	ruledConfidence  = 0.99 // every side is ruled
	closedConfidence = 0.95 // an outer side was closed
	tornConfidence   = 0.80 // areas that are no rectangles were cut
)

const (
	// maxPositions is the number of positions of a lattice beyond which it is
	// a drawing: a full page of the smallest print has a tenth of them.
	maxPositions = 1 << 17

	// emptyWidth is the least width in ems of a grid without text: smaller
	// ones are outlines of big characters, boxes to tick, parts of drawings.
	emptyWidth = 12.0

	// drawingShare is the share of cells among the positions of the lattice
	// below which rulings that bound no rectangles are a drawing, a bar chart
	// mostly: its edges run through few places each. Tables that lack a
	// ruling keep most of their positions apart.
	drawingShare = 0.4

	// borderShare is the ruled share of the outline below which they are a
	// drawing too: boxes joined by lines, bars on an axis.
	borderShare = 0.6
)

// A ruledGrid is a grid on its way: the lattice and its cells, before the text
// is in them.
type ruledGrid struct {
	lattice *lattice
	box     trace.Rect
	blocks  []block
	owner   []int // index into blocks of each atomic cell, row by row
	torn    int   // areas cut into rectangles
	fills   bool  // its cells are filled areas
}

// ruledGrids finds the grids that the rulings of a page draw, in no
// particular order, and the ladders: frames that rulings divide into rows
// only. Tables that touch are told apart.
func ruledGrids(p *page.Page, glyphs []page.Glyph) (grids []*ruledGrid, ladders []trace.Rect) {
	if len(p.Rulings) == 0 {
		return nil, nil
	}
	reach := snapFor(medianSize(glyphs))
	found := apartAtSeams(meshes(p, glyphs, reach), reach)
	boxes := make([]trace.Rect, len(found))
	for i, m := range found {
		boxes[i] = m.box()
	}
	areas := newAreas(boxes)
	inside := make([][]int, len(found))
	for i := range glyphs {
		if blank(glyphs[i].Text) {
			continue
		}
		areas.at(glyphs[i].Box.CenterX(), glyphs[i].Box.CenterY(), func(k int) { inside[k] = append(inside[k], i) })
	}
	for i, m := range found {
		ink := make([]trace.Rect, len(inside[i]))
		sizes := make([]float64, len(inside[i]))
		for k, g := range inside[i] {
			ink[k], sizes[k] = glyphs[g].Box, glyphs[g].Size
		}
		l := newLattice(m, median(sizes), ink)
		if l.ladder() {
			ladders = append(ladders, l.box())
		}
		g := newRuledGrid(l, len(ink))
		if g != nil && !(len(g.lattice.y) == 2 && g.box.X0 <= snapMax && g.box.X1 >= p.Width-snapMax) {
			grids = append(grids, g) // rulings from one edge of the page to the other adorn it
		}
	}
	return grids, ladders
}

// newRuledGrid returns nil when the lattice is no table: a frame around text,
// a ladder of one column, the skeleton of a drawing.
func newRuledGrid(l *lattice, characters int) *ruledGrid {
	g := &ruledGrid{lattice: l, box: l.box()}
	if g.box.IsZero() {
		return nil
	}
	cols := len(l.x) - 1
	positions := cols * (len(l.y) - 1)
	if positions > maxPositions {
		return nil
	}
	g.blocks, g.torn = l.blocks()
	switch {
	case len(g.blocks) < 2, cols < 2:
		return nil
	case characters == 0 && g.box.Width() < emptyWidth*l.em:
		return nil
	case g.torn > 0 && (float64(len(g.blocks)) < drawingShare*float64(positions) || l.border() < borderShare):
		return nil
	}
	g.owner = make([]int, positions)
	for k, b := range g.blocks {
		for r := b.r0; r < b.r1; r++ {
			for c := b.c0; c < b.c1; c++ {
				g.owner[r*cols+c] = k
			}
		}
	}
	return g
}

// blockAt returns the index of the cell at (x, y), which lies within the box
// of the grid.
func (g *ruledGrid) blockAt(x, y float64) int {
	return g.owner[indexOf(g.lattice.y, y)*(len(g.lattice.x)-1)+indexOf(g.lattice.x, x)]
}

// indexOf returns the interval of lines that holds v.
func indexOf(lines []axisLine, v float64) int {
	lo, hi := 0, len(lines)-1
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; v >= lines[mid].at {
			lo = mid
		} else {
			hi = mid
		}
	}
	return lo
}

// grid returns the finished Grid with the given text in each cell.
func (g *ruledGrid) grid(p *page.Page, glyphs [][]page.Glyph) Grid {
	l := g.lattice
	out := Grid{Page: p.Number, Box: g.box, Method: Ruled, Confidence: ruledConfidence,
		OpenTop: l.y[0].closed, OpenBottom: l.y[len(l.y)-1].closed}
	for i := range l.x {
		out.X = append(out.X, l.x[i].at)
	}
	for i := range l.y {
		out.Y = append(out.Y, l.y[i].at)
	}
	switch {
	case g.torn > 0:
		out.Confidence = tornConfidence
	case g.fills:
		out.Confidence = filledConfidence
	case out.OpenTop, out.OpenBottom, l.x[0].closed, l.x[len(l.x)-1].closed:
		out.Confidence = closedConfidence
	}
	out.Cells = make([]Cell, len(g.blocks))
	for k, b := range g.blocks {
		c := &out.Cells[k]
		*c = Cell{Row: b.r0, Col: b.c0, RowSpan: b.r1 - b.r0, ColSpan: b.c1 - b.c0, Box: l.boxOf(b)}
		if len(glyphs[k]) > 0 {
			c.Lines = cellLines(p, glyphs[k], c.Box)
		}
	}
	return out
}

// cellLines returns the lines of the text of a cell, with the room each
// leaves.
func cellLines(p *page.Page, glyphs []page.Glyph, box trace.Rect) []Line {
	lines := textLines(p, glyphs, 0)
	for i := range lines {
		lines[i].Room = max(0, box.Width()-lines[i].At.Box.Width())
	}
	return lines
}

// findings reports what was repaired in the grid.
func (g *ruledGrid) findings(p *page.Page) []trace.Finding {
	if g.torn == 0 {
		return nil
	}
	return []trace.Finding{{
		Rule: "layout.torn_cells", Status: trace.Fail, Severity: trace.Warning,
		Message: fmt.Sprintf("rulings are missing: %d areas of the grid are no rectangles and were cut into cells", g.torn),
		At:      []trace.Locator{{Page: p.Number, Box: g.box}},
	}}
}

// box returns the area of the rulings.
func (m mesh) box() trace.Rect {
	var r trace.Rect
	for _, s := range m.horizontal {
		r = r.Union(trace.Rect{X0: s.lo, Y0: s.at, X1: s.hi, Y1: s.at})
	}
	for _, s := range m.vertical {
		r = r.Union(trace.Rect{X0: s.at, Y0: s.lo, X1: s.at, Y1: s.hi})
	}
	return r
}

// medianSize returns the median font size of glyphs.
func medianSize(glyphs []page.Glyph) float64 {
	sizes := make([]float64, 0, len(glyphs))
	for i := range glyphs {
		sizes = append(sizes, glyphs[i].Size)
	}
	return median(sizes)
}

// median returns the middle of sizes, which it sorts, defaultEm when there are
// none.
func median(sizes []float64) float64 {
	if len(sizes) == 0 {
		return defaultEm
	}
	slices.Sort(sizes)
	if m := sizes[len(sizes)/2]; m > 0 {
		return m
	}
	return defaultEm
}
