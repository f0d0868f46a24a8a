package panel

import (
	"cmp"
	"strings"

	"github.com/shopspring/decimal"

	"gongkai/extract/trace"
	"gongkai/normalize"
	"gongkai/normalize/kinds"
)

// A memory is what next year's document compares with.
type memory struct {
	year     int
	facts    map[string]figure // by key; amounts that conflict are left out
	subjects map[string]figure // of sentences
}

// remember keeps the figures of the documents of one year and kind.
func (m *merger) remember(b *Body, e edition) *memory {
	out := &memory{e.heads[0].Document.Year, map[string]figure{}, map[string]figure{}}
	for i, d := range e.docs {
		facts, subjects := map[string]figure{}, map[string]figure{}
		twice := map[string]bool{}
		for k := range d.Facts {
			key := keyOf(&d.Facts[k])
			if _, again := facts[key]; again {
				twice[key] = true
			}
			facts[key] = figureOf(&d.Facts[k], e.heads[i])
		}
		for k := range d.Narrative {
			n := &d.Narrative[k]
			key := subjectOf(b, n)
			f, ok := m.said(n, n.Amount, e.heads[i])
			if !ok || n.Year != 0 || n.Limit {
				continue
			}
			if first, again := subjects[key]; again && !agree(first, f) {
				twice[key] = true
			}
			subjects[key] = f
		}
		keep(out.facts, facts, twice)
		keep(out.subjects, subjects, twice)
	}
	return out
}

// keep adds figures to those of earlier documents; what is given twice or
// differently is left out.
func keep(all, more map[string]figure, twice map[string]bool) {
	for key, f := range more {
		first, again := all[key]
		switch {
		case twice[key], again && !agree(first, f):
			delete(all, key)
		default:
			all[key] = f
		}
	}
}

// subjectOf names what a sentence is about without the year and the body.
func subjectOf(b *Body, n *normalize.NarrativeFact) string {
	s := kinds.Fold(n.Subject)
	for _, d := range b.Documents {
		s = strings.ReplaceAll(s, kinds.Fold(d.Entity.Name), "")
	}
	return strings.Join([]string{n.Code, s, strings.Join(n.CodePath, "/")}, "\t")
}

// said is an amount of a sentence as a figure; ok is false when there is none
// or its unit is not known.
func (m *merger) said(n *normalize.NarrativeFact, amount *normalize.Decimal, h Head) (f figure, ok bool) {
	factor := decimal.NewFromInt(m.cat.UnitFactor(n.Unit))
	if amount == nil || factor.IsZero() {
		return figure{}, false
	}
	f = figure{amount: amount.Mul(factor), room: decimal.New(5, amount.Exponent()-1).Mul(factor), raw: n.Raw, file: h.File, fact: n.Fact, known: true}
	if len(n.At) > 0 {
		f.at = n.At[0]
	}
	return f, true
}

// prior compares what a document says of last year with last year's document:
// the amounts of its sentences, printed or derived from the change, and those
// of columns for last year.
func (m *merger) prior(b *Body, h Head, d *normalize.Disclosure, last *memory) {
	facts := map[string]*normalize.Fact{}
	for i := range d.Facts {
		f := &d.Facts[i]
		facts[f.ID] = f
		if f.Phase != "prior" {
			continue
		}
		y, ok := last.facts[phaseless(f, h.Document.Kind)]
		if !ok {
			y, ok = last.facts[phaseless(f, "")]
		}
		if ok {
			m.comparePrior(b, h, figureOf(f, h), y, label(f), header(f))
		}
	}
	basis := m.words.basis[h.Document.Kind]
	for i := range d.Narrative {
		n := &d.Narrative[i]
		x, ok := m.said(n, cmp.Or(n.PriorYear, n.Prior), h)
		if !ok || n.Year != 0 || basis != nil && basis.MatchString(kinds.Fold(n.Raw)) {
			continue
		}
		if n.PriorYear == nil && n.Delta != nil {
			delta, _ := m.said(n, n.Delta, h)
			now, _ := m.said(n, n.Amount, h)
			x.room = delta.room.Add(now.room)
		}
		y, ok := last.subjects[subjectOf(b, n)]
		measure := ""
		if f := facts[n.Fact]; f != nil && !ok {
			y, ok = last.facts[keyOf(f)]
			measure = header(f)
		}
		if ok {
			m.comparePrior(b, h, x, y, n.Subject, measure)
		}
	}
}

// phaseless is the key that last year's document has for an amount of a column
// for last year.
func phaseless(f *normalize.Fact, phase string) string {
	g := *f
	g.Phase = phase
	return keyOf(&g)
}

// comparePrior holds a figure for last year against last year's document.
func (m *merger) comparePrior(b *Body, h Head, x, y figure, subject, measure string) {
	m.compare(b, h, x, y, Comparison{Rule: "merge.prior", Subject: subject, Measure: measure})
}

// compare holds a figure of a document against another document's and reports
// them when they cannot be the same.
func (m *merger) compare(b *Body, h Head, x, y figure, c Comparison) {
	if x.known != y.known {
		return // in which unit is not known
	}
	diff := x.amount.Sub(y.amount).Abs()
	c.Status = trace.Fail
	switch {
	case diff.IsZero():
		c.Status = trace.Hold
	case diff.LessThanOrEqual(x.room.Add(y.room)):
		c.Status = trace.Rounding
	}
	c.Body, c.Document, c.Other, c.Said, c.Found, c.At, c.OtherAt = b, h, y.file, x.amount.String(), y.amount.String(), x.at, y.at
	m.result.Comparisons = append(m.result.Comparisons, c)
	if c.Status == trace.Fail {
		m.find(b, h, y, c.Rule, x, c.Subject, c.Measure)
	}
}
