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
