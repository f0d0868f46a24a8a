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

// A bodyLine is a line of the body with the columns i..j-1 it stands in.
type bodyLine struct {
	Line
	i, j int
}

// tiledRows divides the lines of the body into rows: the fewest such that the
// cells of each row have their texts at one middle (or top), and that lines
// are joined only where the upper one is full. Lines that fit no row belong to
// cells over several rows: they come back as loose texts.
//
// It is a shortest path over the heights of the lines, in the manner of the
// line breaking of Knuth and Plass (1981).
func (f *inferred) tiledRows(rows []textRow) (out []bodyRow, loose []text) {
	lines := make([][]bodyLine, len(rows))
	for r, row := range rows {
		for _, l := range row.pieces {
			i, j := f.columnsOf(text{box: l.At.Box})
			lines[r] = append(lines[r], bodyLine{l, i, j})
		}
	}
	widths := f.cellWidths(lines)
	f.usual = usualTexts(rows)
	decimals := usualDecimals(rows)
	best, bestCost := []int(nil), math.Inf(1)
	bestTop := false
	for _, top := range []bool{false, true} {
		if cuts, cost := f.cutLevels(lines, widths, decimals, top); cost < bestCost {
			best, bestCost, bestTop = cuts, cost, top
		}
	}
	for k := 1; k < len(best); k++ {
		cells := cellsOf(lines[best[k-1]:best[k]])
		_, row, apart := f.rowOf(cells, widths, decimals, bestTop)
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
func (f *inferred) cutLevels(lines [][]bodyLine, widths map[[2]int]float64, decimals int, top bool) (cuts []int, cost float64) {
	n := len(lines)
	costs, from := make([]float64, n+1), make([]int, n+1)
	bottoms := make([]float64, n+1) // of the rows on the best way to each level
	for k := 1; k <= n; k++ {
		costs[k] = math.Inf(1)
		for i := k - 1; i >= 0 && k-i <= mostLevels; i-- {
			c, row, _ := f.rowOf(cellsOf(lines[i:k]), widths, decimals, top)
			box := boxOf(row)
			if i > 0 && len(row) > 0 && bottoms[i]-box.Y0 > rowOverlap*f.em {
				c += overCost
			}
			if costs[i]+c < costs[k] {
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

// cellsOf sorts the lines of a row into cells by their columns, left to right.
// Lines of a text over several columns reach over some of them each.
func cellsOf(levels [][]bodyLine) [][]bodyLine {
	var out [][]bodyLine
	for _, level := range levels {
		for _, l := range level {
			k := slices.IndexFunc(out, func(c []bodyLine) bool {
				last := c[len(c)-1]
				return last.i < l.j && l.i < last.j && (last.i == l.i && last.j == l.j || near(last.At.Box.X0, l.At.Box.X0, l.Size))
			})
			if k < 0 {
				out = append(out, []bodyLine{l})
			} else {
				out[k] = append(out[k], l)
			}
		}
	}
	slices.SortFunc(out, func(a, b []bodyLine) int { return cmp.Or(cmp.Compare(a[0].i, b[0].i), cmp.Compare(a[0].j, b[0].j)) })
	return out
}

// rowOf returns what it costs to take cells for one row, the texts of the row
// and those that do not stand at its middle.
func (f *inferred) rowOf(cells [][]bodyLine, widths map[[2]int]float64, decimals int, top bool) (cost float64, row, loose []text) {
	places := make([]float64, len(cells))
	texts := make([]text, len(cells))
	for k, c := range cells {
		for n, l := range c {
			texts[k].box = texts[k].box.Union(l.At.Box)
			texts[k].lines = append(texts[k].lines, l.At.Box)
			texts[k].bottom, texts[k].number, texts[k].amount = l.Baseline, IsNumber(l.Text), separated(l.Text)
			if n > 0 {
				cost += f.joinCost(c[n-1], l, widths, decimals)
			}
		}
		places[k] = texts[k].middle()
		if top {
			places[k] = c[0].At.Box.CenterY()
		}
		if k > 0 && c[0].i < cells[k-1][0].j {
			cost += overCost
		}
	}
	at := commonPlace(places, middleOff*f.em)
	for k, t := range texts {
		if near(places[k], at, middleOff*f.em) {
			row = append(row, t)
		} else {
			cost += looseCost * float64(len(t.lines))
			if slices.ContainsFunc(cells[k], func(l bodyLine) bool { return IsNumber(l.Text) }) {
				cost += numberLooseCost
			}
			loose = append(loose, t)
		}
	}
	if len(row) > 0 {
		cost += rowCost
		if float64(len(row)) <= sparse*float64(f.usual) {
			cost += sparseCost
		}
	}
	if len(loose) > len(row) {
		cost += overCost // most cells of a row stand in it
	}
	return cost, row, loose
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
func (f *inferred) joinCost(above, below bodyLine, widths map[[2]int]float64, decimals int) float64 {
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
	numeric := strings.Trim(above.Text, "0123456789,.-") == ""
	if isWhole(above.Text, decimals) && isWhole(below.Text, decimals) || twoNumbers(above.Text, below.Text) {
		cost += numberCost
	}
	unit := firstWord(&below.Line)
	free := widths[[2]int{above.i, above.j}] - above.At.Box.Width()
	if edge := f.x[above.j] - above.At.Box.X1; !numeric {
		free = math.Min(free, edge)
	}
	if free > unit+fullOff*f.em {
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
