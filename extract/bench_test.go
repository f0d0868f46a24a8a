package extract

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"gongkai/extract/layout"
	"gongkai/extract/page"
	"gongkai/extract/pdf"
)

// BenchmarkStages shows what the stages behind the reading of pages cost for a
// whole document, and what all cost together. The stages run one after the
// other; read has several pages in work at a time.
func BenchmarkStages(b *testing.B) {
	for _, name := range []string{"seed-docx-lo", "fj-010-rl-ttf", "sh-031-rl-ttf-threeline"} {
		data, err := os.ReadFile(filepath.Join("../fixtures", name+".pdf"))
		if err != nil {
			b.Fatal(err)
		}
		pages := benchPages(b, data)
		for _, stage := range []struct {
			name string
			run  func(b *testing.B) func()
		}{
			{"layout", func(*testing.B) func() { return func() { benchSheets(pages) } }},
			{"build", func(b *testing.B) func() {
				return func() {
					b.StopTimer() // Build may keep what it is given
					sheets := benchSheets(pages)
					b.StartTimer()
					if len(Build(Source{}, sheets).Blocks) == 0 {
						b.Fatal("empty document")
					}
				}
			}},
			{"read", func(b *testing.B) func() {
				return func() {
					if _, err := Read(context.Background(), name, data, Options{}); err != nil {
						b.Fatal(err)
					}
				}
			}},
		} {
			b.Run(stage.name+"/"+name, func(b *testing.B) {
				b.ReportAllocs()
				once := stage.run(b)
				for b.Loop() {
					once()
				}
				b.ReportMetric(float64(b.N*len(pages))/b.Elapsed().Seconds(), "pages/s")
			})
		}
	}
}

// BenchmarkRuledPages shows what tables cost that rulings draw: glyphs and
// rulings of the pages of published looks that have nothing but such tables are
// read already.
func BenchmarkRuledPages(b *testing.B) {
	var ruled []*page.Page
	glyphs := 0
	for _, name := range []string{"fj-010-rl-ttf", "seed-docx-lo", "sh-005-xlsx-lo", "xj-002-html-weasyprint", "xj-004-rl-ttf", "yn-042-docx-lo-split"} {
		data, err := os.ReadFile(filepath.Join("../fixtures", name+".pdf"))
		if err != nil {
			b.Fatal(err)
		}
		for _, p := range benchPages(b, data) {
			grids := Analyze(p).Grids
			if len(grids) > 0 && !slices.ContainsFunc(grids, func(g layout.Grid) bool { return g.Method != layout.Ruled }) {
				ruled = append(ruled, p)
				glyphs += len(p.Glyphs)
			}
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		for _, p := range ruled {
			Analyze(p)
		}
	}
	b.ReportMetric(float64(b.N*len(ruled))/b.Elapsed().Seconds(), "pages/s")
	b.ReportMetric(float64(glyphs)/float64(len(ruled)), "glyphs/page")
}

func benchPages(b *testing.B, data []byte) []*page.Page {
	f, err := pdf.Open(data, pdf.Options{})
	if err != nil {
		b.Fatal(err)
	}
	var out []*page.Page
	for n := 1; n <= f.NumPages(); n++ {
		p, err := f.Page(n)
		if err != nil {
			b.Fatal(err)
		}
		out = append(out, p)
	}
	return out
}

func benchSheets(pages []*page.Page) []layout.Sheet {
	out := make([]layout.Sheet, len(pages))
	for i, p := range pages {
		out[i] = layout.Analyze(p)
	}
	return out
}
