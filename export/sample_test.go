package export

import (
	"testing"

	"gongkai/export/internal/example"
	"gongkai/normalize"
)

// sample is a disclosure that a test may change.
func sample(t *testing.T) *normalize.Disclosure {
	t.Helper()
	return example.Disclosure()
}

func amount(t *testing.T, s string) normalize.Decimal {
	t.Helper()
	d, err := normalize.ParseDecimal(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
