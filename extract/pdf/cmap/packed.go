package cmap

import (
	"encoding/binary"
	"errors"
)

// The embedded form of a map, made by Pack and read by unpack, is a list of
// unsigned varints: writing mode; codespace count and for each length, low and
// high code; then for the CID spans and the notdef spans of each code length
// their count and three columns: gap to the span before, length - 1, and
// distance of the value from where the span before would have gone on (zigzag).
// Columns of like numbers compress best.

// errDamaged is returned for embedded data that was not made by Pack.
var errDamaged = errors.New("cmap: damaged map data")

// removed marks values of codes that a map's base has and the map has not. It
// lies above all CIDs and leaves room for a span over all of Unicode.
const removed = 1 << 24

// Pack returns the map in the form of the embedded data. With a base, only the
// differences of its CIDs to those of base are kept.
func (m *CMap) Pack(base *CMap) []byte {
	var b []byte
	b = binary.AppendUvarint(b, boolBit(m.vertical))
	b = binary.AppendUvarint(b, uint64(len(m.spaces)))
	for _, c := range m.spaces {
		b = binary.AppendUvarint(b, uint64(c.n))
		b = binary.AppendUvarint(b, uint64(c.lo))
		b = binary.AppendUvarint(b, uint64(c.hi))
	}
	for i := range maxCodeLen {
		s := m.cids[i]
		if base != nil {
			s = s.minus(base.cids[i])
		}
		b = s.pack(b)
		b = m.notdefs[i].pack(b)
	}
	return b
}

func boolBit(b bool) uint64 {
	if b {
		return 1
	}
	return 0
}

// minus returns the spans that turn base into s when defined after it.
func (s spans) minus(base spans) spans {
	var out spans
	add := func(code, value uint32) {
		if k := len(out) - 1; k >= 0 && out[k].hi+1 == code && out[k].valueAt(code, true) == value {
			out[k].hi = code
			return
		}
		out = append(out, span{code, code, value})
	}
	for _, x := range base {
		for code := x.lo; code <= x.hi; code++ {
			if _, ok := s.find(code); !ok {
				add(code, removed)
			}
		}
	}
	for _, x := range s {
		for code := x.lo; code <= x.hi; code++ {
			y, ok := base.find(code)
			if value := x.valueAt(code, true); !ok || y.valueAt(code, true) != value {
				add(code, value)
			}
		}
	}
	return out.settled(true)
}

func (s spans) pack(b []byte) []byte {
	b = binary.AppendUvarint(b, uint64(len(s)))
	var next uint32
	for _, x := range s {
		b = binary.AppendUvarint(b, uint64(x.lo-next))
		next = x.hi + 1
	}
	for _, x := range s {
		b = binary.AppendUvarint(b, uint64(x.hi-x.lo))
	}
	var value int64
	for _, x := range s {
		b = binary.AppendVarint(b, int64(x.value)-value)
		value = int64(x.value) + int64(x.hi-x.lo) + 1
	}
	return b
}

// unpack reads what Pack made, on top of base if there is one.
func unpack(data []byte, base *CMap) (*CMap, error) {
	u := unpacker{data: data}
	m := &CMap{vertical: u.uvarint() == 1}
	for range u.count(3) {
		m.spaces = append(m.spaces, codespace{int(u.uvarint()), uint32(u.uvarint()), uint32(u.uvarint())})
	}
	for i := range maxCodeLen {
		if base != nil {
			m.cids[i] = append(m.cids[i], base.cids[i]...)
		}
		m.cids[i] = append(m.cids[i], u.spans()...)
		m.notdefs[i] = u.spans()
	}
	if u.bad {
		return nil, errDamaged
	}
	m.settle()
	for i, list := range m.cids {
		kept := list[:0]
		for _, x := range list {
			if x.value < removed {
				kept = append(kept, x)
			}
		}
		m.cids[i] = kept
	}
	return m, nil
}

type unpacker struct {
	data []byte
	bad  bool
}

func (u *unpacker) uvarint() uint64 {
	v, n := binary.Uvarint(u.data)
	if n <= 0 {
		u.bad, u.data = true, nil
		return 0
	}
	u.data = u.data[n:]
	return v
}

// count reads a number of items of size varints each, which must be there.
func (u *unpacker) count(size int) int {
	n := u.uvarint()
	if n > uint64(len(u.data)/size) {
		u.bad = true
		return 0
	}
	return int(n)
}

func (u *unpacker) spans() spans {
	s := make(spans, u.count(3))
	var next uint32
	for i := range s {
		s[i].lo = next + uint32(u.uvarint())
		next = s[i].lo
		s[i].hi = next
		next++
		// The length is not known yet: it moves all later spans, below.
	}
	var moved uint32
	for i := range s {
		length := uint32(u.uvarint())
		s[i].lo += moved
		moved += length
		s[i].hi = s[i].lo + length
	}
	var value int64
	for i := range s {
		d := u.uvarint()
		value += int64(d>>1) ^ -int64(d&1)
		s[i].value = uint32(value)
		value += int64(s[i].hi-s[i].lo) + 1
	}
	return s
}
