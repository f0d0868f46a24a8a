package check

import (
	"strings"

	"github.com/shopspring/decimal"

	"gongkai/normalize"
)

// A countRule finds things that are counted with their kinds behind.
type countRule struct {
	Has   string     `yaml:"has"`
	Find  expression `yaml:"find"`  // groups number, parts
	Part  expression `yaml:"part"`  // group number
	Whole expression `yaml:"whole"` // of parts that are all
}

// counts reports a number of things that is less than those of its kinds, or
// another one when the list of kinds is complete.
func (c *checker) counts() {
	for _, s := range c.passages() {
		p, t := s.p, s.t
		if !strings.Contains(p.Text, c.prose.PartWord) {
			continue
		}
		for i := range c.prose.Counts {
			rule := &c.prose.Counts[i]
			if !strings.Contains(t.Folded, rule.Has) {
				continue
			}
			for _, m := range rule.Find.FindAllStringSubmatchIndex(t.Folded, -1) {
				if total, sum, differs := c.counted(rule, t.Folded, m); differs {
					c.note("text.counts", note{text: t.Print(m[0], m[1]), at: p.At(t.Source(m[0]), t.End(m[1])), values: values{"sum": sum, "total": total}})
				}
			}
		}
	}
}

// counted compares a number with the sum of the kinds behind it; m is the match
// of the rule in s.
func (c *checker) counted(rule *countRule, s string, m []int) (number, sum string, differs bool) {
	group := func(name string) string {
		i := rule.Find.SubexpIndex(name)
		return s[m[2*i]:m[2*i+1]]
	}
	total, err := normalize.ParseAmount(group("number"))
	if err != nil {
		return "", "", false
	}
	added, n := decimal.Zero, 0
	parts := group("parts")
	for _, x := range rule.Part.FindAllStringSubmatch(parts, -1) {
		if part, err := normalize.ParseAmount(x[rule.Part.SubexpIndex("number")]); err == nil {
			added, n = added.Add(part.Decimal), n+1
		}
	}
	// A kind may have kinds of its own, which would count twice.
	if n == 0 || strings.Contains(parts, c.prose.PartWord) || added.Equal(total.Decimal) || !rule.Whole.MatchString(parts) && added.LessThan(total.Decimal) {
		return "", "", false
	}
	return total.String(), added.String(), true
}
