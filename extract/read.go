package extract

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gongkai/extract/layout"
	"gongkai/extract/page"
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
// the text of a file is held to be unreadable.
const unmappedShare = 0.5

// pageSource gives the pages of a file, numbered from 1.
type pageSource interface {
	NumPages() int
	Page(n int) (*page.Page, error)
}

// census counts what the pages of a file print.
type census struct {
	glyphs, unmapped int
	scanned          []int // pages with an image and no text
	failed           []int // pages that could not be read
	firstErr         error
}

// readPages reads and analyses all pages of a file and builds its document.
// One goroutine reads, another analyses: pages come out in order. A page that
// cannot be read becomes a finding and is left out; only when none can be read
// is the error of the first one returned.
//
// When the file has no text the document, with a finding, is returned
// together with ErrNeedsOCR or ErrNoUnicode.
func readPages(ctx context.Context, src Source, file pageSource, analyse func(*page.Page) layout.Sheet) (*Document, error) {
	pages := make(chan *page.Page, 2)
	var c census
	var findings []trace.Finding
	incomplete := false
	go func() {
		defer close(pages)
		for n := 1; n <= file.NumPages() && ctx.Err() == nil; n++ {
			p, err := file.Page(n)
			if err != nil {
				c.fail(n, err)
				findings = append(findings, unreadPage(n, err))
			}
			if p == nil {
				continue
			}
			c.count(p)
			findings = append(findings, p.Findings...)
			incomplete = incomplete || p.Incomplete
			select {
			case pages <- p:
			case <-ctx.Done():
			}
		}
	}()
	var sheets []layout.Sheet
	for p := range pages {
		sheets = append(sheets, analyse(p))
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if len(sheets) == 0 && c.firstErr != nil {
		return nil, fmt.Errorf("no page can be read: %w", c.firstErr)
	}
	doc := Build(src, sheets)
	doc.Findings = append(findings, doc.Findings...)
	doc.Incomplete = incomplete || len(c.failed) > 0
	return doc, c.verdict(doc)
}

// fail notes that page n could not be read.
func (c *census) fail(n int, err error) {
	c.failed = append(c.failed, n)
	if c.firstErr == nil {
		c.firstErr = err
	}
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

// unreadPage is the finding for a page that could not be read.
func unreadPage(n int, err error) trace.Finding {
	return trace.Finding{
		Rule: "page.unread", Status: trace.NotComputable, Severity: trace.Error,
		Message: fmt.Sprintf("page %d could not be read: %v", n, err),
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
