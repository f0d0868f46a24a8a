package layout

import (
	"cmp"
	"math"
	"slices"

	"gongkai/extract/trace"
)

// A bodyRow is a row of the body: texts whose middles agree.
type bodyRow struct {
	middle float64
	box    trace.Rect
	texts  []text
}

// bodyCells adds the cells of the body: its rows, and loose texts that stand
// between them.
func (f *inferred) bodyCells(rows []bodyRow, loose []text) {
	n := len(f.x) - 1
	head := f.headerEnd()
	rows, loose = f.betweenRows(rows, loose)
	if len(rows) == 0 {
		if f.box.Y1-head > ascent*f.em {
			for c := range n { // a blank row, as printed for a table without figures
				f.cells = append(f.cells, trace.Rect{X0: f.x[c], X1: f.x[c+1], Y0: head, Y1: f.box.Y1})
			}
		}
		return
	}
	y := make([]float64, len(rows)+1)
	y[0], y[len(rows)] = head, f.box.Y1
	for i := 1; i < len(rows); i++ {
		y[i] = midpoint(rows[i-1].box.Y1, rows[i].box.Y0)
	}
	taken := make([][]bool, len(rows)) // cells that a span or a merged cell covers
	for r := range rows {
		taken[r] = make([]bool, n)
	}
	merged := f.wideMerged(rows, loose, y, taken)
	merged = append(merged, f.mergedCells(rows, loose, y, taken)...)
	f.cells = append(f.cells, merged...)
	inMiddle, starts, labels := f.centredColumns(rows), f.startsOfTexts(rows), f.labelColumns(rows)
	for r, row := range rows {
		for _, t := range row.texts {
			i, j := f.spread(row, t, inMiddle, labels)
			if j-i == 1 && i < labels && (starts[i].indents(t.box.X0, f.em) || starts[i].alone(t.box.X0, f.em) && f.beside(t, i)) {
				i, j = f.overLabels(row, t, i, labels)
			} else if j-i == 1 && i >= labels && !t.number && starts[i].alone(t.box.X0, f.em) && f.beside(t, i) {
				i, j = f.overBlanks(row, t, i)
			}
			free := true
			for c := i; c < j; c++ {
				free = free && !taken[r][c]
			}
			if j-i < 2 || !free {
				continue
			}
			for c := i; c < j; c++ {
				taken[r][c] = true
			}
			f.cells = append(f.cells, trace.Rect{X0: f.x[i], X1: f.x[j], Y0: y[r], Y1: y[r+1]})
		}
		for c := range n {
			if !taken[r][c] {
				f.cells = append(f.cells, trace.Rect{X0: f.x[c], X1: f.x[c+1], Y0: y[r], Y1: y[r+1]})
			}
		}
	}
}

// betweenRows takes the rows from among others that stand between two of them
// which are as close as rows get: their texts belong to cells over several
// rows, and join the loose ones.
func (f *inferred) betweenRows(rows []bodyRow, loose []text) ([]bodyRow, []text) {
	shares := func(a, b bodyRow) bool {
		return slices.ContainsFunc(a.texts, func(t text) bool {
			i, j := f.columnsOf(t)
			return slices.ContainsFunc(b.texts, func(o text) bool {
				k, l := f.columnsOf(o)
				return i < l && k < j
			})
		})
	}
	closest := math.Inf(1)
	for k := range rows {
		for _, next := range rows[k+1 : min(k+3, len(rows))] {
			if shares(rows[k], next) {
				closest = math.Min(closest, next.middle-rows[k].middle)
			}
		}
	}
	var out []bodyRow
	for k, r := range rows {
		if k > 0 && k+1 < len(rows) && rows[k+1].middle-rows[k-1].middle < noRowBetween*closest &&
			!shares(r, rows[k-1]) && !shares(r, rows[k+1]) {
			loose = append(loose, r.texts...)
			continue
		}
		out = append(out, r)
	}
	return out, loose
}

// centredColumns tells of each column whether its texts stand in the middle.
func (f *inferred) centredColumns(rows []bodyRow) []bool {
	n := len(f.x) - 1
	in, all := make([]int, n), make([]int, n)
	for _, row := range rows {
		for _, t := range row.texts {
			if i, j := f.columnsOf(t); j-i == 1 {
				all[i]++
				if near(t.box.CenterX(), midpoint(f.x[i], f.x[j]), centred*f.em) {
					in[i]++
				}
			}
		}
	}
	out := make([]bool, n)
	for c := range out {
		out[c] = all[c] >= leastCentred && float64(in[c]) >= centredShare*float64(all[c])
	}
	return out
}

// startsOfTexts returns where the texts of each column begin, in order.
func (f *inferred) startsOfTexts(rows []bodyRow) []starts {
	out := make([]starts, len(f.x)-1)
	for _, row := range rows {
		for _, t := range row.texts {
			if i, j := f.columnsOf(t); j-i == 1 {
				out[i] = append(out[i], t.box.X0)
			}
		}
	}
	for _, s := range out {
		slices.Sort(s)
	}
	return out
}

// starts are the places where the texts of a column begin, left to right.
type starts []float64

// indents tells whether a text that begins at x is set further in than the
// others, which are set to the left of their column, by levels where they are
// indented: all but few begin where another one does.
func (s starts) indents(x, em float64) bool {
	if s.few() || x <= s[0]+offMiddle*em {
		return false
	}
	shared := 0
	for k, v := range s {
		with := k > 0 && near(s[k-1], v, startOff*em) || k+1 < len(s) && near(s[k+1], v, startOff*em)
		if with {
			shared++
		}
		if with && near(v, x, startOff*em) {
			return false
		}
	}
	return float64(shared) >= centredShare*float64(len(s))
}

// few tells whether they are too few to tell how the texts of a column are set.
func (s starts) few() bool { return len(s) < leastCentred }

// alone tells whether no other text begins where the one at x does.
func (s starts) alone(x, em float64) bool {
	n := 0
	for _, v := range s {
		if near(v, x, startOff*em) {
			n++
		}
	}
	return n < 2
}

// beside tells whether a text stands clearly beside the middle of column c.
func (f *inferred) beside(t text, c int) bool {
	return !near(midpoint(f.x[c], f.x[c+1]), t.box.CenterX(), offMiddle*f.em)
}

// overLabels returns the columns of a text in column i that is not set to its
// left, as the others there are: those of the labels in whose middle it stands,
// with nothing else in them, as the word for a total does.
func (f *inferred) overLabels(row bodyRow, t text, i, labels int) (from, to int) {
	for _, o := range row.texts {
		if a, _ := f.columnsOf(o); a < labels && o.box != t.box {
			return i, i + 1
		}
	}
	if labels > 1 && near(midpoint(f.x[0], f.x[labels]), t.box.CenterX(), centred*f.em) {
		return 0, labels
	}
	return i, i + 1
}

// overBlanks returns the columns of a text in column i that stands in the
// middle of all that are blank around it, between others of its row: as the word
// for a total does beside the amounts of a list.
func (f *inferred) overBlanks(row bodyRow, t text, i int) (from, to int) {
	lo, hi := 0, len(f.x)-1
	for _, o := range row.texts {
		if o.box == t.box {
			continue
		}
		if a, b := f.columnsOf(o); b <= i {
			lo = max(lo, b)
		} else {
			hi = min(hi, a)
		}
	}
	if lo > 0 && hi < len(f.x)-1 && hi-lo > 1 && near(midpoint(f.x[lo], f.x[hi]), t.box.CenterX(), centred*f.em) {
		return lo, hi
	}
	return i, i + 1
}

// labelColumns returns how many columns on the left hold no amounts.
func (f *inferred) labelColumns(rows []bodyRow) int {
	first := len(f.x) - 1
	for _, row := range rows {
		for _, t := range row.texts {
			if i, j := f.columnsOf(t); j-i == 1 && i < first && t.amount {
				first = i
			}
		}
	}
	return first
}

// spread returns the columns i..j-1 of a text of a row. One that is not in the
// middle of its column, as the others there are, but in that of several with
// nothing else in them stands over these; so does one at the left edge, over
// the blank columns beside it.
func (f *inferred) spread(row bodyRow, t text, inMiddle []bool, labels int) (i, j int) {
	i, j = f.columnsOf(t)
	if j-i != 1 || !inMiddle[i] || near(t.box.CenterX(), midpoint(f.x[i], f.x[j]), offMiddle*f.em) {
		return i, j
	}
	lo, hi := 0, len(f.x)-1 // the columns around it without other texts
	for _, o := range row.texts {
		if o.box == t.box {
			continue
		}
		a, b := f.columnsOf(o)
		if b <= i {
			lo = max(lo, b)
		} else {
			hi = min(hi, a)
		}
	}
	if i == 0 && hi > 1 && labels > 1 && t.box.X0-f.x[0] < offMiddle*f.em {
		return 0, min(hi, labels)
	}
	best := centred * f.em
	for a := lo; a <= i; a++ {
		for b := hi; b > i; b-- {
			if off := math.Abs(midpoint(f.x[a], f.x[b]) - t.box.CenterX()); off < best {
				best = off
				i, j = a, b
				lo = a // wider ones come first
			}
		}
	}
	return i, j
}

// bodyRows groups texts by their middles. Texts that stand beside a row with
// more of them, but not in its middle, belong to cells over several rows: they
// come back as loose.
func (f *inferred) bodyRows(body []text) (rows []bodyRow, loose []text) {
	slices.SortStableFunc(body, func(a, b text) int { return cmp.Compare(a.middle(), b.middle()) })
	var groups []bodyRow
	for _, t := range body {
		if n := len(groups); n > 0 && t.middle()-groups[n-1].middle <= sameRow*f.em {
			g := &groups[n-1]
			g.texts = append(g.texts, t)
			g.box = g.box.Union(t.box)
			continue
		}
		groups = append(groups, bodyRow{middle: t.middle(), box: t.box, texts: []text{t}})
	}
	crossed := func(g bodyRow, i, more int) bool {
		return i >= 0 && i < len(groups) && len(groups[i].texts) >= len(g.texts)+more &&
			math.Min(groups[i].box.Y1, g.box.Y1)-math.Max(groups[i].box.Y0, g.box.Y0) > overlapping*f.em
	}
	var apart []text
	for i, g := range groups {
		if crossed(g, i-1, 1) || crossed(g, i+1, 1) || crossed(g, i-1, 0) && crossed(g, i+1, 0) {
			apart = append(apart, g.texts...)
			continue
		}
		rows = append(rows, g)
	}
	for _, t := range apart {
		parts := f.shared(t, rows)
		if parts == nil {
			loose = append(loose, t)
		}
		for r, part := range parts {
			rows[r].texts = append(rows[r].texts, part)
			rows[r].box = rows[r].box.Union(part.box)
		}
	}
	return rows, loose
}

// shared takes a text apart that is the texts of several rows, as close below
// each other as lines of one: each part stands in the middle of its row. nil
// when its lines cannot be divided so.
func (f *inferred) shared(t text, rows []bodyRow) map[int]text {
	n := len(t.lines)
	type part struct{ from, row int }
	at := make([]*part, n+1) // how the first k lines are divided; at[0] is unused
	for k := 1; k <= n; k++ {
		for from := k - 1; from >= 0 && at[k] == nil; from-- {
			if from > 0 && at[from] == nil {
				continue
			}
			middle := midpoint(t.lines[from].Y0, t.lines[k-1].Y1)
			for r := range rows {
				if near(rows[r].middle, middle, sameRow/2*f.em) && (from == 0 || at[from].row < r) {
					at[k] = &part{from, r}
					break
				}
			}
		}
	}
	if at[n] == nil || at[n].from == 0 {
		return nil
	}
	out := map[int]text{}
	for k := n; k > 0; k = at[k].from {
		p := text{lines: t.lines[at[k].from:k]}
		for _, l := range p.lines {
			p.box = p.box.Union(l)
		}
		out[at[k].row] = p
	}
	return out
}

// columnsOf returns the columns i..j-1 of a text: the one it lies in, else
// those in whose middle it stands.
func (f *inferred) columnsOf(t text) (i, j int) {
	n := len(f.x) - 1
	for c := range n {
		if t.box.X0 >= f.x[c]-centred*f.em && t.box.X1 <= f.x[c+1]+centred*f.em {
			return c, c + 1
		}
	}
	best := math.Inf(1)
	if t.box.Width() > longText*f.box.Width() && len(f.bars) > 2 {
		return 0, n // a sentence in place of rows
	}
	for lo := 0; lo < n && f.x[lo] <= t.box.X0+centred*f.em; lo++ {
		for hi := lo + 1; hi <= n; hi++ {
			if f.x[hi] < t.box.X1-centred*f.em {
				continue
			}
			if off := math.Abs(midpoint(f.x[lo], f.x[hi]) - t.box.CenterX()); off < best-0.5 {
				best, i, j = off, lo, hi
			}
		}
	}
	return i, j
}

// inMiddles tells whether each text, none of them a number, stands in the
// middle of the rows that it is given, all of them together more than one each.
func (f *inferred) inMiddles(texts []text, y []float64, cuts []int) bool {
	if len(texts) == 0 || len(texts) == len(y)-1 || cuts[0] != 0 || cuts[len(texts)] != len(y)-1 {
		return false
	}
	for k, t := range texts {
		if t.number || !near(midpoint(y[cuts[k]], y[cuts[k+1]]), t.middle(), centred*f.em) {
			return false
		}
	}
	return true
}

// wideMerged places the loose texts over several columns: in the middle of rows
// that have no other text there.
func (f *inferred) wideMerged(rows []bodyRow, loose []text, y []float64, taken [][]bool) []trace.Rect {
	var out []trace.Rect
	for _, t := range loose {
		i, j := f.columnsOf(t)
		if j-i < 2 {
			continue
		}
		free := func(r int) bool {
			return !slices.Contains(taken[r][i:j], true) && !slices.ContainsFunc(rows[r].texts, func(o text) bool {
				a, b := f.columnsOf(o)
				return a < j && i < b
			})
		}
		best, from, to := centred*f.em, 0, 0
		for lo := range rows {
			for hi := lo + 1; hi <= len(rows) && free(hi-1); hi++ {
				if off := math.Abs(midpoint(y[lo], y[hi]) - t.middle()); hi-lo > 1 && off < best {
					best, from, to = off, lo, hi
				}
			}
		}
		for r := from; r < to; r++ {
			for c := i; c < j; c++ {
				taken[r][c] = true
			}
		}
		if to > from {
			out = append(out, trace.Rect{X0: f.x[i], X1: f.x[j], Y0: y[from], Y1: y[to]})
		}
	}
	return out
}

// mergedCells places the texts that stand between rows: in the columns where
// they do, the rows are divided among the texts so that each stands in the
// middle of its rows.
func (f *inferred) mergedCells(rows []bodyRow, loose []text, y []float64, taken [][]bool) []trace.Rect {
	var out []trace.Rect
	for c := range len(f.x) - 1 {
		var column []text
		found := false
		for _, t := range loose {
			if i, j := f.columnsOf(t); i == c && j == c+1 {
				column = append(column, t)
				found = true
			}
		}
		last := 0
		for r, row := range rows {
			spanned := taken[r][c]
			for _, t := range row.texts {
				i, j := f.columnsOf(t)
				if i == c && j == c+1 {
					column = append(column, t)
				}
				spanned = spanned || i <= c && c < j && j-i > 1
			}
			if spanned {
				last = r + 1
			}
		}
		slices.SortStableFunc(column, func(a, b text) int { return cmp.Compare(a.middle(), b.middle()) })
		first := last
		var below []text
		for _, t := range column {
			if t.middle() > y[first] {
				below = append(below, t)
			}
		}
		cuts := divide(below, y[first:])
		if !found && (c >= levelColumns || !f.inMiddles(below, y[first:], cuts)) {
			continue
		}
		for k := range below {
			lo, hi := first+cuts[k], first+cuts[k+1]
			if hi-lo < 2 {
				continue
			}
			if slices.ContainsFunc(taken[lo:hi], func(row []bool) bool { return row[c] }) {
				continue
			}
			for r := lo; r < hi; r++ {
				taken[r][c] = true
			}
			out = append(out, trace.Rect{X0: f.x[c], X1: f.x[c+1], Y0: y[lo], Y1: y[hi]})
		}
	}
	return out
}

// divide cuts rows with edges y into one run per text, each text as near as
// can be to the middle of its run. It returns the row indices of the cuts.
func divide(texts []text, y []float64) []int {
	n, m := len(y)-1, len(texts)
	if m == 0 || n < m || m*n*n > mostDivisions {
		out := make([]int, m+1)
		for i := range out {
			out[i] = min(i, n)
		}
		return out
	}
	cost := make([][]float64, m+1) // cost[k][r]: first k texts take the first r rows
	from := make([][]int, m+1)
	for k := range cost {
		cost[k], from[k] = make([]float64, n+1), make([]int, n+1)
		for r := range cost[k] {
			cost[k][r] = math.Inf(1)
		}
	}
	cost[0][0] = 0
	for k := 1; k <= m; k++ {
		for r := k; r <= n; r++ {
			for s := k - 1; s < r; s++ {
				v := cost[k-1][s] + math.Abs(midpoint(y[s], y[r])-texts[k-1].middle())
				if v < cost[k][r] {
					cost[k][r], from[k][r] = v, s
				}
			}
		}
	}
	out := make([]int, m+1)
	for k, r := m, n; k >= 0; k-- {
		out[k] = r
		r = from[k][r]
	}
	return out
}
