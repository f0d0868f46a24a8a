package pdf

import (
	"math"
	"unicode/utf8"

	"github.com/ledongthuc/pdf"

	"gongkai/extract/pdf/cmap"
	"gongkai/extract/pdf/encoding"
)

// unknownWidth is the advance in ems of glyphs whose font tells none: that of
// digits in most fonts.
const unknownWidth = 0.5

// simpleFont reads a Type1, MMType1 or TrueType font (ISO 32000-2 §9.6).
func (f *File) simpleFont(v pdf.Value, toUnicode *cmap.ToUnicode) *font {
	names := f.glyphNames(v)
	out := &font{simple: f.simpleText(v, toUnicode, names)}
	missing := number(v.Key("FontDescriptor").Key("MissingWidth"), 0) / 1000
	widths := simpleWidths(v, 1.0/1000)
	base := v.Key("BaseFont").Name()
	for code := range out.simple {
		width := missing
		if widths != nil && widths[code] >= 0 {
			width = widths[code]
		} else if w, ok := encoding.StandardWidth(base, names[code]); ok && widths == nil {
			width = w / 1000
		} else if widths == nil && missing == 0 {
			width = unknownWidth
		}
		out.simple[code].width = width
	}
	if wide := doubleByte(v, out.simple); wide != nil {
		return wide
	}
	if v.Key("ToUnicode").Kind() != pdf.Stream {
		out.garbled, out.suspect = recoded(out.simple, widths)
	}
	return out
}

// doubleByte reads a font that old Chinese print drivers wrote: its codes are
// bytes of GBK although it claims a Latin encoding, because the viewer was to
// take the system's font of that name. It is nil for all other fonts. The name
// in raw GBK bytes, no embedded program and no ToUnicode tell such a font.
func doubleByte(v pdf.Value, simple *[256]glyphInfo) *font {
	d := v.Key("FontDescriptor")
	embedded := !d.Key("FontFile").IsNull() || !d.Key("FontFile2").IsNull() || !d.Key("FontFile3").IsNull()
	if embedded || v.Key("ToUnicode").Kind() == pdf.Stream || utf8.ValidString(v.Key("BaseFont").Name()) {
		return nil
	}
	codes, err := cmap.Predefined("GBK-EUC-H")
	if err != nil {
		return nil
	}
	glyphs := &compositeGlyphs{codes: codes, pairs: true}
	glyphs.lookup = func(code uint32, n int) glyphInfo {
		if n == 1 {
			return simple[code&0xff]
		}
		text, _ := codes.Text(code, n)
		return glyphInfo{text: text, width: simple[code>>8&0xff].width + simple[code&0xff].width}
	}
	return &font{wide: glyphs}
}

// type3Font reads a Type3 font: its widths are in glyph space.
func (f *File) type3Font(v pdf.Value, toUnicode *cmap.ToUnicode) *font {
	out := &font{simple: f.simpleText(v, toUnicode, f.glyphNames(v))}
	scale := 1.0 / 1000
	if m, ok := numbers(v.Key("FontMatrix"), 6); ok {
		scale = m[0]
	}
	out.em = type3Em(v)
	if widths := simpleWidths(v, scale); widths != nil {
		for code := range out.simple {
			out.simple[code].width = max(widths[code], 0)
		}
	}
	return out
}

// The height of a Type3 font's box, in font sizes, that is taken as its em
// only outside these bounds: fonts drawn in pixels have a font size of one
// pixel, others a box that fits all their accents.
const (
	lowBox  = 0.3
	highBox = 3
)

// type3Em returns the height of the characters of a Type3 font in font sizes.
func type3Em(v pdf.Value) float64 {
	m, ok1 := numbers(v.Key("FontMatrix"), 6)
	box, ok2 := boxOf(v.Key("FontBBox"))
	if !ok1 || !ok2 {
		return 1
	}
	height := (box[3] - box[1]) * math.Hypot(m[2], m[3])
	if height < lowBox || height > highBox {
		return height
	}
	return 1
}

// glyphNames returns the glyph names by code: the base encoding with the
// Differences put over it.
func (f *File) glyphNames(v pdf.Value) [256]string {
	enc := v.Key("Encoding")
	base := enc.Name()
	if enc.Kind() == pdf.Dict {
		base = enc.Key("BaseEncoding").Name()
	}
	table, ok := encoding.Base(base)
	if !ok {
		table = builtIn(v)
	}
	names := *table
	differences := enc.Key("Differences")
	code := int64(0)
	for i := 0; i < differences.Len(); i++ {
		switch d := differences.Index(i); d.Kind() {
		case pdf.Integer:
			code = d.Int64()
		case pdf.Name:
			if code >= 0 && code < 256 {
				names[code] = d.Name()
			}
			code++
		}
	}
	return names
}

// builtIn returns the encoding of a font that names none: its own for the two
// symbol fonts, Windows for the others, as viewers read TrueType fonts.
func builtIn(v pdf.Value) *[256]string {
	name := "WinAnsiEncoding"
	switch standard, _ := encoding.StandardFont(v.Key("BaseFont").Name()); {
	case standard == "Symbol" || standard == "ZapfDingbats":
		name = standard
	case v.Key("Subtype").Name() == "Type1" && v.Key("FontDescriptor").IsNull():
		name = "StandardEncoding"
	}
	table, ok := encoding.Base(name)
	if !ok {
		return new([256]string)
	}
	return table
}

// simpleText returns the text by code: ToUnicode first, then the glyph names;
// the embedded font program where these tell nothing or where the font names
// no encoding.
func (f *File) simpleText(v pdf.Value, toUnicode *cmap.ToUnicode, names [256]string) *[256]glyphInfo {
	standard, _ := encoding.StandardFont(v.Key("BaseFont").Name())
	program := f.programOnce(v.Key("FontDescriptor"))
	widths := simpleWidths(v, 1)
	ownEncoding := v.Key("Encoding").IsNull()
	out := new([256]glyphInfo)
	for code := range out {
		m, ok := mapped(toUnicode, uint32(code), 1)
		if ok && !m.private {
			out[code].text = m.text
			continue
		}
		s, ok := "", false
		// The program is large: it is not read for codes that are not in use,
		// such as 0, the glyph that subsets keep for what they lack.
		used := toUnicode == nil || code > 0 && widths != nil && widths[code] > 0
		if ownEncoding && used && program() != nil {
			s, ok = program().CodeText(byte(code))
		}
		if !ok {
			s, ok = encoding.Unicode(names[code])
		}
		if !ok && standard == "ZapfDingbats" {
			s, ok = encoding.Dingbat(names[code])
		}
		if !ok && names[code] != "" && program() != nil {
			s, ok = program().CodeText(byte(code))
		}
		if out[code].text = m.text; ok {
			out[code].text = encoding.Fold(s)
		}
	}
	return out
}

// simpleWidths returns the Widths by code, negative where there is none; nil
// without Widths.
func simpleWidths(v pdf.Value, scale float64) []float64 {
	w := v.Key("Widths")
	if w.Kind() != pdf.Array {
		return nil
	}
	first := int(v.Key("FirstChar").Int64())
	out := make([]float64, 256)
	for i := range out {
		out[i] = -1
	}
	for i := 0; i < w.Len() && first+i < 256; i++ {
		if first+i >= 0 {
			out[first+i] = number(w.Index(i), 0) * scale
		}
	}
	return out
}
