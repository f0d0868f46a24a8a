package pdfium

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"github.com/tetratelabs/wazero"

	"gongkai/extract"
	"gongkai/extract/pdf"
)

// An Engine opens files, each in a sandbox of its own. The zero value is ready
// for use with DefaultLimits and may be used by several goroutines. Nothing is
// started before the first file is opened: compiling PDFium takes some seconds
// the first time; the result is kept in the cache folder of the user, from
// where it loads in a tenth of a second.
type Engine struct {
	Limits Limits // zero means DefaultLimits

	mu    sync.Mutex
	cache wazero.CompilationCache
}

var _ extract.Engine = (*Engine)(nil)

// Name returns "PDFium".
func (e *Engine) Name() string { return "PDFium" }

// Open reads the structure of a file. The context holds for all use of the
// file. The error is a *pdf.Error wrapping pdf.ErrEncrypted, ErrDamaged,
// ErrNoPages or ErrLimit.
func (e *Engine) Open(ctx context.Context, data []byte, password string) (extract.EngineFile, error) {
	limits := e.Limits
	if limits == (Limits{}) {
		limits = DefaultLimits()
	}
	if len(data) > limits.Memory/2 {
		return nil, &pdf.Error{Op: "open", Err: fmt.Errorf("%w: file of %d bytes in a sandbox of %d", pdf.ErrLimit, len(data), limits.Memory)}
	}
	cache, err := e.compilationCache()
	if err != nil {
		return nil, err
	}
	f := &file{data: data, password: password, limits: limits, cache: cache, context: ctx}
	if err := f.open(); err != nil {
		return nil, err
	}
	return f, nil
}

// compilationCache returns the cache of compiled code, shared by all sandboxes
// and, where the user has a cache folder, kept on disk.
func (e *Engine) compilationCache() (wazero.CompilationCache, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.cache != nil {
		return e.cache, nil
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		e.cache = wazero.NewCompilationCache() // no home: compiled anew by each process
		return e.cache, nil
	}
	cache, err := wazero.NewCompilationCacheWithDir(filepath.Join(dir, "gongkai", "pdfium"))
	if err != nil {
		cache = wazero.NewCompilationCache() // not writable
	}
	e.cache = cache
	return e.cache, nil
}

// Close frees the compiled code. Files that are open must be closed before;
// the engine may be used again afterwards.
func (e *Engine) Close() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.cache == nil {
		return nil
	}
	err := e.cache.Close(context.Background())
	e.cache = nil
	return err
}
