package extract

import (
	"math"
	"slices"

	"gongkai/extract/layout"
	"gongkai/extract/trace"
)

const (
	// frameEnds is how far, in points, the rulings around the rest of a table
	// may end from the sides of the table.
	frameEnds = 4.0
	// remnantReach is how far, in font sizes, a text may stand out of the cell
	// it goes on with: as far as the edges of columns without rulings are
	// uncertain.
	remnantReach = 0.5
	// sameSize is the share by which the font size of one text may vary.
	sameSize = 0.1
)

// withRemnants returns the sheets with the rest of a row that a page break
// cuts as a grid of one row, where the page before shows its columns and the
// rest does not: the text of a single cell between two rulings, at the top of
// the page. A table with rulings between its columns needs none of it.
func withRemnants(sheets []layout.Sheet) []layout.Sheet {
	if !slices.ContainsFunc(sheets, func(s layout.Sheet) bool { return len(s.Frames) > 0 }) {
		return sheets
	}
	drop := furniture(sheets)
	out := sheets
	for p := 1; p < len(sheets); p++ {
		for _, frame := range sheets[p].Frames {
			above := lastGrid(sheets, drop, p-1)
			lines, top := linesIn(sheets, drop, p, frame)
			if above == nil || !top || len(lines) == 0 {
				continue
			}
			grid := remnant(above, frame, sheets[p].Page, pick(sheets[p].Lines, lines))
			if grid == nil {
				continue
			}
			if &out[0] == &sheets[0] {
				out = slices.Clone(sheets)
			}
			out[p].Grids = append([]layout.Grid{*grid}, sheets[p].Grids...)
			out[p].Lines = nil
			for i := range sheets[p].Lines {
				if !slices.Contains(lines, i) {
					out[p].Lines = append(out[p].Lines, sheets[p].Lines[i])
				}
			}
			break
		}
	}
	return out
}

// lastGrid returns the grid that page p ends with, nil when it ends otherwise
// or rulings divide the columns of the grid.
func lastGrid(sheets []layout.Sheet, drop map[[2]int]bool, p int) *layout.Grid {
	s := &sheets[p]
	if len(s.Grids) == 0 || len(s.Gutters) > 0 {
		return nil
	}
	g := &s.Grids[len(s.Grids)-1]
	for i := range s.Lines {
		if !drop[[2]int{p, i}] && s.Lines[i].At.Box.CenterY() > g.Box.Y1 {
			return nil
		}
	}
	if g.Method == layout.Ruled {
		return nil
	}
	return g
}

// linesIn returns the lines of page p in a frame; top tells that nothing but
// running heads stands above it.
func linesIn(sheets []layout.Sheet, drop map[[2]int]bool, p int, frame trace.Rect) (in []int, top bool) {
	s := &sheets[p]
	for i := range s.Lines {
		box := s.Lines[i].At.Box
		switch {
		case frame.Contains(box.CenterX(), box.CenterY()):
			in = append(in, i)
		case box.CenterY() < frame.Y0 && !drop[[2]int{p, i}]:
			return nil, false
		}
	}
	return in, !slices.ContainsFunc(s.Grids, func(g layout.Grid) bool { return g.Box.Y0 < frame.Y0 })
}

// pick returns the lines with the given indices.
func pick(lines []layout.Line, at []int) []layout.Line {
	out := make([]layout.Line, len(at))
	for k, i := range at {
		out[k] = lines[i]
	}
	return out
}

// remnant returns the lines in a frame as the rest of the last row of grid g:
// they stand in the columns of one of its cells, whose text breaks off in a
// full line in the middle of a sentence. nil when they do not.
func remnant(g *layout.Grid, frame trace.Rect, page int, lines []layout.Line) *layout.Grid {
	if math.Abs(frame.X0-g.Box.X0) > frameEnds || math.Abs(frame.X1-g.Box.X1) > frameEnds {
		return nil
	}
	if text := plain(lines[0].Text); words().ItemStart.match(text) || partOf(text) != notCaption {
		return nil
	}
	out := &layout.Grid{
		Page: page, Box: trace.Rect{X0: g.Box.X0, X1: g.Box.X1, Y0: frame.Y0, Y1: frame.Y1},
		X: slices.Clone(g.X), Y: []float64{frame.Y0, frame.Y1}, Method: g.Method, Confidence: g.Confidence,
	}
	found := false
	for i := range g.Cells {
		c := g.Cells[i]
		if c.Row+c.RowSpan < g.Rows() {
			continue
		}
		part := layout.Cell{Col: c.Col, RowSpan: 1, ColSpan: c.ColSpan, Box: c.Box}
		part.Box.Y0, part.Box.Y1 = frame.Y0, frame.Y1
		if goesOn(&c, lines) {
			if found {
				return nil
			}
			found = true
			part.Lines = slices.Clone(lines)
			for k := range part.Lines {
				part.Lines[k].Room = math.Max(0, part.Box.Width()-part.Lines[k].At.Box.Width())
			}
		}
		out.Cells = append(out.Cells, part)
	}
	if !found {
		return nil
	}
	return out
}

// goesOn tells whether lines may be the rest of the text of a cell.
func goesOn(c *layout.Cell, lines []layout.Line) bool {
	if len(c.Lines) == 0 {
		return false
	}
	last := c.Lines[len(c.Lines)-1]
	if words().SentenceEnd.match(plain(last.Text)) || !lineFull(last, lines[0], c.Box, c.Box) {
		return false
	}
	for _, l := range lines {
		slack := remnantReach * l.Size
		if l.At.Box.X0 < c.Box.X0-slack || l.At.Box.X1 > c.Box.X1+slack || math.Abs(l.Size-last.Size) > sameSize*last.Size {
			return false
		}
	}
	return true
}
