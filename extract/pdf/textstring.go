package pdf

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"gongkai/extract/pdf/encoding"
)

// textString decodes a text string: UTF-16 or UTF-8 behind a byte order mark,
// else PDFDocEncoding (ISO 32000-2 §7.9.2.2). Escape sequences that name a
// language are taken out.
func textString(s string) string {
	switch {
	case strings.HasPrefix(s, "\xfe\xff"):
		return withoutLanguage(decode16(s[2:], false))
	case strings.HasPrefix(s, "\xff\xfe"):
		return withoutLanguage(decode16(s[2:], true))
	case strings.HasPrefix(s, "\xef\xbb\xbf"):
		return withoutLanguage(strings.ToValidUTF8(s[3:], "\ufffd"))
	}
	names, ok := encoding.Base("PDFDocEncoding")
	if !ok {
		return s
	}
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		if c < utf8.RuneSelf && (c >= ' ' || c == '\n' || c == '\r' || c == '\t') {
			b.WriteByte(c)
			continue
		}
		if text, ok := encoding.Unicode(names[c]); ok {
			b.WriteString(text)
		}
	}
	return b.String()
}

// decode16 decodes UTF-16 in big or in little endian order.
func decode16(s string, little bool) string {
	units := make([]uint16, 0, len(s)/2)
	for i := 0; i+1 < len(s); i += 2 {
		hi, lo := s[i], s[i+1]
		if little {
			hi, lo = lo, hi
		}
		units = append(units, uint16(hi)<<8|uint16(lo))
	}
	return string(utf16.Decode(units))
}

// withoutLanguage takes the escape sequences ESC language country ESC out.
func withoutLanguage(s string) string {
	for {
		start := strings.IndexByte(s, 0x1b)
		if start < 0 {
			return s
		}
		end := strings.IndexByte(s[start+1:], 0x1b)
		if end < 0 {
			return s[:start] + s[start+1:]
		}
		s = s[:start] + s[start+1+end+1:]
	}
}
