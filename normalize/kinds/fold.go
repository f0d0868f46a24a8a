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
	return strings.TrimFunc(norm.NFKC.String(dashes.Replace(s)), isBlank)
}

// Fold returns s in the form in which titles and headers are compared:
// half-width, without white space, without quotation marks and 《》.
func Fold(s string) string {
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

// isBlank tells whether r prints nothing.
func isBlank(r rune) bool {
	return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == '\u00ad'
}
