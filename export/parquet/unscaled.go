package parquet

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math/bits"
	"strings"
)

// errDigits is the error of a text that is no decimal.
var errDigits = errors.New("not a decimal: digits, a point and a sign alone")

// Fits tells whether a decimal stays exact in a column of these files. What it
// denies may still fit: zeros at the ends count as digits.
func Fits(v string) bool {
	whole, fraction, _ := strings.Cut(strings.TrimPrefix(v, "-"), ".")
	return digits(whole) && digits(fraction) && len(whole) <= Precision-Scale && len(fraction) <= Scale
}

// digits tells whether there is nothing but them.
func digits(v string) bool {
	for i := range len(v) {
		if v[i] < '0' || v[i] > '9' {
			return false
		}
	}
	return true
}

// unscaled is the number times 10^Scale in two's complement, most significant
// byte first (LogicalTypes.md of parquet-format, DECIMAL).
func unscaled(v string) (out [width]byte, err error) {
	whole, fraction, _ := strings.Cut(strings.TrimPrefix(v, "-"), ".")
	if whole+fraction == "" || !digits(whole) || !digits(fraction) {
		return out, fmt.Errorf("%q: %w", v, errDigits)
	}
	whole, fraction = strings.TrimLeft(whole, "0"), strings.TrimRight(fraction, "0")
	if len(whole) > Precision-Scale || len(fraction) > Scale {
		return out, fmt.Errorf("%s: %w", v, ErrTooLong)
	}
	var hi, lo uint64
	for i := range len(whole) + Scale {
		digit := byte('0')
		switch at := i - len(whole); {
		case at < 0:
			digit = whole[i]
		case at < len(fraction):
			digit = fraction[at]
		}
		over, times := bits.Mul64(lo, 10)
		sum, carry := bits.Add64(times, uint64(digit-'0'), 0)
		hi, lo = hi*10+over+carry, sum
	}
	if v[0] == '-' {
		var borrow uint64
		lo, borrow = bits.Sub64(0, lo, 0)
		hi, _ = bits.Sub64(0, hi, borrow)
	}
	binary.BigEndian.PutUint64(out[:8], hi)
	binary.BigEndian.PutUint64(out[8:], lo)
	return out, nil
}
