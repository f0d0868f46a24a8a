package extract

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"gongkai/extract/layout"
	"gongkai/extract/pdf"
)

// Options tell how a file is read.
type Options struct {
	Password string // user or owner password; the empty one is always tried
}

// Read reads the bytes of a PDF as a document; name is what the document is
// called in messages and in Source.File.
//
// The error wraps a sentinel of extract/pdf when the file cannot be opened.
// With ErrNeedsOCR and ErrNoUnicode the document is returned too: it holds the
// finding that says so, and no text to rely on.
func Read(ctx context.Context, name string, data []byte, opt Options) (*Document, error) {
	file, err := pdf.Open(data, pdf.Options{Password: opt.Password})
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	src := Source{File: name, SHA256: hex.EncodeToString(sum[:]), Pages: file.NumPages(), Producer: file.Producer()}
	return readPages(ctx, src, file, layout.Analyze)
}
