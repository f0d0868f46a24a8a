package records

import (
	"github.com/shopspring/decimal"

	"gongkai/normalize"
	"gongkai/normalize/printed"
)

// complete adds to a narrative fact what follows from it: last year's amount,
// the code of its path and the table fact it repeats.
func (r *reader) complete(f *normalize.NarrativeFact) {
	if f.Amount != nil && f.Delta != nil && f.DeltaUnit == "" && f.Against == "" {
		f.Prior = &normalize.Decimal{Decimal: f.Amount.Sub(f.Delta.Decimal)}
	}
	if f.Amount == nil {
		return
	}
	subject := r.narrative.Ordinal.ReplaceAllString(printed.New(f.Subject).Folded, "")
	if len(f.CodePath) > 0 {
		subject = printed.New(f.CodePath[len(f.CodePath)-1]).Folded
	}
	for i := range r.d.Facts {
		t := &r.d.Facts[i]
		if !r.repeats(f, t) || printed.New(t.Name).Folded != subject && !headed(t, subject) || !r.beneath(t, f.CodePath) {
			continue
		}
		f.Fact = t.ID
		if len(f.CodePath) > 0 {
			f.Code = t.Code
		}
		return
	}
}

// headed tells whether a header above a total ends in the words of a subject.
func headed(t *normalize.Fact, subject string) bool {
	if t.Level != "total" || len(t.MeasurePath) == 0 {
		return false
	}
	return printed.New(t.MeasurePath[len(t.MeasurePath)-1]).Folded == subject
}

// beneath tells whether the codes above a row have the names of a path.
func (r *reader) beneath(t *normalize.Fact, path []string) bool {
	const class, level = 3, 2 // digits of 类, and of 款 and 项
	if len(path) == 0 {
		return true
	}
	if len(t.Code) != class+(len(path)-1)*level {
		return false
	}
	for i := range len(path) - 1 {
		code, ok := t.Code[:class+i*level], false
		for k := range r.d.Facts {
			f := &r.d.Facts[k]
			ok = ok || f.Table == t.Table && f.Code == code && printed.New(f.Name).Folded == printed.New(path[i]).Folded
		}
		if !ok {
			return false
		}
	}
	return true
}

// repeats tells whether a sentence gives the amount of a table fact: exactly in
// the same unit, rounded to its last printed place in another one.
func (r *reader) repeats(f *normalize.NarrativeFact, t *normalize.Fact) bool {
	if f.Unit == t.Unit {
		return f.Amount.Equal(t.Amount.Decimal)
	}
	factor := decimal.NewFromInt(r.cat.UnitFactor(f.Unit))
	if factor.IsZero() || t.AmountYuan == nil {
		return false
	}
	half := decimal.New(5, f.Amount.Exponent()-1).Mul(factor)
	return f.Amount.Mul(factor).Sub(t.AmountYuan.Decimal).Abs().LessThanOrEqual(half)
}
