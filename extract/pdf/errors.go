package pdf

import (
	"errors"
	"fmt"
)

// The reasons why a file or a page cannot be read. Test with errors.Is.
var (
	ErrEmpty     = errors.New("file is empty")
	ErrNotPDF    = errors.New("not a PDF file")
	ErrEncrypted = errors.New("encrypted, and the password does not open it")
	ErrDamaged   = errors.New("damaged beyond reading")
	ErrNoPages   = errors.New("no pages")
	ErrLimit     = errors.New("limit reached")
)

// An Error tells what could not be read and where.
type Error struct {
	Op   string // what was being done: "open", "page tree", "content"
	Page int    // 1-based; 0 when it concerns the file
	Err  error  // wraps one of the sentinels
}

// Error gives the page, the step and the reason.
func (e *Error) Error() string {
	if e.Page > 0 {
		return fmt.Sprintf("page %d: %s: %v", e.Page, e.Op, e.Err)
	}
	return fmt.Sprintf("%s: %v", e.Op, e.Err)
}

// Unwrap returns the reason.
func (e *Error) Unwrap() error { return e.Err }

// because wraps a sentinel with the detail a library gave.
func because(sentinel error, detail any) error {
	return fmt.Errorf("%w: %v", sentinel, detail)
}
