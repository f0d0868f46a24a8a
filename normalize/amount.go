package normalize

import (
	"fmt"
	"strings"
	"unicode"

	"gongkai/normalize/kinds"
)

// An AmountError tells why a printed text is no amount.
type AmountError struct {
	Text   string // as printed
	Reason string
}

// Error quotes the text.
func (e *AmountError) Error() string { return fmt.Sprintf("amount %q: %s", e.Text, e.Reason) }

// ParseAmount reads a printed amount exactly: digits with or without thousands
// separators, an optional fraction, a minus in front (-, －, −) or brackets
// around. Full-width forms are read like half-width ones. White space is
// allowed only beside a separator, where a wrap leaves it: "12 34" is two
// numbers, not 1234. Anything else is an *AmountError; the text is never
// repaired.
func ParseAmount(text string) (Decimal, error) {
	s, ok := closeGaps(kinds.HalfWidth(text))
	if !ok {
		return Decimal{}, &AmountError{text, "white space between digits"}
	}
	negative := false
	if in, found := strings.CutPrefix(s, "("); found {
		if s, found = strings.CutSuffix(in, ")"); !found || strings.HasPrefix(s, "-") {
			return Decimal{}, &AmountError{text, "unpaired bracket"}
		}
		negative = true
	} else if in, found := strings.CutPrefix(s, "-"); found {
		s, negative = in, true
	}
	whole, fraction, point := strings.Cut(s, ".")
	switch {
	case point && (fraction == "" || !digits(fraction)):
		return Decimal{}, &AmountError{text, "malformed fraction"}
	case whole == "" && point:
		whole = "0"
	case whole == "":
		return Decimal{}, &AmountError{text, "no digits"}
	}
	whole, ok = ungroup(whole)
	if !ok {
		return Decimal{}, &AmountError{text, "malformed digits or separators"}
	}
	plain := whole
	if point {
		plain += "." + fraction
	}
	if negative {
		plain = "-" + plain
	}
	d, err := ParseDecimal(plain)
	if err != nil {
		return Decimal{}, &AmountError{text, "not a decimal"}
	}
	return d, nil
}

// closeGaps takes the white space beside separators, signs and brackets out;
// ok is false when some stands between digits.
func closeGaps(s string) (string, bool) {
	if !strings.ContainsFunc(s, unicode.IsSpace) {
		return s, true
	}
	var b strings.Builder
	parts := strings.Fields(s)
	for i, p := range parts {
		if i > 0 && isDigit(parts[i-1][len(parts[i-1])-1]) && isDigit(p[0]) {
			return "", false
		}
		b.WriteString(p)
	}
	return b.String(), true
}

// ungroup takes the thousands separators out of the whole digits; ok is false
// when they do not stand before every third digit, or digits are missing, or a
// zero leads.
func ungroup(s string) (string, bool) {
	groups := strings.Split(s, ",")
	for i, g := range groups {
		if !digits(g) || len(groups) > 1 && (len(g) > 3 || i > 0 && len(g) != 3) {
			return "", false
		}
	}
	out := strings.Join(groups, "")
	if len(out) > 1 && out[0] == '0' {
		return "", false
	}
	return out, true
}

// digits tells whether s is one or more ASCII digits.
func digits(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false
		}
	}
	return s != ""
}

// isDigit tells whether b is an ASCII digit.
func isDigit(b byte) bool { return '0' <= b && b <= '9' }
