package check

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"gongkai/extract/trace"
	"gongkai/normalize"
	"gongkai/normalize/kinds"
)

// An itemRow is a row of a table of subject codes, with the names of its 类,
// 款 and 项.
type itemRow struct {
	names [3]string
	fact  *normalize.Fact
}

// itemRows lists the rows of 项 in the tables that sentences repeat.
func (c *checker) itemRows() []itemRow {
	rules := c.prose.Items
	type key struct{ table, code string }
	names := map[key]string{}
	var out []itemRow
	seen := map[key]bool{}
	for i := range c.d.Facts {
		f := &c.d.Facts[i]
		if !slices.Contains(rules.Kinds, f.Kind) || f.Code == "" || f.Project != "" {
			continue
		}
		names[key{f.Table, f.Code}] = kinds.Fold(f.Name)
	}
	for i := range c.d.Facts {
		f := &c.d.Facts[i]
		k := key{f.Table, f.Code}
		if !slices.Contains(rules.Kinds, f.Kind) || f.Measure != rules.Measure || f.Project != "" || len(f.Code) != classDigits+2*levelDigits || seen[k] {
			continue
		}
		seen[k] = true
		out = append(out, itemRow{fact: f, names: [3]string{names[key{f.Table, f.Code[:classDigits]}], names[key{f.Table, f.Code[:classDigits+levelDigits]}], kinds.Fold(f.Name)}})
	}
	return out
}

// items compares the sentences about subject codes with their rows.
func (c *checker) items() {
	rows := c.itemRows()
	if len(rows) == 0 {
		return
	}
	var unnamed []unnamedItem
	items := 0
	for i := range c.d.Narrative {
		n := &c.d.Narrative[i]
		if n.Amount == nil || n.Year != 0 {
			continue
		}
		if len(n.CodePath) == 0 && n.Code != "" {
			c.itemByCode(n, rows)
			continue
		}
		if len(n.CodePath) != 3 {
			continue
		}
		var named []itemRow
		names := [3]string{kinds.Fold(n.CodePath[0]), kinds.Fold(n.CodePath[1]), kinds.Fold(n.CodePath[2])}
		for _, r := range rows {
			if r.names == names {
				named = append(named, r)
			}
		}
		switch {
		case len(named) > 0 && c.anyAgrees(n, named):
		case len(named) == 1:
			c.itemDiffers(n, named[0].fact)
		case len(named) == 0:
			unnamed = append(unnamed, unnamedItem{n, c.sameAmount(n, rows)})
		}
		items++
	}
	if 2*len(unnamed) > items {
		return // the table could not be read as a whole
	}
	for _, u := range unnamed {
		c.itemName(u.said, u.same)
	}
}

// itemByCode compares a sentence that prints the code of its subject with the
// rows of that code.
func (c *checker) itemByCode(n *normalize.NarrativeFact, rows []itemRow) {
	coded := slices.DeleteFunc(slices.Clone(rows), func(r itemRow) bool { return r.fact.Code != n.Code })
	if len(coded) > 0 && !c.anyAgrees(n, coded) && len(coded) == 1 {
		c.itemDiffers(n, coded[0].fact)
	}
}

// sameAmount returns the rows with the amount of a sentence, if it is not 0.
func (c *checker) sameAmount(n *normalize.NarrativeFact, rows []itemRow) []itemRow {
	var out []itemRow
	for _, r := range rows {
		if status, _, _ := c.said(n, r.fact).compute(); !n.Amount.IsZero() && (status == trace.Hold || status == trace.Rounding) {
			out = append(out, r)
		}
	}
	return out
}

// An unnamedItem is a sentence whose subject no row has, with the rows of its
// amount.
type unnamedItem struct {
	said *normalize.NarrativeFact
	same []itemRow
}

// said is the identity of the amount of a sentence with a fact.
func (c *checker) said(n *normalize.NarrativeFact, f *normalize.Fact) outcome {
	fact := normalize.Fact{Amount: *n.Amount, AmountRaw: n.Amount.String(), Unit: n.Unit}
	if yuan, ok := c.yuan(n.Amount.Decimal, n.Unit); ok {
		fact.AmountYuan = &normalize.Decimal{Decimal: yuan}
	}
	if len(n.At) > 0 {
		fact.At = n.At[0]
	}
	return outcome{rule: "text.item", kind: "cross_mismatch", left: term{plus: []*normalize.Fact{&fact}}, right: term{plus: []*normalize.Fact{f}},
		values: against(f.Name, f),
		exact:  n.Unit == f.Unit && n.Amount.Exponent() == f.Amount.Exponent(), mild: true}
}

// anyAgrees tells whether the amount of a sentence is that of one of the rows,
// and counts it.
func (c *checker) anyAgrees(n *normalize.NarrativeFact, rows []itemRow) bool {
	for _, r := range rows {
		if status, _, _ := c.said(n, r.fact).compute(); status == trace.Hold || status == trace.Rounding {
			c.held["text.item"]++
			return true
		}
	}
	return false
}

// itemDiffers reports a sentence whose amount is not that of its row.
func (c *checker) itemDiffers(n *normalize.NarrativeFact, f *normalize.Fact) {
	o := c.said(n, f)
	if c.slip(n, f) {
		o.kind = "bad_number"
		o.values["slip"] = "1"
	}
	c.report(o)
}

// slip tells whether the amount of a sentence is that of the fact with one
// digit more or less.
func (c *checker) slip(n *normalize.NarrativeFact, f *normalize.Fact) bool {
	table := f.Amount.Decimal
	if n.Unit != f.Unit {
		factor := c.cat.UnitFactor(n.Unit)
		if f.AmountYuan == nil || factor == 0 {
			return false
		}
		table = f.AmountYuan.Div(decimal.NewFromInt(factor))
	}
	a := strings.ReplaceAll(n.Amount.String(), ".", "")
	b := strings.ReplaceAll(table.StringFixed(-n.Amount.Exponent()), ".", "")
	if len(a) < len(b) {
		a, b = b, a
	}
	if len(a) != len(b)+1 {
		return false
	}
	for i := range a {
		if a[:i]+a[i+1:] == b {
			return true
		}
	}
	return false
}

// itemName reports a sentence whose subject no row has: by another name when a
// row of the same amount shares two of its three names.
func (c *checker) itemName(n *normalize.NarrativeFact, same []itemRow) {
	for _, r := range same {
		var other []int
		for k, name := range n.CodePath {
			if kinds.Fold(name) != r.names[k] {
				other = append(other, k)
			}
		}
		if len(other) != 1 {
			continue
		}
		k := other[0]
		c.note("text.item_name", note{text: n.CodePath[k], table: r.fact.Table, facts: []string{r.fact.ID}, at: append(append([]trace.Locator{}, n.At...), r.fact.At),
			values: values{"name": r.names[k]}})
		return
	}
	c.note("text.item_row", note{text: n.Raw, where: strings.Join(n.CodePath, " / "), at: n.At})
}
