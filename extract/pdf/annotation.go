package pdf

import (
	"fmt"
	"strings"

	"github.com/ledongthuc/pdf"

	"gongkai/extract/page"
	"gongkai/extract/trace"
)

// Annotation flags (ISO 32000-2 §12.5.3). Print is not among them: what is
// displayed counts.
const (
	annotationHidden = 1 << 1
	annotationNoView = 1 << 5
)

// annotations draws the annotations of a page as a layer of their own: the
// normal appearances, and the texts of form fields and free text that have
// none. Form fields that are filled in and text typed on the page get the flag
// Field, all others, among them buttons and signatures, Annotation; those that
// are not displayed Hidden too. Only text is taken, no lines: borders of comments are no rulings.
func (r *run) annotations(node pageNode, ctm page.Matrix) error {
	list := node.dict.Key("Annots")
	var ids []int
	if r.file.tags() != nil {
		ids = arrayReferences(list)
	}
	layer := annotationLayer{run: r, ctm: ctm}
	for i := 0; i < list.Len() && i < r.file.limits.Rulings; i++ {
		if err := r.overTime(); err != nil {
			return err
		}
		id := 0
		if i < len(ids) {
			id = ids[i]
		}
		flags := r.flags
		err := guard(func() error { return layer.draw(list.Index(i), id) })
		r.flags = flags
		if err != nil {
			return err
		}
	}
	layer.report()
	layer.reportOverlays()
	return nil
}

// An annotationLayer draws the annotations of one page.
type annotationLayer struct {
	*run
	ctm     page.Matrix
	unshown []trace.Rect // fields whose value was taken for want of an appearance
	differ  []fieldText  // fields that print another text than their value
	over    []overlay    // texts put over the page
	typed   []overlay    // texts typed on it
}

// An overlay is the displayed text of an annotation.
type overlay struct {
	text   string
	box    trace.Rect
	widget bool // a button or a signature
}

// draw draws one annotation; id is its object number, 0 if it is not known.
func (l *annotationLayer) draw(a pdf.Value, id int) error {
	flags := int(number(a.Key("F"), 0))
	subtype := a.Key("Subtype").Name()
	rect, ok := boxOf(a.Key("Rect"))
	if flags&annotationHidden != 0 || subtype == "Popup" || !ok {
		return nil
	}
	l.flags |= page.Annotation
	field := formField{form: l.file.form, widget: a}
	typed := subtype == "FreeText" && strings.EqualFold(a.Key("IT").Name(), typewriter)
	if typed || subtype == "Widget" && field.filled() {
		l.flags ^= page.Annotation | page.Field
	}
	if flags&annotationNoView != 0 || l.file.switchedOff(a, "OC") {
		l.flags |= page.Hidden
	}
	first := len(l.out.Glyphs)
	defer l.identify(first, id)
	look := field.appearance()
	if look.Kind() == pdf.Stream {
		if err := l.drawAppearance(look, rect); err != nil {
			return err
		}
	}
	switch {
	case subtype == "Widget" && l.flags&page.Field != 0:
		l.value(&field, rect, first)
	case subtype == "FreeText" && look.Kind() != pdf.Stream:
		style := field.style(a.Key("DA"))
		style.multiline = true
		l.write(textString(a.Key("Contents").RawString()), rect, style)
	}
	if subtype != "Widget" || l.flags&page.Field == 0 {
		l.keep(first, subtype == "Widget")
	}
	return nil
}

// typewriter is the intent of free text that fills in a page which has no form
// fields (ISO 32000-2 §12.5.6.6): no comment on the page but a part of it.
const typewriter = "FreeTextTypeWriter"

// keep keeps the text of the glyphs from the first on for the report.
func (l *annotationLayer) keep(first int, widget bool) {
	o := overlay{widget: widget}
	for i := first; i < len(l.out.Glyphs); i++ {
		if g := &l.out.Glyphs[i]; g.Flags == l.flags {
			o.text += g.Text
			o.box = o.box.Union(g.Box)
		}
	}
	switch {
	case compact(o.text) == "":
	case l.flags == page.Annotation:
		l.over = append(l.over, o)
	case l.flags == page.Field:
		l.typed = append(l.typed, o)
	}
}

// overlayText bounds the characters that are quoted of one page.
const overlayText = 200

// reportOverlays tells that a reader sees more on the page than is read with
// it, and what is read with it that its authors did not print. Figures in
// comments and stamps may correct what is printed; those of signatures tell
// when they were made.
func (l *annotationLayer) reportOverlays() {
	report := func(rule, message string, all []overlay) {
		if len(all) == 0 {
			return
		}
		f := trace.Finding{Rule: rule, Status: trace.Hold, Severity: trace.Info}
		var texts []string
		for _, o := range all {
			texts = append(texts, strings.TrimSpace(o.text))
			f.At = append(f.At, trace.Locator{Page: l.out.Number, Box: o.box})
			if !o.widget && amounts(o.text) != "" {
				f.Severity = trace.Warning
			}
		}
		quoted := []rune(strings.Join(texts, " / "))
		f.Text = string(quoted[:min(len(quoted), overlayText)])
		f.Message = fmt.Sprintf("page %d carries text of annotations, "+message+": %q", l.out.Number, f.Text)
		l.out.Findings = append(l.out.Findings, f)
	}
	report("page.annotations", "such as stamps and comments, which is kept out of its text and tables", l.over)
	report("page.typed_text", "typed on it after it was made, which is read as part of it", l.typed)
}

// identify gives the glyphs of an annotation, from the first on, the
// identifier by which the structure tree refers to it as a whole.
func (l *annotationLayer) identify(first, id int) {
	mcid := -1
	if id != 0 {
		mcid = contentID(id, 0)
	}
	for i := first; i < len(l.out.Glyphs); i++ {
		l.out.Glyphs[i].MCID = mcid
	}
}

// drawAppearance draws an appearance stream, its transformed box fitted into
// rect (ISO 32000-2 §12.5.5).
func (l *annotationLayer) drawAppearance(look pdf.Value, rect [4]float64) error {
	bbox, ok := boxOf(look.Key("BBox"))
	if !ok {
		return nil
	}
	m := page.Identity
	if n, ok := numbers(look.Key("Matrix"), 6); ok {
		m = page.Matrix{n[0], n[1], n[2], n[3], n[4], n[5]}
	}
	b := m.Box(bbox[0], bbox[1], bbox[2], bbox[3])
	if b.Width() == 0 || b.Height() == 0 {
		return nil
	}
	sx, sy := (rect[2]-rect[0])/b.Width(), (rect[3]-rect[1])/b.Height()
	fit := page.Matrix{sx, 0, 0, sy, rect[0] - b.X0*sx, rect[1] - b.Y0*sy}
	g := newState(fit.Then(l.ctm), trace.Rect{X1: l.out.Width, Y1: l.out.Height})
	return l.form(look, 0, g, 0)
}
