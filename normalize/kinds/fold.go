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
	return strings.TrimFunc(normalized(s), isBlank)
}

// Fold returns s in the form in which titles and headers are compared:
// half-width, without white space, without quotation marks and 《》.
func Fold(s string) string {
	if isPlain(s) {
		return s
	}
	return strings.Map(bare, normalized(s))
}

// bare leaves out white space, quotation marks and 《》.
func bare(r rune) rune {
	switch r {
	case '“', '”', '"', '„', '‟', '″', '‘', '’', '\'', '《', '》', '<', '>', '〈', '〉':
		return -1
	}
	if isBlank(r) {
		return -1
	}
	return r
}

// normalized returns s in half-width forms (NFKC) with dashes made equal.
func normalized(s string) string {
	for _, r := range s {
		if simple(r) < 0 {
			return norm.NFKC.String(dashes.Replace(s))
		}
	}
	return strings.Map(simple, s)
}

// simple folds the characters that budgets print most: ordinary ideographs and
// punctuation, full-width signs. It is less than 0 for others, which may have
// compatibility forms or combine.
func simple(r rune) rune {
	switch {
	case r >= firstIdeograph && r <= lastIdeograph || r < 0x7f || r >= '、' && r <= '】':
		return r
	case r == '－' || r == '—':
		return '-'
	case r == '～':
		return '~'
	case r >= '！' && r < '～':
		return r - '！' + '!'
	case r == '　':
		return ' '
	case r == '“' || r == '”' || r == '‘' || r == '’' || r == '※':
		return r
	}
	return -1
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
