package layout

import (
	"strings"
	"unicode/utf8"
)

// IsNumber tells whether s is a whole number as tables print it: grouped by
// threes or not grouped, signed, bracketed, in per cent, with a footnote mark.
func IsNumber(s string) bool {
	_, ok := parseNumber(s)
	return ok
}

// parseNumber returns the number of decimals of a number; ok is false for any
// other text.
func parseNumber(s string) (decimals int, ok bool) {
	if !mayBeNumber(s) {
		return 0, false
	}
	s = skipOne(s, "(（")
	s = skipOne(s, "-–−+$¥￥")
	s = skipOne(s, " \t\n\f\r")
	n := leadingFigures(s)
	if rest := s[n:]; n > 0 && n <= 3 {
		for group := skipOne(rest, ",，"); len(group) < len(rest); group = skipOne(rest, ",，") {
			if leadingFigures(group) != 3 {
				return 0, false
			}
			rest = group[3:]
		}
		s = rest
	} else {
		s = rest
	}
	if rest := skipOne(s, ".．"); len(rest) < len(s) {
		if decimals = leadingFigures(rest); decimals == 0 {
			return 0, false
		}
		s = rest[decimals:]
	}
	s = skipOne(s, " \t\n\f\r")
	s = strings.TrimLeft(s, "%％)）")
	s = skipOne(s, "*†‡")
	if s != "" {
		return 0, false
	}
	return decimals, true
}

// skipOne returns s without its first character when that is one of chars.
func skipOne(s, chars string) string {
	if r, n := utf8.DecodeRuneInString(s); n > 0 && strings.ContainsRune(chars, r) {
		return s[n:]
	}
	return s
}

// leadingFigures returns how many figures s begins with.
func leadingFigures(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

// mayBeNumber tells whether s has a figure and neither letters nor ideographs:
// most texts are told from numbers so.
func mayBeNumber(s string) bool {
	figure := false
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9':
			figure = true
		case r >= 'A' && r <= 'Z', r >= 'a' && r <= 'z', r >= firstIdeograph && r < fullWidth:
			return false
		}
	}
	return figure
}

// firstIdeograph and fullWidth bound the characters that no number has: those
// above are the full-width forms of figures and signs.
const firstIdeograph, fullWidth = '\u3041', '\uFF00'
