package parquet

import (
	"errors"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
)

// TestUnscaled compares with numbers of any length: random digits with zeros at
// both ends, up to those that fill the column.
func TestUnscaled(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	some := func(most int) string {
		b := make([]byte, random.IntN(most+1))
		for i := range b {
			b[i] = "000123456789"[random.IntN(12)]
		}
		return string(b)
	}
	for range 20_000 {
		v := []string{"", "-"}[random.IntN(2)] + some(2) + "0" + some(Precision-Scale-3) + "." + some(Scale)
		checkUnscaled(t, strings.TrimSuffix(v, "."))
	}
	nines := strings.Repeat("9", Precision-Scale) + "." + strings.Repeat("9", Scale)
	for _, v := range []string{"0", "-0", "0.", ".5", "-.000000000001", "18446744.073709551616", "-18446744.073709551616", nines, "-" + nines, "00" + nines + "00"} {
		checkUnscaled(t, v)
	}
	for _, v := range []string{"", "-", ".", "+1", "1e3", "--1", "1.2.3", "１", "1,000"} {
		if _, err := unscaled(v); !errors.Is(err, errDigits) {
			t.Errorf("%q: %v", v, err)
		}
	}
}

func checkUnscaled(t *testing.T, v string) {
	t.Helper()
	want, err := decimal.NewFromString(v)
	if err != nil {
		t.Fatal(err)
	}
	b, err := unscaled(v)
	if err != nil {
		t.Fatalf("%s: %v", v, err)
	}
	got := new(big.Int).SetBytes(b[:])
	if b[0] >= 0x80 {
		got.Sub(got, new(big.Int).Lsh(big.NewInt(1), 8*width))
	}
	if !decimal.NewFromBigInt(got, -Scale).Equal(want) {
		t.Fatalf("%s gives %v", v, got)
	}
}
