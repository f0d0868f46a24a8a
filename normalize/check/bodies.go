package check

import (
	"strings"

	"gongkai/normalize/kinds"
	"gongkai/normalize/printed"
)

// sentenceBodies reports sentences about a budget as a whole that name another
// body, which nothing else in the document names: copied from its document.
func (c *checker) sentenceBodies() {
	own := kinds.Fold(c.d.Entity.Name)
	if own == "" {
		return
	}
	var all strings.Builder
	for p := range paragraphs(c.d.Sections) {
		all.WriteString(kinds.Fold(p.Text) + "\n")
	}
	for i := range c.d.Tables {
		all.WriteString(kinds.Fold(c.d.Tables[i].PreparedBy) + "\n")
		for k := range c.d.Tables[i].Cells {
			all.WriteString(kinds.Fold(c.d.Tables[i].Cells[k].Text) + "\n")
		}
	}
	text := all.String()
	if strings.Count(text, own) < usualYears {
		return
	}
	for p := range paragraphs(c.d.Sections) {
		t := printed.New(p.Text)
		for _, m := range c.prose.SentenceBody.FindAllStringSubmatchIndex(t.Folded, -1) {
			body := t.Folded[m[2]:m[3]]
			if !c.cat.IsBody(body) || sameBody(body, own) || strings.Count(text, body) > 1 {
				continue
			}
			c.note("text.body", note{text: t.Print(m[2], m[3]), at: p.At(t.Source(m[2]), t.End(m[3])), values: values{"name": c.d.Entity.Name}})
		}
	}
}
