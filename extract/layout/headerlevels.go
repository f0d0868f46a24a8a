package layout

import (
	"cmp"
	"math"
	"slices"
)

const (
	// levelOff is how far in ems the middle of a text of the header may stand
	// from the middle of its cell, endOff how far the rows found so may miss
	// the top: each row doubles the error of the one below.
	levelOff, endOff = 0.2, 0.5
	// mostHeaderRows is the most rows that a header has.
	mostHeaderRows = 5
	// mostMiddles is the most heights at which texts of a header have their
	// middles: one for each run of its rows.
	mostMiddles = mostHeaderRows * (mostHeaderRows + 1) / 2
	// mostOpen is the most texts of which it is tried what they are.
	mostOpen = 8
	// fontOff is how far in ems the middle of the box of a text may stand from
	// the middle that its producer took, the same for all texts of a font.
	fontOff = 0.35
)

// headerLevels returns the edges of the rows of a header, top to bottom, and
// the rows i..j-1 of each text. Texts stand in the middle of their cells, so
// that each edge follows from the one below it and the middle of a text of the
// row between; it is the fewest rows that put every text in the middle of some
// of them. nil when there are none such.
func (a *looseArea) headerLevels(texts []text, head float64) (y []float64, rows [][2]int) {
	if len(texts) == 0 || head <= a.box.Y0 || middles(texts) > mostMiddles {
		return nil, nil
	}
	middle := midpoint(a.box.Y0, head)
	shifts := []float64{0}
	for _, t := range texts {
		d := middle - t.middle()
		known := slices.ContainsFunc(shifts, func(s float64) bool { return near(s, d, collinearStep) })
		if math.Abs(d) <= fontOff*a.em && !known {
			shifts = append(shifts, d)
		}
	}
	for _, shift := range shifts {
		if y, rows := a.levelsFrom(texts, []float64{head}, shift); y != nil {
			return y, rows
		}
	}
	return nil, nil
}

// middles counts the heights at which texts have their middles.
func middles(texts []text) int {
	at := map[float64]bool{}
	for _, t := range texts {
		at[math.Round(t.middle()/collinearStep)] = true
	}
	return len(at)
}

// levelsFrom completes the edges below, bottom to top, to those of the whole
// header; shift is what the middles of texts are off.
func (a *looseArea) levelsFrom(texts []text, below []float64, shift float64) (y []float64, rows [][2]int) {
	last := below[len(below)-1]
	if len(below) > 1 && near(last, a.box.Y0, endOff*a.em) {
		y = slices.Clone(below)
		y[len(y)-1] = a.box.Y0
		slices.Reverse(y)
		if rows := a.rowsOfTexts(texts, y, shift); rows != nil {
			return y, rows
		}
		return nil, nil
	}
	if len(below) > mostHeaderRows {
		return nil, nil
	}
	tried := []float64{}
	for _, t := range texts {
		m := t.middle() + shift
		next := 2*m - last
		if m >= last || next < a.box.Y0-endOff*a.em || slices.ContainsFunc(tried, func(v float64) bool { return near(v, next, collinearStep) }) {
			continue
		}
		tried = append(tried, next)
		more, r := a.levelsFrom(texts, append(slices.Clone(below), next), shift)
		if more != nil && (y == nil || len(more) < len(y)) {
			y, rows = more, r
		}
	}
	return y, rows
}

// rowsOfTexts returns the rows i..j-1 in the middle of which each text stands,
// nil when one stands in the middle of none or two share one. A text takes as
// many rows as it can with nothing over or under it there.
func (a *looseArea) rowsOfTexts(texts []text, y []float64, shift float64) [][2]int {
	out := make([][2]int, len(texts))
	may := make([][][2]int, len(texts)) // fewest rows first
	for k, t := range texts {
		for n := 1; n < len(y); n++ {
			for i := 0; i+n < len(y); i++ {
				if near(midpoint(y[i], y[i+n]), t.middle()+shift, levelOff*a.em) &&
					t.box.Y0+shift >= y[i]-fontOff*a.em && t.box.Y1+shift <= y[i+n]+fontOff*a.em {
					may[k] = append(may[k], [2]int{i, i + n})
				}
			}
		}
		if len(may[k]) == 0 {
			return nil
		}
		out[k] = may[k][0]
	}
	shared := func(k int, rows [2]int) bool {
		for o := range texts {
			if o != k && out[o][0] < rows[1] && rows[0] < out[o][1] && above(texts[o], texts[k]) {
				return true
			}
		}
		return false
	}
	for k := range texts {
		if shared(k, out[k]) {
			return nil
		}
	}
	var either []int // texts that may be headings or reach down to the last row
	for k := range texts {
		for n := len(may[k]) - 1; n > 0; n-- {
			if !shared(k, may[k][n]) {
				out[k] = may[k][n]
				break
			}
		}
		if last := len(y) - 1; out[k][1] == last && may[k][0][1] < last {
			either = append(either, k)
		}
	}
	a.settle(texts, out, either, func(k int) [2]int { return may[k][0] }, len(y)-1)
	return out
}

// settle decides which of the texts that may be headings are: those without
// which the columns under the other texts, each in the middle of its own, end
// at the edge of the table. It changes rows only when that is so.
func (a *looseArea) settle(texts []text, rows [][2]int, either []int, heading func(k int) [2]int, last int) {
	if len(either) > mostOpen || a.closes(texts, rows, last) {
		return
	}
	for set := 1; set < 1<<len(either); set++ {
		tried := slices.Clone(rows)
		for n, k := range either {
			if set&(1<<n) != 0 {
				tried[k] = heading(k)
			}
		}
		if a.closes(texts, tried, last) {
			copy(rows, tried)
			return
		}
	}
}

// closes tells whether the texts that reach down to the last row, each in the
// middle of its column, make columns from one edge of the table to the other.
func (a *looseArea) closes(texts []text, rows [][2]int, last int) bool {
	var leaves []text
	for k, t := range texts {
		if rows[k][1] == last {
			leaves = append(leaves, t)
		}
	}
	slices.SortFunc(leaves, func(a, b text) int { return cmp.Compare(a.box.CenterX(), b.box.CenterX()) })
	x := a.box.X0
	for _, t := range leaves {
		next := 2*t.box.CenterX() - x
		if t.box.X0 < x-endOff*a.em || t.box.X1 > next+endOff*a.em {
			return false
		}
		x = next
	}
	return near(x, a.box.X1, endOff*a.em)
}

// above tells whether two texts stand one above the other.
func above(a, b text) bool {
	return math.Min(a.box.X1, b.box.X1) > math.Max(a.box.X0, b.box.X0)
}
