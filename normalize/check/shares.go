package check

import (
	"strings"

	"github.com/shopspring/decimal"

	"gongkai/extract/trace"
	"gongkai/normalize"
	"gongkai/normalize/kinds"
	"gongkai/normalize/printed"
)

// shares checks the shares that the sentences of one section print. The whole
// is the amount in front of them or their sum, whichever more of them agree
// with. Where the sentences of a section divide more than one whole, those that
// follow each other are taken together.
func (c *checker) shares() {
	list := c.d.Narrative
	for i := 0; i < len(list); {
		end := i + 1
		for end < len(list) && list[end].Scope == list[i].Scope {
			end++
		}
		if section := c.sharedOf(list[i:end]); !c.shareGroup(section, c.whole(list, i, section)) {
			c.shareRuns(list, i, end)
		}
		c.namedShares(list[i:end])
		i = end
	}
}

// namedShares checks the shares of one section that say of what they are: those
// of the same together, one alone against the amount of that name.
func (c *checker) namedShares(list []normalize.NarrativeFact) {
	groups := map[string][]*normalize.NarrativeFact{}
	wholes := map[string]*normalize.NarrativeFact{}
	var order []string
	for i := range list {
		n := &list[i]
		if n.Amount == nil || n.Share == nil || n.Year != 0 {
			continue
		}
		of := c.shareOf(n)
		if of == "" {
			continue
		}
		of += " " + n.Unit
		if groups[of] == nil {
			order = append(order, of)
		}
		groups[of] = append(groups[of], n)
		for k := i - 1; k >= 0 && wholes[of] == nil; k-- {
			if o := &list[k]; o.Amount != nil && o.Unit == n.Unit && o.Year == 0 && strings.HasSuffix(kinds.Fold(o.Subject)+" "+n.Unit, of) {
				wholes[of] = o
			}
		}
	}
	for _, of := range order {
		if w := wholes[of]; w != nil && w.Amount.IsPositive() {
			for _, n := range groups[of] {
				c.share(n, w.Amount)
			}
			continue
		}
		if len(groups[of]) > 1 {
			c.shareGroup(groups[of], nil)
		}
	}
}

// shareOf returns the words that say of what a fact prints its share, "" for
// none.
func (c *checker) shareOf(n *normalize.NarrativeFact) string {
	raw := printed.New(n.Raw)
	for _, m := range c.prose.ShareOf.FindAllStringSubmatch(raw.Folded, -1) {
		if m[2] == n.Share.String() {
			return m[1]
		}
	}
	return ""
}

// shareRuns checks the shares of one section that follow each other.
func (c *checker) shareRuns(list []normalize.NarrativeFact, from, to int) {
	for i := from; i < to; {
		end := i
		for end < to && c.shared(&list[end]) && list[end].Unit == list[i].Unit {
			end++
		}
		group := c.sharedOf(list[i:end])
		c.shareGroup(group, c.whole(list, i, group))
		i = max(end, i+1)
	}
}

// sharedOf returns the facts that print their share of a whole.
func (c *checker) sharedOf(list []normalize.NarrativeFact) []*normalize.NarrativeFact {
	var out []*normalize.NarrativeFact
	for i := range list {
		if c.shared(&list[i]) && (len(out) == 0 || list[i].Unit == out[0].Unit) {
			out = append(out, &list[i])
		}
	}
	return out
}

// whole returns the fact in front of the first of a group, nil when it cannot be
// what they are shares of.
func (c *checker) whole(list []normalize.NarrativeFact, from int, group []*normalize.NarrativeFact) *normalize.NarrativeFact {
	if len(group) == 0 {
		return nil
	}
	at := from
	for &list[at] != group[0] {
		at++
	}
	if at == 0 {
		return nil
	}
	b := &list[at-1]
	if b.Scope != group[0].Scope || b.Amount == nil || b.Limit || b.Year != 0 || b.Unit != group[0].Unit {
		return nil
	}
	return b
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

// shareGroup checks a list of shares. It tells whether it could be checked: most
// of them agree with one whole.
func (c *checker) shareGroup(group []*normalize.NarrativeFact, before *normalize.NarrativeFact) bool {
	sum, size := decimal.Zero, 0 // nothing is the same share of everything
	for i := range group {
		sum = sum.Add(group[i].Amount.Decimal)
		if group[i].Amount.IsPositive() {
			size++
		}
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
			if w.IsPositive() && group[i].Amount.IsPositive() && within(group[i].Share, group[i].Amount, w) {
				n++
			}
		}
		if n > most {
			best, most = w, n
		}
	}
	if 2*most < size || most == 0 || most == 1 && size < 2 {
		return false
	}
	for _, n := range group {
		c.share(n, best)
	}
	return true
}

// share checks the share that a fact prints of a whole.
func (c *checker) share(n *normalize.NarrativeFact, whole *normalize.Decimal) {
	if w := c.antecedent(n); within(n.Share, n.Amount, whole) || w != nil && within(n.Share, n.Amount, w) {
		c.held["text.share"]++
		return
	}
	low, high := interval(n.Amount, whole)
	raw := printed.New(n.Raw)
	x := note{text: c.sharePrinted(n, &raw), where: n.Subject, at: n.At,
		values: values{"printed": n.Share.String(), "computed": span(low, high), "amount": n.Amount.String(), "total": whole.String()}}
	if n.Share.Sub(low).Abs().LessThanOrEqual(forced) {
		x.status = trace.Rounding
		c.note("text.share_rounding", x)
		return
	}
	c.note("text.share", x)
}

// antecedent returns the amount that the sentences divide in front of a fact: the
// last one of its section that is no share itself.
func (c *checker) antecedent(n *normalize.NarrativeFact) *normalize.Decimal {
	list := c.d.Narrative
	i := 0
	for i < len(list) && &list[i] != n {
		i++
	}
	for i--; i >= 0 && list[i].Scope == n.Scope; i-- {
		if b := &list[i]; b.Share == nil && b.Amount != nil && b.Amount.IsPositive() && !b.Limit && b.Year == 0 && b.Unit == n.Unit {
			return b.Amount
		}
	}
	return nil
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
