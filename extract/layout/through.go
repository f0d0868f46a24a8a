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
	// mostThrough is the number of rulings through texts from which on they are
	// a drawing under its labels.
	mostThrough = 16
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
	out := make([]bool, len(l.y))
	for _, k := range candidates(l.y, ink, func(b trace.Rect) (lo, hi, along float64) { return b.Y0, b.Y1, b.CenterX() }) {
		above, beneath := false, false
		for _, b := range ink {
			if y := b.CenterY(); l.y[k].ruledAt(b.CenterX()) {
				above = above || y < l.y[k].at && y > l.y[k-1].at
				beneath = beneath || y >= l.y[k].at && y < l.y[k+1].at
			}
		}
		out[k] = !out[k-1] && !(above && beneath)
	}
	return out
}

// throughColumns marks the vertical lines that run through texts and part none
// from another.
func (l *lattice) throughColumns(ink []trace.Rect) []bool {
	out := make([]bool, len(l.x))
	for _, k := range candidates(l.x, ink, func(b trace.Rect) (lo, hi, along float64) { return b.X0, b.X1, b.CenterY() }) {
		out[k] = l.partsNothing(k, ink)
	}
	return out
}

// candidates returns the inner lines that are ruled through the body of some
// character, none when they are too many. sides returns the extent of a character across the lines and its
// middle along them.
func candidates(lines []axisLine, ink []trace.Rect, sides func(trace.Rect) (lo, hi, along float64)) (out []int) {
	crossed := make([]bool, len(lines))
	for _, b := range ink {
		lo, hi, along := sides(b)
		middle, reach := midpoint(lo, hi), bodyShare/2*(hi-lo)
		for k := sort.Search(len(lines), func(k int) bool { return lines[k].at > middle-reach }); k < len(lines) && lines[k].at < middle+reach; k++ {
			crossed[k] = crossed[k] || lines[k].ruledAt(along)
		}
	}
	for k := 1; k < len(lines)-1; k++ {
		if crossed[k] {
			out = append(out, k)
		}
	}
	if len(out) >= mostThrough {
		return nil
	}
	return out
}

// ruledAt tells whether the line is ruled at v.
func (a *axisLine) ruledAt(v float64) bool {
	k := sort.Search(len(a.ruled), func(k int) bool { return a.ruled[k].hi >= v })
	return k < len(a.ruled) && a.ruled[k].lo <= v
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
