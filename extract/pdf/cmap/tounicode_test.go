package cmap

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestToUnicode(t *testing.T) {
	type want struct {
		code uint32
		n    int
		text string
	}
	tests := []struct {
		name string
		src  string
		want []want
	}{
		{"characters", "2 beginbfchar <0003> <0020> <0010><6709> endbfchar",
			[]want{{3, 2, " "}, {0x10, 2, "有"}, {0x11, 2, ""}}},
		{"range", "1 beginbfrange <0011> <001a> <0030> endbfrange",
			[]want{{0x11, 2, "0"}, {0x1a, 2, "9"}, {0x1b, 2, ""}}},
		{"range over a byte", "beginbfrange <00f0> <0110> <4e00> endbfrange", []want{{0x110, 2, "丠"}}},
		{"array", "beginbfrange <0001> <0003> [<0041> <00660069> <0043>] <0005> <0005> <0045> endbfrange",
			[]want{{1, 2, "A"}, {2, 2, "fi"}, {3, 2, "C"}, {5, 2, "E"}}},
		{"array longer and shorter than its range", "beginbfrange <01> <02> [<0041> <0042> <0043>] <08> <0a> [<0048>] endbfrange",
			[]want{{2, 1, "B"}, {3, 1, ""}, {8, 1, "H"}, {9, 1, ""}}},
		{"array not closed", "beginbfrange <01> <02> [<0041> endbfrange beginbfchar <05> <0045> endbfchar",
			[]want{{1, 1, "A"}, {5, 1, "E"}}},
		{"text range", "beginbfrange <01> <03> <00660069> endbfrange", []want{{3, 1, "fk"}}},
		{"surrogates", "beginbfchar <01> <D842DFB7> endbfchar beginbfrange <02> <03> <D842DFB7> endbfrange",
			[]want{{1, 1, "𠮷"}, {3, 1, "𠮸"}}},
		{"one byte and five digits", "beginbfchar <01> <41> <02> <1F600> endbfchar", []want{{1, 1, "A"}, {2, 1, "😀"}}},
		{"codes of another length", "beginbfchar <41> <0042> endbfchar", []want{{0x41, 2, "B"}, {0x41, 1, "B"}}},
		{"nothing", "beginbfchar <01> <> <02> <0000> <03> <FFFD> <04> <D842> endbfchar",
			[]want{{1, 1, ""}, {2, 1, ""}, {3, 1, ""}, {4, 1, ""}}},
		{"range of half surrogates", "beginbfrange <d800> <d8ff> <d800> endbfrange", []want{{0xd800, 2, ""}, {0xd865, 2, ""}}},
		{"range to zero", "beginbfrange <0000> <00ff> <0000> endbfrange", []want{{0, 2, ""}, {0x41, 2, "A"}}},
		{"noncharacter", "beginbfchar <01> <FFFF> endbfchar", []want{{1, 1, ""}}},
		{"CIDs are no text", "begincidrange <0000> <ffff> 0 endcidrange", []want{{0x41, 2, ""}}},
		{"private use stays", "beginbfchar <01> <E001> endbfchar", []want{{1, 1, "\uE001"}}},
		{"padding", "beginbfchar <01> <00410000> endbfchar", []want{{1, 1, "A"}}},
		{"later wins", "beginbfrange <00> <ff> <0000> endbfrange beginbfchar <41> <4e00> endbfchar",
			[]want{{0x41, 1, "一"}, {0x42, 1, "B"}}},
		{"backward range", "beginbfrange <05> <01> <0041> endbfrange", []want{{5, 1, ""}, {1, 1, ""}}},
		{"the whole range", "beginbfrange <0000> <FFFF> <0000> endbfrange", []want{{0x6709, 2, "有"}, {0xD800, 2, ""}}},
		{"beyond Unicode", "beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange", []want{{0xFFFFFFF0, 4, ""}, {1, 4, "B"}}},
		{"sections not ended", "beginbfchar <01> <0041> beginbfrange <02> <03> <0042> beginbfchar <04> <0044>",
			[]want{{1, 1, "A"}, {3, 1, "C"}, {4, 1, "D"}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			u, err := ParseToUnicode([]byte(tt.src))
			if err != nil {
				t.Fatal(err)
			}
			for _, w := range tt.want {
				got, ok := u.Text(w.code, w.n)
				if got != w.text || ok != (w.text != "") {
					t.Errorf("code %x: %q %v, want %q", w.code, got, ok, w.text)
				}
			}
		})
	}
}

func TestToUnicodeLimit(t *testing.T) {
	src := strings.Repeat("beginbfrange <0000> <FFFF> <00410042> endbfrange ", maxEntries/0x10000+1)
	u, err := ParseToUnicode([]byte(src))
	if !errors.Is(err, ErrTooManyEntries) {
		t.Errorf("error %v, want ErrTooManyEntries", err)
	}
	if got, _ := u.Text(1, 2); got != "AC" {
		t.Errorf("text before the limit is %q", got)
	}
}

func FuzzToUnicode(f *testing.F) {
	f.Add([]byte("beginbfrange <0001> <0003> [<0041> <00660069> <0043>] endbfrange"), uint32(2), 2)
	f.Add([]byte("beginbfrange <00000000> <FFFFFFFF> <00410042> endbfrange"), uint32(9), 4)
	f.Fuzz(func(t *testing.T, src []byte, code uint32, n int) {
		u, _ := ParseToUnicode(src)
		if s, ok := u.Text(code, n); ok && (s == "" || !utf8.ValidString(s)) {
			t.Errorf("code %x: text %q", code, s)
		}
	})
}
