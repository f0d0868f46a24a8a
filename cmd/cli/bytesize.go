package cli

import (
	"fmt"
	"strconv"
	"strings"
)

// A byteSize is a flag of a number of bytes: 512MiB, 2GiB, 1000000.
type byteSize int64

// The units of sizes, the largest first.
var byteUnits = []struct {
	name string
	size int64
}{{"GiB", 1 << 30}, {"MiB", 1 << 20}, {"KiB", 1 << 10}, {"", 1}}

// String writes the size in the largest unit that divides it.
func (b byteSize) String() string {
	for _, u := range byteUnits {
		if n := int64(b); n != 0 && n%u.size == 0 {
			return strconv.FormatInt(n/u.size, 10) + u.name
		}
	}
	return "0"
}

// Set reads a size.
func (b *byteSize) Set(s string) error {
	for _, u := range byteUnits {
		digits, found := strings.CutSuffix(s, u.name)
		if !found {
			continue
		}
		n, err := strconv.ParseInt(digits, 10, 64)
		if err != nil || n < 0 || n > (1<<62)/u.size {
			return fmt.Errorf("a size such as 512MiB or 2GiB")
		}
		*b = byteSize(n * u.size)
		return nil
	}
	return nil
}

// Type names the values in the help text.
func (b *byteSize) Type() string { return "size" }
