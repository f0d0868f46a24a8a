package check

import (
	"strings"

	"github.com/shopspring/decimal"

	"gongkai/normalize"
	"gongkai/normalize/printed"
)

// countRules find things that are counted with their kinds behind.
type countRules struct {
	Has  string     `yaml:"has"`
	Find expression `yaml:"find"` // groups number, parts
	Part expression `yaml:"part"` // group number
	Rest string     `yaml:"rest"` // the kind that makes a list complete
}

// counts reports a number of things that is less than those of its kinds, or
// another one when the last kind holds the rest.
func (c *checker) counts() {
	rules := &c.prose.Counts
	for p := range paragraphs(c.d.Sections) {
		if !strings.Contains(p.Text, rules.Has) {
			continue
		}
		t := printed.New(p.Text)
		for _, m := range rules.Find.FindAllStringSubmatchIndex(t.Folded, -1) {
			group := func(name string) string {
				i := rules.Find.SubexpIndex(name)
				return t.Folded[m[2*i]:m[2*i+1]]
			}
			total, err := normalize.ParseAmount(group("number"))
			if err != nil {
				continue
			}
			sum, kinds := decimal.Zero, 0
			parts := group("parts")
			for _, x := range rules.Part.FindAllStringSubmatch(parts, -1) {
				if part, err := normalize.ParseAmount(x[rules.Part.SubexpIndex("number")]); err == nil {
					sum, kinds = sum.Add(part.Decimal), kinds+1
				}
			}
			whole := strings.Contains(parts, rules.Rest)
			if kinds == 0 || strings.Contains(parts, rules.Has) || sum.Equal(total.Decimal) || !whole && sum.LessThan(total.Decimal) {
				continue
			}
			c.note("text.counts", note{text: t.Print(m[0], m[1]), at: p.At(t.Source(m[0]), t.End(m[1])), values: values{"sum": sum.String(), "total": total.String()}})
		}
	}
}
