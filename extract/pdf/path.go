package pdf

import (
	"math"

	"gongkai/extract/page"
	"gongkai/extract/trace"
)

// A path holds the current path in display space.
type path struct {
	points   []point
	subpaths []subpath
	clip     bool // W or W* is pending
}

type point struct{ x, y float64 }

// A subpath is a range of points; curved ones are never rulings.
type subpath struct {
	first, last int // points[first:last]
	closed      bool
	curved      bool
}

func (p *path) move(x, y float64) {
	p.subpaths = append(p.subpaths, subpath{first: len(p.points), last: len(p.points) + 1})
	p.points = append(p.points, point{x, y})
}

func (p *path) lineTo(x, y float64) {
	if len(p.subpaths) == 0 {
		p.move(x, y)
		return
	}
	s := &p.subpaths[len(p.subpaths)-1]
	if s.closed { // the current point is the start of the closed subpath
		start := p.points[s.first]
		p.move(start.x, start.y)
		s = &p.subpaths[len(p.subpaths)-1]
	}
	p.points = append(p.points, point{x, y})
	s.last++
}

func (p *path) close() {
	if n := len(p.subpaths); n > 0 {
		p.subpaths[n-1].closed = true
	}
}

func (p *path) reset() {
	p.points, p.subpaths, p.clip = p.points[:0], p.subpaths[:0], false
}

// pathOperator handles path construction, painting and clipping (ISO 32000-2
// §8.5); false when op is none of them.
func (r *run) pathOperator(op string, operands []token, g *state) bool {
	p := &r.path
	switch op {
	case "m":
		p.move(g.ctm.apply(arg(operands, 0), arg(operands, 1)))
	case "l":
		p.lineTo(g.ctm.apply(arg(operands, 0), arg(operands, 1)))
	case "c", "v", "y":
		if n := len(operands); n >= 4 {
			p.lineTo(g.ctm.apply(arg(operands, n-2), arg(operands, n-1)))
			p.subpaths[len(p.subpaths)-1].curved = true
		}
	case "h":
		p.close()
	case "re":
		x, y, w, h := arg(operands, 0), arg(operands, 1), arg(operands, 2), arg(operands, 3)
		p.move(g.ctm.apply(x, y))
		p.lineTo(g.ctm.apply(x+w, y))
		p.lineTo(g.ctm.apply(x+w, y+h))
		p.lineTo(g.ctm.apply(x, y+h))
		p.close()
	case "W", "W*":
		p.clip = true
	case "s", "b", "b*":
		p.close()
		r.paint(op != "s", true, g)
	case "S":
		r.paint(false, true, g)
	case "f", "F", "f*":
		r.paint(true, false, g)
	case "B", "B*":
		r.paint(true, true, g)
	case "n":
		r.paint(false, false, g)
	default:
		return false
	}
	return true
}

// paint turns the current path into rulings and fills, then applies a pending
// clip and clears it.
func (r *run) paint(fill, stroke bool, g *state) {
	p := &r.path
	if !r.hidden() && r.flags == 0 {
		for _, s := range p.subpaths {
			points := p.points[s.first:s.last]
			if fill && !g.fillAlphaNo {
				r.fillShape(points, s.curved, !stroke, g)
			}
			if stroke && !s.curved {
				r.strokeShape(points, s.closed, g)
			}
		}
	}
	if p.clip && len(p.points) > 0 {
		b := trace.Rect{X0: math.Inf(1), Y0: math.Inf(1), X1: math.Inf(-1), Y1: math.Inf(-1)}
		for _, q := range p.points {
			b = trace.Rect{X0: math.Min(b.X0, q.x), Y0: math.Min(b.Y0, q.y), X1: math.Max(b.X1, q.x), Y1: math.Max(b.Y1, q.y)}
		}
		g.clip = g.clip.Intersect(b)
	}
	p.reset()
}

const (
	// straight is how far, in points, the ends of a horizontal or vertical
	// line may stray from it: rounding of coordinates, not slanted lines.
	straight = 0.5
	// thin is the greatest thickness of a filled rectangle that is a ruling;
	// thick borders of published tables reach 2.25 pt.
	thin = 3.0
)

// strokeShape adds the straight sides of a stroked path.
func (r *run) strokeShape(points []point, closed bool, g *state) {
	width := g.lineWidth * g.ctm.scale()
	for i := 1; i < len(points); i++ {
		r.segment(points[i-1], points[i], width, g)
	}
	if n := len(points); closed && n > 2 {
		r.segment(points[n-1], points[0], width, g)
	}
}

func (r *run) segment(a, b point, width float64, g *state) {
	dx, dy := math.Abs(a.x-b.x), math.Abs(a.y-b.y)
	box := trace.Rect{X0: math.Min(a.x, b.x), Y0: math.Min(a.y, b.y), X1: math.Max(a.x, b.x), Y1: math.Max(a.y, b.y)}
	if width > 2*thin { // a line this thick is an area
		r.area(box.Grow(width/2), g.line, false, g)
		return
	}
	switch {
	case dy <= straight && dx > dy:
		r.ruling(box, true, width, page.Stroke, g.line, g)
	case dx <= straight && dy > dx:
		r.ruling(box, false, width, page.Stroke, g.line, g)
	}
}

// fillShape adds a filled rectangle as a ruling when it is thin and as a fill
// otherwise. Other filled shapes are left alone.
func (r *run) fillShape(points []point, curved, edges bool, g *state) {
	box, ok := rectangle(points)
	if !ok || curved {
		return
	}
	w, h := box.Width(), box.Height()
	switch {
	case h <= thin && w >= h:
		r.ruling(box, true, h, page.ThinFill, g.fill, g)
	case w <= thin:
		r.ruling(box, false, w, page.ThinFill, g.fill, g)
	default:
		r.area(box, g.fill, edges, g)
	}
}

// rectangle tells whether points are the corners of an upright rectangle.
func rectangle(points []point) (trace.Rect, bool) {
	n := len(points)
	if n == 5 && math.Abs(points[0].x-points[4].x) < straight && math.Abs(points[0].y-points[4].y) < straight {
		n = 4
	}
	if n == 2 { // a line that is filled has no area
		return trace.Rect{}, false
	}
	if n != 4 {
		return trace.Rect{}, false
	}
	for i := 0; i < 4; i++ {
		a, b := points[i], points[(i+1)%4]
		if math.Abs(a.x-b.x) > 0.05 && math.Abs(a.y-b.y) > 0.05 {
			return trace.Rect{}, false
		}
	}
	return trace.Rect{
		X0: math.Min(points[0].x, points[2].x), Y0: math.Min(points[0].y, points[2].y),
		X1: math.Max(points[0].x, points[2].x), Y1: math.Max(points[0].y, points[2].y),
	}, true
}

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
	out.White = gray >= white && !r.darkAt(x, y)
	r.out.Rulings = append(r.out.Rulings, out)
}
