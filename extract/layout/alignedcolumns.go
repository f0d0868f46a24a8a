package layout

import (
	"cmp"
	"math"
	"slices"
)

// bodyColumns returns the ranges of x that texts of the body cover, parted by
// rivers. In a form without a header a few texts may cross a river: its labels
// and their values span columns of the list beneath them.
func (a *looseArea) bodyColumns(rows []textRow, headed bool) []span {
	allowed, width := int(crossing*float64(len(rows))), river
	if headed {
		allowed, width = 0, headedRiver
	}
	out := rivers(rows, longText*a.box.Width(), allowed, width*a.em)
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
// are added. Where two header texts may be that of a column it takes the first,
// but the second for the open column numbered shift; open is how many such
// columns there are.
func splitHeader(header []text, columns *[]span, shift int) (leaves []*text, groups []text, open int) {
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
	open = pairAlone(header, alone, columns, leafOf, shift)
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
	return leaves, groups, open
}

// mergeStray puts columns that hold a stray text or two under the header of
// their neighbour to that column: a label of totals set to the left where codes
// stand in the middle. Where all other columns have a header, strays under none
// that are no figures make no column: they stand over those beside them.
func mergeStray(columns []span, leaves []*text, header []text, rows []textRow) ([]span, []*text) {
	texts, figures := make([]int, len(columns)), make([]bool, len(columns))
	for _, r := range rows {
		for _, l := range r.pieces {
			if c := overlapped(columns, l.At.Box.X0, l.At.Box.X1); c >= 0 {
				texts[c]++
				figures[c] = figures[c] || isValue(l.Text) || noValue(l.Text)
			}
		}
	}
	bare := 0
	for _, l := range leaves {
		if l == nil {
			bare++
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
		case leaves[c] != nil && texts[c] == 1 && !figures[c] && c > 0 && leaves[c-1] == nil && texts[c-1] > 1 && !figures[c-1] && len(outColumns) > 0:
			n := len(outColumns) - 1 // the header over a word for a total beside the names under it
			outColumns[n].hi, outLeaves[n] = columns[c].hi, leaves[c]
		case stray && bare == 1 && texts[c] == 1 && !figures[c] && len(columns) > 2:
		default:
			outColumns, outLeaves = append(outColumns, columns[c]), append(outLeaves, leaves[c])
		}
	}
	return outColumns, outLeaves
}

// mergeHalves makes one column of two side by side of which one has all of the
// texts but few and the other stands under a header: names set to the left, and
// words for totals in the middle. No row has a text in both, and no figures
// stand in either.
func mergeHalves(columns []span, header []text, rows []textRow) []span {
	texts, taken := make([]int, len(columns)), make([]bool, len(columns)) // taken by figures, or with c-1 in one row
	for _, r := range rows {
		last := -1
		for _, l := range r.pieces {
			c := overlapped(columns, l.At.Box.X0, l.At.Box.X1)
			if c < 0 {
				continue
			}
			texts[c]++
			if isValue(l.Text) || noValue(l.Text) {
				taken[c] = true
				if c+1 < len(columns) {
					taken[c+1] = true
				}
			}
			taken[c] = taken[c] || c > 0 && last == c-1
			last = c
		}
	}
	headed := func(s span) bool {
		return slices.ContainsFunc(header, func(t text) bool { return t.box.X1 > s.lo && t.box.X0 < s.hi })
	}
	n := 0
	for c := range columns {
		if n > 0 && !taken[c] && texts[n-1] > texts[c] && texts[c] > 0 && headed(columns[c]) && !headed(columns[n-1]) {
			columns[n-1].hi = columns[c].hi
			texts[n-1] += texts[c]
			continue
		}
		columns[n], texts[n] = columns[c], texts[c]
		n++
	}
	return columns[:n]
}

// pairAlone gives header texts that stand over no text of the body to the
// columns without one: numbers on the right of their column leave the header
// beside them. Between columns that are settled they are paired in order when
// they are as many, else each column takes the nearest header on its left.
// Headers that are left over stand over blank columns. A column is open when
// the header on its right is about as near; the one numbered shift takes that.
func pairAlone(header []text, alone []int, columns *[]span, leafOf map[int]int, shift int) (open int) {
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
				if pick >= 0 && pick+1 < len(between) && openBetween((*columns)[k], header[between[pick]], header[between[pick+1]]) {
					if open == shift {
						pick++
					}
					open++
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
	return open
}

// openBetween tells whether figures that stand between two header texts may be
// of either: the second is not further from them than the first by their own
// width, as it would be of figures on the right of the first one's column.
func openBetween(figures span, first, second text) bool {
	return second.box.X0-figures.hi < figures.lo-first.box.X1+(figures.hi-figures.lo)
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
			x[c+1] = a.between(v, columns[c], columns[c+1])
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
		x[c] = a.between(v, columns[c-1], columns[c])
		right = x[c]
	}
	return x
}

// between returns v, or the nearest place to it where an edge leaves the texts
// of the columns on either side in them. Texts of a form without a header stand
// over columns too.
func (a *looseArea) between(v float64, left, right span) float64 {
	lo, hi := left.hi-centred*a.em, right.lo+centred*a.em
	if lo > hi || a.headerEnd() <= a.box.Y0 {
		return v
	}
	return math.Min(math.Max(v, lo), hi)
}
