package layout

import (
	"math"
	"slices"

	"gongkai/extract/page"
)

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
