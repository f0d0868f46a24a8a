package layout

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"gongkai/extract/page"
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

// value matches what columns of figures hold: a number, a range or an interval
// of numbers, with brackets, signs and footnote marks.
var value = regexp.MustCompile(`^[(（\[<>≤≥±$¥￥€£+−–-]*(\d{1,3}([,，]\d{3})+|\d+)?([.．]\d+)?\s?[%％]?([-–—−]\d[\d,]*([.]\d+)?[%％]?)?[)）\]]*[*†‡§¶#]*$`)

// isValue tells whether s is a figure.
func isValue(s string) bool { return strings.ContainsAny(s, "0123456789") && value.MatchString(s) }

// noValue tells whether s stands for a figure that is not there.
func noValue(s string) bool {
	return strings.Trim(s, "-–—−.…*†‡§#()/ ") == "" || strings.EqualFold(s, "n/a") || strings.EqualFold(s, "na")
}

// A lineRow is what stands on one baseline, cut into texts.
type lineRow struct {
	y      float64
	glyphs []placed
	pieces []piece
}

// A piece is one text of a row.
type piece struct {
	Line
	glyphs []placed
}

// lineRows returns the rows of upright glyphs, top to bottom, cut into texts,
// also at the places given.
func lineRows(p *page.Page, glyphs []page.Glyph, cuts ...float64) []lineRow {
	var out []lineRow
	for _, row := range baselines(glyphs) {
		if row[0].turn == 0 {
			out = append(out, lineRow{y: row[0].v, glyphs: row})
		}
	}
	gap := textGap(out)
	for i := range out {
		out[i].cut(p, func(last, next []placed, space float64) bool {
			ruled := slices.ContainsFunc(cuts, func(x float64) bool { return x > last[len(last)-1].u1-1 && x < next[0].u0+1 })
			return ruled || space > gap && !currency(last) ||
				space > numberGap && isValue(plainText(last)) && isValue(plainText(next))
		})
	}
	return slices.DeleteFunc(out, func(r lineRow) bool { return len(r.pieces) == 0 })
}

// textGap returns the empty width in ems that parts two texts, from the usual
// space between words.
func textGap(rows []lineRow) float64 {
	var spaces []float64
	for _, r := range rows {
		words(r.glyphs, func(_, _ []placed, space float64) bool {
			if space >= leastSpace && space <= mostSpace {
				spaces = append(spaces, space)
			}
			return false
		})
	}
	if len(spaces) == 0 {
		return leastTextGap
	}
	slices.Sort(spaces)
	return math.Max(leastTextGap, textGapInSpaces*spaces[len(spaces)/2])
}

// words walks over the gaps between the words of a row. cut is asked with the
// words on both sides and the empty width between them in ems; where it says
// yes a text ends. It returns the texts.
func words(row []placed, cut func(last, next []placed, space float64) bool) [][]placed {
	var inked [][]placed
	start := -1
	end := func(i int) {
		if start >= 0 {
			inked = append(inked, row[start:i:i])
		}
		start = -1
	}
	last := -1
	for i := range row {
		if row[i].space {
			continue
		}
		if last >= 0 && (row[i].u0-row[last].u1)/math.Max(row[i].Size, row[last].Size) > numberGap {
			end(last + 1)
		}
		if start < 0 {
			start = i
		}
		last = i
	}
	end(last + 1)
	var out [][]placed
	for k, w := range inked {
		if k > 0 {
			before := inked[k-1]
			a, b := before[len(before)-1], w[0]
			if !cut(before, w, (b.u0-a.u1)/math.Max(a.Size, b.Size)) {
				n := len(out) - 1
				out[n] = append(out[n][:len(out[n]):len(out[n])], w...)
				continue
			}
		}
		out = append(out, w)
	}
	return out
}

// cut cuts the row into texts.
func (r *lineRow) cut(p *page.Page, at func(last, next []placed, space float64) bool) {
	r.pieces = nil
	for _, part := range words(r.glyphs, at) {
		if l, ok := lineOf(p, part); ok {
			r.pieces = append(r.pieces, piece{l, part})
		}
	}
}

// plainText returns the characters of glyphs without spaces.
func plainText(row []placed) string {
	var b strings.Builder
	for i := range row {
		if !row[i].space {
			b.WriteString(row[i].Text)
		}
	}
	return b.String()
}

// currency tells whether a word is a sign set apart from the number after it.
func currency(word []placed) bool {
	switch plainText(word) {
	case "$", "¥", "￥", "€", "£":
		return true
	}
	return false
}

// withoutLeaders returns the glyphs without the points that lead the eye from
// a label to its figures.
func withoutLeaders(glyphs []page.Glyph) []page.Glyph {
	var out []page.Glyph
	for i := 0; i < len(glyphs); {
		j, points := i, 0
		for j < len(glyphs) && (glyphs[j].Text == "." || glyphs[j].Text == "…" || blank(glyphs[j].Text)) && glyphs[j].Y == glyphs[i].Y {
			if !blank(glyphs[j].Text) {
				points++
			}
			j++
		}
		if points < leaders {
			j = max(j, i+1)
			out = append(out, glyphs[i:j]...)
		}
		i = j
	}
	return out
}

// lineColumns returns the ranges of x of the columns that rows with many texts
// show, parted by rivers.
func lineColumns(rows []lineRow, em float64) []span {
	var counts []int
	for _, r := range rows {
		if len(r.pieces) > 1 {
			counts = append(counts, len(r.pieces))
		}
	}
	if len(counts) == 0 {
		return nil
	}
	slices.Sort(counts)
	full := counts[len(counts)*4/5]
	var rich []textRow
	for _, r := range rows {
		if len(r.pieces) > 1 && float64(len(r.pieces)) >= richShare*float64(full) {
			t := textRow{y: r.y}
			for _, p := range r.pieces {
				t.pieces = append(t.pieces, p.Line)
			}
			rich = append(rich, t)
		}
	}
	return rivers(rich, math.Inf(1), len(rich)/crossingRows, lineRiver*em)
}

// recut cuts texts that run over several columns where they have a gap between
// two of them: a label that reaches the number beside it. fits tells whether
// the parts of a text of row i may stand alone.
func recut(p *page.Page, rows []lineRow, columns []span, fits func(i int, parts []piece) bool) {
	for i := len(rows) - 1; i >= 0; i-- {
		r := &rows[i]
		var out []piece
		for _, t := range r.pieces {
			var parts []piece
			for _, part := range words(t.glyphs, func(last, next []placed, space float64) bool {
				return !currency(last) && between(columns, last, next)
			}) {
				if l, ok := lineOf(p, part); ok {
					parts = append(parts, piece{l, part})
				}
			}
			if len(parts) > 1 && !fits(i, parts) {
				parts = []piece{t}
			}
			out = append(out, parts...)
		}
		r.pieces = out
	}
}

// overOwn tells whether each part of a text of the header stands in line with
// a text of the row below it, no ruling under all of them: else it is one
// heading over several columns.
func (a *looseArea) overOwn(rows []lineRow) func(i int, parts []piece) bool {
	return func(i int, parts []piece) bool {
		var whole text
		for _, part := range parts {
			whole.box, whole.bottom = whole.box.Union(part.At.Box), part.Baseline
		}
		if b := a.barUnder(whole); b != nil && b.x0 <= whole.box.X0+a.em && b.x1 >= whole.box.X1-a.em {
			return false
		}
		if i+1 >= len(rows) {
			return true
		}
		for _, part := range parts {
			b := part.At.Box
			below := false
			for _, q := range rows[i+1].pieces {
				c := q.At.Box
				if c.X1 <= b.X0 || c.X0 >= b.X1 {
					continue
				}
				below = true
				em := part.Size
				if near(c.CenterX(), b.CenterX(), centredOver*em) || near(c.X0, b.X0, centred*em) || near(c.X1, b.X1, centred*em) {
					below = false
					break
				}
			}
			if below {
				return false
			}
		}
		return true
	}
}

// between tells whether two words stand in two columns, the gap between them
// where the river is.
func between(columns []span, last, next []placed) bool {
	left, right := last[len(last)-1].u1, next[0].u0
	slack := 0.5 * next[0].Size
	for c := 1; c < len(columns); c++ {
		lo, hi := columns[c-1].hi, columns[c].lo
		if right < lo-slack || left > hi+slack {
			continue
		}
		if columnAt(columns, last) == c-1 && (columnAt(columns, next) == c || isValue(plainText(next)) && right >= lo) {
			return left <= hi+slack && right >= lo-slack
		}
	}
	return false
}

// columnAt returns the column that a word overlaps most, -1 for none.
func columnAt(columns []span, word []placed) int {
	return overlapped(columns, word[0].u0, word[len(word)-1].u1)
}

// overlapped returns the column that covers most of lo..hi, -1 for none.
func overlapped(columns []span, lo, hi float64) int {
	best, most := -1, 0.0
	for c, s := range columns {
		if o := math.Min(hi, s.hi) - math.Max(lo, s.lo); o > most {
			best, most = c, o
		}
	}
	return best
}

// lineCells infers the cells of an area whose rows have their texts on one
// baseline, wrapped labels aside; nil when they show no table.
func (a *looseArea) lineCells() []trace.Rect {
	a.glyphs = withoutLeaders(a.glyphs)
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
	if len(columns) < 2 {
		return nil
	}
	recut(a.p, body, columns, func(int, []piece) bool { return true })
	widen(columns, textRowsOf(body))
	recut(a.p, rows[:split], columns, a.overOwn(rows[:split]))
	header := a.headerTexts(textRowsOf(rows[:split]))
	header, headings := a.headings(header, columns)
	leaves, groups := splitHeader(header, &columns)
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

// textRowsOf drops the glyphs of rows.
func textRowsOf(rows []lineRow) []textRow {
	out := make([]textRow, len(rows))
	for i, r := range rows {
		out[i].y = r.y
		for _, p := range r.pieces {
			out[i].pieces = append(out[i].pieces, p.Line)
			out[i].size = math.Max(out[i].size, p.Size)
		}
	}
	return out
}

// headerTexts joins the lines of the header to texts.
func (a *looseArea) headerTexts(rows []textRow) []text {
	return a.collect(rows, wrapPitch*a.em, func(t *text, r textRow, l Line) bool {
		return !several(r, t.box) && !a.underlined(t.box, t.bottom, l.Baseline)
	})
}

// headings takes the texts over several columns from those of a header: a
// ruling under them tells, or that they stand over a river, above other texts.
func (a *looseArea) headings(header []text, columns []span) (own, headings []text) {
	lowest := math.Inf(-1)
	for _, t := range header {
		lowest = math.Max(lowest, t.bottom)
	}
	for _, t := range header {
		over := 0
		if b := a.barUnder(t); b != nil {
			for _, c := range columns {
				if m := midpoint(c.lo, c.hi); m > b.x0 && m < b.x1 {
					over++
				}
			}
		}
		if over > 1 || overlapped(columns, t.box.X0, t.box.X1) < 0 && t.bottom < lowest-leastPitch*a.em {
			headings = append(headings, t)
		} else {
			own = append(own, t)
		}
	}
	return own, headings
}

// lineEdges returns the edges of columns that rivers part: where the rulings
// are drawn column by column their seams tell, else the middle of the river.
func (a *looseArea) lineEdges(columns []span, leaves []*text) []float64 {
	n := len(columns)
	x := make([]float64, n+1)
	x[0], x[n] = math.Min(a.box.X0, columns[0].lo), math.Max(a.box.X1, columns[n-1].hi)
	for c := 1; c < n; c++ {
		lo, hi := columns[c-1].hi, columns[c].lo
		if l := leaves[c-1]; l != nil && l.box.X1 < hi {
			lo = math.Max(lo, l.box.X1)
		}
		if l := leaves[c]; l != nil && l.box.X0 > lo {
			hi = math.Min(hi, l.box.X0)
		}
		x[c] = midpoint(lo, hi)
		for _, cut := range a.cuts {
			if cut > columns[c-1].hi-1 && cut < columns[c].lo+1 {
				x[c] = cut
			}
		}
	}
	return x
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
