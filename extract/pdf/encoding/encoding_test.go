package encoding

import (
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

func TestBase(t *testing.T) {
	tests := []struct {
		name  string
		code  int
		glyph string
	}{
		{"StandardEncoding", 0x27, "quoteright"},
		{"StandardEncoding", 0x80, ""},
		{"StandardEncoding", 0xFB, "germandbls"},
		{"WinAnsiEncoding", 0x30, "zero"},
		{"WinAnsiEncoding", 0x80, "Euro"},
		{"WinAnsiEncoding", 0xA0, "space"},
		{"WinAnsiEncoding", 0xAD, "hyphen"},
		{"MacRomanEncoding", 0xCA, "space"},
		{"MacRomanEncoding", 0xDB, "currency"},
		{"MacRomanEncoding", 0xB2, "lessequal"},
		{"MacExpertEncoding", 0x30, "zerooldstyle"},
		{"ExpertEncoding", 0x30, "zerooldstyle"},
		{"ExpertEncoding", 0xFF, "Ydieresissmall"},
		{"PDFDocEncoding", 0x18, "breve"},
		{"PDFDoc", 0xA0, "Euro"},
		{"Symbol", 0x61, "alpha"},
		{"ZapfDingbats", 0x21, "a1"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			table, ok := Base(tt.name)
			if !ok || table[tt.code] != tt.glyph {
				t.Errorf("code %x is %q %v, want %q", tt.code, table[tt.code], ok, tt.glyph)
			}
		})
	}
	if _, ok := Base("Identity-H"); ok {
		t.Error("Identity-H is known")
	}
}

// TestBaseText reads whole encodings as text and compares them with the
// character sets they are known as.
func TestBaseText(t *testing.T) {
	tests := []struct {
		name    string
		charmap *charmap.Charmap
		differ  map[byte]string // by ISO 32000-2, annex D
	}{
		{"WinAnsiEncoding", charmap.Windows1252, map[byte]string{
			0x7F: "•", 0x81: "•", 0x8D: "•", 0x8F: "•", 0x90: "•", 0x9D: "•", 0xA0: " ", 0xAD: "-"}},
		{"MacRomanEncoding", charmap.Macintosh, map[byte]string{
			0x7F: "", 0xBD: "\u2126", 0xC6: "\u2206", 0xCA: " ", 0xDB: "¤", 0xF0: "\uF8FF"}},
	}
	for _, tt := range tests {
		table, _ := Base(tt.name)
		for code := 0x20; code <= 0xFF; code++ {
			want, ok := tt.differ[byte(code)]
			if !ok {
				want = string(tt.charmap.DecodeByte(byte(code)))
			}
			if got, _ := Unicode(table[code]); got != want {
				t.Errorf("%s %02X: %q (%s), want %q", tt.name, code, got, table[code], want)
			}
		}
	}
}

// TestBaseNames checks that every glyph name of every encoding is known.
func TestBaseNames(t *testing.T) {
	for name, table := range bases() {
		known := Unicode
		if name == "ZapfDingbats" {
			known = Dingbat
		}
		for code, glyph := range table {
			if glyph == "" {
				continue
			}
			if _, ok := known(glyph); !ok {
				t.Errorf("%s %02X: %s is unknown", name, code, glyph)
			}
		}
	}
}

func TestUnicode(t *testing.T) {
	tests := []struct{ name, want string }{
		{"A", "A"},
		{"zero", "0"},
		{"one.oldstyle", "1"},
		{"nineoldstyle", "9"},
		{"Asmall", "a"},
		{"f_i", "fi"},
		{"fi", "ﬁ"},
		{"uni6709", "有"},
		{"uni6709.vert", "有"},
		{"uni00660069", "fi"},
		{"uni67", ""},
		{"uniD842", ""},
		{"u20BB7", "𠮷"},
		{"u6709", "有"},
		{"u0", ""},
		{"u110000", ""},
		{"uni65e0", "无"},
		{"A_uni6709_u0042.x.y", "A有B"},
		{"A_unknown", ""},
		{"dalethatafpatah", "\u05D3\u05B2"},
		{".notdef", ""},
		{"", ""},
		{"g23", ""},
		{"a1", ""},
		{"cid123", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := Unicode(tt.name)
			if got != tt.want || ok != (tt.want != "") {
				t.Errorf("%q %v, want %q", got, ok, tt.want)
			}
		})
	}
	if got, _ := Dingbat("a20"); got != "✔" {
		t.Errorf("a20 is %q, want ✔", got)
	}
}

func TestStandardWidth(t *testing.T) {
	tests := []struct {
		font, glyph string
		width       float64
	}{
		{"Helvetica", "zero", 556},
		{"Helvetica-Oblique", "A", 667},
		{"Helvetica-BoldOblique", "A", 722},
		{"ArialMT", "zero", 556},
		{"Arial,Bold", "A", 722},
		{"Arial-BoldItalicMT", "A", 722},
		{"ABCDEF+Arial-BoldMT", "A", 722},
		{"Times-Roman", "zero", 500},
		{"TimesNewRoman", "A", 722},
		{"Times New Roman,Italic", "A", 611},
		{"TimesNewRomanPS-BoldMT", "A", 722},
		{"TimesNewRomanPSMT", "Euro", 500},
		{"CourierNewPS-BoldItalicMT", "A", 600},
		{"Courier", "zero", 600},
		{"Symbol", "alpha", 631},
		{"SymbolMT", "alpha", 631},
		{"ZapfDingbats", "a1", 974},
	}
	for _, tt := range tests {
		t.Run(tt.font, func(t *testing.T) {
			if w, ok := StandardWidth(tt.font, tt.glyph); !ok || w != tt.width {
				t.Errorf("%s is %v %v, want %v", tt.glyph, w, ok, tt.width)
			}
		})
	}
	for _, font := range []string{"", "ArialNarrow", "Arial-Black", "SimSun", "ArialUnicodeMS", "Times-Foo"} {
		if w, ok := StandardWidth(font, "zero"); ok {
			t.Errorf("%s has width %v", font, w)
		}
	}
	if _, ok := StandardWidth("Courier", "alpha"); ok {
		t.Error("Courier has an alpha")
	}
}

func TestFold(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"Kangxi", "\u2F6C\u2F08\u2F40", "目人支"},
		{"radical", "部\u2ED4预\u2EA0", "部门预民"},
		{"drawn as simplified", "\u2F3E", "户"},
		{"compatibility", "\uF9D1\uFA08", "六行"},
		{"supplement", "\U0002F800", "\u4E3D"},
		{"unified in the compatibility block", "\uFA0E", "\uFA0E"},
		{"radical without ideograph", "\u2E80", "\u2E80"},
		{"full width stays", "１２，（万元）", "１２，（万元）"},
		{"ordinary", "合计 12.30", "合计 12.30"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Fold(tt.in); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

func FuzzNames(f *testing.F) {
	f.Add("uni6709_f_i.alt")
	f.Add("ABCDEF+Arial-BoldMT")
	f.Fuzz(func(t *testing.T, name string) {
		if s, ok := Unicode(name); ok && (s == "" || !utf8.ValidString(s)) {
			t.Errorf("%q: text %q", name, s)
		}
		StandardWidth(name, "zero")
		if s := Fold(name); Fold(s) != s {
			t.Errorf("%q: folded twice differs", name)
		}
	})
}
