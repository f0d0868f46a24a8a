package check

import (
	"testing"

	"github.com/shopspring/decimal"

	"gongkai/normalize"
)

func TestCutOff(t *testing.T) {
	for _, c := range []struct {
		printed, computed string
		want              bool
	}{
		{"2.31", "2.3153", true},  // cut
		{"9.1", "9.151", true},    // cut to one place
		{"-9.1", "-9.151", true},  // of a decrease
		{"9", "9.96", true},       // cut to none
		{"36.58", "36.587", true}, // the last digit
		{"36.60", "36.587", false},
		{"9.3", "9.151", false},
		{"0.06", "0.598", false}, // a digit lost
		{"-9.1", "9.151", false},
		{"10", "9.96", false}, // rounding explains it before
	} {
		p := &normalize.Decimal{Decimal: decimal.RequireFromString(c.printed)}
		if got := cutOff(p, decimal.RequireFromString(c.computed)); got != c.want {
			t.Errorf("%s of %s: got %v", c.printed, c.computed, got)
		}
	}
}
