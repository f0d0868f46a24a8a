package layout

const (
	// seamColumns and seamEdges are the least number of columns, and of row
	// edges between the first and the last, on either side of a seam: a merged
	// cell beside a column of others has neither.
	seamColumns, seamEdges = 2, 2
)

// apartAtSeams cuts meshes in which two tables stand side by side with one
// ruling between them: none of the row edges of one goes on in the other. The
// ruling goes to both.
func apartAtSeams(meshes []mesh, snap float64) []mesh {
	var out []mesh
	for _, m := range meshes {
		out = append(out, m.apart(snap)...)
	}
	return out
}

// apart cuts a mesh at its seams, from the left.
func (m mesh) apart(snap float64) []mesh {
	l := &lattice{x: axis(m.vertical, snap), y: axis(m.horizontal, snap)}
	if len(l.x) < 1+2*seamColumns || len(l.y) < 2+2*seamEdges {
		return []mesh{m}
	}
	edges := l.rowEdges()
	for k := seamColumns; k < len(l.x)-seamColumns; k++ {
		if l.seam(k, edges) {
			left, right := m.cut(l.x[k].at, snap)
			return append([]mesh{left}, right.apart(snap)...)
		}
	}
	return []mesh{m}
}

// A rowEdge is the first and the last column along which a row edge is ruled.
type rowEdge struct{ first, last int }

// rowEdges returns the row edges between the outer ones that bound a cell.
func (l *lattice) rowEdges() []rowEdge {
	var out []rowEdge
	for _, y := range l.y[1 : len(l.y)-1] {
		e := rowEdge{-1, -1}
		for c := 0; c+1 < len(l.x); c++ {
			if y.drawn(l.x[c].at, l.x[c+1].at) {
				if e.last = c; e.first < 0 {
					e.first = c
				}
			}
		}
		if e.first >= 0 {
			out = append(out, e)
		}
	}
	return out
}

// seam tells whether the column edge k is ruled from top to bottom and every
// row edge between the outer ones stands on one side of it only.
func (l *lattice) seam(k int, edges []rowEdge) bool {
	left, right := 0, 0
	for _, e := range edges {
		switch {
		case e.first >= k:
			right++
		case e.last < k:
			left++
		default:
			return false
		}
	}
	if left < seamEdges || right < seamEdges {
		return false
	}
	for r := 1; r < len(l.y); r++ {
		if !l.x[k].drawn(l.y[r-1].at, l.y[r].at) {
			return false
		}
	}
	return true
}

// cut parts a mesh at x. Vertical segments within snap of x go to both sides.
func (m mesh) cut(x, snap float64) (left, right mesh) {
	for _, s := range m.vertical {
		if s.at <= x+snap {
			left.vertical = append(left.vertical, s)
		}
		if s.at >= x-snap {
			right.vertical = append(right.vertical, s)
		}
	}
	for _, s := range m.horizontal {
		if before := (segment{s.at, s.lo, min(s.hi, x)}); before.length() > snap {
			left.horizontal = append(left.horizontal, before)
		}
		if after := (segment{s.at, max(s.lo, x), s.hi}); after.length() > snap {
			right.horizontal = append(right.horizontal, after)
		}
	}
	return left, right
}
