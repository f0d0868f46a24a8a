package kinds

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// dashes folds the dashes that fonts of different makers draw alike.
var dashes = strings.NewReplacer("—", "-", "–", "-", "－", "-", "−", "-", "‐", "-", "‑", "-", "─", "-", "～", "~")

// HalfWidth returns s in half-width forms (NFKC), dashes made equal, outer
// white space cut off. White space within stays.
func HalfWidth(s string) string {
	if isPlain(s) {
		return s
	}
	return strings.TrimFunc(norm.NFKC.String(dashes.Replace(s)), isBlank)
}

// Fold returns s in the form in which titles and headers are compared:
// half-width, without white space, without quotation marks and 《》.
func Fold(s string) string {
	if isPlain(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch r {
		case '“', '”', '"', '„', '‟', '″', '‘', '’', '\'', '《', '》', '<', '>', '〈', '〉':
			return -1
		}
		if isBlank(r) {
			return -1
		}
		return r
	}, norm.NFKC.String(dashes.Replace(s)))
}

// isPlain tells whether s is made of ASCII letters, digits and the signs of
// amounts: nothing that could be folded.
func isPlain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c <= ' ' || c >= 0x7f || c == '\'' || c == '"' || c == '<' || c == '>' {
			return false
		}
	}
	return true
}

// isBlank tells whether r prints nothing.
func isBlank(r rune) bool {
	return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == '\u00ad'
}
