package pdf

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
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
