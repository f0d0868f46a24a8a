package fontfile

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed data/macglyphs.txt
var macGlyphsText string

//go:embed data/cffstrings.txt
var cffStringsText string

//go:embed data/cffexpert.txt
var cffExpertText string

//go:embed data/cffexpertsubset.txt
var cffExpertSubsetText string

var (
	macGlyphs       = sync.OnceValue(func() []string { return strings.Fields(macGlyphsText) })
	cffStrings      = sync.OnceValue(func() []string { return strings.Fields(cffStringsText) })
	cffExpert       = sync.OnceValue(func() []string { return strings.Fields(cffExpertText) })
	cffExpertSubset = sync.OnceValue(func() []string { return strings.Fields(cffExpertSubsetText) })
)

// table is the bytes of a font table. Reads beyond its end give zero, so that
// a damaged table is read as far as it goes; callers bound their loops by its
// length.
type table []byte

func (t table) u8(at int) int {
	if at < 0 || at >= len(t) {
		return 0
	}
	return int(t[at])
}

func (t table) u16(at int) int { return t.u8(at)<<8 | t.u8(at+1) }

func (t table) i16(at int) int { return int(int16(t.u16(at))) }

func (t table) u32(at int) int { return t.u16(at)<<16 | t.u16(at+2) }

// uint reads n bytes, at most 4.
func (t table) uint(at, n int) int {
	v := 0
	for i := range n {
		v = v<<8 | t.u8(at+i)
	}
	return v
}

// from returns the table from an offset on, empty if that is outside.
func (t table) from(at int) table {
	if at < 0 || at > len(t) {
		return nil
	}
	return t[at:]
}

// slice returns n bytes from an offset on, fewer if the table ends before.
func (t table) slice(at, n int) table {
	t = t.from(at)
	return t[:max(0, min(n, len(t)))]
}
