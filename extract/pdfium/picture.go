package pdfium

import (
	"bytes"
	"fmt"
	"image/png"
	"math"

	"github.com/klippa-app/go-pdfium/enums"
	"github.com/klippa-app/go-pdfium/requests"

	"gongkai/extract/page"
	"gongkai/extract/pdf"
)

// pointsPerInch is the size of a point.
const pointsPerInch = 72

// PNG draws page n, counted from 1, with that many pixels to the inch, stamps
// and other annotations included.
func (f *file) PNG(n, dpi int) ([]byte, error) {
	if n < 1 || n > f.pages {
		return nil, &pdf.Error{Op: "picture", Page: n, Err: fmt.Errorf("%w: the file has %d", pdf.ErrNoPages, f.pages)}
	}
	var out bytes.Buffer
	err := f.limited("picture", n, func() error {
		r, err := f.newReading(&page.Page{Number: n})
		if err != nil {
			return err
		}
		defer r.close()
		scale := float64(dpi) / pointsPerInch
		if pixels := math.Ceil(r.out.Width*scale) * math.Ceil(r.out.Height*scale); dpi <= 0 || pixels > float64(f.limits.Pixels) {
			return fmt.Errorf("%w: a picture of %.0f pixels, at most %d are drawn", pdf.ErrLimit, pixels, f.limits.Pixels)
		}
		drawn, err := r.pdfium.RenderPageInDPI(&requests.RenderPageInDPI{
			Page: r.page, DPI: dpi, RenderFlags: enums.FPDF_RENDER_FLAG_ANNOT,
		})
		if err != nil {
			return err
		}
		defer drawn.CleanupFunc()
		return png.Encode(&out, drawn.Result.RenderedImage)
	})
	if err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
