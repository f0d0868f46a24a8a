package extract

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/extract/layout"
	"gongkai/extract/page"
	"gongkai/extract/trace"
)

const (
	// agreementGain is the share of the doubt about a grid that is taken away
	// when the tags of the file describe the same cells: they are a second
	// witness, though one that has often been told by the same lines.
	agreementGain = 0.25
	// leastCompared is the number of cells with text from which on agreement
	// says anything.
	leastCompared = 4
)

// weighTags compares the tables that the tags of a file describe with the grids
// that were found in print. Agreement raises the confidence of the grid a
// little; disagreement is reported, and the print stands. Only where no grid
// was found is one made of the tags, if the print does not speak against it.
func weighTags(p *page.Page, s layout.Sheet) layout.Sheet {
	if len(p.Tags) == 0 {
		return s
	}
	places := newTaggedPlaces(p, &s)
	var unfound []*comparison
	for i := range p.Tags {
		c := places.compare(&p.Tags[i])
		switch {
		case c.inked < leastCompared || c.table.Rows < 2 || c.table.Cols < 2:
			// too little to tell a table from a frame around text
		case c.grid < 0:
			unfound = append(unfound, c)
		case c.agrees():
			g := &s.Grids[c.grid]
			g.Confidence += (1 - g.Confidence) * agreementGain
		default:
			s.Findings = append(s.Findings, c.finding(p, &s.Grids[c.grid]))
		}
	}
	for _, c := range unfound {
		if places.use(p, c) {
			s.Findings = append(s.Findings, usedFinding(p, c))
		} else {
			s.Findings = append(s.Findings, unfoundFinding(p, c))
		}
	}
	return s
}

// taggedPlaces knows where the marked content of a page stands in its grids.
type taggedPlaces struct {
	sheet  *layout.Sheet
	glyphs map[int][]page.Glyph // by marked-content identifier, placed as on the sheet
	cells  [][]int              // of each grid: index of the cell at row × columns + column
}

func newTaggedPlaces(p *page.Page, s *layout.Sheet) *taggedPlaces {
	t := &taggedPlaces{sheet: s, glyphs: map[int][]page.Glyph{}}
	for _, g := range p.Glyphs {
		if g.MCID < 0 || !g.Printed() || strings.TrimSpace(g.Text) == "" {
			continue
		}
		g.Box = turnedBox(g.Box, p, s.Turn)
		t.glyphs[g.MCID] = append(t.glyphs[g.MCID], g)
	}
	for i := range s.Grids {
		g := &s.Grids[i]
		at := make([]int, g.Rows()*g.Cols())
		for k := range g.Cells {
			c := &g.Cells[k]
			for row := c.Row; row < c.Row+c.RowSpan; row++ {
				for col := c.Col; col < c.Col+c.ColSpan; col++ {
					at[row*g.Cols()+col] = k
				}
			}
		}
		t.cells = append(t.cells, at)
	}
	return t
}

// turnedBox returns where a box of the page lies on its sheet, whose text was
// turned clockwise by the given angle and is turned on to the full circle.
func turnedBox(b trace.Rect, p *page.Page, turn int) trace.Rect {
	height, width := p.Height, p.Width
	for ; turn > 0 && turn < 360; turn += 90 {
		b = trace.Rect{X0: height - b.Y1, Y0: b.X0, X1: height - b.Y0, Y1: b.X1}
		height, width = width, height
	}
	return b
}

// cellAt returns the grid and the cell of it that hold a point; -1 outside all
// grids. Of nested grids the inner one counts.
func (t *taggedPlaces) cellAt(x, y float64) (grid, cell int) {
	grid = -1
	for i := range t.sheet.Grids {
		g := &t.sheet.Grids[i]
		if g.Box.Contains(x, y) && (grid < 0 || g.Box.Height() < t.sheet.Grids[grid].Box.Height()) {
			grid = i
		}
	}
	if grid < 0 {
		return -1, -1
	}
	g := &t.sheet.Grids[grid]
	return grid, t.cells[grid][between(g.Y, y)*g.Cols()+between(g.X, x)]
}

// between returns the number of the interval between rising edges that holds v.
func between(edges []float64, v float64) int {
	n := 0
	for n+2 < len(edges) && v > edges[n+1] {
		n++
	}
	return n
}

// A comparison is a tagged table held beside the grid that its text stands in.
type comparison struct {
	table *page.TaggedTable
	grid  int          // index of the grid with most of its cells, -1 for none
	box   trace.Rect   // of the ink of the table
	ink   []trace.Rect // of each cell
	at    [][]int      // cells of the grid that hold text of each cell, ascending
	inked int          // cells with text

	torn    int  // cells whose text stands in several cells of the grid
	outside int  // cells with text outside the grid
	merged  int  // cells of the grid with text of several cells
	shifted bool // rows or columns do not correspond
}

// compare finds the grid that a tagged table stands in and what differs.
func (t *taggedPlaces) compare(table *page.TaggedTable) *comparison {
	c := &comparison{table: table, grid: -1, ink: make([]trace.Rect, len(table.Cells)), at: make([][]int, len(table.Cells))}
	type place struct{ grid, cell int }
	held := make([]map[place]bool, len(table.Cells))
	votes := map[int]int{}
	for i := range table.Cells {
		held[i] = map[place]bool{}
		grids := map[int]bool{}
		for _, id := range table.Cells[i].MCIDs {
			for k := range t.glyphs[id] {
				box := t.glyphs[id][k].Box
				c.ink[i] = c.ink[i].Union(box)
				grid, cell := t.cellAt(box.CenterX(), box.CenterY())
				held[i][place{grid, cell}] = true
				grids[grid] = true
			}
		}
		if c.ink[i].IsZero() {
			continue
		}
		c.inked++
		c.box = c.box.Union(c.ink[i])
		for grid := range grids {
			votes[grid]++
		}
	}
	for grid := range t.sheet.Grids {
		if votes[grid] > 0 && (c.grid < 0 || votes[grid] > votes[c.grid]) {
			c.grid = grid
		}
	}
	if c.grid < 0 {
		return c
	}
	out := make([]bool, len(held))
	for i := range held {
		for p := range held[i] {
			if p.grid == c.grid {
				c.at[i] = append(c.at[i], p.cell)
			}
		}
		if len(c.at[i]) > 1 {
			c.torn++
		}
		out[i] = len(c.at[i]) < len(held[i])
	}
	c.countOutside(out)
	c.countMerged()
	c.correspond(&t.sheet.Grids[c.grid])
	return c
}

// countOutside counts the cells with text outside the grid. Rows at the top and
// the bottom that stand outside with all their text are not counted: programs
// set captions and notes as rows of the table.
func (c *comparison) countOutside(out []bool) {
	first, last := c.table.Rows, -1
	for i := range c.table.Cells {
		if len(c.at[i]) > 0 {
			first, last = min(first, c.table.Cells[i].Row), max(last, c.table.Cells[i].Row)
		}
	}
	for i := range c.table.Cells {
		if row := c.table.Cells[i].Row; out[i] && row >= first && row <= last {
			c.outside++
		}
	}
}

// countMerged counts the cells of the grid with text of several cells.
func (c *comparison) countMerged() {
	owners := map[int]int{}
	for i := range c.at {
		for _, cell := range c.at[i] {
			owners[cell]++
		}
	}
	for _, n := range owners {
		if n > 1 {
			c.merged++
		}
	}
}

// correspond tells whether each row of the tags is one row of the grid, in the
// same order, and each column one column. Cells that span several say nothing.
// Columns are counted only where the cells of every row cover all of them: most
// programs leave merged cells out, browsers blank ones, and say nothing about it.
func (c *comparison) correspond(g *layout.Grid) {
	rows, cols := newMatching(), newMatching()
	covered := make([]int, c.table.Rows)
	for i := range c.table.Cells {
		t := &c.table.Cells[i]
		for row := t.Row; row < min(t.Row+t.RowSpan, c.table.Rows); row++ {
			covered[row] += t.ColSpan
		}
	}
	regular := !slices.ContainsFunc(covered, func(n int) bool { return n != c.table.Cols })
	for i := range c.table.Cells {
		t := &c.table.Cells[i]
		if len(c.at[i]) != 1 {
			continue
		}
		cell := &g.Cells[c.at[i][0]]
		if t.RowSpan == 1 && cell.RowSpan == 1 {
			rows.add(t.Row, cell.Row)
		}
		if t.ColSpan == 1 && cell.ColSpan == 1 && regular {
			cols.add(t.Col, cell.Col)
		}
	}
	c.shifted = !rows.rising(c.table.Rows) || !cols.rising(c.table.Cols)
}

// A matching says which row or column of a grid is which of the tags.
type matching struct {
	to  map[int]int
	bad bool // one is two
}

func newMatching() *matching { return &matching{to: map[int]int{}} }

func (m *matching) add(from, to int) {
	if known, ok := m.to[from]; ok && known != to {
		m.bad = true
	}
	m.to[from] = to
}

// rising tells whether the matches among the first n are in one order on both
// sides.
func (m *matching) rising(n int) bool {
	last := -1
	for i := range n {
		to, ok := m.to[i]
		if !ok {
			continue
		}
		if to <= last {
			return false
		}
		last = to
	}
	return !m.bad
}

// agrees tells whether the tags hold the same texts in the same cells.
func (c *comparison) agrees() bool {
	return c.torn == 0 && c.outside == 0 && c.merged == 0 && !c.shifted
}

// finding tells how the tags and the grid differ. Where rulings close the cells
// the tags are held to be wrong; elsewhere it is worth a look.
func (c *comparison) finding(p *page.Page, g *layout.Grid) trace.Finding {
	severity := trace.Warning
	if g.Method == layout.Ruled {
		severity = trace.Info
	}
	var parts []string
	add := func(n int, format string) {
		if n > 0 {
			parts = append(parts, fmt.Sprintf(format, n))
		}
	}
	add(c.torn, "%d cells of the tags are several cells in print")
	add(c.merged, "%d cells in print are several cells of the tags")
	add(c.outside, "%d cells of the tags stand outside the table in print")
	if c.shifted {
		parts = append(parts, "rows or columns are counted otherwise")
	}
	return trace.Finding{
		Rule: "tags.differ", Status: trace.Fail, Severity: severity,
		Message: fmt.Sprintf("the tags on page %d describe a table of %d rows and %d columns, its print shows %d rows and %d columns (%s): the print is followed",
			p.Number, c.table.Rows, c.table.Cols, g.Rows(), g.Cols(), strings.Join(parts, "; ")),
		At: []trace.Locator{{Page: p.Number, Box: g.Box}},
	}
}

// usedFinding tells that a table was made of the tags.
func usedFinding(p *page.Page, c *comparison) trace.Finding {
	return trace.Finding{
		Rule: "tags.used", Status: trace.Hold, Severity: trace.Warning,
		Message: fmt.Sprintf("no table shows in print on page %d where the tags describe one of %d rows and %d columns: it is read from the tags, because the texts stand in rows and columns", p.Number, c.table.Rows, c.table.Cols),
		At:      []trace.Locator{{Page: p.Number, Box: c.box}},
	}
}

// unfoundFinding tells that the tags describe a table that is none in print.
func unfoundFinding(p *page.Page, c *comparison) trace.Finding {
	return trace.Finding{
		Rule: "tags.no_table", Status: trace.Fail, Severity: trace.Info,
		Message: fmt.Sprintf("the tags on page %d describe a table of %d rows and %d columns where the print shows none: it is read as text", p.Number, c.table.Rows, c.table.Cols),
		At:      []trace.Locator{{Page: p.Number, Box: c.box}},
	}
}
