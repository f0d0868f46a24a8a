package pdfium

import (
	"sync/atomic"

	"github.com/tetratelabs/wazero/experimental"
)

// A memory is the memory of one sandbox. PDFium goes on with what it has when
// it gets no more and reports no error; the memory remembers that it was asked
// for more than its limit.
type memory struct {
	limit    uint64
	exceeded atomic.Bool
	bytes    []byte
}

// Allocate makes m the memory of a module; a sandbox has only one.
func (m *memory) Allocate(_, _ uint64) experimental.LinearMemory { return m }

// Reallocate grows the memory to size bytes; nil tells the module that there
// are no more.
func (m *memory) Reallocate(size uint64) []byte {
	if size > m.limit {
		m.exceeded.Store(true)
		return nil
	}
	if grown := size - uint64(len(m.bytes)); size > uint64(len(m.bytes)) {
		m.bytes = append(m.bytes, make([]byte, grown)...)
	}
	m.bytes = m.bytes[:size]
	return m.bytes
}

// Free leaves the bytes to the garbage collector: a call that was interrupted
// may still hold them.
func (m *memory) Free() {}
