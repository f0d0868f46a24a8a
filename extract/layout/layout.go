// Package layout finds lines, grids and cells on a page.
//
// In: a page.Page (glyphs, rulings, fills). Out: a Sheet: the grids of the
// page with their cells, and the lines of text outside every grid. All of it
// is pure geometry: no PDF, no vocabulary of budgets.
//
// Grids come from three kinds of evidence, in this order: rulings that enclose
// cells (lattice, ruled), filled areas (fills), and the alignment of texts
// between rulings or without any (aligned, linewise, bare). The last infers
// cells, whose sides are then taken for rulings, so that every character goes
// to a cell, or to a line, in one way:
//
//	areas    what rulings of one extent enclose, or rows of figures in line
//	lines    texts of a row, parted at gaps
//	columns  ranges of x between the rivers that no text crosses
//	header   rows from the middles of its texts, spans from rulings and middles
//	rows     by baselines, by the distances of lines, or by a shortest path
//	cells    a rectangle for each text, and for each place left blank
//
// What cannot be told into cells is refused and reported, never guessed.
package layout

import (
	"gongkai/extract/trace"
)

// A Line is a run of text on one baseline.
type Line struct {
	Text     string        // with a space only where the print has one (by the gap)
	At       trace.Locator // box of its ink: from the first glyph to the end of the last
	Baseline float64       // y of the baseline
	Size     float64       // prevailing font size in points
	Bold     bool
	Room     float64 // width in points of its cell that its ink leaves free; 0 outside a grid
}

// A Cell is one box of a grid. A merged cell stands once, at its top left.
type Cell struct {
	Row, Col         int // 0-based
	RowSpan, ColSpan int // at least 1
	Box              trace.Rect
	Lines            []Line // as printed, top to bottom; none in a blank cell
}

// Text joins the broken lines of the cell into one logical text.
func (c Cell) Text() string { return JoinLines(c.Lines) }

// Method tells what a grid was read from.
type Method string

const (
	Ruled   Method = "ruled"   // rulings on all sides of the cells
	Aligned Method = "aligned" // alignment of the texts only
	Mixed   Method = "mixed"   // rulings one way, alignment the other
	Tagged  Method = "tagged"  // the tags of the file, where nothing in print tells
)

// A Grid is one table area on one page.
type Grid struct {
	Page       int
	Box        trace.Rect
	X          []float64 // column edges, left to right; len = number of columns + 1
	Y          []float64 // row edges, top to bottom; len = number of rows + 1
	Cells      []Cell    // row-major; blank cells too: every position is covered exactly once
	Method     Method
	Confidence float64 // 0..1: share of cells of such grids that are right
	OpenTop    bool    // no ruling closes it above: its first row may continue the page before
	OpenBottom bool    // no ruling closes it below
}

// Rows returns the number of rows.
func (g Grid) Rows() int { return len(g.Y) - 1 }

// Cols returns the number of columns.
func (g Grid) Cols() int { return len(g.X) - 1 }

// RuleUnreadTable is the rule of the finding about a table that could not be
// told into cells; its locator is the area of the table, whose words stand
// among the lines of the sheet.
const RuleUnreadTable = "layout.unread_table"

// A Sheet is a page after analysis.
type Sheet struct {
	Page          int
	Width, Height float64      // points, of the page as it was read
	Turn          int          // degrees clockwise by which the text was turned on the page; all coordinates are those of the page turned back by as much
	Lines         []Line       // outside every grid, in reading order
	Grids         []Grid       // in reading order
	Frames        []trace.Rect // between two rulings of one extent, with text that shows no columns: it is among the lines
	Gutters       []trace.Rect // between columns of running text, outermost first: each lies within what those before it part
	Findings      []trace.Finding
}
