package extract

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync/atomic"

	"gongkai/extract/page"
	"gongkai/extract/pdf"
	"gongkai/extract/trace"
)

// Rules of the findings about the second engine.
const (
	ruleSecondEngine = "second_engine" // it was read instead
	ruleCrossCheck   = "cross_check"   // it reads something else
)

// pdfFile is what package pdf and the second engine have in common.
type pdfFile interface {
	pageSource
	Producer() string
}

// A File is an opened PDF, read by package pdf and, where that gives up, by
// the second engine. Its pages may be read by several goroutines.
type File struct {
	pdfFile             // what gives the pages: own unless that refused the file
	own     pdfFile     // nil when it refused the file
	second  *secondary  // nil without an engine
	check   bool        // compare the pages of both
	chosen  PageSet     // the pages to read
	written atomic.Bool // the second engine found text in a file that package pdf refused
	refused error       // why package pdf refused the file
}

// Open reads the structure of a PDF. The context holds for all use of the
// file. The error wraps one of the errors of package pdf.
func Open(ctx context.Context, data []byte, opt Options) (*File, error) {
	own, err := pdf.Open(data, pdf.Options{Password: opt.Password})
	if err == nil {
		return newFile(ctx, own, nil, data, opt)
	}
	return newFile(ctx, nil, err, data, opt)
}

// newFile joins what package pdf made of a file, own or refused, with the
// second engine.
func newFile(ctx context.Context, own pdfFile, refused error, data []byte, opt Options) (*File, error) {
	f := &File{pdfFile: own, own: own, check: opt.CrossCheck, chosen: opt.Pages, refused: refused}
	if opt.Engine != nil {
		f.second = &secondary{engine: opt.Engine, context: ctx, data: data, password: opt.Password}
	}
	if refused == nil {
		return f, nil
	}
	if f.second == nil || !worthAsking(refused) {
		return nil, refused
	}
	file, err := f.second.open()
	if errors.Is(err, pdf.ErrEncrypted) && errors.Is(refused, pdf.ErrEncrypted) {
		return nil, refused // the password is wrong for both
	}
	if err != nil {
		return nil, fmt.Errorf("%w; %s cannot read it either: %v", refused, opt.Engine.Name(), err)
	}
	f.pdfFile = file
	return f, nil
}

// worthAsking tells whether a second engine may read what package pdf did not.
// It is never asked to go beyond the limits.
func worthAsking(err error) bool {
	for _, final := range []error{pdf.ErrEmpty, pdf.ErrNotPDF, pdf.ErrLimit} {
		if errors.Is(err, final) {
			return false
		}
	}
	return true
}

// Close ends the second engine's work on the file.
func (f *File) Close() error {
	if f.second == nil {
		return nil
	}
	return f.second.close()
}

// Page reads page n, counted from 1, as pdf.File.Page does. A page that the
// second engine read carries a finding that says so.
func (f *File) Page(n int) (*page.Page, error) {
	if f.own == nil {
		p, err := f.pdfFile.Page(n)
		if p != nil {
			f.written.CompareAndSwap(false, len(p.Glyphs) > 0)
			judge(p)
		}
		return p, err
	}
	p, err := f.own.Page(n)
	if f.second == nil || p == nil {
		return p, err
	}
	if helpless(p, err) {
		if other, failed := f.second.page(n); failed == nil && len(other.Glyphs) > len(p.Glyphs) {
			return f.replaced(p, other, err), nil
		}
		return p, err
	}
	if f.check && err == nil && !disclaimed(p) {
		p.Findings = append(p.Findings, f.compared(p)...)
	}
	return p, err
}

// helpless tells whether package pdf got no text out of a page that has
// content, or not all of it.
func helpless(p *page.Page, err error) bool {
	if err != nil {
		return worthAsking(err)
	}
	if slices.ContainsFunc(p.Findings, func(f trace.Finding) bool { return f.Rule == pdf.RuleDamaged }) {
		return true
	}
	return len(p.Glyphs) == 0 && len(p.Rulings)+len(p.Fills)+len(p.Images) > 0
}

// disclaimed tells whether package pdf says that the text of a page has no
// meaning: then there is nothing to compare.
func disclaimed(p *page.Page) bool {
	return slices.ContainsFunc(p.Findings, func(f trace.Finding) bool { return f.Rule == ruleNoUnicode })
}

// replaced gives the page with what the second engine read: all of it when
// reading was cut short by err, the text only when the rest is known.
func (f *File) replaced(own, other *page.Page, err error) *page.Page {
	why := "text of it is missing or damaged"
	out := *own
	out.Fonts, out.Glyphs = other.Fonts, other.Glyphs
	if err != nil {
		why = fmt.Sprintf("it could not be read to its end: %v", err)
		out.Width, out.Height = other.Width, other.Height
		out.Rulings, out.Fills, out.Images = other.Rulings, other.Fills, other.Images
	}
	out.Findings = nil
	for _, found := range own.Findings {
		if found.Rule != ruleNeedsOCR && found.Rule != ruleNoUnicode && found.Rule != ruleUnmapped {
			out.Findings = append(out.Findings, found)
		}
	}
	judge(&out)
	out.Findings = append(out.Findings, trace.Finding{
		Rule: ruleSecondEngine, Status: trace.NotComputable, Severity: trace.Warning,
		Message: fmt.Sprintf("page %d was read by the second engine (%s): %s", own.Number, f.second.engine.Name(), why),
		At:      []trace.Locator{{Page: own.Number}},
	})
	return &out
}

// findings are those about the file as a whole.
func (f *File) findings() []trace.Finding {
	var out []trace.Finding
	if f.own == nil {
		out = append(out, trace.Finding{
			Rule: ruleSecondEngine, Status: trace.NotComputable, Severity: trace.Warning,
			Message: fmt.Sprintf("the file was read by the second engine (%s), and parts of it may be lost: %v", f.second.engine.Name(), f.refused),
		})
	}
	if f.own != nil && f.second != nil && f.check {
		out = append(out, f.comparedFile()...)
	}
	return out
}

// ruleUnmapped is the rule of package pdf for single characters without a
// meaning.
const ruleUnmapped = "unmapped_glyphs"

// judge adds to a page of the second engine what is to be said about its text:
// what package pdf says of its own pages, and fonts in which text may be lost.
func judge(p *page.Page) {
	if fonts := lossyFonts(p); len(fonts) > 0 {
		p.Findings = append(p.Findings, trace.Finding{
			Rule: ruleSecondEngine, Status: trace.NotComputable, Severity: trace.Error,
			Message: fmt.Sprintf("page %d may lack text: the second engine loses text in fonts that are not embedded (%s)", p.Number, strings.Join(fonts, ", ")),
			At:      []trace.Locator{{Page: p.Number}},
		})
	}
	pdf.Judge(p)
}

// lossyFonts names the fonts that the second engine had to substitute by one
// without Chinese characters: those used for such characters, and those of
// which no glyph is left.
func lossyFonts(p *page.Page) []string {
	used, chinese := make([]bool, len(p.Fonts)), make([]bool, len(p.Fonts))
	for i := range p.Glyphs {
		if g := &p.Glyphs[i]; g.Font < len(p.Fonts) {
			used[g.Font] = true
			chinese[g.Font] = chinese[g.Font] || strings.IndexFunc(g.Text, wide) >= 0
		}
	}
	var out []string
	for i, f := range p.Fonts {
		if f.Substituted && (chinese[i] || !used[i]) {
			out = append(out, cmp.Or(f.Name, "one without a name"))
		}
	}
	return out
}
