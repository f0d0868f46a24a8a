package export

import (
	"math"
	"strings"

	"gongkai/normalize"
)

// Widths are in characters of the default font, as in the spreadsheet's own
// column width; a Chinese character takes two. Heights are in points.
const (
	narrowest  = 7.0   // a column of codes
	widest     = 46.0  // longer names wrap
	formWidest = 26.0  // cells of a form, which stand many to a row
	padding    = 2.5   // room beside the text
	indentStep = 1.5   // what one step of indentation takes
	headLines  = 3.0   // lines a long header may wrap to
	blockLines = 8.0   // lines a paragraph over several columns may wrap to
	blockWide  = 110.0 // width up to which columns grow for such a paragraph
	textLine   = 13.5  // a line of 10 point type
	rowRoom    = 5.0   // above and below the lines of a row
	tallest    = 409.0 // Excel's limit
)

// columnWidths fits the columns to the texts of the table; the column after
// the last holds the page.
func columnWidths(t *normalize.Table) []float64 {
	out := make([]float64, t.Cols+1)
	for i := range out {
		out[i] = narrowest
	}
	for i := range t.Cells {
		if c := &t.Cells[i]; c.ColSpan == 1 {
			out[c.Col] = max(out[c.Col], neededWidth(t, c))
		}
	}
	for i := range t.Cells {
		c := &t.Cells[i]
		if c.ColSpan == 1 {
			continue
		}
		need := displayWidth(c.Text) + padding
		if c.Row < t.HeaderRows {
			need = need/2 + padding
		} else if need > widest {
			need = min(blockWide, max(widest, need/blockLines))
		}
		if have := sum(out[c.Col : c.Col+c.ColSpan]); have < need {
			for j := c.Col; j < c.Col+c.ColSpan; j++ {
				out[j] *= need / have
			}
		}
	}
	return out
}

// neededWidth is the width that a cell of one column asks for.
func neededWidth(t *normalize.Table, c *normalize.Cell) float64 {
	w := displayWidth(c.Text)
	switch {
	case c.Row < t.HeaderRows && w > narrowest+padding:
		return max(narrowest+padding, math.Ceil(w/headLines)+padding)
	case t.HeaderRows == 0:
		return min(formWidest, w+padding)
	}
	return min(widest, w+padding+indentStep*float64(c.Level))
}

// rowHeights makes every row as high as its wrapped texts need. A spreadsheet
// fits rows by itself, but not those with merged cells.
func rowHeights(t *normalize.Table, widths []float64) []float64 {
	out := make([]float64, t.Rows)
	for i := range out {
		out[i] = textLine + rowRoom
	}
	need := func(c *normalize.Cell) float64 {
		room := sum(widths[c.Col:c.Col+c.ColSpan]) - padding/2 - indentStep*float64(c.Level)
		return textLine*float64(wrappedLines(c.Text, room)) + rowRoom
	}
	for i := range t.Cells {
		if c := &t.Cells[i]; c.RowSpan == 1 {
			out[c.Row] = max(out[c.Row], need(c))
		}
	}
	for i := range t.Cells {
		c := &t.Cells[i]
		if missing := need(c) - sum(out[c.Row:c.Row+c.RowSpan]); c.RowSpan > 1 && missing > 0 {
			for r := c.Row; r < c.Row+c.RowSpan; r++ {
				out[r] += missing / float64(c.RowSpan)
			}
		}
	}
	for i := range out {
		out[i] = min(tallest, out[i])
	}
	return out
}

// wrappedLines is the number of lines a text takes in a cell.
func wrappedLines(s string, room float64) int {
	n := 0
	for _, paragraph := range strings.Split(s, "\n") {
		n += max(1, int(math.Ceil(displayWidth(paragraph)/max(2, room-1))))
	}
	return n
}

// displayWidth is the width of a text in half-width characters.
func displayWidth(s string) float64 {
	w := 0.0
	for _, r := range s {
		if r < 0x2E80 {
			w++
		} else {
			w += 2
		}
	}
	return w
}

func sum(list []float64) float64 {
	s := 0.0
	for _, v := range list {
		s += v
	}
	return s
}
