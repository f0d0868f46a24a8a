package layout

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"gongkai/extract/page"
	"gongkai/extract/trace"
)

// Confidence of grids whose cells no ruling closes: the share of right cells
// measured on documents with known cells.
const (
	segmentConfidence = 0.95 // every cell has its own rulings above and below
	alignedConfidence = 0.90 // columns, and mostly rows, by alignment
)

// alignedGrids returns the grids that no vertical rulings show, made of glyphs
// that stand in no ruled grid. The cells are inferred first, from segments of
// rulings or from the alignment of texts; their sides are then read as
// rulings, so that text goes to cells in one way only. A table that cannot be
// read is reported: nobody must think that there are no amounts. frames are
// the areas between two rulings whose text shows no columns.
func alignedGrids(p *page.Page, weigh Weigher, glyphs []page.Glyph, ruled []Grid) (out []*reading, frames []trace.Rect, findings []trace.Finding) {
	var taken []trace.Rect // where nothing is to be looked for any more
	for _, a := range looseAreas(p, glyphs, ruled) {
		a.weigh = weigh
		g := a.read(p)
		if g != nil {
			out = append(out, g)
			findings = append(findings, g.findings...)
		} else if n := a.amounts(); n >= fewAmounts {
			findings = append(findings, trace.Finding{
				Rule: RuleUnreadTable, Status: trace.NotComputable, Severity: trace.Error,
				Message: fmt.Sprintf("page %d: a table without vertical rulings could not be told into cells; its %d amounts are not carried over", p.Number, n),
				At:      []trace.Locator{{Page: p.Number, Box: a.box}},
			})
		} else {
			if len(a.bars) == 2 && !a.ruledBelow {
				frames = append(frames, a.box)
			}
			continue
		}
		taken = append(taken, a.box)
		if g != nil {
			taken = append(taken, g.Box)
		}
	}
	for _, a := range bareAreas(p, outsideOf(taken, glyphs)) {
		if g := a.read(p); g != nil {
			g.Confidence = bareConfidence
			out = append(out, g)
		}
	}
	return out, frames, findings
}

// A reading is a grid as it was read from an area, with the skeleton that tells
// in which of its cells any text of the page stands.
type reading struct {
	Grid
	skeleton *ruledGrid
	led      bool // leaders and rulings made of characters are left out
	findings []trace.Finding
}

// fill returns the grid with the glyphs of each cell.
func (r *reading) fill(p *page.Page, glyphs [][]page.Glyph) Grid {
	g := r.skeleton.grid(p, glyphs)
	g.Method, g.Confidence = r.Method, r.Confidence
	return g
}

// fillAll puts the glyphs of a page into the grids and returns those that stand
// in none.
func fillAll(p *page.Page, readings []*reading, glyphs []page.Glyph) (grids []Grid, rest []page.Glyph) {
	skeletons := make([]*ruledGrid, len(readings))
	var led []trace.Rect
	for k, r := range readings {
		skeletons[k] = r.skeleton
		if r.led {
			led = append(led, r.Box)
		}
	}
	if len(led) > 0 {
		areas := newAreas(led)
		inLed := func(g *page.Glyph) (in bool) {
			areas.at(g.Box.CenterX(), middle(g), func(int) { in = true })
			return in
		}
		glyphs = withoutRuns(glyphs, ".…", leaders, inLed)
		glyphs = withoutRuns(glyphs, typedStrokes, typedRule, inLed)
	}
	a := assign(skeletons, glyphs)
	cells, rest := a.sorted()
	for k, r := range readings {
		grids = append(grids, r.fill(p, cells[a.first[k]:a.first[k+1]]))
	}
	return grids, rest
}

// read reads the area in the first way that gives a table.
func (a *looseArea) read(p *page.Page) *reading {
	ideographic := a.ideographic()
	g, confidence := a.grid(p, a.segmentCells(), !ideographic), segmentConfidence
	if g != nil && ideographic && openHeader(&g.Grid) {
		if h := a.alignedReading(p); h != nil && widensHeader(&h.Grid, &g.Grid) {
			g, confidence = h, alignedConfidence
		}
	}
	if g == nil && !ideographic {
		g, confidence = a.grid(p, a.lineCells(), true), alignedConfidence
	}
	if g == nil && (ideographic || len(a.bars) != 1) { // a rule over Latin prose is no header's
		g, confidence = a.alignedReading(p), alignedConfidence
	}
	if g == nil {
		return nil
	}
	g.Method, g.Confidence = Aligned, confidence
	if len(a.bars) > 2 {
		g.Method = Mixed
	}
	return g
}

// openHeader tells whether a cell of the first row is blank above one that is
// not, and beside one that is not: rulings drawn column by column do not tell
// over which columns a heading stands.
func openHeader(g *Grid) bool {
	first, second := make([]bool, g.Cols()), make([]bool, g.Cols()) // filled
	for i := range g.Cells {
		c := &g.Cells[i]
		if c.Row > 1 {
			break
		}
		for k := c.Col; k < c.Col+c.ColSpan && len(c.Lines) > 0; k++ {
			first[k] = first[k] || c.Row == 0
			second[k] = second[k] || c.Row == 1
		}
	}
	for k := range first {
		if !first[k] && second[k] && (k > 0 && first[k-1] || k+1 < len(first) && first[k+1]) {
			return true
		}
	}
	return false
}

// widensHeader tells whether h is as large as g and has all texts of the first
// row of g over the same columns, some of them over more.
func widensHeader(h, g *Grid) bool {
	if h.Rows() != g.Rows() || h.Cols() != g.Cols() {
		return false
	}
	wider := false
	for i := range g.Cells {
		c := &g.Cells[i]
		if c.Row > 0 || len(c.Lines) == 0 {
			continue
		}
		k := slices.IndexFunc(h.Cells, func(o Cell) bool {
			return o.Row == 0 && o.Col <= c.Col && o.Col+o.ColSpan >= c.Col+c.ColSpan && o.Text() == c.Text()
		})
		if k < 0 {
			return false
		}
		wider = wider || h.Cells[k].ColSpan > c.ColSpan
	}
	return wider
}

// clearlyFewer is the number of lines against the room in their cells that show
// that a division into rows is wrong where cells are merged over rows, or in a
// header: one or two are broken by hand there.
const clearlyFewer = 5

// better returns the first reading unless the second one goes less against the
// room in the cells: it joins clearly fewer lines that no lack of room broke, or
// tears fewer texts and leaves fewer rows idle and joins no more, merges clearly
// fewer amounts over rows, or in a plain list does both less in all.
// Either may be nil.
func better(a, b *reading) *reading {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	case earlyBreaks(&b.Grid)+clearlyFewer <= earlyBreaks(&a.Grid):
		return b
	case earlyBreaks(&b.Grid) <= earlyBreaks(&a.Grid) && tornTexts(&b.Grid)+idleRows(&b.Grid) < tornTexts(&a.Grid)+idleRows(&a.Grid):
		return b
	case over(&a.Grid)-over(&b.Grid) >= leastOver && over(&a.Grid)-over(&b.Grid) > overWeight*(earlyBreaks(&b.Grid)-earlyBreaks(&a.Grid)):
		return b
	case plainList(&a.Grid) && plainList(&b.Grid) && wrongLines(&b.Grid) < wrongLines(&a.Grid):
		return b
	}
	return a
}

// plainRows is the number of rows from which on a grid without merged cells is
// a plain list: less is a rest of a form.
const plainRows = 3

// plainList tells whether a grid holds no cell over several rows beneath its
// first one.
func plainList(g *Grid) bool {
	return g.Rows() >= plainRows && !slices.ContainsFunc(g.Cells, func(c Cell) bool { return c.RowSpan > 1 && c.Row > 0 })
}

// leastOver is the number of amounts merged over rows that show that lines of
// names were taken for rows, overWeight how many of them outweigh one line
// joined against the room in its cell.
const leastOver, overWeight = 3, 3

// over counts the amounts of a grid that are merged over several rows.
func over(g *Grid) int {
	n := 0
	for i := range g.Cells {
		if c := &g.Cells[i]; c.RowSpan > 1 && len(c.Lines) == 1 && separated(c.Lines[0].Text) {
			n++
		}
	}
	return n
}

// wrongLines counts the lines of a grid that are joined or torn apart against
// what the room in their cells tells.
func wrongLines(g *Grid) int { return earlyBreaks(g) + tornTexts(g) }

// idleRows counts the rows that hold no text of their own but only cells that
// reach over other rows as well.
func idleRows(g *Grid) int {
	own := make([]bool, g.Rows())
	for i := range g.Cells {
		if c := &g.Cells[i]; c.RowSpan == 1 && len(c.Lines) > 0 {
			own[c.Row] = true
		}
	}
	n := 0
	for _, o := range own {
		if !o {
			n++
		}
	}
	return n
}

// tornTexts counts the rows with one text, beneath one with several, that goes
// on where the text above it in its column lacked room: they are likelier lines
// of it than rows. Beneath others with one text it is an item of a list.
func tornTexts(g *Grid) int {
	last := make([]*Line, g.Cols()) // last line of the cell above, by column
	n, above := 0, 0                // texts of the row above
	for i := 0; i < len(g.Cells); {
		row, from, filled := g.Cells[i].Row, i, 0
		var alone *Cell
		for ; i < len(g.Cells) && g.Cells[i].Row == row; i++ {
			if len(g.Cells[i].Lines) > 0 {
				alone = &g.Cells[i]
				filled++
			}
		}
		if filled == 1 && above > 1 && alone.ColSpan == 1 {
			if l, here := last[alone.Col], &alone.Lines[0]; l != nil && l.Room <= firstWord(here)+wrapRoom*l.Size {
				n++
			}
		}
		above = filled
		for k := from; k < i; k++ {
			c := &g.Cells[k]
			last[c.Col] = nil
			if len(c.Lines) > 0 {
				last[c.Col] = &c.Lines[len(c.Lines)-1]
			}
		}
	}
	return n
}

// earlyBreaks counts the lines of the cells of a grid after which there was
// room for what follows on the next line, figures twice.
func earlyBreaks(g *Grid) int {
	n := 0
	for _, c := range g.Cells {
		for k := 1; k < len(c.Lines); k++ {
			above, below := &c.Lines[k-1], &c.Lines[k]
			if above.Room > firstWord(below)+wrapRoom*above.Size {
				n++
				if isValue(above.Text) && isValue(below.Text) {
					n++
				}
			}
		}
	}
	return n
}

// ideographic tells whether ideographs prevail in the area. Type set in them
// fills its cells to the edge and stands in the middle of its row; elsewhere
// the texts of a row share a baseline.
func (a *looseArea) ideographic() bool { return ideographic(a.glyphs) }

// ideographic tells whether ideographs prevail over letters.
func ideographic(glyphs []page.Glyph) bool {
	wides, others := 0, 0
	for i := range glyphs {
		switch scriptOf(firstRune(glyphs[i].Text)) {
		case wide:
			wides++
		case latin:
			others++
		}
	}
	return wides > others
}

// fewAmounts is the number of amounts from which on text between rulings is
// held to be a table.
const fewAmounts = 3

// amounts counts the amounts printed in the area.
func (a *looseArea) amounts() int {
	n := 0
	for _, r := range textRows(a.p, a.glyphs, bodyGap) {
		for _, l := range r.pieces {
			if _, ok := decimals(l.Text); ok || separated(l.Text) && decimalsOf(l.Text) == usualCents {
				n++
			}
		}
	}
	return n
}

// usualCents is the number of decimals of amounts, by which those without
// separators are told from numbers of sections.
const usualCents = 2

// A looseArea is a part of a page that holds a table without vertical rulings.
type looseArea struct {
	p      *page.Page
	weigh  Weigher
	box    trace.Rect
	glyphs []page.Glyph // in box
	bars   []bar        // rulings over its whole width, top to bottom
	levels []bar        // all rulings in box by height, top to bottom
	em     float64      // prevailing font size
	cuts   []float64    // vertical rulings within it: no text crosses them

	ruledBelow bool    // the header stands above the first bar
	closing    bool    // the only bar is the lower edge: the table began on the page before
	led        bool    // points that lead from labels to figures were taken from glyphs
	head       float64 // where the header ends when no bar tells
}

// grid reads cells as if rulings closed them; byColumn tells that columns may
// differ in their decimals. nil when the cells are no table or tear amounts.
func (a *looseArea) grid(p *page.Page, cells []trace.Rect, byColumn bool) *reading {
	if len(cells) < 2 {
		return nil
	}
	drawn := *p
	drawn.Rulings, drawn.Fills = nil, nil
	for _, c := range cells {
		drawn.Rulings = append(drawn.Rulings, sides(c)...)
	}
	grids, _ := ruledGrids(&drawn, a.glyphs)
	if len(grids) != 1 || len(grids[0].lattice.y) < 3 && len(a.bars) < 2 {
		return nil // a single line of text at a bar shows no table
	}
	assigned := assign(grids, a.glyphs)
	byCell, _ := assigned.sorted()
	g := grids[0].grid(p, byCell)
	usual := usualDecimals(textRows(p, a.glyphs, bodyGap))
	if torn(g.Cells, byColumn) || slices.ContainsFunc(g.Cells, func(c Cell) bool { return heaped(c, usual) || inOne(c) }) || piled(g.Cells) {
		return nil
	}
	return &reading{Grid: g, skeleton: grids[0], led: a.led}
}

// leastDigits is the number of digits from which on digits without separators
// are a number of their own, such as a code, and not the end of one above.
const leastDigits = 3

// usualDecimals returns how many decimals the amounts with separators have: the
// most that one of them shows, because a wrap only takes some away; -1 when
// there are none.
func usualDecimals(rows []textRow) int {
	most := -1
	for _, r := range rows {
		for _, l := range r.pieces {
			if n, ok := decimals(l.Text); ok {
				most = max(most, n)
			}
		}
	}
	return most
}

// decimals counts the decimals of an amount with separators.
func decimals(s string) (n int, ok bool) {
	if !IsNumber(s) || !strings.Contains(s, ",") {
		return 0, false
	}
	return decimalsOf(s), true
}

// decimalsOf counts the decimals of a number.
func decimalsOf(s string) int {
	n, _ := parseNumber(s)
	return n
}

// isWhole tells whether s is a number that no wrap has cut: an amount with the
// usual decimals, or enough digits without separators.
func isWhole(s string, usual int) bool {
	if n, ok := decimals(s); ok {
		return n == usual
	}
	return IsNumber(s) && len(s) >= leastDigits && !strings.Contains(s, ".")
}

// heaped tells whether a cell holds several numbers, one below the other: the
// rows of its grid were not told apart, and its amounts must not be used.
func heaped(c Cell, usual int) bool {
	n, points, words := 0, 0, false
	for k, l := range c.Lines {
		if isWhole(l.Text, usual) {
			n++
		}
		switch {
		case IsNumber(l.Text) && strings.Contains(l.Text, "."):
			points++ // one number has one
		case !noValue(l.Text):
			words = true
		}
		if k > 0 && twoNumbers(c.Lines[k-1].Text, l.Text) {
			return true
		}
	}
	return n > 1 || points > 1 && !words
}

// inOne tells whether a line of a cell over several columns is several amounts:
// those of a row were taken for one text.
func inOne(c Cell) bool {
	return c.ColSpan > 1 && slices.ContainsFunc(c.Lines, func(l Line) bool {
		fields := strings.Fields(l.Text)
		return len(fields) > 1 && !slices.ContainsFunc(fields, func(s string) bool { return !separated(s) })
	})
}

// twoNumbers tells whether two lines cannot be parts of one number: the first
// has decimals, the second separators.
func twoNumbers(above, below string) bool {
	return IsNumber(above) && IsNumber(below) && decimalThenSeparated(above, below)
}

// decimalThenSeparated tells it of two numbers.
func decimalThenSeparated(above, below string) bool {
	return strings.Contains(above, ".") && strings.ContainsAny(below, ".,")
}

// piled tells whether rows were not told apart that hold numbers without
// separators: several cells of one row with several lines, each a number.
func piled(cells []Cell) bool {
	in := map[int]int{} // row to such cells in it
	for _, c := range cells {
		n := 0
		for _, l := range c.Lines {
			if isValue(l.Text) {
				n++
			}
		}
		if n >= pileHeight && 2*n > len(c.Lines) {
			in[c.Row]++
		}
	}
	for _, n := range in {
		if n > 1 {
			return true
		}
	}
	return false
}

// pileHeight is the number of numbers one below the other that no wrap of a
// single one makes.
const pileHeight = 3

// torn tells whether amounts of a grid were taken apart: the amounts of a table
// are printed with one number of decimals, and a part of one has another. Where
// texts share their baselines each column may have its own; an amount alone in
// its column follows the smaller numbers there, or the table.
func torn(cells []Cell, byColumn bool) bool {
	amounts, smaller := map[int]map[int]int{}, map[int]map[int]int{} // column to decimals to count
	table := map[int]int{}
	for _, c := range cells {
		s := c.Text()
		n, ok := decimals(s)
		in := amounts
		switch {
		case ok:
			table[n]++
		case IsNumber(s):
			n, in = decimalsOf(s), smaller
		default:
			continue
		}
		if in[c.Col] == nil {
			in[c.Col] = map[int]int{}
		}
		in[c.Col][n]++
	}
	if len(table) > 1 && !byColumn {
		return true
	}
	for col, column := range amounts {
		for n := range column {
			if len(column) > 1 || len(table) > 1 && table[n] == 1 && smaller[col][n] == 0 {
				return true
			}
		}
	}
	return false
}

// midpoint is the middle between two numbers.
func midpoint(a, b float64) float64 { return (a + b) / 2 }

// near tells whether two numbers differ by at most d.
func near(a, b, d float64) bool { return math.Abs(a-b) <= d }
