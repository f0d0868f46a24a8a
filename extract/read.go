package extract

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"

	"gongkai/extract/layout"
	"gongkai/extract/page"
	"gongkai/extract/sums"
	"gongkai/extract/trace"
)

var (
	// ErrNeedsOCR is returned, with the document, for a file whose pages are
	// images without text: nothing can be read before the text is recognised.
	ErrNeedsOCR = errors.New("needs OCR: no text layer")
	// ErrNoUnicode is returned, with the document, for a file whose fonts do
	// not tell what their characters mean.
	ErrNoUnicode = errors.New("text cannot be read: fonts without Unicode mapping")
	// ErrNoSuchPage is returned when the file has none of the pages that
	// Options.Pages chooses.
	ErrNoSuchPage = errors.New("the file has no such page")
)

// Rules of the findings by which the reader says that a page has no text or
// none with a meaning. They are told once for the whole document.
const (
	ruleNeedsOCR      = "needs_ocr"
	ruleNoUnicode     = "no_unicode"
	ruleGarbledGlyphs = "garbled_glyphs" // of some characters; it stays with its page
)

// garbledShare is the share of the pages with text whose text has no meaning,
// or of some characters a wrong one, from which on the whole file is held to be
// unreadable.
const garbledShare = 0.5

// Options tell how a document is read. The zero value reads everything.
type Options struct {
	Password   string  // user or owner password; the empty one is always tried
	Pages      PageSet // the pages to read; the others count as blank
	Engine     Engine  // second engine, for what package pdf cannot read; nil for none
	CrossCheck bool    // with an Engine: compare what both read, page by page
}

// Read reads a PDF. Name is the file name that the document carries as its
// source. The error wraps one of the errors of package pdf when nothing can be
// read; damage to single pages is a finding of the document, which is then
// marked incomplete. So is a document that the second engine had to read:
// package pdf gave up because something is wrong with it.
//
// When the pages have no text that can be read, the document, which holds a
// finding saying so, is returned together with ErrNeedsOCR or ErrNoUnicode; in
// the latter case it has no blocks, as the text of its pages is garbage.
func Read(ctx context.Context, name string, data []byte, opt Options) (*Document, error) {
	file, err := Open(ctx, data, opt)
	if err != nil {
		return nil, err
	}
	src := Source{
		File: name, SHA256: fmt.Sprintf("%x", sha256.Sum256(data)),
		Pages: file.NumPages(), Producer: file.Producer(),
	}
	return readFile(ctx, src, file, Analyze)
}

// Analyze finds the grids and lines of one page as Read does: where the print
// leaves two readings open, the one in which more sums hold is taken.
func Analyze(p *page.Page) layout.Sheet { return layout.AnalyzeWith(p, sums.Holding) }

// ReadFile reads the PDF at path as Read does. The document carries the base
// name as its source; the error is that of the file system when the file
// cannot be read.
func ReadFile(ctx context.Context, path string, opt Options) (*Document, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return Read(ctx, filepath.Base(path), data, opt)
}

// readFile reads the chosen pages of a file and closes it.
func readFile(ctx context.Context, src Source, file *File, analyse func(*page.Page) layout.Sheet) (*Document, error) {
	doc, err := readChosen(ctx, src, file, analyse)
	if doc != nil && file.own == nil && !file.written.Load() {
		doc, err = nil, fmt.Errorf("%w; %s finds no text in it", file.refused, file.second.engine.Name())
	}
	if doc != nil {
		doc.Findings = append(file.findings(), doc.Findings...)
		doc.Incomplete = doc.Incomplete || file.own == nil
	}
	if e := file.Close(); err == nil {
		err = e
	}
	return doc, err
}

// readChosen reads the pages of a file that its options choose.
func readChosen(ctx context.Context, src Source, file *File, analyse func(*page.Page) layout.Sheet) (*Document, error) {
	if len(file.chosen) == 0 {
		return readPages(ctx, src, file, analyse)
	}
	chosen := chosenPages{file, file.chosen}
	if !chosen.any() {
		return nil, fmt.Errorf("%w: %s of %d", ErrNoSuchPage, file.chosen, file.NumPages())
	}
	doc, err := readPages(ctx, src, chosen, analyse)
	if doc != nil {
		doc.Findings = append([]trace.Finding{chosen.finding()}, doc.Findings...)
	}
	return doc, err
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

// readOne reads and analyses page n. A panic costs that page only: it happens
// in a goroutine of its own, where no caller could recover it.
func readOne(n int, file pageSource, analyse func(*page.Page) layout.Sheet) (r readPage) {
	defer func() {
		if e := recover(); e != nil {
			r = readPage{err: fmt.Errorf("internal error: %v", e), sheet: layout.Sheet{Page: n}}
		}
	}()
	p, err := file.Page(n)
	if p == nil { // not chosen, when there is no error
		return readPage{err: err, sheet: layout.Sheet{Page: n}}
	}
	r = readPage{page: &page.Page{Number: n, Incomplete: p.Incomplete}, sheet: weighTags(p, analyse(p)), err: err}
	r.page.Findings = append(r.count(p), unpainted(p)...)
	return r
}

// assemble builds the document of the pages that were read.
func assemble(src Source, results []readPage) (*Document, error) {
	var all census
	var findings []trace.Finding
	sheets := make([]layout.Sheet, len(results))
	incomplete, read := false, 0
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
			continue
		}
		read++
		findings = append(findings, r.page.Findings...)
		incomplete = incomplete || r.page.Incomplete
		all.written += r.written
		all.scanned = append(all.scanned, r.scanned...)
		all.garbled = append(all.garbled, r.garbled...)
		all.partly += r.partly
	}
	if read == 0 && firstErr != nil {
		return nil, fmt.Errorf("no page can be read: %w", firstErr)
	}
	if all.unreadable() { // what is not garbage by itself stands beside garbage
		for i, s := range sheets {
			sheets[i] = layout.Sheet{Page: s.Page, Width: s.Width, Height: s.Height, Turn: s.Turn}
		}
	}
	doc := Build(src, sheets)
	doc.Pages = make([]Page, len(sheets))
	for i := range sheets {
		doc.Pages[i] = Page{Number: i + 1, Width: sheets[i].Width, Height: sheets[i].Height, Turn: sheets[i].Turn}
	}
	doc.Findings = append(findings, doc.Findings...)
	doc.Incomplete = incomplete
	return doc, all.verdict(doc)
}

// census counts pages by what they print.
type census struct {
	written int   // pages with text, scanned ones aside
	scanned []int // pages that are images, with a page number at most
	garbled []int // pages whose text has no meaning
	partly  int   // pages some of whose characters have a wrong one
}

// unreadable tells whether the text of so many pages is garbled that none is
// believed.
func (c *census) unreadable() bool {
	n := len(c.garbled) + c.partly
	return n > 0 && float64(n) >= garbledShare*float64(c.written)
}

// count adds what the reader found about the text of p and returns its other
// findings.
func (c *census) count(p *page.Page) []trace.Finding {
	scanned := len(c.scanned)
	var others []trace.Finding
	for _, f := range p.Findings {
		switch f.Rule {
		case ruleNeedsOCR:
			c.scanned = append(c.scanned, p.Number)
		case ruleNoUnicode:
			c.garbled = append(c.garbled, p.Number)
		case ruleGarbledGlyphs:
			c.partly++
			others = append(others, f)
		default:
			others = append(others, f)
		}
	}
	if len(p.Glyphs) > 0 && len(c.scanned) == scanned {
		c.written++
	}
	return others
}

// verdict adds the findings about the text layer to doc and returns the error
// that goes with them.
func (c *census) verdict(doc *Document) error {
	if len(c.scanned) > 0 {
		doc.Findings = append(doc.Findings, textFinding(ruleNeedsOCR, c.scanned,
			"pages that are images, without text or with a stamp at most: %s; they need OCR"))
	}
	if len(c.garbled) > 0 {
		doc.Findings = append(doc.Findings, textFinding(ruleNoUnicode, c.garbled,
			"pages whose characters have no meaning, because their fonts carry no map to Unicode or a wrong one: %s"))
	}
	switch {
	case len(c.scanned) > 0 && c.written == 0:
		return fmt.Errorf("%w (pages %s)", ErrNeedsOCR, pageList(c.scanned))
	case c.unreadable() && len(c.garbled) == 0:
		return fmt.Errorf("%w (parts of %d pages)", ErrNoUnicode, c.partly)
	case c.unreadable():
		return fmt.Errorf("%w (pages %s)", ErrNoUnicode, pageList(c.garbled))
	}
	return nil
}

// textFinding is a finding about the text layer of some pages; message has a
// place for their list.
func textFinding(rule string, pages []int, message string) trace.Finding {
	f := trace.Finding{
		Rule: rule, Kind: rule, Status: trace.Fail, Severity: trace.Error,
		Message: fmt.Sprintf(message, pageList(pages)),
	}
	for _, n := range pages {
		f.At = append(f.At, trace.Locator{Page: n})
	}
	return f
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
