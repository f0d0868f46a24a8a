package extract

import (
	"gongkai/extract/layout"
	"gongkai/extract/trace"
)

// assembly is a table while its fragments are being put together. Cells lie
// in columns between the edges x, which are those of the first page widened by
// the edges that only later pages have.
type assembly struct {
	table Table
	x     []float64
	last  *layout.Grid // the fragment added last
	body  int          // first row of last that is no repeated header
	cap   []string     // plain texts of the caption lines
	grids []addedGrid  // the fragments in order
}

// addedGrid is a fragment with its rows that repeat the header.
type addedGrid struct {
	grid *layout.Grid
	head repeatedHead
}

// newAssembly starts a table with its first fragment.
func newAssembly(g *layout.Grid) *assembly {
	a := &assembly{x: append([]float64(nil), g.X...), last: g, grids: []addedGrid{{grid: g}}}
	t := &a.table
	t.Rows, t.Cols = g.Rows(), g.Cols()
	t.Method, t.Confidence = g.Method, g.Confidence
	for i := range g.Cells {
		t.Cells = append(t.Cells, wholeCell(g, &g.Cells[i], 0, nil))
	}
	t.Fragments = []Fragment{{Page: g.Page, Box: g.Box, FirstRow: 0, LastRow: t.Rows - 1}}
	return a
}

// wholeCell returns the cell of a table printed by c, its row moved by shift
// and its columns mapped by cols (nil for unchanged).
func wholeCell(g *layout.Grid, c *layout.Cell, shift int, cols []int) Cell {
	out := Cell{Row: c.Row + shift, Col: c.Col, RowSpan: c.RowSpan, ColSpan: c.ColSpan}
	if cols != nil {
		out.Col = cols[c.Col]
		out.ColSpan = cols[c.Col+c.ColSpan] - out.Col
	}
	p := partOfCell(g, c)
	out.Text, out.Parts = p.Text, []Part{p}
	return out
}

// partOfCell returns what the page prints of a cell.
func partOfCell(g *layout.Grid, c *layout.Cell) Part {
	p := Part{At: trace.Locator{Page: g.Page, Box: c.Box}, Lines: c.Lines, Text: c.Text()}
	for i := range c.Lines {
		p.Ink = p.Ink.Union(c.Lines[i].At.Box)
	}
	return p
}

// setColumns widens the columns of the table to those of a continuation and
// returns the table columns of its edges.
func (a *assembly) setColumns(g *layout.Grid) []int {
	edges, _ := fit(a.x, g)
	merged, old, cols := widen(a.x, edges)
	if len(merged) > len(a.x) {
		for i := range a.table.Cells {
			c := &a.table.Cells[i]
			right := old[c.Col+c.ColSpan]
			c.Col = old[c.Col]
			c.ColSpan = right - c.Col
		}
	}
	a.x, a.table.Cols = merged, len(merged)-1
	return cols
}

// covering returns the index of the cell over (row, col), -1 for none. Cells
// are held in the order of their rows: it looks from the nearer end.
func (a *assembly) covering(row, col int) int {
	over := func(c *Cell) bool {
		return row >= c.Row && row < c.Row+c.RowSpan && col >= c.Col && col < c.Col+c.ColSpan
	}
	cells := a.table.Cells
	if row < headerRowsMax {
		for i := 0; i < len(cells) && cells[i].Row <= row; i++ {
			if over(&cells[i]) {
				return i
			}
		}
		return -1
	}
	for i := len(cells) - 1; i >= 0; i-- {
		if over(&cells[i]) {
			return i
		}
	}
	return -1
}

// add appends a continuation whose first head rows repeat rows of the table.
// It reports whether the first row after them was joined with the last row.
func (a *assembly) add(g *layout.Grid, head repeatedHead) (joined bool) {
	cols := a.setColumns(g)
	t := &a.table
	if head.rows > 0 {
		a.repeatHeader(g, head, cols)
	}
	j := newJunction(a, g, head.rows, cols)
	joined = j.rowSplit()
	shift := t.Rows - head.rows
	if joined {
		shift--
	}
	for i := range g.Cells {
		c := &g.Cells[i]
		if c.Row < head.rows {
			continue
		}
		if c.Row == head.rows {
			if at, ok := j.goesOn(c, joined); ok {
				a.extend(at, g, c, shift)
				continue
			}
		}
		t.Cells = append(t.Cells, wholeCell(g, c, shift, cols))
	}
	first := t.Rows
	if joined {
		first--
	}
	t.Rows = g.Rows() + shift
	t.Confidence = min(t.Confidence, g.Confidence)
	t.Fragments = append(t.Fragments, Fragment{
		Page: g.Page, Box: g.Box, HeaderRepeated: head.rows > 0, FirstRow: first, LastRow: t.Rows - 1,
	})
	a.last, a.body = g, head.rows
	a.grids = append(a.grids, addedGrid{g, head})
	return joined
}

// inColumns reads the table again with column edges x, which a later page
// shows more of. ok is false when its texts do not fit.
func (a *assembly) inColumns(x []float64) (fresh *assembly, ok bool) {
	for i, added := range a.grids {
		g, fits := regrid(x, added.grid)
		if !fits || added.grid.Method == layout.Ruled {
			return a, false
		}
		if i == 0 {
			fresh = newAssembly(g)
			fresh.cap = a.cap
			continue
		}
		fresh.add(g, added.head)
	}
	return fresh, true
}

// extend lets a cell of the table go on with cell c of the next page.
func (a *assembly) extend(at int, g *layout.Grid, c *layout.Cell, shift int) {
	cell := &a.table.Cells[at]
	cell.RowSpan = max(cell.RowSpan, c.Row+shift+c.RowSpan-cell.Row)
	p := partOfCell(g, c)
	cell.Parts = append(cell.Parts, p)
	switch {
	case p.Text == "" || plain(p.Text) == plain(cell.Text):
	case cell.Text == "":
		cell.Text = p.Text
	default:
		cell.Text = layout.JoinLines(cell.lines())
	}
}

// lines returns the printed lines of all parts of the cell in order, those of
// a part that repeats the whole text of an earlier one left out.
func (c *Cell) lines() []layout.Line {
	var out []layout.Line
	seen := map[string]bool{}
	for _, p := range c.Parts {
		s := plain(p.Text)
		if s == "" || seen[s] && len([]rune(s)) > 1 {
			continue
		}
		seen[s] = true
		out = append(out, p.Lines...)
	}
	return out
}

// repeatHeader adds the repeated header rows of a page to the cells they
// repeat.
func (a *assembly) repeatHeader(g *layout.Grid, head repeatedHead, cols []int) {
	t := &a.table
	t.HeaderRows = max(t.HeaderRows, head.at+head.rows)
	for i := range g.Cells {
		c := &g.Cells[i]
		if c.Row >= head.rows {
			break
		}
		if at := a.covering(c.Row+head.at, cols[c.Col]); at >= 0 {
			t.Cells[at].Parts = append(t.Cells[at].Parts, partOfCell(g, c))
		}
	}
}
