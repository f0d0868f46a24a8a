package extract

import (
	"strings"

	"gongkai/extract/layout"
	"gongkai/extract/trace"
)

const (
	testSize  = 10.0 // font size of drawn texts
	testPitch = 13.0 // distance of their lines
	testPad   = 3.0  // padding inside cells
)

// textWidth returns the width of s in the test font.
func textWidth(s string) float64 {
	w := 0.0
	for _, r := range s {
		if wide(r) {
			w += testSize
		} else {
			w += testSize * narrowGlyph
		}
	}
	return w
}

// lineAt draws s with its left end at x on a line whose upper edge is y.
func lineAt(page int, x, y float64, s string) layout.Line {
	return layout.Line{
		Text: s, Baseline: y + testSize*0.85, Size: testSize,
		At: trace.Locator{Page: page, Box: trace.Rect{X0: x, Y0: y, X1: x + textWidth(s), Y1: y + testSize}},
	}
}

// drawGrid draws a ruled grid at (x[0], y). A row is its cells separated by
// "|"; within a cell "/" breaks the line, "^" continues the cell above and "<"
// the cell to the left. Rows are as high as their fullest cell.
func drawGrid(page int, y float64, x []float64, rows ...string) layout.Grid {
	g := layout.Grid{Page: page, X: x, Y: []float64{y}, Method: layout.Ruled, Confidence: 1}
	texts := make([][]string, len(rows))
	for r, row := range rows {
		texts[r] = strings.Split(row, "|")
		lines := 1
		for _, t := range texts[r] {
			if t != "^" && t != "<" {
				lines = max(lines, strings.Count(t, "/")+1)
			}
		}
		y += float64(lines)*testPitch + 2*testPad
		g.Y = append(g.Y, y)
	}
	for r := range texts {
		for c, t := range texts[r] {
			if t == "^" || t == "<" {
				continue
			}
			cell := layout.Cell{Row: r, Col: c, RowSpan: 1, ColSpan: 1}
			for c+cell.ColSpan < len(texts[r]) && texts[r][c+cell.ColSpan] == "<" {
				cell.ColSpan++
			}
			for r+cell.RowSpan < len(rows) && texts[r+cell.RowSpan][c] == "^" {
				cell.RowSpan++
			}
			cell.Box = trace.Rect{X0: x[c], Y0: g.Y[r], X1: x[c+cell.ColSpan], Y1: g.Y[r+cell.RowSpan]}
			if t != "" {
				for i, s := range strings.Split(t, "/") {
					cell.Lines = append(cell.Lines, lineAt(page, x[c]+testPad, g.Y[r]+testPad+float64(i)*testPitch, s))
				}
			}
			g.Cells = append(g.Cells, cell)
		}
	}
	g.Box = trace.Rect{X0: x[0], Y0: g.Y[0], X1: x[len(x)-1], Y1: y}
	return g
}

// sheet is a page of A4 with lines and grids.
func sheet(page int, lines []layout.Line, grids ...layout.Grid) layout.Sheet {
	return layout.Sheet{Page: page, Width: 595, Height: 842, Lines: lines, Grids: grids}
}

// draw returns the table as drawGrid takes it: one string per row, "^" and "<"
// for covered positions.
func draw(t *Table) []string {
	texts := make([][]string, t.Rows)
	for r := range texts {
		texts[r] = make([]string, t.Cols)
	}
	for _, c := range t.Cells {
		for r := c.Row; r < c.Row+c.RowSpan; r++ {
			for k := c.Col; k < c.Col+c.ColSpan; k++ {
				switch {
				case k > c.Col:
					texts[r][k] = "<"
				case r > c.Row:
					texts[r][k] = "^"
				default:
					texts[r][k] = c.Text
				}
			}
		}
	}
	out := make([]string, t.Rows)
	for r := range texts {
		out[r] = strings.Join(texts[r], "|")
	}
	return out
}
