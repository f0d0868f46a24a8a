package pdf

import (
	"strings"
	"testing"
)

// mute holds the font F9: A and B as wide as those of Helvetica, without a
// meaning.
var mute = map[int]string{9: "<</Type/Font/Subtype/Type1/BaseFont/X/FirstChar 65/Widths[667 667]/Encoding<</Differences[65/g1/g2]>>>>"}

func TestActualText(t *testing.T) {
	tests := []struct {
		name    string
		content string // within BT and ET, in 10 pt
		want    string // texts of the glyphs, those replaced in brackets
		finding string // printed text that is reported
	}{
		{"as printed", "/Span<</ActualText(AB)>>BDC (AB) Tj EMC", "A B", ""},
		{"print that can be read", "/Span<</ActualText(Ab)>>BDC (AB) Tj EMC", "A B", ""},
		{"as many characters", "/F9 10 Tf /Span<</ActualText(Ab)>>BDC (AB) Tj EMC", "A b", ""},
		{"fewer characters", "/Span<</ActualText(x)>>BDC /F9 10 Tf (ABA) Tj EMC /F1 10 Tf (D) Tj", "x [] [] D", ""},
		{"more characters", "/F9 10 Tf /Span<</ActualText(ffi)>>BDC (A) Tj EMC", "ffi", ""},
		{"beginning and end kept", "/Span<</ActualText(Axy zB)>>BDC (A) Tj /F9 10 Tf (AB) Tj /F1 10 Tf (B) Tj EMC", "A xy z [] B", ""},
		{"hyphen at a line end", "/Span<</ActualText(example)>>BDC (exam-) Tj 0 -12 Td (ple) Tj EMC", "e x a m [-] p l e", ""},
		{"other text over two lines", "/F9 10 Tf /Span<</ActualText(Z)>>BDC (AB) Tj 0 -12 Td (AB) Tj EMC", "   ", ""},
		{"UTF-16", "/F9 10 Tf /Span<</ActualText<FEFF9884>>>BDC (A) Tj EMC", "预", ""},
		{"by name", "/F9 10 Tf /Span /P1 BDC (AB) Tj EMC", "q []", ""},
		{"within another", "/F9 10 Tf /Span<</ActualText(pqr)>>BDC /Span<</ActualText(x)>>BDC (A) Tj EMC (AB) Tj EMC", "p q r", ""},
		{"not closed", "/F9 10 Tf /Span<</ActualText(b)>>BDC (A) Tj", "b", ""},
		{"empty", "/Span<</ActualText()>>BDC (A) Tj EMC", "A", ""},
		{"soft hyphen only", "/Span<</ActualText<FEFF00AD>>>BDC (-) Tj EMC", "-", ""},
		{"without glyphs", "/Span<</ActualText(12)>>BDC EMC (A) Tj", "A", ""},
		{"other digits", "/Span<</ActualText(A12)>>BDC (A13) Tj EMC", "A 1 3", "A13"},
		{"digits not printed", "/Span<</ActualText(12)>>BDC (AB) Tj EMC", "A B", "AB"},
		{"digits lost", "/Span<</ActualText(A)>>BDC (12) Tj EMC", "1 2", "12"},
		{"another point", "/Span<</ActualText(125)>>BDC (1.25) Tj EMC", "1 . 2 5", "1.25"},
		{"another sign", "/Span<</ActualText(12)>>BDC (-12) Tj EMC", "- 1 2", "-12"},
		{"numerals", "/Span<</ActualText<FEFF4E09>>>BDC (A) Tj EMC", "A", "A"},
		{"full-width digits", "/Span<</ActualText<FEFFFF11FF12>>>BDC (12) Tj EMC", "1 2", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := sheet{
				content:   "BT /F1 10 Tf 10 50 Td " + tt.content + " ET",
				resources: "/Properties<</P1<</ActualText(q)>>>>",
				objects:   mute,
			}.read(t)
			var got []string
			for _, g := range p.Glyphs {
				text := g.Text
				if !g.Printed() {
					text = "[" + text + "]"
				}
				got = append(got, text)
			}
			if s := strings.Join(got, " "); s != tt.want {
				t.Errorf("got %q, want %q", s, tt.want)
			}
			finding := ""
			for _, f := range p.Findings {
				finding += f.Text
			}
			if finding != tt.finding {
				t.Errorf("reported %q, want %q: %+v", finding, tt.finding, p.Findings)
			}
		})
	}
}

// TestActualTextBox checks that a text that stands for several glyphs takes
// the place of all.
func TestActualTextBox(t *testing.T) {
	p := sheet{content: "BT /F1 10 Tf 10 50 Td (A) Tj /Span<</ActualText(xyz)>>BDC /F9 10 Tf (AA) Tj EMC ET", objects: mute}.read(t)
	if g := p.Glyphs[1]; num(g.Box.X0) != "16.67" || num(g.Box.X1) != "30.01" {
		t.Errorf("box %+v", g.Box)
	}
}

func TestAmounts(t *testing.T) {
	for in, want := range map[string]string{
		"预算 1,234.50 万元": "1,234.50万",
		"（12）":           "(12)",
		"１２．５%":          "12.5%",
		"2024-2025":      "2024-2025",
		"a-b.c":          "",
		"△3":             "△3",
		"壹佰元":            "壹佰",
	} {
		if got := amounts(in); got != want {
			t.Errorf("amounts(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestTextString(t *testing.T) {
	for in, want := range map[string]string{
		"abc":                   "abc",
		"\x80\xa0":              "•€",
		"\xfe\xff\x98\x84\x00A": "预A",
		"\xff\xfe\x84\x98A\x00": "预A",
		"\xef\xbb\xbf预A":        "预A",
		"\xfe\xff\x00\x1b\x00z\x00h\x00\x1b\x98\x84": "预",
		"\xfe\xff\x98": "",
	} {
		if got := textString(in); got != want {
			t.Errorf("textString(%q) = %q, want %q", in, got, want)
		}
	}
}
