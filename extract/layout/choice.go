package layout

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gongkai/extract/page"
	"gongkai/extract/trace"
)

// Rules of the findings about an area that geometry lets be read in several
// ways. Both name the readings in their values: "chosen", "other", and how many
// sums hold in each, "held" and "other_held".
const (
	RuleReadingChosen = "layout.reading_chosen" // more sums hold in one of them
	RuleReadingOpen   = "layout.reading_open"   // nothing tells: the likelier one by geometry is used
)

// mostReadings is the number of readings of one area that are weighed: each
// open column adds one.
const mostReadings = 6

// A Weigher tells how many sums hold among the numbers of a grid. It is asked
// only where geometry leaves open which column a number stands in, or whether
// two lines are one row or two: what is clear is never weighed.
type Weigher func(g *Grid) int

// choose returns the index of the reading in which the most sums hold, the
// first of equal ones, and the finding that tells of the choice. The first is
// what geometry prefers by little.
func (w Weigher) choose(p *page.Page, readings []*Grid) (int, []trace.Finding) {
	if len(readings) < 2 {
		return 0, nil
	}
	held := make([]int, len(readings))
	best, second := 0, 1
	for k, g := range readings {
		if w != nil {
			held[k] = w(g)
		}
		if held[k] > held[best] {
			best, second = k, best
		} else if k > 0 && k != best && (second == best || held[k] > held[second]) {
			second = k
		}
	}
	f := trace.Finding{Rule: RuleReadingChosen, Status: trace.NotComputable, Severity: trace.Info} // a choice is no identity that holds
	d := difference(readings[best], readings[second])
	f.Text, f.At = d.text, []trace.Locator{{Page: p.Number, Box: d.box}}
	f.Values = map[string]string{"chosen": d.a, "other": d.b, "held": strconv.Itoa(held[best]), "other_held": strconv.Itoa(held[second])}
	f.Message = fmt.Sprintf("the print leaves two readings open; read as %q, in which %d sums hold, not as %q, in which %d hold",
		d.a, held[best], d.b, held[second])
	if held[best] == held[second] {
		f.Rule = RuleReadingOpen
		f.Message = fmt.Sprintf("the print leaves two readings open and no sums tell; read as %q, not as %q", d.a, d.b)
		if d.amounts {
			f.Severity = trace.Warning
		}
	}
	return best, []trace.Finding{f}
}

// differing is where two readings of an area part: the first row that is not
// the same, as each gives it, and the first number in it that stands elsewhere.
type differing struct {
	a, b, text string
	box        trace.Rect
	amounts    bool // some number stands elsewhere
}

// difference returns where two readings part, the zero value when they are the
// same.
func difference(a, b *Grid) differing {
	for r := range max(a.Rows(), b.Rows()) {
		ra, rb := rowTexts(a, r), rowTexts(b, r)
		if slices.Equal(ra, rb) {
			continue
		}
		d := differing{a: clip(ra), b: clip(rb), amounts: !slices.Equal(numbersOf(a), numbersOf(b))}
		for c, s := range ra {
			if IsNumber(s) && (c >= len(rb) || rb[c] != s) {
				d.text = s
				break
			}
		}
		if r < a.Rows() {
			d.box = trace.Rect{X0: a.Box.X0, X1: a.Box.X1, Y0: a.Y[r], Y1: a.Y[r+1]}
		}
		return d
	}
	return differing{}
}

// longName is the number of characters beyond which a text of a cell is cut in
// a finding: it only tells which row is meant.
const longName = 24

// clip puts the texts of a row together, long ones cut.
func clip(row []string) string {
	var b strings.Builder
	for c, s := range row {
		if c > 0 {
			b.WriteString(" | ")
		}
		if runes := []rune(s); len(runes) > longName {
			s = string(runes[:longName]) + "…"
		}
		b.WriteString(s)
	}
	return b.String()
}

// numbersOf returns the numbers of a grid with the column of each, row by row.
func numbersOf(g *Grid) []string {
	var out []string
	for i := range g.Cells {
		if s := g.Cells[i].Text(); IsNumber(s) {
			out = append(out, fmt.Sprint(g.Cells[i].Col, " ", s))
		}
	}
	return out
}

// rowTexts returns the text of each position of a row, a merged cell at its
// first; none beyond the last row.
func rowTexts(g *Grid, r int) []string {
	if r >= g.Rows() {
		return nil
	}
	out := make([]string, g.Cols())
	for i := range g.Cells {
		if g.Cells[i].Row == r {
			out[g.Cells[i].Col] = g.Cells[i].Text()
		}
	}
	return out
}

// same tells whether two readings give the same cells.
func same(a, b *Grid) bool {
	if a.Rows() != b.Rows() || a.Cols() != b.Cols() || len(a.Cells) != len(b.Cells) {
		return false
	}
	for i := range a.Cells {
		x, y := &a.Cells[i], &b.Cells[i]
		if x.Row != y.Row || x.Col != y.Col || x.RowSpan != y.RowSpan || x.ColSpan != y.ColSpan || x.Text() != y.Text() {
			return false
		}
	}
	return true
}

// alignedReading reads the area by the alignment of its texts. It settles
// between the readings that are near to each other: lines joined to rows in
// two ways, and columns whose header is open.
func (a *looseArea) alignedReading(p *page.Page) *reading {
	_, known := a.wrapPitch(a.rows(a.headerEnd()))
	first, open := a.aligned(p, !known, noShift)
	second, openSecond := a.aligned(p, known, noShift)
	tiled := !known
	near := first != nil && second != nil && nearBreaks(first, second)
	if best := better(first, second); best == second {
		first, second, tiled, open = second, first, known, openSecond
	}
	if first == nil {
		return nil
	}
	readings := []*reading{first}
	if near {
		readings = append(readings, second)
	}
	for k := 0; k < open && len(readings) < mostReadings; k++ {
		if r, _ := a.aligned(p, tiled, k); r != nil {
			readings = append(readings, r)
		}
	}
	distinct, grids := readings[:0], []*Grid(nil)
	for _, r := range readings {
		if len(grids) == 0 || !same(grids[0], &r.Grid) && r.Box == first.Box {
			distinct, grids = append(distinct, r), append(grids, &r.Grid)
		}
	}
	k, findings := a.weigh.choose(p, grids)
	distinct[k].findings = findings
	return distinct[k]
}

// noShift asks for each column under the header that geometry prefers.
const noShift = -1

// aligned reads the area in one way; open is the number of columns whose
// header is open, of which the one numbered shift takes its other one.
func (a *looseArea) aligned(p *page.Page, tiled bool, shift int) (r *reading, open int) {
	cells, open := a.alignedCells(tiled, shift)
	return a.grid(p, cells, false), open
}

// nearBreaks tells whether two readings join about as many lines that no lack
// of room broke.
func nearBreaks(a, b *reading) bool {
	d := earlyBreaks(&a.Grid) - earlyBreaks(&b.Grid)
	return d < clearlyFewer && -d < clearlyFewer
}

// An openRun is a number that stands across a ruling: its last figure in one
// cell, most of it in another.
type openRun struct {
	run
	chosen, most int // cells
}

// settleOpen weighs both readings of the numbers that stand across a ruling
// between two cells without other text, and moves those for which more sums
// hold in the cell that has most of them.
func (a *assignment) settleOpen(p *page.Page, w Weigher) []trace.Finding {
	var findings []trace.Finding
	for _, o := range a.open {
		if !a.alone(o) {
			continue
		}
		first := a.gridWith(p, o.chosen)
		a.move(o.run, o.most)
		second := a.gridWith(p, o.most)
		k, found := w.choose(p, []*Grid{first, second})
		if k == 0 {
			a.move(o.run, o.chosen)
		}
		findings = append(findings, found...)
	}
	return findings
}

// alone tells whether a run is all that stands in its two cells, which are of
// one grid.
func (a *assignment) alone(o openRun) bool {
	if a.gridOf(o.chosen) != a.gridOf(o.most) {
		return false
	}
	for i, c := range a.cell {
		if (c == o.chosen || c == o.most) && (i < o.i || i >= o.j) && !blank(a.glyphs[i].Text) {
			return false
		}
	}
	return true
}

// move puts a run into a cell.
func (a *assignment) move(r run, cell int) {
	for i := r.i; i < r.j; i++ {
		a.cell[i] = cell
	}
}

// gridWith returns the grid that holds a cell, with all texts as they are
// assigned.
func (a *assignment) gridWith(p *page.Page, cell int) *Grid {
	cells, _ := a.sorted()
	k := a.gridOf(cell)
	g := a.grids[k].grid(p, cells[a.first[k]:a.first[k+1]])
	return &g
}

// gridOf returns the number of the grid of a cell.
func (a *assignment) gridOf(cell int) int {
	k := 0
	for k+1 < len(a.grids) && cell >= a.first[k+1] {
		k++
	}
	return k
}
