package pdf

import (
	"bytes"
	"testing"
)

// TestPagesLeaveTheFileAlone reads plain and compressed files in turn: the
// memory that pages hand on must be no part of a file.
func TestPagesLeaveTheFileAlone(t *testing.T) {
	packed := letterA.numbered()
	packed[4] = deflated("", "BT /F1 10 Tf 10 50 Td (BBBBBBBBBBBBBBBB) Tj ET")
	files := [][]byte{letterA.file(), writeFile(packed), sheet{content: "BT /F1 10 Tf 10 50 Td (C) Tj ET"}.file()}
	for _, data := range files {
		before := bytes.Clone(data)
		first := describeGlyphs(readFirst(t, data))
		for _, other := range files {
			readFirst(t, other)
		}
		if !bytes.Equal(data, before) {
			t.Fatal("the file was written to")
		}
		if got := describeGlyphs(readFirst(t, data)); got != first {
			t.Errorf("got %s, then %s", first, got)
		}
	}
}

// TestAllocationsPerGlyph: reading allocates for the objects of a file and for
// its pages, next to nothing for a glyph.
func TestAllocationsPerGlyph(t *testing.T) {
	measure := func(rows int) (allocations float64, glyphs int) {
		objects := sheet{}.numbered()
		objects[4] = deflated("", benchPage(rows))
		f, err := Open(writeFile(objects), Options{})
		if err != nil {
			t.Fatal(err)
		}
		allocations = testing.AllocsPerRun(20, func() {
			p, err := f.Page(1)
			if err != nil {
				t.Fatal(err)
			}
			glyphs = len(p.Glyphs)
		})
		return allocations, glyphs
	}
	few, fewGlyphs := measure(10)
	many, manyGlyphs := measure(1000)
	each := (many - few) / float64(manyGlyphs-fewGlyphs)
	t.Logf("%.5f allocations a further glyph", each)
	if manyGlyphs < 90*fewGlyphs || each > 0.01 {
		t.Errorf("%v allocations for %d glyphs, %v for %d", few, fewGlyphs, many, manyGlyphs)
	}
}
