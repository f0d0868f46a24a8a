package check

import (
	"strings"
	"unicode/utf8"

	"gongkai/extract/trace"
	"gongkai/normalize"
)

const (
	// contextBytes is how much before a match may excuse it: a few words.
	contextBytes = 12
	// quotedRunes is how much of a text is quoted from an unpaired bracket on.
	quotedRunes = 24
)

// texts checks the words of the document: its paragraphs and the text cells
// of its tables.
func (c *checker) texts() {
	var walk func(s []normalize.Section)
	walk = func(sections []normalize.Section) {
		for _, s := range sections {
			c.text(s.Title, "", fixed(s.At))
			for _, p := range s.Paragraphs {
				c.text(p.Text, "", p.At)
			}
			walk(s.Children)
		}
	}
	walk(c.d.Sections)
	for _, t := range c.d.Tables {
		for line := range strings.SplitSeq(t.Note, "\n") {
			c.text(line, t.ID, fixed(t.Locators))
		}
		for _, cell := range t.Cells {
			if cell.Text != "" && cell.Role != "amount" && cell.Role != "code" {
				c.text(cell.Text, t.ID, fixed([]trace.Locator{{Page: cell.Page, Box: cell.BBox}}))
			}
		}
	}
}

// A placer tells where the bytes from..to of a text are printed.
type placer func(from, to int) []trace.Locator

// fixed is the placer of a text whose parts are not told apart.
func fixed(at []trace.Locator) placer { return func(int, int) []trace.Locator { return at } }

// text checks one paragraph or cell.
func (c *checker) text(s, table string, at placer) {
	may := c.words.starts.in(s)
	for i := range c.words.Patterns {
		p := &c.words.Patterns[i]
		if may&(1<<i) == 0 {
			continue
		}
		for _, m := range p.Find.FindAllStringSubmatchIndex(s, -1) {
			from, to := m[0], m[1]
			if len(m) > 2 && m[2] >= 0 {
				from, to = m[2], m[3]
			}
			quoted := s[from:to]
			if p.Unless.Regexp != nil && p.Unless.MatchString(s[max(0, m[0]-contextBytes):m[1]]) {
				continue
			}
			c.note(p.Rule, note{text: quoted, table: table, at: at(from, to)})
		}
	}
	if strings.ContainsAny(s, c.words.bracketSigns) {
		c.brackets(s, table, at)
	}
}

// brackets reports the brackets of a text that nothing closes or opens. The
// closing bracket of an enumerator, "1）", opens nothing.
func (c *checker) brackets(s, table string, at placer) {
	type open struct {
		at      int
		closing string
	}
	var stack []open
	for i, r := range s {
		b := string(r)
		if folded := c.words.Fold[b]; folded != "" {
			b = folded
		}
		for _, pair := range c.words.Brackets {
			left, size := utf8.DecodeRuneInString(pair)
			right := pair[size:]
			switch {
			case b == string(left):
				stack = append(stack, open{i, right})
			case b != right:
			case len(stack) > 0 && stack[len(stack)-1].closing == right:
				stack = stack[:len(stack)-1]
			case len(stack) > 1 && stack[len(stack)-2].closing == right:
				c.bracket(s, stack[len(stack)-1].at, "", table, at)
				stack = stack[:len(stack)-2]
			case !c.words.Enumerator.MatchString(s[:i]):
				c.bracket(s, before(s, i), "mismatched_bracket", table, at)
			}
		}
	}
	for _, o := range stack {
		c.bracket(s, o.at, "", table, at)
	}
}

// bracket reports a bracket without its pair, with the words from byte i on.
func (c *checker) bracket(s string, i int, kind, table string, at placer) {
	quoted := quote(s, i)
	c.note("text.bracket", note{text: quoted, kind: kind, table: table, at: at(i, i+len(quoted))})
}

// quote returns the words of s from byte i on.
func quote(s string, i int) string {
	r := []rune(s[i:])
	return string(r[:min(len(r), quotedRunes)])
}

// before returns the byte offset half a quotation before byte i.
func before(s string, i int) int {
	r := []rune(s[:i])
	return len(string(r[:max(0, len(r)-quotedRunes/2)]))
}
