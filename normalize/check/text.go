package check

import (
	"fmt"
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
			c.text(s.Title, "", s.At)
			for _, p := range s.Paragraphs {
				at := p.At(0, len(p.Text))
				c.text(p.Text, "", at)
				c.sentences(p.Text, at)
			}
			walk(s.Children)
		}
	}
	walk(c.d.Sections)
	for _, t := range c.d.Tables {
		for _, cell := range t.Cells {
			if cell.Text != "" && cell.Role != "amount" && cell.Role != "code" {
				c.text(cell.Text, t.ID, []trace.Locator{{Page: cell.Page, Box: cell.BBox}})
			}
		}
	}
}

// text checks one paragraph or cell.
func (c *checker) text(s, table string, at []trace.Locator) {
	for _, p := range c.words.Patterns {
		for _, m := range p.Find.FindAllStringSubmatchIndex(s, -1) {
			quoted := s[m[0]:m[1]]
			if len(m) > 2 && m[2] >= 0 {
				quoted = s[m[2]:m[3]]
			}
			if p.Unless.Regexp != nil && p.Unless.MatchString(s[max(0, m[0]-contextBytes):m[1]]) {
				continue
			}
			c.textFinding(p.Rule, p.Kind, p.Message, quoted, table, at)
		}
	}
	c.brackets(s, table, at)
}

func (c *checker) textFinding(rule, kind, message, quoted, table string, at []trace.Locator) {
	c.findings = append(c.findings, trace.Finding{Rule: rule, Kind: kind, Status: trace.Fail, Severity: trace.Warning,
		Message: message + ": " + quoted, Text: quoted, Table: table, At: at})
}

// brackets reports the brackets of a text that nothing closes or opens. The
// closing bracket of an enumerator, "1）", opens nothing.
func (c *checker) brackets(s, table string, at []trace.Locator) {
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
				c.textFinding("text.bracket", "missing_bracket", "a bracket is never closed", quote(s, stack[len(stack)-1].at), table, at)
				stack = stack[:len(stack)-2]
			case !c.words.Enumerator.MatchString(s[:i]):
				c.textFinding("text.bracket", "mismatched_bracket", "a bracket closes what was not opened", quote(s, before(s, i)), table, at)
			}
		}
	}
	for _, o := range stack {
		c.textFinding("text.bracket", "missing_bracket", "a bracket is never closed", quote(s, o.at), table, at)
	}
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

// sentences compares the amounts a paragraph repeats with their rows.
func (c *checker) sentences(s string, at []trace.Locator) {
	for _, rule := range c.words.Sentences {
		if rule.Document != "" && rule.Document != c.d.Document.Kind {
			continue
		}
		for _, m := range rule.Find.FindAllStringSubmatch(s, -1) {
			if f := c.item(rule, m[1], m[2], m[3]); f != nil {
				c.sentence(rule, m, f, at)
			}
		}
	}
}

// item returns the fact of an item by the names of its class, group and item;
// nil when the table does not name exactly one.
func (c *checker) item(rule sentenceRule, names ...string) *normalize.Fact {
	byCode := map[string]string{}
	var candidates []*normalize.Fact
	for i := range c.d.Facts {
		f := &c.d.Facts[i]
		if f.Kind != rule.Kind || f.Measure != rule.Measure || f.Project != "" {
			continue
		}
		byCode[f.Code] = f.Name
		if len(f.Code) == classDigits+2*levelDigits && f.Name == names[2] {
			candidates = append(candidates, f)
		}
	}
	var out *normalize.Fact
	for _, f := range candidates {
		if byCode[f.Code[:classDigits]] != names[0] || byCode[f.Code[:classDigits+levelDigits]] != names[1] {
			continue
		}
		if out != nil {
			return nil
		}
		out = f
	}
	return out
}

// sentence compares a sentence with its fact when both are in one unit.
func (c *checker) sentence(rule sentenceRule, m []string, f *normalize.Fact, at []trace.Locator) {
	amount, err := normalize.ParseDecimal(strings.ReplaceAll(m[4], ",", ""))
	if err != nil {
		return
	}
	said := normalize.Fact{Amount: amount, AmountRaw: m[4], Unit: m[5], At: trace.Locator{}}
	if said.Unit != f.Unit {
		return
	}
	said.AmountYuan = &said.Amount
	if len(at) > 0 {
		said.At = at[0]
	}
	o := outcome{rule: rule.Rule, kind: "cross_mismatch", left: term{plus: []*normalize.Fact{&said}}, right: term{plus: []*normalize.Fact{f}},
		what: fmt.Sprintf("the sentence about %s against %s page %d", f.Name, f.Table, f.At.Page)}
	o.exact = amount.Exponent() == f.Amount.Exponent()
	c.report(o)
}
