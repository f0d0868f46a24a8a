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

// tall returns a page with one table of 30 n rows and 8 columns.
func tall(n int) *page.Page {
	d := drawing{size: 9}
	for i := range 9 {
		d.xs = append(d.xs, 40+55*float64(i))
	}
	for r := range 30 * n {
		d.ys = append(d.ys, 40+20*float64(r))
		for col := range 8 {
			d.cells = append(d.cells, block{r, col, r + 1, col + 1})
			d.texts = append(d.texts, []string{"社会保障", "1,234.56"}[min(1, col/3)])
		}
	}
	d.ys = append(d.ys, 40+20*float64(30*n))
	c := d.draw(d.sides())
	c.Width, c.Height = 600, d.ys[len(d.ys)-1]+40
	return &c.Page
}

// BenchmarkTall shows the same for one table of ten and a hundred times the
// rows.
func BenchmarkTall(b *testing.B) {
	for _, n := range []int{1, 10, 100} {
		p := tall(n)
		if g := Analyze(p).Grids; len(g) != 1 || len(g[0].Cells) != 240*n {
			b.Fatalf("got %d grids", len(g))
		}
		b.Run(fmt.Sprintf("rows=%d", 30*n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Analyze(p)
			}
			b.ReportMetric(float64(b.N)*float64(len(p.Glyphs))/b.Elapsed().Seconds(), "glyphs/s")
		})
	}
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

// unruled returns a page with n tables of 30 rows without vertical rulings,
// one below the other: with three rulings each, or with none.
func unruled(n int, rulings bool) *page.Page {
	const height = 480.0
	c := newCanvas(600, height*float64(n)+100)
	ends := []float64{230, 300, 370, 440, 510}
	for k := range n {
		top := 60 + height*float64(k)
		if rulings {
			for _, y := range []float64{0, 18, 18 + 13*30} {
				c.rule(50, top+y, 520, top+y)
			}
		}
		c.figuresRow(top+12, "Office", ends, "2009", "2010", "2011", "2012", "2013")
		for r := range 30 {
			c.figuresRow(top+28+13*float64(r), "Department of Works", ends, "1,234.5", "98.6", "12", "1,500.0", "3.4")
		}
		c.text(50, top+440, 9, "Figures are rounded. What is left blank was not known when the table was made up.")
		c.text(50, top+452, 9, "The figures of the last year are those of the plan and will be made good in the next one.")
	}
	return &c.Page
}

// BenchmarkUnruled shows the same for tables without vertical rulings.
func BenchmarkUnruled(b *testing.B) {
	for _, rulings := range []bool{true, false} {
		for _, n := range []int{1, 10, 100} {
			p := unruled(n, rulings)
			b.Run(fmt.Sprintf("rulings=%t/tables=%d", rulings, n), func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					Analyze(p)
				}
				b.ReportMetric(float64(b.N)*float64(len(p.Glyphs))/b.Elapsed().Seconds(), "glyphs/s")
				b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pages/s")
			})
		}
	}
}

// TestUnruledTablesAllComeBack keeps that benchmark honest.
func TestUnruledTablesAllComeBack(t *testing.T) {
	for _, rulings := range []bool{true, false} {
		s := Analyze(unruled(5, rulings))
		if len(s.Grids) != 5 || len(s.Lines) != 10 {
			t.Fatalf("rulings %t: got %d grids and %d lines, want 5 and 10", rulings, len(s.Grids), len(s.Lines))
		}
		for _, g := range s.Grids {
			if g.Rows() != 31 || g.Cols() != 6 || g.Cells[len(g.Cells)-1].Text() != "3.4" {
				t.Errorf("rulings %t: got %d x %d, last %q", rulings, g.Rows(), g.Cols(), g.Cells[len(g.Cells)-1].Text())
			}
		}
	}
}
