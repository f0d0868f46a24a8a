package pdfium

import (
	"fmt"
	"math"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/structs"

	"gongkai/extract/page"
	"gongkai/extract/pdf"
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
	ctm    page.Matrix // user space to the displayed page

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
	r.ctm, r.out.Width, r.out.Height = page.Display(x0, y0, x1, y1, 90*int(turn.PageRotation), 1)
	return nil
}

func matrixOf(m structs.FPDF_FS_MATRIX) page.Matrix {
	return page.Matrix{float64(m.A), float64(m.B), float64(m.C), float64(m.D), float64(m.E), float64(m.F)}
}
