package layout

import (
	"strings"
	"unicode"
)

// roomForTwo is the free width, in ems, from which on a number that ends a
// line was not broken by the edge of its cell: what follows is another number.
// Cell padding takes up to one em, the digit that did not fit half of one.
const roomForTwo = 3.0

// JoinLines joins the broken lines of one text into one logical text: CJK
// without a space, Latin words with one, a number or code split by the wrap
// made whole.
func JoinLines(lines []Line) string {
	switch len(lines) {
	case 0:
		return ""
	case 1:
		return lines[0].Text
	}
	var b strings.Builder
	prev := Line{}
	for _, l := range lines {
		if l.Text == "" {
			continue
		}
		if prev.Text != "" && spaceAtBreak(prev, l.Text) {
			b.WriteByte(' ')
		}
		b.WriteString(l.Text)
		prev = l
	}
	return b.String()
}

// spaceAtBreak tells whether a line break stood for a space.
func spaceAtBreak(prev Line, next string) bool {
	a, b := lastRune(prev.Text), firstRune(next)
	sa, sb := scriptOf(a), scriptOf(b)
	switch {
	case sa == wide || sb == wide:
		return false
	case sa == digit && sb == digit:
		return prev.Room >= roomForTwo*prev.Size
	case strings.ContainsRune("-–—/(<>=≥≤＞＜([{“‘", a), strings.ContainsRune(",.;:!?%)]}”’/-–—", b):
		return false
	case sa == digit || sb == digit:
		// A code that mixes letters and digits has no spaces of its own.
		if sa == neutral || sb == neutral {
			return !numberSign(a) && !numberSign(b)
		}
		return strings.Contains(prev.Text, " ") || prev.Room >= roomForTwo*prev.Size
	case sa == neutral && sb == neutral:
		return false
	}
	return true
}

// numberSign tells whether r may stand within a printed number.
func numberSign(r rune) bool {
	return strings.ContainsRune(",.-+=<>%:/", r) || unicode.Is(unicode.Sm, r)
}
