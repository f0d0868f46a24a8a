package check

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"gongkai/normalize"
	"gongkai/normalize/printed"
)

const (
	// slipDigits is how many digits a number must have for two of them in each
	// other's place to be told from parts that are not all.
	slipDigits = 3
	// slipParts is how many parts a sum must have.
	slipParts = 2
)

// parts reports a number whose parts, told behind 其中, add up to it but for two
// digits in each other's place: 8013 for 7998 and 105. Parts need not be all, so
// that another difference tells nothing.
func (c *checker) parts() {
	rules := &c.prose.Parts
	for p := range paragraphs(c.d.Sections) {
		if !strings.Contains(p.Text, rules.Has) {
			continue
		}
		t := printed.New(p.Text)
		for from := 0; ; { // a part may have parts of its own
			m := rules.Find.FindStringSubmatchIndex(t.Folded[from:])
			if m == nil {
				break
			}
			group := func(name string) string {
				i := rules.Find.SubexpIndex(name)
				return t.Folded[from+m[2*i] : from+m[2*i+1]]
			}
			if total, sum, ok := rules.slip(group("number"), group("unit"), group("parts")); ok {
				a, b := clauseStart(t.Folded, from+m[0]), from+m[1]
				c.note("text.parts", note{text: t.Print(a, b), at: p.At(t.Source(a), t.End(b)), values: values{"sum": sum, "total": total}})
			}
			from += m[2*rules.Find.SubexpIndex("unit")+1]
		}
	}
}

// clauseStart returns where the clause around byte i of a folded text begins.
func clauseStart(s string, i int) int {
	if k := strings.LastIndexAny(s[:i], ",;:。("); k >= 0 {
		_, size := utf8.DecodeRuneInString(s[k:])
		return k + size
	}
	return 0
}

// slip tells whether a number is the sum of its parts but for the order of its
// digits.
func (r *partsRule) slip(number, unit, parts string) (total, sum string, ok bool) {
	d, err := normalize.ParseAmount(number)
	if err != nil {
		return "", "", false
	}
	s, n := decimal.Zero, 0
	for _, x := range r.Part.FindAllStringSubmatch(parts, -1) {
		part, err := normalize.ParseAmount(x[r.Part.SubexpIndex("number")])
		if err == nil && x[r.Part.SubexpIndex("unit")] == unit {
			s, n = s.Add(part.Decimal), n+1
		}
	}
	total, sum = d.String(), s.StringFixed(-d.Exponent())
	return total, sum, n >= slipParts && transposed(total, sum)
}

// transposed tells whether two numbers have the same digits in another order.
func transposed(a, b string) bool {
	if a == b || len(a) != len(b) || strings.Count(a, "")-1 < slipDigits {
		return false
	}
	x, y := []byte(a), []byte(b)
	slices.Sort(x)
	slices.Sort(y)
	return string(x) == string(y)
}
