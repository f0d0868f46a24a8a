package layout

import (
	"cmp"
	"math"
	"slices"

	"gongkai/extract/page"
)

const (
	// snapEms is how far apart, in ems of the text around them, the parts of
	// one ruling may lie: the two lines of a double border, a line and the
	// rectangle drawn over it, sides drawn cell by cell. Text rows are at
	// least four times as high.
	snapEms = 0.25

	// Bounds of the snap distance in points: the thickest usual line above
	// the rounding of coarse producers, and the widest double border.
	snapMin, snapMax = 0.8, 3.0

	// defaultEm stands for the font size where a page has no text.
	defaultEm = 10.0

	// maxCrossings is the number of crossings on a page beyond which its
	// rulings are a drawing: a hundred times those of the densest table.
	maxCrossings = 1 << 20
)

// snapFor returns the distance in points within which rulings are one.
func snapFor(em float64) float64 { return math.Min(math.Max(snapEms*em, snapMin), snapMax) }

// A segment is a stretch of ruling: at a fixed coordinate, from lo to hi along
// the other axis.
type segment struct{ at, lo, hi float64 }

func (s segment) length() float64 { return s.hi - s.lo }

// segments returns the rulings a reader sees, horizontal and vertical, with
// the parts of one straight line put together where no more than gap points
// are missing between them.
func segments(p *page.Page, gap float64) (horizontal, vertical []segment) {
	for _, r := range p.Rulings {
		if r.White || r.Kind == page.FillEdge || !within(r, p) {
			continue
		}
		if r.Horizontal() {
			horizontal = append(horizontal, segment{r.Y0, math.Min(r.X0, r.X1), math.Max(r.X0, r.X1)})
		} else {
			vertical = append(vertical, segment{r.X0, math.Min(r.Y0, r.Y1), math.Max(r.Y0, r.Y1)})
		}
	}
	return joinCollinear(horizontal, gap), joinCollinear(vertical, gap)
}

// within tells whether a ruling lies on the page: the reader clips them, and
// what is no number lies nowhere.
func within(r page.Ruling, p *page.Page) bool {
	return math.Min(r.X0, r.X1) >= -snapMax && math.Max(r.X0, r.X1) <= p.Width+snapMax &&
		math.Min(r.Y0, r.Y1) >= -snapMax && math.Max(r.Y0, r.Y1) <= p.Height+snapMax
}

// collinearStep is the grain, in points, below which two rulings lie on one
// straight line whatever the size of the text.
const collinearStep = 0.25

// joinCollinear joins segments of one straight line that touch, overlap or
// leave no more than gap points between them. It only thins out the input of
// the later steps: segments further apart than the grain are left to them.
func joinCollinear(segs []segment, gap float64) []segment {
	step := func(s segment) float64 { return math.Round(s.at / collinearStep) }
	slices.SortFunc(segs, func(a, b segment) int {
		return cmp.Or(cmp.Compare(step(a), step(b)), cmp.Compare(a.lo, b.lo), cmp.Compare(a.hi, b.hi), cmp.Compare(a.at, b.at))
	})
	out := segs[:0]
	for _, s := range segs {
		if n := len(out) - 1; n >= 0 && step(out[n]) == step(s) && s.lo <= out[n].hi+gap {
			if s.length() > out[n].length() {
				out[n].at = s.at
			}
			out[n].hi = math.Max(out[n].hi, s.hi)
			continue
		}
		out = append(out, s)
	}
	return out
}

// A mesh is a set of rulings that touch each other.
type mesh struct{ horizontal, vertical []segment }

// meshes sorts the rulings of a page into sets that hang together: a
// horizontal and a vertical one do when they cross or come within reach points
// of each other. Rulings that touch none of the other direction belong to no
// mesh, nor do those that belong to the text. A page with more than
// maxCrossings has none.
func meshes(p *page.Page, glyphs []page.Glyph, reach float64) []mesh {
	horizontal, vertical := segments(p, reach)
	horizontal = withoutDecoration(horizontal, vertical, glyphs, reach)
	slices.SortFunc(horizontal, func(a, b segment) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.lo, b.lo)) })
	slices.SortFunc(vertical, func(a, b segment) int { return cmp.Or(cmp.Compare(a.lo, b.lo), cmp.Compare(a.at, b.at)) })
	sets := newSets(len(horizontal) + len(vertical))
	left := maxCrossings
	crossings(horizontal, vertical, reach, func(h, v int) bool {
		sets.join(h, len(horizontal)+v)
		left--
		return left > 0
	})
	if left <= 0 {
		return nil
	}

	var out []mesh
	number := map[int]int{}
	meshOf := func(i int) *mesh {
		root := sets.find(i)
		k, ok := number[root]
		if !ok {
			k = len(out)
			number[root] = k
			out = append(out, mesh{})
		}
		return &out[k]
	}
	for i, s := range horizontal {
		if sets.size(i) > 1 {
			m := meshOf(i)
			m.horizontal = append(m.horizontal, s)
		}
	}
	for i, s := range vertical {
		if sets.size(len(horizontal)+i) > 1 {
			m := meshOf(len(horizontal) + i)
			m.vertical = append(m.vertical, s)
		}
	}
	return out
}

// crossings calls f for each pair of a horizontal and a vertical segment that
// come within reach of each other, until f returns false: a sweep from top to bottom over the
// vertical ones alive at each height. Horizontal segments come sorted by
// height, vertical ones by their upper end.
func crossings(horizontal, vertical []segment, reach float64, f func(h, v int) bool) {
	type live struct {
		at, hi float64
		index  int
	}
	var alive []live // sorted by at
	byAt := func(l live, at float64) int { return cmp.Compare(l.at, at) }
	next := 0
	for h, s := range horizontal {
		if h == 0 || s.at != horizontal[h-1].at {
			alive = slices.DeleteFunc(alive, func(l live) bool { return l.hi+reach < s.at })
		}
		for ; next < len(vertical) && vertical[next].lo-reach <= s.at; next++ {
			v := vertical[next]
			k, _ := slices.BinarySearchFunc(alive, v.at, byAt)
			alive = slices.Insert(alive, k, live{v.at, v.hi, next})
		}
		k, _ := slices.BinarySearchFunc(alive, s.lo-reach, byAt)
		for ; k < len(alive) && alive[k].at <= s.hi+reach; k++ {
			if alive[k].hi+reach >= s.at && !f(h, alive[k].index) {
				return
			}
		}
	}
}

// sets is a union-find structure over 0..n-1.
type sets struct{ parent, count []int }

func newSets(n int) *sets {
	s := &sets{make([]int, n), make([]int, n)}
	for i := range s.parent {
		s.parent[i], s.count[i] = i, 1
	}
	return s
}

func (s *sets) find(i int) int {
	for s.parent[i] != i {
		s.parent[i] = s.parent[s.parent[i]]
		i = s.parent[i]
	}
	return i
}

func (s *sets) join(i, j int) {
	i, j = s.find(i), s.find(j)
	if i == j {
		return
	}
	if s.count[i] < s.count[j] {
		i, j = j, i
	}
	s.parent[j] = i
	s.count[i] += s.count[j]
}

func (s *sets) size(i int) int { return s.count[s.find(i)] }
