package export

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"github.com/klauspost/compress/flate"
	"github.com/xuri/excelize/v2"
)

// write writes the workbook: the rows of its parts in the worksheets that the
// library makes, all files in the order of their names.
func (b *workbook) write(w io.Writer) error {
	z := &bookZip{w: w, named: b.named, sheets: map[string]*part{}}
	for id, name := range b.file.GetSheetMap() {
		if p := b.parts[name]; p != nil {
			z.sheets[fmt.Sprintf("xl/worksheets/sheet%d.xml", id)] = p
		}
	}
	b.file.SetZipWriter(func(io.Writer) excelize.ZipWriter { return z })
	_, err := b.file.WriteTo(io.Discard)
	return err
}

// A bookZip is the archive that the library writes its files to. They are held
// compressed until it is closed.
type bookZip struct {
	w      io.Writer
	named  map[string][]byte // files in place of those that the library writes
	sheets map[string]*part  // by the name of the worksheet; those without rows yet
	files  []*zipFile
}

// A zipFile is one file: as the library wrote it, then compressed.
type zipFile struct {
	name string
	text bytes.Buffer
	data compressed
}

func (f *zipFile) Write(b []byte) (int, error) { return f.text.Write(b) }

// Create begins a file; the one before is complete.
func (z *bookZip) Create(name string) (io.Writer, error) {
	if err := z.finish(); err != nil {
		return nil, err
	}
	f := &zipFile{name: name}
	z.files = append(z.files, f)
	return f, nil
}

// errWorksheet is the error of a worksheet of the library that has no place
// for rows.
var errWorksheet = errors.New("worksheet without sheetData")

// finish compresses the last file.
func (z *bookZip) finish() error {
	if len(z.files) == 0 {
		return nil
	}
	f := z.files[len(z.files)-1]
	text := f.text.Bytes()
	if whole, ok := z.named[f.name]; ok {
		text = whole
	}
	to, err := deflater(&f.data)
	if err != nil {
		return err
	}
	defer release(to)
	p := z.sheets[f.name]
	if p == nil {
		err = f.data.add(to, text)
	} else if before, after, ok := aroundRows(text); ok {
		delete(z.sheets, f.name)
		err = p.writeTo(&f.data, to, before, after)
	} else {
		err = fmt.Errorf("%s: %w", f.name, errWorksheet)
	}
	if err != nil {
		return err
	}
	f.text = bytes.Buffer{}
	return to.Close()
}

// aroundRows cuts a worksheet before and after its rows.
func aroundRows(sheet []byte) (before, after []byte, ok bool) {
	before, rest, ok := bytes.Cut(sheet, []byte("<sheetData"))
	if !ok {
		return nil, nil, false
	}
	if after, ok = bytes.CutPrefix(rest, []byte("/>")); ok {
		return before, after, true
	}
	_, after, ok = bytes.Cut(rest, []byte("</sheetData>"))
	return before, after, ok
}

// AddFS is asked for by the interface and has no use here.
func (z *bookZip) AddFS(fs.FS) error { return fmt.Errorf("zip: %w", errors.ErrUnsupported) }

// Close writes the files. What a file is comes first, as readers expect that
// look at the beginning.
func (z *bookZip) Close() error {
	if err := z.finish(); err != nil {
		return err
	}
	for name := range z.sheets {
		return fmt.Errorf("%s: %w", name, fs.ErrNotExist)
	}
	const first = "[Content_Types].xml"
	slices.SortFunc(z.files, func(a, b *zipFile) int {
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
	for _, f := range z.files {
		length := 0
		for _, piece := range f.data.pieces {
			length += len(piece)
		}
		to, err := out.CreateRaw(&zip.FileHeader{Name: f.name, Method: zip.Deflate, CRC32: f.data.crc,
			CompressedSize64: uint64(length), UncompressedSize64: f.data.size})
		if err != nil {
			return err
		}
		for _, piece := range f.data.pieces {
			if _, err := to.Write(piece); err != nil {
				return err
			}
		}
	}
	return out.Close()
}

// deflaters are writers that wait for use: each holds tables of a megabyte.
var deflaters sync.Pool

// deflater returns a writer that compresses to w, fast: better compression
// takes more time than all other work on a workbook.
func deflater(w io.Writer) (*flate.Writer, error) {
	if to, ok := deflaters.Get().(*flate.Writer); ok {
		to.Reset(w)
		return to, nil
	}
	return flate.NewWriter(w, flate.BestSpeed)
}

// release gives a writer back.
func release(to *flate.Writer) {
	to.Reset(io.Discard)
	deflaters.Put(to)
}
