// Package cmap maps the bytes of shown strings to glyphs and to text, as the
// composite fonts of a PDF file ask for it (ISO 32000-2, 9.7.5 and 9.10.3).
//
// In: the name of a predefined character map, or the bytes of an embedded CMap
// or ToUnicode stream. Out: a CMap (string → codes → CIDs), a ToUnicode
// (code → text) or a Collection (CID → text). The predefined maps are Adobe's,
// embedded in data/cmaps.bin by the program in generate; each is decoded when
// it is first asked for. The package knows no PDF objects and no PDF library.
//
// All three types are read-only once made and may be shared by goroutines.
package cmap

import "slices"

// maxCodeLen is the longest character code in bytes (Adobe technical note 5014).
const maxCodeLen = 4

// A CMap cuts strings into character codes and maps codes to CIDs, the glyph
// numbers of a character collection.
type CMap struct {
	name     string
	ordering string // of the character collection: "GB1", "Identity", "" if not told
	vertical bool
	form     unicodeForm // how codes are code points, if they are
	spaces   []codespace
	cids     [maxCodeLen]spans // by code length - 1
	notdefs  [maxCodeLen]spans // every code of a span has the same CID
}

// A codespace is a range of codes of one length. A code is inside when each of
// its bytes is between the bytes of lo and hi at that place.
type codespace struct {
	n      int
	lo, hi uint32
}

// byteAt returns byte i, counted from the first one, of a code of n bytes.
func byteAt(code uint32, n, i int) byte { return byte(code >> (8 * (n - 1 - i))) }

// prefix returns how many leading bytes of s are those of a code of c, at most c.n.
func (c codespace) prefix(s []byte) int {
	for i := range c.n {
		if i >= len(s) || s[i] < byteAt(c.lo, c.n, i) || s[i] > byteAt(c.hi, c.n, i) {
			return i
		}
	}
	return c.n
}

// Name returns the name the map gives itself, such as "GBK-EUC-H"; "" if none.
func (m *CMap) Name() string { return m.name }

// Ordering returns the ordering of the character collection whose CIDs the map
// gives: "GB1", "CNS1", "Japan1", "Korea1", "Identity", or "" if not told.
func (m *CMap) Ordering() string { return m.ordering }

// Vertical reports whether the text is written downwards (WMode 1).
func (m *CMap) Vertical() bool { return m.vertical }

// Next returns the first character code of s and its length in bytes, which is
// at least 1 and at most len(s); it is 0 only for an empty s.
//
// A code outside all codespace ranges is as long as the range that agrees with
// most of its leading bytes, or as the shortest range if none does (technical
// note 5014, 7.4): the codes after it are then read in step again.
func (m *CMap) Next(s []byte) (code uint32, n int) {
	if len(s) == 0 {
		return 0, 0
	}
	best := -1
	for _, c := range m.spaces {
		p := c.prefix(s)
		if p == c.n {
			n = c.n
			break
		}
		if p > best || p == best && c.n < n {
			best, n = p, c.n
		}
	}
	n = min(max(n, 1), len(s))
	for _, b := range s[:n] {
		code = code<<8 | uint32(b)
	}
	return code, n
}

// CID returns the CID of a code of n bytes: 0, the CID of the missing glyph,
// for a code the map does not know.
func (m *CMap) CID(code uint32, n int) uint32 {
	if n < 1 || n > maxCodeLen {
		return 0
	}
	if s, ok := m.cids[n-1].find(code); ok {
		return s.value + code - s.lo
	}
	if s, ok := m.notdefs[n-1].find(code); ok {
		return s.value
	}
	return 0
}

// Text returns what a code of n bytes stands for, in a font without ToUnicode:
// the character that a code of a Unicode map is, else the text of its CID in
// the map's collection. It is false if neither is known.
func (m *CMap) Text(code uint32, n int) (string, bool) {
	if r, ok := m.form.decode(code, n); ok {
		return string(r), true
	}
	c, ok := CollectionOf(m.ordering)
	if !ok {
		return "", false
	}
	return c.Unicode(m.CID(code, n))
}

// Downwards returns a map as m that writes downwards, whatever its program says.
func (m *CMap) Downwards() *CMap {
	out := *m
	out.vertical = true
	return &out
}

// inherit makes m start from a copy of base, as usecmap asks for.
func (m *CMap) inherit(base *CMap) {
	m.spaces = append(slices.Clone(base.spaces), m.spaces...)
	for i := range maxCodeLen {
		m.cids[i] = append(slices.Clone(base.cids[i]), m.cids[i]...)
		m.notdefs[i] = append(slices.Clone(base.notdefs[i]), m.notdefs[i]...)
	}
	m.vertical = m.vertical || base.vertical
	if m.ordering == "" {
		m.ordering = base.ordering
	}
}

// settle brings the spans into the order lookups need. Definitions later in
// the slices win over earlier ones.
func (m *CMap) settle() {
	for i := range maxCodeLen {
		m.cids[i] = m.cids[i].settled(true)
		m.notdefs[i] = m.notdefs[i].settled(false)
	}
}
