package layout

import (
	"cmp"
	"math"
	"slices"

	"gongkai/extract/trace"
)

// headerCells adds the cells of the header: one per column, and above them
// those over several columns, each in the middle of what it covers.
func (f *inferred) headerCells(leaves []*text, groups []text, head float64) {
	n := len(f.x) - 1
	top := f.box.Y0
	if head <= top {
		return
	}
	stacks := make([][]trace.Rect, n) // texts over each column, lowest first
	spans := map[trace.Rect][2]int{}
	for c, l := range leaves {
		if l != nil {
			stacks[c] = append(stacks[c], l.box)
			spans[l.box] = [2]int{c, c + 1}
		}
	}
	for len(groups) > 0 {
		level, above := lowest(groups)
		places := f.underlines(level)
		if slices.Contains(places, [2]int{}) {
			places = f.placeLevel(level, stacks)
		}
		for k, r := range places {
			spans[level[k].box] = r
			for c := r[0]; c < r[1]; c++ {
				stacks[c] = append(stacks[c], level[k].box)
			}
		}
		groups = above
	}
	y := f.headY
	if y == nil {
		y = headerRows(stacks, top, head)
	}
	done := map[trace.Rect]bool{}
	for c := range stacks {
		for k, box := range stacks[c] {
			if done[box] {
				continue
			}
			done[box] = true
			lo, hi := top, head
			if k > 0 {
				hi = cutBetween(y, box, stacks[c][k-1])
			}
			s := spans[box]
			if k+1 < len(stacks[c]) {
				lo = cutBetween(y, stacks[c][k+1], box)
			}
			if r, ok := f.headRows[box]; ok {
				lo, hi = y[r[0]], y[r[1]]
			}
			f.cells = append(f.cells, trace.Rect{X0: f.x[s[0]], X1: f.x[s[1]], Y0: lo, Y1: hi})
		}
		if len(stacks[c]) == 0 {
			f.cells = append(f.cells, trace.Rect{X0: f.x[c], X1: f.x[c+1], Y0: top, Y1: head})
		}
	}
}

// underlines returns the columns of each text of a level over which a ruling
// runs right under the text; none where there is no such ruling, or one that
// runs under several texts.
func (f *inferred) underlines(level []text) [][2]int {
	out := make([][2]int, len(level))
	for k, g := range level {
		b := f.barUnder(g)
		if b == nil {
			continue
		}
		if lo, hi := f.columnsUnder(b); lo < hi {
			out[k] = [2]int{lo, hi}
		}
	}
	for k := 1; k < len(out); k++ {
		if out[k][0] < out[k-1][1] && out[k][1] > 0 {
			return make([][2]int, len(level))
		}
	}
	return out
}

// columnsUnder returns the columns i..j-1 whose middles a ruling runs over.
func (f *inferred) columnsUnder(b *bar) (i, j int) {
	i = len(f.x)
	for c := 1; c < len(f.x); c++ {
		if m := midpoint(f.x[c-1], f.x[c]); m > b.x0 && m < b.x1 {
			i, j = min(i, c-1), c
		}
	}
	return i, j
}

// barUnder returns the ruling right under a text, nil for none. The one under
// the whole header is none of a text.
func (a *looseArea) barUnder(t text) *bar {
	for k := range a.levels {
		b := &a.levels[k]
		below := b.y - t.bottom
		if below >= -descent*a.em && below <= underline*a.em && b.x0 <= t.box.CenterX() && b.x1 >= t.box.CenterX() {
			if b.x1-b.x0 > wholeBar*a.box.Width() {
				return nil
			}
			return b
		}
	}
	return nil
}

// lowest splits header texts into those beside the lowest one, left to right,
// and those above it.
func lowest(groups []text) (level, above []text) {
	floor := math.Inf(-1)
	for _, g := range groups {
		floor = math.Max(floor, g.box.Y0)
	}
	for _, g := range groups {
		if g.box.Y1 > floor {
			level = append(level, g)
		} else {
			above = append(above, g)
		}
	}
	slices.SortStableFunc(level, func(a, b text) int { return cmp.Compare(a.box.CenterX(), b.box.CenterX()) })
	return level, above
}

// placeLevel divides the columns among the texts of one level of the header:
// each stands in the middle of a run of columns whose texts lie below it, and
// few such columns are left without. It returns the columns i..j-1 of each.
func (f *inferred) placeLevel(level []text, stacks [][]trace.Rect) [][2]int {
	n, m := len(stacks), len(level)
	type step struct {
		cost  float64
		start int // first column of the run that ends here; -1 when the column is left out
	}
	best := make([][]step, m+1) // best[k][c]: k texts on the first c columns
	for k := range best {
		best[k] = make([]step, n+1)
		for c := range best[k] {
			best[k][c].cost = math.Inf(1)
		}
	}
	best[0][0].cost = 0
	free := func(k, c int) bool {
		s := stacks[c]
		if r, ok := f.headRows[level[k].box]; ok && len(s) > 0 {
			return f.headRows[s[len(s)-1]][0] >= r[1]
		}
		return len(s) > 0 && s[len(s)-1].Y0 >= level[k].box.Y1-0.2*f.em
	}
	for k := 0; k <= m; k++ {
		for c := 1; c <= n; c++ {
			left := best[k][c-1].cost
			if m > 0 && free(min(k, m-1), c-1) {
				left += leftOut * f.em
			}
			best[k][c] = step{left, -1}
			if k == 0 {
				continue
			}
			g := level[k-1]
			for i := c - 1; i >= 0 && free(k-1, i); i-- {
				if f.x[i] > g.box.CenterX() || f.x[c] < g.box.CenterX() {
					continue
				}
				if v := best[k-1][i].cost + math.Abs(midpoint(f.x[i], f.x[c])-g.box.CenterX()); v < best[k][c].cost {
					best[k][c] = step{v, i}
				}
			}
		}
	}
	out := make([][2]int, m)
	if math.IsInf(best[m][n].cost, 1) {
		return out
	}
	for k, c := m, n; k > 0 && c > 0; {
		if s := best[k][c].start; s >= 0 {
			out[k-1] = [2]int{s, c}
			k, c = k-1, s
		} else {
			c--
		}
	}
	return out
}

// headerRows returns the edges of the header rows, top to bottom: as many rows
// as the deepest column has texts, parted in the middle between them.
func headerRows(stacks [][]trace.Rect, top, head float64) []float64 {
	depth := 0
	for _, s := range stacks {
		depth = max(depth, len(s))
	}
	var y []float64
	for k := depth - 1; k > 0; k-- { // from the uppermost gap down
		sum, n := 0.0, 0
		above, below := math.Inf(-1), math.Inf(1)
		for _, s := range stacks {
			if len(s) == depth {
				sum += midpoint(s[k].Y1, s[k-1].Y0)
				above, below = math.Max(above, s[k].Y1), math.Min(below, s[k-1].Y0)
				n++
			}
		}
		if above <= below {
			y = append(y, midpoint(above, below))
		} else {
			y = append(y, sum/float64(n))
		}
	}
	return append(append([]float64{top}, y...), head)
}

// cutBetween returns the row edge that parts two texts, one above the other.
func cutBetween(y []float64, above, below trace.Rect) float64 {
	want, best := midpoint(above.Y1, below.Y0), y[0]
	for _, v := range y {
		if math.Abs(v-want) < math.Abs(best-want) {
			best = v
		}
	}
	return best
}
