package pdf

// A matrix is the affine map [a b c d e f] of ISO 32000-2 §8.3.3: x' = a·x +
// c·y + e, y' = b·x + d·y + f.
type matrix [6]float64

var identity = matrix{1, 0, 0, 1, 0, 0}

// then returns the map that applies m first and n after it.
func (m matrix) then(n matrix) matrix {
	return matrix{
		m[0]*n[0] + m[1]*n[2], m[0]*n[1] + m[1]*n[3],
		m[2]*n[0] + m[3]*n[2], m[2]*n[1] + m[3]*n[3],
		m[4]*n[0] + m[5]*n[2] + n[4], m[4]*n[1] + m[5]*n[3] + n[5],
	}
}

func (m matrix) apply(x, y float64) (float64, float64) {
	return m[0]*x + m[2]*y + m[4], m[1]*x + m[3]*y + m[5]
}

// shift returns m after a translation by (tx, ty) in its own space.
func (m matrix) shift(tx, ty float64) matrix {
	m[4] += tx*m[0] + ty*m[2]
	m[5] += tx*m[1] + ty*m[3]
	return m
}

// display maps user space to the displayed page: box is the crop box, rotate
// the clockwise rotation (0, 90, 180, 270), unit the size of a user unit.
func display(x0, y0, x1, y1 float64, rotate int, unit float64) (m matrix, width, height float64) {
	w, h := (x1-x0)*unit, (y1-y0)*unit
	switch rotate {
	case 90:
		return matrix{0, unit, unit, 0, -y0 * unit, -x0 * unit}, h, w
	case 180:
		return matrix{-unit, 0, 0, unit, x1 * unit, -y0 * unit}, w, h
	case 270:
		return matrix{0, -unit, -unit, 0, y1 * unit, x1 * unit}, h, w
	}
	return matrix{unit, 0, 0, -unit, -x0 * unit, y1 * unit}, w, h
}
