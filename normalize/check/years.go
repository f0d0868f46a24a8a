package check

import (
	"slices"
	"strconv"
	"strings"

	"gongkai/extract/trace"
	"gongkai/normalize"
	"gongkai/normalize/kinds"
	"gongkai/normalize/printed"
)

// staleYears reports sentences that name last year and give the amount that the
// tables print for this year: their year was not brought up to date.
func (c *checker) staleYears() {
	if c.d.Document.Year == 0 {
		return
	}
	rows := c.itemRows()
	last := strconv.Itoa(c.d.Document.Year - 1)
	for i := range c.d.Narrative {
		n := &c.d.Narrative[i]
		if n.Amount == nil || !n.Amount.IsPositive() || n.PriorYear != nil || n.Direction == "same" || n.Limit {
			continue
		}
		raw := printed.New(n.Raw)
		m := c.prose.OwnYear.FindStringSubmatchIndex(raw.Folded)
		if m == nil || raw.Folded[m[4]:m[5]] != last || strings.Contains(strings.Replace(n.Raw, n.Reason, "", 1), strconv.Itoa(c.d.Document.Year)+"年") || c.toldForThisYear(n) {
			continue
		}
		if f := c.thisYear(n, rows); f != nil {
			c.note("text.stale_year", note{text: raw.Print(m[2], m[3]), where: n.Subject, facts: []string{f.ID}, at: append(places(n.At), f.At),
				values: values{"document": strconv.Itoa(c.d.Document.Year), "amount": n.Amount.String()}})
		}
	}
}

// toldForThisYear tells whether another sentence gives this year's amount of
// the same subject.
func (c *checker) toldForThisYear(n *normalize.NarrativeFact) bool {
	return slices.ContainsFunc(c.d.Narrative, func(o normalize.NarrativeFact) bool {
		return o.Subject == n.Subject && slices.Equal(o.CodePath, n.CodePath) && o.Raw != n.Raw && o.Amount != nil && o.Year == 0
	})
}

// thisYear returns the row of this year that a sentence repeats: the only one of
// its subject, and not also the amount of last year.
func (c *checker) thisYear(n *normalize.NarrativeFact, rows []itemRow) *normalize.Fact {
	var facts []*normalize.Fact
	if len(n.CodePath) == 3 {
		names := [3]string{kinds.Fold(n.CodePath[0]), kinds.Fold(n.CodePath[1]), kinds.Fold(n.CodePath[2])}
		for _, r := range rows {
			if r.names == names {
				facts = append(facts, r.fact)
			}
		}
	} else {
		said := *n
		said.Year = 0
		for _, rule := range c.rulesUnder(n.Scope) {
			if rule.Subject.MatchString(printed.New(n.Subject).Folded) && !rule.AtMost {
				facts = c.places(rule, &said)
				break
			}
		}
	}
	for _, f := range facts {
		if status, _, _ := c.said(n, f).compute(); status == trace.Hold || status == trace.Rounding {
			return f
		}
	}
	return nil
}

// A yearMatch is where a passage names a year: submatches in its folded text.
type yearMatch struct {
	p *normalize.Paragraph
	m []int
	t printed.Text
}

// usualYears is how many comparisons with last year a document must have for one
// with another year to tell.
const usualYears = 3

// comparedYears reports a comparison with a year that is not the one that nearly
// all other comparisons of the document name: the year before.
func (c *checker) comparedYears() {
	if c.d.Document.Year == 0 {
		return
	}
	usual, last := 0, c.d.Document.Year-1
	var other []yearMatch
	for _, s := range c.passages() {
		p, t := s.p, s.t
		for _, m := range c.prose.ComparedYear.FindAllStringSubmatchIndex(t.Folded, -1) {
			switch year, _ := strconv.Atoi(t.Folded[m[2]:m[3]]); year {
			case last:
				usual++
			case last - 1, last + 2: // copied from another year's document
				other = append(other, yearMatch{p, m, t})
			}
		}
	}
	if usual < usualYears || len(other)*usualYears > usual {
		return
	}
	for _, o := range other {
		c.note("text.compared_year", note{text: o.t.Print(o.m[0], o.m[1]), at: o.p.At(o.t.Source(o.m[0]), o.t.End(o.m[1])), values: values{"last": strconv.Itoa(last), "document": strconv.Itoa(c.d.Document.Year)}})
	}
}

// sentenceYears reports a sentence about the budget as a whole that begins with
// the year before, where nearly all others begin with the year of the document.
func (c *checker) sentenceYears() {
	if c.d.Document.Year == 0 {
		return
	}
	own, last := strconv.Itoa(c.d.Document.Year), strconv.Itoa(c.d.Document.Year-1)
	usual := 0
	var other []yearMatch
	for _, s := range c.passages() {
		p, t := s.p, s.t
		for _, m := range c.prose.SentenceYear.FindAllStringSubmatchIndex(t.Folded, -1) {
			switch end := stop(t.Folded, m[1]); t.Folded[m[2]:m[3]] {
			case own:
				usual++
			case last:
				if s := t.Folded[m[2]:end]; !strings.Contains(s, own) && !c.prose.OfLastYear.MatchString(s) {
					other = append(other, yearMatch{p, m, t})
				}
			}
		}
	}
	if usual < usualYears || len(other)*usualYears > usual {
		return
	}
	for _, o := range other {
		from, to := o.m[2], o.m[1]
		c.note("text.own_year", note{text: o.t.Print(from, to), at: o.p.At(o.t.Source(from), o.t.End(to)), values: values{"document": own}})
	}
}

// stop returns where the sentence around byte i of a folded text ends.
func stop(s string, i int) int {
	if k := strings.IndexAny(s[i:], "。;"); k >= 0 {
		return i + k
	}
	return len(s)
}
