package normalize

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
)

func TestParseAmount(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"plain":                    {"867.27", "867.27"},
		"separators":               {"1,513.74", "1513.74"},
		"two separators":           {"189,767,551", "189767551"},
		"no separators":            {"96282213.44", "96282213.44"},
		"zero":                     {"0", "0"},
		"printed zero decimals":    {"0.00", "0.00"},
		"trailing zeros":           {"10.00", "10.00"},
		"minus":                    {"-12.30", "-12.30"},
		"full-width minus":         {"－12.30", "-12.30"},
		"mathematical minus":       {"−12.30", "-12.30"},
		"long dash as minus":       {"—12.30", "-12.30"},
		"brackets":                 {"(12.30)", "-12.30"},
		"full-width brackets":      {"（12.30）", "-12.30"},
		"full-width digits":        {"１，２３４．５６", "1234.56"},
		"wrapped at the separator": {"1,234.\n56", "1234.56"},
		"wrapped before it":        {"1,234 ,567", "1234567"},
		"minus with a gap":         {"- 5.00", "-5.00"},
		"no whole digits":          {".50", "0.50"},
		"outer space":              {" 　3.00 ", "3.00"},
	} {
		d, err := ParseAmount(c.text)
		if err != nil || d.String() != c.want {
			t.Errorf("%s: %q gives %v, %v; want %s", name, c.text, d, err, c.want)
		}
	}
}

func TestParseAmountRefuses(t *testing.T) {
	for name, text := range map[string]string{
		"two points":            "1.5.0",
		"misplaced separator":   "12,34.5",
		"long group":            "1234,567",
		"short group":           "1,23",
		"group after the point": "1.234,5",
		"no decimals":           "5.",
		"blank":                 "",
		"dash":                  "—",
		"sign alone":            "-",
		"two signs":             "--5",
		"minus in brackets":     "(-5)",
		"open bracket":          "(5",
		"closing bracket":       "5)",
		"two numbers":           "12 34",
		"two amounts":           "1,513.74 2,000.00",
		"two lines of digits":   "96,282,213.4\n4",
		"words":                 "见附表",
		"unit":                  "12.30万元",
		"percent":               "12%",
		"leading zero":          "01",
		"leading zeros":         "007.50",
		"full stop for a point": "12。5",
		"exponent":              "1e5",
		"plus":                  "+5",
		"hexadecimal":           "0x10",
	} {
		var e *AmountError
		if d, err := ParseAmount(text); !errors.As(err, &e) || e.Text != text {
			t.Errorf("%s: %q gives %v, %v; want an error about it", name, text, d, err)
		}
	}
}

// forms prints one amount in the forms that published tables use.
func forms(d decimal.Decimal, places int32) []string {
	plain := d.Abs().StringFixed(places)
	whole, fraction, point := strings.Cut(plain, ".")
	var groups []string
	for len(whole) > 3 {
		groups = append([]string{whole[len(whole)-3:]}, groups...)
		whole = whole[:len(whole)-3]
	}
	grouped := strings.Join(append([]string{whole}, groups...), ",")
	if point {
		grouped += "." + fraction
	}
	full := strings.NewReplacer("0", "０", "1", "１", "2", "２", "3", "３", "4", "４", "5", "５", "6", "６", "7", "７", "8", "８", "9", "９", ".", "．", ",", "，").Replace(grouped)
	out := []string{plain, grouped, full, " " + grouped + "\u3000"}
	if d.IsNegative() {
		for i, s := range out {
			s = strings.TrimSpace(s)
			out[i] = []string{"-" + s, "－" + s, "（" + s + "）", "(" + s + ")"}[i%4]
		}
	}
	return out
}

func TestEveryPrintedFormGivesTheAmount(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 5000 {
		places := int32(r.IntN(5))
		d := decimal.New(r.Int64N(1e14)-5e13, -places)
		for _, s := range forms(d, places) {
			got, err := ParseAmount(s)
			if err != nil || !got.Equal(d) || got.Exponent() != -places {
				t.Fatalf("%q gives %v, %v; want %s", s, got, err, d)
			}
		}
	}
}

// FuzzParseAmount holds the rule above all: a parsed amount has the digits that
// are printed, in their order, and no others.
func FuzzParseAmount(f *testing.F) {
	for _, s := range []string{"1,513.74", "-0.50", "（12.30）", "１，２３４．５６", "1.5.0", "12 34", "", "—", ".5", "00", "1,234.\n56"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := ParseAmount(text)
		if err != nil {
			return
		}
		printed := strings.Map(func(r rune) rune {
			switch {
			case r >= '0' && r <= '9':
				return r
			case r >= '０' && r <= '９':
				return r - '０' + '0'
			}
			return -1
		}, text)
		got := strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return r
			}
			return -1
		}, d.String())
		if got != printed && got != "0"+printed {
			t.Fatalf("%q gives %s", text, fmt.Sprint(d))
		}
	})
}
