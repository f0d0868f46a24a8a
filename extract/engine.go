package extract

import (
	"context"

	"gongkai/extract/page"
)

// An Engine is a second reader of PDF files, such as that of package
// gongkai/extract/pdfium. It need not be started before it is asked: most files
// never need it.
type Engine interface {
	Name() string // for people, in findings
	// Open reads the structure of a file. The context holds for all use of the
	// file that is returned.
	Open(ctx context.Context, data []byte, password string) (EngineFile, error)
}

// An EngineFile is a file opened by an Engine. It may be used by several
// goroutines.
type EngineFile interface {
	NumPages() int
	Producer() string
	// Page reads page n, counted from 1, into the same model as package pdf.
	// It returns a page or an error, never both.
	Page(n int) (*page.Page, error)
	// PNG draws page n with that many pixels to the inch.
	PNG(n, dpi int) ([]byte, error)
	Close() error
}
