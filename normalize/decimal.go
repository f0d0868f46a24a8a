package normalize

import (
	"encoding/json"
	"fmt"

	"github.com/shopspring/decimal"
)

// A Decimal is an exact amount that keeps the number of decimals it was
// printed with: "10.00" stays "10.00".
type Decimal struct{ decimal.Decimal }

// ParseDecimal reads a plain decimal: optional minus, digits, optional
// fraction. Separators and units are the caller's business.
func ParseDecimal(s string) (Decimal, error) {
	d, err := decimal.NewFromString(s)
	if err != nil {
		return Decimal{}, fmt.Errorf("decimal %q: %w", s, err)
	}
	return Decimal{d}, nil
}

// String writes every printed decimal place.
func (d Decimal) String() string {
	if e := d.Exponent(); e < 0 {
		return d.StringFixed(-e)
	}
	return d.StringFixed(0)
}

// Format writes String for every verb: the Format of the embedded type leaves
// printed zeros out.
func (d Decimal) Format(f fmt.State, _ rune) { fmt.Fprint(f, d.String()) }

// MarshalJSON writes a string: a JSON number would pass through float64 in
// most readers. Digits need no escapes, and so no detour by package json.
func (d Decimal) MarshalJSON() ([]byte, error) { return []byte(`"` + d.String() + `"`), nil }

// UnmarshalJSON reads what MarshalJSON writes.
func (d *Decimal) UnmarshalJSON(b []byte) error {
	var s string
	if err := json.Unmarshal(b, &s); err != nil {
		return err
	}
	v, err := ParseDecimal(s)
	if err != nil {
		return err
	}
	*d = v
	return nil
}
