package extract

import (
	"cmp"
	"math"
	"slices"

	"gongkai/extract/layout"
	"gongkai/extract/page"
	"gongkai/extract/trace"
)

// taggedConfidence is that of a grid made of the tags of a file: nothing in
// print bears it out but that the texts stand in rows and columns.
const taggedConfidence = 0.5

// use makes a grid of a tagged table that stands in no grid, and takes its
// lines out of the text. It refuses when the print does not bear the tags out:
// when the cells do not stand in rows and columns apart from each other, or
// other text stands between them.
func (t *taggedPlaces) use(p *page.Page, c *comparison) bool {
	s := t.sheet
	if s.Turn != 0 {
		return false // the cells would have to be read on the page turned upright
	}
	x, okX := edgesOf(c, c.table.Cols, func(t *page.TaggedCell) (int, int) { return t.Col, t.ColSpan },
		func(b trace.Rect) (float64, float64) { return b.X0, b.X1 })
	y, okY := edgesOf(c, c.table.Rows, func(t *page.TaggedCell) (int, int) { return t.Row, t.RowSpan },
		func(b trace.Rect) (float64, float64) { return b.Y0, b.Y1 })
	if !okX || !okY {
		return false
	}
	g := layout.Grid{
		Page: p.Number, X: x, Y: y, Method: layout.Tagged, Confidence: taggedConfidence,
		Box: trace.Rect{X0: x[0], Y0: y[0], X1: x[len(x)-1], Y1: y[len(y)-1]},
	}
	if !t.fill(p, &g, c.table) {
		return false
	}
	rest, ok := linesOutside(s.Lines, &g)
	if !ok || slices.ContainsFunc(s.Grids, func(o layout.Grid) bool { return !o.Box.Intersect(g.Box).IsZero() }) {
		return false
	}
	s.Lines = rest
	s.Grids = append(s.Grids, g)
	slices.SortStableFunc(s.Grids, func(a, b layout.Grid) int {
		return cmp.Or(cmp.Compare(a.Box.Y0, b.Box.Y0), cmp.Compare(a.Box.X0, b.Box.X0))
	})
	return true
}

// edgesOf returns the edges of the n columns (or rows) of a tagged table: in
// the middle of the gaps between the texts of each and the next. It is false
// when one has no text of its own, when two overlap, or when the text of a cell
// over several reaches beyond them.
func edgesOf(c *comparison, n int, span func(*page.TaggedCell) (first, count int), extent func(trace.Rect) (lo, hi float64)) ([]float64, bool) {
	lo, hi := make([]float64, n), make([]float64, n)
	for i := range n {
		lo[i], hi[i] = math.Inf(1), math.Inf(-1)
	}
	each := func(f func(first, last int, lo, hi float64)) {
		for i := range c.table.Cells {
			if c.ink[i].IsZero() {
				continue
			}
			first, count := span(&c.table.Cells[i])
			a, b := extent(c.ink[i])
			f(first, first+count-1, a, b)
		}
	}
	each(func(first, last int, a, b float64) {
		if first == last {
			lo[first], hi[first] = math.Min(lo[first], a), math.Max(hi[first], b)
		}
	})
	edges := []float64{lo[0]}
	for i := range n {
		if lo[i] > hi[i] || i > 0 && lo[i] < hi[i-1] {
			return nil, false
		}
		if i > 0 {
			edges = append(edges, (hi[i-1]+lo[i])/2)
		}
	}
	edges = append(edges, hi[n-1])
	within := true
	each(func(first, last int, a, b float64) {
		within = within && (first == 0 || a >= edges[first]) && (last == n-1 || b <= edges[last+1])
		if first == 0 {
			edges[0] = math.Min(edges[0], a)
		}
		if last == n-1 {
			edges[n] = math.Max(edges[n], b)
		}
	})
	return edges, within
}

// fill gives the grid the cells of the tagged table with their lines, and
// blank cells where the table has none. It is false when cells overlap.
func (t *taggedPlaces) fill(p *page.Page, g *layout.Grid, table *page.TaggedTable) bool {
	covered := make([]bool, g.Rows()*g.Cols())
	cover := func(c layout.Cell) bool {
		if c.Row+c.RowSpan > g.Rows() || c.Col+c.ColSpan > g.Cols() {
			return false
		}
		for row := c.Row; row < c.Row+c.RowSpan; row++ {
			for col := c.Col; col < c.Col+c.ColSpan; col++ {
				if covered[row*g.Cols()+col] {
					return false
				}
				covered[row*g.Cols()+col] = true
			}
		}
		return true
	}
	for i := range table.Cells {
		tagged := &table.Cells[i]
		c := layout.Cell{Row: tagged.Row, Col: tagged.Col, RowSpan: tagged.RowSpan, ColSpan: tagged.ColSpan}
		if !cover(c) {
			return false
		}
		c.Box = boxIn(g, &c)
		lines, ok := t.lines(p, tagged.MCIDs, c.Box)
		if !ok {
			return false
		}
		c.Lines = lines
		g.Cells = append(g.Cells, c)
	}
	for at, done := range covered {
		if !done {
			c := layout.Cell{Row: at / g.Cols(), Col: at % g.Cols(), RowSpan: 1, ColSpan: 1}
			c.Box = boxIn(g, &c)
			g.Cells = append(g.Cells, c)
		}
	}
	slices.SortFunc(g.Cells, func(a, b layout.Cell) int {
		return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.Col, b.Col))
	})
	return true
}

func boxIn(g *layout.Grid, c *layout.Cell) trace.Rect {
	return trace.Rect{X0: g.X[c.Col], Y0: g.Y[c.Row], X1: g.X[c.Col+c.ColSpan], Y1: g.Y[c.Row+c.RowSpan]}
}

// lines reads the lines of the marked content of one cell by itself. It is
// false when they are more than lines.
func (t *taggedPlaces) lines(p *page.Page, mcids []int, box trace.Rect) ([]layout.Line, bool) {
	part := page.Page{Number: p.Number, Width: p.Width, Height: p.Height, Fonts: p.Fonts}
	for _, id := range mcids {
		part.Glyphs = append(part.Glyphs, t.glyphs[id]...)
	}
	s := layout.Analyze(&part)
	for i := range s.Lines {
		l := &s.Lines[i]
		l.Room = math.Max(0, box.Width()-l.At.Box.Width())
	}
	return s.Lines, len(s.Grids) == 0 && s.Turn == 0
}

// linesOutside returns the lines that are none of the grid's. It is false when
// a line stands in the grid that is not all of it: text that the tags give to
// no cell. Lines of text may reach over several cells.
func linesOutside(lines []layout.Line, g *layout.Grid) ([]layout.Line, bool) {
	characters := 0
	for i := range g.Cells {
		for k := range g.Cells[i].Lines {
			characters += len([]rune(plain(g.Cells[i].Lines[k].Text)))
		}
	}
	area := g.Box.Grow(tagSlack)
	var rest []layout.Line
	for i := range lines {
		b := lines[i].At.Box
		if !area.Contains(b.CenterX(), b.CenterY()) {
			rest = append(rest, lines[i])
			continue
		}
		characters -= len([]rune(plain(lines[i].Text)))
	}
	return rest, characters == 0
}

// tagSlack is how far in points the boxes of lines and glyphs may differ.
const tagSlack = 1.0
