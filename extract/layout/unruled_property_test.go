package layout

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
)

// threeLine is a table with rulings over and under its header and its body
// only: what Analyze must give back from where its texts stand.
type threeLine struct {
	xs, ys []float64 // column and row edges
	head   int       // rows of the header
	cells  []block
	texts  []string
	size   float64
}

// randomThreeLine makes a table with a header of one to three rows, whose
// texts stand in the middle of their cells, and a body of names and amounts.
func randomThreeLine(r *rand.Rand) threeLine {
	for {
		d := anyThreeLine(r)
		begun := map[int]bool{} // rows in which a cell begins: the others cannot be seen
		for _, b := range d.cells {
			begun[b.r0] = true
		}
		if len(begun) == len(d.ys)-1 {
			return d
		}
	}
}

func anyThreeLine(r *rand.Rand) threeLine {
	d := threeLine{size: 9, head: 1 + r.IntN(3)}
	cols, body := 3+r.IntN(6), 4+r.IntN(8)
	x := 40.0
	for i := range cols + 1 {
		d.xs = append(d.xs, x)
		if i == 0 {
			x += 60
		}
		x += 54 + 30*r.Float64()
	}
	y := 60.0
	for i := range d.head + body + 1 {
		d.ys = append(d.ys, y)
		if i < d.head {
			y += 14 + 6*r.Float64()
		} else {
			y += 17
		}
	}
	add := func(b block, s string) {
		d.cells = append(d.cells, b)
		d.texts = append(d.texts, s)
	}
	n := 0
	name := func() string {
		n++
		return string([]rune{'甲' + rune(n), '表'})
	}
	var split func(row, c0, c1 int)
	split = func(row, c0, c1 int) { // the header over columns c0..c1-1 from a row on
		if c1-c0 == 1 || row == d.head-1 {
			for c := c0; c < c1; c++ {
				add(block{row, c, d.head, c + 1}, name())
			}
			return
		}
		for c := c0; c < c1; {
			end := min(c+1+r.IntN(3), c1)
			// Two headings over the same columns could be lines of one.
			if end-c > 1 && r.IntN(3) > 0 && (row == 0 || end-c < c1-c0) {
				add(block{row, c, row + 1, end}, name())
				split(row+1, c, end)
			} else {
				end = c + 1
				add(block{row, c, d.head, end}, name())
			}
			c = end
		}
	}
	split(0, 0, 1)
	split(0, 1, cols)
	for row := d.head; row < d.head+body; row++ {
		add(block{row, 0, row + 1, 1}, name()+"支出")
		for c := 1; c < cols; c++ {
			s := fmt.Sprintf("%d.%02d", 1+r.IntN(999), r.IntN(100))
			if r.IntN(4) == 0 && row > d.head {
				s = ""
			}
			add(block{row, c, row + 1, c + 1}, s)
		}
	}
	return d
}

// draw prints the table.
func (d threeLine) draw() *canvas {
	c := newCanvas(d.xs[len(d.xs)-1]+40, 1200)
	for _, k := range []int{0, d.head, len(d.ys) - 1} {
		c.rule(d.xs[0], d.ys[k], d.xs[len(d.xs)-1], d.ys[k])
	}
	for k, b := range d.cells {
		if d.texts[k] == "" {
			continue
		}
		y := midpoint(d.ys[b.r0], d.ys[b.r1]) + 0.35*d.size
		x0, x1 := d.xs[b.c0], d.xs[b.c1]
		switch {
		case b.r0 < d.head:
			c.centred(x0, x1, y, d.size, d.texts[k])
		case b.c0 == 0:
			c.text(x0+0.3*d.size, y, d.size, d.texts[k])
		default:
			c.rightward(x1-0.3*d.size, y, d.size, d.texts[k])
		}
	}
	return c
}

// want returns the dump of the grid.
func (d threeLine) want() string {
	return drawing{cells: sortedBlocks(d.cells), texts: d.sortedTexts()}.want()
}

func sortedBlocks(cells []block) []block {
	order := orderOf(cells)
	out := make([]block, len(cells))
	for k, i := range order {
		out[k] = cells[i]
	}
	return out
}

func (d threeLine) sortedTexts() []string {
	out := make([]string, len(d.texts))
	for k, i := range orderOf(d.cells) {
		out[k] = d.texts[i]
	}
	return out
}

// orderOf returns the indices of blocks in row-major order.
func orderOf(cells []block) []int {
	order := make([]int, len(cells))
	for i := range order {
		order[i] = i
	}
	less := func(a, b block) bool { return a.r0 < b.r0 || a.r0 == b.r0 && a.c0 < b.c0 }
	for i := 1; i < len(order); i++ {
		for k := i; k > 0 && less(cells[order[k]], cells[order[k-1]]); k-- {
			order[k], order[k-1] = order[k-1], order[k]
		}
	}
	return order
}

// A table comes back moved and scaled.
func TestThreeLineTableComesBack(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 5))
		d := randomThreeLine(r)
		k, dx, dy := 0.6+r.Float64(), 60*r.Float64(), 60*r.Float64()
		for i := range d.xs {
			d.xs[i] = k*d.xs[i] + dx
		}
		for i := range d.ys {
			d.ys[i] = k*d.ys[i] + dy
		}
		d.size *= k
		got := ""
		for _, g := range Analyze(&d.draw().Page).Grids {
			got += dump(&g)
			covered(t, &g)
		}
		if want := d.want(); got != want {
			t.Fatalf("seed %d: got\n%swant\n%s", seed, got, want)
		}
	}
}

// No character of a page without rulings is lost or doubled: each stands in
// one grid or in one line.
func TestUnruledPagesKeepTheirText(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 7))
		c := newCanvas(600, 800)
		want := map[rune]int{}
		for row := range 6 + r.IntN(20) {
			x := 40 + 30*r.Float64()
			for range 1 + r.IntN(6) {
				s := []string{"支出", "1,234.50", "98.6", "Department of Works", "—", "二〇二四年度", "(4.7)"}[r.IntN(7)]
				x = c.text(x, 60+12*float64(row)+4*r.Float64(), 9, s) + 60*r.Float64()*r.Float64()
				for _, v := range s {
					want[v]++
				}
			}
		}
		got := map[rune]int{}
		count := func(lines []Line) {
			for _, l := range lines {
				for _, v := range l.Text {
					got[v]++
				}
			}
		}
		s := Analyze(&c.Page)
		count(s.Lines)
		for _, g := range s.Grids {
			for _, cell := range g.Cells {
				count(cell.Lines)
			}
		}
		delete(want, ' ')
		delete(got, ' ')
		for v, n := range want {
			if got[v] != n {
				t.Fatalf("seed %d: %q stands %d times, printed %d times\n%s", seed, v, got[v], n, strings.Join(strings.Fields(texts(s.Lines)), " "))
			}
		}
	}
}
