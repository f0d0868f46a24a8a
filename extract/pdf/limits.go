package pdf

import (
	"fmt"
	"time"
)

// Limits bound what one file may cost. A limit that is hit ends the page or
// the file with an Error wrapping ErrLimit that names it; what was read so far
// is kept and marked incomplete.
type Limits struct {
	FileBytes   int // size of the file
	ObjectBytes int // inflated bytes of all object streams of the file
	StreamBytes int // inflated bytes of one stream, after each of its filters
	PageBytes   int // inflated bytes of the content streams of one page, forms counted each time they are drawn
	Pages       int // pages of one file
	TreeDepth   int // levels of the page tree and of the structure tree
	Elements    int // structure elements of one file, with the content they name
	Operators   int // content operators of one page, forms included
	Glyphs      int // glyphs of one page
	Rulings     int // rulings, fills and images of one page
	FormDepth   int // forms within forms

	PageTime  time.Duration // what one page may take, and the structure tree; see stopwatch
	FileTime  time.Duration // what all pages may take, beside PageShare for each
	PageShare time.Duration // see FileTime
}

// DefaultLimits are generous for print and fatal for bombs. Together they keep
// any file below 10 s and 512 MB.
func DefaultLimits() Limits {
	return Limits{
		// The largest published disclosures are scans of 100 to 200 MB.
		FileBytes: 512 << 20,
		// 400 tagged pages hold 20 MB of objects.
		ObjectBytes: 64 << 20,
		// A whole Chinese font, which is the largest stream that is read, takes
		// 10 to 25 MB; the content of the densest page seen takes 1 MB.
		StreamBytes: 32 << 20,
		PageBytes:   48 << 20,
		// No published disclosure has more than some hundred pages, nor a page
		// tree of more than six levels.
		Pages:     20_000,
		TreeDepth: 64,
		// 400 tagged pages have 30,000 to 100,000 elements.
		Elements: 500_000,
		// The densest page seen holds 9,000 glyphs, 4,600 rulings and 60,000
		// operators; drawings of maps hold some 100,000 lines.
		Operators: 4_000_000,
		Glyphs:    400_000,
		Rulings:   200_000,
		// Forms of forms are written by programs that put pages on pages: three
		// levels were seen.
		FormDepth: 12,
		// A dense page takes some milliseconds, the first one with a whole
		// Chinese font some hundred.
		PageTime:  3 * time.Second,
		FileTime:  6 * time.Second,
		PageShare: 10 * time.Millisecond,
	}
}

// Bounds that no option changes.
const (
	// maxObjectNumber bounds the cross-reference table that is built: it takes
	// memory for every number up to the greatest one. A disclosure of 400 tagged
	// pages has 30,000 objects.
	maxObjectNumber = 1 << 20
	// maxNesting bounds arrays and dictionaries within each other: each level
	// takes stack. Objects nest six deep.
	maxNesting = 64
	// maxObjects bounds the objects within one that is read without the object
	// library, at 88 bytes each. Width arrays of whole Chinese fonts have 60,000.
	maxObjects = 1 << 19
	// maxSections bounds the parts of a cross-reference chain: each may read the
	// file to its end. Files that were changed more often are rebuilt.
	maxSections = 64
	// maxSearches bounds the searches for lengths through the whole file: few
	// streams hold objects of their own.
	maxSearches = 64
	// maxFilters bounds the filters of one stream; real ones have one or two.
	maxFilters = 8
	// maxOperands bounds the operands kept for one operator: TJ arrays are the
	// longest, and a page of text stays far below.
	maxOperands = 1 << 16
	// maxSaved bounds the nesting of q; ISO 32000-1 annex C names 28.
	maxSaved = 1024
	// maxCID bounds the width tables: CIDs have two bytes.
	maxCID = 1 << 16
	// maxMetrics bounds the entries of a W or W2 array, ranges counted by their
	// CIDs: every CID twice, as arrays with overlaps have it.
	maxMetrics = 2 * maxCID
	// nodesPerPage bounds the nodes of a page tree; a balanced tree has few more
	// nodes than pages.
	nodesPerPage = 4
	// maxHops bounds references that lead to references.
	maxHops = 8
	// maxReread, rereadBase and maxRead bound the bytes of objects that are read
	// for optional content and the structure tree: maxReread times the file and
	// rereadBase, at most maxRead. Each object is read about once, and only
	// hostile files refer to large ones again and again.
	maxReread  = 2
	rereadBase = 4 << 20
	maxRead    = 256 << 20
	// treeDepthFactor is how much deeper structure trees are than page trees:
	// sections, lists and tables within each other take several levels each.
	treeDepthFactor = 4
	// maxRoles bounds the steps from a structure type of the file to a standard
	// one.
	maxRoles = 16
	// maxTaggedSpan bounds spans and columns; the widest tables in print have
	// some dozens of columns, the longest some thousand rows.
	maxTaggedSpan = 4096
	// maxTaggedPositions bounds the places that the cells of one table cover,
	// and its rows times its pages. A table of 10,000 rows of 40 columns on 400
	// pages covers 400,000 and has 4,000,000.
	maxTaggedPositions = 1 << 23
	// maxExpression bounds the parts of one visibility expression, those that
	// several others refer to counted each time; files with many layers name
	// some dozens.
	maxExpression = 1024
	// maxFieldLevels bounds the form fields above a widget.
	maxFieldLevels = 32
	// maxOptions bounds the options of a choice field that are looked at.
	maxOptions = 4096
	// clockEvery is the number of operators between looks at the clock.
	clockEvery = 1 << 10
)

// exceeds returns the error that ends a page or a file at a limit.
func exceeds(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrLimit, fmt.Sprintf(format, args...))
}

// outOfTime tells whether the pages read so far have used up the time of the
// file.
func (f *File) outOfTime() error {
	limit := f.limits.FileTime + time.Duration(len(f.pages))*f.limits.PageShare
	if f.limits.FileTime > 0 && time.Duration(f.spent.Load()) > limit {
		return exceeds("the pages take longer than %v", limit)
	}
	return nil
}
