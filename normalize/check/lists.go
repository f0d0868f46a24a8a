package check

import (
	"slices"
	"strings"

	"gongkai/extract/trace"
	"gongkai/normalize"
	"gongkai/normalize/kinds"
)

// A list is the amounts of one column of items, in reading order.
type list struct {
	side  string
	facts []*normalize.Fact
}

// listsOf returns the columns of items of a table.
func listsOf(t *table) []*list {
	at := map[string]*list{}
	var out []*list
	for _, f := range t.facts {
		key := f.Side + strings.Join(f.MeasurePath, ">")
		if at[key] == nil {
			at[key] = &list{side: f.Side}
			out = append(out, at[key])
		}
		at[key].facts = append(at[key].facts, f)
	}
	return out
}

// lists checks the items of a table against their totals and those that they
// enclose.
func (c *checker) lists(t *table) {
	if slices.ContainsFunc(c.ids.Rows, func(id rowIdentity) bool { return slices.Contains(id.Kinds, t.Kind) }) {
		return // see rowIdentities
	}
	kind, _ := c.cat.Kind(t.Kind)
	lists := listsOf(t)
	totals := map[string]*list{} // by side: the list that has a total
	for _, l := range lists {
		if !kind.Nested() {
			c.subtotals(t, l)
			c.steps(t, l)
			continue
		}
		if kind.Shape == kinds.PairedLists || slices.ContainsFunc(l.facts, c.ordered) {
			c.listTotals(t, l)
			c.enclosed(t, l)
		}
		if totals[l.side] == nil && slices.ContainsFunc(l.facts, isTotal) {
			totals[l.side] = l
		}
	}
	for _, l := range lists {
		if other := totals[l.side]; other != nil && !slices.ContainsFunc(l.facts, isTotal) {
			c.besideTotal(t, l, other)
		}
	}
}

// ordered tells whether a row is numbered, has a code or is enclosed by another:
// a list without any such row does not tell which items are parts of others.
func (c *checker) ordered(f *normalize.Fact) bool {
	return f.Code != "" || len(f.LabelPath) > 0 || c.cat.ParseLabel(f.NameRaw).Level > 0
}

func isTotal(f *normalize.Fact) bool { return f.Level == "total" }

// outer tells whether an item is enclosed by none.
func outer(f *normalize.Fact) bool { return len(f.LabelPath) == 0 && len(f.Code) <= classDigits }

// listTotals checks a list of line items against its totals: the first total
// is the sum of the items above it, each further one adds what stands between.
func (c *checker) listTotals(t *table, l *list) {
	var open []*normalize.Fact
	for _, f := range l.facts {
		if !isTotal(f) {
			if outer(f) {
				open = append(open, f)
			}
			continue
		}
		if c.cat.ParseLabel(f.NameRaw).Level > 0 {
			open = nil // （一）支出合计 is an item whose parts follow
			continue
		}
		c.sum("sum.list", t, f, open)
		open = []*normalize.Fact{f}
	}
}

// besideTotal checks a list without a total of its own against the first total
// of the list beside it: both divide the same amount, by function and by use.
func (c *checker) besideTotal(t *table, l, other *list) {
	first := slices.IndexFunc(other.facts, isTotal)
	names := map[string]bool{}
	for _, f := range other.facts {
		names[f.Name] = true
	}
	var open []*normalize.Fact
	for _, f := range l.facts {
		if names[f.Name] {
			return // the same items, by another measure
		}
		if outer(f) && f.Row < other.facts[first].Row {
			open = append(open, f)
		}
	}
	c.sum("sum.list", t, other.facts[first], open)
}

// enclosed checks each item against those that it encloses; parts told by 其中
// need not be all.
func (c *checker) enclosed(t *table, l *list) {
	for i, f := range l.facts {
		if isTotal(f) || f.Code != "" || f.Name == "" {
			continue
		}
		path := append(slices.Clone(f.LabelPath), f.Name)
		var parts []*normalize.Fact
		some := false
		for _, g := range l.facts[i+1:] {
			if len(g.LabelPath) < len(path) || !slices.Equal(g.LabelPath[:len(path)], path) {
				break
			}
			if len(g.LabelPath) == len(path) {
				parts = append(parts, g)
				some = some || c.cat.ParseLabel(g.NameRaw).OfWhich
			}
		}
		o := outcome{left: term{plus: []*normalize.Fact{f}}, right: term{plus: parts}}
		if status, left, right := o.compute(); some && status == trace.Fail && left.GreaterThan(right) {
			continue
		}
		c.sum("sum.parts", t, f, parts)
	}
}

// subtotals checks a list whose groups each have a 小计: it is the sum of its
// group, and the total that of all groups.
func (c *checker) subtotals(t *table, l *list) {
	groups := map[string][]*normalize.Fact{}
	var heads, totals []*normalize.Fact
	for _, f := range l.facts {
		group := strings.Join(f.LabelPath, ">")
		switch {
		case f.Code != "":
			return
		case isTotal(f) && group != "":
			heads = append(heads, f)
		case isTotal(f):
			totals = append(totals, f)
		default:
			groups[group] = append(groups[group], f)
		}
	}
	if len(totals) != 1 || len(heads) == 0 {
		return
	}
	for _, f := range heads {
		c.sum("sum.parts", t, f, groups[strings.Join(f.LabelPath, ">")])
	}
	c.sum("sum.list", t, totals[0], append(heads, groups[""]...))
}

// steps checks a list whose items are named in a column further right than
// those that enclose them: 货物, beneath it a project, beneath it the things to buy.
// The columns only suggest it; the list has to confirm it.
func (c *checker) steps(t *table, l *list) {
	depths := t.depths()
	if depths == nil {
		return
	}
	var outcomes []outcome
	held := 0
	for i, f := range l.facts {
		depth := depths[f.Row]
		if isTotal(f) {
			depth = -1
		}
		var parts []*normalize.Fact
		for _, g := range l.facts[i+1:] {
			if isTotal(g) || depths[g.Row] <= depth {
				break
			}
			if len(parts) == 0 || depths[g.Row] == depths[parts[0].Row] {
				parts = append(parts, g)
			}
		}
		if len(parts) == 0 {
			continue
		}
		o := outcome{rule: "sum.parts", kind: "sum_mismatch", left: term{plus: []*normalize.Fact{f}}, right: term{plus: parts}, values: t.values(f, len(parts)), mild: true}
		if status, _, _ := o.compute(); status != trace.Fail {
			held++
		}
		outcomes = append(outcomes, o)
	}
	if float64(held) < confirmed*float64(len(outcomes)) {
		return
	}
	for _, o := range outcomes {
		c.report(o)
	}
}

// sum checks that a total is the sum of its parts, when it has any.
func (c *checker) sum(rule string, t *table, total *normalize.Fact, parts []*normalize.Fact) {
	if len(parts) == 0 {
		return
	}
	c.report(outcome{rule: rule, kind: c.rules[rule].Kind, left: term{plus: []*normalize.Fact{total}}, right: term{plus: parts},
		values: t.values(total, len(parts)), mild: rule == "sum.parts"})
}
