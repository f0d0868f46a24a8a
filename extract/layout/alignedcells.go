package layout

import (
	"slices"

	"gongkai/extract/page"
	"gongkai/extract/trace"
)

// All in ems, relative to the prevailing font size of the area.
const (
	// river is the least width that no text of the body enters between two
	// columns: less than the padding of a cell. Office programs that fit a sheet
	// to its paper leave headedRiver; in a form such a gap may be chance.
	river, headedRiver = 0.2, 0.14
	// bodyGap is the empty width that parts two texts of the body.
	bodyGap = 0.35
	// crossing is the share of the rows that may cross a river.
	crossing = 0.12
	// leastFull is the number of texts from which on the fullest row of a form
	// tells its columns.
	leastFull = 6
	// mostColumns is the number of columns beyond which texts are no table: a
	// wide sheet in the smallest print has half as many.
	mostColumns = 100
	// mostDivisions bounds the steps of dividing rows among texts: a page of
	// the smallest print needs a hundredth.
	mostDivisions = 1 << 24
	// longText is the share of the width of an area from which on a text is
	// held to run over several columns, and says nothing about them.
	longText = 0.4
	// wrapPitch is the greatest distance of baselines within a cell when the
	// distances themselves do not show one.
	wrapPitch = 1.5
	// setOff is how far lines of one cell may be out of line, deepest the
	// deepest indent of a first line.
	setOff, deepest = 0.8, 5.0
	// leastPitch is the least distance of baselines that lines of a cell have;
	// texts closer than that stand in different cells.
	leastPitch = 1.1
	// pitchJump is the least difference between two groups of distances.
	pitchJump = 0.1
	// strayShare is the share of the rows up to which texts that stand apart in
	// a column are strays, strayOver the share of their width that its header
	// covers.
	strayShare, strayOver = 0.1, 0.6
	// seamGap is the least empty width between two header texts side by side
	// whose lines all part there.
	seamGap = 0.2
	// fewDistances is the number of distances below which they do not show that
	// lines and rows are as close.
	fewDistances = 8
	// sameRow is how far the middles of the cells of one row may differ.
	sameRow = 0.4
	// overlapping is how far texts of different rows may overlap.
	overlapping = 0.2
	// leftOut is what a column costs that could stand under a header over
	// several columns and does not.
	leftOut = 0.4
	// noRowBetween is how many times as far apart as the closest rows two rows
	// with none between them are at most.
	noRowBetween = 1.5
	// levelColumns is the number of columns on the left that hold the levels of
	// a list, merged over the rows of each.
	levelColumns = 2
	// offMiddle is how far a text stands from the middle of its column at least
	// that is in the middle of more.
	offMiddle = 0.6
	// leastCentred and centredShare are the number and the share of the texts
	// of a column that show that they are set in its middle.
	leastCentred, centredShare = 3, 0.7
	// startOff is how far apart texts of one indent begin: punctuation brings
	// its own margin along.
	startOff = 0.1
	// centred is how far a text may stand from the middle of its cell.
	centred = 0.35
)

// A text is what one cell holds: lines close below each other.
type text struct {
	box    trace.Rect
	lines  []trace.Rect // top to bottom
	bottom float64      // baseline of the last line
	number bool         // its last line is a number
	amount bool         // with separators or decimals
	parted bool         // its last line has gaps, as texts of several columns have
}

func (t text) middle() float64 { return t.box.CenterY() }

// An inferred table is an area with its column edges and cells as they are
// found.
type inferred struct {
	*looseArea
	x     []float64 // column edges
	pitch float64   // greatest distance of baselines within a cell, as far as distances tell
	usual int       // texts of a full line of the body

	headY    []float64             // edges of the rows of the header, where its texts tell them
	headRows map[trace.Rect][2]int // the rows i..j-1 of the texts of the header then
	cells    []trace.Rect
}

// alignedCells infers the cells of the area from the alignment of its texts;
// nil when they show no table. Columns come from the rivers through the body
// and from the texts of the header, which stand in the middle of their cells;
// rows from the middles of the texts. open is the number of columns whose header
// is open; the one numbered shift takes its other one.
func (a *looseArea) alignedCells(tiled bool, shift int) (cells []trace.Rect, open int) {
	head := a.headerEnd()
	rows := a.rows(head)
	f := &inferred{looseArea: a}
	split := 0
	for split < len(rows) && rows[split].y < head {
		split++
	}
	pitch, _ := a.wrapPitch(rows)
	f.pitch = pitch
	header := a.collect(rows[:split], pitch, func(t *text, _ textRow, l Line) bool { return !a.underlined(t.box, t.bottom, l.Baseline) })
	header = a.joinStacks(header, head)
	body := f.bodyTexts(rows[split:])
	columns := a.bodyColumns(rows[split:], split > 0)
	header, headings := f.levelled(header, head)
	columns = mergeHalves(columns, header, rows[split:])
	leaves, groups, open := splitHeader(header, &columns, shift)
	groups = append(groups, headings...)
	columns, leaves = mergeStray(columns, leaves, append(slices.Clone(header), headings...), rows[split:])
	if full := f.fullestRow(body); split == 0 && len(full) >= max(leastFull, len(columns)) {
		columns, leaves = columns[:0], leaves[:0]
		for i := range full {
			columns = append(columns, span{full[i].box.X0, full[i].box.X1})
			leaves = append(leaves, &full[i])
		}
		widen(columns, slices.DeleteFunc(slices.Clone(rows), func(r textRow) bool { return 2*len(r.pieces) <= len(full) }))
	}
	if len(columns) < 2 || len(columns) > mostColumns {
		return nil, 0
	}
	f.x = a.columnEdges(columns, leaves)
	f.headerCells(leaves, groups, head)
	inColumns(rows[split:], columns)
	if tiled {
		f.bodyCells(f.tiledRows(rows[split:]))
	} else {
		f.bodyCells(f.bodyRows(f.bodyTexts(rows[split:])))
	}
	return f.cells, open
}

// bodyTexts joins the lines of the body to texts by their distances.
func (f *inferred) bodyTexts(rows []textRow) []text {
	return f.collect(rows, f.pitch, func(t *text, _ textRow, l Line) bool {
		return f.flush(t.lines[len(t.lines)-1], l.At.Box)
	})
}

// levelled finds the rows of the header from the middles of its texts. It
// takes from them those that end above its last row: headings of several
// columns.
func (f *inferred) levelled(header []text, head float64) (own, headings []text) {
	y, rows := f.headerLevels(header, head)
	if y == nil {
		return header, nil
	}
	f.headY, f.headRows = y, map[trace.Rect][2]int{}
	for k, t := range header {
		f.headRows[t.box] = rows[k]
		if rows[k][1] < len(y)-1 {
			headings = append(headings, t)
		} else {
			own = append(own, t)
		}
	}
	return own, headings
}

// rows returns the rows of the area. In the body a right-aligned amount and
// the left-aligned name beside it are closer than the letters of a spaced
// header.
func (a *looseArea) rows(head float64) []textRow {
	var header, body []page.Glyph
	for _, g := range a.glyphs {
		if g.Y < head {
			header = append(header, g)
		} else {
			body = append(body, g)
		}
	}
	rows := bodyLines(a.p, body)
	return append(a.headerLines(header, a.bodyColumns(rows, len(header) > 0)), rows...)
}

// headerEnd returns the y under the header: the second bar of three, the first
// one when the header stands above it; the top of the area when there is no
// header.
func (a *looseArea) headerEnd() float64 {
	switch {
	case a.head > 0:
		return a.head
	case a.ruledBelow && !a.closing:
		return a.bars[0].y
	case len(a.bars) >= 3:
		return a.bars[1].y
	}
	return a.box.Y0
}
