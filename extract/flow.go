package extract

import (
	"math"
	"sort"

	"gongkai/extract/layout"
	"gongkai/extract/trace"
)

// An item is one thing of the document's body: a line outside the grids, or a
// grid.
type item struct {
	page   int // index into the sheets
	region int // index into the regions
	line   *layout.Line
	grid   *layout.Grid
	plain  string // plain text of the line
	used   bool   // the line belongs to a table: caption, note or repeated caption
	role   Role   // of a line: cover, contents or body
}

// A region is a page, or a column of text on it that gutters part from others.
type region struct {
	page   int // index into the sheets
	box    trace.Rect
	column bool // a part of the page
}

// flow returns the lines and grids of all sheets in reading order, running
// heads and page numbers left out, and the regions they stand in. The first
// regions are the pages. Columns of text are read one after the other, and
// what stands above and below them as the page has it. Within a region lines
// keep the order of their sheet; a grid stands before the first line whose
// middle is below its upper edge.
func flow(sheets []layout.Sheet) ([]item, []region) {
	drop := furniture(sheets)
	f := &flowing{sheets: sheets}
	for p := range sheets {
		f.regions = append(f.regions, region{page: p, box: trace.Rect{X1: sheets[p].Width, Y1: sheets[p].Height}})
	}
	for p := range sheets {
		s := &sheets[p]
		var c content
		for i := range s.Lines {
			if !drop[[2]int{p, i}] {
				c.lines = append(c.lines, &s.Lines[i])
			}
		}
		for i := range s.Grids {
			c.grids = append(c.grids, &s.Grids[i])
		}
		f.arrange(c, s.Gutters, p)
	}
	return f.items, f.regions
}

// flowing is the flow being put together.
type flowing struct {
	sheets  []layout.Sheet
	items   []item
	regions []region
}

// content is what stands in a part of a page.
type content struct {
	lines []*layout.Line
	grids []*layout.Grid
}

// part returns what has its middle in box.
func (c content) part(box trace.Rect) content {
	var out content
	in := func(b trace.Rect) bool {
		return b.CenterX() >= box.X0 && b.CenterX() < box.X1 && b.CenterY() >= box.Y0 && b.CenterY() < box.Y1
	}
	for _, l := range c.lines {
		if in(l.At.Box) {
			out.lines = append(out.lines, l)
		}
	}
	for _, g := range c.grids {
		if in(g.Box) {
			out.grids = append(out.grids, g)
		}
	}
	return out
}

// arrange adds the content of a region in reading order: what stands above the
// columns that the first gutter parts, the left one, the right one, what
// stands below.
func (f *flowing) arrange(c content, gutters []trace.Rect, r int) {
	if len(gutters) == 0 {
		f.add(c, r)
		return
	}
	g, rest := gutters[0], gutters[1:]
	inf := math.Inf(1)
	parts := []trace.Rect{
		{X0: -inf, X1: inf, Y0: -inf, Y1: g.Y0},
		{X0: -inf, X1: g.CenterX(), Y0: g.Y0, Y1: g.Y1},
		{X0: g.CenterX(), X1: inf, Y0: g.Y0, Y1: g.Y1},
		{X0: -inf, X1: inf, Y0: g.Y1, Y1: inf},
	}
	for i, box := range parts {
		at := r
		if i == 1 || i == 2 {
			at = len(f.regions)
			f.regions = append(f.regions, region{page: f.regions[r].page, box: f.regions[r].box.Intersect(box), column: true})
		}
		var inner []trace.Rect
		for _, g := range rest {
			if x, y := g.CenterX(), g.CenterY(); x >= box.X0 && x < box.X1 && y >= box.Y0 && y < box.Y1 {
				inner = append(inner, g)
			}
		}
		f.arrange(c.part(box), inner, at)
	}
}

// add adds the content of a region without gutters.
func (f *flowing) add(c content, r int) {
	p, g := f.regions[r].page, 0
	for _, l := range c.lines {
		for g < len(c.grids) && c.grids[g].Box.Y0 < l.At.Box.CenterY() {
			f.items = appendGrid(f.items, p, r, c.grids[g])
			g++
		}
		if text := plain(l.Text); text != "" {
			f.items = append(f.items, item{page: p, region: r, line: l, plain: text})
		}
	}
	for ; g < len(c.grids); g++ {
		f.items = appendGrid(f.items, p, r, c.grids[g])
	}
}

// appendGrid adds a grid. A grid of a single cell is a frame around running
// text, not a table: its lines are added instead.
func appendGrid(out []item, page, region int, g *layout.Grid) []item {
	if len(g.Cells) == 0 {
		return out
	}
	if len(g.Cells) > 1 {
		return append(out, item{page: page, region: region, grid: g})
	}
	lines := g.Cells[0].Lines
	for i := range lines {
		if text := plain(lines[i].Text); text != "" {
			out = append(out, item{page: page, region: region, line: &lines[i], plain: text})
		}
	}
	return out
}

// median returns the middle of vs, 0 for none.
func median(vs []float64) float64 {
	if len(vs) == 0 {
		return 0
	}
	s := append([]float64(nil), vs...)
	sort.Float64s(s)
	return s[len(s)/2]
}
