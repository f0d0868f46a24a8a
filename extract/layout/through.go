package layout

import (
	"math"
	"slices"
	"sort"

	"gongkai/extract/trace"
)

const (
	// bodyShare is the middle part of the height of a character through which
	// nobody rules cells: a ruling there was drawn over the text.
	bodyShare = 0.5
	// throughGap is the widest gap in ems between two characters of one text
	// that a ruling runs between.
	throughGap = 0.3
	// throughRows is the number of rows whose text a vertical ruling runs
	// through from which on it is no edge of theirs; less when it is as short.
	throughRows = 2
)

// dropThrough removes the inner rulings that run through texts and part no two
// of them: folds, marks, borders set off their place. ink holds the boxes of the
// characters inside the lattice.
func (l *lattice) dropThrough(ink []trace.Rect) {
	if len(l.x) < 2 || len(l.y) < 2 {
		return
	}
	l.y = dropped(l.y, l.throughRows(ink))
	l.x = dropped(l.x, l.throughColumns(ink))
}

// dropped returns the lines without the marked ones.
func dropped(lines []axisLine, marked []bool) []axisLine {
	if !slices.Contains(marked, true) {
		return lines
	}
	out := lines[:0:0]
	for k := range lines {
		if !marked[k] {
			out = append(out, lines[k])
		}
	}
	return out
}

// throughRows marks the horizontal lines that run through the bodies of
// characters, with nothing above them, or nothing beneath, up to the next line.
func (l *lattice) throughRows(ink []trace.Rect) []bool {
	crossed, filled := make([]bool, len(l.y)), make([]bool, len(l.y))
	for _, b := range ink {
		y := b.CenterY()
		filled[indexOf(l.y, y)] = true
		reach := bodyShare / 2 * b.Height()
		for k := sort.Search(len(l.y), func(k int) bool { return l.y[k].at > y-reach }); k < len(l.y) && l.y[k].at < y+reach; k++ {
			crossed[k] = true
		}
	}
	out := make([]bool, len(l.y))
	for k := 1; k < len(l.y)-1; k++ {
		out[k] = crossed[k] && !out[k-1] && !(filled[k-1] && filled[k])
	}
	return out
}

// throughColumns marks the vertical lines that run through texts and part none
// from another.
func (l *lattice) throughColumns(ink []trace.Rect) []bool {
	crossed := make([]bool, len(l.x))
	for _, b := range ink {
		reach := (bodyShare / 2) * b.Width()
		for k := sort.Search(len(l.x), func(k int) bool { return l.x[k].at > b.CenterX()-reach }); k < len(l.x) && l.x[k].at < b.CenterX()+reach; k++ {
			crossed[k] = true
		}
	}
	out := make([]bool, len(l.x))
	for k := 1; k < len(l.x)-1; k++ {
		out[k] = crossed[k] && l.partsNothing(k, ink)
	}
	return out
}

// partsNothing tells whether the vertical line k has one text on both sides of
// it on several rows, or on all along which it is ruled, and two on none.
func (l *lattice) partsNothing(k int, ink []trace.Rect) bool {
	x := l.x[k].at
	left, right := make([]float64, len(l.y)), make([]float64, len(l.y)) // of each row, the ends of the texts beside the line
	for r := range left {
		left[r], right[r] = math.Inf(-1), math.Inf(1)
	}
	for _, b := range ink {
		r := indexOf(l.y, b.CenterY())
		switch c := b.CenterX(); {
		case c < x && c > l.x[k-1].at:
			left[r] = math.Max(left[r], b.X1)
		case c >= x && c < l.x[k+1].at:
			right[r] = math.Min(right[r], b.X0)
		}
	}
	through, ruled := 0, 0
	for r := 0; r+1 < len(l.y); r++ {
		gap := right[r] - left[r]
		if l.x[k].drawn(l.y[r].at, l.y[r+1].at) {
			ruled++
			switch {
			case math.IsInf(gap, 1):
			case gap > throughGap*l.em:
				return false
			default:
				through++
			}
		}
	}
	return through >= throughRows || through > 0 && through == ruled
}
