package layout

import (
	"regexp"
	"strings"
	"testing"
)

// completeNumber says in one expression what IsNumber reads by hand, which is
// asked of every text of a page many times.
var completeNumber = regexp.MustCompile(`^[(（]?[-–−+$¥￥]?\s?(\d{1,3}([,，]\d{3})+|\d+)?([.．](\d+))?\s?[%％)）]*[*†‡]?$`)

func checkNumber(t *testing.T, s string) {
	t.Helper()
	m := completeNumber.FindStringSubmatch(s)
	want := m != nil && strings.ContainsAny(s, "0123456789")
	decimals, ok := parseNumber(s)
	if ok != want || want && decimals != len(m[4]) {
		t.Errorf("%q: got %d decimals, %t", s, decimals, ok)
	}
}

var someNumbers = []string{
	"", "0", "1,234.56", "12,34", "1234,567", "1,234,5678", ".5", "5.", "-3.00", "（1，234．5）", "- 7 %", "12*", "3)*", "1.2.3", "$ 5", "５", "1 000",
	"合计", "2024年", "1,2", "(5", "%", "-", "7\t", "1e5", "1,234,", "0.00）", "++1", "\xff1", "1\x00",
}

func TestIsNumber(t *testing.T) {
	for _, s := range someNumbers {
		checkNumber(t, s)
	}
}

func FuzzIsNumber(f *testing.F) {
	for _, s := range someNumbers {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkNumber(t, s) })
}
