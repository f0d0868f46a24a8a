package layout

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"gongkai/extract/trace"
)

// All in ems, relative to the prevailing font size of the area.
const (
	// leastTextGap is the least empty width that parts two texts of a row, and
	// textGapInSpaces the same in usual spaces between words: type set in one
	// width has spaces wider than the padding of cells in other type.
	leastTextGap, textGapInSpaces = 0.5, 1.6
	// leastSpace and mostSpace bound what is taken for a space between words.
	leastSpace, mostSpace = 0.15, 0.8
	// numberGap parts two numbers: no number has a gap within.
	numberGap = 0.12
	// lineRiver is the least empty width between two columns of numbers set to
	// the right: the widest number may nearly touch the column before.
	lineRiver = 0.05
	// richShare is the share of the texts of a full row from which on a row
	// tells where the columns are.
	richShare = 0.6
	// crossingRows is the number of rows of which one may cross a river.
	crossingRows = 20
	// hanging is the least indent of a line that goes on with a label.
	hanging = 0.4
	// closer is the share of the distance of rows below which lines are of one
	// text.
	closer = 0.85
	// ascent is the height of a line above its baseline, descent its depth.
	ascent, descent = 0.8, 0.25
	// fullSize is the share of the size of the area from which on a text is no
	// footnote mark.
	fullSize = 0.85
	// wholeBar is the share of the width of an area from which on a ruling runs
	// over all of it.
	wholeBar = 0.95
	// centredOver is how far the middles of two lines of one heading may differ.
	centredOver = 0.6
	// underline is the greatest distance of a ruling under the heading of a
	// group of columns from its baseline.
	underline = 1.2
	// leaders is the number of points in a row that are leaders, not text.
	leaders = 4
)

// lineCells infers the cells of an area whose rows have their texts on one
// baseline, wrapped labels aside; nil when they show no table.
func (a *looseArea) lineCells() []trace.Rect {
	a.glyphs, a.led = withoutLeaders(a.glyphs), true
	head := a.headerEnd()
	rows := lineRows(a.p, a.glyphs, a.cuts...)
	split := 0
	for split < len(rows) && rows[split].y < head {
		split++
	}
	body := rows[split:]
	if a.dense(body) || len(a.bars) == 1 && !a.tabular(body, false) {
		return nil
	}
	columns := lineColumns(body, a.em)
	if len(columns) < 2 || len(columns) > mostColumns {
		return nil
	}
	recut(a.p, body, columns, func(int, []piece) bool { return true })
	widen(columns, textRowsOf(body))
	recut(a.p, rows[:split], columns, a.overOwn(rows[:split]))
	header := a.headerTexts(textRowsOf(rows[:split]))
	header, headings := a.headings(header, columns)
	leaves, groups, _ := splitHeader(header, &columns, noShift)
	groups = append(groups, headings...)
	f := &inferred{looseArea: a}
	f.x = a.lineEdges(columns, leaves)
	f.headerCells(leaves, groups, head)
	f.lineBody(body, head)
	return f.cells
}

// dense tells whether lines of full size stand closer than lines of one column
// can: the texts of a row do not share a baseline.
func (a *looseArea) dense(rows []lineRow) bool {
	last := math.Inf(-1)
	for _, r := range rows {
		if r.pieces[0].Size < fullSize*a.em {
			continue
		}
		if r.y-last < ascent*a.em {
			return true
		}
		last = r.y
	}
	return false
}

// headerTexts joins the lines of the header to texts.
func (a *looseArea) headerTexts(rows []textRow) []text {
	return a.collect(rows, wrapPitch*a.em, func(t *text, r textRow, l Line) bool {
		return !several(r, t.box) && !a.underlined(t.box, t.bottom, l.Baseline)
	})
}

// lineBody adds the cells of rows of which each stands on one baseline, with
// the lines of wrapped texts beneath.
func (f *inferred) lineBody(rows []lineRow, head float64) {
	var groups [][]lineRow
	pitch := rowPitch(rows)
	for _, r := range rows {
		if n := len(groups) - 1; n >= 0 && f.goesOn(groups[n], r, pitch) {
			groups[n] = append(groups[n], r)
			continue
		}
		groups = append(groups, []lineRow{r})
	}
	n := len(f.x) - 1
	for k, g := range groups {
		top, bottom := head, f.box.Y1
		if k > 0 {
			above := groups[k-1]
			top = f.lineCut(above[len(above)-1].y, g[0].y)
		}
		if k+1 < len(groups) {
			bottom = f.lineCut(g[len(g)-1].y, groups[k+1][0].y)
		}
		edge := make([]bool, n+1) // drawn in this row
		for c := range edge {
			edge[c] = true
		}
		for _, r := range g {
			for _, p := range r.pieces {
				i, j := f.spanOf(p.At.Box)
				for c := i + 1; c < j; c++ {
					edge[c] = false
				}
			}
		}
		for c := 0; c < n; {
			end := c + 1
			for end < n && !edge[end] {
				end++
			}
			f.cells = append(f.cells, trace.Rect{X0: f.x[c], X1: f.x[end], Y0: top, Y1: bottom})
			c = end
		}
	}
}

// spanOf returns the columns i..j-1 of a text of the body. One in the middle of
// a ruling under the header stands over the columns that the ruling does.
func (f *inferred) spanOf(box trace.Rect) (i, j int) {
	i, j = f.columnsOf(text{box: box})
	if j-i < 2 {
		return i, j
	}
	for _, b := range f.levels {
		if b.x1-b.x0 < wholeBar*f.box.Width() && near(midpoint(b.x0, b.x1), box.CenterX(), f.em) && b.x0 < box.X0 {
			if lo, hi := f.columnsUnder(&b); hi > lo {
				return lo, hi
			}
		}
	}
	return i, j
}

// lineCut returns the height that parts two lines: below the first one's
// descenders, above the ascenders of the second one.
func (f *inferred) lineCut(above, below float64) float64 {
	return midpoint(above+descent*f.em, below-ascent*f.em)
}

// goesOn tells whether a line is the rest of texts of the row above.
// pitch is the usual distance of rows.
func (f *inferred) goesOn(row []lineRow, r lineRow, pitch float64) bool {
	last := row[len(row)-1]
	if r.y-last.y > wrapPitch*f.em {
		return false
	}
	labelled, figures := false, false // of r
	for _, p := range r.pieces {
		i, _ := f.columnsOf(text{box: p.At.Box})
		labelled = labelled || i == 0
		figures = figures || i > 0
	}
	if !figures {
		above, own := f.label(last), f.label(r)
		if above == nil {
			return false
		}
		indent := own.At.Box.X0 - above.At.Box.X0
		return startsLow(own.Text) || f.full(above, own) &&
			(indent > hanging*f.em || indent > -hanging*f.em && r.y-last.y < closer*pitch)
	}
	if labelled && len(row) == 1 && len(last.pieces) == 1 && f.label(last) != nil && startsLow(f.label(r).Text) {
		return true // the figures stand beside the end of their label
	}
	for _, p := range r.pieces {
		if isValue(p.Text) || noValue(p.Text) || !startsLow(p.Text) && labelled {
			return false
		}
		if !slices.ContainsFunc(last.pieces, func(q piece) bool {
			return math.Min(p.At.Box.X1, q.At.Box.X1) > math.Max(p.At.Box.X0, q.At.Box.X0) && !isValue(q.Text)
		}) {
			return false
		}
	}
	return true
}

// rowPitch returns the usual distance of the baselines of rows with several
// texts, infinite when there are too few.
func rowPitch(rows []lineRow) float64 {
	var all []float64
	for i := 1; i < len(rows); i++ {
		if len(rows[i].pieces) > 1 && len(rows[i-1].pieces) > 1 {
			all = append(all, rows[i].y-rows[i-1].y)
		}
	}
	if len(all) == 0 {
		return math.Inf(1)
	}
	slices.Sort(all)
	return all[len(all)/2]
}

// label returns the text of a row in the first column, nil for none.
func (f *inferred) label(r lineRow) *Line {
	for k := range r.pieces {
		if i, j := f.columnsOf(text{box: r.pieces[k].At.Box}); i == 0 && j == 1 {
			return &r.pieces[k].Line
		}
	}
	return nil
}

// full tells whether the first word of the line below would not have fitted
// on a line of the first column.
func (f *inferred) full(above, below *Line) bool {
	word, _, _ := strings.Cut(below.Text, " ")
	width := below.At.Box.Width() * float64(len([]rune(word))) / float64(max(1, len([]rune(below.Text))))
	return above.At.Box.X1+width+leastSpace*f.em > f.x[1]-2*f.em
}

// startsLow tells whether a text goes on with a small letter, as no label
// begins.
func startsLow(s string) bool { return unicode.IsLower(firstRune(s)) }
