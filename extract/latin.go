package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"gongkai/extract/layout"
)

// Text in Latin letters is set ragged as often as not and breaks words with
// hyphens, so that its paragraphs are told by its words where Chinese ones are
// told by the ends of their lines.
const (
	// latinLetters is the least number of letters of a line whose script is
	// known.
	latinLetters = 3
	// latinFull is the share of the width of its column from which on a line
	// that ends within a sentence goes on in the next.
	latinFull = 0.6
	// latinSpread is how much wider than usual the distance of two lines may
	// be within a paragraph when a sentence ends between them.
	latinSpread = 1.2
	// mainHeading is how much larger than the running text the headings of the
	// first level are set.
	mainHeading = 1.5
)

// latin tells whether s is written in letters, none of them ideographs.
func latin(s string) bool {
	letters := 0
	for _, r := range s {
		switch {
		case wide(r) && unicode.IsLetter(r):
			return false
		case unicode.IsLetter(r):
			letters++
		}
	}
	return letters >= latinLetters
}

// sentenceEnds tells whether a text in Latin letters ends a sentence: with its
// stop, and perhaps a closing quotation mark or bracket behind.
func sentenceEnds(s string) bool {
	s = strings.TrimRight(s, `"'”’)]`)
	return s != "" && strings.ContainsRune(".!?:;", rune(s[len(s)-1]))
}

// latinGoesOn tells whether row b goes on with the paragraph that ends with
// row a, both in Latin letters.
//
// The words say it: a line that begins in lower case goes on, and so does one
// behind a long line that ends within a sentence. Titles go on in their size.
func (t *typography) latinGoesOn(a, b *row) bool {
	mark := words().ListMark.group(b.Text)
	if mark != "" && !strings.ContainsAny(mark, "0123456789") {
		return false
	}
	first, _ := utf8.DecodeRuneInString(b.plain)
	if mark == "" && unicode.IsLower(first) {
		return true
	}
	if a.Bold != b.Bold {
		return false
	}
	c := t.columns[a.region]
	if !sentenceEnds(a.plain) && a.At.Box.Width() >= latinFull*(c.right-c.left) {
		return true
	}
	if mark != "" {
		return false
	}
	if a.Size > headingSize*t.body && a.region == b.region {
		return true
	}
	if !sentenceEnds(a.plain) {
		return false
	}
	near := b.Baseline-a.Baseline <= latinSpread*t.pitch*b.Size
	if a.region != b.region {
		near = a.page != b.page || t.regions[a.region].column && t.regions[b.region].column
	}
	return near && t.wraps(a, b) && b.At.Box.X0 <= t.columns[b.region].left+indentMin*b.Size
}

// latinHeading returns the level of a heading that is told by its type alone:
// larger than the running text, or bold in text that is not. It is 0 for
// paragraphs that are none.
func (t *typography) latinHeading(para []row) int {
	first := &para[0]
	last := &para[len(para)-1]
	if len(para) > 2 || !latin(first.plain) || strings.ContainsAny(last.plain[len(last.plain)-1:], ".;,:-") || words().ListMark.group(first.Text) != "" {
		return 0
	}
	switch {
	case first.Size >= mainHeading*t.body:
		return 1
	case first.Size > headingSize*t.body:
		return 2
	case first.Bold && last.Bold && !t.bold && first.Size >= t.body*(1-sizeChange):
		return 3
	}
	return 0
}

// brokenWord returns the letters before a hyphen at the end of a line, "" when
// it ends otherwise.
func brokenWord(s string) string {
	head, ok := strings.CutSuffix(s, "-")
	if !ok {
		return ""
	}
	return head[strings.LastIndexFunc(head, notLetter)+1:]
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) }

// firstWord returns the letters that a line begins with.
func firstWord(s string) string {
	if i := strings.IndexFunc(s, notLetter); i >= 0 {
		return s[:i]
	}
	return s
}

// vocabulary returns the words that lines print whole, in lower case, when
// words are broken in the document at all.
func vocabulary(items []item) map[string]bool {
	broken := false
	for i := range items {
		broken = broken || items[i].line != nil && brokenWord(items[i].line.Text) != ""
	}
	if !broken {
		return nil
	}
	out := map[string]bool{}
	for i := range items {
		if items[i].line == nil {
			continue
		}
		for _, w := range strings.FieldsFunc(items[i].line.Text, func(r rune) bool { return notLetter(r) && r != '-' }) {
			out[strings.ToLower(w)] = true
		}
	}
	return out
}

// join joins the lines of a paragraph. A word broken with a hyphen is made
// whole when the document prints it whole elsewhere; other hyphens stay.
func (t *typography) join(lines []layout.Line) string {
	var whole []layout.Line
	for i := 1; i < len(lines) && t.words != nil; i++ {
		head, tail := brokenWord(lines[i-1].Text), firstWord(lines[i].Text)
		if head == "" || tail == "" || !unicode.IsLower([]rune(tail)[0]) || !t.words[strings.ToLower(head+tail)] {
			continue
		}
		if whole == nil {
			whole = append(whole, lines...)
		}
		whole[i].Text = head + whole[i].Text
		whole[i-1].Text = strings.TrimRight(strings.TrimSuffix(whole[i-1].Text, head+"-"), " ")
	}
	if whole == nil {
		return layout.JoinLines(lines)
	}
	return layout.JoinLines(whole)
}
