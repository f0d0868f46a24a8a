package layout

import (
	"math"

	"gongkai/extract/page"
	"gongkai/extract/trace"
)

const (
	// runGap is the widest gap in ems within a run of text; runOverlap the
	// widest overlap, that of kerning and of punctuation set tight.
	runGap, runOverlap = 0.3, 0.5

	// cellGap is the least gap in ems that lets a ruling divide a run: cells
	// keep their text off the ruling, neighbours within a word stand closer.
	cellGap = 0.12

	// overhangEms is how far in ems a glyph may reach over the side of the cell
	// it stands in: rounding, and the blank half of full-width punctuation.
	// The wider the gap before the next glyph, the further.
	overhangEms = 0.05
)

// outside stands for the page around the grids where a cell is asked for.
const outside = -1

// assignment puts glyphs into the cells of grids. Cells are numbered through
// all grids: those of grid k begin at first[k].
type assignment struct {
	grids  []*ruledGrid
	areas  *areas
	first  []int
	glyphs []page.Glyph
	cell   []int // of each glyph, or outside
	runs   []run // all that is not blank, in drawing order
	open   []openRun
}

// assign decides for each glyph, given in drawing order, in which cell it
// stands: that which holds its centre, unless it belongs to a run of text that
// a ruling cuts without a gap. Such a run is kept whole.
func assign(grids []*ruledGrid, glyphs []page.Glyph) *assignment {
	a := &assignment{grids: grids, glyphs: glyphs, cell: make([]int, len(glyphs)), first: make([]int, len(grids)+1)}
	boxes := make([]trace.Rect, len(grids))
	for k, g := range grids {
		boxes[k] = g.box
		a.first[k+1] = a.first[k] + len(g.blocks)
	}
	a.areas = newAreas(boxes)
	for i := range glyphs {
		a.cell[i] = a.cellAt(glyphs[i].Box.CenterX(), middle(&glyphs[i]))
	}
	for i := 0; i < len(glyphs); {
		j := a.runEnd(i)
		a.settle(i, j)
		i = j
	}
	return a
}

// middle returns the height at which a glyph stands for its line: half the
// height of digits above the baseline, whatever the box of its font.
func middle(g *page.Glyph) float64 {
	if g.Angle != 0 || g.Down {
		return g.Box.CenterY()
	}
	return g.Y - 0.35*g.Size
}

// cellAt returns the number of the cell at a point, or outside.
func (a *assignment) cellAt(x, y float64) int {
	k := a.areas.innermost(x, y)
	if k < 0 {
		return outside
	}
	return a.first[k] + a.grids[k].blockAt(x, y)
}

// box returns the box of a cell, zero for outside.
func (a *assignment) box(cell int) trace.Rect {
	for k, g := range a.grids {
		if cell >= a.first[k] && cell < a.first[k+1] {
			return g.lattice.boxOf(g.blocks[cell-a.first[k]])
		}
	}
	return trace.Rect{}
}

// runEnd returns the end of the run that begins with glyph i: glyphs drawn one
// after the other that stand side by side on one baseline.
func (a *assignment) runEnd(i int) int {
	last := place(&a.glyphs[i])
	j := i + 1
	for ; j < len(a.glyphs); j++ {
		g := place(&a.glyphs[j])
		em := math.Min(last.Size, g.Size)
		if g.turn != last.turn || math.Abs(g.v-last.v) > baselineTolerance*em ||
			g.u0-last.u1 > runGap*em || g.u0-last.u1 < -runOverlap*em {
			break
		}
		last = g
	}
	return j
}

// settle gives the glyphs i..j-1 of a run to one cell, or to several where a
// ruling stands in a clear gap.
func (a *assignment) settle(i, j int) {
	uniform := true
	for k := i + 1; k < j; k++ {
		uniform = uniform && a.cell[k] == a.cell[i]
	}
	if uniform {
		a.keep(i, j)
		return
	}
	start, last := i, -1
	for k := i; k < j; k++ {
		if blank(a.glyphs[k].Text) {
			continue
		}
		if last >= 0 && a.cell[last] != a.cell[k] && a.divided(last, k) {
			a.give(start, last+1)
			start = k
		}
		last = k
	}
	if last >= 0 {
		a.give(start, last+1)
	}
}

// divided tells whether a ruling between two neighbours of a run stands in a
// clear gap.
func (a *assignment) divided(i, j int) bool {
	g, h := place(&a.glyphs[i]), place(&a.glyphs[j])
	spare := (h.u0-g.u1)/math.Min(g.Size, h.Size) - cellGap
	return spare >= 0 && a.within(i, overhangEms+spare) && a.within(j, overhangEms+spare)
}

// within tells whether a glyph stands inside the sides of its cell along the
// writing direction, but for slack ems. One outside every grid does.
func (a *assignment) within(i int, slack float64) bool {
	if a.cell[i] == outside {
		return true
	}
	b, g := a.box(a.cell[i]), place(&a.glyphs[i])
	lo, hi := b.X0, b.X1
	switch g.turn {
	case 90, downwards:
		lo, hi = b.Y0, b.Y1
	case 180:
		lo, hi = -b.X1, -b.X0
	case 270:
		lo, hi = -b.Y1, -b.Y0
	}
	slack *= g.Size
	return g.u0 >= lo-slack && g.u1 <= hi+slack
}

// give puts the glyphs i..j-1 into one cell: that of the first glyph, or of
// the last for a number, since numbers are set to the right and flow over to
// the left. A glyph that itself stands across a ruling does not decide; the
// cell with the most glyphs does.
func (a *assignment) give(i, j int) {
	deciding := -1
	numeric := true
	votes := map[int]int{}
	most := a.cell[i]
	for k := i; k < j; k++ {
		if blank(a.glyphs[k].Text) {
			continue
		}
		c := a.cell[k]
		if votes[c]++; votes[c] > votes[most] {
			most = c
		}
		s := scriptOf(firstRune(a.glyphs[k].Text))
		numeric = numeric && (s == digit || s == neutral)
	}
	if len(votes) > 1 {
		deciding = i
		if numeric {
			deciding = j - 1
		}
		if c := a.cell[deciding]; c != outside && a.within(deciding, overhangEms) {
			if numeric && most != c && most != outside {
				a.open = append(a.open, openRun{run{i, j}, c, most})
			}
			most = c
		}
	}
	a.move(run{i, j}, most)
	a.keep(i, j)
}

// keep notes the run of the glyphs i..j-1, from the first that is not blank.
func (a *assignment) keep(i, j int) {
	for i < j && blank(a.glyphs[i].Text) {
		i++
	}
	if i < j {
		a.runs = append(a.runs, run{i, j})
	}
}

// sorted returns the glyphs of each cell of each grid in drawing order, and
// those outside.
func (a *assignment) sorted() (cells [][]page.Glyph, rest []page.Glyph) {
	n := a.first[len(a.grids)]
	counts := make([]int, n)
	for _, c := range a.cell {
		if c != outside {
			counts[c]++
		}
	}
	store := make([]page.Glyph, len(a.glyphs))
	cells = make([][]page.Glyph, n)
	at := 0
	for c, count := range counts {
		cells[c] = store[at : at : at+count]
		at += count
	}
	rest = store[at:at]
	for i, c := range a.cell {
		if c == outside {
			rest = append(rest, a.glyphs[i])
		} else {
			cells[c] = append(cells[c], a.glyphs[i])
		}
	}
	return cells, rest
}
