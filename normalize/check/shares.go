package check

import (
	"github.com/shopspring/decimal"

	"gongkai/extract/trace"
	"gongkai/normalize"
	"gongkai/normalize/printed"
)

// shares checks the shares that neighbouring sentences of one section print.
// The whole is the amount in front of them or their sum, whichever more of
// them agree with.
func (c *checker) shares() {
	list := c.d.Narrative
	for i := 0; i < len(list); {
		if !c.shared(&list[i]) {
			i++
			continue
		}
		end := i + 1
		for end < len(list) && c.shared(&list[end]) && list[end].Scope == list[i].Scope && list[end].Unit == list[i].Unit {
			end++
		}
		var before *normalize.NarrativeFact
		if i > 0 && list[i-1].Scope == list[i].Scope && list[i-1].Amount != nil && !list[i-1].Limit && list[i-1].Year == 0 && list[i-1].Unit == list[i].Unit {
			before = &list[i-1]
		}
		c.shareGroup(list[i:end], before)
		i = end
	}
}

// shared tells whether a fact prints its share of a whole that its sentence
// does not name.
func (c *checker) shared(n *normalize.NarrativeFact) bool {
	if n.Amount == nil || n.Share == nil || n.Year != 0 {
		return false
	}
	raw := printed.New(n.Raw)
	return !c.prose.ShareOf.MatchString(raw.Folded)
}

// forced is how much the last share of a list may be off so that all add up to
// 100, in percent.
var forced = decimal.New(2, -2)

// shareGroup checks a list of shares.
func (c *checker) shareGroup(group []normalize.NarrativeFact, before *normalize.NarrativeFact) {
	sum := decimal.Zero
	for i := range group {
		sum = sum.Add(group[i].Amount.Decimal)
	}
	wholes := []*normalize.Decimal{{Decimal: sum}}
	if before != nil {
		wholes = append(wholes, before.Amount)
	}
	var best *normalize.Decimal
	most := 0
	for _, w := range wholes {
		n := 0
		for i := range group {
			if w.IsPositive() && (within(group[i].Share, group[i].Amount, w)) {
				n++
			}
		}
		if n > most {
			best, most = w, n
		}
	}
	if 2*most < len(group) || most == 0 || most == 1 && len(group) < 2 {
		return
	}
	for i := range group {
		n := &group[i]
		if within(n.Share, n.Amount, best) {
			c.held["text.share"]++
			continue
		}
		low, high := interval(n.Amount, best)
		raw := printed.New(n.Raw)
		x := note{text: c.sharePrinted(n, &raw), where: n.Subject, at: n.At,
			values: values{"printed": n.Share.String(), "computed": span(low, high), "amount": n.Amount.String(), "total": best.String()}}
		if n.Share.Sub(low).Abs().LessThanOrEqual(forced) {
			x.status = trace.Rounding
			c.note("text.share_rounding", x)
			continue
		}
		c.note("text.share", x)
	}
}

// span writes an interval of percentages, or the one that both ends round to.
func span(low, high decimal.Decimal) string {
	from, to := low.Round(2).String(), high.Round(2).String()
	if from == to {
		return from
	}
	return from + "–" + to
}

// sharePrinted returns the words of a sentence that give the share of a fact.
func (c *checker) sharePrinted(n *normalize.NarrativeFact, raw *printed.Text) string {
	for _, m := range c.prose.Share.FindAllStringIndex(raw.Folded, -1) {
		if s := raw.Print(m[0], m[1]); len(s) >= len(n.Share.String()) && raw.Folded[m[1]-1-len(n.Share.String()):m[1]-1] == n.Share.String() {
			return s
		}
	}
	return n.Share.String() + "%"
}
