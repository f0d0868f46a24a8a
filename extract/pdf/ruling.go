package pdf

import (
	"math"

	"gongkai/extract/page"
	"gongkai/extract/trace"
)

const (
	// straight is how far, in points, the ends of a horizontal or vertical
	// line may stray from it: rounding of coordinates, not slanted lines.
	straight = 0.5
	// thin is the greatest thickness of a filled rectangle that is a ruling;
	// thick borders of published tables reach 2.25 pt.
	thin = 3.0
	// longImage is how many times as long as thick a thin image is at least
	// that is a ruling: others are dots and slices of pictures.
	longImage = 4.0
)

// strokeShape adds the straight sides of a stroked path.
func (r *run) strokeShape(points []point, closed bool, g *state) {
	// A pen that the map makes wider in one direction draws lines across it
	// thicker: level lines by the height of the pen, upright ones by its width.
	level := g.lineWidth * math.Hypot(g.ctm[1], g.ctm[3])
	upright := g.lineWidth * math.Hypot(g.ctm[0], g.ctm[2])
	for i := 1; i < len(points); i++ {
		r.segment(points[i-1], points[i], level, upright, g)
	}
	if n := len(points); closed && n > 2 {
		r.segment(points[n-1], points[0], level, upright, g)
	}
}

// segment adds a stroked line if it is horizontal, then level thick, or
// vertical, then upright thick. A line thicker than rulings are is an area.
func (r *run) segment(a, b point, level, upright float64, g *state) {
	dx, dy := math.Abs(a.x-b.x), math.Abs(a.y-b.y)
	box := boundsOf([]point{a, b})
	horizontal, width := dy <= straight && dx > dy, level
	if !horizontal {
		if dx > straight || dy <= dx {
			return
		}
		width = upright
	}
	if width <= thin {
		r.ruling(box, horizontal, width, page.Stroke, g.line, g)
		return
	}
	if horizontal {
		box.Y0, box.Y1 = box.CenterY()-width/2, box.CenterY()+width/2
	} else {
		box.X0, box.X1 = box.CenterX()-width/2, box.CenterX()+width/2
	}
	r.area(box, g.line, true, g)
}

// fillShape adds a filled shape: as a ruling if it is thin, ends cut aslant
// where borders meet or not, as an area if it is an upright rectangle. Other
// shapes are left alone.
func (r *run) fillShape(points []point, curved, edges bool, g *state) {
	if curved || len(points) < 3 {
		return
	}
	if len(points) <= 5 && r.bar(boundsOf(points), g) {
		return
	}
	if box, ok := rectangle(points); ok {
		r.area(box, g.fill, edges, g)
	}
}

// bar adds a filled box as a ruling if it is thin.
func (r *run) bar(box trace.Rect, g *state) bool {
	w, h := box.Width(), box.Height()
	switch {
	case h <= thin && w >= h:
		r.ruling(box, true, h, page.ThinFill, g.fill, g)
	case w <= thin:
		r.ruling(box, false, w, page.ThinFill, g.fill, g)
	default:
		return false
	}
	return true
}

// frame reads a filled path of two rectangles, one close within the other, as
// the four bars between them.
func (r *run) frame(g *state) bool {
	p := &r.path
	if len(p.subpaths) != 2 {
		return false
	}
	a, ok1 := rectangle(p.points[p.subpaths[0].first:p.subpaths[0].last])
	b, ok2 := rectangle(p.points[p.subpaths[1].first:p.subpaths[1].last])
	if a.Width() < b.Width() {
		a, b = b, a
	}
	if !ok1 || !ok2 || b.Width() <= thin || b.Height() <= thin {
		return false
	}
	bars := [4]trace.Rect{
		{X0: a.X0, Y0: a.Y0, X1: a.X1, Y1: b.Y0}, {X0: a.X0, Y0: b.Y1, X1: a.X1, Y1: a.Y1},
		{X0: a.X0, Y0: a.Y0, X1: b.X0, Y1: a.Y1}, {X0: b.X1, Y0: a.Y0, X1: a.X1, Y1: a.Y1},
	}
	for _, s := range bars {
		if t := math.Min(s.Width(), s.Height()); t < 0 || t > thin {
			return false
		}
	}
	for _, s := range bars {
		r.bar(s, g)
	}
	return true
}

// rectangle tells whether points are the corners of an upright rectangle.
func rectangle(points []point) (trace.Rect, bool) {
	n := len(points)
	if n == 5 && math.Abs(points[0].x-points[4].x) < straight && math.Abs(points[0].y-points[4].y) < straight {
		n = 4
	}
	if n != 4 {
		return trace.Rect{}, false
	}
	for i := range n {
		a, b := points[i], points[(i+1)%n]
		if math.Abs(a.x-b.x) > aslant && math.Abs(a.y-b.y) > aslant {
			return trace.Rect{}, false
		}
	}
	return boundsOf(points[:n]), true
}

// aslant is the distance in points from which on the side of a shape is seen
// to be no upright line.
const aslant = 0.05

// area adds a fill clipped to what is seen, and its sides as weak rulings.
func (r *run) area(box trace.Rect, gray float64, edges bool, g *state) {
	box = box.Intersect(g.clip)
	if box.Width() <= 0 || box.Height() <= 0 {
		return
	}
	r.out.Fills = append(r.out.Fills, page.Fill{Box: box, Gray: gray})
	if !edges || gray >= white {
		return
	}
	for _, e := range []page.Ruling{
		{X0: box.X0, Y0: box.Y0, X1: box.X1, Y1: box.Y0}, {X0: box.X0, Y0: box.Y1, X1: box.X1, Y1: box.Y1},
		{X0: box.X0, Y0: box.Y0, X1: box.X0, Y1: box.Y1}, {X0: box.X1, Y0: box.Y0, X1: box.X1, Y1: box.Y1},
	} {
		e.Kind = page.FillEdge
		r.out.Rulings = append(r.out.Rulings, e)
	}
}

// ruling adds the centre line of box, clipped to what is seen.
func (r *run) ruling(box trace.Rect, horizontal bool, width float64, kind page.RulingKind, gray float64, g *state) {
	x, y := box.CenterX(), box.CenterY()
	out := page.Ruling{X0: x, Y0: box.Y0, X1: x, Y1: box.Y1, Width: width, Kind: kind, Dashed: g.dashed && kind == page.Stroke}
	if horizontal {
		out.X0, out.Y0, out.X1, out.Y1 = box.X0, y, box.X1, y
	}
	clip := g.clip.Grow(straight)
	if out.X0 > clip.X1 || out.X1 < clip.X0 || out.Y0 > clip.Y1 || out.Y1 < clip.Y0 {
		return
	}
	out.X0, out.X1 = math.Max(out.X0, g.clip.X0), math.Min(out.X1, g.clip.X1)
	out.Y0, out.Y1 = math.Max(out.Y0, g.clip.Y0), math.Min(out.Y1, g.clip.Y1)
	if horizontal {
		out.Y0, out.Y1 = y, y
	} else {
		out.X0, out.X1 = x, x
	}
	if out.X0 > out.X1 || out.Y0 > out.Y1 {
		return
	}
	out.White = gray >= white && !r.out.DarkAt(x, y)
	r.out.Rulings = append(r.out.Rulings, out)
}
