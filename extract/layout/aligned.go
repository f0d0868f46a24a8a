package layout

import (
	"fmt"
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
// rulings, so that text goes to cells in one way only. A table that cannot be
// read is reported: nobody must think that there are no amounts.
func alignedGrids(p *page.Page, glyphs []page.Glyph, ruled []Grid) (out []Grid, findings []trace.Finding) {
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
		} else if n := a.amounts(); n >= fewAmounts {
			findings = append(findings, trace.Finding{
				Rule: RuleUnreadTable, Status: trace.NotComputable, Severity: trace.Error,
				Message: fmt.Sprintf("page %d: a table without vertical rulings could not be told into cells; its %d amounts are not carried over", p.Number, n),
				At:      []trace.Locator{{Page: p.Number, Box: a.box}},
			})
		}
	}
	return out, findings
}

// fewAmounts is the number of amounts from which on text between rulings is
// held to be a table.
const fewAmounts = 3

// amounts counts the amounts printed in the area.
func (a *looseArea) amounts() int {
	n := 0
	for _, r := range textRows(a.p, a.glyphs, bodyGap) {
		for _, l := range r.pieces {
			if _, ok := decimals(l.Text); ok {
				n++
			}
		}
	}
	return n
}

// A looseArea is a part of a page that holds a table without vertical rulings.
type looseArea struct {
	p      *page.Page
	box    trace.Rect
	glyphs []page.Glyph // in box
	bars   []bar        // rulings over its whole width, top to bottom
	levels []bar        // all rulings in box by height, top to bottom
	em     float64      // prevailing font size

	ruledBelow bool // the header stands above the first bar
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
	if len(grids) != 1 || len(grids[0].lattice.y) < 3 && len(a.bars) < 2 {
		return nil // a single line of text at a bar shows no table
	}
	assigned := assign(grids, a.glyphs)
	byCell, _ := assigned.sorted()
	g := grids[0].grid(p, byCell)
	usual := usualDecimals(textRows(p, a.glyphs, bodyGap))
	if torn(g.Cells) || slices.ContainsFunc(g.Cells, func(c Cell) bool { return heaped(c, usual) }) {
		return nil
	}
	return &g
}

// leastDigits is the number of digits from which on digits without separators
// are a number of their own, such as a code, and not the end of one above.
const leastDigits = 3

// usualDecimals returns how many decimals the amounts with separators have: the
// most that one of them shows, because a wrap only takes some away; -1 when
// there are none.
func usualDecimals(rows []textRow) int {
	most := -1
	for _, r := range rows {
		for _, l := range r.pieces {
			if n, ok := decimals(l.Text); ok {
				most = max(most, n)
			}
		}
	}
	return most
}

// decimals counts the decimals of an amount with separators.
func decimals(s string) (n int, ok bool) {
	if !isNumber(s) || !strings.Contains(s, ",") {
		return 0, false
	}
	if at := strings.IndexByte(s, '.'); at >= 0 {
		n = len(s) - at - 1
	}
	return n, true
}

// isWhole tells whether s is a number that no wrap has cut: an amount with the
// usual decimals, or enough digits without separators.
func isWhole(s string, usual int) bool {
	if n, ok := decimals(s); ok {
		return n == usual
	}
	return isNumber(s) && len(s) >= leastDigits && !strings.Contains(s, ".")
}

// heaped tells whether a cell holds several numbers, one below the other: the
// rows of its grid were not told apart, and its amounts must not be used.
func heaped(c Cell, usual int) bool {
	n := 0
	for _, l := range c.Lines {
		if isWhole(l.Text, usual) {
			n++
		}
	}
	return n > 1
}

// torn tells whether amounts of a grid were taken apart: the amounts of a table
// are printed with one number of decimals, and a part of one has another.
func torn(cells []Cell) bool {
	seen := -1
	return slices.ContainsFunc(cells, func(c Cell) bool {
		n, ok := decimals(c.Text())
		if !ok {
			return false
		}
		other := seen >= 0 && n != seen
		seen = n
		return other
	})
}

// midpoint is the middle between two numbers.
func midpoint(a, b float64) float64 { return (a + b) / 2 }

// near tells whether two numbers differ by at most d.
func near(a, b, d float64) bool { return math.Abs(a-b) <= d }
