package records

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// A text is a printed text beside the form in which patterns are tried on it:
// half-width, without white space. What a pattern finds is given back as
// printed.
type text struct {
	printed string
	folded  string
	source  []int // by byte of folded, and one behind the last: the byte of printed
}

// newText folds a printed text character by character.
func newText(s string) text {
	t := text{printed: s}
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
	t.folded = b.String()
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
	}
	folded := []rune(norm.NFKC.String(string(r)))
	if len(folded) != 1 {
		return r
	}
	return folded[0]
}

// print returns the bytes from..to of the folded text as printed, outer white
// space cut off.
func (t *text) print(from, to int) string {
	if from >= to {
		return ""
	}
	return strings.TrimSpace(t.printed[t.source[from]:t.end(to)])
}

// end returns the byte of the printed text behind the first to bytes of the
// folded one: white space that follows them is left out.
func (t *text) end(to int) int {
	if to >= len(t.folded) {
		return len(t.printed)
	}
	return t.source[to]
}
