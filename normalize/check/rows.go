package check

import (
	"slices"
	"strconv"

	"gongkai/normalize"
	"gongkai/normalize/kinds"
)

// A measured is a row of a table, or one of its columns where the rows are the
// items: its amounts by what they measure.
type measured struct {
	column bool
	by     map[string]*normalize.Fact
}

// measured returns the rows and columns of a table within which its items add
// up, in reading order.
func (c *checker) measured(t *table) []measured {
	at := map[string]measured{}
	var out []measured
	add := func(key, measure string, f *normalize.Fact, column bool) {
		m, known := at[key]
		if !known {
			m = measured{column, map[string]*normalize.Fact{}}
			at[key] = m
			out = append(out, m)
		}
		if measure != "" && m.by[measure] == nil {
			m.by[measure] = f
		}
	}
	kind, _ := c.cat.Kind(t.Kind)
	for _, f := range t.facts {
		if f.Unit == "" && f.AmountYuan == nil && t.Unit != "" {
			continue // it counts something
		}
		add("row "+strconv.Itoa(f.Row)+" "+f.Phase, f.Measure, f, false)
		if kind.Shape != kinds.LineItems || f.Name == "" {
			continue
		}
		measure := c.cat.Measure(t.Kind, []string{f.Name})
		if f.Level == "total" {
			measure = "total"
		}
		add("column "+strconv.Itoa(f.Column), measure, f, true)
	}
	return out
}

// rowIdentities checks the identities of identities.yaml within the rows and
// columns of a table. Sums that the header told are not told again.
func (c *checker) rowIdentities(t *table) {
	ids := slices.DeleteFunc(slices.Clone(c.ids.Rows), func(id rowIdentity) bool { return !slices.Contains(id.Kinds, t.Kind) })
	if len(ids) == 0 {
		return
	}
	for _, m := range c.measured(t) {
		for _, id := range ids {
			left := m.by[id.Left]
			if left == nil || t.summed[left] || !slices.ContainsFunc(id.Plus, m.has) || slices.ContainsFunc(id.Absent, m.has) || slices.ContainsFunc(id.Needs, m.lacks) {
				continue
			}
			o := outcome{rule: id.Rule, kind: "sum_mismatch", left: term{plus: []*normalize.Fact{left}}, right: term{plus: m.all(id.Plus), minus: m.all(id.Minus)}}
			// Last year's figures are often taken from other sources item by item.
			o.mild = left.Phase == "prior" || left.Measure == "prior_year"
			o.values = t.values(left, len(o.right.facts()))
			c.report(o)
		}
	}
}

func (m measured) has(measure string) bool   { return m.by[measure] != nil }
func (m measured) lacks(measure string) bool { return m.by[measure] == nil }

// all returns the amounts of some measures that are there.
func (m measured) all(measures []string) []*normalize.Fact {
	var out []*normalize.Fact
	for _, x := range measures {
		if f := m.by[x]; f != nil {
			out = append(out, f)
		}
	}
	return out
}
