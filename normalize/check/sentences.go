package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"gongkai/extract/trace"
	"gongkai/normalize"
	"gongkai/normalize/kinds"
	"gongkai/normalize/printed"
)

// sentences checks what each sentence says by itself and against the totals of
// the tables.
func (c *checker) sentences() {
	for i := range c.d.Narrative {
		n := &c.d.Narrative[i]
		raw := printed.New(n.Raw)
		c.restated(n, &raw)
		if c.change(n, &raw) {
			c.percent(n, &raw)
		}
		c.unit(n, &raw)
		c.direction(n)
		c.compared(n, &raw)
		c.completion(i, &raw)
		c.prior(n)
		c.repeated(n)
		c.listed(n, &raw)
		c.purposes(i)
		c.twoAmounts(i)
	}
}

// quoted returns the first match of an expression as printed, "" for none.
func quoted(e expression, t *printed.Text) string {
	m := e.FindStringIndex(t.Folded)
	if m == nil {
		return ""
	}
	return t.Print(m[0], m[1])
}

// restated compares this year's budget with the figure that the same sentence
// gives again.
func (c *checker) restated(n *normalize.NarrativeFact, raw *printed.Text) {
	e := c.prose.Restated
	m := e.FindStringSubmatchIndex(raw.Folded)
	if m == nil || n.Amount == nil || len(n.CodePath) != 3 {
		return
	}
	group := func(name string) string {
		i := e.SubexpIndex(name)
		return raw.Folded[m[2*i]:m[2*i+1]]
	}
	again, err := normalize.ParseAmount(group("number"))
	if err != nil || group("unit") != n.Unit || group("year") != fmt.Sprint(c.d.Document.Year) || again.Equal(n.Amount.Decimal) {
		return
	}
	c.note("text.restated", note{text: raw.Print(m[0], m[1]), at: n.At, values: values{"amount": n.Amount.String(), "unit": n.Unit}})
}

// half returns half of the last printed place.
func half(d *normalize.Decimal) decimal.Decimal { return decimal.New(5, d.Exponent()-1) }

// hundred turns a ratio into a percentage.
var hundred = decimal.NewFromInt(100)

// within tells whether a printed percentage can be part/whole: both may have
// been rounded at their last printed place, and so may the percentage.
func within(pct *normalize.Decimal, part, whole *normalize.Decimal) bool {
	low, high := interval(part, whole)
	p := half(pct)
	return pct.Add(p).GreaterThanOrEqual(low) && pct.Sub(p).LessThanOrEqual(high)
}

// interval returns the least and the greatest percentage that part/whole can
// be; whole is more than zero.
func interval(part, whole *normalize.Decimal) (low, high decimal.Decimal) {
	const places = 8
	hp, hw := half(part), half(whole)
	first := true
	for _, a := range []decimal.Decimal{part.Sub(hp), part.Add(hp)} {
		for _, b := range []decimal.Decimal{whole.Sub(hw), whole.Add(hw)} {
			if !b.IsPositive() {
				continue
			}
			v := a.Mul(hundred).DivRound(b, places)
			if first || v.LessThan(low) {
				low = v
			}
			if first || v.GreaterThan(high) {
				high = v
			}
			first = false
		}
	}
	return low, high
}

// lastDigit is how far a percentage may be off when it was cut instead of
// rounded.
var lastDigit = decimal.New(1, -2)

// cutOff tells whether a percentage is the printed one but for its last digits:
// cut where it should be rounded, 9.15 to 9.1, or nearly the same.
func cutOff(printed *normalize.Decimal, computed decimal.Decimal) bool {
	return printed.Sub(computed).Abs().LessThanOrEqual(lastDigit) || computed.Truncate(-printed.Exponent()).Equal(printed.Decimal)
}

// percent checks the percentage of a change against the amounts.
func (c *checker) percent(n *normalize.NarrativeFact, raw *printed.Text) {
	if n.Amount == nil || n.DeltaPct == nil || n.Year != 0 {
		return
	}
	prior, delta := n.PriorYear, n.Delta
	switch {
	case prior != nil && n.Against == "":
		delta = &normalize.Decimal{Decimal: n.Amount.Sub(prior.Decimal)}
	case delta != nil && n.Against != "" && n.DeltaUnit == "":
		prior = &normalize.Decimal{Decimal: n.Amount.Sub(delta.Decimal)}
	case delta != nil:
		prior = n.Prior
	}
	if prior == nil || delta == nil || prior.IsNegative() {
		return
	}
	if prior.IsZero() {
		// From nothing: printed as 100 or as nothing.
		if !n.DeltaPct.IsZero() && !n.DeltaPct.Equal(hundred) && !n.Amount.IsZero() {
			c.note("text.percent", note{text: quoted(c.prose.Percent, raw), where: n.Subject, at: n.At, values: values{"printed": n.DeltaPct.String(), "computed": hundred.String()}})
		}
		return
	}
	if within(n.DeltaPct, delta, prior) {
		return
	}
	low, high := interval(delta, prior)
	text, rule := c.wordsOf(c.prose.Percent, raw, n.DeltaPct), "text.percent"
	if cutOff(n.DeltaPct, low) || cutOff(n.DeltaPct, high) {
		rule = "text.percent_last"
	}
	c.note(rule, note{text: text, where: n.Subject, at: n.At, values: values{"printed": n.DeltaPct.String(), "computed": span(low, high)}})
}

// direction compares the direction of a change with that of its reason.
func (c *checker) direction(n *normalize.NarrativeFact) {
	reason := printed.New(n.Reason)
	m := c.prose.Reason.FindStringSubmatchIndex(reason.Folded)
	if m == nil || n.Direction != "up" && n.Direction != "down" {
		return
	}
	if m[2*c.prose.Reason.SubexpIndex(n.Direction)] < 0 {
		c.note("text.direction", note{text: n.Reason, where: n.Subject, at: n.At})
	}
}

// compared checks which of accounts and budget a sentence calls greater.
func (c *checker) compared(n *normalize.NarrativeFact, raw *printed.Text) {
	m := c.prose.Compared.FindStringSubmatchIndex(raw.Folded)
	if m == nil || n.Amount == nil || n.Budget == nil {
		return
	}
	word := map[int]string{-1: "less", 0: "equal", 1: "more"}[n.Amount.Cmp(n.Budget.Decimal)]
	if m[2*c.prose.Compared.SubexpIndex(word)] >= 0 {
		c.held["text.compared"]++
		return
	}
	c.note("text.compared", note{text: raw.Print(m[0], m[1]), where: n.Subject, at: n.At, values: values{"amount": n.Amount.String(), "budget": n.Budget.String()}})
}

// completion checks a percentage of completion against the budget it names.
func (c *checker) completion(i int, raw *printed.Text) {
	n := &c.d.Narrative[i]
	m := c.prose.Completion.FindStringSubmatchIndex(raw.Folded)
	if m == nil || n.Amount == nil || n.Completion == nil {
		return
	}
	budget, named := n.Budget, raw.Folded[m[2]:m[3]]
	if given := c.prose.Budgets.FindAllStringSubmatch(raw.Folded, -1); len(given) > 1 {
		if budget = c.budgetNamed(given, named); budget == nil {
			return // it cannot be told which is meant
		}
	}
	for k := i - 1; k >= 0 && budget == nil && c.d.Narrative[k].Raw == n.Raw; k-- {
		if strings.HasSuffix(kinds.Fold(c.d.Narrative[k].Subject), named) {
			budget = c.d.Narrative[k].Amount
		}
	}
	if budget == nil {
		budget = c.tableBudget(n)
	}
	if budget == nil || budget.IsZero() && n.Completion.IsZero() || budget.IsPositive() && within(n.Completion, n.Amount, budget) {
		return
	}
	c.note("text.completion", note{text: raw.Print(m[0], m[1]), where: n.Subject, at: n.At, values: values{"amount": n.Amount.String(), "named": named, "budget": budget.String()}})
}

// budgetNamed returns the amount of the budget of a name among those that a
// sentence gives, nil for none.
func (c *checker) budgetNamed(given [][]string, named string) *normalize.Decimal {
	for _, m := range given {
		if m[c.prose.Budgets.SubexpIndex("named")] != named {
			continue
		}
		if d, err := normalize.ParseAmount(m[c.prose.Budgets.SubexpIndex("number")]); err == nil {
			return &d
		}
	}
	return nil
}

// tableBudget returns the budget that a table prints for the subject of a
// sentence about accounts, nil when none does.
func (c *checker) tableBudget(n *normalize.NarrativeFact) *normalize.Decimal {
	if c.d.Document.Kind != "final" || c.phaseOf(n) != "final" {
		return nil
	}
	subject := kinds.Fold(n.Subject)
	for _, rule := range c.rulesUnder(n.Scope) {
		if !rule.Subject.MatchString(subject) {
			continue
		}
		for _, s := range rule.Any {
			if s.Item == "" {
				continue
			}
			final, budget := c.item(s, "final"), c.item(s, "budget")
			if final != nil && budget != nil && final != budget && budget.Phase == "budget" && budget.Unit == n.Unit && final.Amount.Equal(n.Amount.Decimal) {
				return &budget.Amount
			}
		}
	}
	return nil
}

// prior reports an increase by more than the amount itself.
func (c *checker) prior(n *normalize.NarrativeFact) {
	if n.Prior != nil && n.Prior.IsNegative() && n.Prior.Abs().GreaterThan(half(n.Amount).Add(half(n.Delta))) {
		c.note("text.prior", note{text: n.Raw, where: n.Subject, at: n.At, values: values{"amount": n.Amount.String(), "delta": n.Delta.String()}})
	}
}

// listShare is the share of listed names that the table must have for the
// others to be called missing: else the sentence lists something else.
const listShare = 0.7

// listed checks the economic subjects that a sentence lists against the table.
func (c *checker) listed(n *normalize.NarrativeFact, raw *printed.Text) {
	if n.Amount == nil {
		return
	}
	m := c.prose.Listed.FindStringSubmatchIndex(raw.Folded)
	subject := kinds.Fold(n.Subject)
	if at := strings.Index(kinds.Fold(raw.Folded), subject); m == nil || at < 0 {
		return
	}
	for _, m := range c.prose.Listed.FindAllStringSubmatchIndex(raw.Folded, -1) {
		front := raw.Folded[:m[0]]
		if k := strings.LastIndexAny(front, ";。:"); k >= 0 {
			front = front[k:]
		}
		if !strings.Contains(front, subject) {
			continue
		}
		c.listedNames(n, raw, m[2], m[3])
	}
}

// listedNames checks the names in bytes from..to.
func (c *checker) listedNames(n *normalize.NarrativeFact, raw *printed.Text, from, to int) {
	known := map[string]bool{}
	for i := range c.d.Facts {
		if f := &c.d.Facts[i]; f.Kind == c.prose.ListedKind && f.Code != "" {
			known[kinds.Fold(f.Name)] = true
		}
	}
	var missing []string
	names := splitNames(strings.TrimRight(raw.Folded[from:to], strings.Join(c.prose.ListedEnd, "")))
	for _, name := range names {
		if !known[kinds.Fold(name)] {
			missing = append(missing, name)
		}
	}
	if len(names) == 0 || float64(len(names)-len(missing)) < listShare*float64(len(names)) {
		return
	}
	for _, name := range missing {
		c.note("text.listed", note{text: name, where: n.Subject, at: n.At})
	}
}

// splitNames splits a list at its 、 outside brackets.
func splitNames(s string) []string {
	var out []string
	depth, begin := 0, 0
	for i, r := range s {
		switch {
		case r == '(':
			depth++
		case r == ')':
			depth--
		case r == '、' && depth == 0:
			out = append(out, s[begin:i])
			begin = i + len("、")
		}
	}
	if begin < len(s) {
		out = append(out, s[begin:])
	}
	return out
}

// purposeRunes is how many characters a purpose must share with the name of a
// subject to be about it, and how few to be about another one.
const purposeRunes = 4

// purposes reports a purpose copied from another subject: it repeats words of
// the other's name and none of its own.
func (c *checker) purposes(i int) {
	n := &c.d.Narrative[i]
	if len(n.CodePath) != 3 || n.Purpose == "" {
		return
	}
	for k := range i {
		o := &c.d.Narrative[k]
		if len(o.CodePath) != 3 || o.Purpose != n.Purpose || o.CodePath[0] == n.CodePath[0] {
			continue
		}
		if common(n.Purpose, o.CodePath[2]) >= purposeRunes && common(n.Purpose, n.CodePath[2]) < 2 {
			c.note("text.purpose", note{text: n.Purpose, where: n.Subject, at: n.At, values: values{"item": n.CodePath[2]}})
			return
		}
	}
}

// common returns the length in characters of the longest text that both hold.
func common(a, b string) int {
	y := []rune(kinds.Fold(b))
	best := 0
	row := make([]int, len(y)+1)
	for _, r := range kinds.Fold(a) {
		for j := len(y); j > 0; j-- {
			if y[j-1] == r {
				row[j] = row[j-1] + 1
				best = max(best, row[j])
			} else {
				row[j] = 0
			}
		}
	}
	return best
}

// twoAmounts reports a thing for which two sentences give different amounts.
func (c *checker) twoAmounts(i int) {
	n := &c.d.Narrative[i]
	if n.Amount == nil || !c.prose.Concerns.MatchString(printed.New(n.Raw).Folded) || c.prose.Concerns.MatchString(kinds.Fold(n.Subject)) {
		return
	}
	k := slices.IndexFunc(c.d.Narrative[:i], func(o normalize.NarrativeFact) bool {
		return o.Subject == n.Subject && o.Amount != nil && o.Unit == n.Unit && !o.Amount.Equal(n.Amount.Decimal) && o.Raw != n.Raw
	})
	if k < 0 || !c.prose.Concerns.MatchString(printed.New(c.d.Narrative[k].Raw).Folded) {
		return
	}
	c.note("text.two_amounts", note{text: c.d.Narrative[k].Raw, where: n.Subject, at: append(append([]trace.Locator{}, c.d.Narrative[k].At...), n.At...),
		values: values{"first": c.d.Narrative[k].Amount.String(), "second": n.Amount.String(), "unit": n.Unit}})
}
