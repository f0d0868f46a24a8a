package check

import (
	"slices"
	"strings"

	"gongkai/extract/trace"
	"gongkai/normalize"
	"gongkai/normalize/kinds"
)

// repeated compares an amount in a sentence with those of the tables that it
// repeats.
func (c *checker) repeated(n *normalize.NarrativeFact) {
	if n.Amount == nil || len(n.CodePath) > 1 || n.Limit || n.Year != 0 {
		return
	}
	subject := kinds.Fold(n.Subject)
	for _, rule := range c.rulesUnder(n.Scope) {
		if !rule.Subject.MatchString(subject) {
			continue
		}
		if facts := c.places(rule, n); len(facts) > 0 {
			c.repeats(n, facts, rule.AtMost)
			return
		}
	}
}

// rulesUnder returns the rules for sentences under some headings.
func (c *checker) rulesUnder(scope string) []*saidRule {
	if out, known := c.scopes[scope]; known {
		return out
	}
	var out []*saidRule
	s := kinds.Fold(scope)
	for i := range c.prose.Totals {
		rule := &c.prose.Totals[i]
		if (rule.Scope.Regexp == nil || rule.Scope.MatchString(s)) && (rule.Outside.Regexp == nil || !rule.Outside.MatchString(s)) {
			out = append(out, rule)
		}
	}
	if c.scopes == nil {
		c.scopes = map[string][]*saidRule{}
	}
	c.scopes[scope] = out
	return out
}

// places returns the amounts of the tables that a sentence may repeat.
func (c *checker) places(rule *saidRule, n *normalize.NarrativeFact) []*normalize.Fact {
	if rule.ByMeasure != "" {
		measure := c.cat.Measure(rule.ByMeasure, []string{strings.TrimSuffix(kinds.Fold(n.Subject), "预算数")})
		if measure == "" || rule.Needs != "" && !c.hasColumn(rule.ByMeasure, rule.Needs) {
			return nil
		}
		if f := c.total(selector{Kind: rule.ByMeasure, Measure: measure}); f != nil {
			return []*normalize.Fact{f}
		}
		return nil
	}
	phase := rule.Phase
	if phase == "" {
		phase = c.phaseOf(n)
	}
	var out []*normalize.Fact
	for _, s := range rule.Any {
		var f *normalize.Fact
		switch {
		case rule.Class:
			f = c.class(s, n)
		case s.Item != "":
			f = c.item(s, phase)
		case phase == c.d.Document.Kind:
			f = c.total(s)
		}
		if f != nil {
			out = append(out, f)
		}
	}
	return out
}

// phaseOf tells whether a sentence speaks of the budget or of the accounts: in a
// document about accounts a subject may be that of their budget.
func (c *checker) phaseOf(n *normalize.NarrativeFact) string {
	subject := c.prose.BudgetName.ReplaceAllString(kinds.Fold(n.Subject), "")
	if c.d.Document.Kind == "final" && c.prose.OfBudget.MatchString(subject) {
		return "budget"
	}
	return c.d.Document.Kind
}

// hasColumn tells whether a table of a kind has a column of a measure.
func (c *checker) hasColumn(kind, measure string) bool {
	return slices.ContainsFunc(c.tables, func(t *table) bool {
		return t.Kind == kind && slices.ContainsFunc(t.Columns, func(col normalize.Column) bool { return col.Measure == measure })
	})
}

// class returns the amount of the class that a sentence names, nil when the
// table has none of that name or several.
func (c *checker) class(s selector, n *normalize.NarrativeFact) *normalize.Fact {
	name := kinds.Fold(n.Subject)
	if len(n.CodePath) == 1 {
		name = kinds.Fold(n.CodePath[0])
	}
	var out *normalize.Fact
	for i := range c.d.Facts {
		f := &c.d.Facts[i]
		if f.Kind != s.Kind || f.Side != s.Side || f.Measure != s.Measure || f.Project != "" || f.Level == "total" || f.Code != "" && len(f.Code) != classDigits || kinds.Fold(f.Name) != name {
			continue
		}
		if f.Code == "" && f.Side == "" {
			continue
		}
		if out != nil {
			return nil
		}
		out = f
	}
	return out
}

// item returns the amount of an item that is a column or a row of the tables
// of a kind, nil when there is none or several. Where the rows are the items, the
// columns of their totals count.
func (c *checker) item(s selector, phase string) *normalize.Fact {
	var out *normalize.Fact
	named := false
	for _, t := range c.tables {
		if t.Kind != s.Kind {
			continue
		}
		for _, m := range c.measured(t) {
			f := m.by[s.Item]
			switch {
			case f == nil || f.Phase != "" && f.Phase != phase || f.Measure != s.Item && f.Measure != "total":
			case m.column && !named:
				out, named = f, true
			case m.column == named && out != nil && out != f:
				return nil
			case m.column == named:
				out = f
			}
		}
	}
	return out
}

// repeats reports an amount that is that of none of the places.
func (c *checker) repeats(n *normalize.NarrativeFact, facts []*normalize.Fact, atMost bool) {
	for _, f := range facts {
		if status, said, printed := c.said(n, f).compute(); status != trace.Fail || atMost && said.LessThan(printed) {
			c.held["text.total"]++
			return
		}
	}
	o := c.said(n, facts[0])
	o.rule, o.values = "text.total", against(n.Subject, facts[0])
	if n.Amount.IsZero() {
		o.kind = "bad_number"
	}
	o.left.plus[0].AmountRaw = n.Raw
	c.report(o)
}
