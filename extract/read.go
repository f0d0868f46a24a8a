package extract

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"gongkai/extract/layout"
	"gongkai/extract/page"
	"gongkai/extract/pdf"
	"gongkai/extract/trace"
)

var (
	// ErrNeedsOCR is returned, with the document, for a file whose pages are
	// images without text: nothing can be read before the text is recognised.
	ErrNeedsOCR = errors.New("needs OCR: no text layer")
	// ErrNoUnicode is returned, with the document, for a file whose fonts do
	// not tell what their characters mean.
	ErrNoUnicode = errors.New("text cannot be read: fonts without Unicode mapping")
)

// unmappedShare is the share of printed glyphs without a meaning from which on
// the text of a file is held to be unreadable. Where fonts tell nothing, their
// codes often look like letters of a standard encoding, so that only a part is
// seen to have no meaning; a file that can be read has hardly any.
const unmappedShare = 0.2

// Options tell how a document is read. The zero value reads everything.
type Options struct {
	Password string // user or owner password; the empty one is always tried
}

// Read reads a PDF. Name is the file name that the document carries as its
// source. The error wraps one of the errors of package pdf when nothing can be
// read; damage to single pages is a finding of the document, which is then
// marked incomplete.
//
// When the pages have no text that can be read, the document, which holds a
// finding saying so, is returned together with ErrNeedsOCR or ErrNoUnicode.
func Read(ctx context.Context, name string, data []byte, opt Options) (*Document, error) {
	file, err := pdf.Open(data, pdf.Options{Password: opt.Password})
	if err != nil {
		return nil, err
	}
	src := Source{
		File: name, SHA256: fmt.Sprintf("%x", sha256.Sum256(data)),
		Pages: file.NumPages(), Producer: file.Producer(),
	}
	return readPages(ctx, src, file, layout.Analyze)
}

// pageSource gives the pages of a file, numbered from 1. Its pages may be read
// by several goroutines.
type pageSource interface {
	NumPages() int
	Page(n int) (*page.Page, error)
}

// pageWorkers is how many pages are read at a time: more would hold many large
// pages in memory for little gain.
const pageWorkers = 4

// readPage is one page read and analysed.
type readPage struct {
	page  *page.Page // without glyphs once counted
	sheet layout.Sheet
	err   error
	census
}

// readPages reads and analyses all pages of a file and builds its document
// from them in page order. A page that cannot be read becomes a finding and is
// left blank; only when none can be read is the error of the first one
// returned.
func readPages(ctx context.Context, src Source, file pageSource, analyse func(*page.Page) layout.Sheet) (*Document, error) {
	results := make([]readPage, file.NumPages())
	numbers := make(chan int)
	var workers sync.WaitGroup
	for range min(pageWorkers, runtime.GOMAXPROCS(0), len(results)) {
		workers.Go(func() {
			for n := range numbers {
				results[n-1] = readOne(n, file, analyse)
			}
		})
	}
	for n := 1; n <= len(results) && ctx.Err() == nil; n++ {
		numbers <- n
	}
	close(numbers)
	workers.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return assemble(src, results)
}

// readOne reads and analyses page n.
func readOne(n int, file pageSource, analyse func(*page.Page) layout.Sheet) readPage {
	p, err := file.Page(n)
	if p == nil {
		return readPage{err: err, sheet: layout.Sheet{Page: n}}
	}
	r := readPage{page: &page.Page{Number: n, Findings: p.Findings, Incomplete: p.Incomplete}, sheet: analyse(p), err: err}
	r.count(p)
	return r
}

// assemble builds the document of the pages that were read.
func assemble(src Source, results []readPage) (*Document, error) {
	var all census
	var findings []trace.Finding
	sheets := make([]layout.Sheet, len(results))
	incomplete, failed := false, 0
	var firstErr error
	for i := range results {
		r := &results[i]
		sheets[i] = r.sheet
		if r.err != nil {
			findings = append(findings, unreadPage(i+1, r.err))
			incomplete = true
			firstErr = cmp.Or(firstErr, r.err)
		}
		if r.page == nil {
			failed++
			continue
		}
		findings = append(findings, r.page.Findings...)
		incomplete = incomplete || r.page.Incomplete
		all.glyphs += r.glyphs
		all.unmapped += r.unmapped
		all.scanned = append(all.scanned, r.scanned...)
	}
	if failed > 0 && failed == len(results) {
		return nil, fmt.Errorf("no page can be read: %w", firstErr)
	}
	doc := Build(src, sheets)
	doc.Findings = append(findings, doc.Findings...)
	doc.Incomplete = incomplete
	return doc, all.verdict(doc)
}

// census counts what pages print.
type census struct {
	glyphs, unmapped int
	scanned          []int // pages with an image and no text
}

// count adds what p prints. Glyphs a reader does not see say nothing about the
// text layer, except that text without ink behind an image is what an OCR
// program left there.
func (c *census) count(p *page.Page) {
	n := 0
	for i := range p.Glyphs {
		g := &p.Glyphs[i]
		if g.Flags&(page.OffPage|page.Duplicate|page.Hidden) != 0 || strings.TrimSpace(g.Text) == "" && g.Text != "" {
			continue
		}
		n++
		if g.Text == "" || g.Text == "\ufffd" {
			c.unmapped++
		}
	}
	c.glyphs += n
	if n == 0 && len(p.Images) > 0 {
		c.scanned = append(c.scanned, p.Number)
	}
}

// verdict adds the findings about the text layer to doc and returns the error
// that goes with them.
func (c *census) verdict(doc *Document) error {
	if len(c.scanned) > 0 {
		f := trace.Finding{
			Rule: "needs_ocr", Status: trace.NotComputable, Severity: trace.Warning,
			Message: fmt.Sprintf("pages without text layer, an image only: %s; they need OCR", pageList(c.scanned)),
		}
		for _, n := range c.scanned {
			f.At = append(f.At, trace.Locator{Page: n})
		}
		if c.glyphs == 0 {
			f.Severity = trace.Error
		}
		doc.Findings = append(doc.Findings, f)
		if c.glyphs == 0 {
			return fmt.Errorf("%w (pages %s)", ErrNeedsOCR, pageList(c.scanned))
		}
	}
	if c.glyphs > 0 && float64(c.unmapped) >= unmappedShare*float64(c.glyphs) {
		doc.Findings = append(doc.Findings, trace.Finding{
			Rule: "no_unicode", Status: trace.NotComputable, Severity: trace.Error,
			Message: fmt.Sprintf("%d of %d printed characters have no Unicode meaning: their fonts carry no mapping", c.unmapped, c.glyphs),
		})
		return ErrNoUnicode
	}
	return nil
}

// unreadPage is the finding for a page that could not be read to its end.
func unreadPage(n int, err error) trace.Finding {
	return trace.Finding{
		Rule: "page.unread", Status: trace.NotComputable, Severity: trace.Error,
		Message: fmt.Sprintf("page %d could not be read to its end: %v", n, err),
		At:      []trace.Locator{{Page: n}},
	}
}

// pageList writes page numbers as "1-3, 7".
func pageList(pages []int) string {
	pages = slices.Clone(pages)
	slices.Sort(pages)
	var parts []string
	for i := 0; i < len(pages); {
		k := i
		for k+1 < len(pages) && pages[k+1] == pages[k]+1 {
			k++
		}
		part := strconv.Itoa(pages[i])
		if k > i {
			part += "-" + strconv.Itoa(pages[k])
		}
		parts = append(parts, part)
		i = k + 1
	}
	return strings.Join(parts, ", ")
}
