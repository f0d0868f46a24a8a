package layout

import (
	"math"
	"slices"
	"strings"

	"gongkai/extract/page"
	"gongkai/extract/trace"
)

// Confidence of grids whose cells no ruling closes: the share of right cells
// measured on documents with known cells.
const (
	segmentConfidence = 0.95 // every cell has its own rulings above and below
	alignedConfidence = 0.85 // columns, and mostly rows, by alignment
)

// alignedGrids returns the grids that no vertical rulings show, made of glyphs
// that stand in no ruled grid. The cells are inferred first, from segments of
// rulings or from the alignment of texts; their sides are then read as
// rulings, so that text goes to cells in one way only.
func alignedGrids(p *page.Page, glyphs []page.Glyph, ruled []Grid) []Grid {
	var out []Grid
	for _, a := range looseAreas(p, glyphs, ruled) {
		cells, confidence := a.segmentCells(), segmentConfidence
		if cells == nil {
			cells, confidence = a.alignedCells(), alignedConfidence
		}
		if g := a.grid(p, cells); g != nil {
			g.Method, g.Confidence = Aligned, confidence
			if len(a.bars) > 2 {
				g.Method = Mixed
			}
			out = append(out, *g)
		}
	}
	return out
}

// A looseArea is a part of a page that holds a table without vertical rulings.
type looseArea struct {
	p      *page.Page
	box    trace.Rect
	glyphs []page.Glyph // in box
	bars   []bar        // rulings over its whole width, top to bottom
	levels []bar        // all rulings in box by height, top to bottom
	em     float64      // prevailing font size
}

// grid reads cells as if rulings closed them.
func (a *looseArea) grid(p *page.Page, cells []trace.Rect) *Grid {
	if len(cells) < 2 {
		return nil
	}
	drawn := *p
	drawn.Rulings, drawn.Fills = nil, nil
	for _, c := range cells {
		for _, r := range [...]page.Ruling{
			{X0: c.X0, Y0: c.Y0, X1: c.X1, Y1: c.Y0}, {X0: c.X0, Y0: c.Y1, X1: c.X1, Y1: c.Y1},
			{X0: c.X0, Y0: c.Y0, X1: c.X0, Y1: c.Y1}, {X0: c.X1, Y0: c.Y0, X1: c.X1, Y1: c.Y1},
		} {
			r.Width = 0.5
			drawn.Rulings = append(drawn.Rulings, r)
		}
	}
	grids := ruledGrids(&drawn, a.glyphs)
	if len(grids) != 1 {
		return nil
	}
	assigned := assign(grids, a.glyphs)
	byCell, _ := assigned.sorted()
	g := grids[0].grid(p, byCell)
	if slices.ContainsFunc(g.Cells, heaped) || torn(g.Cells) {
		return nil
	}
	return &g
}

// heaped tells whether a cell holds several numbers, one below the other: the
// rows of its grid were not told apart, and its amounts must not be used.
func heaped(c Cell) bool {
	n := 0
	for _, l := range c.Lines {
		if isNumber(l.Text) {
			n++
		}
	}
	return n > 1
}

// midpoint is the middle between two numbers.
func midpoint(a, b float64) float64 { return (a + b) / 2 }

// near tells whether two numbers differ by at most d.
func near(a, b, d float64) bool { return math.Abs(a-b) <= d }

// torn tells whether amounts of a grid were taken apart: the amounts of a table
// are printed with one number of decimals, and a part of one has another.
func torn(cells []Cell) bool {
	decimals := map[int]int{}
	for i := range cells {
		for _, l := range cells[i].Lines {
			if !isNumber(l.Text) || !strings.ContainsAny(l.Text, ",，") {
				continue
			}
			n := 0
			if at := strings.IndexByte(l.Text, '.'); at >= 0 {
				n = len(l.Text) - at - 1
			}
			decimals[n]++
		}
	}
	return len(decimals) > 1
}
