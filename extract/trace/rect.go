package trace

import "math"

// A Rect is an upright box in points (1/72 inch). The origin is the top left
// corner of the page as displayed (crop box, after rotation); y grows
// downwards. X0 <= X1 and Y0 <= Y1 hold for every Rect the project makes.
type Rect struct{ X0, Y0, X1, Y1 float64 }

// Width returns the horizontal extent in points.
func (r Rect) Width() float64 { return r.X1 - r.X0 }

// Height returns the vertical extent in points.
func (r Rect) Height() float64 { return r.Y1 - r.Y0 }

// CenterX returns the x of the middle.
func (r Rect) CenterX() float64 { return (r.X0 + r.X1) / 2 }

// CenterY returns the y of the middle.
func (r Rect) CenterY() float64 { return (r.Y0 + r.Y1) / 2 }

// IsZero tells whether r is the zero Rect, which stands for "no box known".
func (r Rect) IsZero() bool { return r == Rect{} }

// Union returns the smallest box holding both; a zero Rect adds nothing.
func (r Rect) Union(s Rect) Rect {
	if r.IsZero() {
		return s
	}
	if s.IsZero() {
		return r
	}
	return Rect{math.Min(r.X0, s.X0), math.Min(r.Y0, s.Y0), math.Max(r.X1, s.X1), math.Max(r.Y1, s.Y1)}
}

// Intersect returns the common part, or the zero Rect when there is none.
func (r Rect) Intersect(s Rect) Rect {
	t := Rect{math.Max(r.X0, s.X0), math.Max(r.Y0, s.Y0), math.Min(r.X1, s.X1), math.Min(r.Y1, s.Y1)}
	if t.X0 > t.X1 || t.Y0 > t.Y1 {
		return Rect{}
	}
	return t
}

// Contains tells whether the point (x, y) lies in r or on its edge.
func (r Rect) Contains(x, y float64) bool {
	return x >= r.X0 && x <= r.X1 && y >= r.Y0 && y <= r.Y1
}

// Grow returns r enlarged by d points on every side.
func (r Rect) Grow(d float64) Rect { return Rect{r.X0 - d, r.Y0 - d, r.X1 + d, r.Y1 + d} }
