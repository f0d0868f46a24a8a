package pdfium

import (
	"math"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/structs"

	"gongkai/extract/page"
	"gongkai/extract/trace"
)

// What is a ruling, as package pdf has it.
const (
	// straight is how far, in points, the ends of a horizontal or vertical
	// line may stray from it.
	straight = 0.5
	// thin is the greatest thickness of a filled rectangle that is a ruling.
	thin = 3.0
	// aslant is the distance in points from which on the side of a shape is
	// seen to be no upright line.
	aslant = 0.05
)

// A subpath is a chain of points in display space; curved ones are never
// rulings.
type subpath struct {
	points []point
	curved bool
}

type point struct{ x, y float64 }

// A style is how a path is drawn.
type style struct {
	filled, stroked bool
	fill, line      float64 // luminance
	width           float64 // of the pen, points
	dashed          bool
}

// path adds the rulings and fills of a path object. How it is clipped is not
// looked at: only the page cuts it off.
func (r *reading) path(object references.FPDF_PAGEOBJECT, ctm page.Matrix) error {
	placed, err := r.pdfium.FPDFPageObj_GetMatrix(&requests.FPDFPageObj_GetMatrix{PageObject: object})
	if err != nil {
		return err
	}
	ctm = matrixOf(placed.Matrix).Then(ctm)
	s, err := r.style(object, ctm)
	if err != nil || !s.filled && !s.stroked {
		return err
	}
	subpaths, err := r.subpaths(object, ctm)
	if err != nil {
		return err
	}
	for _, p := range subpaths {
		if p.curved {
			continue
		}
		if s.filled {
			r.fill(p.points, s)
		}
		if s.stroked {
			for i := 1; i < len(p.points); i++ {
				r.stroke(boundsOf(p.points[i-1:i+1]), s)
			}
		}
	}
	return nil
}

// style reads how a path is drawn. What is drawn without ink is neither filled
// nor stroked.
func (r *reading) style(object references.FPDF_PAGEOBJECT, ctm page.Matrix) (style, error) {
	mode, err := r.pdfium.FPDFPath_GetDrawMode(&requests.FPDFPath_GetDrawMode{PageObject: object})
	if err != nil {
		return style{}, err
	}
	s := style{filled: mode.FillMode != enums.FPDF_FILLMODE_NONE, stroked: mode.Stroke}
	if s.filled {
		if c, err := r.pdfium.FPDFPageObj_GetFillColor(&requests.FPDFPageObj_GetFillColor{PageObject: object}); err == nil {
			s.fill, s.filled = gray(c.FillColor)
		}
	}
	if !s.stroked {
		return s, nil
	}
	if c, err := r.pdfium.FPDFPageObj_GetStrokeColor(&requests.FPDFPageObj_GetStrokeColor{PageObject: object}); err == nil {
		s.line, s.stroked = gray(c.StrokeColor)
	}
	width, err := r.pdfium.FPDFPageObj_GetStrokeWidth(&requests.FPDFPageObj_GetStrokeWidth{PageObject: object})
	if err != nil {
		return style{}, err
	}
	s.width = float64(width.StrokeWidth) * math.Sqrt(math.Abs(ctm[0]*ctm[3]-ctm[1]*ctm[2]))
	if dash, err := r.pdfium.FPDFPageObj_GetDashCount(&requests.FPDFPageObj_GetDashCount{PageObject: object}); err == nil {
		s.dashed = dash.DashCount > 0
	}
	return s, nil
}

// gray returns the luminance of a colour and whether it is seen at all.
func gray(c structs.FPDF_COLOR) (float64, bool) { return luminance(c.R, c.G, c.B), c.A > 0 }

// subpaths reads the segments of a path.
func (r *reading) subpaths(object references.FPDF_PAGEOBJECT, ctm page.Matrix) ([]subpath, error) {
	count, err := r.pdfium.FPDFPath_CountSegments(&requests.FPDFPath_CountSegments{PageObject: object})
	if err != nil {
		return nil, err
	}
	var out []subpath
	for i := range count.Count {
		if err := r.spend(); err != nil {
			return nil, err
		}
		segment, err := r.pdfium.FPDFPath_GetPathSegment(&requests.FPDFPath_GetPathSegment{PageObject: object, Index: i})
		if err != nil {
			return nil, err
		}
		kind, err := r.pdfium.FPDFPathSegment_GetType(&requests.FPDFPathSegment_GetType{PathSegment: segment.PathSegment})
		if err != nil {
			return nil, err
		}
		at, err := r.pdfium.FPDFPathSegment_GetPoint(&requests.FPDFPathSegment_GetPoint{PathSegment: segment.PathSegment})
		if err != nil {
			return nil, err
		}
		closes, err := r.pdfium.FPDFPathSegment_GetClose(&requests.FPDFPathSegment_GetClose{PathSegment: segment.PathSegment})
		if err != nil {
			return nil, err
		}
		if kind.Type == enums.FPDF_SEGMENT_MOVETO || len(out) == 0 {
			out = append(out, subpath{})
		}
		p := &out[len(out)-1]
		var q point
		q.x, q.y = ctm.Apply(float64(at.X), float64(at.Y))
		p.points = append(p.points, q)
		p.curved = p.curved || kind.Type == enums.FPDF_SEGMENT_BEZIERTO
		if closes.IsClose && p.points[0] != q {
			p.points = append(p.points, p.points[0])
		}
	}
	return out, nil
}

// stroke adds a stroked side if it is horizontal or vertical.
func (r *reading) stroke(side trace.Rect, s style) {
	w, h := side.Width(), side.Height()
	switch {
	case h <= straight && w > h:
		r.ruling(side, true, s.width, page.Stroke, s.line, s.dashed)
	case w <= straight && h > w:
		r.ruling(side, false, s.width, page.Stroke, s.line, s.dashed)
	}
}

// fill adds a filled shape: as a ruling if it is thin, as an area if it is an
// upright rectangle.
func (r *reading) fill(points []point, s style) {
	if len(points) < 3 || len(points) > 5 {
		return
	}
	box := boundsOf(points)
	w, h := box.Width(), box.Height()
	switch {
	case h <= thin && w >= h:
		r.ruling(box, true, h, page.ThinFill, s.fill, false)
		return
	case w <= thin:
		r.ruling(box, false, w, page.ThinFill, s.fill, false)
		return
	}
	for i := 1; i < len(points); i++ {
		if math.Abs(points[i-1].x-points[i].x) > aslant && math.Abs(points[i-1].y-points[i].y) > aslant {
			return
		}
	}
	box = box.Intersect(trace.Rect{X1: r.out.Width, Y1: r.out.Height})
	if box.Width() <= 0 || box.Height() <= 0 {
		return
	}
	r.out.Fills = append(r.out.Fills, page.Fill{Box: box, Gray: s.fill})
	if s.stroked || s.fill >= white {
		return
	}
	for _, side := range []page.Ruling{
		{X0: box.X0, Y0: box.Y0, X1: box.X1, Y1: box.Y0}, {X0: box.X0, Y0: box.Y1, X1: box.X1, Y1: box.Y1},
		{X0: box.X0, Y0: box.Y0, X1: box.X0, Y1: box.Y1}, {X0: box.X1, Y0: box.Y0, X1: box.X1, Y1: box.Y1},
	} {
		side.Kind = page.FillEdge
		r.out.Rulings = append(r.out.Rulings, side)
	}
}

// ruling adds the centre line of box, clipped to the page.
func (r *reading) ruling(box trace.Rect, horizontal bool, width float64, kind page.RulingKind, ink float64, dashed bool) {
	x, y := box.CenterX(), box.CenterY()
	if !(trace.Rect{X1: r.out.Width, Y1: r.out.Height}).Grow(straight).Contains(x, y) {
		return
	}
	out := page.Ruling{Width: width, Kind: kind, Dashed: dashed, White: ink >= white && !r.out.DarkAt(x, y)}
	if horizontal {
		out.X0, out.X1 = math.Max(box.X0, 0), math.Min(box.X1, r.out.Width)
		out.Y0, out.Y1 = y, y
	} else {
		out.Y0, out.Y1 = math.Max(box.Y0, 0), math.Min(box.Y1, r.out.Height)
		out.X0, out.X1 = x, x
	}
	r.out.Rulings = append(r.out.Rulings, out)
}

// boundsOf returns the upright box around points.
func boundsOf(points []point) trace.Rect {
	b := trace.Rect{X0: math.Inf(1), Y0: math.Inf(1), X1: math.Inf(-1), Y1: math.Inf(-1)}
	for _, q := range points {
		b = trace.Rect{X0: math.Min(b.X0, q.x), Y0: math.Min(b.Y0, q.y), X1: math.Max(b.X1, q.x), Y1: math.Max(b.Y1, q.y)}
	}
	return b
}
