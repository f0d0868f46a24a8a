package export

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/normalize"
	"gongkai/normalize/kinds"
)

// A Unit is the unit that the amounts of facts and records are given in; the
// zero Unit is the one that each is printed in. The tables as published, the
// printed words of an amount, and the findings stay as printed.
type Unit struct {
	name  string // as documents print it
	units *kinds.Catalogue
}

// unitNames are the units by their names on the command line.
var unitNames = map[string]string{"yuan": "元", "wan": "万元"}

// Units lists the names that ParseUnit reads.
func Units() []string { return []string{"yuan", "wan"} }

// ParseUnit reads the name of a unit; "" is the zero Unit.
func ParseUnit(name string) (Unit, error) {
	if name == "" {
		return Unit{}, nil
	}
	printed, ok := unitNames[strings.ToLower(name)]
	if !ok {
		return Unit{}, fmt.Errorf("unknown unit %q: yuan (元) or wan (万元)", name)
	}
	units, err := kinds.Default()
	return Unit{printed, units}, err
}

// Of returns the disclosure with its facts and records in the unit: the point
// of every decimal is moved, no digit changes. Amounts whose unit is not known
// stay as they are. The disclosure that is given is not changed.
func (u Unit) Of(d *normalize.Disclosure) *normalize.Disclosure {
	if u.units == nil {
		return d
	}
	out := *d
	out.Facts = each(d.Facts, func(f *normalize.Fact) {
		amount := &f.Amount
		u.convert(&f.Unit, &amount)
		f.Amount = *amount
	})
	out.Projects = each(d.Projects, func(p *normalize.Project) {
		u.convert(&p.Unit, &p.Amount)
		p.Allocation = each(p.Allocation, func(a *normalize.Allocation) { u.convert(&a.Unit, &a.Amount) })
	})
	out.Performance = each(d.Performance, func(p *normalize.Performance) {
		f := &p.Funds
		u.convert(&f.Unit, &f.Total, &f.Fiscal, &f.Other, &f.Superior, &f.Own, &f.AnnualTotal, &f.AnnualFiscal, &f.AnnualCarryover, &f.AnnualOther)
	})
	out.Carryovers = each(d.Carryovers, func(x *normalize.Carryover) { u.convert(&x.Unit, &x.Amount) })
	out.Narrative = each(d.Narrative, func(n *normalize.NarrativeFact) {
		u.convert(&n.Unit, &n.Amount, &n.Budget, &n.PriorYear, &n.Delta, &n.Prior)
	})
	out.Procurement = each(d.Procurement, func(p *normalize.Procurement) { u.convert(&p.Unit, &p.Amount) })
	out.Assets = each(d.Assets, func(a *normalize.Asset) { u.convert(&a.Unit, &a.Value) })
	return &out
}

// convert puts the amounts of one unit in that of u.
func (u Unit) convert(unit *string, amounts ...**normalize.Decimal) {
	factor := u.units.UnitFactor(*unit)
	if factor == 0 { // no unit of money
		return
	}
	places := exponent(factor) - exponent(u.units.UnitFactor(u.name))
	*unit = u.name
	for _, a := range amounts {
		if *a != nil {
			*a = &normalize.Decimal{Decimal: (*a).Shift(places)}
		}
	}
}

// exponent is the power of ten that a factor is.
func exponent(factor int64) int32 {
	n := int32(0)
	for ; factor >= 10; factor /= 10 {
		n++
	}
	return n
}

// each returns a copy of a list with every element changed.
func each[T any](list []T, change func(*T)) []T {
	out := slices.Clone(list)
	for i := range out {
		change(&out[i])
	}
	return out
}
