package cli

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"

	"gongkai/extract"
	"gongkai/extract/page"
	"gongkai/extract/pdf"
)

// A fakeEngine reads every file that package pdf reads as well, but loses the
// last glyph of each page; a file that begins with "REFUSED" is one page that
// says 公开. Its pictures are blank, with one pixel to the point per 72 dpi.
type fakeEngine struct{}

func (fakeEngine) Name() string { return "fake engine" }

func (fakeEngine) Open(_ context.Context, data []byte, password string) (extract.EngineFile, error) {
	if bytes.Contains(data, []byte("REFUSED")) {
		return fakeFile{}, nil
	}
	own, err := pdf.Open(data, pdf.Options{Password: password})
	if err != nil {
		return nil, err
	}
	return fakeFile{own}, nil
}

type fakeFile struct{ own *pdf.File }

func (f fakeFile) Producer() string { return "" }
func (f fakeFile) Close() error     { return nil }

func (f fakeFile) NumPages() int {
	if f.own == nil {
		return 1
	}
	return f.own.NumPages()
}

func (f fakeFile) Page(n int) (*page.Page, error) {
	if f.own == nil {
		return &page.Page{Number: 1, Width: 595, Height: 842, Fonts: []page.Font{{}}, Glyphs: []page.Glyph{
			{Text: "公", X: 100, Y: 100, Size: 10}, {Text: "开", X: 110, Y: 100, Size: 10},
		}}, nil
	}
	p, err := f.own.Page(n)
	if err == nil {
		p.Glyphs = p.Glyphs[:len(p.Glyphs)-1]
	}
	return p, err
}

func (f fakeFile) PNG(n, dpi int) ([]byte, error) {
	if dpi == 13 {
		return nil, &pdf.Error{Op: "picture", Page: n, Err: errors.New("cannot be drawn")}
	}
	var out bytes.Buffer
	err := png.Encode(&out, image.NewGray(image.Rect(0, 0, 595*dpi/72, 842*dpi/72)))
	return out.Bytes(), err
}
