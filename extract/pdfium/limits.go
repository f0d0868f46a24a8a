package pdfium

import "time"

// Limits bound what one file may cost.
type Limits struct {
	Memory   int           // bytes of the sandbox, the file itself among them
	CallTime time.Duration // wall time of opening, of one page and of one picture
	Glyphs   int           // glyphs of one page
	Objects  int           // page objects and path segments of one page
	Pixels   int           // pixels of a picture
}

// DefaultLimits are generous for print and fatal for bombs. A page of a
// published disclosure takes 10 to 50 ms and some 30 MB, a dense one has 9,000
// glyphs and 30,000 objects and segments.
func DefaultLimits() Limits {
	return Limits{
		Memory:   256 << 20,
		CallTime: 8 * time.Second,
		Glyphs:   500_000,
		Objects:  500_000,
		Pixels:   25_000_000, // an A3 page in 300 dpi has 17 million; 4 bytes each
	}
}
