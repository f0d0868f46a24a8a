package layout

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"gongkai/extract/trace"
)

const (
	// middleOff is how far in ems the middles of the cells of a row may differ.
	middleOff = 0.17
	// rowOverlap is how far in ems the boxes of texts of two rows may overlap.
	rowOverlap = 0.1
	// mostLevels is the most heights at which lines of one row stand: a deep
	// cell of narrow print beside others with as many.
	mostLevels = 24
	// mostPitch is the greatest distance in ems of lines of one cell.
	mostPitch = 1.9
	// fullOff is how much in ems a line that its cell broke may lack: a
	// character that must not begin or end a line went along with its neighbour.
	fullOff = 1.0

	// What a division into rows costs: a row, and more when it has few texts; a
	// line that belongs to a cell over several rows, and more when it is a
	// number; a break after a line with room, less where lines stand close;
	// numbers joined; texts over each other.
	rowCost, sparseCost, looseCost, numberLooseCost, roomCost, closeRoomCost, numberCost, overCost = 1.0, 1.0, 0.7, 2.0, 3.0, 1.0, 20.0, 4.0

	// sparse is the share of the usual number of texts of a row up to which it
	// is likelier a line of the row beside it.
	sparse = 0.34
)

// A bodyLine is a line of the body with the columns i..j-1 it stands in, and
// what is asked of it for each row that it may be part of.
type bodyLine struct {
	Line
	i, j    int
	unit    float64 // width of what must stay together at its start
	number  bool
	amount  bool // with separators or decimals
	whole   bool // a number that no wrap has cut
	figures bool // nothing but figures and their signs
}

func newBodyLine(l Line, i, j, decimals int) bodyLine {
	return bodyLine{l, i, j, firstWord(&l), IsNumber(l.Text), separated(l.Text), isWhole(l.Text, decimals), strings.Trim(l.Text, "0123456789,.-") == ""}
}

// tiledRows divides the lines of the body into rows: the fewest such that the
// cells of each row have their texts at one middle (or top), and that lines
// are joined only where the upper one is full. Lines that fit no row belong to
// cells over several rows: they come back as loose texts.
//
// It is a shortest path over the heights of the lines, in the manner of the
// line breaking of Knuth and Plass (1981).
func (f *inferred) tiledRows(rows []textRow) (out []bodyRow, loose []text) {
	decimals := usualDecimals(rows)
	lines := make([][]bodyLine, len(rows))
	for r, row := range rows {
		for _, l := range row.pieces {
			i, j := f.columnsOf(text{box: l.At.Box})
			lines[r] = append(lines[r], newBodyLine(l, i, j, decimals))
		}
	}
	widths := f.cellWidths(lines)
	f.usual = usualTexts(rows)
	best, bestCost := []int(nil), math.Inf(1)
	bestTop := false
	for _, top := range []bool{false, true} {
		if cuts, cost := f.cutLevels(lines, widths, top); cost < bestCost {
			best, bestCost, bestTop = cuts, cost, top
		}
	}
	var r rowLines
	for k := 1; k < len(best); k++ {
		r.reset()
		for _, level := range lines[best[k-1]:best[k]] {
			r.add(level)
		}
		row, apart := f.textsOf(&r, bestTop)
		if len(row) > 0 {
			r := bodyRow{texts: row, box: boxOf(row)}
			r.middle = r.box.CenterY()
			out = append(out, r)
		}
		loose = append(loose, apart...)
	}
	return out, f.joinLoose(loose)
}

// usualTexts returns how many texts full rows have: more than four of five
// lines have no more.
func usualTexts(rows []textRow) int {
	counts := make([]int, len(rows))
	for k, r := range rows {
		counts[k] = len(r.pieces)
	}
	if len(counts) == 0 {
		return 0
	}
	slices.Sort(counts)
	return counts[len(counts)*4/5]
}

// cutLevels returns the levels at which rows begin, and the end, with the cost
// of that division.
func (f *inferred) cutLevels(lines [][]bodyLine, widths map[[2]int]float64, top bool) (cuts []int, cost float64) {
	n := len(lines)
	costs, from := make([]float64, n+1), make([]int, n+1)
	bottoms := make([]float64, n+1) // of the rows on the best way to each level
	for k := 1; k <= n; k++ {
		costs[k] = math.Inf(1)
	}
	var row rowLines
	for i := range n {
		row.reset()
		for k := i + 1; k <= n && k-i <= mostLevels; k++ {
			row.add(lines[k-1])
			c, box := f.costOf(&row, widths, top)
			if i > 0 && !box.IsZero() && bottoms[i]-box.Y0 > rowOverlap*f.em {
				c += overCost
			}
			if costs[i]+c <= costs[k] { // of equal ways the one with the shorter last row
				costs[k], from[k] = costs[i]+c, i
				bottoms[k] = math.Max(bottoms[i], box.Y1)
			}
		}
	}
	for k := n; ; k = from[k] {
		cuts = append(cuts, k)
		if k == 0 {
			break
		}
	}
	slices.Reverse(cuts)
	return cuts, costs[n]
}

// rowLines are the lines of a row in its cells. It is used again for row after
// row, so that trying them all costs no memory.
type rowLines struct {
	cells  [][]*bodyLine // in the order of their first lines
	sorted [][]*bodyLine // by their columns, left to right
	places []float64     // where each of the sorted ones stands
}

func (r *rowLines) reset() { r.cells = r.cells[:0] }

// add sorts the lines of the next level into cells by their columns. Lines of a
// text over several columns reach over some of them each.
func (r *rowLines) add(level []bodyLine) {
	for n := range level {
		l := &level[n]
		k := slices.IndexFunc(r.cells, func(c []*bodyLine) bool {
			last := c[len(c)-1]
			return last.i < l.j && l.i < last.j && (last.i == l.i && last.j == l.j || near(last.At.Box.X0, l.At.Box.X0, l.Size))
		})
		switch {
		case k >= 0:
			r.cells[k] = append(r.cells[k], l)
		case len(r.cells) < cap(r.cells): // a cell of an earlier row lends its memory
			r.cells = r.cells[:len(r.cells)+1]
			last := &r.cells[len(r.cells)-1]
			*last = append((*last)[:0], l)
		default:
			r.cells = append(r.cells, []*bodyLine{l})
		}
	}
	r.sorted = append(r.sorted[:0], r.cells...)
	slices.SortStableFunc(r.sorted, func(a, b []*bodyLine) int { return cmp.Or(cmp.Compare(a[0].i, b[0].i), cmp.Compare(a[0].j, b[0].j)) })
}

// costOf returns what it costs to take lines for one row, and the box of the
// texts that stand at its middle, zero for none.
func (f *inferred) costOf(r *rowLines, widths map[[2]int]float64, top bool) (cost float64, box trace.Rect) {
	r.place(top)
	for k, c := range r.sorted {
		for n := 1; n < len(c); n++ {
			cost += f.joinCost(c[n-1], c[n], widths)
		}
		if k > 0 && c[0].i < r.sorted[k-1][0].j {
			cost += overCost
		}
	}
	at := commonPlace(r.places, middleOff*f.em)
	standing := 0
	for k, c := range r.sorted {
		if near(r.places[k], at, middleOff*f.em) {
			standing++
			box = box.Union(linesBox(c))
			continue
		}
		cost += looseCost * float64(len(c))
		if slices.ContainsFunc(c, func(l *bodyLine) bool { return l.number }) {
			cost += numberLooseCost
		}
	}
	if standing > 0 {
		cost += rowCost
		if float64(standing) <= sparse*float64(f.usual) {
			cost += sparseCost
		}
	}
	if len(r.sorted)-standing > standing {
		cost += overCost // most cells of a row stand in it
	}
	return cost, box
}

// textsOf returns the texts of the row, and those that do not stand at its
// middle.
func (f *inferred) textsOf(r *rowLines, top bool) (row, loose []text) {
	r.place(top)
	at := commonPlace(r.places, middleOff*f.em)
	for k, c := range r.sorted {
		last := c[len(c)-1]
		t := text{box: linesBox(c), bottom: last.Baseline, number: last.number, amount: last.amount}
		for _, l := range c {
			t.lines = append(t.lines, l.At.Box)
		}
		if near(r.places[k], at, middleOff*f.em) {
			row = append(row, t)
		} else {
			loose = append(loose, t)
		}
	}
	return row, loose
}

// place finds the height at which each cell stands: the middle of its lines, or
// of the first.
func (r *rowLines) place(top bool) {
	r.places = r.places[:0]
	for _, c := range r.sorted {
		if top {
			c = c[:1]
		}
		r.places = append(r.places, linesBox(c).CenterY())
	}
}

// linesBox returns the box around lines.
func linesBox(c []*bodyLine) trace.Rect {
	var out trace.Rect
	for _, l := range c {
		out = out.Union(l.At.Box)
	}
	return out
}

// boxOf returns the box around texts.
func boxOf(texts []text) trace.Rect {
	var out trace.Rect
	for _, t := range texts {
		out = out.Union(t.box)
	}
	return out
}

// commonPlace returns the place that most others lie within d of.
func commonPlace(places []float64, d float64) float64 {
	best, most := 0.0, 0
	for _, p := range places {
		n := 0
		for _, q := range places {
			if near(p, q, d) {
				n++
			}
		}
		if n > most {
			best, most = p, n
		}
	}
	return best
}

// joinCost returns what it costs to take two lines for one text.
func (f *inferred) joinCost(above, below *bodyLine, widths map[[2]int]float64) float64 {
	cost := 0.0
	distance := below.Baseline - above.Baseline
	if distance > mostPitch*f.em {
		cost += roomCost
	}
	room := roomCost
	if distance <= f.pitch {
		room = closeRoomCost
	} else {
		cost += closeRoomCost
	}
	if above.whole && below.whole || above.number && below.number && decimalThenSeparated(above.Text, below.Text) {
		cost += numberCost
	}
	free := widths[[2]int{above.i, above.j}] - above.At.Box.Width()
	if edge := f.x[above.j] - above.At.Box.X1; !above.figures {
		free = math.Min(free, edge)
	}
	if free > below.unit+fullOff*f.em {
		cost += room
	}
	return cost
}

// cellWidths returns the room that texts of each run of columns have: that of
// the widest line, at least what the edges leave beside some padding.
func (f *inferred) cellWidths(lines [][]bodyLine) map[[2]int]float64 {
	const padding = 1.0 // ems on both sides together
	out := map[[2]int]float64{}
	for _, level := range lines {
		for _, l := range level {
			key := [2]int{l.i, l.j}
			out[key] = math.Max(out[key], math.Max(l.At.Box.Width(), f.x[l.j]-f.x[l.i]-padding*f.em))
		}
	}
	return out
}

// joinLoose joins the lines of loose texts that stand below each other.
func (f *inferred) joinLoose(loose []text) []text {
	slices.SortStableFunc(loose, func(a, b text) int { return cmp.Compare(a.box.Y0, b.box.Y0) })
	var out []text
	for _, t := range loose {
		k := slices.IndexFunc(out, func(o text) bool {
			below := t.box.CenterY() - o.lines[len(o.lines)-1].CenterY()
			return below > 0 && below <= wrapPitch*f.em && near(o.box.CenterX(), t.box.CenterX(), setOff*f.em)
		})
		if k < 0 {
			out = append(out, t)
			continue
		}
		out[k].box = out[k].box.Union(t.box)
		out[k].lines = append(out[k].lines, t.lines...)
		out[k].bottom = t.bottom
	}
	return out
}
