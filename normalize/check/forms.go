package check

import (
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"gongkai/extract/trace"
	"gongkai/normalize"
	"gongkai/normalize/kinds"
)

// A performanceForm is a form with its indicators.
type performanceForm struct {
	head       *normalize.Performance
	indicators []*normalize.Indicator
}

// forms checks the performance forms one by one and against each other.
func (c *checker) forms() {
	var forms []performanceForm
	for i := range c.d.Performance {
		f := performanceForm{head: &c.d.Performance[i]}
		for k := range c.d.Indicators {
			if x := &c.d.Indicators[k]; x.Table == f.head.Table && x.Project == f.head.Project {
				f.indicators = append(f.indicators, x)
			}
		}
		forms = append(forms, f)
	}
	ninety := 0
	for _, f := range forms {
		if c.weights(f) {
			ninety++
			if ninety == 1 {
				c.note("form.weights_ninety", note{table: f.head.Table, where: f.head.Project, at: places(f.head.At), status: trace.Rounding})
			}
		}
		c.funds(f)
		c.cost(f)
		for _, x := range f.indicators {
			c.indicator(x)
		}
	}
	c.levels(forms)
	c.differing()
}

// weights checks that the weights of a form add up to one of the usual sums.
// It tells whether the sum is the one that leaves room for execution.
func (c *checker) weights(f performanceForm) bool {
	if f.head.Scope != "project" {
		return false
	}
	sum := decimal.Zero
	for _, x := range f.indicators {
		if x.Weight == nil {
			return false
		}
		sum = sum.Add(x.Weight.Decimal)
	}
	if len(f.indicators) == 0 {
		return false
	}
	if slices.ContainsFunc(c.prose.Weights, func(want int64) bool { return sum.Equal(decimal.NewFromInt(want)) }) {
		c.held["form.weights"]++
		return sum.Equal(decimal.NewFromInt(c.prose.Ninety))
	}
	c.note("form.weights", note{table: f.head.Table, where: f.head.Project, at: places(f.head.At),
		values: values{"count": strconv.Itoa(len(f.indicators)), "sum": sum.String(), "expected": fmt.Sprint(c.prose.Weights)}})
	return false
}

// funds checks the funds of a form against their sources.
func (c *checker) funds(f performanceForm) {
	m := &f.head.Funds
	for _, s := range []struct {
		total *normalize.Decimal
		parts []*normalize.Decimal
	}{{m.Total, []*normalize.Decimal{m.Fiscal, m.Other}}, {m.AnnualTotal, []*normalize.Decimal{m.AnnualFiscal, m.AnnualCarryover, m.AnnualOther}}} {
		if s.total == nil || slices.Contains(s.parts, nil) {
			continue
		}
		sum, room := decimal.Zero, half(s.total)
		for _, p := range s.parts {
			sum, room = sum.Add(p.Decimal), room.Add(half(p))
		}
		if sum.Sub(s.total.Decimal).Abs().LessThanOrEqual(room) {
			c.held["form.funds"]++
			continue
		}
		text, at := c.cellOf(f.head.Table, s.total)
		c.note("form.funds", note{text: text, table: f.head.Table, where: f.head.Project, at: at, values: values{"total": s.total.String(), "sum": sum.String()}})
	}
}

// cellOf returns the printed text and the place of an amount of a table.
func (c *checker) cellOf(table string, d *normalize.Decimal) (string, []trace.Locator) {
	for i := range c.d.Tables {
		if c.d.Tables[i].ID != table {
			continue
		}
		for _, cell := range c.d.Tables[i].Cells {
			if v, err := normalize.ParseAmount(cell.Text); err == nil && v.Equal(d.Decimal) {
				return cell.Text, []trace.Locator{{Page: cell.Page, Box: cell.BBox}}
			}
		}
	}
	return d.String(), nil
}

// cost compares the cost targets of a form with the funds of the project.
func (c *checker) cost(f performanceForm) {
	if f.head.Funds.Total == nil {
		return
	}
	total, ok := c.yuan(f.head.Funds.Total.Decimal, f.head.Funds.Unit)
	if !ok {
		return
	}
	sum := decimal.Zero
	n := 0
	for _, x := range f.indicators {
		if !c.prose.Cost.MatchString(kinds.Fold(x.Level1)) {
			continue
		}
		if x.Value == nil {
			return
		}
		v, ok := c.yuan(x.Value.Decimal, x.Unit)
		if !ok {
			return
		}
		sum = sum.Add(v)
		n++
	}
	if n == 0 || sum.Equal(total) {
		return
	}
	c.note("form.cost", note{table: f.head.Table, where: f.head.Project, at: places(f.head.At),
		values: values{"count": strconv.Itoa(n), "sum": sum.String(), "total": total.String()}})
}

// far is how many times the target last year's value may be before it is
// looked at: it likely stands in the wrong row or lacks its unit.
const far = 20

// indicator checks one target against last year's value and its own name.
func (c *checker) indicator(x *normalize.Indicator) {
	n := note{text: x.Level3, table: x.Table, where: x.Project, at: places(x.At),
		values: values{"indicator": x.Level3, "target": x.TargetRaw, "prior": x.PriorRaw}}
	rate := c.prose.Rate.MatchString(kinds.Fold(x.Level3))
	switch {
	case x.Value == nil:
	case rate && x.Unit != c.prose.PercentUnit && x.Unit != "":
		c.note("form.rate", n)
	case x.PriorValue == nil:
	case x.PriorUnit == c.prose.PercentUnit && x.Unit != c.prose.PercentUnit:
		c.note("form.prior_unit", n)
	case x.PriorUnit == "" && x.PriorValue.GreaterThan(x.Value.Mul(decimal.NewFromInt(far))) && x.Value.IsPositive():
		c.note("form.prior_far", n)
	case x.PriorUnit == "" && x.Unit != "" && !x.PriorValue.IsZero():
		n.text = x.PriorRaw
		c.note("form.prior_bare", n)
	}
}

// levelForms is the number of project forms that tell what a form usually has.
const levelForms = 3

// levels reports a form without a group of targets that all others have.
func (c *checker) levels(forms []performanceForm) {
	count := map[string]int{}
	n := 0
	has := make([]map[string]bool, len(forms))
	for i, f := range forms {
		has[i] = map[string]bool{}
		if f.head.Scope != "project" || len(f.indicators) == 0 {
			continue
		}
		n++
		for _, x := range f.indicators {
			has[i][x.Level1] = true
		}
		for level := range has[i] {
			count[level]++
		}
	}
	if n < levelForms {
		return
	}
	for i, f := range forms {
		if len(has[i]) == 0 {
			continue
		}
		for _, level := range slices.Sorted(maps.Keys(count)) {
			if level != "" && count[level] == n-1 && !has[i][level] {
				c.note("form.level", note{table: f.head.Table, where: f.head.Project, at: places(f.head.At), values: values{"level": level}})
			}
		}
	}
}

// differing reports indicators of one name whose targets differ between forms;
// costs and shares are those of their project.
func (c *checker) differing() {
	first := map[string]*normalize.Indicator{}
	for i := range c.d.Indicators {
		x := &c.d.Indicators[i]
		if c.cat.UnitFactor(x.Unit) != 0 || x.Unit == c.prose.PercentUnit {
			continue
		}
		key := kinds.Fold(x.Level3)
		o := first[key]
		switch {
		case o == nil:
			first[key] = x
		case o.Table != x.Table && o.Value != nil && x.Value != nil && o.Unit == x.Unit && !o.Value.Equal(x.Value.Decimal):
			c.note("form.differs", note{text: x.Level3, table: x.Table, where: x.Project, at: append(places(x.At), places(o.At)...),
				values: values{"first": o.TargetRaw, "second": x.TargetRaw}})
			first[key] = x
		}
	}
}
