package records

import (
	"strings"

	"github.com/shopspring/decimal"

	"gongkai/normalize"
	"gongkai/normalize/printed"
)

// linker finds the table fact that a sentence repeats.
type linker struct {
	*reader
	names map[string][]int // indices of facts by the folded name of their row, and by the header above a total
	codes map[string]string
}

// newLinker indexes the facts of the document.
func newLinker(r *reader) *linker {
	l := &linker{reader: r, names: map[string][]int{}, codes: map[string]string{}}
	for i := range r.d.Facts {
		t := &r.d.Facts[i]
		name := r.fold(t.Name)
		l.names[name] = append(l.names[name], i)
		if t.Code != "" {
			l.codes[t.Table+" "+t.Code] += "\n" + name + "\n"
		}
		if n := len(t.MeasurePath); t.Level == "total" && n > 0 {
			if head := r.fold(t.MeasurePath[n-1]); head != name {
				l.names[head] = append(l.names[head], i)
			}
		}
	}
	return l
}

// fold folds a name that is likely folded again.
func (r *reader) fold(s string) string {
	f, ok := r.folded[s]
	if !ok {
		f = printed.New(s).Folded
		r.folded[s] = f
	}
	return f
}

// complete adds to a narrative fact what follows from it: last year's amount,
// the code of its path and the table fact it repeats.
func (l *linker) complete(f *normalize.NarrativeFact) {
	if f.Amount != nil && f.Delta != nil && f.DeltaUnit == "" && f.Against == "" {
		f.Prior = &normalize.Decimal{Decimal: f.Amount.Sub(f.Delta.Decimal)}
	}
	if f.Amount == nil || f.Year != 0 {
		return
	}
	subject := l.narrative.Ordinal.ReplaceAllString(printed.New(f.Subject).Folded, "")
	if len(f.CodePath) > 0 {
		subject = l.fold(f.CodePath[len(f.CodePath)-1])
	}
	rows := l.names[subject]
	if len(f.CodePath) == 1 && len(rows) == 0 {
		rows = l.names[subject+l.narrative.ClassEnd]
	}
	for _, i := range rows {
		t := &l.d.Facts[i]
		if f.Code != "" && f.Code != t.Code || !l.beneath(t, f.CodePath) || !l.repeats(f, t) {
			continue
		}
		f.Fact = t.ID
		if len(f.CodePath) > 0 {
			f.Code = t.Code
		}
		return
	}
}

// beneath tells whether the codes above a row have the names of a path.
func (l *linker) beneath(t *normalize.Fact, path []string) bool {
	const class, level = 3, 2 // digits of 类, and of 款 and 项
	if len(path) == 0 {
		return true
	}
	if len(t.Code) != class+(len(path)-1)*level {
		return false
	}
	for i := range len(path) - 1 {
		if !strings.Contains(l.codes[t.Table+" "+t.Code[:class+i*level]], "\n"+l.fold(path[i])+"\n") {
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
