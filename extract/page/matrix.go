package page

import "gongkai/extract/trace"

// A Matrix is the affine map [a b c d e f] of ISO 32000-2 §8.3.3: x' = a·x +
// c·y + e, y' = b·x + d·y + f.
type Matrix [6]float64

// Identity maps every point to itself.
var Identity = Matrix{1, 0, 0, 1, 0, 0}

// Then returns the map that applies m first and n after it.
func (m Matrix) Then(n Matrix) Matrix {
	return Matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

// Apply maps a point.
func (m Matrix) Apply(x, y float64) (float64, float64) {
	return m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]
}

// Shift returns m after a translation by (tx, ty) in its own space.
func (m Matrix) Shift(tx, ty float64) Matrix {
	m[4] += tx*m[0] + ty*m[2]
	m[5] += tx*m[1] + ty*m[3]
	return m
}

// Box returns the upright box around what becomes of an upright box.
func (m Matrix) Box(x0, y0, x1, y1 float64) trace.Rect {
	ax, ay := m.Apply(x0, y0)
	dx, dy := m.Apply(x1, y1)
	if m[1] == 0 && m[2] == 0 { // nearly all are upright, one for each glyph
		return trace.Rect{X0: min(ax, dx), Y0: min(ay, dy), X1: max(ax, dx), Y1: max(ay, dy)}
	}
	bx, by := m.Apply(x1, y0)
	cx, cy := m.Apply(x0, y1)
	return trace.Rect{X0: min(ax, bx, cx, dx), Y0: min(ay, by, cy, dy), X1: max(ax, bx, cx, dx), Y1: max(ay, by, cy, dy)}
}

// Display maps user space to the displayed page: box is the crop box, rotate
// the clockwise rotation (0, 90, 180, 270), unit the size of a user unit.
func Display(x0, y0, x1, y1 float64, rotate int, unit float64) (m Matrix, width, height float64) {
	w, h := (x1-x0)*unit, (y1-y0)*unit
	switch rotate {
	case 90:
		return Matrix{0, unit, unit, 0, -y0 * unit, -x0 * unit}, h, w
	case 180:
		return Matrix{-unit, 0, 0, unit, x1 * unit, -y0 * unit}, w, h
	case 270:
		return Matrix{0, -unit, -unit, 0, y1 * unit, x1 * unit}, h, w
	}
	return Matrix{unit, 0, 0, -unit, -x0 * unit, y1 * unit}, w, h
}
