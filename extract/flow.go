package extract

import (
	"sort"

	"gongkai/extract/layout"
)

// An item is one thing of the document's body: a line outside the grids, or a
// grid.
type item struct {
	page  int // index into the sheets
	line  *layout.Line
	grid  *layout.Grid
	plain string // plain text of the line
	used  bool   // the line belongs to a table: caption, note or repeated caption
	role  Role   // of a line: cover, contents or body
}

// flow returns the lines and grids of all sheets in reading order, running
// heads and page numbers left out. Lines keep the order of their sheet; a grid
// stands before the first line whose middle is below its upper edge.
func flow(sheets []layout.Sheet) []item {
	drop := furniture(sheets)
	var out []item
	for p := range sheets {
		s := &sheets[p]
		g := 0
		for i := range s.Lines {
			if drop[[2]int{p, i}] {
				continue
			}
			l := &s.Lines[i]
			for g < len(s.Grids) && s.Grids[g].Box.Y0 < l.At.Box.CenterY() {
				out = appendGrid(out, p, &s.Grids[g])
				g++
			}
			if text := plain(l.Text); text != "" {
				out = append(out, item{page: p, line: l, plain: text})
			}
		}
		for ; g < len(s.Grids); g++ {
			out = appendGrid(out, p, &s.Grids[g])
		}
	}
	return out
}

// appendGrid adds a grid. A grid of a single cell is a frame around running
// text, not a table: its lines are added instead.
func appendGrid(out []item, page int, g *layout.Grid) []item {
	if len(g.Cells) == 0 {
		return out
	}
	if len(g.Cells) > 1 {
		return append(out, item{page: page, grid: g})
	}
	lines := g.Cells[0].Lines
	for i := range lines {
		if text := plain(lines[i].Text); text != "" {
			out = append(out, item{page: page, line: &lines[i], plain: text})
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
