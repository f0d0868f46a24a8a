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
	// mostInk is the share of a text in one column from which on it is held to
	// stand in that column alone.
	mostInk = 0.65
	// fittingLines is the share of the lines of a fragment that must lie within
	// one column each for the columns to be those of its table.
	fittingLines = 0.85
)

// regrid reads a grid without column rulings again with column edges x: the few
// rows on a page need not show where the columns of their table are. ok is
// false when its texts do not fit. A ruled grid is returned as it is.
func regrid(x []float64, g *layout.Grid) (out *layout.Grid, ok bool) {
	if g.Method == layout.Ruled {
		return g, true
	}
	if sameColumns(x, g.X) {
		moved := *g
		moved.X = x
		return &moved, true
	}
	if g.Cols() >= len(x) {
		return g, false
	}
	fresh := *g
	fresh.X, fresh.Cells = x, nil
	fitting, all := 0, 0
	for i := range g.Cells {
		c := &g.Cells[i]
		var placed []layout.Cell
		for _, l := range c.Lines {
			first, last := columnsUnder(x, l.At.Box)
			if c.ColSpan > 1 {
				first, last = columnsUnder(x, c.Box)
			}
			if first < 0 {
				return g, false
			}
			all++
			if first == last || c.ColSpan > 1 {
				fitting++
			}
			placed = place(placed, c, first, last, l)
		}
		fresh.Cells = append(fresh.Cells, placed...)
	}
	fresh.Box.X0, fresh.Box.X1 = x[0], x[len(x)-1]
	if float64(fitting) < fittingLines*float64(all) || !cover(&fresh) {
		return g, false
	}
	return &fresh, true
}

// place adds line l to the cell over columns first to last, made from c when
// there is none yet.
func place(cells []layout.Cell, c *layout.Cell, first, last int, l layout.Line) []layout.Cell {
	for i := range cells {
		if cells[i].Col == first && cells[i].ColSpan == last-first+1 {
			cells[i].Lines = append(cells[i].Lines, l)
			return cells
		}
	}
	return append(cells, layout.Cell{Row: c.Row, Col: first, RowSpan: c.RowSpan, ColSpan: last - first + 1, Lines: []layout.Line{l}})
}

// sameColumns tells whether two lists of edges divide the page into the same
// columns: as many, each overlapping its partner by more than half.
func sameColumns(x, y []float64) bool {
	if len(x) != len(y) {
		return false
	}
	for i := 1; i < len(x); i++ {
		common := min(x[i], y[i]) - max(x[i-1], y[i-1])
		if common < min(x[i]-x[i-1], y[i]-y[i-1])/2 {
			return false
		}
	}
	return true
}

// columnsUnder returns the first and last column that a box reaches into by
// more than strayInk, or the one column that holds most of it; -1 when it lies
// outside of all.
func columnsUnder(x []float64, box trace.Rect) (first, last int) {
	first, last = -1, -1
	slack := min(strayInk, box.Width()/3)
	for c := 0; c+1 < len(x); c++ {
		if min(box.X1, x[c+1])-max(box.X0, x[c]) >= mostInk*box.Width() {
			return c, c
		}
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
