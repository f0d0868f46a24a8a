// Package printed keeps a printed text beside the form in which patterns are
// tried on it.
//
// In: a text as printed. Out: the same folded, and what is found in the folded
// form as it is printed.
package printed

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// A Text is a printed text and its folded form: half-width, without white
// space. What a pattern finds in the folded form is given back as printed.
type Text struct {
	Printed string
	Folded  string
	source  []int // by byte of Folded, and one behind the last: the byte of Printed
}

// New folds a printed text character by character.
func New(s string) Text {
	t := Text{Printed: s}
	var b strings.Builder
	b.Grow(len(s))
	t.source = make([]int, 0, len(s)+1)
	for i, r := range s {
		if unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' || r == '\u00ad' {
			continue
		}
		n := b.Len()
		b.WriteRune(foldRune(r))
		for range b.Len() - n {
			t.source = append(t.source, i)
		}
	}
	t.Folded = b.String()
	t.source = append(t.source, len(s))
	return t
}

// foldRune returns the half-width or ordinary form of a character that has one.
func foldRune(r rune) rune {
	switch {
	case r == '－' || r == '—' || r == '–' || r == '−' || r == '‐' || r == '‑' || r == '─':
		return '-'
	case r < 0x2e80 || r >= 0x3000 && r < 0xf900 && r != '　':
		return r
	case r >= '！' && r <= '～':
		return r - '！' + '!'
	}
	folded := []rune(norm.NFKC.String(string(r)))
	if len(folded) != 1 {
		return r
	}
	return folded[0]
}

// Print returns the bytes from..to of the folded text as printed, outer white
// space cut off.
func (t *Text) Print(from, to int) string {
	if from >= to {
		return ""
	}
	return strings.TrimSpace(t.Printed[t.source[from]:t.End(to)])
}

// Source returns the byte of the printed text at which byte i of the folded
// one begins.
func (t *Text) Source(i int) int { return t.source[i] }

// End returns the byte of the printed text behind the first to bytes of the
// folded one: white space that follows them is left out.
func (t *Text) End(to int) int {
	if to >= len(t.Folded) {
		return len(t.Printed)
	}
	return t.source[to]
}
