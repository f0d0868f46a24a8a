package pdfium

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gongkai/extract"
	"gongkai/extract/page"
	"gongkai/extract/pdf"
	"gongkai/extract/trace"
)

// engine is shared by all tests: compiling takes seconds.
var engine = &Engine{}

// open opens a file for a test.
func open(t *testing.T, e *Engine, data []byte) extract.EngineFile {
	t.Helper()
	f, err := e.Open(context.Background(), data, "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	return f
}

// limited is the engine with limits changed.
func limited(change func(*Limits)) *Engine {
	limits := DefaultLimits()
	change(&limits)
	return &Engine{Limits: limits}
}

// fixtures returns the published documents that the project keeps.
func fixtures(t *testing.T) map[string][]byte {
	t.Helper()
	paths, err := filepath.Glob("../../fixtures/*.pdf")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no fixtures: %v", err)
	}
	out := map[string][]byte{}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		out[filepath.Base(path)] = data
	}
	return out
}

// Both engines read the fixtures alike; with fonts that are not embedded,
// PDFium loses text, which is told as such.
func TestCrossCheckOfFixtures(t *testing.T) {
	for name, data := range fixtures(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			substituted := false
			f := open(t, engine, data)
			for n := 1; n <= min(f.NumPages(), geometryPages); n++ {
				p, err := f.Page(n)
				if err != nil {
					t.Fatal(err)
				}
				for _, font := range p.Fonts {
					substituted = substituted || font.Substituted
				}
			}
			doc, err := extract.Read(context.Background(), name, data, extract.Options{Engine: engine, CrossCheck: true})
			if err != nil && !errors.Is(err, extract.ErrNeedsOCR) {
				t.Fatal(err)
			}
			for _, found := range doc.Findings {
				switch found.Rule {
				case "cross_check":
					if !substituted || found.Severity != trace.Info {
						t.Errorf("%s: %s", found.Severity, found.Message)
					}
				case "second_engine":
					t.Errorf("%s", found.Message)
				}
			}
		})
	}
}

// The geometry of a page is that of package pdf: its size, the sizes and boxes
// of glyphs, and the rulings.
func TestGeometryOfFixtures(t *testing.T) {
	for name, data := range fixtures(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			own, err := pdf.Open(data, pdf.Options{})
			if err != nil {
				t.Fatal(err)
			}
			f := open(t, engine, data)
			if f.NumPages() != own.NumPages() {
				t.Fatalf("%d pages, want %d", f.NumPages(), own.NumPages())
			}
			for n := 1; n <= min(f.NumPages(), geometryPages); n++ {
				got, err := f.Page(n)
				if err != nil {
					t.Fatal(err)
				}
				want, err := own.Page(n)
				if err != nil {
					t.Fatal(err)
				}
				compareGeometry(t, got, want)
			}
		})
	}
}

const (
	// geometryPages is how many pages of a fixture are compared: cover, text
	// and the first tables.
	geometryPages = 5
	// near is how far, in points, what is drawn may be apart.
	near = 0.5
	// jut is how far, in ems, the box of a glyph may reach beyond its advance
	// or fall short of it: PDFium's box spans the ink.
	jut = 0.15
)

func compareGeometry(t *testing.T, got, want *page.Page) {
	t.Helper()
	if math.Abs(got.Width-want.Width) > near || math.Abs(got.Height-want.Height) > near || got.Number != want.Number {
		t.Errorf("page %d of %.1f × %.1f, want page %d of %.1f × %.1f", got.Number, got.Width, got.Height, want.Number, want.Width, want.Height)
	}
	places := map[[2]int]*page.Glyph{}
	for i := range want.Glyphs {
		g := &want.Glyphs[i]
		places[[2]int{int(math.Round(g.X)), int(math.Round(g.Y))}] = g
	}
	compared := 0
	for i := range got.Glyphs {
		g := &got.Glyphs[i]
		w := places[[2]int{int(math.Round(g.X)), int(math.Round(g.Y))}]
		if w == nil || w.Text != g.Text || got.Fonts[g.Font].Substituted {
			continue
		}
		compared++
		if math.Abs(g.Size-w.Size) > near || g.Angle != w.Angle || g.Flags != w.Flags || !alike(g.Box, w.Box, near+jut*w.Size) {
			t.Errorf("page %d: glyph %+v, want %+v", got.Number, *g, *w)
			return
		}
	}
	if len(want.Glyphs) > 0 && compared == 0 && !got.Fonts[0].Substituted {
		t.Errorf("page %d: no glyph stands where package pdf has it", got.Number)
	}
	for _, w := range want.Rulings {
		found := false
		for _, g := range got.Rulings {
			found = found || g.Horizontal() == w.Horizontal() && math.Abs(g.Width-w.Width) < near &&
				alike(trace.Rect{X0: g.X0, Y0: g.Y0, X1: g.X1, Y1: g.Y1}, trace.Rect{X0: w.X0, Y0: w.Y0, X1: w.X1, Y1: w.Y1}, near)
		}
		if !found {
			t.Errorf("page %d: no ruling %+v", got.Number, w)
			return
		}
	}
	if len(got.Images) != len(want.Images) {
		t.Errorf("page %d: %d images, want %d", got.Number, len(got.Images), len(want.Images))
	}
}

// alike tells whether the sides of two boxes are at most so far apart.
func alike(a, b trace.Rect, slack float64) bool {
	return max(math.Abs(a.X0-b.X0), math.Abs(a.Y0-b.Y0), math.Abs(a.X1-b.X1), math.Abs(a.Y1-b.Y1)) < slack
}

func TestReadsWhatPackagePDFRefuses(t *testing.T) {
	data := deepTree(2 * pdf.DefaultLimits().TreeDepth)
	if _, err := extract.Read(context.Background(), "deep.pdf", data, extract.Options{}); !errors.Is(err, pdf.ErrNoPages) {
		t.Fatalf("without an engine: %v", err)
	}
	doc, err := extract.Read(context.Background(), "deep.pdf", data, extract.Options{Engine: engine})
	if err != nil {
		t.Fatal(err)
	}
	if doc.Source.Producer != "by hand" || doc.Source.Pages != 1 {
		t.Errorf("source %+v", doc.Source)
	}
	if !doc.Incomplete || len(doc.Findings) != 1 || doc.Findings[0].Rule != "second_engine" || doc.Findings[0].Severity != trace.Warning {
		t.Errorf("incomplete %v, findings %+v", doc.Incomplete, doc.Findings)
	}
	if len(doc.Blocks) != 1 || doc.Blocks[0].Paragraph == nil || doc.Blocks[0].Paragraph.Text != "Total 1,234.56" {
		t.Errorf("blocks %+v", doc.Blocks)
	}
}

func TestLimits(t *testing.T) {
	plain := onePage(&pdfWriter{}, strings.Repeat("0 0 m 9 9 l S ", 20)+"BT /F 12 Tf 72 700 Td (1,234.56) Tj ET", "", "")
	tests := []struct {
		name   string
		data   []byte
		change func(*Limits)
		want   string // in the message
	}{
		{"inflated bytes", flateBomb(t, 200), func(l *Limits) { l.Memory = 64 << 20 }, "memory"},
		{"forms within forms", formBomb(8), func(l *Limits) { l.CallTime, l.Memory = time.Second, 1<<30 }, "takes more than 1s"},
		{"size of the file", plain, func(l *Limits) { l.Memory = 1024 }, "file of"},
		{"glyphs", plain, func(l *Limits) { l.Glyphs = 7 }, "7 glyphs"},
		{"objects", plain, func(l *Limits) { l.Objects = 30 }, "30 page objects"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			start := time.Now()
			f, err := limited(tt.change).Open(context.Background(), tt.data, "")
			if err == nil {
				defer func() { _ = f.Close() }()
				_, err = f.Page(1)
			}
			var typed *pdf.Error
			if !errors.Is(err, pdf.ErrLimit) || !errors.As(err, &typed) || !strings.Contains(err.Error(), tt.want) {
				t.Fatalf("error %v after %v", err, time.Since(start))
			}
		})
	}
}

// A sandbox that was interrupted is not used again.
func TestLimitEndsTheFile(t *testing.T) {
	f := open(t, limited(func(l *Limits) { l.CallTime, l.Memory = 300*time.Millisecond, 1<<30 }), formBomb(8))
	if _, err := f.Page(1); !errors.Is(err, pdf.ErrLimit) {
		t.Fatalf("error %v", err)
	}
	start := time.Now()
	if _, err := f.PNG(1, 72); !errors.Is(err, pdf.ErrLimit) || time.Since(start) > 100*time.Millisecond {
		t.Fatalf("error %v after %v", err, time.Since(start))
	}
}

func TestErrors(t *testing.T) {
	good := onePage(&pdfWriter{}, "", "", "")
	locked := &pdfWriter{}
	locked.add("<</Type/Catalog/Pages 2 0 R>>")
	locked.add("<</Type/Pages/Count 1/Kids[3 0 R]>>")
	locked.add("<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>")
	locked.add("<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>", strings.Repeat("5A", 32), strings.Repeat("A5", 32))
	for _, tt := range []struct {
		name string
		data []byte
		want error
	}{
		{"empty", nil, pdf.ErrDamaged},
		{"no PDF", []byte("no pdf"), pdf.ErrDamaged},
		{"encrypted", locked.bytes("/Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]", 0), pdf.ErrEncrypted},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := engine.Open(context.Background(), tt.data, ""); !errors.Is(err, tt.want) {
				t.Errorf("error %v, want %v", err, tt.want)
			}
		})
	}
	t.Run("page out of range", func(t *testing.T) {
		f := open(t, engine, good)
		for _, n := range []int{0, 2} {
			if _, err := f.Page(n); !errors.Is(err, pdf.ErrNoPages) {
				t.Errorf("page %d: error %v", n, err)
			}
			if _, err := f.PNG(n, 72); !errors.Is(err, pdf.ErrNoPages) {
				t.Errorf("picture %d: error %v", n, err)
			}
		}
	})
	t.Run("cancelled", func(t *testing.T) {
		ctx, cancel := context.WithCancel(context.Background())
		f, err := engine.Open(ctx, good, "")
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = f.Close() }()
		cancel()
		if _, err := f.Page(1); !errors.Is(err, context.Canceled) {
			t.Errorf("error %v", err)
		}
	})
	t.Run("closed", func(t *testing.T) {
		f, err := engine.Open(context.Background(), good, "")
		if err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		if _, err := f.Page(1); err == nil {
			t.Error("a closed file is read")
		}
	})
}

// A file that takes many handles is read on in a fresh sandbox.
func TestFreshSandbox(t *testing.T) {
	f := open(t, engine, onePage(&pdfWriter{}, "BT /F 12 Tf 72 700 Td (7) Tj ET", "", "")).(*file)
	first := f.box
	f.box.handles = handlesMost + 1
	p, err := f.Page(1)
	if err != nil || len(p.Glyphs) != 1 || f.box == first {
		t.Fatalf("error %v, page %+v, fresh %v", err, p, f.box != first)
	}
}

func TestFlags(t *testing.T) {
	content := "BT /F 12 Tf 72 700 Td (a) Tj 3 Tr 20 0 Td (b) Tj 0 Tr 1 g 20 0 Td (c) Tj 0 g 2000 0 Td (d) Tj ET " +
		"0 0 1 rg 60 500 100 100 re f 1 g BT /F 12 Tf 72 550 Td (e) Tj ET"
	p, err := open(t, engine, onePage(&pdfWriter{}, content, "/Rotate 90", "")).Page(1)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]page.Flag{"a": 0, "b": page.Invisible, "c": page.Invisible, "d": page.OffPage, "e": 0}
	for _, g := range p.Glyphs {
		if flag, known := want[g.Text]; !known || g.Flags != flag || g.Angle != 90 {
			t.Errorf("glyph %+v, want flags %d", g, flag)
		}
		delete(want, g.Text)
	}
	if len(want) > 0 || p.Width != 842 || p.Height != 595 {
		t.Errorf("lacks %v on %v × %v", want, p.Width, p.Height)
	}
}

func TestPNG(t *testing.T) {
	content := "BT /F 40 Tf 100 700 Td (H) Tj ET"
	for _, tt := range []struct {
		name, more string
		dpi, w, h  int
	}{
		{"upright", "", 72, 595, 842},
		{"fine", "", 100, 827, 1170},
		{"turned", "/Rotate 90", 72, 842, 595},
		{"cropped", "/CropBox[50 600 350 800]", 144, 600, 400},
	} {
		t.Run(tt.name, func(t *testing.T) {
			f := open(t, engine, onePage(&pdfWriter{}, content, tt.more, ""))
			data, err := f.PNG(1, tt.dpi)
			if err != nil {
				t.Fatal(err)
			}
			picture, err := png.Decode(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			if size := picture.Bounds().Size(); size != image.Pt(tt.w, tt.h) {
				t.Errorf("size %v, want %d × %d", size, tt.w, tt.h)
			}
			p, err := f.Page(1)
			if err != nil || len(p.Glyphs) != 1 {
				t.Fatalf("error %v, page %+v", err, p)
			}
			scale := float64(tt.dpi) / pointsPerInch
			box := p.Glyphs[0].Box
			inside := image.Rect(int(box.X0*scale), int(box.Y0*scale), int(math.Ceil(box.X1*scale)), int(math.Ceil(box.Y1*scale)))
			in, out := 0, 0
			for y := range tt.h {
				for x := range tt.w {
					if r, _, _, _ := picture.At(x, y).RGBA(); r < 0x8000 {
						if image.Pt(x, y).In(inside) {
							in++
						} else {
							out++
						}
					}
				}
			}
			if in < 50 || out > 0 {
				t.Errorf("%d dark pixels in the box of the letter, %d outside", in, out)
			}
		})
	}
	t.Run("too large", func(t *testing.T) {
		f := open(t, engine, onePage(&pdfWriter{}, content, "", ""))
		if _, err := f.PNG(1, 2400); !errors.Is(err, pdf.ErrLimit) {
			t.Errorf("error %v", err)
		}
		if _, err := f.PNG(1, 0); err == nil {
			t.Error("no error for 0 dpi")
		}
		if _, err := f.PNG(1, 72); err != nil {
			t.Errorf("a picture of ordinary size after it: %v", err)
		}
	})
}
