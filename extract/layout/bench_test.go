package layout

import (
	"fmt"
	"testing"

	"gongkai/extract/page"
)

// tiled returns a page with n tables of 30 rows and 8 columns below and beside
// each other, all with text.
func tiled(n int) *page.Page {
	across := 1
	for across*across < n {
		across++
	}
	const width, height = 500.0, 700.0
	c := newCanvas(width*float64(across)+100, height*float64(across)+100)
	for k := range n {
		left, top := 40+width*float64(k%across), 40+height*float64(k/across)
		d := drawing{size: 9}
		for i := range 9 {
			d.xs = append(d.xs, left+55*float64(i))
		}
		for i := range 31 {
			d.ys = append(d.ys, top+20*float64(i))
		}
		for r := range 30 {
			for col := range 8 {
				d.cells = append(d.cells, block{r, col, r + 1, col + 1})
				d.texts = append(d.texts, []string{"社会保障", "1,234.56"}[min(1, col/3)])
			}
		}
		one := d.draw(d.sides())
		c.Glyphs = append(c.Glyphs, one.Glyphs...)
		c.Rulings = append(c.Rulings, one.Rulings...)
		c.text(left, top-5, 9, "单位：万元")
	}
	return &c.Page
}

// BenchmarkAnalyze shows the cost of a page, and that ten and a hundred times
// the content cost ten and a hundred times as much.
func BenchmarkAnalyze(b *testing.B) {
	for _, n := range []int{1, 10, 100} {
		p := tiled(n)
		b.Run(fmt.Sprintf("tables=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Analyze(p)
			}
			b.ReportMetric(float64(b.N)*float64(len(p.Glyphs))/b.Elapsed().Seconds(), "glyphs/s")
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pages/s")
		})
	}
}

// TestTiledTablesAllComeBack keeps the benchmark honest.
func TestTiledTablesAllComeBack(t *testing.T) {
	s := Analyze(tiled(10))
	if len(s.Grids) != 10 || len(s.Lines) != 10 {
		t.Fatalf("got %d grids and %d lines, want 10 and 10", len(s.Grids), len(s.Lines))
	}
	for _, g := range s.Grids {
		if g.Rows() != 30 || g.Cols() != 8 || len(g.Cells) != 240 || g.Cells[239].Text() != "1,234.56" {
			t.Errorf("got %d x %d with %d cells, last %q", g.Rows(), g.Cols(), len(g.Cells), g.Cells[239].Text())
		}
	}
}
