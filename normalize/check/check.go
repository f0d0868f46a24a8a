// Package check computes the accounting identities of a disclosure.
//
// In: a normalize.Disclosure. Out: findings; the disclosure is not changed.
// The identities come from the tables themselves (a 小计 column and its
// siblings, a code and the codes beneath it) and from identities.yaml; what
// the words betray by themselves from text.yaml.
package check

import (
	"slices"
	"sort"
	"strconv"

	"github.com/shopspring/decimal"

	"gongkai/extract/layout"
	"gongkai/extract/trace"
	"gongkai/normalize"
	"gongkai/normalize/kinds"
)

// Run computes every identity and returns what was found, in a fixed order:
// first what fails, then what holds within rounding, then one line per rule
// saying how often it holds exactly.
func Run(d *normalize.Disclosure) []trace.Finding {
	ids, err := load()
	if err != nil {
		return []trace.Finding{{Rule: "check.data", Status: trace.NotComputable, Severity: trace.Error, Message: err.Error()}}
	}
	words, err := loadText()
	if err != nil {
		return []trace.Finding{{Rule: "check.data", Status: trace.NotComputable, Severity: trace.Error, Message: err.Error()}}
	}
	rules, err := rulesByID()
	if err != nil {
		return []trace.Finding{{Rule: "check.data", Status: trace.NotComputable, Severity: trace.Error, Message: err.Error()}}
	}
	prose, err := loadProse()
	if err != nil {
		return []trace.Finding{{Rule: "check.data", Status: trace.NotComputable, Severity: trace.Error, Message: err.Error()}}
	}
	cat, err := kinds.Default()
	if err != nil {
		return nil // told when the tables were read
	}
	c := &checker{cat: cat, d: d, ids: ids, words: words, prose: prose, rules: rules, held: map[string]int{}}
	for i := range d.Tables {
		t := newTable(d, &d.Tables[i])
		c.tables = append(c.tables, t)
		c.columnSums(t)
		c.rowIdentities(t)
		c.hierarchy(t)
		c.lists(t)
		c.codes(t)
	}
	c.cross()
	c.texts()
	c.parts()
	c.counts()
	c.items()
	c.sentences()
	c.shares()
	c.statements()
	c.consistency()
	c.staleYears()
	c.comparedYears()
	c.sentenceYears()
	c.sentenceBodies()
	c.forms()
	c.projects()
	c.renumbered()
	return c.result()
}

// A checker collects the outcomes.
type checker struct {
	cat      *kinds.Catalogue
	d        *normalize.Disclosure
	ids      *identities
	words    *textRules
	prose    *proseRules
	rules    map[string]Rule
	tables   []*table
	scopes   map[string][]*saidRule // by headings above
	findings []trace.Finding
	held     map[string]int // by rule
	printed  []passage      // paragraphs, once they have been folded
	done     map[int]bool   // findings whose figure has been named
}

// A term is one side of an identity: the sum of facts with their signs.
type term struct {
	plus, minus []*normalize.Fact
}

func (t term) facts() []*normalize.Fact {
	return append(append([]*normalize.Fact{}, t.plus...), t.minus...)
}

func (t term) sum(yuan bool) decimal.Decimal {
	out := decimal.Zero
	for _, f := range t.plus {
		out = out.Add(value(f, yuan))
	}
	for _, f := range t.minus {
		out = out.Sub(value(f, yuan))
	}
	return out
}

func value(f *normalize.Fact, yuan bool) decimal.Decimal {
	if yuan {
		return f.AmountYuan.Decimal
	}
	return f.Amount.Decimal
}

// tolerance is half of the last printed place for every amount that takes
// part: each may have been rounded from unprinted digits.
func tolerance(facts []*normalize.Fact, yuan bool) decimal.Decimal {
	out := decimal.Zero
	for _, f := range facts {
		half := decimal.New(5, f.Amount.Exponent()-1)
		if yuan && !f.Amount.IsZero() {
			half = half.Mul(f.AmountYuan.Div(f.Amount.Decimal).Round(0))
		}
		out = out.Add(half)
	}
	return out
}

// An outcome is an identity computed at one place.
type outcome struct {
	rule, kind  string
	values      values // what the sentences of the rule name
	left, right term
	exact       bool // one side repeats the other: no rounding explains a difference
	mild        bool // a failure is a warning: one side is a sentence
}

// compute compares the sides of an identity.
func (o outcome) compute() (status trace.Status, left, right decimal.Decimal) {
	all := append(o.left.facts(), o.right.facts()...)
	yuan := false
	for _, f := range all {
		yuan = yuan || f.Unit != all[0].Unit
	}
	for _, f := range all {
		if yuan && f.AmountYuan == nil {
			return trace.NotComputable, left, right
		}
	}
	left, right = o.left.sum(yuan), o.right.sum(yuan)
	diff := left.Sub(right).Abs()
	switch {
	case diff.IsZero():
		return trace.Hold, left, right
	case !o.exact && diff.LessThanOrEqual(tolerance(all, yuan)):
		return trace.Rounding, left, right
	}
	return trace.Fail, left, right
}

// report computes an identity and keeps what came out.
func (c *checker) report(o outcome) {
	status, left, right := o.compute()
	f := trace.Finding{Rule: o.rule, Kind: o.kind, Status: status, Values: o.values, Left: left.String(), Right: right.String(), Diff: left.Sub(right).String()}
	switch status {
	case trace.Hold:
		c.held[o.rule]++
		return
	case trace.NotComputable:
		return
	case trace.Fail:
		f.Severity = trace.Error
		if o.exact || o.mild || c.unruled(append(o.left.facts(), o.right.facts()...)) {
			f.Severity = trace.Warning
		}
	}
	for i, fact := range append(o.left.facts(), o.right.facts()...) {
		if i == 0 {
			f.Text, f.Table = fact.AmountRaw, fact.Table
		}
		if fact.ID != "" {
			f.Facts = append(f.Facts, fact.ID)
		}
		f.At = append(f.At, fact.At)
	}
	c.findings = append(c.findings, f)
}

// yuan returns an amount in 元; ok is false when the unit is not one of money.
func (c *checker) yuan(d decimal.Decimal, unit string) (yuan decimal.Decimal, ok bool) {
	factor := c.cat.UnitFactor(unit)
	return d.Mul(decimal.NewFromInt(factor)), factor != 0
}

// unruled tells whether one of the facts stands in a table that was read from
// the alignment of its texts: an identity that fails there may be the reading's
// fault, so that it is no proof against the document.
func (c *checker) unruled(facts []*normalize.Fact) bool {
	return slices.ContainsFunc(facts, func(f *normalize.Fact) bool {
		return slices.ContainsFunc(c.d.Tables, func(t normalize.Table) bool {
			return t.ID == f.Table && t.Method != "" && layout.Method(t.Method) != layout.Ruled
		})
	})
}

func (c *checker) result() []trace.Finding {
	c.culprits()
	out := c.findings
	sort.SliceStable(out, func(i, j int) bool { return out[i].Severity > out[j].Severity })
	var rules []string
	for rule := range c.held {
		rules = append(rules, rule)
	}
	sort.Strings(rules)
	for _, rule := range rules {
		out = append(out, trace.Finding{Rule: rule, Status: trace.Hold, Severity: trace.Info, Values: values{"held": strconv.Itoa(c.held[rule])}})
	}
	for i := range out {
		out[i].Message = Message(&out[i], English)
	}
	return out
}
