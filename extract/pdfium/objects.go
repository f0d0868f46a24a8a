package pdfium

import (
	"fmt"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"

	"gongkai/extract/page"
	"gongkai/extract/pdf"
	"gongkai/extract/trace"
)

// formDepth is how deep forms within forms are followed, as in package pdf.
const formDepth = 12

// objects adds the rulings, fills and images of the page and notes its fonts.
func (r *reading) objects() error {
	count, err := r.pdfium.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: r.page})
	if err != nil {
		return err
	}
	for i := range count.Count {
		object, err := r.pdfium.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: r.page, Index: i})
		if err != nil {
			return err
		}
		if err := r.object(object.PageObject, r.ctm, 0); err != nil {
			return err
		}
	}
	return nil
}

// spend counts a handle.
func (r *reading) spend() error {
	r.handles++
	if r.counted++; r.counted > r.limits.Objects {
		return fmt.Errorf("%w: more than %d page objects and path segments", pdf.ErrLimit, r.limits.Objects)
	}
	return nil
}

// object reads one page object; ctm maps the space it is drawn in to the page.
func (r *reading) object(object references.FPDF_PAGEOBJECT, ctm page.Matrix, depth int) error {
	if err := r.spend(); err != nil {
		return err
	}
	kind, err := r.pdfium.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: object})
	if err != nil {
		return err
	}
	switch kind.Type {
	case enums.FPDF_PAGEOBJ_TEXT:
		return r.textObject(object)
	case enums.FPDF_PAGEOBJ_PATH:
		return r.path(object, ctm)
	case enums.FPDF_PAGEOBJ_IMAGE:
		b, err := r.pdfium.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: object})
		if err != nil {
			return err
		}
		sheet := trace.Rect{X1: r.out.Width, Y1: r.out.Height}
		box := ctm.Box(float64(b.Left), float64(b.Bottom), float64(b.Right), float64(b.Top)).Intersect(sheet)
		if !box.IsZero() {
			r.out.Images = append(r.out.Images, box)
		}
	case enums.FPDF_PAGEOBJ_FORM:
		if depth < formDepth {
			return r.form(object, ctm, depth)
		}
	}
	return nil
}

// form reads the objects of a form.
func (r *reading) form(object references.FPDF_PAGEOBJECT, ctm page.Matrix, depth int) error {
	placed, err := r.pdfium.FPDFPageObj_GetMatrix(&requests.FPDFPageObj_GetMatrix{PageObject: object})
	if err != nil {
		return err
	}
	ctm = matrixOf(placed.Matrix).Then(ctm)
	count, err := r.pdfium.FPDFFormObj_CountObjects(&requests.FPDFFormObj_CountObjects{PageObject: object})
	if err != nil {
		return err
	}
	for i := range count.Count {
		inner, err := r.pdfium.FPDFFormObj_GetObject(&requests.FPDFFormObj_GetObject{PageObject: object, Index: uint64(i)})
		if err != nil {
			return err
		}
		if err := r.object(inner.PageObject, ctm, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// textObject notes the font of a text object: the text layer does not tell
// whether it is embedded, nor does it have the texts that PDFium drops.
func (r *reading) textObject(object references.FPDF_PAGEOBJECT) error {
	mode, err := r.pdfium.FPDFTextObj_GetTextRenderMode(&requests.FPDFTextObj_GetTextRenderMode{PageObject: object})
	if err != nil {
		return err
	}
	r.unseen = r.unseen || inkless(mode.TextRenderMode)
	found, err := r.pdfium.FPDFTextObj_GetFont(&requests.FPDFTextObj_GetFont{PageObject: object})
	if err != nil {
		return err
	}
	r.handles++
	name, err := r.pdfium.FPDFFont_GetBaseFontName(&requests.FPDFFont_GetBaseFontName{Font: found.Font})
	if err != nil {
		return nil // a font without a name
	}
	if _, known := r.fonts[name.BaseFontName]; known {
		return nil
	}
	flags, err := r.pdfium.FPDFFont_GetFlags(&requests.FPDFFont_GetFlags{Font: found.Font})
	if err != nil {
		return err
	}
	embedded, err := r.pdfium.FPDFFont_GetIsEmbedded(&requests.FPDFFont_GetIsEmbedded{Font: found.Font})
	if err != nil {
		return err
	}
	k := r.font(name.BaseFontName, int(flags.Flags))
	r.out.Fonts[k].Substituted = !embedded.IsEmbedded
	return nil
}

// inkless tells whether a text rendering mode draws nothing.
func inkless(mode enums.FPDF_TEXT_RENDERMODE) bool {
	return mode == enums.FPDF_TEXTRENDERMODE_INVISIBLE || mode == enums.FPDF_TEXTRENDERMODE_CLIP
}

// luminance returns the brightness of a colour of 0 to 255, 0 black to 1 white
// (ITU-R BT.601).
func luminance(red, green, blue uint) float64 {
	return (0.299*float64(red) + 0.587*float64(green) + 0.114*float64(blue)) / 255
}
