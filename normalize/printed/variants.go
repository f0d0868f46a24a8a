package printed

import "strings"

const (
	// variantRunes is the length of the shortest name whose variants are told.
	variantRunes = 6
	// variantSlack is how many characters one of two variants may have more.
	variantSlack = 2
)

// Variants tells whether two folded names differ only by a few characters that
// one of them has more inside: 机关运行经费 and 机关运行补助经费. What stands in front or
// behind tells things apart: 培训项目 and 培训项目尾款.
func Variants(a, b string) bool {
	long, short := []rune(a), []rune(b)
	if len(long) < len(short) {
		long, short = short, long
	}
	if len(short) < variantRunes || len(long) == len(short) || len(long)-len(short) > variantSlack {
		return false
	}
	if strings.HasPrefix(string(long), string(short)) || strings.HasSuffix(string(long), string(short)) {
		return false
	}
	k := 0
	for _, r := range long {
		if k < len(short) && short[k] == r {
			k++
		}
	}
	return k == len(short)
}
