package pdf

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/extract/page"
	"gongkai/extract/trace"
)

// benchPage is a page of a table: rows lines of text with a ruling each.
func benchPage(rows int) string {
	var b strings.Builder
	for i := range rows {
		y := 5 + i*90/rows
		fmt.Fprintf(&b, "q 0.5 w 5 %d m 195 %d l S 10 %d 180 0.5 re f Q\nBT /F1 8 Tf 1 0 0 1 10 %d Tm [(2080101)-200(Administrative)]TJ 90 0 Td (1,513.74) Tj 40 0 Td (1,500.00) Tj ET\n", y, y, y, y)
	}
	return b.String()
}

func benchmarkRead(b *testing.B, data []byte) {
	b.ReportAllocs()
	pages, glyphs := 0, 0
	for b.Loop() {
		f, err := Open(data, Options{})
		if err != nil {
			b.Fatal(err)
		}
		for n := 1; n <= f.NumPages(); n++ {
			p, err := f.Page(n)
			if err != nil {
				b.Fatal(err)
			}
			pages++
			glyphs += len(p.Glyphs)
		}
	}
	b.ReportMetric(float64(pages)/b.Elapsed().Seconds(), "pages/s")
	b.ReportMetric(float64(glyphs)/float64(max(pages, 1)), "glyphs/page")
}

func BenchmarkTable(b *testing.B) {
	objects := sheet{}.numbered()
	objects[4] = deflated("", benchPage(40))
	kids := strings.Repeat("3 0 R ", 1)
	for i := range 39 {
		n := 10 + i
		objects[n] = objects[3]
		kids += fmt.Sprintf("%d 0 R ", n)
	}
	objects[2] = "<</Type/Pages/Kids[" + kids + "]/Count 40>>"
	benchmarkRead(b, writeFile(objects))
}

// benchFixtures are documents of different writers: text, rulings drawn as
// rectangles, Type 3 fonts, and fonts that are not embedded.
var benchFixtures = []string{"seed-docx-lo", "fj-010-rl-ttf", "fj-013-html-chromium", "seed-rl-cid-char"}

// BenchmarkStages shows what each stage of the reading of a whole document
// costs. inflate and interpret are the parts of pages; tokenise is the least
// part of interpret.
func BenchmarkStages(b *testing.B) {
	for _, name := range benchFixtures {
		data, err := os.ReadFile(filepath.Join("../../fixtures", name+".pdf"))
		if err != nil {
			b.Fatal(err)
		}
		f, err := Open(data, Options{})
		if err != nil {
			b.Fatal(err)
		}
		contents := make([][]byte, f.NumPages())
		bytes, glyphs := 0, 0
		for i := range contents {
			contents[i] = benchContent(b, f, i)
			bytes += len(contents[i])
			glyphs += len(benchPageOf(b, f, i).Glyphs)
		}
		for _, stage := range []struct {
			name string
			run  func(b *testing.B, i int)
		}{
			{"inflate", func(b *testing.B, i int) { benchContent(b, f, i) }},
			{"tokenise", func(b *testing.B, i int) { benchTokens(contents[i]) }},
			{"interpret", func(b *testing.B, i int) { benchInterpret(b, f, i, contents[i]) }},
			{"pages", func(b *testing.B, i int) { benchPageOf(b, f, i) }},
		} {
			b.Run(stage.name+"/"+name, func(b *testing.B) {
				b.ReportAllocs()
				b.SetBytes(int64(bytes))
				for b.Loop() {
					for i := range contents {
						stage.run(b, i)
					}
				}
				b.ReportMetric(float64(b.N*len(contents))/b.Elapsed().Seconds(), "pages/s")
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*glyphs), "ns/glyph")
			})
		}
		b.Run("open/"+name, func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				if _, err := Open(data, Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// benchContent decodes the content of the page with index i.
func benchContent(b *testing.B, f *File, i int) []byte {
	content, err := newRun(f, new(page.Page), f.pages[i].resources, new(workspace)).content(nil, f.pages[i].dict)
	if err != nil {
		b.Fatal(err)
	}
	return content
}

// benchTokens splits content and returns the number of its operators.
func benchTokens(content []byte) int {
	lex := lexer{data: content}
	for n := 0; ; {
		switch lex.next().kind {
		case tokenEnd:
			return n
		case tokenOperator:
			n++
			lex.reset()
		}
	}
}

// benchInterpret draws decoded content on an empty page.
func benchInterpret(b *testing.B, f *File, i int, content []byte) {
	r := newRun(f, new(page.Page), f.pages[i].resources, new(workspace))
	if err := r.execute(content, newState(page.Identity, trace.Rect{X1: a4[2], Y1: a4[3]}), 0); err != nil {
		b.Fatal(err)
	}
}

func benchPageOf(b *testing.B, f *File, i int) *page.Page {
	p, err := f.Page(i + 1)
	if err != nil {
		b.Fatal(err)
	}
	return p
}

// BenchmarkCorpus reads every file of the folder that the environment variable
// GONGKAI_CORPUS names.
func BenchmarkCorpus(b *testing.B) {
	folder := os.Getenv("GONGKAI_CORPUS")
	if folder == "" {
		return
	}
	names, err := filepath.Glob(filepath.Join(folder, "*.pdf"))
	if err != nil || len(names) == 0 {
		b.Fatalf("no files in %s: %v", folder, err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(strings.TrimSuffix(filepath.Base(name), ".pdf"), func(b *testing.B) { benchmarkRead(b, data) })
	}
}
