package records

import (
	"slices"
	"strings"

	"gongkai/normalize"
	"gongkai/normalize/codes"
)

// cover counts how much of what is printed became data.
func (r *reader) cover() {
	c := &r.d.Coverage
	*c = normalize.Coverage{Facts: len(r.d.Facts)}
	factual := map[string]bool{}
	for i := range r.d.Facts {
		f := &r.d.Facts[i]
		factual[f.Table] = true
		if f.Code != "" {
			c.Codes++
		}
		if f.CodeStatus == string(codes.Known) {
			c.KnownCodes++
		}
	}
	for i := range r.d.Tables {
		t := &r.d.Tables[i]
		if kind, known := r.cat.Kind(t.Kind); !factual[t.ID] && (!known || !kind.HasFacts()) {
			continue
		}
		for k := range t.Cells {
			if t.Cells[k].Role == "amount" && !r.cat.IsNothing(t.Cells[k].Text) {
				c.AmountCells++
			}
		}
	}
	for _, p := range r.passages {
		if !p.heading {
			r.coverSentences(p, c)
		}
	}
}

// coverSentences counts the sentences of a paragraph that give an amount.
func (r *reader) coverSentences(p *passage, c *normalize.Coverage) {
	for from := 0; from < len(p.Folded); {
		to := len(p.Folded)
		if i := strings.IndexAny(p.Folded[from:], "。;"); i >= 0 {
			to = from + i
			for to++; to < len(p.Folded) && p.Folded[to]&0xc0 == 0x80; to++ {
				continue
			}
		}
		if r.narrative.Amount.match(p.Folded[from:to]) {
			c.Sentences++
			if p.taken || slices.ContainsFunc(p.told, func(at int) bool { return at >= from && at < to }) {
				c.Parsed++
			}
		}
		from = to
	}
}
