package extract

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"gongkai/extract/layout"
	"gongkai/extract/page"
	"gongkai/extract/pdf"
	"gongkai/extract/trace"
)

// Producer makes fakeFile what package pdf and engines give.
func (f fakeFile) Producer() string { return "fake" }

// brokenPage gives a page together with an error, as package pdf does when it
// is cut short.
type brokenPage struct {
	fakeFile
	err error
}

func (b brokenPage) Page(n int) (*page.Page, error) {
	p, _ := b.fakeFile.Page(n)
	p.Incomplete = true
	return p, b.err
}

// A fakeEngine opens every file as its pages and counts how often it did and
// how many are still open.
type fakeEngine struct {
	pages        fakeFile
	err          error
	opened, open int
}

func (e *fakeEngine) Name() string { return "fake engine" }

func (e *fakeEngine) Open(context.Context, []byte, string) (EngineFile, error) {
	e.opened++
	if e.err != nil {
		return nil, e.err
	}
	e.open++
	return &fakeEngineFile{e.pages, e}, nil
}

type fakeEngineFile struct {
	fakeFile
	engine *fakeEngine
}

func (f *fakeEngineFile) PNG(n, dpi int) ([]byte, error) { return nil, errBroken }

func (f *fakeEngineFile) Close() error {
	f.engine.open--
	return nil
}

// boxed is a page with a ruling and the glyphs of s.
func boxed(n int, s ...string) *page.Page {
	p := printed(n, s...)
	p.Rulings = []page.Ruling{{X0: 80, X1: 500, Y0: 50, Y1: 50, Width: 1}}
	return p
}

func TestSecondEngine(t *testing.T) {
	damaged := &pdf.Error{Op: "open", Err: pdf.ErrDamaged}
	tests := []struct {
		name       string
		own        pdfFile // nil when refused
		refused    error
		engine     fakeEngine
		check      bool
		wantErr    error
		wantGlyphs string // of all pages that were read
		wantRules  string
		wantOpened int
		incomplete bool
	}{
		{name: "not needed", own: fakeFile{printed(1, "文")}, engine: fakeEngine{pages: fakeFile{printed(1, "不")}}, wantGlyphs: "文"},
		{name: "blank page", own: fakeFile{printed(1)}, engine: fakeEngine{pages: fakeFile{printed(1, "文")}}},
		{
			name: "file refused", refused: damaged, engine: fakeEngine{pages: fakeFile{printed(1, "文"), printed(2, "字")}},
			wantGlyphs: "文字", wantRules: "second_engine warning", wantOpened: 1, incomplete: true,
		},
		{name: "file refused by both", refused: damaged, engine: fakeEngine{err: errBroken}, wantErr: pdf.ErrDamaged, wantOpened: 1},
		{
			name: "file refused, no text", refused: damaged, engine: fakeEngine{pages: fakeFile{printed(1)}},
			wantErr: pdf.ErrDamaged, wantOpened: 1,
		},
		{name: "no PDF", refused: pdf.ErrNotPDF, engine: fakeEngine{pages: fakeFile{printed(1, "文")}}, wantErr: pdf.ErrNotPDF},
		{name: "limit", refused: pdf.ErrLimit, engine: fakeEngine{pages: fakeFile{printed(1, "文")}}, wantErr: pdf.ErrLimit},
		{
			name: "page cut short", own: brokenPage{fakeFile{printed(1, "文")}, errBroken}, engine: fakeEngine{pages: fakeFile{printed(1, "文", "字")}},
			wantGlyphs: "文字", wantRules: "second_engine warning", wantOpened: 1, incomplete: true,
		},
		{
			name: "page cut short for both", own: brokenPage{fakeFile{printed(1, "文", "字")}, errBroken}, engine: fakeEngine{pages: fakeFile{printed(1, "文")}},
			wantGlyphs: "文字", wantRules: "page.unread error", wantOpened: 1, incomplete: true,
		},
		{
			name: "page at its limit", own: brokenPage{fakeFile{printed(1, "文")}, pdf.ErrLimit}, engine: fakeEngine{pages: fakeFile{printed(1, "文", "字")}},
			wantGlyphs: "文", wantRules: "page.unread error", incomplete: true,
		},
		{
			name: "rulings without text", own: fakeFile{boxed(1)}, engine: fakeEngine{pages: fakeFile{printed(1, "文")}},
			wantGlyphs: "文", wantRules: "second_engine warning", wantOpened: 1,
		},
		{name: "rulings without text for both", own: fakeFile{boxed(1)}, engine: fakeEngine{pages: fakeFile{printed(1)}}, wantOpened: 1},
		{
			name: "image with text", own: fakeFile{scan(1)}, engine: fakeEngine{pages: fakeFile{printed(1, strings.Split("部门预算公开说明文字", "")...)}},
			wantGlyphs: "部门预算公开说明文字", wantRules: "second_engine warning", wantOpened: 1,
		},
		{
			name: "characters without a meaning", refused: damaged, engine: fakeEngine{pages: fakeFile{printed(1, "文", "", "", "")}},
			wantErr: ErrNoUnicode, wantGlyphs: "文", wantRules: "second_engine warning, no_unicode error", wantOpened: 1, incomplete: true,
		},
		{name: "equal", check: true, own: fakeFile{printed(1, "文")}, engine: fakeEngine{pages: fakeFile{printed(1, "文")}}, wantGlyphs: "文", wantOpened: 1},
		{
			name: "different", check: true, own: fakeFile{printed(1, "1", "2"), printed(2, "3")}, engine: fakeEngine{pages: fakeFile{printed(1, "1", "7"), printed(2, "4")}},
			wantGlyphs: "123", wantRules: "cross_check warning, cross_check warning", wantOpened: 1,
		},
		{
			name: "pages differ in number", check: true, own: fakeFile{printed(1, "1")}, engine: fakeEngine{pages: fakeFile{printed(1, "1"), printed(2)}},
			wantGlyphs: "1", wantRules: "cross_check warning", wantOpened: 1,
		},
		{name: "no check possible", check: true, own: fakeFile{printed(1, "1")}, engine: fakeEngine{err: errBroken}, wantGlyphs: "1", wantRules: "cross_check warning", wantOpened: 1},
		{
			name: "no check of one page possible", check: true, own: fakeFile{printed(1, "1"), printed(2, "2")}, engine: fakeEngine{pages: fakeFile{printed(1, "1"), nil}},
			wantGlyphs: "12", wantRules: "cross_check warning", wantOpened: 1,
		},
		{
			name: "nothing to check", check: true, own: fakeFile{printed(1, "1"), found(printed(2, "鸜"), ruleNoUnicode), printed(3, "3")}, engine: fakeEngine{pages: fakeFile{printed(1, "1"), printed(2), printed(3, "3")}},
			wantGlyphs: "1鸜3", wantRules: "no_unicode error", wantOpened: 1,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			file, err := newFile(context.Background(), tt.own, tt.refused, nil, Options{Engine: &tt.engine, CrossCheck: tt.check})
			var doc *Document
			var mu sync.Mutex
			var glyphs string
			if err == nil {
				doc, err = readFile(context.Background(), Source{}, file, func(p *page.Page) layout.Sheet {
					mu.Lock()
					defer mu.Unlock()
					for _, g := range p.Glyphs {
						glyphs += g.Text
					}
					return layout.Sheet{Page: p.Number}
				})
			}
			if !errors.Is(err, tt.wantErr) {
				t.Fatalf("error %v, want %v", err, tt.wantErr)
			}
			if len(glyphs) != len(tt.wantGlyphs) || strings.Trim(glyphs, tt.wantGlyphs) != "" { // pages are read in any order
				t.Errorf("read %q, want %q", glyphs, tt.wantGlyphs)
			}
			if tt.engine.opened != tt.wantOpened || tt.engine.open != 0 {
				t.Errorf("opened %d times, want %d; %d left open", tt.engine.opened, tt.wantOpened, tt.engine.open)
			}
			if doc == nil {
				return
			}
			var rules []string
			for _, f := range doc.Findings {
				rules = append(rules, f.Rule+" "+f.Severity.String())
			}
			if got := strings.Join(rules, ", "); got != tt.wantRules {
				t.Errorf("findings %s, want %s: %+v", got, tt.wantRules, doc.Findings)
			}
			if doc.Incomplete != tt.incomplete {
				t.Errorf("incomplete %v", doc.Incomplete)
			}
		})
	}
}

// A page whose text alone was missing keeps the rulings that were read, one
// that was cut short takes those of the second engine.
func TestSecondEngineRulings(t *testing.T) {
	for _, tt := range []struct {
		name string
		own  pdfFile
		want float64
	}{
		{"no text", fakeFile{boxed(1)}, 50},
		{"cut short", brokenPage{fakeFile{boxed(1)}, errBroken}, 70},
	} {
		t.Run(tt.name, func(t *testing.T) {
			other := boxed(1, "文")
			other.Rulings[0].Y0, other.Rulings[0].Y1 = 70, 70
			f, err := newFile(context.Background(), tt.own, nil, nil, Options{Engine: &fakeEngine{pages: fakeFile{other}}})
			if err != nil {
				t.Fatal(err)
			}
			p, err := f.Page(1)
			if err != nil || len(p.Rulings) != 1 || p.Rulings[0].Y0 != tt.want {
				t.Errorf("error %v, rulings %+v, want one at %v", err, p.Rulings, tt.want)
			}
		})
	}
}

func TestLossyFonts(t *testing.T) {
	p := typed(50, 100, "收1",
		page.Font{Name: "SimSun", Substituted: true}, page.Font{Name: "Helvetica", Substituted: true}, page.Font{Name: "KaiTi"},
		page.Font{Name: "FangSong", Substituted: true}, page.Font{Substituted: true})
	p.Glyphs[1].Font = 1
	judge(p)
	want := "page 1 may lack text: the second engine loses text in fonts that are not embedded (SimSun, FangSong, one without a name)"
	if len(p.Findings) != 1 || p.Findings[0].Message != want || p.Findings[0].Severity != trace.Error {
		t.Errorf("findings %+v, want %q", p.Findings, want)
	}
	if p := typed(50, 100, "12", page.Font{Name: "Helvetica", Substituted: true}); len(lossyFonts(p)) > 0 {
		t.Errorf("lossy %v", lossyFonts(p))
	}
}

func TestErrorNamesBothEngines(t *testing.T) {
	_, err := newFile(context.Background(), nil, pdf.ErrDamaged, nil, Options{Engine: &fakeEngine{err: errBroken}})
	if err == nil || !strings.Contains(err.Error(), "fake engine") || !strings.Contains(err.Error(), errBroken.Error()) {
		t.Errorf("error %v", err)
	}
}
