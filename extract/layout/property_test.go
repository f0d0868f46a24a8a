package layout

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gongkai/extract/page"
	"gongkai/extract/trace"
)

// A drawing is a table as it was meant: what Analyze must give back.
type drawing struct {
	xs, ys []float64
	cells  []block
	texts  []string // "\n" between lines
	size   float64  // of the text
}

// randomDrawing makes a table of random sizes, spans and texts in which every
// edge of the lattice bounds at least one cell. It has at least two rows and
// two columns, so that it is a table turned by 90 degrees too, and some text.
func randomDrawing(r *rand.Rand) drawing {
	for {
		d := anyDrawing(r)
		if len(d.xs) > 2 && len(d.ys) > 2 && strings.Join(d.texts, "") != "" {
			return d
		}
	}
}

func anyDrawing(r *rand.Rand) drawing {
	rows, cols := 1+r.IntN(8), 2+r.IntN(6)
	taken := make([]bool, rows*cols)
	var cells []block
	for i := range taken {
		if taken[i] {
			continue
		}
		b := block{i / cols, i % cols, i/cols + 1, i%cols + 1}
		for r.IntN(4) == 0 && b.c1 < cols && !taken[b.r0*cols+b.c1] {
			b.c1++
		}
		for r.IntN(4) == 0 && b.r1 < rows && !slices.Contains(taken[b.r1*cols+b.c0:b.r1*cols+b.c1], true) {
			b.r1++
		}
		for row := b.r0; row < b.r1; row++ {
			for col := b.c0; col < b.c1; col++ {
				taken[row*cols+col] = true
			}
		}
		cells = append(cells, b)
	}
	usedX, usedY := map[int]bool{cols: true}, map[int]bool{rows: true}
	for _, b := range cells {
		usedX[b.c0], usedY[b.r0] = true, true
	}
	d := drawing{size: 10}
	newX, newY := map[int]int{}, map[int]int{}
	x, y := 40.0, 60.0
	for i := 0; i <= cols; i++ {
		if usedX[i] {
			newX[i] = len(d.xs)
			d.xs = append(d.xs, x)
			x += 30 + 60*r.Float64()
		}
	}
	for i := 0; i <= rows; i++ {
		if usedY[i] {
			newY[i] = len(d.ys)
			d.ys = append(d.ys, y)
			y += 28 + 20*r.Float64()
		}
	}
	for k, b := range cells {
		d.cells = append(d.cells, block{newY[b.r0], newX[b.c0], newY[b.r1], newX[b.c1]})
		width := d.xs[newX[b.c1]] - d.xs[newX[b.c0]]
		d.texts = append(d.texts, []string{"", fmt.Sprintf("名%d", k), fmt.Sprintf("1%d.5", k), "工资\n福利", wrapped(r, width/d.size-0.4)}[r.IntN(5)])
	}
	return d
}

// wrapped returns a text of two lines that its cell broke, so many ems wide.
func wrapped(r *rand.Rand, ems float64) string {
	text := []rune("一般公共预算财政拨款安排的社会保障和就业支出以及住房公积金等各项经费合计")
	full := min(int(ems), len(text)-1)
	return string(text[:full]) + "\n" + string(text[full:full+1+r.IntN(min(full, len(text)-full))])
}

// want returns the dump of the grid that d describes.
func (d drawing) want() string {
	g := Grid{}
	for k, b := range d.cells {
		c := Cell{Row: b.r0, Col: b.c0, RowSpan: b.r1 - b.r0, ColSpan: b.c1 - b.c0}
		if d.texts[k] != "" {
			c.Lines = []Line{{Text: strings.ReplaceAll(d.texts[k], "\n", "")}}
		}
		g.Cells = append(g.Cells, c)
	}
	return dump(&g)
}

// sides returns the rulings of d: each side of each cell, those of neighbours
// twice.
func (d drawing) sides() []page.Ruling {
	var out []page.Ruling
	add := func(x0, y0, x1, y1 float64) {
		out = append(out, page.Ruling{X0: x0, Y0: y0, X1: x1, Y1: y1, Width: 0.5})
	}
	for _, b := range d.cells {
		x0, y0, x1, y1 := d.xs[b.c0], d.ys[b.r0], d.xs[b.c1], d.ys[b.r1]
		add(x0, y0, x1, y0)
		add(x0, y1, x1, y1)
		add(x0, y0, x0, y1)
		add(x1, y0, x1, y1)
	}
	return out
}

// canvasSide is the side in points of the pages the drawings are put on.
const canvasSide = 2000.0

// draw prints d: the rulings given, the texts in their cells, numbers to the
// right.
func (d drawing) draw(rulings []page.Ruling) *canvas {
	c := newCanvas(canvasSide, canvasSide)
	c.Rulings = rulings
	for k, b := range d.cells {
		y := d.ys[b.r0] + 1.2*d.size
		for s := range strings.SplitSeq(d.texts[k], "\n") {
			x := d.xs[b.c0] + 0.2*d.size
			if strings.Contains(s, ".") {
				x = d.xs[b.c1] - 0.2*d.size - textWidth(d.size, s)
			}
			c.text(x, y, d.size, s)
			y += 1.2 * d.size
		}
	}
	return c
}

// each calls f for a number of random drawings that is always the same.
func each(t *testing.T, f func(t *testing.T, r *rand.Rand, d drawing)) {
	for seed := range uint64(150) {
		r := rand.New(rand.NewPCG(seed, 3))
		d := randomDrawing(r)
		f(t, r, d)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

func check(t *testing.T, c *canvas, d drawing) {
	t.Helper()
	var got string
	s := Analyze(&c.Page)
	for _, g := range s.Grids {
		got += dump(&g)
		covered(t, &g)
	}
	if want := d.want(); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	if len(s.Lines) > 0 {
		t.Errorf("text outside the grid: %q", texts(s.Lines))
	}
}

// covered fails unless every position of g is covered exactly once.
func covered(t *testing.T, g *Grid) {
	t.Helper()
	count := make([]int, g.Rows()*g.Cols())
	for _, c := range g.Cells {
		for r := c.Row; r < c.Row+c.RowSpan; r++ {
			for k := c.Col; k < c.Col+c.ColSpan; k++ {
				count[r*g.Cols()+k]++
			}
		}
	}
	for i, n := range count {
		if n != 1 {
			t.Errorf("position %d,%d covered %d times", i/g.Cols(), i%g.Cols(), n)
		}
	}
}

func TestGridComesBackCellByCell(t *testing.T) {
	each(t, func(t *testing.T, r *rand.Rand, d drawing) { check(t, d.draw(d.sides()), d) })
}

func TestGridComesBackWithoutRedundantRulings(t *testing.T) {
	each(t, func(t *testing.T, r *rand.Rand, d drawing) {
		seen := map[page.Ruling]bool{}
		var kept []page.Ruling
		for _, s := range d.sides() {
			if !seen[s] {
				seen[s] = true
				kept = append(kept, s)
			}
		}
		r.Shuffle(len(kept), func(i, j int) { kept[i], kept[j] = kept[j], kept[i] })
		check(t, d.draw(kept), d)
	})
}

func TestGridComesBackFromJoinedRulings(t *testing.T) {
	each(t, func(t *testing.T, r *rand.Rand, d drawing) {
		p := page.Page{Width: canvasSide, Height: canvasSide, Rulings: d.sides()}
		h, v := segments(&p, 0)
		var joined []page.Ruling
		for _, s := range h {
			joined = append(joined, page.Ruling{X0: s.lo, Y0: s.at, X1: s.hi, Y1: s.at})
		}
		for _, s := range v {
			joined = append(joined, page.Ruling{X0: s.at, Y0: s.lo, X1: s.at, Y1: s.hi})
		}
		check(t, d.draw(joined), d)
	})
}

func TestGridComesBackMovedAndScaled(t *testing.T) {
	each(t, func(t *testing.T, r *rand.Rand, d drawing) {
		k, dx, dy := 0.4+2*r.Float64(), 100*r.Float64(), 100*r.Float64()
		for i := range d.xs {
			d.xs[i] = k*d.xs[i] + dx
		}
		for i := range d.ys {
			d.ys[i] = k*d.ys[i] + dy
		}
		d.size *= k
		check(t, d.draw(d.sides()), d)
	})
}

// jitterEms is the stated tolerance: how far in ems each end and each side of
// a ruling may lie off its place.
const jitterEms = snapEms / 2

func TestGridComesBackUnderJitter(t *testing.T) {
	each(t, func(t *testing.T, r *rand.Rand, d drawing) {
		sides := d.sides()
		off := func() float64 { return (2*r.Float64() - 1) * jitterEms * d.size }
		for i, s := range sides {
			if s.Horizontal() {
				y := s.Y0 + off()
				sides[i].X0, sides[i].X1, sides[i].Y0, sides[i].Y1 = s.X0+off(), s.X1+off(), y, y
			} else {
				x := s.X0 + off()
				sides[i].Y0, sides[i].Y1, sides[i].X0, sides[i].X1 = s.Y0+off(), s.Y1+off(), x, x
			}
		}
		check(t, d.draw(sides), d)
	})
}

func TestGridComesBackFromDoubledRulings(t *testing.T) {
	each(t, func(t *testing.T, r *rand.Rand, d drawing) {
		sides := d.sides()
		for _, s := range d.sides() {
			if s.Horizontal() {
				s.Y0 += 0.2 * d.size
				s.Y1 = s.Y0
			} else {
				s.X0 += 0.15 * d.size
				s.X1 = s.X0
			}
			sides = append(sides, s)
		}
		check(t, d.draw(sides), d)
	})
}

func TestGridComesBackTurned(t *testing.T) {
	each(t, func(t *testing.T, r *rand.Rand, d drawing) {
		p := &d.draw(d.sides()).Page
		for turn := 90; turn < 450; turn += 90 {
			p = quarterTurn(p)
			check(t, &canvas{*p}, d)
			if s := Analyze(p); s.Turn != turn%360 {
				t.Errorf("turned by %d, told %d", turn, s.Turn)
			}
		}
	})
}

// A few labels that run sideways do not turn a page.
func TestSidewaysCells(t *testing.T) {
	c := newCanvas(400, 400)
	c.text(20, 30, 10, "社会保障")
	p := quarterTurn(quarterTurn(quarterTurn(&c.Page)))
	up := canvas{*p}
	up.lattice([]float64{25, 60, 160}, []float64{300, 400})
	up.text(65, 350, 10, "一般公共预算财政拨款收入和其他各项收入以及上年结转")
	s := Analyze(&up.Page)
	if len(s.Grids) != 1 || s.Turn != 0 {
		t.Fatalf("got %d grids on a page turned by %d", len(s.Grids), s.Turn)
	}
	if got, want := dump(&s.Grids[0]), "0,0 社会保障\n0,1 一般公共预算财政拨款收入和其他各项收入以及上年结转\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestEdgesStandWhereTheyWereDrawn(t *testing.T) {
	each(t, func(t *testing.T, r *rand.Rand, d drawing) {
		g := Analyze(&d.draw(d.sides()).Page).Grids[0]
		for i := range d.xs {
			if math.Abs(g.X[i]-d.xs[i]) > 1e-6 {
				t.Errorf("column edge %d at %g, drawn at %g", i, g.X[i], d.xs[i])
			}
		}
		want := trace.Rect{X0: d.xs[0], Y0: d.ys[0], X1: d.xs[len(d.xs)-1], Y1: d.ys[len(d.ys)-1]}
		if math.Abs(area(g.Box)-area(want)) > 1e-3 {
			t.Errorf("box %v, drawn %v", g.Box, want)
		}
	})
}
