package fontfile

import (
	"bytes"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"
)

func readFont(t testing.TB, name string) *Font {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	f, err := Parse(data)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return f
}

func TestGlyphText(t *testing.T) {
	tests := []struct {
		file string
		want []string // by glyph
	}{
		// Glyph 5 has U+2F49 and U+6708, glyph 7 U+E000 and the period: the
		// ordinary character is meant.
		{"unicode.ttf", []string{"", " ", "0", "1", "有", "月", "\U00020000", "."}},
		{"unicode.otf", []string{"", " ", "0", "1", "有", "月", "\U00020000", "."}},
		{"names.ttf", []string{"", " ", "0", "1", "有", "", "fi", "."}},
		{"names.cff", []string{"", " ", "0", "1", "有", "", "fi", "."}},
	}
	for _, tt := range tests {
		t.Run(tt.file, func(t *testing.T) {
			f := readFont(t, tt.file)
			for glyph, want := range tt.want {
				if got, ok := f.GlyphText(glyph); got != want || ok != (want != "") {
					t.Errorf("glyph %d: %q %v, want %q", glyph, got, ok, want)
				}
			}
			for _, glyph := range []int{-1, len(tt.want), maxGlyphs} {
				if got, ok := f.GlyphText(glyph); ok {
					t.Errorf("glyph %d: %q, want none", glyph, got)
				}
			}
			if glyph, ok := f.GlyphOfCID(4); !ok || glyph != 4 {
				t.Errorf("CID 4 is glyph %d %v, want 4", glyph, ok)
			}
		})
	}
	if name := readFont(t, "names.cff").GlyphName(6); name != "f_i" {
		t.Errorf("glyph 6 is named %q, want f_i", name)
	}
}

// TestSymbol reads a font with the cmaps (3,0) and (1,0): the first counts.
func TestSymbol(t *testing.T) {
	f := readFont(t, "symbol.ttf")
	for code, want := range map[byte]string{0x30: "0", 0x41: "有", 0x31: "", 0: ""} {
		if got, ok := f.CodeText(code); got != want || ok != (want != "") {
			t.Errorf("code %x: %q %v, want %q", code, got, ok, want)
		}
	}
}

const type1Font = `%!PS-AdobeFont-1.0: Test
/FontName /Test def % /Encoding in a comment comes later
/Encoding 256 array
0 1 255 {1 index exch /.notdef put} for
dup 48 /one put
dup 8#61/two put
dup 50 /.notdef put
dup 300 /three put
readonly def
dup 51 /four put
currentfile eexec dup 52 /five put`

func TestType1(t *testing.T) {
	pfb := append([]byte{pfbMarker, 1, 0, 0, 0, 0}, type1Font...)
	for _, data := range [][]byte{[]byte(type1Font), pfb} {
		f, err := Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		for code, want := range map[byte]string{48: "1", 49: "2", 50: "", 44: "", 51: "", 52: ""} {
			if got, _ := f.CodeText(code); got != want {
				t.Errorf("code %d: %q, want %q", code, got, want)
			}
		}
	}
	f, err := Parse([]byte("%!FontType1\n/Encoding StandardEncoding def"))
	if err != nil {
		t.Fatal(err)
	}
	if got, _ := f.CodeText('0'); got != "0" {
		t.Errorf("standard encoding: %q, want 0", got)
	}
}

// cffFont makes a CFF font of 4 glyphs with a Top DICT that ends in extra and
// has the places of charset, encoding and charstrings.
func cffFont(extra, charset, encoding []byte, strings ...string) []byte {
	index := func(items ...[]byte) []byte {
		out := binary.BigEndian.AppendUint16(nil, uint16(len(items)))
		if len(items) == 0 {
			return out
		}
		out = append(out, 2)
		offset := 1
		for _, item := range append([][]byte{nil}, items...) {
			offset += len(item)
			out = binary.BigEndian.AppendUint16(out, uint16(offset))
		}
		return append(out, bytes.Join(items, nil)...)
	}
	var names [][]byte
	for _, s := range strings {
		names = append(names, []byte(s))
	}
	number := func(n int) []byte { return binary.BigEndian.AppendUint32([]byte{29}, uint32(n)) }
	head := func(charset, encoding, glyphs int) []byte {
		top := append([]byte{}, extra...)
		top = append(append(top, number(charset)...), opCharset)
		top = append(append(top, number(encoding)...), opEncoding)
		top = append(append(top, number(glyphs)...), opCharStrings)
		out := append([]byte{1, 0, 4, 2}, index([]byte("Test"))...)
		out = append(out, index(top)...)
		out = append(out, index(names...)...)
		return append(out, index()...)
	}
	at := len(head(0, 0, 0))
	out := head(at, at+len(charset), at+len(charset)+len(encoding))
	out = append(append(out, charset...), encoding...)
	return append(out, index([]byte{14}, []byte{14}, []byte{14}, []byte{14})...)
}

func TestCFFEncoding(t *testing.T) {
	tests := []struct {
		name              string
		charset, encoding []byte
		want              map[byte]string
	}{
		{"charset of single SIDs, codes one by one",
			[]byte{0, 0, 17, 0, 18, 1, 135}, []byte{0, 3, 65, 66, 67},
			map[byte]string{65: "0", 66: "1", 67: "有", 68: ""}},
		{"charset and encoding of ranges",
			[]byte{1, 0, 17, 1, 1, 135, 0}, []byte{1, 2, 65, 1, 97, 0},
			map[byte]string{65: "0", 66: "1", 97: "有"}},
		{"wide ranges, further codes",
			[]byte{2, 0, 17, 0, 9}, []byte{0x80, 1, 65, 1, 66, 1, 135},
			map[byte]string{65: "0", 66: "有"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f, err := Parse(cffFont(nil, tt.charset, tt.encoding, "uni6709"))
			if err != nil {
				t.Fatal(err)
			}
			for code, want := range tt.want {
				if got, _ := f.CodeText(code); got != want {
					t.Errorf("code %d: %q, want %q", code, got, want)
				}
			}
		})
	}
}

func TestCFFCIDKeyed(t *testing.T) {
	ros := []byte{28, 1, 135, 28, 1, 136, 139, 12, 30} // SIDs 391 and 392, supplement 0
	f, err := Parse(cffFont(ros, []byte{2, 0x10, 0xB5, 0, 2}, nil, "Adobe", "GB1"))
	if err != nil {
		t.Fatal(err)
	}
	if f.Ordering() != "GB1" || f.BuiltinEncoding() != nil {
		t.Errorf("ordering %q, encoding %v", f.Ordering(), f.BuiltinEncoding())
	}
	for cid, want := range map[uint32]int{0: 0, 4277: 1, 4279: 3} {
		if got, ok := f.GlyphOfCID(cid); !ok || got != want {
			t.Errorf("CID %d is glyph %d %v, want %d", cid, got, ok, want)
		}
	}
	if _, ok := f.GlyphOfCID(5); ok {
		t.Error("CID 5 has a glyph")
	}
}

func TestCmapFormats(t *testing.T) {
	be := func(values ...uint16) []byte {
		var out []byte
		for _, v := range values {
			out = binary.BigEndian.AppendUint16(out, v)
		}
		return out
	}
	tests := []struct {
		name string
		sub  []byte
		want map[int]int
	}{
		{"0", append(be(0, 262, 0), 0, 7, 9), map[int]int{1: 7, 2: 9}},
		{"4 by delta", be(4, 0, 0, 4, 0, 0, 0, 0x31, 0xFFFF, 0, 0x30, 0xFFFF, 0xFFE0, 1, 0, 0), map[int]int{0x30: 0x10, 0x31: 0x11}},
		{"4 by offset", be(4, 0, 0, 4, 0, 0, 0, 0x31, 0xFFFF, 0, 0x30, 0xFFFF, 1, 1, 4, 0, 20, 0), map[int]int{0x30: 21}},
		{"6", be(6, 0, 0, 0x30, 2, 3, 4), map[int]int{0x30: 3, 0x31: 4}},
		{"10", be(10, 0, 0, 0, 0, 0, 0, 0x30, 0, 2, 3, 4), map[int]int{0x30: 3, 0x31: 4}},
		{"12", be(12, 0, 0, 0, 0, 0, 0, 1, 2, 0xB7, 2, 0xB8, 0, 5), map[int]int{0x200B7: 5, 0x200B8: 6}},
		{"2 is skipped", be(2, 0, 0, 1, 2, 3), map[int]int{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := map[int]int{}
			each(tt.sub, func(code, glyph int) { got[code] = glyph })
			if len(got) != len(tt.want) {
				t.Errorf("%v, want %v", got, tt.want)
			}
			for code, glyph := range tt.want {
				if got[code] != glyph {
					t.Errorf("%v, want %v", got, tt.want)
				}
			}
		})
	}
}

func TestPredefinedCFF(t *testing.T) {
	// Charset and encoding at 0 and 1 are the predefined ones.
	top := []byte{139, opCharset, 139, opEncoding}
	tests := []struct {
		name string
		at   byte // operand of charset and encoding
		code byte
		want string
	}{
		{"ISOAdobe and Standard", 139, '"', "\""},
		{"Expert", 140, '"', "\uF6F8"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			data := cffFont(nil, nil, nil)
			at := bytes.Index(data, []byte{opEncoding})
			if at < 0 {
				t.Fatal("no encoding operator")
			}
			top[0], top[2] = tt.at, tt.at
			start := at - 11                                                     // both operands have five bytes
			copy(data[start:], append(bytes.Repeat([]byte{139, 13}, 4), top...)) // 13 is UniqueID
			f, err := Parse(data)
			if err != nil {
				t.Fatal(err)
			}
			if got, _ := f.CodeText(tt.code); got != tt.want {
				t.Errorf("code %q: %q, want %q", tt.code, got, tt.want)
			}
			if got, _ := f.GlyphText(3); got != tt.want {
				t.Errorf("glyph 3: %q, want %q", got, tt.want)
			}
		})
	}
}

func TestNoFont(t *testing.T) {
	for _, data := range []string{"", "%!", "no font at all", "\x00\x01\x00\x00", "OTTO\x00\x09", "\x01\x00\x04\x01", "ttcf\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"} {
		if f, err := Parse([]byte(data)); !errors.Is(err, ErrFormat) {
			t.Errorf("%q: %v %v, want ErrFormat", data, f, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, name := range []string{"unicode.ttf", "unicode.otf", "names.ttf", "names.cff", "symbol.ttf"} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Add([]byte(type1Font))
	f.Add(cffFont([]byte{28, 1, 135, 28, 1, 136, 139, 12, 30}, []byte{2, 0x10, 0xB5, 0, 2}, nil, "Adobe", "GB1"))
	f.Fuzz(func(t *testing.T, data []byte) {
		font, err := Parse(data)
		if err != nil {
			return
		}
		for i := range 300 {
			if s, ok := font.GlyphText(i); ok && !utf8.ValidString(s) {
				t.Errorf("glyph %d: %q", i, s)
			}
			font.CodeText(byte(i))
			font.GlyphName(i)
			font.GlyphOfCID(uint32(i))
		}
	})
}
