package layout

import (
	"math"
	"slices"
	"strings"

	"gongkai/extract/page"
)

const (
	// bareConfidence is that of grids that no ruling shows at all.
	bareConfidence = 0.90

	// rowsApart is the greatest distance of baselines, in ems, at which rows
	// of figures are still of one table: a blank line and a label of the rows
	// beneath between them.
	rowsApart = 5.0
	// labelRows is the most lines without figures between two rows with them.
	labelRows = 4
	// headerApart is the greatest distance of a header from what it heads.
	headerApart = 3.2
	// headerLines is the most lines that a header has.
	headerLines = 8

	// wordsOfProse is the number of words from which on a text is a sentence.
	wordsOfProse = 12

	// A table has at least leastRows rows and leastFigures figures; with one
	// column of figures alone, which a list may have too, soleRows rows.
	leastRows, leastFigures, soleRows = 3, 6, 5
	// figureShare is the share of the texts of a column that are figures from
	// which on it is a column of figures.
	figureShare = 0.6
	// typedRule is the number of strokes from which on characters are a ruling.
	typedRule = 10
	// typedStrokes are the characters that such rulings are made of.
	typedStrokes = "-_=—─"
)

// bareAreas finds tables that no ruling shows, by their figures: rows that
// have figures one below the other, each beside a label or other figures.
// Prose, lists and contents have none.
func bareAreas(p *page.Page, glyphs []page.Glyph) []*looseArea {
	plain := withoutLeaders(glyphs)
	led := len(plain) < len(glyphs)
	rows := lineRows(p, plain)
	index := newGlyphIndex(plain)
	var out []*looseArea
	taken := 0 // rows above are of other tables
	for i := 0; i < len(rows); {
		end := bareRows(rows, i)
		if end-i < leastRows {
			i = max(i+1, end)
			continue
		}
		first := headerStart(rows, taken, i, end)
		taken = end
		if a := newBareArea(p, index, rows, first, i, end); a != nil && a.tabular(rows[i:end], led) {
			out = append(out, a)
		}
		i = end
	}
	return out
}

// figures returns the texts of a row that are figures beside another text.
func figures(r lineRow) []piece {
	if len(r.pieces) < 2 {
		return nil
	}
	var out []piece
	for k, p := range r.pieces {
		if strings.Count(p.Text, " ") >= wordsOfProse {
			return nil
		}
		if k > 0 && (isValue(p.Text) || noValue(p.Text)) {
			out = append(out, p)
		}
	}
	return out
}

// bareRows returns the end of the rows from row i on that are one table: rows
// of figures that stand below each other, with few lines of labels between.
func bareRows(rows []lineRow, i int) int {
	above := figures(rows[i])
	if len(above) == 0 {
		return i
	}
	last := i
	seen := slices.Clone(above)
	for k := i + 1; k < len(rows); k++ {
		em := rows[k].pieces[0].Size
		if k-last > labelRows+1 || rows[k].y-rows[last].y > rowsApart*em {
			break
		}
		own := figures(rows[k])
		if typed(rows[k]) && k-i > headerLines {
			return headerAboveRule(rows, k) // the next table begins
		}
		switch {
		case len(own) > 0 && (inLine(above, own) || beneath(seen, own)):
			above, last = own, k
			seen = append(seen, own...)
		case len(own) > 0 || prose(rows[k]):
			return last + 1
		}
	}
	return last + 1
}

// headerAboveRule returns the first row of the header that ends at the typed
// ruling k: beneath the widest gap above it.
func headerAboveRule(rows []lineRow, k int) int {
	first := k
	widest := 0.0
	for j := k - 1; j > k-headerLines; j-- {
		if gap := rows[j].y - rows[j-1].y; gap > widest {
			widest, first = gap, j
		}
	}
	return first
}

// prose tells whether a row has a sentence.
func prose(r lineRow) bool {
	return slices.ContainsFunc(r.pieces, func(p piece) bool { return strings.Count(p.Text, " ") >= wordsOfProse })
}

// beneath tells whether all figures of a row stand below some of the rows above
// it: a row may have its figures where the last one is blank.
func beneath(seen, own []piece) bool {
	return !slices.ContainsFunc(own, func(b piece) bool {
		return !slices.ContainsFunc(seen, func(a piece) bool {
			return math.Min(a.At.Box.X1, b.At.Box.X1) > math.Max(a.At.Box.X0, b.At.Box.X0)
		})
	})
}

// inLine tells whether figures of two rows stand below each other: more than
// half of those of the row with fewer.
func inLine(above, below []piece) bool {
	n := 0
	for _, a := range above {
		if slices.ContainsFunc(below, func(b piece) bool {
			return math.Min(a.At.Box.X1, b.At.Box.X1) > math.Max(a.At.Box.X0, b.At.Box.X0)
		}) {
			n++
		}
	}
	return 2*n > min(len(above), len(below))
}

// headerStart returns the first row, not above row floor, of the header above
// the rows i..end-1: rows with several texts, or with texts over the figures
// alone.
func headerStart(rows []lineRow, floor, i, end int) int {
	columns := lineColumns(rows[i:end], rows[i].pieces[0].Size)
	if len(columns) < 2 {
		return i
	}
	left, right := columns[0].lo, columns[len(columns)-1].hi
	first, apart := i, 0.0
	if inIdeographs(rows[i:end]) { // tables of few rows are spread over their sheet
		apart = steady * (rows[end-1].y - rows[i].y) / float64(end-1-i)
	}
	for k := i - 1; k >= floor && i-k <= headerLines; k-- {
		r := rows[k]
		em := r.pieces[0].Size
		if rows[k+1].y-r.y > max(headerApart*em, min(apart, mostReach*em)) || prose(r) || r.pieces[0].At.Box.X0 < left-2*em || r.pieces[len(r.pieces)-1].At.Box.X1 > right+2*em {
			break
		}
		if typed(r) {
			continue
		}
		if labelled(textRow{pieces: lines(r)}) {
			break
		}
		over := r.pieces[0].At.Box.X0 > columns[0].hi-em // nothing over the labels
		if len(r.pieces) == 1 && !over {
			if !stub(rows, k, first) {
				break
			}
			continue // counts when texts stand beside or above it
		}
		first = k
	}
	return first
}

// inIdeographs tells whether most rows begin with an ideograph.
func inIdeographs(rows []lineRow) bool {
	n := 0
	for _, r := range rows {
		if scriptOf(firstRune(r.pieces[0].Text)) == wide {
			n++
		}
	}
	return 2*n > len(rows)
}

// stub tells whether the text of row k may be the upper line of the header of
// the labels: the row below has texts over the figures.
func stub(rows []lineRow, k, first int) bool {
	return k+1 >= first && first < len(rows) && len(rows[k+1].pieces) > 1
}

// lines returns the texts of a row.
func lines(r lineRow) []Line {
	out := make([]Line, len(r.pieces))
	for k, p := range r.pieces {
		out[k] = p.Line
	}
	return out
}

// typed tells whether a row is a ruling made of characters.
func typed(r lineRow) bool {
	n := 0
	for _, p := range r.pieces {
		if strings.Trim(p.Text, typedStrokes+" ") != "" {
			return false
		}
		n += len([]rune(p.Text))
	}
	return n >= typedRule
}

// newBareArea returns the area of the rows first..end-1, whose header ends
// before row body.
func newBareArea(p *page.Page, glyphs *glyphIndex, rows []lineRow, first, body, end int) *looseArea {
	a := &looseArea{p: p}
	for k := body; k < end; k++ {
		if typed(rows[k]) {
			body = k + 1 // what stands above a typed ruling heads what is below
		}
	}
	columns := lineColumns(rows[body:end], rows[body].pieces[0].Size)
	if len(columns) == 0 {
		return nil
	}
	for body < end && rows[body].pieces[0].At.Box.X0 > columns[0].hi {
		body++ // figures without a label, such as years, head those below
	}
	if end-body < leastRows {
		return nil
	}
	for _, r := range rows[first:end] {
		for _, t := range r.pieces {
			a.box = a.box.Union(t.At.Box)
		}
	}
	a.box = a.box.Grow(1)
	a.glyphs = glyphs.in(a.box)
	typedRow := func(g page.Glyph) bool {
		return slices.ContainsFunc(rows[first:body], func(r lineRow) bool { return typed(r) && near(r.y, g.Y, descent*g.Size) })
	}
	a.glyphs = slices.DeleteFunc(a.glyphs, typedRow)
	if len(a.glyphs) == 0 {
		return nil
	}
	a.em = medianSize(a.glyphs)
	a.head = a.box.Y0
	if first < body {
		a.head = midpoint(rows[body-1].y+descent*a.em, rows[body].y-ascent*a.em)
	}
	if a.framed() && !a.dividers(rows[body:end]) {
		return nil
	}
	return a
}

// dividers takes the vertical rulings in the area for edges of columns when
// they run over all of its rows and no text stands across one of them; false
// when one does not.
func (a *looseArea) dividers(rows []lineRow) bool {
	first, last := rows[0].y, rows[len(rows)-1].y
	box := a.box.Grow(barGap)
	_, vertical := segments(a.p, barGap) // those drawn row by row put together
	for _, s := range vertical {
		if s.length() <= 2*a.em || !box.Contains(s.at, midpoint(s.lo, s.hi)) {
			continue
		}
		crossed := slices.ContainsFunc(a.glyphs, func(g page.Glyph) bool {
			return g.Box.X0+overhangEms*g.Size < s.at && g.Box.X1-overhangEms*g.Size > s.at
		})
		if crossed || s.lo > first || s.hi < last-ascent*a.em {
			return false
		}
		a.cuts = append(a.cuts, s.at)
	}
	slices.Sort(a.cuts)
	return len(a.cuts) > 0
}

// tabular tells whether the columns of rows hold figures as those of a table
// do; led tells that leaders stand between texts, as in a table of contents.
func (a *looseArea) tabular(rows []lineRow, led bool) bool {
	columns := lineColumns(rows, a.em)
	if len(columns) < 2 {
		return false
	}
	texts, values := make([]int, len(columns)), make([]int, len(columns))
	filled, all := 0, 0
	for _, r := range rows {
		beside := false
		for _, p := range r.pieces {
			c := overlapped(columns, p.At.Box.X0, p.At.Box.X1)
			if c < 0 {
				continue
			}
			texts[c]++
			if isValue(p.Text) || noValue(p.Text) {
				values[c]++
				all++
				beside = beside || c > 0
			}
		}
		if beside {
			filled++
		}
	}
	sole := 0
	for c := 1; c < len(columns); c++ {
		if float64(values[c]) >= figureShare*float64(texts[c]) {
			sole++
		}
	}
	switch {
	case sole == 0, filled < leastRows, all < leastFigures:
		return false
	case sole == 1:
		return filled >= soleRows && !led && 2*filled > len(rows) && !ascending(rows)
	}
	return true
}

// ascending tells whether the last texts of rows are page numbers: whole
// numbers, none smaller than the one above it.
func ascending(rows []lineRow) bool {
	last := 0
	for _, r := range rows {
		if len(r.pieces) < 2 {
			continue
		}
		n := 0
		for _, d := range r.pieces[len(r.pieces)-1].Text {
			if d < '0' || d > '9' {
				return false
			}
			n = 10*n + int(d-'0')
		}
		if n < last {
			return false
		}
		last = n
	}
	return true
}
