package pdf

import (
	"math"

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
func (r *run) pathOperator(op operator, operands []token, g *state) bool {
	p := &r.path
	switch op {
	case opMoveTo:
		p.move(g.ctm.Apply(arg(operands, 0), arg(operands, 1)))
	case opLineTo:
		p.lineTo(g.ctm.Apply(arg(operands, 0), arg(operands, 1)))
	case opCurveTo, opCurveToV, opCurveToY:
		if n := len(operands); n >= 4 {
			p.lineTo(g.ctm.Apply(arg(operands, n-2), arg(operands, n-1)))
			p.subpaths[len(p.subpaths)-1].curved = true
		}
	case opClosePath:
		p.close()
	case opRectangle:
		x, y, w, h := arg(operands, 0), arg(operands, 1), arg(operands, 2), arg(operands, 3)
		p.move(g.ctm.Apply(x, y))
		p.lineTo(g.ctm.Apply(x+w, y))
		p.lineTo(g.ctm.Apply(x+w, y+h))
		p.lineTo(g.ctm.Apply(x, y+h))
		p.close()
	case opClip, opClipEvenOdd:
		p.clip = true
	case opCloseStroke, opCloseFillStroke, opCloseFillStrokeEvenOdd:
		p.close()
		r.paint(op != opCloseStroke, true, g)
	case opStroke:
		r.paint(false, true, g)
	case opFill, opFillOld, opFillEvenOdd:
		r.paint(true, false, g)
	case opFillStroke, opFillStrokeEvenOdd:
		r.paint(true, true, g)
	case opEndPath:
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
		if fill && !g.fillAlphaNo && !r.frame(g) {
			for _, s := range p.subpaths {
				r.fillShape(p.points[s.first:s.last], s.curved, !stroke, g)
			}
		}
		for _, s := range p.subpaths {
			if stroke && !s.curved && !g.lineAlphaNo {
				r.strokeShape(p.points[s.first:s.last], s.closed, g)
			}
		}
	}
	if p.clip && len(p.points) > 0 {
		g.clip = g.clip.Intersect(boundsOf(p.points))
	}
	p.reset()
}

// boundsOf returns the upright box around points.
func boundsOf(points []point) trace.Rect {
	b := trace.Rect{X0: math.Inf(1), Y0: math.Inf(1), X1: math.Inf(-1), Y1: math.Inf(-1)}
	for _, q := range points {
		b = trace.Rect{X0: math.Min(b.X0, q.x), Y0: math.Min(b.Y0, q.y), X1: math.Max(b.X1, q.x), Y1: math.Max(b.Y1, q.y)}
	}
	return b
}
