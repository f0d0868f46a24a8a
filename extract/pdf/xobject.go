package pdf

import (
	"errors"
	"math"

	"github.com/ledongthuc/pdf"

	"gongkai/extract/page"
	"gongkai/extract/trace"
)

// draw paints an external object: a form is interpreted, an image leaves its
// box.
func (r *run) draw(name string, g state, depth int) error {
	v := r.resource("XObject", name)
	r.pause()
	if v.Kind() != pdf.Stream {
		r.lacks.add("the drawing %s is not in the file", name)
		return nil
	}
	if r.file.switchedOff(v, "OC") && r.flags&page.Hidden == 0 {
		r.flags |= page.Hidden
		defer func() { r.flags &^= page.Hidden }()
	}
	switch v.Key("Subtype").Name() {
	case "Image":
		r.image(g.ctm.Box(0, 0, 1, 1), &g)
	case "Form":
		return r.form(v, r.formID(name, v), g, depth)
	}
	return nil
}

// formID returns the number of a form of the resources whose marked content
// has identifiers of its own (ISO 32000-2 §14.7.5.2), else that of the content
// it is drawn by.
func (r *run) formID(name string, v pdf.Value) int {
	if r.file.tags() == nil || v.Key("StructParents").IsNull() {
		return r.stream
	}
	if r.formIDs == nil {
		r.formIDs = references(r.named("XObject"))
	}
	return r.formIDs[name]
}

// form interprets a form XObject (ISO 32000-2 §8.10), whose marked content is
// identified within the given stream. A form that draws itself is cut.
func (r *run) form(v pdf.Value, stream int, g state, depth int) error {
	id, ok := streamOffset(v)
	if !ok || r.forms[id] {
		return nil
	}
	if depth >= r.file.limits.FormDepth {
		return exceeds("forms nested deeper than %d", r.file.limits.FormDepth)
	}
	if err := r.overTime(); err != nil {
		return err
	}
	data, err := r.file.stream(v)
	if errors.Is(err, ErrLimit) {
		return err
	}
	r.lacks.damaged("a drawing", err)
	r.forms[id] = true
	defer delete(r.forms, id)
	if m, ok := numbers(v.Key("Matrix"), 6); ok {
		g.ctm = page.Matrix{m[0], m[1], m[2], m[3], m[4], m[5]}.Then(g.ctm)
	}
	if b, ok := boxOf(v.Key("BBox")); ok {
		g.clip = g.clip.Intersect(g.ctm.Box(b[0], b[1], b[2], b[3]))
	}
	outer := r.scope
	r.stream, r.base = stream, len(r.marks)
	if own := v.Key("Resources"); own.Kind() == pdf.Dict {
		r.use(own)
	}
	err = r.execute(data, g, depth+1)
	r.closeMarks()
	r.scope = outer
	return err
}

// image leaves the box of an image, and a ruling if it is thin and long, as
// programs draw lines that print pages as pictures and text. A strip of a
// picture lies against the one before it and is none.
func (r *run) image(box trace.Rect, g *state) {
	if box = box.Intersect(g.clip); box.IsZero() || r.hidden() {
		return
	}
	long, short := max(box.Width(), box.Height()), min(box.Width(), box.Height())
	if short <= thin && long >= longImage*short && !r.strip(box) {
		black := *g
		black.fill = 0
		r.bar(box, &black)
	}
	r.out.Images = append(r.out.Images, box)
}

// strip tells whether an image goes on along its length where the one before
// it ends.
func (r *run) strip(box trace.Rect) bool {
	n := len(r.out.Images)
	if n == 0 {
		return false
	}
	last := r.out.Images[n-1]
	const touching = 0.5 // points
	meet := func(a0, a1, b0, b1 float64) bool {
		return min(math.Abs(a0-b1), math.Abs(b0-a1)) <= touching
	}
	same := func(a0, a1, b0, b1 float64) bool {
		return math.Abs(a0-b0) <= touching && math.Abs(a1-b1) <= touching
	}
	if box.Width() > box.Height() {
		return same(box.X0, box.X1, last.X0, last.X1) && meet(box.Y0, box.Y1, last.Y0, last.Y1)
	}
	return same(box.Y0, box.Y1, last.Y0, last.Y1) && meet(box.X0, box.X1, last.X0, last.X1)
}
