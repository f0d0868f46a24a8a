package pdfium

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/klippa-app/go-pdfium"
	pdfiumerrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"

	"gongkai/extract/pdf"
)

// A file is an opened PDF. Its sandbox does one thing at a time.
type file struct {
	data     []byte
	password string
	limits   Limits
	cache    wazero.CompilationCache
	context  context.Context // of the caller

	mu       sync.Mutex
	box      *sandbox
	dead     error // why the sandbox was given up
	pages    int
	producer string
}

// A sandbox is one instance of PDFium with the file loaded.
type sandbox struct {
	context context.Context
	cancel  context.CancelCauseFunc
	memory  *memory
	pool    pdfium.Pool
	pdfium  pdfium.Pdfium
	doc     references.FPDF_DOCUMENT
	handles int // given out by the wrapper, which keeps them until the sandbox is closed
}

// handlesMost is how many handles a sandbox may have given out before a fresh
// one is taken for the next page: they take about 300 bytes each.
const handlesMost = 200_000

var (
	errTime   = errors.New("time is up")
	errClosed = errors.New("file is closed")
)

func (f *file) open() error {
	return f.limited("open", 0, func() error {
		b := f.box
		count, err := b.pdfium.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: b.doc})
		if err != nil {
			return err
		}
		f.pages = count.PageCount
		if meta, err := b.pdfium.FPDF_GetMetaText(&requests.FPDF_GetMetaText{Document: b.doc, Tag: "Producer"}); err == nil {
			f.producer = strings.TrimSpace(meta.Value)
		}
		if f.pages == 0 {
			return pdf.ErrNoPages
		}
		return nil
	})
}

// NumPages returns the number of pages.
func (f *file) NumPages() int { return f.pages }

// Producer returns the program that wrote the file, as the file says; "" when
// it does not.
func (f *file) Producer() string { return f.producer }

// Close ends the sandbox.
func (f *file) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.dead = errClosed
	return f.drop()
}

// drop ends the sandbox, if there is one.
func (f *file) drop() error {
	if f.box == nil {
		return nil
	}
	b := f.box
	f.box = nil
	var err error
	if b.pool != nil {
		err = b.pool.Close()
	}
	b.cancel(errClosed)
	return err
}

// limited does one thing with the sandbox within its limits. A sandbox that
// hit a limit or crashed is not used again: later calls return the same error.
func (f *file) limited(op string, n int, work func() error) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.dead != nil {
		return &pdf.Error{Op: op, Page: n, Err: f.dead}
	}
	if f.box != nil && f.box.handles > handlesMost {
		_ = f.drop() // only memory is lost by what could go wrong
	}
	err := f.timed(work)
	if cause := f.context.Err(); cause != nil {
		err, f.dead = cause, cause
	} else if b := f.box; b != nil {
		switch {
		case b.memory.exceeded.Load():
			err = fmt.Errorf("%w: PDFium needs more than %d MB of memory", pdf.ErrLimit, f.limits.Memory>>20)
			f.dead = err
		case b.context.Err() != nil:
			err = fmt.Errorf("%w: PDFium takes more than %s", pdf.ErrLimit, f.limits.CallTime)
			f.dead = err
		case err != nil && strings.Contains(err.Error(), wasmError):
			err = fmt.Errorf("%w: PDFium crashed: %v", pdf.ErrDamaged, err)
			f.dead = err
		}
	}
	if f.dead != nil {
		_ = f.drop()
	}
	if err == nil {
		return nil
	}
	return &pdf.Error{Op: op, Page: n, Err: sentinel(err)}
}

// wasmError is how wazero begins the message of a module that crashed; the
// errors have no type of their own.
const wasmError = "wasm error"

// timed does some work with the sandbox, which is begun where there is none,
// and interrupts it when the time is up.
func (f *file) timed(work func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%s: %v", wasmError, r)
		}
	}()
	if f.box == nil {
		if err := f.begin(); err != nil {
			return err
		}
	}
	box := f.box
	timer := time.AfterFunc(f.limits.CallTime, func() { box.cancel(errTime) })
	defer timer.Stop()
	if box.doc == "" {
		doc, err := box.pdfium.OpenDocument(&requests.OpenDocument{File: &f.data, Password: &f.password})
		if err != nil {
			return err
		}
		box.doc = doc.Document
	}
	return work()
}

// begin starts a sandbox: no files, no output, memory up to the limit.
func (f *file) begin() error {
	ctx, cancel := context.WithCancelCause(f.context)
	b := &sandbox{context: ctx, cancel: cancel, memory: &memory{limit: uint64(f.limits.Memory)}}
	f.box = b
	var err error
	b.pool, err = webassembly.Init(webassembly.Config{
		Context:  experimental.WithMemoryAllocator(ctx, b.memory),
		MaxTotal: 1,
		FSConfig: wazero.NewFSConfig(), // the default shows the whole disk
		Stdout:   io.Discard,
		Stderr:   io.Discard,
		RuntimeConfig: wazero.NewRuntimeConfig().
			WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
			WithCompilationCache(f.cache).
			WithCloseOnContextDone(true),
	})
	if err != nil {
		return fmt.Errorf("start PDFium: %w", err)
	}
	b.pdfium, err = b.pool.GetInstanceWithContext(ctx)
	if err != nil {
		return fmt.Errorf("start PDFium: %w", err)
	}
	return nil
}

// sentinel wraps an error of the wrapper with the sentinel of package pdf that
// says the same.
func sentinel(err error) error {
	for _, known := range []error{pdf.ErrLimit, pdf.ErrDamaged, pdf.ErrNoPages, context.Canceled, context.DeadlineExceeded} {
		if errors.Is(err, known) {
			return err
		}
	}
	if errors.Is(err, pdfiumerrors.ErrPassword) || errors.Is(err, pdfiumerrors.ErrSecurity) {
		return fmt.Errorf("%w: %v", pdf.ErrEncrypted, err)
	}
	return fmt.Errorf("%w: %v", pdf.ErrDamaged, err)
}
