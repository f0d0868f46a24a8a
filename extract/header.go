package extract

import (
	"strconv"
	"strings"
	"unicode"

	"gongkai/extract/layout"
)

const (
	// restartRows is how many rows after a repeated first row are compared to
	// tell a table that goes on from one that starts again.
	restartRows = 3
	// restartShare is the share of equal texts in each of these rows from
	// which on the table starts again.
	restartShare = 1.0 / 3
	// headerRowsMax is the highest header seen in published tables, marker row
	// included, with one to spare.
	headerRowsMax = 8
	// headSlip is how many texts of a repeated header row there must be for
	// one that differs.
	headSlip = 5
)

// repeatedHead tells that rows 0..rows-1 of a page print the rows at.. of the
// table again.
type repeatedHead struct{ at, rows int }

// rowText is a cell of a row for comparing rows: its table columns and text.
type rowText struct {
	col, span, rows int
	text            string
}

// tableRow returns the cells of the table that begin in row.
func (a *assembly) tableRow(row int) []rowText {
	var out []rowText
	for i := range a.table.Cells {
		c := &a.table.Cells[i]
		if c.Row > row {
			break
		}
		if c.Row == row {
			out = append(out, rowText{c.Col, c.ColSpan, c.RowSpan, plain(c.Text)})
		}
	}
	return out
}

// gridRow returns the cells of g that begin in row, in the table's columns.
func gridRow(g *layout.Grid, row int, cols []int) []rowText {
	var out []rowText
	for i := range g.Cells {
		c := &g.Cells[i]
		if c.Row == row && cols[c.Col] >= 0 && cols[c.Col+c.ColSpan] >= 0 {
			out = append(out, rowText{cols[c.Col], cols[c.Col+c.ColSpan] - cols[c.Col], c.RowSpan, plain(c.Text())})
		}
	}
	return out
}

// plainRow returns the cells of g that begin in row, in its own columns.
func plainRow(g *layout.Grid, row int) []rowText {
	var out []rowText
	for i := range g.Cells {
		if c := &g.Cells[i]; c.Row == row {
			out = append(out, rowText{c.Col, c.ColSpan, c.RowSpan, plain(c.Text())})
		}
	}
	return out
}

// sameRow tells whether two rows have the same cells with the same texts, at
// least one of them not blank. One text in headSlip may be printed in part only:
// a header that is too high for its row is cut differently on every page.
func sameRow(x, y []rowText) bool {
	if len(x) != len(y) {
		return false
	}
	filled, differ := 0, 0
	for i := range x {
		if x[i].col != y[i].col || x[i].span != y[i].span {
			return false
		}
		if x[i].text != "" {
			filled++
		}
		if x[i].text == y[i].text {
			continue
		}
		if x[i].text == "" || !strings.Contains(x[i].text, y[i].text) && !strings.Contains(y[i].text, x[i].text) {
			return false
		}
		differ++
	}
	return filled > 0 && differ*headSlip <= filled
}

// sameWords tells whether two rows without rulings print the same texts from
// left to right: which columns a heading spans may be read differently.
func sameWords(x, y []rowText) bool {
	var a, b strings.Builder
	for _, c := range x {
		a.WriteString(c.text)
	}
	for _, c := range y {
		b.WriteString(c.text)
	}
	return a.Len() > 0 && a.String() == b.String()
}

// hasAmount tells whether a row prints an amount with decimals or separators,
// which no header does.
func hasAmount(x []rowText) bool {
	for _, c := range x {
		if wholeAmount.MatchString(c.text) && strings.ContainsAny(c.text, ".,") {
			return true
		}
	}
	return false
}

// coveredRow tells whether a row has no cell of its own: cells from above
// reach over all of it.
func coveredRow(x []rowText) bool { return len(x) == 0 }

// findHead returns how many rows at the top of g repeat header rows of the
// table: the longest run of equal rows that starts within the header.
func (a *assembly) findHead(g *layout.Grid) repeatedHead {
	edges, ok := fit(a.x, g)
	if !ok {
		return repeatedHead{}
	}
	cols := pair(a.x, edges, slackFor(a.x))
	limit := min(headerRowsMax, a.table.Rows)
	var best repeatedHead
	for at := 0; at < limit; at++ {
		n := 0
		for at+n < limit && n < g.Rows() {
			x, y := a.tableRow(at+n), gridRow(g, n, cols)
			if !sameRow(x, y) && !(g.Method != layout.Ruled && sameWords(x, y)) && !(n > 0 && coveredRow(x) && coveredRow(y)) || hasAmount(x) {
				break
			}
			n++
		}
		for n > 0 && crosses(g.Cells, n) {
			n--
		}
		if n > best.rows {
			best = repeatedHead{at, n}
		}
	}
	return best
}

// crosses tells whether a cell reaches over the upper edge of row.
func crosses(cells []layout.Cell, row int) bool {
	for i := range cells {
		if c := &cells[i]; c.Row < row && c.Row+c.RowSpan > row {
			return true
		}
	}
	return false
}

// headerBlock returns how many rows belong to the header: up to the row of
// column numbers when there is one; else the first row, every row that a cell
// beginning in the block reaches into, and every row that divides a spanning
// cell of the block into named columns.
func headerBlock(cells []Cell, rows int) int {
	if n := markerRow(cells); n >= 0 {
		return n + 1
	}
	n := min(1, rows)
	for grown := true; grown && n <= headerRowsMax; {
		grown = false
		for i := range cells {
			if c := &cells[i]; c.Row < n && c.Row+c.RowSpan > n {
				n, grown = c.Row+c.RowSpan, true
			}
		}
		if !grown && divides(cells, n) {
			n, grown = n+1, true
		}
	}
	if n > headerRowsMax {
		return min(1, rows) // a label merged over the body, not a header
	}
	return n
}

// divides tells whether row names the columns under a cell that spans several
// in the row above, and prints nothing that only a body row does.
func divides(cells []Cell, row int) bool {
	var names []*Cell
	for i := range cells {
		c := &cells[i]
		if c.Row != row || c.Text == "" {
			continue
		}
		text := plain(c.Text)
		if wholeAmount.MatchString(text) || words().ItemStart.match(text) {
			return false
		}
		names = append(names, c)
	}
	for i := range cells {
		c := &cells[i]
		if c.Row+c.RowSpan != row || c.ColSpan < 2 || c.Text == "" {
			continue
		}
		under := 0
		for _, name := range names {
			if name.Col >= c.Col && name.Col+name.ColSpan <= c.Col+c.ColSpan {
				under++
			}
		}
		if under >= 2 {
			return true
		}
	}
	return false
}

// markerRow returns the row among the first ones that counts the columns: at
// least two numbers ascending by one from left to right and no other words
// than marks. It returns -1 when there is none.
func markerRow(cells []Cell) int {
	next, seen := make([]int, headerRowsMax), make([]int, headerRowsMax)
	bad := make([]bool, headerRowsMax)
	for i := range cells {
		c := &cells[i]
		text := plain(c.Text)
		if c.Row >= headerRowsMax || text == "" || words().ColumnMark.match(text) {
			continue
		}
		n, err := strconv.Atoi(strings.Trim(text, "()"))
		if err != nil || next[c.Row] > 0 && n != next[c.Row]+1 {
			bad[c.Row] = true
			continue
		}
		next[c.Row] = n
		seen[c.Row]++
	}
	for r := range next {
		if !bad[r] && seen[r] > 1 {
			return r
		}
	}
	return -1
}

// sameLabels tells whether two rows begin with the same words and share
// restartShare of their words, wherever their columns are. Numbers are no
// labels.
func sameLabels(x, y []rowText) bool {
	x, y = wordsOnly(x), wordsOnly(y)
	if len(x) == 0 || len(y) == 0 || x[0].text != y[0].text {
		return false
	}
	same := 0
	for _, c := range x {
		for _, d := range y {
			if c.text == d.text {
				same++
				break
			}
		}
	}
	return float64(same) >= restartShare*float64(len(x))
}

// wordsOnly returns the cells of a row that hold a letter.
func wordsOnly(row []rowText) []rowText {
	var out []rowText
	for _, c := range row {
		if strings.IndexFunc(c.text, unicode.IsLetter) >= 0 {
			out = append(out, c)
		}
	}
	return out
}

// restarts tells whether g, after the rows that repeat the table's first ones,
// goes on like the table did there: a further form of the same kind and not a
// continuation. Where the title is not printed again (named false), a whole
// run of restartRows must agree: single rows may agree by chance.
func (a *assembly) restarts(g *layout.Grid, head repeatedHead, named bool) bool {
	if head.at != 0 {
		return false
	}
	checked := 0
	for i := head.rows; i < head.rows+restartRows && i < g.Rows() && i < a.table.Rows; i++ {
		if !sameLabels(a.tableRow(i), plainRow(g, i)) {
			return false
		}
		checked++
	}
	return checked == restartRows || named && checked > 0
}
