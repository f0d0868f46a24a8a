package layout

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"gongkai/extract/page"
	"gongkai/extract/trace"
)

// All in ems, relative to the prevailing font size of the area.
const (
	// river is the least width that no text of the body enters between two
	// columns: less than the padding of two cells, more than a space.
	river = 0.3
	// bodyGap is the empty width that parts two texts of the body.
	bodyGap = 0.35
	// crossing is the share of the rows that may cross a river.
	crossing = 0.12
	// leastFull is the number of texts from which on the fullest row of a form
	// tells its columns.
	leastFull = 6
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
// rows from the middles of the texts.
func (a *looseArea) alignedCells(tiled bool) []trace.Rect {
	head := a.headerEnd()
	rows := a.rows(head)
	f := &inferred{looseArea: a}
	split := 0
	for split < len(rows) && rows[split].y < head {
		split++
	}
	pitch, _ := a.wrapPitch(rows)
	f.pitch = pitch
	header := a.collect(rows[:split], pitch, func(*text, textRow, Line) bool { return true })
	body := f.bodyTexts(rows[split:])
	columns := a.bodyColumns(rows[split:], split > 0)
	header, headings := f.levelled(header, head)
	leaves, groups := splitHeader(header, &columns)
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
	if len(columns) < 2 {
		return nil
	}
	f.x = a.columnEdges(columns, leaves)
	f.headerCells(leaves, groups, head)
	inColumns(rows[split:], columns)
	if tiled {
		f.bodyCells(f.tiledRows(rows[split:]))
	} else {
		f.bodyCells(f.bodyRows(f.bodyTexts(rows[split:])))
	}
	return f.cells
}

// bodyTexts joins the lines of the body to texts by their distances.
func (f *inferred) bodyTexts(rows []textRow) []text {
	return f.collect(rows, f.pitch, func(t *text, _ textRow, l Line) bool {
		return f.flush(t.lines[len(t.lines)-1], l.At.Box)
	})
}

// inColumns joins the texts of a row that stand in one column: a code and its
// name with a gap between them.
func inColumns(rows []textRow, columns []span) {
	column := func(l Line) int { return overlapped(columns, l.At.Box.X0, l.At.Box.X1) }
	for r := range rows {
		var out []Line
		for _, l := range rows[r].pieces {
			n := len(out) - 1
			if n < 0 || column(out[n]) != column(l) || column(l) < 0 || l.At.Box.X1 > columns[column(l)].hi+1 {
				out = append(out, l)
				continue
			}
			out[n].Text += " " + l.Text
			out[n].At.Box = out[n].At.Box.Union(l.At.Box)
		}
		rows[r].pieces = out
	}
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
	return append(a.headerLines(header), textRows(a.p, body, bodyGap)...)
}

// headerEnd returns the y under the header: the second bar of three, the first
// one when the header stands above it; the top of the area when there is no
// header.
func (a *looseArea) headerEnd() float64 {
	switch {
	case a.head > 0:
		return a.head
	case len(a.bars) >= 3:
		return a.bars[1].y
	case a.ruledBelow && !a.closing:
		return a.bars[0].y
	}
	return a.box.Y0
}

// collect joins pieces whose baselines are at most pitch points apart to texts;
// together tells whether a piece may be the next line of a text.
func (a *looseArea) collect(rows []textRow, pitch float64, together func(t *text, r textRow, l Line) bool) []text {
	var out []text
	first := 0 // texts before it are too far up for any line to come
	for _, r := range rows {
		over := len(out)
		for first < over && r.y-out[first].bottom > pitch+a.em {
			first++
		}
		for _, l := range r.pieces {
			k := -1
			for i := first; i < over; i++ {
				t := &out[i]
				below := l.Baseline - t.bottom
				if below <= 0.1*a.em || below > pitch {
					continue
				}
				overlap := math.Min(t.box.X1, l.At.Box.X1) - math.Max(t.box.X0, l.At.Box.X0)
				narrow := math.Min(t.box.Width(), l.At.Box.Width())
				if overlap > 0.6*narrow && together(t, r, l) {
					k = i
				}
			}
			if k < 0 {
				out = append(out, text{box: l.At.Box, lines: []trace.Rect{l.At.Box}, bottom: l.Baseline, number: isNumber(l.Text), amount: separated(l.Text)})
				continue
			}
			out[k].box = out[k].box.Union(l.At.Box)
			out[k].bottom, out[k].number, out[k].amount = l.Baseline, isNumber(l.Text), separated(l.Text)
			out[k].lines = append(out[k].lines, l.At.Box)
		}
	}
	return out
}

// separated tells whether a text is a number with separators or decimals, as
// amounts are and codes are not.
func separated(s string) bool { return isNumber(s) && strings.ContainsAny(s, ".,") }

// several tells whether more than one text of a row stands under a box: it is
// the heading of a group then.
func several(r textRow, box trace.Rect) bool {
	n := 0
	for _, l := range r.pieces {
		if math.Min(l.At.Box.X1, box.X1) > math.Max(l.At.Box.X0, box.X0) {
			n++
		}
	}
	return n > 1
}

// underlined tells whether a ruling runs under a text, above the one below.
func (a *looseArea) underlined(box trace.Rect, bottom, below float64) bool {
	return slices.ContainsFunc(a.levels, func(b bar) bool {
		return b.y > bottom-descent*a.em && b.y < below-descent*a.em && b.x0 <= box.CenterX() && b.x1 >= box.CenterX()
	})
}

// flush tells whether two lines, one below the other, are set as lines of one
// cell are: flush left, perhaps after an indent, flush right or centred.
func (a *looseArea) flush(above, below trace.Rect) bool {
	indent := above.X0 - below.X0
	return near(above.CenterX(), below.CenterX(), setOff*a.em) || near(above.X1, below.X1, setOff*a.em) ||
		indent > -setOff*a.em && indent < deepest*a.em
}

// wrapPitch finds the greatest distance of baselines within a cell. The
// distances of pieces that stand one below the other fall into groups: lines
// of one cell, then rows. Numbers do not wrap, so that two of them are rows.
// known tells that the two groups stand apart, or that there is too little to
// tell otherwise.
func (a *looseArea) wrapPitch(rows []textRow) (pitch float64, known bool) {
	var all []float64
	numeric := math.Inf(1)
	decimals := usualDecimals(rows)
	for i, r := range rows {
		for _, l := range r.pieces {
			if d, both := a.pieceBelow(rows[i+1:], l, decimals); d > 0 {
				if d >= leastPitch {
					all = append(all, d)
				}
				if both {
					numeric = math.Min(numeric, d)
				}
			}
		}
	}
	slices.Sort(all)
	out := wrapPitch
	if len(all) > 0 && all[0] > wrapPitch {
		out, known = all[0]-pitchJump, true
	}
	for i := 1; i < len(all) && all[i-1] <= wrapPitch; i++ {
		if all[i]-all[i-1] > pitchJump {
			// Lines of a cell keep their distance; rows come as near as they may.
			out, known = all[i-1]+(all[i]-all[i-1])/4, true
			break
		}
	}
	return math.Min(out, numeric-pitchJump/2) * a.em, known || len(all) < fewDistances
}

// pieceBelow returns how far below a piece, in ems, the next one stands, 0 for
// none; both tells that both are whole numbers.
func (a *looseArea) pieceBelow(rows []textRow, l Line, decimals int) (d float64, both bool) {
	const reach = 2.6 // ems; beyond it texts are surely not of one cell
	for _, next := range rows {
		if next.y-l.Baseline > reach*a.em {
			break
		}
		for _, m := range next.pieces {
			if math.Min(m.At.Box.X1, l.At.Box.X1)-math.Max(m.At.Box.X0, l.At.Box.X0) > 0.5*a.em {
				return (next.y - l.Baseline) / a.em, isWhole(l.Text, decimals) && isWhole(m.Text, decimals)
			}
		}
	}
	return 0, false
}

// bodyColumns returns the ranges of x that texts of the body cover, parted by
// rivers. In a form without a header a few texts may cross a river: its labels
// and their values span columns of the list beneath them.
func (a *looseArea) bodyColumns(rows []textRow, headed bool) []span {
	allowed := int(crossing * float64(len(rows)))
	if headed {
		allowed = 0
	}
	out := rivers(rows, longText*a.box.Width(), allowed, river*a.em)
	widen(out, rows)
	return out
}

// rivers returns the ranges of x that more than allowed texts narrower than
// widest cover, those joined that less than gap points part.
func rivers(rows []textRow, widest float64, allowed int, gap float64) []span {
	type event struct {
		x    float64
		step int
	}
	var events []event
	for _, r := range rows {
		for _, l := range r.pieces {
			b := l.At.Box
			if b.Width() < widest {
				events = append(events, event{b.X0, 1}, event{b.X1, -1})
			}
		}
	}
	slices.SortFunc(events, func(a, b event) int { return cmp.Or(cmp.Compare(a.x, b.x), cmp.Compare(b.step, a.step)) })
	count := 0
	var out []span
	for _, e := range events {
		before := count
		count += e.step
		switch {
		case before <= allowed && count > allowed:
			if n := len(out); n > 0 && e.x < out[n-1].hi+gap {
				continue // goes on after a gap that is no river
			}
			out = append(out, span{e.x, e.x})
		case before > allowed && count <= allowed:
			out[len(out)-1].hi = e.x
		}
	}
	return out
}

// widen gives each column the extent of the texts that stand in it alone.
func widen(columns []span, rows []textRow) {
	for _, r := range rows {
		for _, l := range r.pieces {
			s, in, hits := span{l.At.Box.X0, l.At.Box.X1}, -1, 0
			for c := range columns {
				if s.lo < columns[c].hi && s.hi > columns[c].lo {
					in = c
					hits++
				}
			}
			if hits == 1 && (in == 0 || s.lo > columns[in-1].hi) && (in+1 == len(columns) || s.hi < columns[in+1].lo) {
				columns[in] = span{math.Min(columns[in].lo, s.lo), math.Max(columns[in].hi, s.hi)}
			}
		}
	}
}

// fullestRow returns the texts of the row of the body that has most of them,
// left to right: in a form, the header of the list beneath its labels.
func (f *inferred) fullestRow(body []text) []text {
	rows, _ := f.bodyRows(slices.Clone(body))
	var full []text
	for _, r := range rows {
		if len(r.texts) > len(full) {
			full = r.texts
		}
	}
	slices.SortFunc(full, func(a, b text) int { return cmp.Compare(a.box.X0, b.box.X0) })
	return full
}

// splitHeader tells the header text of each column, the lowest over it, from
// the texts over several columns. Columns that hold nothing but their header
// are added.
func splitHeader(header []text, columns *[]span) (leaves []*text, groups []text) {
	nothingBelow := func(t text) bool {
		for _, o := range header {
			if o.box.Y0 >= t.box.Y1-1 && o.box.X1 > t.box.X0 && o.box.X0 < t.box.X1 {
				return false
			}
		}
		return true
	}
	leafOf := map[int]int{} // column to header text
	var alone []int         // header texts over no text of the body
	for i, t := range header {
		if !nothingBelow(t) {
			continue
		}
		best, most := -1, 0.0
		for c, s := range *columns {
			if o := math.Min(t.box.X1, s.hi) - math.Max(t.box.X0, s.lo); o > most {
				best, most = c, o
			}
		}
		if best < 0 {
			alone = append(alone, i)
		} else if k, taken := leafOf[best]; !taken || header[k].middle() < t.middle() {
			leafOf[best] = i
		}
	}
	pairAlone(header, alone, columns, leafOf)
	used := map[int]bool{}
	type column struct {
		span
		leaf *text
	}
	var all []column
	for c, s := range *columns {
		col := column{span: s}
		if i, ok := leafOf[c]; ok {
			used[i] = true
			t := header[i]
			col.leaf = &t
		}
		all = append(all, col)
	}
	slices.SortFunc(all, func(a, b column) int { return cmp.Compare(a.lo+a.hi, b.lo+b.hi) })
	for i, c := range all {
		(*columns)[i] = c.span
		leaves = append(leaves, c.leaf)
	}
	for i, t := range header {
		if !used[i] {
			groups = append(groups, t)
		}
	}
	return leaves, groups
}

// mergeStray puts columns that hold a stray text or two under the header of
// their neighbour to that column: a label of totals set to the left where codes
// stand in the middle.
func mergeStray(columns []span, leaves []*text, header []text, rows []textRow) ([]span, []*text) {
	texts := make([]int, len(columns))
	for _, r := range rows {
		for _, l := range r.pieces {
			if c := overlapped(columns, l.At.Box.X0, l.At.Box.X1); c >= 0 {
				texts[c]++
			}
		}
	}
	var outColumns []span
	var outLeaves []*text
	under := func(c, n int) bool { // column c stands under the header of column n
		if n < 0 || n >= len(columns) || leaves[n] == nil {
			return false
		}
		return slices.ContainsFunc(header, func(t text) bool {
			return math.Min(t.box.X1, columns[c].hi)-math.Max(t.box.X0, columns[c].lo) >= strayOver*(columns[c].hi-columns[c].lo) &&
				t.box.X0 < leaves[n].box.X1 && t.box.X1 > leaves[n].box.X0
		})
	}
	for c := range columns {
		stray := leaves[c] == nil && float64(texts[c]) <= math.Max(1, strayShare*float64(len(rows)))
		switch {
		case stray && under(c, c+1):
			columns[c+1].lo = columns[c].lo
		case stray && under(c, c-1) && len(outColumns) > 0:
			outColumns[len(outColumns)-1].hi = columns[c].hi
		default:
			outColumns, outLeaves = append(outColumns, columns[c]), append(outLeaves, leaves[c])
		}
	}
	return outColumns, outLeaves
}

// pairAlone gives header texts that stand over no text of the body to the
// columns without one: numbers on the right of their column leave the header
// beside them. Between columns that are settled they are paired in order when
// they are as many, else each column takes the nearest header on its left.
// Headers that are left over stand over blank columns.
func pairAlone(header []text, alone []int, columns *[]span, leafOf map[int]int) {
	slices.SortFunc(alone, func(a, b int) int { return cmp.Compare(header[a].box.X0, header[b].box.X0) })
	n := len(*columns)
	for c := 0; c < n; {
		if _, settled := leafOf[c]; settled {
			c++
			continue
		}
		end := c
		for end < n {
			if _, settled := leafOf[end]; settled {
				break
			}
			end++
		}
		lo, hi := math.Inf(-1), math.Inf(1)
		if c > 0 {
			lo = (*columns)[c-1].hi
		}
		if end < n {
			hi = (*columns)[end].lo
		}
		var between []int
		for _, i := range alone {
			if b := header[i].box; b.X0 > lo && b.X1 < hi {
				between = append(between, i)
			}
		}
		for k := c; k < end && len(between) > 0; k++ {
			pick := 0
			if len(between) != end-c {
				pick = -1
				for m, i := range between {
					if header[i].box.X0 < (*columns)[k].lo {
						pick = m
					}
				}
			} else {
				pick = k - c
			}
			if pick >= 0 && pick < len(between) {
				leafOf[k] = between[pick]
			}
		}
		c = end
	}
	paired := map[int]bool{}
	for c, i := range leafOf {
		paired[i] = true
		s := &(*columns)[c]
		s.lo, s.hi = math.Min(s.lo, header[i].box.X0), math.Max(s.hi, header[i].box.X1)
	}
	for _, i := range alone {
		if !paired[i] {
			*columns = append(*columns, span{header[i].box.X0, header[i].box.X1})
			leafOf[len(*columns)-1] = i
		}
	}
}

// columnEdges returns the edges of the columns. A header text stands in the
// middle of its column, so that each edge follows from the one before; where
// that contradicts the body, the middle of the river is taken.
func (a *looseArea) columnEdges(columns []span, leaves []*text) []float64 {
	n := len(columns)
	x := make([]float64, n+1)
	x[0], x[n] = a.box.X0, a.box.X1
	slack := 0.6 * a.em
	exact := true
	for c := 0; c < n-1; c++ {
		lo, hi := columns[c].hi, columns[c+1].lo
		if leaves[c] != nil {
			lo = math.Max(lo, leaves[c].box.X1)
		}
		if leaves[c+1] != nil {
			hi = math.Min(hi, leaves[c+1].box.X0)
		}
		x[c+1] = midpoint(lo, hi)
		if leaves[c] == nil || !exact {
			exact = false
			continue
		}
		if v := 2*leaves[c].box.CenterX() - x[c]; v >= lo-slack && v <= hi+slack {
			x[c+1] = v
		} else {
			exact = false
		}
	}
	// The same from the right, for what the left could not settle.
	right := a.box.X1
	for c := n - 1; c > 0 && !exact && leaves[c] != nil; c-- {
		v := 2*leaves[c].box.CenterX() - right
		if v < columns[c-1].hi-slack || v > columns[c].lo+slack {
			break
		}
		x[c], right = v, v
	}
	return x
}
