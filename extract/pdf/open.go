package pdf

import (
	"bytes"
	"cmp"
	"errors"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/ledongthuc/pdf"
)

// Options tell how a file is opened.
type Options struct {
	Password string // user or owner password; the empty one is always tried
	Limits   Limits // zero means DefaultLimits
}

// A File is an opened PDF. Its pages may be read by several goroutines.
type File struct {
	source
	limits   Limits
	reader   *pdf.Reader
	producer string
	pages    []pageNode
	fonts    fontCache
	lost     int   // pages or branches of the page tree that cannot be read
	stopped  error // the limit at which the page tree was left
	damage   damage
	density  density
	spent    atomic.Int64      // nanoseconds that reading pages took
	layers   *layers           // optional content; nil without any
	form     pdf.Value         // the interactive form
	dynamic  bool              // viewers make the pages of the form
	tags     func() *structure // read when first asked for; nil without any
}

// Open reads the structure of a file. The error is an *Error wrapping
// ErrEmpty, ErrNotPDF, ErrEncrypted, ErrDamaged, ErrNoPages or ErrLimit.
func Open(data []byte, opt Options) (*File, error) {
	if opt.Limits == (Limits{}) {
		opt.Limits = DefaultLimits()
	}
	f := &File{limits: opt.Limits}
	f.fonts.init()
	if err := f.open(data, opt.Password); err != nil {
		return nil, &Error{Op: "open", Err: err}
	}
	return f, nil
}

func (f *File) open(data []byte, password string) error {
	switch {
	case len(data) == 0:
		return ErrEmpty
	case len(data) > f.limits.FileBytes:
		return exceeds("file of %d bytes, at most %d are read", len(data), f.limits.FileBytes)
	}
	header := bytes.Contains(data[:min(len(data), headerSearch)], []byte("%PDF-"))
	var failed error
	for p := range preparations(data, password, f.limits) {
		if p.err == nil {
			f.source, f.damage = p.source, p.damage
			p.err = f.load()
		}
		if p.err == nil && len(f.pages) > 0 {
			return nil
		}
		failed = worse(failed, cmp.Or(p.err, ErrNoPages))
	}
	if errors.Is(failed, ErrDamaged) && !header {
		return ErrNotPDF
	}
	return failed
}

// worse returns the error that tells more about why a file cannot be read:
// that of the way which came nearest to its pages, else the first.
func worse(a, b error) error {
	for _, kind := range []error{ErrEncrypted, ErrLimit, ErrNoPages} {
		if errors.Is(a, kind) {
			return a
		}
		if errors.Is(b, kind) {
			return b
		}
	}
	return cmp.Or(a, b)
}

// headerSearch is how far behind the start the header may stand: files from
// mail and web servers begin with other lines.
const headerSearch = 4096

// load hands the bytes to the object library and walks the page tree.
func (f *File) load() error {
	f.pages = nil
	return guard(func() error {
		r, err := pdf.NewReader(&f.source, int64(f.size()))
		if err != nil {
			return because(ErrDamaged, err)
		}
		f.reader = r
		if info := r.Trailer().Key("Info"); info.Kind() == pdf.Dict {
			f.producer = strings.TrimSpace(info.Key("Producer").Text())
		}
		root := r.Trailer().Key("Root")
		f.form = root.Key("AcroForm")
		f.dynamic = root.Key("NeedsRendering").Bool()
		f.mark(root)
		return f.walk(root)
	})
}

// mark prepares the reading of what marks content: optional content and the
// structure tree. Files without either cost nothing.
func (f *File) mark(root pdf.Value) {
	src := f.source
	objects := sync.OnceValue(func() *objectTable { return readObjectTable(&src) })
	f.layers = nil
	if root.Key("OCProperties").Kind() == pdf.Dict {
		f.layers = readLayers(objects())
	}
	f.tags = func() *structure { return nil }
	if root.Key("StructTreeRoot").Kind() == pdf.Dict {
		f.tags = sync.OnceValue(func() *structure { return readStructure(objects(), f.limits) })
	}
}

// NumPages returns the number of pages.
func (f *File) NumPages() int { return len(f.pages) }

// Producer returns the program that wrote the file, as the file says; "" when
// it does not.
func (f *File) Producer() string { return f.producer }
