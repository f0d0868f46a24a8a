package extract

import "gongkai/extract/layout"

const (
	// keyFill is the share of body rows with a text in a column from which on
	// a row without one is held to be incomplete.
	keyFill = 0.9
	// keyRows is the least number of body rows to learn key columns from.
	keyRows = 3
	// learnRows is how many body rows before the break are looked at: more tell
	// nothing new, and a table may be thousands of rows long.
	learnRows = 200
	// itemShare is the share of the texts of a column that begin with a number
	// or code from which on one without is held to be the rest of another.
	itemShare = 0.75
	// fewCells is the share of the cells of the last row up to which the first
	// row of the next page may be filled when its texts go on.
	fewCells = 0.67
)

// A junction is where a table crosses a page break: the last row printed on
// one page and the first row on the next that is no repeated header. It
// decides from what is printed there what goes on.
type junction struct {
	a      *assembly
	g      *layout.Grid
	row    int   // row of g
	last   int   // last row of the table so far
	cols   []int // table columns of the edges of g
	fill   []float64
	rows   int              // body rows the fill was learned from
	merged map[colSpan]bool // columns with merged body cells that hold text
	block  int              // header rows of the table
	body   []Cell           // the last body rows of the table
}

// colSpan is the columns a cell stands in: forms have cells of several widths
// in one column, and a label is as wide as the labels above it.
type colSpan struct{ col, span int }

// spanOf returns the columns of a cell of the table.
func spanOf(c *Cell) colSpan { return colSpan{c.Col, c.ColSpan} }

// newJunction looks at the page break before g, whose first head rows repeat
// the header.
func newJunction(a *assembly, g *layout.Grid, head int, cols []int) *junction {
	j := &junction{a: a, g: g, row: head, last: a.table.Rows - 1, cols: cols, merged: map[colSpan]bool{}}
	j.block = a.table.Header()
	first := max(j.block, j.last-learnRows)
	at := len(a.table.Cells)
	for at > 0 && a.table.Cells[at-1].Row >= first {
		at--
	}
	j.body = a.table.Cells[at:]
	j.learn()
	return j
}

// learn finds out, from the body rows on both sides of the break but for the
// two that meet there, which columns are nearly always filled and which hold
// labels merged over several rows.
func (j *junction) learn() {
	t := &j.a.table
	filled, seen := make([]int, t.Cols), make([]int, t.Cols)
	count := func(rows, col, colSpan int, text string) {
		for c := col; c < col+colSpan; c++ {
			seen[c] += rows
			if text != "" {
				filled[c] += rows
			}
		}
	}
	figures := map[colSpan]bool{}
	for i := range j.body {
		c := &j.body[i]
		text := plain(c.Text)
		if c.RowSpan > 1 && text != "" {
			j.merged[spanOf(c)] = true
		}
		figures[spanOf(c)] = figures[spanOf(c)] || wholeAmount.MatchString(text)
		if c.Row < j.last {
			count(min(c.RowSpan, j.last-c.Row), c.Col, c.ColSpan, text)
		}
	}
	for i := range j.g.Cells {
		c := &j.g.Cells[i]
		if c.Row < j.row {
			continue
		}
		text, col := plain(c.Text()), j.cols[c.Col]
		if c.RowSpan > 1 && text != "" {
			j.merged[colSpan{col, j.cols[c.Col+c.ColSpan] - col}] = true
		}
		if c.Row > j.row {
			count(c.RowSpan, col, j.cols[c.Col+c.ColSpan]-col, text)
		}
	}
	for span := range j.merged {
		if figures[span] {
			delete(j.merged, span) // a column of figures, not of labels
		}
	}
	j.rows = min(max(j.last-j.block, 0), learnRows) + max(j.g.Rows()-j.row-1, 0)
	j.fill = make([]float64, t.Cols)
	for c := range filled {
		if seen[c] > 0 {
			j.fill[c] = float64(filled[c]) / float64(seen[c])
		}
	}
}

// meeting is a cell of the first row of the next page with the cell of the
// last row that stands in the same columns.
type meeting struct {
	above    *Cell        // cell of the table over the last row
	below    *layout.Cell // cell of g in the first row
	up, down string       // plain texts, of above only what its last page prints
}

// meetings pairs the cells left and right of the break. ok is false when the
// columns of the two rows differ.
func (j *junction) meetings() (out []meeting, ok bool) {
	for i := range j.g.Cells {
		c := &j.g.Cells[i]
		if c.Row != j.row {
			continue
		}
		at := j.a.covering(j.last, j.cols[c.Col])
		if at < 0 {
			return nil, false
		}
		up := &j.a.table.Cells[at]
		if up.Col != j.cols[c.Col] || up.Col+up.ColSpan != j.cols[c.Col+c.ColSpan] {
			return nil, false
		}
		part := up.Parts[len(up.Parts)-1]
		out = append(out, meeting{up, c, plain(part.Text), plain(c.Text())})
	}
	return out, len(out) > 0
}

// tally counts the cells at a break by where they have texts.
type tally struct {
	up, down int // above and below
	both     int // on both sides, the lower one going on with the upper
	open     int // below only
}

// count tallies the cells outside label columns. ok is false when a text below
// cannot be the rest of the one above it.
func (j *junction) count(ms []meeting) (t tally, ok bool) {
	for _, m := range ms {
		if j.levelCell(m) {
			continue
		}
		if m.up != "" {
			t.up++
		}
		if m.down == "" {
			continue
		}
		t.down++
		switch {
		case m.up == "":
			t.open++
		case !continues(m):
			return t, false
		default:
			t.both++
		}
	}
	return t, true
}

// rowSplit tells whether the first row of the next page is the rest of the
// last row: no text contradicts it, and one of the two is incomplete by what
// the other rows print, or breaks off in the middle of a text.
func (j *junction) rowSplit() bool {
	if j.row >= j.g.Rows() {
		return false
	}
	ms, ok := j.meetings()
	if !ok || totalsRow(ms) {
		return false
	}
	t, ok := j.count(ms)
	switch {
	case !ok:
		return false
	case t.up == 0 && t.down == 0:
		return j.levelsSplit(ms)
	case t.up == 0 || t.down == 0:
		return j.blankRest(t.up == 0)
	case t.both > 0 && brokenText(ms), t.open == 0 && (fullProse(ms) || j.startsNoItem(ms)):
		return true
	}
	lacksUp, lacksDown := j.lacksKey(ms, true), j.lacksKey(ms, false)
	few := float64(t.down) <= fewCells*float64(t.up+t.open)
	switch {
	case lacksUp && lacksDown:
		return true
	case lacksDown:
		return few && t.both > 0
	case lacksUp:
		return t.both > 0 && float64(t.up) <= fewCells*float64(t.down)
	case j.rows >= keyRows && j.hasKeys(ms):
		return false
	}
	return few && t.both > 0 && t.up > t.both
}

// totalsRow tells whether the row below the break is a row of totals: a label
// of totals with an amount.
func totalsRow(ms []meeting) bool {
	label, amount := false, false
	for _, m := range ms {
		label = label || words().TotalLabel.match(m.down)
		amount = amount || m.down != "" && wholeAmount.MatchString(m.down)
	}
	return label && amount
}

// startsNoItem tells whether a text below the break lacks the number or code
// with which nearly all texts of its column begin.
func (j *junction) startsNoItem(ms []meeting) bool {
	for _, m := range ms {
		if m.down == "" || words().ItemStart.match(m.down) {
			continue
		}
		items, texts := 0, 0
		for i := range j.body {
			c := &j.body[i]
			if c.Col != m.above.Col || c.Text == "" {
				continue
			}
			texts++
			if words().ItemStart.match(plain(c.Text)) {
				items++
			}
		}
		if items >= keyRows && float64(items) >= itemShare*float64(texts) {
			return true
		}
	}
	return false
}

// spans tells whether a cell of the meeting is merged over several rows.
func spans(m meeting) bool { return m.above.RowSpan > 1 || m.below.RowSpan > 1 }

// levelCell tells whether a meeting is in a column of labels merged over
// several rows; such cells go on by themselves and say nothing about the row.
func (j *junction) levelCell(m meeting) bool { return spans(m) || j.merged[spanOf(m.above)] }

// levelsSplit decides for rows whose only texts stand in merged columns.
func (j *junction) levelsSplit(ms []meeting) bool {
	for _, m := range ms {
		if !j.levelCell(m) && m.below.RowSpan == 1 {
			return j.blankRest(false)
		}
	}
	return false
}

// hasKeys tells whether there are key columns at all.
func (j *junction) hasKeys(ms []meeting) bool {
	for _, m := range ms {
		if !j.levelCell(m) && j.fill[m.above.Col] >= keyFill {
			return true
		}
	}
	return false
}

// lacksKey tells whether the row above (or below) the break has no text in a
// column where nearly every row has one; false while too few rows are known.
func (j *junction) lacksKey(ms []meeting, above bool) bool {
	if j.rows < keyRows {
		return false
	}
	for _, m := range ms {
		text := m.down
		if above {
			text = m.up
		}
		if text == "" && j.fill[m.above.Col] >= keyFill && !j.levelCell(m) {
			return true
		}
	}
	return false
}

// blankRest tells whether a wholly blank row at the break is the rest of its
// neighbour over the break: the table has no other blank row.
func (j *junction) blankRest(above bool) bool {
	blank := map[int]bool{}
	for i := range j.body {
		blank[j.body[i].Row] = true
	}
	for i := range j.body {
		if c := &j.body[i]; c.Text != "" && c.RowSpan == 1 {
			delete(blank, c.Row)
		}
	}
	if above {
		delete(blank, j.last)
	}
	if len(blank) > 0 {
		return false
	}
	rowBlank := make(map[int]bool)
	for r := j.row; r < j.g.Rows(); r++ {
		rowBlank[r] = true
	}
	for i := range j.g.Cells {
		if c := &j.g.Cells[i]; plain(c.Text()) != "" && c.RowSpan == 1 {
			delete(rowBlank, c.Row)
		}
	}
	if !above {
		delete(rowBlank, j.row)
	}
	return len(rowBlank) == 0 && j.last >= j.block
}
