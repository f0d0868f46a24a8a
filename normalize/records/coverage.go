package records

import (
	"slices"
	"strings"

	"gongkai/extract/trace"
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

// RuleUnread is the rule of the finding about a sentence with an amount that no
// record tells.
const RuleUnread = "sentence.unread"

// unread reports a sentence with an amount that became no record.
func (r *reader) unread(p *passage, from, to int) {
	text := p.Print(from, to)
	r.d.Findings = append(r.d.Findings, trace.Finding{Rule: RuleUnread, Status: trace.NotComputable, Severity: trace.Info, Text: text,
		Message: "an amount of a sentence became no record: " + text, At: p.where(from, to)})
}

// coverSentences counts the sentences of a paragraph that give an amount; a
// sentence is read when records tell every amount of it.
func (r *reader) coverSentences(p *passage, c *normalize.Coverage) {
	for from := 0; from < len(p.Folded); {
		to := len(p.Folded)
		if i := strings.IndexAny(p.Folded[from:], "。;"); i >= 0 {
			to = from + i
			for to++; to < len(p.Folded) && p.Folded[to]&0xc0 == 0x80; to++ {
				continue
			}
		}
		if !strings.Contains(p.Folded[from:to], r.narrative.Money) {
			from = to
			continue
		}
		if amounts := r.narrative.Amount.FindAllStringIndex(p.Folded[from:to], -1); amounts != nil {
			c.Sentences++
			untold := slices.ContainsFunc(amounts, func(a []int) bool { return !slices.Contains(p.told, from+a[0]) })
			if untold && !p.taken {
				r.unread(p, from, to)
			} else {
				c.Parsed++
			}
		}
		from = to
	}
}
