package encoding

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"
)

//go:embed data/radicals.txt
var radicalsText string

// The blocks CJK Radicals Supplement and Kangxi Radicals, which follow each
// other, and CJK Compatibility Ideographs.
const (
	firstRadical       = 0x2E80
	lastRadical        = 0x2FDF
	firstCompatibility = 0xF900
	lastCompatibility  = 0xFAFF
	firstSupplement    = 0x2F800
	lastSupplement     = 0x2FA1F
)

// radicals returns the ordinary ideographs by radical, from firstRadical on; 0
// where there is none.
var radicals = sync.OnceValue(func() *[lastRadical - firstRadical + 1]rune {
	table := new([lastRadical - firstRadical + 1]rune)
	for line := range dataLines(radicalsText) {
		for pair := range strings.FieldsSeq(line) {
			from, to, _ := strings.Cut(pair, "=")
			radical, err := strconv.ParseUint(from, 16, 32)
			if err != nil || radical < firstRadical || radical > lastRadical {
				continue
			}
			if ideograph, err := strconv.ParseUint(to, 16, 32); err == nil {
				table[radical-firstRadical] = rune(ideograph)
			}
		}
	}
	return table
})

func isRadical(r rune) bool { return r >= firstRadical && r <= lastRadical }

func isCompatibility(r rune) bool {
	return r >= firstCompatibility && r <= lastCompatibility || r >= firstSupplement && r <= lastSupplement
}

// Fold replaces CJK and Kangxi radicals (⽬, ⻔) and compatibility ideographs by
// the ordinary ideographs that look alike (目, 门). ToUnicode maps made by
// inverting a font's character map name whichever of them shares the glyph.
//
// Everything else stays as printed: full-width digits and punctuation too. A
// string without such characters is returned itself.
func Fold(s string) string {
	first := strings.IndexFunc(s, func(r rune) bool { return isRadical(r) || isCompatibility(r) })
	if first < 0 {
		return s
	}
	var out strings.Builder
	out.WriteString(s[:first])
	for _, r := range s[first:] {
		switch {
		case isRadical(r):
			if ideograph := radicals()[r-firstRadical]; ideograph != 0 {
				r = ideograph
			}
			out.WriteRune(r)
		case isCompatibility(r):
			out.WriteString(norm.NFC.String(string(r)))
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}
