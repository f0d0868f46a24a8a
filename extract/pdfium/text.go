package pdfium

import (
	"fmt"
	"math"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"golang.org/x/text/encoding/simplifiedchinese"

	"gongkai/extract/page"
	"gongkai/extract/pdf"
	"gongkai/extract/pdf/encoding"
	"gongkai/extract/trace"
)

// The vertical extent of a glyph box in em, as package pdf has it.
const (
	emAbove = 0.88
	emBelow = 0.12
)

// minSize is the font size in points below which nothing can be read.
const minSize = 0.1

// hyphen is what PDFium writes for a hyphen at the end of a line.
const hyphen = 0x02

// text adds the glyphs of the text layer. Characters that PDFium made up, such
// as spaces between words and ends of lines, are left out.
func (r *reading) text() error {
	loaded, err := r.pdfium.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: r.page})
	if err != nil {
		return err
	}
	text := loaded.TextPage
	defer func() { _, _ = r.pdfium.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text}) }()
	count, err := r.pdfium.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: text})
	if err != nil {
		return err
	}
	if count.Count > r.limits.Glyphs {
		return fmt.Errorf("%w: more than %d glyphs", pdf.ErrLimit, r.limits.Glyphs)
	}
	r.out.Glyphs = make([]page.Glyph, 0, count.Count)
	high := rune(0) // first half of a character that PDFium gives in two
	for i := range count.Count {
		made, err := r.pdfium.FPDFText_IsGenerated(&requests.FPDFText_IsGenerated{TextPage: text, Index: i})
		if err != nil {
			return err
		}
		if made.IsGenerated {
			continue
		}
		code, err := r.pdfium.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: text, Index: i})
		if err != nil {
			return err
		}
		c := rune(code.Unicode)
		switch {
		case c >= 0xd800 && c < 0xdc00:
			high = c
			continue
		case utf16.IsSurrogate(c):
			c = utf16.DecodeRune(high, c)
		case c == hyphen:
			c = '-'
		}
		if err := r.glyph(text, i, c); err != nil {
			return err
		}
	}
	return nil
}

// glyph adds character i of the text layer, which says c.
func (r *reading) glyph(text references.FPDF_TEXTPAGE, i int, c rune) error {
	origin, err := r.pdfium.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: text, Index: i})
	if err != nil {
		return err
	}
	g := page.Glyph{MCID: -1}
	g.X, g.Y = r.ctm.Apply(origin.X, origin.Y)
	unmapped, err := r.pdfium.FPDFText_HasUnicodeMapError(&requests.FPDFText_HasUnicodeMapError{TextPage: text, Index: i})
	if err != nil {
		return err
	}
	if !unmapped.HasUnicodeMapError && c != 0 && c != utf8.RuneError && c <= utf8.MaxRune {
		g.Text = encoding.Fold(string(c))
	}
	size, err := r.pdfium.FPDFText_GetFontSize(&requests.FPDFText_GetFontSize{TextPage: text, Index: i})
	if err != nil {
		return err
	}
	placed, err := r.pdfium.FPDFText_GetMatrix(&requests.FPDFText_GetMatrix{TextPage: text, Index: i})
	if err != nil {
		return err
	}
	m := matrixOf(placed.Matrix).Then(r.ctm)
	g.Size = math.Max(math.Abs(size.FontSize)*math.Hypot(m[2], m[3]), minSize)
	if m[1] != 0 || m[0] < 0 {
		g.Angle = (int(math.Round(math.Atan2(m[1], m[0])*180/math.Pi)) + 360) % 360
	}
	if g.Box, err = r.extent(text, i, &g); err != nil {
		return err
	}
	if g.Flags, err = r.flags(text, i, &g); err != nil {
		return err
	}
	if g.Font, err = r.fontOf(text, i); err != nil {
		return err
	}
	r.out.Glyphs = append(r.out.Glyphs, g)
	return nil
}

// extent returns the box of a glyph: one em high around the baseline, and as
// long as PDFium's loose box, which spans the advance and ink that juts out.
func (r *reading) extent(text references.FPDF_TEXTPAGE, i int, g *page.Glyph) (trace.Rect, error) {
	above, below := emAbove*g.Size, emBelow*g.Size
	loose, err := r.pdfium.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: text, Index: i})
	if err != nil {
		return trace.Rect{}, err
	}
	b := r.ctm.Box(float64(loose.Rect.Left), float64(loose.Rect.Bottom), float64(loose.Rect.Right), float64(loose.Rect.Top))
	switch g.Angle {
	case 0:
		return trace.Rect{X0: g.X, Y0: g.Y - above, X1: math.Max(b.X1, g.X), Y1: g.Y + below}, nil
	case 180:
		return trace.Rect{X0: math.Min(b.X0, g.X), Y0: g.Y - below, X1: g.X, Y1: g.Y + above}, nil
	case 90:
		return trace.Rect{X0: g.X - below, Y0: g.Y, X1: g.X + above, Y1: math.Max(b.Y1, g.Y)}, nil
	case 270:
		return trace.Rect{X0: g.X - above, Y0: math.Min(b.Y0, g.Y), X1: g.X + below, Y1: g.Y}, nil
	}
	if b.Height() == 0 {
		b = trace.Rect{X0: g.X, Y0: g.Y - above, X1: g.X, Y1: g.Y + below}
	}
	return b, nil
}

// white is the luminance from which on ink is not seen on paper.
const white = 0.98

// flags tells why a glyph is not seen.
func (r *reading) flags(text references.FPDF_TEXTPAGE, i int, g *page.Glyph) (page.Flag, error) {
	x, y := g.Box.CenterX(), g.Box.CenterY()
	if !(trace.Rect{X1: r.out.Width, Y1: r.out.Height}).Contains(x, y) {
		return page.OffPage, nil
	}
	if r.unseen {
		object, err := r.pdfium.FPDFText_GetTextObject(&requests.FPDFText_GetTextObject{TextPage: text, Index: i})
		if err != nil {
			return 0, err
		}
		r.handles++
		mode, err := r.pdfium.FPDFTextObj_GetTextRenderMode(&requests.FPDFTextObj_GetTextRenderMode{PageObject: object.TextObject})
		if err != nil {
			return 0, err
		}
		if inkless(mode.TextRenderMode) {
			return page.Invisible, nil
		}
	}
	ink, err := r.pdfium.FPDFText_GetFillColor(&requests.FPDFText_GetFillColor{TextPage: text, Index: i})
	if err != nil {
		return 0, nil // text without a colour of its own is black
	}
	if ink.A == 0 || luminance(ink.R, ink.G, ink.B) >= white && !r.out.DarkAt(x, y) {
		return page.Invisible, nil
	}
	return 0, nil
}

// fontOf returns the index of the font of a character.
func (r *reading) fontOf(text references.FPDF_TEXTPAGE, i int) (int, error) {
	info, err := r.pdfium.FPDFText_GetFontInfo(&requests.FPDFText_GetFontInfo{TextPage: text, Index: i})
	if err != nil {
		return r.font("", 0), nil // a font without a name
	}
	return r.font(info.FontName, info.Flags), nil
}

// flagForceBold is a bit of a font descriptor's Flags (ISO 32000-2, table 121).
const flagForceBold = 1 << 18

// font returns the index of the font with a name as PDFium gives it.
func (r *reading) font(raw string, flags int) int {
	if k, known := r.fonts[raw]; known {
		return k
	}
	name := raw
	if len(name) > 7 && name[6] == '+' {
		name = name[7:]
	}
	if !utf8.ValidString(name) {
		if s, err := simplifiedchinese.GBK.NewDecoder().String(name); err == nil && !strings.ContainsRune(s, utf8.RuneError) {
			name = s
		}
	}
	lower := strings.ToLower(name)
	bold := strings.Contains(lower, "bold") || strings.Contains(lower, "heavy") || strings.Contains(lower, "black") || flags&flagForceBold != 0
	r.out.Fonts = append(r.out.Fonts, page.Font{Name: name, Bold: bold})
	r.fonts[raw] = len(r.out.Fonts) - 1
	return r.fonts[raw]
}
