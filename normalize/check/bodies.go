package check

import (
	"strings"

	"gongkai/normalize"
	"gongkai/normalize/kinds"
	"gongkai/normalize/printed"
)

// A passage is a paragraph with its folded text.
type passage struct {
	p *normalize.Paragraph
	t printed.Text
}

// passages returns the paragraphs of the document with their folded texts.
func (c *checker) passages() []passage {
	if c.printed == nil {
		for p := range paragraphs(c.d.Sections) {
			c.printed = append(c.printed, passage{p, printed.New(p.Text)})
		}
	}
	return c.printed
}

// sentenceBodies reports sentences about a budget as a whole that name another
// body, which nothing else in the document names: copied from its document.
func (c *checker) sentenceBodies() {
	own := kinds.Fold(c.d.Entity.Name)
	if own == "" {
		return
	}
	type named struct {
		passage
		m []int
	}
	var other []named
	usual := 0
	for _, s := range c.passages() {
		usual += strings.Count(s.t.Folded, own)
		for _, m := range c.prose.SentenceBody.FindAllStringSubmatchIndex(s.t.Folded, -1) {
			if body := s.t.Folded[m[2]:m[3]]; !sameBody(body, own) && c.cat.IsBody(body) {
				other = append(other, named{s, m})
			}
		}
	}
	if usual < usualYears {
		return
	}
	for _, o := range other {
		if c.named(o.t.Folded[o.m[2]:o.m[3]]) > 1 {
			continue
		}
		c.note("text.body", note{text: o.t.Print(o.m[2], o.m[3]), at: o.p.At(o.t.Source(o.m[2]), o.t.End(o.m[3])), values: values{"name": c.d.Entity.Name}})
	}
}

// named counts how often the document prints a folded name.
func (c *checker) named(name string) int {
	n := 0
	for _, s := range c.passages() {
		n += strings.Count(s.t.Folded, name)
	}
	for i := range c.d.Tables {
		n += strings.Count(kinds.Fold(c.d.Tables[i].PreparedBy), name)
		for k := range c.d.Tables[i].Cells {
			n += strings.Count(kinds.Fold(c.d.Tables[i].Cells[k].Text), name)
		}
	}
	return n
}
