package check

import (
	"strings"

	"github.com/shopspring/decimal"

	"gongkai/normalize"
	"gongkai/normalize/printed"
)

// change checks the amount of a change against the two amounts that its
// sentence prints, and its sign against that of its percentage. It tells
// whether the sentence is consistent so far.
func (c *checker) change(n *normalize.NarrativeFact, raw *printed.Text) bool {
	if n.Delta == nil || n.Year != 0 {
		return true
	}
	if n.DeltaPct != nil && n.Delta.Sign()*n.DeltaPct.Sign() < 0 {
		c.note("text.signs", note{text: c.wordsOf(c.prose.Change, raw, n.Delta), where: n.Subject, at: n.At, values: values{"delta": n.Delta.String(), "percent": n.DeltaPct.String()}})
		return false
	}
	other := n.PriorYear
	if n.Against != "" {
		other = n.Budget
	}
	if n.Amount == nil || other == nil || n.DeltaUnit != "" {
		return true
	}
	computed := n.Amount.Sub(other.Decimal)
	if computed.Sub(n.Delta.Decimal).Abs().LessThanOrEqual(half(n.Amount).Add(half(other)).Add(half(n.Delta))) {
		c.held["text.change"]++
		return true
	}
	c.note("text.change", note{text: c.wordsOf(c.prose.Change, raw, n.Delta), where: n.Subject, at: n.At,
		values: values{"amount": n.Amount.String(), "other": other.String(), "printed": n.Delta.String(), "computed": computed.String()}})
	return false
}

// unit reports a change in another unit than its amount when its percentage
// follows from the amounts in one unit only.
func (c *checker) unit(n *normalize.NarrativeFact, raw *printed.Text) {
	if n.Amount == nil || n.Delta == nil || n.DeltaPct == nil || n.DeltaUnit == "" || n.DeltaPct.IsZero() {
		return
	}
	from, to := c.cat.UnitFactor(n.DeltaUnit), c.cat.UnitFactor(n.Unit)
	if from == 0 || to == 0 {
		return
	}
	fits := func(delta decimal.Decimal) bool {
		d, prior := &normalize.Decimal{Decimal: delta}, &normalize.Decimal{Decimal: n.Amount.Sub(delta)}
		return prior.IsPositive() && within(n.DeltaPct, d, prior)
	}
	const places = 8
	if !fits(n.Delta.Decimal) || fits(n.Delta.Mul(decimal.NewFromInt(from)).DivRound(decimal.NewFromInt(to), places)) {
		return
	}
	c.note("text.unit", note{text: c.wordsOf(c.prose.Change, raw, n.Delta), where: n.Subject, at: n.At, values: values{"printed": n.DeltaUnit, "unit": n.Unit}})
}

// wordsOf returns the words that an expression finds around a number, sign
// aside; the first that it finds at all when none has the number.
func (c *checker) wordsOf(e expression, t *printed.Text, d *normalize.Decimal) string {
	number := strings.TrimPrefix(d.String(), "-")
	for _, m := range e.FindAllStringIndex(t.Folded, -1) {
		if strings.Contains(strings.ReplaceAll(t.Folded[m[0]:m[1]], ",", ""), number) {
			return t.Print(m[0], m[1])
		}
	}
	return quoted(e, t)
}
