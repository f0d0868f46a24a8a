package layout

import (
	"cmp"
	"math"
	"slices"

	"gongkai/extract/trace"
)

const (
	// rowTolerance is how far apart in ems the baselines of one row may lie
	// where no ruling tells the rows apart.
	rowTolerance = 0.4

	// valueRoom is the free width in ems that shows that a number without
	// decimals is whole and not the part of a longer one that fits its cell.
	valueRoom = 1.5

	// wrapRoom is the padding in ems that a line broken by its cell leaves
	// free beside the room that the next word would have needed.
	wrapRoom = 1.0

	mixedConfidence = 0.95 // rows read from alignment within ruled columns
)

// splitRows finds the rows that no ruling divides: where the cells of a ruled
// row hold whole numbers on several lines, one below the other in the same
// places, each line is a row of its own. It returns the boxes of the rows it
// split.
func splitRows(g *Grid) (split []trace.Rect) {
	for r := 0; r < g.Rows(); r++ {
		row := rowCells(g, r)
		groups := rowGroups(g, row)
		if len(groups) < 2 {
			continue
		}
		split = append(split, trace.Rect{X0: g.Box.X0, Y0: g.Y[r], X1: g.Box.X1, Y1: g.Y[r+1]})
		cutRow(g, r, row, groups)
		r += len(groups) - 1
	}
	if len(split) > 0 {
		g.Method, g.Confidence = Mixed, math.Min(g.Confidence, mixedConfidence)
	}
	return split
}

// rowCells returns the indexes of the cells that stand in row r alone.
func rowCells(g *Grid, r int) []int {
	var out []int
	for i := range g.Cells {
		if g.Cells[i].Row == r && g.Cells[i].RowSpan == 1 {
			out = append(out, i)
		}
	}
	return out
}

// A level is a height at which texts of a row stand.
type level struct {
	baseline float64
	values   bool // a column of numbers has one here
}

// rowGroups returns the levels of a ruled row, those of each of the rows it
// holds together. It returns nil when no numbers show that there are several.
func rowGroups(g *Grid, row []int) [][]level {
	var levels []level
	columns, deepest := 0, 0
	for _, i := range row {
		if n := values(&g.Cells[i]); n > 1 {
			columns, deepest = columns+1, max(deepest, n)
		}
	}
	if columns < 2 && deepest < 3 {
		return nil
	}
	for _, i := range row {
		first := firstValue(&g.Cells[i])
		for k, l := range g.Cells[i].Lines {
			levels = append(levels, level{baseline: l.Baseline, values: k >= first})
		}
	}
	levels = joinLevels(levels, rowTolerance*g.Cells[row[0]].size())
	var groups [][]level
	valued := false // the open group has its numbers
	for k, v := range levels {
		joins := k > 0 && !(v.values && valued) && continues(g, row, levels[k-1], v, around(levels, groups, k))
		if k == 0 || !joins {
			groups = append(groups, nil)
			valued = false
		}
		groups[len(groups)-1] = append(groups[len(groups)-1], v)
		valued = valued || v.values
	}
	return groups
}

// size returns the font size of the cell's first line.
func (c *Cell) size() float64 {
	if len(c.Lines) == 0 {
		return defaultEm
	}
	return c.Lines[0].Size
}

// headLines is the most lines of the name of a column above its numbers.
const headLines = 3

// values returns the number of lines of a cell that hold whole numbers of the
// same precision, when all do, or all but its name above several of them;
// else 0.
func values(c *Cell) int { return len(c.Lines) - firstValue(c) }

// firstValue returns the index of the first of the lines that values counts,
// the number of lines when there are none.
func firstValue(c *Cell) int {
	n := len(c.Lines)
	first, decimals := n, 0
	for i := n - 1; i >= 0; i-- {
		l := &c.Lines[i]
		if !IsNumber(l.Text) {
			break
		}
		d := decimalsOf(l.Text)
		if first < n && d != decimals || d == 0 && l.Room < valueRoom*l.Size {
			return n
		}
		first, decimals = i, d
	}
	if first > 0 && (first > headLines || n-first < 2) {
		return n
	}
	return first
}

// joinLevels sorts levels and makes one of those within tolerance points.
func joinLevels(levels []level, tolerance float64) []level {
	slices.SortFunc(levels, func(a, b level) int { return cmp.Compare(a.baseline, b.baseline) })
	out := levels[:0]
	for _, v := range levels {
		if n := len(out) - 1; n >= 0 && v.baseline-out[n].baseline <= tolerance {
			out[n].values = out[n].values || v.values
			continue
		}
		out = append(out, v)
	}
	return out
}

// around returns the stretch of the open group when level k, which has no
// numbers, is nearer to its numbers than to the next ones: lines of a text stand
// above and below the numbers in its middle. Zero for none.
func around(levels []level, groups [][]level, k int) span {
	if len(groups) == 0 || levels[k].values {
		return span{}
	}
	open := groups[len(groups)-1]
	at := slices.IndexFunc(open, func(v level) bool { return v.values })
	next := slices.IndexFunc(levels[k:], func(v level) bool { return v.values })
	if at < 0 || next >= 0 && levels[k+next].baseline-levels[k].baseline <= levels[k].baseline-open[at].baseline {
		return span{}
	}
	return span{open[0].baseline, levels[k].baseline}
}

// continues tells whether every text at level b is the rest of one at level a,
// or of one in the stretch around it, that its cell broke.
func continues(g *Grid, row []int, a, b level, around span) bool {
	for _, i := range row {
		c := &g.Cells[i]
		here := c.lineAt(b.baseline)
		first := firstValue(c)
		if here < 0 || here > first || first == 0 {
			continue
		}
		above := c.lineAt(a.baseline)
		if here == first && above >= 0 {
			return false // the name of the column ends above its numbers
		}
		if above < 0 && here > 0 && scriptOf(firstRune(c.Lines[here].Text)) == wide && c.Lines[here-1].Baseline >= around.lo-rowTolerance*c.Lines[here].Size && around.hi > 0 {
			above = here - 1
		}
		if above < 0 || roomAfter(&c.Lines[above], &c.Lines[here]) > firstWord(&c.Lines[here])+wrapRoom*c.Lines[here].Size {
			return false
		}
	}
	return true
}

// lineAt returns the index of the line of the cell at a height, -1 when there is
// none.
func (c *Cell) lineAt(baseline float64) int {
	return slices.IndexFunc(c.Lines, func(l Line) bool { return math.Abs(l.Baseline-baseline) <= rowTolerance*l.Size })
}

// roomAfter returns the room that a line leaves to its right, given the one
// below it in its cell: the indent of a first line of ideographs is not free.
func roomAfter(above, below *Line) float64 {
	if scriptOf(firstRune(below.Text)) != wide {
		return above.Room
	}
	return above.Room - math.Max(0, above.At.Box.X0-below.At.Box.X0)
}

// firstWord returns the width in points of what must stay together at the
// start of a line: one ideograph, or a word.
func firstWord(l *Line) float64 {
	n := 0
	for k, r := range []rune(l.Text) {
		if k > 0 && (r == ' ' || scriptOf(r) == wide) {
			break
		}
		n++
	}
	return l.At.Box.Width() * float64(n) / float64(len([]rune(l.Text)))
}

// cutRow replaces row r by one row for each group.
func cutRow(g *Grid, r int, row []int, groups [][]level) {
	more := len(groups) - 1
	top, bottom := g.Y[r], g.Y[r+1]
	edges := []float64{top}
	for k := range more {
		last, first := groups[k][len(groups[k])-1], groups[k+1][0]
		edges = append(edges, last.baseline+(first.baseline-last.baseline)/4)
	}
	g.Y = slices.Replace(g.Y, r, r+1, edges...)
	edges = append(edges, bottom)

	var cells []Cell
	for i, c := range g.Cells {
		switch {
		case slices.Contains(row, i):
			for k := range groups {
				part := c
				part.Row, part.Lines = r+k, linesOf(&c, groups, k)
				part.Box.Y0, part.Box.Y1 = edges[k], edges[k+1]
				cells = append(cells, part)
			}
			continue
		case c.Row > r:
			c.Row += more
		case c.Row+c.RowSpan > r:
			c.RowSpan += more
		}
		cells = append(cells, c)
	}
	slices.SortFunc(cells, func(a, b Cell) int { return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.Col, b.Col)) })
	g.Cells = cells
}

// linesOf returns the lines of a cell that stand nearer to the levels of group
// k than to those of the others.
func linesOf(c *Cell, groups [][]level, k int) []Line {
	var out []Line
	for _, l := range c.Lines {
		nearest, distance := 0, math.Inf(1)
		for i, group := range groups {
			for _, v := range group {
				if d := math.Abs(l.Baseline - v.baseline); d < distance {
					nearest, distance = i, d
				}
			}
		}
		if nearest == k {
			out = append(out, l)
		}
	}
	return out
}
