package pdf

import (
	"github.com/ledongthuc/pdf"
	"golang.org/x/text/encoding/charmap"
)

// simpleFont reads a Type1, MMType1 or TrueType font (ISO 32000-2 §9.6).
func (f *File) simpleFont(v pdf.Value) *font {
	out := &font{}
	descriptor := v.Key("FontDescriptor")
	out.fallback = number(descriptor.Key("MissingWidth"), 0) / 1000
	f.simpleText(v, out)
	out.widths = simpleWidths(v, 1.0/1000)
	if out.widths == nil && out.fallback == 0 {
		out.fallback = 0.5
	}
	return out
}

// type3Font reads a Type3 font: its widths are in glyph space.
func (f *File) type3Font(v pdf.Value) *font {
	out := &font{}
	scale := 1.0 / 1000
	if m, ok := numbers(v.Key("FontMatrix"), 6); ok {
		scale = m[0]
	}
	f.simpleText(v, out)
	out.widths = simpleWidths(v, scale)
	return out
}

// simpleText fills the text by code: ToUnicode first, then the encoding.
func (f *File) simpleText(v pdf.Value, out *font) {
	toUnicode := f.toUnicode(v)
	table := charmap.Windows1252
	encoding := v.Key("Encoding")
	base := encoding.Name()
	if encoding.Kind() == pdf.Dict {
		base = encoding.Key("BaseEncoding").Name()
	}
	if base == "MacRomanEncoding" {
		table = charmap.Macintosh
	}
	for code := range out.simple {
		if r := table.DecodeByte(byte(code)); r != '\uFFFD' && code >= 0x20 {
			out.simple[code] = string(r)
		}
	}
	for code, s := range toUnicode {
		if code < 256 {
			out.simple[code] = s
		}
	}
}

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
