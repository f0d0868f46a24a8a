package cmap

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// A unicodeForm tells how the codes of a map are Unicode code points.
type unicodeForm uint8

const (
	notUnicode unicodeForm = iota
	utf16Codes             // UCS-2 too
	utf8Codes
	utf32Codes
)

// formOf reads the form from the name of a predefined map.
func formOf(name string) unicodeForm {
	switch {
	case !strings.HasPrefix(name, "Uni"):
		return notUnicode
	case strings.Contains(name, "-UTF8-"):
		return utf8Codes
	case strings.Contains(name, "-UTF32-"):
		return utf32Codes
	}
	return utf16Codes
}

// decode returns the character that a code of n bytes is. It is false for
// control characters, which stand for nothing printed.
func (f unicodeForm) decode(code uint32, n int) (rune, bool) {
	r := rune(code)
	switch {
	case f == notUnicode:
		return 0, false
	case f == utf16Codes && n == 4:
		r = utf16.DecodeRune(rune(code>>16), rune(code&0xFFFF))
	case f == utf8Codes:
		buf := []byte{byte(code >> 24), byte(code >> 16), byte(code >> 8), byte(code)}
		r, _ = utf8.DecodeRune(buf[maxCodeLen-min(n, maxCodeLen):])
	}
	return r, r >= ' ' && r != utf8.RuneError && utf8.ValidRune(r)
}

// Adobe publishes its Unicode maps in three forms that differ only in how a
// code point is written. The UTF-32 form is embedded, the other two are made
// from it.

// utf16Form returns the UTF-16 form of m, whose codes are UTF-32.
func utf16Form(m *CMap) *CMap {
	return m.rewritten([]codespace{{2, 0, 0xD7FF}, {4, 0xD800DC00, 0xDBFFDFFF}, {2, 0xE000, 0xFFFF}},
		func(r rune) (uint32, int) {
			if hi, lo := utf16.EncodeRune(r); hi != utf8.RuneError {
				return uint32(hi)<<16 | uint32(lo), 4
			}
			return uint32(r), 2
		})
}

// utf8Form returns the UTF-8 form of m, whose codes are UTF-32.
func utf8Form(m *CMap) *CMap {
	return m.rewritten([]codespace{{1, 0, 0x7F}, {2, 0xC080, 0xDFBF}, {3, 0xE08080, 0xEFBFBF}, {4, 0xF0808080, 0xF7BFBFBF}},
		func(r rune) (uint32, int) {
			var buf [utf8.UTFMax]byte
			n := utf8.EncodeRune(buf[:], r)
			return codeOf(buf[:n]), n
		})
}

// rewritten returns m with each code point written by encode.
func (m *CMap) rewritten(spaces []codespace, encode func(rune) (code uint32, n int)) *CMap {
	out := &CMap{ordering: m.ordering, vertical: m.vertical, spaces: spaces}
	rewrite := func(to *[maxCodeLen]spans, from spans, rising bool) {
		for _, x := range from {
			for r := x.lo; r <= x.hi; r++ {
				code, n := encode(rune(r))
				list := to[n-1]
				if k := len(list) - 1; k >= 0 && list[k].hi+1 == code && list[k].valueAt(code, rising) == x.valueAt(r, rising) {
					list[k].hi = code
					continue
				}
				to[n-1] = append(list, span{code, code, x.valueAt(r, rising)})
			}
		}
	}
	rewrite(&out.cids, m.cids[maxCodeLen-1], true)
	rewrite(&out.notdefs, m.notdefs[maxCodeLen-1], false)
	return out
}
