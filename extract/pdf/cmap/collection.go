package cmap

import (
	"encoding/binary"
	"sync"
)

// collectionPrefix starts the names of the embedded texts of collections.
const collectionPrefix = "cid:"

// A Collection is one of Adobe's character collections: it tells what each CID
// stands for.
type Collection struct {
	text    string   // of all CIDs, one after the other
	offsets []uint32 // text of CID i is text[offsets[i]:offsets[i+1]]
}

// collections holds the loaded collections by ordering.
var collections sync.Map

// CollectionOf returns the collection Adobe-ordering: "GB1", "CNS1", "Japan1"
// or "Korea1". It is false for others, such as "Identity".
func CollectionOf(ordering string) (*Collection, bool) {
	if c, ok := collections.Load(ordering); ok {
		return c.(*Collection), true
	}
	e := entries()[collectionPrefix+ordering]
	if e == nil {
		return nil, false
	}
	c, err := e.loadCollection()
	if err != nil {
		return nil, false
	}
	kept, _ := collections.LoadOrStore(ordering, c)
	return kept.(*Collection), true
}

// Unicode returns the text of a CID: one character, rarely more. Half-width
// and proportional Latin letters and digits come as ASCII, glyphs for vertical
// writing as the ordinary character, glyph variants without variation
// selectors. It is false for CID 0 and for CIDs that stand for nothing known.
func (c *Collection) Unicode(cid uint32) (string, bool) {
	if uint64(cid)+1 >= uint64(len(c.offsets)) {
		return "", false
	}
	s := c.text[c.offsets[cid]:c.offsets[cid+1]]
	return s, s != ""
}

// Len returns how many CIDs the collection has, CID 0 included.
func (c *Collection) Len() int { return len(c.offsets) - 1 }

// PackTexts returns the texts of the CIDs 0 to len(texts)-1 in the form of the
// embedded data: their number, the rune count of each, then
// the distance of each rune from the one after the rune before (zigzag).
func PackTexts(texts []string) []byte {
	b := binary.AppendUvarint(nil, uint64(len(texts)))
	for _, t := range texts {
		b = binary.AppendUvarint(b, uint64(len([]rune(t))))
	}
	next := int64(0)
	for _, t := range texts {
		for _, r := range t {
			b = binary.AppendVarint(b, int64(r)-next)
			next = int64(r) + 1
		}
	}
	return b
}

func (e *entry) loadCollection() (*Collection, error) {
	body, err := e.inflated()
	if err != nil {
		return nil, err
	}
	u := unpacker{data: body}
	counts := make([]int, u.count(1))
	for i := range counts {
		counts[i] = int(u.uvarint())
	}
	c := &Collection{offsets: make([]uint32, 1, len(counts)+1)}
	var text []byte
	next := int64(0)
	for _, n := range counts {
		for range n {
			if u.bad {
				return nil, errDamaged
			}
			d := u.uvarint()
			r := next + (int64(d>>1) ^ -int64(d&1))
			text = append(text, string(rune(r))...)
			next = r + 1
		}
		c.offsets = append(c.offsets, uint32(len(text)))
	}
	if u.bad {
		return nil, errDamaged
	}
	c.text = string(text)
	return c, nil
}
