package layout

import (
	"cmp"
	"math"
	"slices"

	"gongkai/extract/trace"
)

const (
	// drawnShare is the part of the side of a cell that must be ruled for the
	// side to count: a ruling may stop short or overshoot by less than half.
	drawnShare = 0.5

	// thinCell is the height or width in ems below which an empty strip
	// between two rulings is the inside of a double border, not a cell.
	thinCell = 0.4

	// overhang is how far in ems rulings must stick out beyond the outermost
	// crossing ruling for an open side to be closed at their ends.
	overhang = 0.7

	// crossedAlone is how many rulings a single one must cross for its own
	// ends to close the sides: fewer make a letter or a mark of crossed lines.
	crossedAlone = 3
)

// An axisLine is an edge of a lattice: a coordinate and the stretches along it
// that are ruled, sorted and disjoint.
type axisLine struct {
	at     float64
	ruled  []span
	closed bool // not ruled: closes an open side
}

// A span is a stretch from lo to hi.
type span struct{ lo, hi float64 }

// A lattice is the skeleton of a grid: columns edges, row edges, and where
// they are ruled.
type lattice struct {
	x, y []axisLine // sorted by coordinate
	em   float64    // prevailing font size inside
}

// newLattice snaps the rulings of a mesh to common edges. ink holds the boxes
// of the printed characters inside it.
func newLattice(m mesh, em float64, ink []trace.Rect) *lattice {
	snap := snapFor(em)
	l := &lattice{x: axis(m.vertical, snap), y: axis(m.horizontal, snap), em: em}
	l.closeSides(ink)
	l.dropUnruled()
	l.dropThin(ink)
	l.dropThrough(ink)
	l.dropUnruled()
	return l
}

// box returns the area the lattice covers, zero when it has no area.
func (l *lattice) box() trace.Rect {
	if len(l.x) < 2 || len(l.y) < 2 {
		return trace.Rect{}
	}
	return trace.Rect{X0: l.x[0].at, Y0: l.y[0].at, X1: l.x[len(l.x)-1].at, Y1: l.y[len(l.y)-1].at}
}

// border returns the share of the outline of the lattice that is ruled, or
// closed where text stands.
func (l *lattice) border() float64 {
	drawn, all := 0.0, 0.0
	side := func(a *axisLine, across []axisLine) {
		for k := 1; k < len(across); k++ {
			length := across[k].at - across[k-1].at
			all += length
			if a.drawn(across[k-1].at, across[k].at) {
				drawn += length
			}
		}
	}
	side(&l.x[0], l.y)
	side(&l.x[len(l.x)-1], l.y)
	side(&l.y[0], l.x)
	side(&l.y[len(l.y)-1], l.x)
	return drawn / all
}

// axis clusters parallel segments that lie within snap points of each other.
// Its coordinate is their mean, weighted by length.
func axis(segs []segment, snap float64) []axisLine {
	sorted := slices.Clone(segs)
	slices.SortFunc(sorted, func(a, b segment) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.lo, b.lo)) })
	var out []axisLine
	for i := 0; i < len(sorted); {
		j := i + 1
		for j < len(sorted) && sorted[j].at-sorted[j-1].at <= snap {
			j++
		}
		out = appendClusters(out, sorted[i:j], snap)
		i = j
	}
	return out
}

// appendClusters appends the lines of a chain of segments, cut at its widest
// step while it is wider than two snap distances.
func appendClusters(out []axisLine, chain []segment, snap float64) []axisLine {
	if chain[len(chain)-1].at-chain[0].at > 2*snap {
		cut, widest := 1, -1.0
		for i := 1; i < len(chain); i++ {
			if step := chain[i].at - chain[i-1].at; step > widest {
				cut, widest = i, step
			}
		}
		return appendClusters(appendClusters(out, chain[:cut], snap), chain[cut:], snap)
	}
	sum, weight := 0.0, 0.0
	spans := make([]span, len(chain))
	for i, s := range chain {
		w := s.length() + snap // a dot still has a place
		sum, weight = sum+s.at*w, weight+w
		spans[i] = span{s.lo, s.hi}
	}
	return append(out, axisLine{at: sum / weight, ruled: joinSpans(spans, snap)})
}

// joinSpans sorts spans and joins those with no more than gap between them.
func joinSpans(spans []span, gap float64) []span {
	slices.SortFunc(spans, func(a, b span) int { return cmp.Compare(a.lo, b.lo) })
	out := spans[:0]
	for _, s := range spans {
		if n := len(out) - 1; n >= 0 && s.lo <= out[n].hi+gap {
			out[n].hi = math.Max(out[n].hi, s.hi)
			continue
		}
		out = append(out, s)
	}
	return out
}

// drawn tells whether the line is ruled between lo and hi.
func (a *axisLine) drawn(lo, hi float64) bool {
	if a.closed {
		return true
	}
	length := 0.0
	k, _ := slices.BinarySearchFunc(a.ruled, lo, func(s span, lo float64) int { return cmp.Compare(s.hi, lo) })
	for ; k < len(a.ruled) && a.ruled[k].lo < hi; k++ {
		length += math.Min(hi, a.ruled[k].hi) - math.Max(lo, a.ruled[k].lo)
	}
	return length >= drawnShare*(hi-lo)
}

// extent returns the stretch from the first to the last ruled point.
func (a *axisLine) extent() span { return span{a.ruled[0].lo, a.ruled[len(a.ruled)-1].hi} }

// dropUnruled removes lines that separate nothing: of no side of a cell along
// them enough is ruled. Removing one makes the cells across it longer, so it
// is repeated until nothing changes.
func (l *lattice) dropUnruled() {
	for {
		nx, ny := len(l.x), len(l.y)
		l.x = keepDrawn(l.x, l.y)
		l.y = keepDrawn(l.y, l.x)
		if len(l.x) == nx && len(l.y) == ny {
			return
		}
	}
}

// keepDrawn returns the lines that are ruled between at least one pair of
// neighbouring lines of the other axis.
func keepDrawn(lines, across []axisLine) []axisLine {
	out := lines[:0:0]
	for i := range lines {
		for k := 1; k < len(across); k++ {
			if lines[i].drawn(across[k-1].at, across[k].at) {
				out = append(out, lines[i])
				break
			}
		}
	}
	return out
}

// dropThin makes one line of two that stand closer than a cell can be, when
// no character stands between them.
func (l *lattice) dropThin(ink []trace.Rect) {
	limit := thinCell * l.em
	mid := func(r trace.Rect) (float64, float64) { return r.CenterX(), r.CenterY() }
	l.x = mergeThin(l.x, limit, func(lo, hi float64) bool {
		return slices.ContainsFunc(ink, func(r trace.Rect) bool { x, _ := mid(r); return x > lo && x < hi })
	})
	l.y = mergeThin(l.y, limit, func(lo, hi float64) bool {
		return slices.ContainsFunc(ink, func(r trace.Rect) bool { _, y := mid(r); return y > lo && y < hi })
	})
}

func mergeThin(lines []axisLine, limit float64, occupied func(lo, hi float64) bool) []axisLine {
	out := lines[:0:0]
	for _, line := range lines {
		n := len(out) - 1
		if n < 0 || line.at-out[n].at >= limit || occupied(out[n].at, line.at) {
			out = append(out, line)
			continue
		}
		if total(line.ruled) > total(out[n].ruled) {
			out[n].at = line.at
		}
		out[n].closed = out[n].closed && line.closed
		out[n].ruled = joinSpans(append(slices.Clone(out[n].ruled), line.ruled...), limit)
	}
	return out
}

// total returns the summed length of spans.
func total(spans []span) float64 {
	sum := 0.0
	for _, s := range spans {
		sum += s.hi - s.lo
	}
	return sum
}

// closeSides adds the outer edges that a table lacks when at least two rulings
// stick out beyond the last crossing one, end at one place, and text stands
// between them. A single ruling does where it crosses enough others and text
// stands on both sides of it, and so does the only one that divides texts
// beyond an edge.
func (l *lattice) closeSides(ink []trace.Rect) {
	reach := overhang * l.em
	if len(l.x) == 0 || len(l.y) == 0 {
		return
	}
	onlyX, onlyY := math.NaN(), math.NaN() // the place of the only ruling
	if len(l.x) == 1 && len(l.y) >= crossedAlone {
		onlyX = l.x[0].at
	}
	if len(l.y) == 1 && len(l.x) >= crossedAlone {
		onlyY = l.y[0].at
	}
	var textIn func(x0, y0, x1, y1 float64) bool
	textIn = func(x0, y0, x1, y1 float64) bool {
		switch {
		case onlyX > x0 && onlyX < x1:
			return textIn(x0, y0, onlyX, y1) && textIn(onlyX, y0, x1, y1)
		case onlyY > y0 && onlyY < y1:
			return textIn(x0, y0, x1, onlyY) && textIn(x0, onlyY, x1, y1)
		}
		return slices.ContainsFunc(ink, func(r trace.Rect) bool {
			x, y := r.CenterX(), r.CenterY()
			return x > x0 && x < x1 && y > y0 && y < y1
		})
	}
	top, bottom := l.y[0].at, l.y[len(l.y)-1].at
	left, right := l.x[0].at, l.x[len(l.x)-1].at
	snap := snapFor(l.em)
	tops, bottoms, reached := ends(l.x, snap, !math.IsNaN(onlyX))
	if !reached {
		tops, bottoms = top, bottom
	}
	if lo, hi, ok := ends(l.y, snap, !math.IsNaN(onlyY)); ok { // the corners may be open too
		if lo < left-reach && textIn(lo, math.Min(top, tops), left, math.Max(bottom, bottoms)) {
			l.x = slices.Insert(l.x, 0, axisLine{at: lo, closed: true})
		}
		if hi > right+reach && textIn(right, math.Min(top, tops), hi, math.Max(bottom, bottoms)) {
			l.x = append(l.x, axisLine{at: hi, closed: true})
		}
	}
	left, right = l.x[0].at, l.x[len(l.x)-1].at
	beyondTop, beyondBottom := l.divider(textIn, reach)
	tops, bottoms = math.Min(tops, beyondTop), math.Max(bottoms, beyondBottom)
	if tops < top-reach && textIn(left, tops, right, top) {
		l.y = slices.Insert(l.y, 0, axisLine{at: tops, closed: true})
	}
	if bottoms > bottom+reach && textIn(left, bottom, right, bottoms) {
		l.y = append(l.y, axisLine{at: bottoms, closed: true})
	}
}

// divider returns how far beyond the upper and the lower edge a vertical ruling
// reaches that divides texts there: the only one between two merged cells of an
// open row. The edges themselves when there is none.
func (l *lattice) divider(textIn func(x0, y0, x1, y1 float64) bool, reach float64) (tops, bottoms float64) {
	tops, bottoms = l.y[0].at, l.y[len(l.y)-1].at
	left, right := l.x[0].at, l.x[len(l.x)-1].at
	for i := range l.x {
		x := l.x[i].at
		if x <= left || x >= right || len(l.x[i].ruled) == 0 {
			continue
		}
		e := l.x[i].extent()
		if top := l.y[0].at; e.lo < math.Min(tops, top-reach) && textIn(left, e.lo, x, top) && textIn(x, e.lo, right, top) {
			tops = e.lo
		}
		if bottom := l.y[len(l.y)-1].at; e.hi > math.Max(bottoms, bottom+reach) && textIn(left, bottom, x, e.hi) && textIn(x, bottom, right, e.hi) {
			bottoms = e.hi
		}
	}
	return tops, bottoms
}

// ends returns the outermost place on either side where at least two lines
// end, or the one when alone tells that it is enough; ok is false when there
// are fewer.
func ends(lines []axisLine, snap float64, alone bool) (lo, hi float64, ok bool) {
	var los, his []float64
	for i := range lines {
		if len(lines[i].ruled) > 0 {
			e := lines[i].extent()
			los, his = append(los, e.lo), append(his, -e.hi)
		}
	}
	if len(los) == 0 || len(los) == 1 && !alone {
		return 0, 0, false
	}
	slices.Sort(los)
	slices.Sort(his)
	pair := func(v []float64) float64 {
		for i := 1; i < len(v); i++ {
			if v[i]-v[i-1] <= 2*snap {
				return (v[i] + v[i-1]) / 2
			}
		}
		return v[len(v)/2]
	}
	return pair(los), -pair(his), true
}
