package batch

import (
	"errors"

	"gongkai/export/parquet"
	"gongkai/extract"
	"gongkai/extract/pdf"
)

// A Reason is the kind of a failure.
type Reason string

// The reasons of failures. Those of the file stay until the program changes;
// those of the machine may pass, and a later run tries such files again.
const (
	NotPDF     Reason = "not_pdf"
	Empty      Reason = "empty"
	Encrypted  Reason = "encrypted"
	Damaged    Reason = "damaged"
	Limit      Reason = "limit" // one of the reader's own, or of the columns of the data set
	NeedsOCR   Reason = "needs_ocr"
	NoUnicode  Reason = "no_unicode"
	Internal   Reason = "internal" // a mistake of the program
	Crashed    Reason = "crashed"  // the worker ended, each time
	TimedOut   Reason = "timed_out"
	OutOfSpace Reason = "memory" // more memory than allowed

	Unreadable Reason = "unreadable" // the system does not give the file
	Unwritten  Reason = "unwritten"  // the result could not be written
	Changed    Reason = "changed"    // the file changed while it was read
	BadRequest Reason = "bad_request"
)

// passing tells whether the reason lies in the machine rather than the file.
func (r Reason) passing() bool {
	return r == Unreadable || r == Unwritten || r == Changed || r == BadRequest
}

// partial tells whether a document that failed for this reason may still have
// given something: its pages, and the finding that says what is missing.
func (r Reason) partial() bool { return r == NeedsOCR || r == NoUnicode }

// readReasons are the reasons of the errors that reading gives.
var readReasons = []struct {
	err    error
	reason Reason
}{
	{extract.ErrNeedsOCR, NeedsOCR},
	{extract.ErrNoUnicode, NoUnicode},
	{pdf.ErrEmpty, Empty},
	{pdf.ErrNotPDF, NotPDF},
	{pdf.ErrEncrypted, Encrypted},
	{pdf.ErrLimit, Limit},
	{pdf.ErrDamaged, Damaged},
	{pdf.ErrNoPages, Damaged},
}

// reasonOf finds the reason of an error of reading.
func reasonOf(err error) Reason {
	for _, r := range readReasons {
		if errors.Is(err, r.err) {
			return r.reason
		}
	}
	return Internal
}

// unsound is the reason of a document that the outputs cannot hold.
func unsound(err error) Reason {
	if errors.Is(err, parquet.ErrTooLong) {
		return Limit
	}
	return Internal
}
