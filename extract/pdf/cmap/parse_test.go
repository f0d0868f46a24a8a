package cmap

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

const embeddedCMap = `%!PS-Adobe-3.0 Resource-CMap
/CIDInit /ProcSet findresource begin
12 dict begin begincmap
/GBK-EUC-H usecmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> def
/CMapName /Own def /WMode 1 def
1 begincodespacerange <ff00ff00> <ffffffff> endcodespacerange
2 begincidrange
<21> <22> 900
<a1a1><a1a2>5
endcidrange
1 begincidchar <ff00ff01> 77 endcidchar
1 beginnotdefrange <ff00ff10> <ff00ff1f> 3 endnotdefrange
endcmap`

func TestParse(t *testing.T) {
	m, err := Parse([]byte(embeddedCMap), nil)
	if err != nil {
		t.Fatal(err)
	}
	if m.Name() != "Own" || m.Ordering() != "GB1" || !m.Vertical() {
		t.Errorf("name %q, ordering %q, vertical %v", m.Name(), m.Ordering(), m.Vertical())
	}
	tests := []struct {
		name string
		in   string
		n    int
		cid  uint32
	}{
		{"own range over the used map", "\x21", 1, 900},
		{"range of the used map", "\x23", 1, 816},
		{"own two bytes", "\xa1\xa2", 2, 6},
		{"two bytes of the used map", "\xd3\xd0", 2, 4277},
		{"four bytes", "\xff\x00\xff\x01", 4, 77},
		{"notdef range", "\xff\x00\xff\x12", 4, 3},
		{"unknown", "\xff\x00\xff\x02", 4, 0},
		{"second byte outside, as long as the range it starts", "\xd3\x01x", 2, 0},
		{"cut string", "\xd3", 1, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			code, n := m.Next([]byte(tt.in))
			if n != tt.n || m.CID(code, n) != tt.cid {
				t.Errorf("%d bytes, CID %d, want %d, %d", n, m.CID(code, n), tt.n, tt.cid)
			}
		})
	}
}

func TestParseOdd(t *testing.T) {
	tests := []struct {
		name string
		src  string
		in   string
		n    int
		cid  uint32
	}{
		{"empty stream has codes of two bytes", "", "\x00\x41", 2, 0},
		{"identity by range", "begincidrange <0000> <ffff> 0 endcidrange", "\x12\x34", 2, 0x1234},
		{"later entry wins", "begincidrange <0000> <00ff> 0 <0010> <0010> 500 endcidrange", "\x00\x10", 2, 500},
		{"entry before an overlap goes on after it", "begincidrange <0000> <00ff> 0 <0010> <0010> 500 endcidrange", "\x00\x11", 2, 0x11},
		{"backward range is skipped", "begincidrange <0005> <0001> 9 endcidrange", "\x00\x05", 2, 0},
		{"wrong counts", "7 begincidchar <0005> 9 endcidchar", "\x00\x05", 2, 9},
		{"section not ended", "begincidchar <0005> 9 begincidrange <0006> <0007> 3 endcidrange", "\x00\x07", 2, 4},
		{"odd digits", "begincodespacerange <0> <ff> endcodespacerange begincidchar <9> 9 endcidchar", "\x09", 1, 9},
		{"comment and string", "% begincidchar <0005> 1 endcidchar\n(begincidchar) begincidchar <0005> 2 endcidchar", "\x00\x05", 2, 2},
		{"unclosed hex string", "begincidrange <0000 <0005> 7 endcidrange", "\x00\x01", 2, 8},
		{"CID too large", "begincidchar <0005> 70000 endcidchar", "\x00\x05", 2, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, err := Parse([]byte(tt.src), nil)
			if err != nil {
				t.Fatal(err)
			}
			code, n := m.Next([]byte(tt.in))
			if n != tt.n || m.CID(code, n) != tt.cid {
				t.Errorf("%d bytes, CID %d, want %d, %d", n, m.CID(code, n), tt.n, tt.cid)
			}
		})
	}
}

func TestParseErrors(t *testing.T) {
	m, err := Parse([]byte("begincidchar <0005> 9 endcidchar /None usecmap begincidchar <0006> 10 endcidchar"), nil)
	if !errors.Is(err, ErrUnknown) {
		t.Errorf("error %v, want ErrUnknown", err)
	}
	if m.CID(5, 2) != 9 || m.CID(6, 2) != 10 {
		t.Error("what stands around an unknown usecmap is lost")
	}
	var many strings.Builder
	many.WriteString("begincidchar ")
	for i := range maxEntries + 1 {
		fmt.Fprintf(&many, "<%04x> 1 ", i&0xFFFF)
	}
	if m, err = Parse([]byte(many.String()), nil); !errors.Is(err, ErrTooManyEntries) {
		t.Errorf("error %v, want ErrTooManyEntries", err)
	}
	if m.CID(5, 2) != 1 {
		t.Error("entries before the limit are lost")
	}
}

// TestSettled compares lookups with a walk over the definitions from the last
// to the first.
func TestSettled(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		var s spans
		for range 1 + rnd.IntN(12) {
			lo := rnd.Uint32N(40)
			s = append(s, span{lo, lo + rnd.Uint32N(12), rnd.Uint32N(5)})
		}
		for _, rising := range []bool{true, false} {
			got := s.settled(rising)
			for code := range uint32(60) {
				want, known := uint32(0), false
				for _, x := range s {
					if x.lo <= code && code <= x.hi {
						want, known = x.valueAt(code, rising), true
					}
				}
				x, ok := got.find(code)
				if ok != known || ok && x.valueAt(code, rising) != want {
					t.Fatalf("%v rising %v: code %d gives %d %v, want %d %v", s, rising, code, x.valueAt(code, rising), ok, want, known)
				}
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(embeddedCMap), []byte("\x21\xd3\xd0\xff\x00\xff\x01"))
	f.Add([]byte("begincidrange <00> <ffffffff> 0 <00> <ff> 4 endcidrange"), []byte("ab"))
	f.Fuzz(func(t *testing.T, src, text []byte) {
		m, _ := Parse(src, func(string) (*CMap, error) { return nil, ErrUnknown })
		for len(text) > 0 {
			code, n := m.Next(text)
			if n < 1 || n > len(text) {
				t.Fatalf("code of %d bytes in a string of %d", n, len(text))
			}
			m.CID(code, n)
			if s, ok := m.Text(code, n); ok && s == "" {
				t.Fatalf("code %x: no text, but known", code)
			}
			text = text[n:]
		}
	})
}
