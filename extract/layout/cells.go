package layout

import (
	"cmp"
	"slices"

	"gongkai/extract/trace"
)

// A block is a rectangle of atomic cells: rows r0..r1-1, columns c0..c1-1.
type block struct{ r0, c0, r1, c1 int }

// blocks returns the cells of the lattice, row-major: atomic cells without a
// ruling between them are one. Where these do not fill a rectangle they are
// cut into as few as need be; torn counts the areas cut.
func (l *lattice) blocks() (out []block, torn int) {
	rows, cols := len(l.y)-1, len(l.x)-1
	areas := newSets(rows * cols)
	for r := range rows {
		for c := range cols {
			if c+1 < cols && !l.x[c+1].drawn(l.y[r].at, l.y[r+1].at) {
				areas.join(r*cols+c, r*cols+c+1)
			}
			if r+1 < rows && !l.y[r+1].drawn(l.x[c].at, l.x[c+1].at) {
				areas.join(r*cols+c, (r+1)*cols+c)
			}
		}
	}
	bounds := map[int]block{}
	for i := range rows * cols {
		r, c := i/cols, i%cols
		root := areas.find(i)
		b, ok := bounds[root]
		if !ok {
			b = block{r, c, r + 1, c + 1}
		}
		bounds[root] = block{min(b.r0, r), min(b.c0, c), max(b.r1, r+1), max(b.c1, c+1)}
	}
	for i := range rows * cols {
		root := areas.find(i)
		b, ok := bounds[root]
		if !ok {
			continue // its area is out already
		}
		delete(bounds, root)
		if (b.r1-b.r0)*(b.c1-b.c0) == areas.size(i) {
			out = append(out, b)
			continue
		}
		torn++
		in := func(r, c int) bool { return areas.find(r*cols+c) == root }
		out = append(out, rectangles(b, in)...)
	}
	slices.SortFunc(out, func(a, b block) int { return cmp.Or(cmp.Compare(a.r0, b.r0), cmp.Compare(a.c0, b.c0)) })
	return out, torn
}

// rectangles cuts the area within b into rectangles, along rows or along
// columns, whichever needs fewer.
func rectangles(b block, in func(r, c int) bool) []block {
	across := stripes(b.r0, b.r1, b.c0, b.c1, in)
	down := stripes(b.c0, b.c1, b.r0, b.r1, func(c, r int) bool { return in(r, c) })
	if len(across) <= len(down) {
		return across
	}
	for i, d := range down {
		down[i] = block{d.c0, d.r0, d.c1, d.r1}
	}
	return down
}

// stripes cuts an area into the runs of its rows; equal runs of neighbouring
// rows are one rectangle.
func stripes(r0, r1, c0, c1 int, in func(r, c int) bool) []block {
	var out []block
	open := map[[2]int]int{} // run of the row above -> index in out
	for r := r0; r < r1; r++ {
		current := map[[2]int]int{}
		for c := c0; c < c1; c++ {
			if !in(r, c) {
				continue
			}
			start := c
			for c < c1 && in(r, c) {
				c++
			}
			run := [2]int{start, c}
			k, ok := open[run]
			if !ok {
				k = len(out)
				out = append(out, block{r, start, r, c})
			}
			out[k].r1 = r + 1
			current[run] = k
		}
		open = current
	}
	return out
}

// box returns the area of b in points.
func (l *lattice) boxOf(b block) trace.Rect {
	return trace.Rect{X0: l.x[b.c0].at, Y0: l.y[b.r0].at, X1: l.x[b.c1].at, Y1: l.y[b.r1].at}
}
