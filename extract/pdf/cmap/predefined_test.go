package cmap

import (
	"bytes"
	"errors"
	"sort"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// table116 lists the predefined maps of ISO 32000-2, table 116.
const table116 = `GB-EUC-H GB-EUC-V GBpc-EUC-H GBpc-EUC-V GBK-EUC-H GBK-EUC-V GBKp-EUC-H GBKp-EUC-V
GBK2K-H GBK2K-V UniGB-UCS2-H UniGB-UCS2-V UniGB-UTF16-H UniGB-UTF16-V
B5pc-H B5pc-V HKscs-B5-H HKscs-B5-V ETen-B5-H ETen-B5-V ETenms-B5-H ETenms-B5-V CNS-EUC-H CNS-EUC-V
UniCNS-UCS2-H UniCNS-UCS2-V UniCNS-UTF16-H UniCNS-UTF16-V
83pv-RKSJ-H 90ms-RKSJ-H 90ms-RKSJ-V 90msp-RKSJ-H 90msp-RKSJ-V 90pv-RKSJ-H Add-RKSJ-H Add-RKSJ-V
EUC-H EUC-V Ext-RKSJ-H Ext-RKSJ-V H V UniJIS-UCS2-H UniJIS-UCS2-V UniJIS-UCS2-HW-H UniJIS-UCS2-HW-V
UniJIS-UTF16-H UniJIS-UTF16-V UniJIS2004-UTF16-H UniJIS2004-UTF16-V
KSC-EUC-H KSC-EUC-V KSCms-UHC-H KSCms-UHC-V KSCms-UHC-HW-H KSCms-UHC-HW-V KSCpc-EUC-H
UniKS-UCS2-H UniKS-UCS2-V UniKS-UTF16-H UniKS-UTF16-V
Identity-H Identity-V`

func TestPredefinedNames(t *testing.T) {
	for _, name := range strings.Fields(table116) {
		m, err := Predefined(name)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if m.Name() != name {
			t.Errorf("%s: calls itself %s", name, m.Name())
		}
		if want := name == "V" || strings.HasSuffix(name, "-V"); m.Vertical() != want {
			t.Errorf("%s: vertical %v, want %v", name, m.Vertical(), want)
		}
		if len(m.spaces) == 0 || m.Ordering() == "" {
			t.Errorf("%s: %d codespaces, ordering %q", name, len(m.spaces), m.Ordering())
		}
		for _, list := range m.cids {
			if !sort.SliceIsSorted(list, func(i, j int) bool { return list[i].hi < list[j].lo }) {
				t.Errorf("%s: spans not in order", name)
			}
		}
	}
}

func TestPredefinedUnknown(t *testing.T) {
	for _, name := range []string{"", "UniGB", "cid:GB1", "Uni-UTF16-H", "WinAnsiEncoding"} {
		if _, err := Predefined(name); !errors.Is(err, ErrUnknown) {
			t.Errorf("%q: error %v, want ErrUnknown", name, err)
		}
	}
	if _, ok := CollectionOf("Identity"); ok {
		t.Error("Identity has a collection")
	}
}

// TestKnownCIDs holds CIDs that the width arrays of published files rely on.
func TestKnownCIDs(t *testing.T) {
	tests := []struct {
		name string
		in   string
		cids []uint32
		text string
	}{
		{"UniGB-UCS2-H", "\x00 \x000\x00A", []uint32{1, 17, 34}, " 0A"},
		{"UniGB-UTF16-H", "\x000\x67\x09\xD8\x42\xDF\xB7", []uint32{17, 4277, 0}, "0有𠮷"},
		{"UniGB-UTF8-H", "0有", []uint32{17, 4277}, "0有"},
		{"UniGB-UTF32-V", "\x00\x00\x000\x00\x00\xff\x0c", []uint32{17, 573}, "0，"},
		{"GBK-EUC-H", " 09\xd3\xd0", []uint32{7716, 829, 838, 4277}, " 09有"},
		{"GBKp-EUC-H", "09\xd3\xd0", []uint32{17, 26, 4277}, "09有"},
		{"GBK2K-H", "0\xd3\xd0\x81\x39\x81\x39", []uint32{17, 4277, 22448}, "0有⺛"},
		{"GB-EUC-H", "0\xd3\xd0", []uint32{829, 4277}, "0有"},
		{"GBpc-EUC-V", "0\xa3\xac", []uint32{17, 573}, "0，"},
		{"ETen-B5-H", "0\xa4\xa4", []uint32{13664, 661}, "0中"},
		{"90ms-RKSJ-H", "0\x93\xfa\xb1", []uint32{247, 3284, 343}, "0日ｱ"},
		{"KSCms-UHC-H", "0\xb0\xa1", []uint32{17, 1086}, "0가"},
		{"Identity-H", "\x12\x34", []uint32{0x1234}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, err := Predefined(tt.name)
			if err != nil {
				t.Fatal(err)
			}
			var cids []uint32
			var text string
			for s := []byte(tt.in); len(s) > 0; {
				code, n := m.Next(s)
				s = s[n:]
				cids = append(cids, m.CID(code, n))
				u, _ := m.Text(code, n)
				text += u
			}
			if len(cids) != len(tt.cids) {
				t.Fatalf("CIDs %v, want %v", cids, tt.cids)
			}
			for i := range cids {
				if cids[i] != tt.cids[i] {
					t.Errorf("CIDs %v, want %v", cids, tt.cids)
					break
				}
			}
			if text != tt.text {
				t.Errorf("text %q, want %q", text, tt.text)
			}
		})
	}
}

// gbkVertical and gbkOrdinary list, in the same order, the characters of GBK
// that the collection gives as their ordinary form: glyphs for vertical writing
// and compatibility ideographs.
const (
	gbkVertical = "︵︶︹︺︿﹀︽︾﹁﹂﹃﹄︻︼︷︸︱︳︰\uF92C\uF979\uF995\uF9E7\uF9F1\uFA0C\uFA0D\uFA18\uFA20"
	gbkOrdinary = "（）〔〕〈〉《》「」『』【】｛｝—＿‥\u90CE\u51C9\u79CA\u88CF\u96A3\u5140\u55C0\u793C\u8612"
)

// TestGBKRoundTrip reads every character of GBK through GBK-EUC-H.
func TestGBKRoundTrip(t *testing.T) {
	m, err := Predefined("GBK-EUC-H")
	if err != nil {
		t.Fatal(err)
	}
	c, _ := CollectionOf("GB1")
	ordinary := map[string]string{}
	for i, r := range []rune(gbkVertical) {
		ordinary[string(r)] = string([]rune(gbkOrdinary)[i])
	}
	decoder := simplifiedchinese.GB18030.NewDecoder()
	seen, unmapped := 0, 0
	for hi := 0x81; hi <= 0xFE; hi++ {
		for lo := 0x40; lo <= 0xFE; lo++ {
			in := []byte{byte(hi), byte(lo)}
			want, err := decoder.Bytes(in)
			if err != nil || lo == 0x7F || isPrivate(string(want)) {
				continue
			}
			code, n := m.Next(in)
			if n != 2 {
				t.Fatalf("<%X>: %d bytes, want 2", in, n)
			}
			got, ok := c.Unicode(m.CID(code, n))
			if !ok {
				unmapped++
				if hi >= 0xB0 && hi <= 0xF7 && lo >= 0xA1 { // GB 2312 ideographs
					t.Errorf("<%X>: no text, want %s", in, want)
				}
				continue
			}
			seen++
			if got != string(want) && ordinary[string(want)] != got {
				t.Errorf("<%X>: %s %U, want %s %U", in, got, []rune(got), want, []rune(string(want)))
			}
		}
	}
	if seen < 21800 || unmapped > 2 {
		t.Errorf("%d characters read, %d unmapped", seen, unmapped)
	}
}

func isPrivate(s string) bool {
	for _, r := range s {
		if r >= 0xE000 && r <= 0xF8FF || r == 0xFFFD {
			return true
		}
	}
	return false
}

// TestUnicodeIdentity reads every ideograph of the basic plane through each
// Unicode form.
func TestUnicodeIdentity(t *testing.T) {
	c, _ := CollectionOf("GB1")
	for _, name := range []string{"UniGB-UCS2-H", "UniGB-UTF16-H", "UniGB-UTF8-H", "UniGB-UTF32-H"} {
		m, err := Predefined(name)
		if err != nil {
			t.Fatal(err)
		}
		for r := rune(0x4E00); r <= 0x9FA5; r++ {
			in := encodeFor(name, r)
			code, n := m.Next(in)
			if got, _ := c.Unicode(m.CID(code, n)); got != string(r) || n != len(in) {
				t.Errorf("%s <%X>: CID says %s in %d bytes, want %c", name, in, got, n, r)
			}
			if got, _ := m.Text(code, n); got != string(r) {
				t.Errorf("%s <%X>: %s, want %c", name, in, got, r)
			}
		}
	}
}

func encodeFor(name string, r rune) []byte {
	switch {
	case strings.Contains(name, "UTF8"):
		return []byte(string(r))
	case strings.Contains(name, "UTF32"):
		return []byte{byte(r >> 24), byte(r >> 16), byte(r >> 8), byte(r)}
	}
	var out []byte
	for _, u := range utf16.Encode([]rune{r}) {
		out = append(out, byte(u>>8), byte(u))
	}
	return out
}

func TestPackRoundTrip(t *testing.T) {
	base, err := Predefined("GBK-EUC-H")
	if err != nil {
		t.Fatal(err)
	}
	m, err := Predefined("GBK2K-V")
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range []*CMap{nil, base} {
		got, err := unpack(m.Pack(b), b)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.Pack(nil), m.Pack(nil)) {
			t.Errorf("with base %v: map changed", b != nil)
		}
	}
	if len(m.Pack(base)) >= len(m.Pack(nil)) {
		t.Error("a base does not make the packed map smaller")
	}
}

func FuzzUnpack(f *testing.F) {
	base, err := Predefined("GB-EUC-H")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(base.Pack(nil))
	f.Add(PackTexts([]string{"", "a", "有𠮷"}))
	f.Fuzz(func(t *testing.T, data []byte) {
		if m, err := unpack(data, base); err == nil {
			m.Next([]byte("\xd3\xd0"))
			m.CID(0xd3d0, 2)
		}
	})
}

func BenchmarkCID(b *testing.B) {
	m, err := Predefined("UniGB-UTF16-H")
	if err != nil {
		b.Fatal(err)
	}
	c, _ := CollectionOf("GB1")
	in := []byte("\x67\x09\x00\x30\x4e\x00\x9f\xa5")
	b.ReportAllocs()
	for b.Loop() {
		for s := in; len(s) > 0; {
			code, n := m.Next(s)
			s = s[n:]
			c.Unicode(m.CID(code, n))
		}
	}
}

func BenchmarkLoadUniGB(b *testing.B) {
	e := entries()["UniGB-UCS2-H"]
	for b.Loop() {
		if _, err := e.load(); err != nil {
			b.Fatal(err)
		}
	}
}
