package layout

import (
	"math"
	"slices"
	"unicode"

	"gongkai/extract/page"
	"gongkai/extract/trace"
)

// Columns of running text are found as the strips of empty paper between them
// (after T. M. Breuel, Two Geometric Algorithms for Layout Analysis, DAS 2002,
// with the strips cut out recursively as in an XY-cut): a strip is a gutter
// when lines on its right begin at one edge and lines on both sides fill their
// columns, as prose does and the cells of a table do not.
const (
	// gutterMin is the least width of a gutter in font sizes: wider than the
	// spaces of all but the worst justified text.
	gutterMin = 0.7
	// gutterEdge is how far apart, in font sizes, lines of one column may
	// begin.
	gutterEdge = 0.25
	// gutterLines is the least number of lines on either side of a gutter, and
	// edgeLines of those that begin at its very edge; the others may be indented
	// by gutterIndent font sizes.
	gutterLines  = 5
	edgeLines    = 3
	gutterIndent = 2.5
	// gutterColumn is the least width of a column of prose in font sizes;
	// narrower ones are labels or figures.
	gutterColumn = 9
	// fullLine is the share of the width of its column that a line of prose
	// fills, and fullShare the share of the lines that do, and of those that
	// have no wide gap in them.
	fullLine  = 0.7
	fullShare = 0.6
	// figureLines is the least number of lines of a column of prose beside
	// something else, such as the words in a figure, and figureShared the
	// largest share of the rows of that which stand on a line of the prose: the
	// labels of a list stand on the lines that they name.
	figureLines  = 20
	figureShared = 0.5
	// proseLetters is the least share of letters among the characters of prose;
	// columns of figures have fewer.
	proseLetters = 0.5
)

// A rowPart is a part of one row between wide gaps, or a grid.
type rowPart struct {
	trace.Rect
	row     int // index of the row, -1 for a grid
	size    float64
	glyphs  int
	letters int // glyphs that are letters or ideographs
	parts   int // pieces that were joined into it
}

// proseLines returns the lines of text outside the grids and the gutters that
// part them, outermost first: a gutter lies within the columns that those
// before it part.
func proseLines(p *page.Page, glyphs []page.Glyph, grids []Grid) ([]Line, []trace.Rect) {
	rows := withRaised(baselines(glyphs))
	pieces := piecesOf(rows)
	for i := range grids {
		pieces = append(pieces, rowPart{Rect: grids[i].Box, row: -1})
	}
	var gutters []trace.Rect
	if len(pieces) >= 2*gutterLines {
		slices.SortStableFunc(pieces, func(a, b rowPart) int {
			switch {
			case a.CenterY() < b.CenterY():
				return -1
			case a.CenterY() > b.CenterY():
				return 1
			}
			return 0
		})
		gutters = findGutters(pieces, nil)
	}
	var out []Line
	for _, row := range rows {
		for _, part := range cutAtGaps(row, columnGap, printedColumnGap) {
			for _, part := range cutAtGutters(part, gutters) {
				if l, ok := lineOf(p, part); ok {
					out = append(out, l)
				}
			}
		}
	}
	return out, gutters
}

// piecesOf returns the boxes of the stretches of upright text.
func piecesOf(rows [][]placed) []rowPart {
	var out []rowPart
	for r, row := range rows {
		if len(row) == 0 || row[0].turn != 0 {
			continue
		}
		for _, part := range cutAtGaps(row, gutterMin, gutterMin) {
			c := rowPart{row: r, parts: 1}
			for i := range part {
				if g := &part[i]; !g.space {
					c.Rect = c.Rect.Union(g.Box)
					c.size = math.Max(c.size, g.Size)
					c.glyphs++
					if unicode.IsLetter(firstRune(g.Text)) {
						c.letters++
					}
				}
			}
			if !c.IsZero() {
				out = append(out, c)
			}
		}
	}
	return out
}

// findGutters adds to out the gutters among pieces, which are sorted from top
// to bottom: the leftmost one that there is, then those on its right, left,
// above and below.
func findGutters(pieces []rowPart, out []trace.Rect) []trace.Rect {
	edges := leftEdges(pieces)
	for _, x := range edges {
		g, first, last, ok := gutterAt(pieces, x, edges)
		if !ok {
			continue
		}
		out = append(out, g)
		var left, right []rowPart
		for _, c := range pieces[first:last] {
			if c.CenterX() < g.CenterX() {
				left = append(left, c)
			} else {
				right = append(right, c)
			}
		}
		for _, part := range [][]rowPart{right, left, pieces[:first], pieces[last:]} {
			out = findGutters(part, out)
		}
		return out
	}
	return out
}

// leftEdges returns the places where enough pieces begin for a column, left to
// right.
func leftEdges(pieces []rowPart) []float64 {
	var xs []float64
	size := 0.0
	for _, c := range pieces {
		if c.row >= 0 {
			xs = append(xs, c.X0)
			size = math.Max(size, c.size)
		}
	}
	slices.Sort(xs)
	var out []float64
	for i := 0; i < len(xs); {
		k := i
		for k < len(xs) && xs[k]-xs[i] <= gutterEdge*size {
			k++
		}
		if k-i >= edgeLines && i > 0 {
			out = append(out, xs[i])
		}
		i = k
	}
	return out
}

// gutterAt returns the gutter that ends at x, with the range of the pieces
// that it parts: the first one from top to bottom that none crosses
// and that has columns of prose on both sides.
func gutterAt(pieces []rowPart, x float64, edges []float64) (g trace.Rect, first, last int, ok bool) {
	first = 0
	for i := 0; i <= len(pieces); i++ {
		if i < len(pieces) {
			c := &pieces[i]
			size := c.size
			if c.X0 >= x-gutterEdge*size || c.X1 <= x-gutterMin*size {
				continue
			}
		}
		if g, ok := strip(pieces[first:i], x, edges); ok {
			return g, first, i, true
		}
		first = i + 1
	}
	return trace.Rect{}, 0, 0, false
}

// strip returns the gutter between the pieces on the left and on the right of
// x, when both are columns of prose.
func strip(pieces []rowPart, x float64, edges []float64) (trace.Rect, bool) {
	if len(pieces) < 2*gutterLines {
		return trace.Rect{}, false
	}
	var left, right []rowPart
	for _, c := range pieces {
		switch {
		case c.X1 <= x:
			left = append(left, c)
		case c.row < 0:
		case len(right) > 0 && right[len(right)-1].row == c.row && !slices.ContainsFunc(edges, func(e float64) bool { return e > x && math.Abs(e-c.X0) <= gutterEdge*c.size }):
			right[len(right)-1].join(c) // behind a wide space
		case c.X0-x <= gutterIndent*c.size && (len(right) == 0 || right[len(right)-1].row != c.row):
			right = append(right, c)
		}
	}
	l, r := rowBoxes(left), rowBoxes(right)
	if len(l) < gutterLines || len(r) < gutterLines {
		return trace.Rect{}, false
	}
	lb, lfull := columnOfProse(l)
	rb, rfull := columnOfProse(r)
	switch {
	case !rfull || !standsBeside(l, rb) || !standsBeside(r, lb):
		return trace.Rect{}, false
	case !lfull && (len(r) < figureLines || sharedRows(l, r) > figureShared*float64(len(l))):
		return trace.Rect{}, false
	}
	g := trace.Rect{X0: lb.X1, X1: x, Y0: math.Inf(1), Y1: math.Inf(-1)}
	for _, c := range pieces {
		g.Y0, g.Y1 = math.Min(g.Y0, c.Y0), math.Max(g.Y1, c.Y1)
	}
	return g, true
}

// join adds a rowPart of the same row.
func (c *rowPart) join(d rowPart) {
	c.Rect = c.Rect.Union(d.Rect)
	c.glyphs, c.letters, c.parts = c.glyphs+d.glyphs, c.letters+d.letters, c.parts+d.parts
}

// sharedRows counts the rows of a that b has as well.
func sharedRows(a, b []rowPart) float64 {
	rows := map[int]bool{}
	for _, c := range b {
		rows[c.row] = true
	}
	n := 0.0
	for _, c := range a {
		if rows[c.row] {
			n++
		}
	}
	return n
}

// rowBoxes joins the pieces of each row; grids are left out.
func rowBoxes(pieces []rowPart) []rowPart {
	var out []rowPart
	at := map[int]int{}
	for _, c := range pieces {
		if c.row < 0 {
			continue
		}
		if i, ok := at[c.row]; ok {
			out[i].join(c)
			continue
		}
		at[c.row] = len(out)
		out = append(out, c)
	}
	return out
}

// columnOfProse returns the box of the rows of a column and tells whether they fill
// it as running text does: with letters, to its width, without wide gaps.
func columnOfProse(rows []rowPart) (box trace.Rect, full bool) {
	var size float64
	var wide, whole, glyphs, letters int
	for _, c := range rows {
		box = box.Union(c.Rect)
		size += c.size / float64(len(rows))
		glyphs, letters = glyphs+c.glyphs, letters+c.letters
		if c.parts == 1 {
			whole++
		}
	}
	for _, c := range rows {
		if c.Width() >= fullLine*box.Width() {
			wide++
		}
	}
	least := fullShare * float64(len(rows))
	return box, box.Width() >= gutterColumn*size && float64(wide) >= least && float64(whole) >= least &&
		float64(letters) >= proseLetters*float64(glyphs)
}

// standsBeside tells whether enough rows stand beside the other column.
func standsBeside(rows []rowPart, other trace.Rect) bool {
	n := 0
	for _, c := range rows {
		if y := c.CenterY(); y >= other.Y0 && y <= other.Y1 {
			n++
		}
	}
	return n >= gutterLines
}

// cutAtGutters cuts a rowPart of one row where a gutter lies in a gap of it.
func cutAtGutters(row []placed, gutters []trace.Rect) [][]placed {
	if len(gutters) == 0 || len(row) == 0 || row[0].turn != 0 {
		return [][]placed{row}
	}
	var out [][]placed
	start, last := 0, -1
	for i := range row {
		g := &row[i]
		if g.space {
			continue
		}
		if last >= 0 && slices.ContainsFunc(gutters, func(b trace.Rect) bool {
			y := g.Box.CenterY()
			return y >= b.Y0 && y <= b.Y1 && row[last].u1 <= b.X0+gutterEdge*g.Size && g.u0 >= b.X1-gutterEdge*g.Size
		}) {
			out = append(out, row[start:i:i])
			start = i
		}
		last = i
	}
	return append(out, row[start:])
}
