package extract

import (
	"context"
	"errors"
	"testing"

	"gongkai/extract/layout"
	"gongkai/extract/page"
	"gongkai/extract/trace"
)

// fakeFile gives pages by number; a nil page is one that cannot be read.
type fakeFile []*page.Page

var errBroken = errors.New("broken stream")

func (f fakeFile) NumPages() int { return len(f) }

func (f fakeFile) Page(n int) (*page.Page, error) {
	if f[n-1] == nil {
		return nil, errBroken
	}
	return f[n-1], nil
}

// printed is a page with the glyphs of s.
func printed(n int, s ...string) *page.Page {
	p := &page.Page{Number: n, Width: 595, Height: 842}
	for i, t := range s {
		p.Glyphs = append(p.Glyphs, page.Glyph{Text: t, X: float64(90 + 10*i), Y: 100, Size: 10})
	}
	return p
}

// found adds the finding of a rule to a page.
func found(p *page.Page, rule string) *page.Page {
	p.Findings = append(p.Findings, trace.Finding{Rule: rule, At: []trace.Locator{{Page: p.Number}}})
	return p
}

// scan is a page that is an image.
func scan(n int) *page.Page {
	return found(&page.Page{Number: n, Width: 595, Height: 842, Images: []trace.Rect{{X1: 595, Y1: 842}}}, ruleNeedsOCR)
}

func TestReadPages(t *testing.T) {
	tests := []struct {
		name       string
		file       fakeFile
		wantErr    error
		wantRules  []string
		noDocument bool
		incomplete bool
	}{
		{name: "text", file: fakeFile{printed(1, "正", "文"), printed(2, "文")}},
		{name: "scan", file: fakeFile{scan(1), scan(2), scan(3)}, wantErr: ErrNeedsOCR, wantRules: []string{"needs_ocr"}},
		{name: "one scanned page among text", file: fakeFile{printed(1, "文"), scan(2)}, wantRules: []string{"needs_ocr"}},
		{name: "blank pages", file: fakeFile{printed(1), printed(2)}},
		{name: "fonts without mapping", file: fakeFile{found(printed(1, "", "", "1"), ruleNoUnicode)}, wantErr: ErrNoUnicode, wantRules: []string{"no_unicode"}},
		{
			name:      "one garbled page among text",
			file:      fakeFile{printed(1, "文"), found(printed(2, "鸜"), ruleNoUnicode), printed(3, "文")},
			wantRules: []string{"no_unicode"},
		},
		{
			name:    "characters garbled on most pages",
			file:    fakeFile{found(printed(1, "文", "á"), ruleGarbledGlyphs), printed(2, "文"), found(printed(3, "鸜"), ruleNoUnicode)},
			wantErr: ErrNoUnicode, wantRules: []string{"garbled_glyphs", "no_unicode"},
		},
		{
			name:      "characters garbled on one page",
			file:      fakeFile{found(printed(1, "文", "á"), ruleGarbledGlyphs), printed(2, "文"), printed(3, "文")},
			wantRules: []string{"garbled_glyphs"},
		},
		{name: "one page broken", file: fakeFile{printed(1, "文"), nil}, wantRules: []string{"page.unread"}, incomplete: true},
		{name: "all pages broken", file: fakeFile{nil, nil}, wantErr: errBroken, noDocument: true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, err := readPages(context.Background(), Source{}, tt.file, layout.Analyze)
			if !errors.Is(err, tt.wantErr) {
				t.Fatalf("error %v, want %v", err, tt.wantErr)
			}
			if (doc == nil) != tt.noDocument {
				t.Fatalf("document %v", doc)
			}
			if doc == nil {
				return
			}
			if len(doc.Findings) != len(tt.wantRules) {
				t.Fatalf("findings %+v, want rules %v", doc.Findings, tt.wantRules)
			}
			for i, f := range doc.Findings {
				if f.Rule != tt.wantRules[i] || len(f.At) == 0 {
					t.Errorf("finding %+v, want rule %s with its pages", f, tt.wantRules[i])
				}
			}
			if garbage := errors.Is(err, ErrNoUnicode) && len(doc.Blocks) > 0; garbage {
				t.Errorf("blocks of garbage: %+v", doc.Blocks)
			}
			if doc.Incomplete != tt.incomplete {
				t.Errorf("incomplete %v", doc.Incomplete)
			}
		})
	}
}

func TestReadPagesStopsWhenCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := readPages(ctx, Source{}, fakeFile{printed(1, "文")}, layout.Analyze); !errors.Is(err, context.Canceled) {
		t.Fatalf("error %v", err)
	}
}

func TestReadNotPDF(t *testing.T) {
	if _, err := Read(context.Background(), "x.pdf", []byte("no pdf"), Options{}); err == nil {
		t.Fatal("no error")
	}
}

func TestPageList(t *testing.T) {
	if got, want := pageList([]int{7, 1, 2, 3, 9, 10}), "1-3, 7, 9-10"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
