package pdfium

import (
	"fmt"
	"math"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/structs"

	"gongkai/extract/page"
	"gongkai/extract/pdf"
	"gongkai/extract/trace"
)

// Page reads page n, counted from 1.
func (f *file) Page(n int) (*page.Page, error) {
	if n < 1 || n > f.pages {
		return nil, &pdf.Error{Op: "page", Page: n, Err: fmt.Errorf("%w: the file has %d", pdf.ErrNoPages, f.pages)}
	}
	out := &page.Page{Number: n}
	err := f.limited("content", n, func() error {
		r, err := f.newReading(out)
		if err != nil {
			return err
		}
		defer r.close()
		if err := r.objects(); err != nil {
			return err
		}
		return r.text()
	})
	if err != nil {
		return nil, err
	}
	return out, nil
}

// A reading is one page while it is read.
type reading struct {
	*sandbox
	limits Limits
	out    *page.Page
	page   requests.Page
	ref    references.FPDF_PAGE
	ctm    matrix // user space to the displayed page

	fonts   map[string]int // index into out.Fonts, by name as PDFium gives it
	unseen  bool           // some text is drawn without ink
	counted int            // objects and path segments so far
}

// newReading loads a page of the file.
func (f *file) newReading(out *page.Page) (*reading, error) {
	b := f.box
	loaded, err := b.pdfium.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: b.doc, Index: out.Number - 1})
	if err != nil {
		return nil, err
	}
	r := &reading{sandbox: b, limits: f.limits, out: out, ref: loaded.Page, fonts: map[string]int{}}
	r.page.ByReference = &r.ref
	if err := r.geometry(); err != nil {
		r.close()
		return nil, err
	}
	return r, nil
}

// close frees the page; when that fails, the sandbox has crashed and the call
// before has said so.
func (r *reading) close() {
	_, _ = r.pdfium.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: r.ref})
}

// geometry reads the box that is displayed and how it is turned.
func (r *reading) geometry() error {
	box, err := r.pdfium.FPDF_GetPageBoundingBox(&requests.FPDF_GetPageBoundingBox{Page: r.page})
	if err != nil {
		return err
	}
	turn, err := r.pdfium.FPDFPage_GetRotation(&requests.FPDFPage_GetRotation{Page: r.page})
	if err != nil {
		return err
	}
	x0, x1 := float64(box.Rect.Left), float64(box.Rect.Right)
	y0, y1 := math.Min(float64(box.Rect.Top), float64(box.Rect.Bottom)), math.Max(float64(box.Rect.Top), float64(box.Rect.Bottom))
	w, h := x1-x0, y1-y0
	switch turn.PageRotation {
	case 1:
		r.ctm, w, h = matrix{0, 1, 1, 0, -y0, -x0}, h, w
	case 2:
		r.ctm = matrix{-1, 0, 0, 1, x1, -y0}
	case 3:
		r.ctm, w, h = matrix{0, -1, -1, 0, y1, x1}, h, w
	default:
		r.ctm = matrix{1, 0, 0, -1, -x0, y1}
	}
	r.out.Width, r.out.Height = w, h
	return nil
}

// A matrix is the affine map [a b c d e f] of ISO 32000-2 §8.3.3: x' = a·x +
// c·y + e, y' = b·x + d·y + f.
type matrix [6]float64

func matrixOf(m structs.FPDF_FS_MATRIX) matrix {
	return matrix{float64(m.A), float64(m.B), float64(m.C), float64(m.D), float64(m.E), float64(m.F)}
}

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

// box maps an upright box to the upright box around it.
func (m matrix) box(x0, y0, x1, y1 float64) trace.Rect {
	ax, ay := m.apply(x0, y0)
	bx, by := m.apply(x1, y1)
	cx, cy := m.apply(x0, y1)
	dx, dy := m.apply(x1, y0)
	return trace.Rect{
		X0: min(ax, bx, cx, dx), Y0: min(ay, by, cy, dy),
		X1: max(ax, bx, cx, dx), Y1: max(ay, by, cy, dy),
	}
}
