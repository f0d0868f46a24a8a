package export

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// writeBook writes a workbook with its parts in the order of their names: the
// library writes streamed sheets in no fixed order.
func writeBook(w io.Writer, f *excelize.File) error {
	f.SetZipWriter(func(io.Writer) excelize.ZipWriter { return &sortedZip{w: w} })
	_, err := f.WriteTo(io.Discard)
	return err
}

// A sortedZip holds parts compressed until it is closed.
type sortedZip struct {
	w     io.Writer
	to    *flate.Writer // large, so that one serves all parts
	parts []*zipPart
}

// A zipPart is one compressed file.
type zipPart struct {
	name string
	data bytes.Buffer
	to   *flate.Writer
	sum  hash.Hash32
	size uint64
}

func (p *zipPart) Write(b []byte) (int, error) {
	n, err := p.to.Write(b)
	p.sum.Write(b[:n])
	p.size += uint64(n)
	return n, err
}

// Create begins a part; the one before is complete.
func (z *sortedZip) Create(name string) (io.Writer, error) {
	if err := z.finish(); err != nil {
		return nil, err
	}
	p := &zipPart{name: name, sum: crc32.NewIEEE()}
	if z.to == nil {
		// A tenth of the whole way from PDF to files, for files a seventh larger.
		to, err := flate.NewWriter(&p.data, flate.BestSpeed)
		if err != nil {
			return nil, err
		}
		z.to = to
	}
	z.to.Reset(&p.data)
	p.to = z.to
	z.parts = append(z.parts, p)
	return p, nil
}

// finish ends the last part.
func (z *sortedZip) finish() error {
	if len(z.parts) == 0 {
		return nil
	}
	return z.to.Close()
}

// AddFS is asked for by the interface and has no use here.
func (z *sortedZip) AddFS(fs.FS) error { return fmt.Errorf("zip: %w", errors.ErrUnsupported) }

// Close writes the parts. What a file is comes first, as readers expect that
// look at the beginning.
func (z *sortedZip) Close() error {
	if err := z.finish(); err != nil {
		return err
	}
	const first = "[Content_Types].xml"
	slices.SortFunc(z.parts, func(a, b *zipPart) int {
		switch {
		case a.name == b.name:
			return 0
		case a.name == first:
			return -1
		case b.name == first:
			return 1
		}
		return strings.Compare(a.name, b.name)
	})
	out := zip.NewWriter(z.w)
	for _, p := range z.parts {
		part, err := out.CreateRaw(&zip.FileHeader{Name: p.name, Method: zip.Deflate, CRC32: p.sum.Sum32(),
			CompressedSize64: uint64(p.data.Len()), UncompressedSize64: p.size})
		if err != nil {
			return err
		}
		if _, err := p.data.WriteTo(part); err != nil {
			return err
		}
	}
	return out.Close()
}
