package pdf

import "time"

// Limits bound what one file may cost. A limit that is hit ends the page or
// the file with an Error wrapping ErrLimit; what was read so far is kept.
type Limits struct {
	StreamBytes int // inflated bytes of one stream
	PageBytes   int // inflated bytes of the content streams of one page, forms counted each time they are drawn
	Operators   int // content operators of one page, forms included
	Glyphs      int // glyphs of one page
	Rulings     int // rulings and fills of one page
	FormDepth   int // forms within forms
	Pages       int // pages of one file
	TreeDepth   int // levels of the page tree
	FileBytes   int // size of the file

	PageTime    time.Duration // wall time of one page; a dense page takes some milliseconds
	RewriteTime time.Duration // wall time pdfcpu may take for a file; 400 pages take 0.1 s
}

// DefaultLimits are generous for print and fatal for bombs. The densest page
// seen in published disclosures holds 9,000 glyphs, 4,600 rulings and 1 MB of
// content.
func DefaultLimits() Limits {
	return Limits{
		StreamBytes: 64 << 20,
		PageBytes:   96 << 20,
		Operators:   5_000_000,
		Glyphs:      500_000,
		Rulings:     300_000,
		FormDepth:   12,
		Pages:       20_000,
		TreeDepth:   64,
		FileBytes:   1 << 30,
		PageTime:    5 * time.Second,
		RewriteTime: 8 * time.Second,
	}
}
