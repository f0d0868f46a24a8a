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

// isPlain tells whether s is made of ASCII letters, digits, the signs of
// amounts and ordinary ideographs: nothing that could be folded.
func isPlain(s string) bool {
	for _, r := range s {
		switch {
		case r >= firstIdeograph && r <= lastIdeograph:
		case r <= ' ' || r >= 0x7f || r == '\'' || r == '"' || r == '<' || r == '>':
			return false
		}
	}
	return true
}

// The block of ideographs that have no compatibility forms.
const (
	firstIdeograph = 0x4e00
	lastIdeograph  = 0x9fff
)

// isBlank tells whether r prints nothing.
func isBlank(r rune) bool {
	return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == '\u00ad'
}
