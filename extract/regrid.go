package extract

import (
	"cmp"
	"slices"

	"gongkai/extract/layout"
	"gongkai/extract/trace"
)

const (
	// strayInk is how far, in points, a text may reach over a column edge that
	// no ruling draws.
	strayInk = 4.0
	// fittingLines is the share of the lines of a fragment that must lie within
	// one column each for the columns to be those of its table.
	fittingLines = 0.85
)

// regrid reads a fragment without column rulings again with the column edges
// x of the table it may continue: the few rows on its page need not show where
// the columns are. It returns g itself when rulings drew its columns, when it
// has more columns than the table, and when its texts do not fit.
func regrid(x []float64, g *layout.Grid) *layout.Grid {
	if g.Method == layout.Ruled || g.Cols() >= len(x) {
		return g
	}
	out := *g
	out.X = x
	out.Cells = nil
	fitting, all := 0, 0
	for i := range g.Cells {
		c := &g.Cells[i]
		byCol := map[[2]int][]layout.Line{}
		for _, l := range c.Lines {
			first, last := columnsUnder(x, l.At.Box)
			if first < 0 {
				return g
			}
			all++
			if first == last || c.ColSpan > 1 {
				fitting++
			}
			byCol[[2]int{first, last}] = append(byCol[[2]int{first, last}], l)
		}
		for span, lines := range byCol {
			out.Cells = append(out.Cells, layout.Cell{Row: c.Row, Col: span[0], RowSpan: c.RowSpan, ColSpan: span[1] - span[0] + 1, Lines: lines})
		}
	}
	out.Box.X0, out.Box.X1 = x[0], x[len(x)-1]
	if float64(fitting) < fittingLines*float64(all) || !cover(&out) {
		return g
	}
	return &out
}

// columnsUnder returns the first and last column that a box reaches into by
// more than strayInk; -1 when it lies outside of all.
func columnsUnder(x []float64, box trace.Rect) (first, last int) {
	first, last = -1, -1
	slack := min(strayInk, box.Width()/3)
	for c := 0; c+1 < len(x); c++ {
		if box.X1-slack > x[c] && box.X0+slack < x[c+1] {
			if first < 0 {
				first = c
			}
			last = c
		}
	}
	return first, last
}

// cover joins cells that fell on one place, fills the positions without a cell
// with blank ones and sets the boxes. It reports false when cells overlap.
func cover(g *layout.Grid) bool {
	slices.SortStableFunc(g.Cells, func(a, b layout.Cell) int {
		return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.Col, b.Col), cmp.Compare(b.ColSpan, a.ColSpan))
	})
	taken := make([]bool, g.Rows()*g.Cols())
	var cells []layout.Cell
	for _, c := range g.Cells {
		if n := len(cells); n > 0 && cells[n-1].Row == c.Row && cells[n-1].Col == c.Col && cells[n-1].ColSpan >= c.ColSpan {
			cells[n-1].Lines = append(cells[n-1].Lines, c.Lines...)
			continue
		}
		for r := c.Row; r < c.Row+c.RowSpan; r++ {
			for k := c.Col; k < c.Col+c.ColSpan; k++ {
				if taken[r*g.Cols()+k] {
					return false
				}
				taken[r*g.Cols()+k] = true
			}
		}
		cells = append(cells, c)
	}
	for i, t := range taken {
		if !t {
			cells = append(cells, layout.Cell{Row: i / g.Cols(), Col: i % g.Cols(), RowSpan: 1, ColSpan: 1})
		}
	}
	slices.SortStableFunc(cells, func(a, b layout.Cell) int {
		return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.Col, b.Col))
	})
	for i := range cells {
		c := &cells[i]
		slices.SortStableFunc(c.Lines, func(a, b layout.Line) int { return cmp.Compare(a.Baseline, b.Baseline) })
		c.Box = trace.Rect{X0: g.X[c.Col], Y0: g.Y[c.Row], X1: g.X[c.Col+c.ColSpan], Y1: g.Y[c.Row+c.RowSpan]}
	}
	g.Cells = cells
	return true
}
