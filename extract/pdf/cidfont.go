package pdf

import (
	"strings"

	"github.com/ledongthuc/pdf"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// maxCID bounds the width table: CIDs have two bytes.
const maxCID = 1 << 16

// compositeFont reads a Type0 font (ISO 32000-2 §9.7).
func (f *File) compositeFont(v pdf.Value) *font {
	out := &font{next: twoBytes, fallback: 1}
	descendant := v.Key("DescendantFonts").Index(0)
	out.fallback = number(descendant.Key("DW"), 1000) / 1000
	out.widths = cidWidths(descendant.Key("W"))
	encoding := v.Key("Encoding").Name()
	out.vertical = strings.HasSuffix(encoding, "-V")
	toUnicode := f.toUnicode(v)
	byCode := func(uint32) string { return "" }
	switch {
	case strings.Contains(encoding, "UCS2"), strings.Contains(encoding, "UTF16"):
		byCode = func(code uint32) string { return string(rune(code)) }
		out.cid = func(code uint32, n int) uint32 { return asciiCID(code, 1) }
	case strings.HasPrefix(encoding, "GB"):
		out.next = gbCodes
		byCode = gbText
		out.cid = func(code uint32, n int) uint32 { return asciiCID(code, 814) }
	}
	out.unicode = func(code uint32, n int) string {
		if s, ok := toUnicode[code]; ok {
			return s
		}
		return byCode(code)
	}
	return out
}

func twoBytes(s []byte) (uint32, int) {
	if len(s) < 2 {
		return uint32(s[0]), 1
	}
	return uint32(s[0])<<8 | uint32(s[1]), 2
}

func gbCodes(s []byte) (uint32, int) {
	if s[0] < 0x81 {
		return uint32(s[0]), 1
	}
	return twoBytes(s)
}

func gbText(code uint32) string {
	b := []byte{byte(code >> 8), byte(code)}
	if code < 0x100 {
		b = b[1:]
	}
	s, err := simplifiedchinese.GB18030.NewDecoder().Bytes(b)
	if err != nil {
		return ""
	}
	return string(s)
}

// asciiCID is the CID of a half-width ASCII character whose block starts at
// base in Adobe-GB1; other characters get one that no width table names.
func asciiCID(code, base uint32) uint32 {
	if code >= 0x20 && code < 0x7f {
		return code - 0x20 + base
	}
	return maxCID
}

// cidWidths reads a W array: "c [w1 w2 …]" and "first last w".
func cidWidths(w pdf.Value) []float64 {
	var out []float64
	set := func(cid int, width float64) {
		if cid < 0 || cid >= maxCID {
			return
		}
		for len(out) <= cid {
			out = append(out, -1)
		}
		out[cid] = width / 1000
	}
	for i := 0; i+1 < w.Len(); {
		first, second := w.Index(i), w.Index(i+1)
		if second.Kind() == pdf.Array {
			for j := 0; j < second.Len(); j++ {
				set(int(first.Int64())+j, number(second.Index(j), 0))
			}
			i += 2
			continue
		}
		width := number(w.Index(i+2), 0)
		for cid := first.Int64(); cid <= second.Int64() && cid < maxCID; cid++ {
			set(int(cid), width)
		}
		i += 3
	}
	return out
}
