package normalize

import (
	"strings"
	"unicode"

	"gongkai/extract"
	"gongkai/extract/trace"
)

// grid looks up the cells of a table by position.
type grid struct {
	*extract.Table
	at []int // row*Cols+col → index of the covering cell, -1 when none does
}

// newGrid indexes the cells of a table.
func newGrid(t *extract.Table) *grid {
	g := &grid{t, make([]int, t.Rows*t.Cols)}
	for i := range g.at {
		g.at[i] = -1
	}
	for i, c := range t.Cells {
		for r := max(c.Row, 0); r < min(c.Row+max(c.RowSpan, 1), t.Rows); r++ {
			for k := max(c.Col, 0); k < min(c.Col+max(c.ColSpan, 1), t.Cols); k++ {
				g.at[r*t.Cols+k] = i
			}
		}
	}
	return g
}

// blankCell stands for a position that no cell covers.
var blankCell = extract.Cell{Row: -1, Col: -1, RowSpan: 1, ColSpan: 1}

// cell returns the cell covering a position.
func (g *grid) cell(row, col int) *extract.Cell {
	if row < 0 || row >= g.Rows || col < 0 || col >= g.Cols {
		return &blankCell
	}
	i := g.at[row*g.Cols+col]
	if i < 0 {
		return &blankCell
	}
	return &g.Cells[i]
}

// text returns the text covering a position, outer white space cut off.
func (g *grid) text(row, col int) string { return strings.TrimSpace(g.cell(row, col).Text) }

// starts calls f for the cells that begin in row, left to right.
func (g *grid) starts(row int, f func(*extract.Cell)) {
	for col := 0; col < g.Cols; {
		c := g.cell(row, col)
		if c.Row == row && c.Col == col {
			f(c)
		}
		col++
	}
}

// filled returns the cells with text that begin in row.
func (g *grid) filled(row int) []*extract.Cell {
	var out []*extract.Cell
	g.starts(row, func(c *extract.Cell) {
		if strings.TrimSpace(c.Text) != "" {
			out = append(out, c)
		}
	})
	return out
}

// banner returns the cell that fills all of a row with text, or nil.
func (g *grid) banner(row int) *extract.Cell {
	if c := g.cell(row, 0); c.Row == row && c.ColSpan == g.Cols && g.Cols > 1 && strings.TrimSpace(c.Text) != "" {
		return c
	}
	return nil
}

// locator returns where the text of a cell is printed: the box of its ink on
// the page where it begins.
func locator(c *extract.Cell) trace.Locator {
	for _, p := range c.Parts {
		if strings.TrimSpace(p.Text) == "" {
			continue
		}
		at := p.At
		if !p.Ink.IsZero() {
			at.Box = p.Ink
		}
		return at
	}
	if len(c.Parts) > 0 {
		return c.Parts[0].At
	}
	return trace.Locator{}
}

// spaceless takes all white space away.
func spaceless(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' {
			return -1
		}
		return r
	}, s)
}
