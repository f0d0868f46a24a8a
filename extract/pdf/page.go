package pdf

import (
	"errors"
	"fmt"
	"math"

	"github.com/ledongthuc/pdf"

	"gongkai/extract/page"
	"gongkai/extract/trace"
)

// Page reads page n, counted from 1. When a limit or damage ends it early,
// the page comes with what was read and Incomplete set, together with an
// *Error; only a page number out of range gives no page.
func (f *File) Page(n int) (*page.Page, error) {
	if n < 1 || n > len(f.pages) {
		return nil, &Error{Op: "page", Page: n, Err: fmt.Errorf("%w: the file has %d", ErrNoPages, len(f.pages))}
	}
	out := &page.Page{Number: n}
	err := f.outOfTime()
	if err == nil {
		watch := startWatch()
		err = guard(func() error { return f.interpret(f.pages[n-1], out) })
		f.spent.Add(int64(watch.spent()))
	}
	Judge(out)
	if n == 1 {
		f.report(out)
	}
	if err != nil {
		out.Incomplete = true
		return out, &Error{Op: "content", Page: n, Err: err}
	}
	return out, nil
}

// a4 stands in for a missing or empty page box.
var a4 = [4]float64{0, 0, 595.28, 841.89}

func (f *File) interpret(node pageNode, out *page.Page) error {
	box := cropBox(node)
	rotate := ((int(number(node.rotate, 0))%360 + 360) % 360) / 90 * 90
	ctm, w, h := page.Display(box[0], box[1], box[2], box[3], rotate, number(node.dict.Key("UserUnit"), 1))
	out.Width, out.Height = w, h
	work := workspaces.Get().(*workspace)
	defer workspaces.Put(work)
	r := newRun(f, out, node.resources, work)
	content, err := r.content(work.content[:0], node.dict)
	work.content = content
	out.Glyphs = make([]page.Glyph, 0, f.density.expected(len(content)))
	state := newState(ctm, trace.Rect{X1: w, Y1: h})
	runErr := r.execute(content, state, 0)
	f.density.learn(len(out.Glyphs), len(content))
	r.closeMarks()
	if runErr == nil {
		runErr = r.annotations(node, ctm)
	}
	r.silence()
	r.tag(node.object)
	r.judgeOperators()
	r.lacks.report(out)
	return errors.Join(err, runErr)
}

// cropBox returns the box that is displayed, never empty.
func cropBox(node pageNode) [4]float64 {
	media, ok := boxOf(node.mediaBox)
	if !ok {
		media = a4
	}
	crop, ok := boxOf(node.cropBox)
	if !ok {
		return media
	}
	crop = [4]float64{math.Max(crop[0], media[0]), math.Max(crop[1], media[1]), math.Min(crop[2], media[2]), math.Min(crop[3], media[3])}
	if crop[0] >= crop[2] || crop[1] >= crop[3] {
		return media
	}
	return crop
}

func boxOf(v pdf.Value) ([4]float64, bool) {
	n, ok := numbers(v, 4)
	if !ok || n[0] == n[2] || n[1] == n[3] {
		return [4]float64{}, false
	}
	return [4]float64{math.Min(n[0], n[2]), math.Min(n[1], n[3]), math.Max(n[0], n[2]), math.Max(n[1], n[3])}, true
}

// content appends the content streams of a page to dst; white space between
// them is required (ISO 32000-2 §7.8.2). A damaged stream is read as far as it
// goes; the error is that of a limit.
func (r *run) content(dst []byte, node pdf.Value) ([]byte, error) {
	v := node.Key("Contents")
	switch {
	case v.Kind() == pdf.Stream:
		return r.contentStream(dst, v)
	case v.Kind() == pdf.Array && v.Len() > 0:
	case references(node)["Contents"] != 0 || len(r.named("Font").Keys()) > 0:
		r.lacks.add("its content is not in the file")
	}
	for i := 0; i < v.Len(); i++ {
		var err error
		if dst, err = r.contentStream(dst, v.Index(i)); err != nil {
			return dst, err
		}
		dst = append(dst, '\n')
		if limit := r.file.limits.PageBytes; len(dst) > limit {
			return dst, exceeds("content of more than %d bytes", limit)
		}
	}
	return dst, nil
}

// contentStream appends one decoded content stream.
func (r *run) contentStream(dst []byte, v pdf.Value) ([]byte, error) {
	if v.Kind() != pdf.Stream {
		r.lacks.add("a part of its content is not in the file")
		return dst, nil
	}
	f := r.file
	dst, err := appendDecoded(dst, f.rawStream(v), filtersOf(v), f.limits.StreamBytes)
	if errors.Is(err, ErrLimit) {
		return dst, err
	}
	r.lacks.damaged("its content", err)
	return dst, nil
}
