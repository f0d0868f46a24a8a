package export

import (
	"bytes"
	"hash/crc32"
	"testing"
)

// FuzzJoinedCRC holds that the checksum of two texts is that of both as one.
func FuzzJoinedCRC(f *testing.F) {
	f.Add([]byte(""), []byte(""))
	f.Add([]byte("a"), []byte(""))
	f.Add([]byte(""), []byte("b"))
	f.Add([]byte("<worksheet>"), bytes.Repeat([]byte("<row/>"), 1000))
	f.Fuzz(func(t *testing.T, a, b []byte) {
		got := joinedCRC(crc32.ChecksumIEEE(a), crc32.ChecksumIEEE(b), uint64(len(b)))
		if want := crc32.ChecksumIEEE(append(bytes.Clone(a), b...)); got != want {
			t.Errorf("%q and %q: %08x, want %08x", a, b, got, want)
		}
	})
}

func TestAroundRows(t *testing.T) {
	for _, c := range []struct {
		name, sheet, before, after string
		ok                         bool
	}{
		{"empty", "<a/><sheetData/><b/>", "<a/>", "<b/>", true},
		{"open", "<a/><sheetData></sheetData><b/>", "<a/>", "<b/>", true},
		{"rows of the library", `<sheetData><row r="1"/></sheetData>`, "", "", true},
		{"none", "<a/>", "", "", false},
		{"cut", "<sheetData><row/>", "", "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			before, after, ok := aroundRows([]byte(c.sheet))
			if ok != c.ok || ok && (string(before) != c.before || string(after) != c.after) {
				t.Errorf("got %q, %q, %t", before, after, ok)
			}
		})
	}
}
