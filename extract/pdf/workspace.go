package pdf

import (
	"sync"
	"sync/atomic"
)

// A workspace is the memory that reading one page takes and the next can have
// again.
type workspace struct {
	content  []byte // decoded content streams
	operands []token
	saved    []state
	places   placeIndex
}

var workspaces = sync.Pool{New: func() any { return new(workspace) }}

// A density tells how many glyphs the content of a page is likely to draw, from
// the pages of the file read before, so that their list need not grow.
type density struct{ glyphs, bytes atomic.Int64 }

// margin is how much more is expected than the mean: pages differ, and a list
// that is too short is copied whole.
const margin = 1.25

// expected returns the number of glyphs expected in content of that length, at
// most one each 16 bytes.
func (d *density) expected(length int) int {
	bytes := d.bytes.Load()
	if bytes == 0 {
		return 0
	}
	return min(int(margin*float64(d.glyphs.Load())*float64(length)/float64(bytes)), length/16)
}

// learn counts a page.
func (d *density) learn(glyphs, length int) {
	d.glyphs.Add(int64(glyphs))
	d.bytes.Add(int64(length))
}
