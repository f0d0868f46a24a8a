package layout

import (
	"cmp"
	"math"
	"slices"
	"sort"
	"strings"

	"gongkai/extract/page"
	"gongkai/extract/trace"
)

// A bar is all rulings on one height that go on from each other.
type bar struct {
	y, x0, x1 float64
	parts     []span // the rulings as drawn, left to right
}

const (
	// barGap is the greatest hole in a bar, in points: the corner that two
	// cells leave between their own rulings.
	barGap = 3.0
	// barWidth is the least width of a bar, as a share of the page width;
	// shorter rulings are underlines.
	barWidth = 0.3
	// barEnds is how far the ends of the bars of one table may differ.
	barEnds = 4.0
	// titleSize is the size of a title against that of the table under it.
	titleSize = 1.15
	// atLeft is how far in ems from the left end of a bar the lines of a
	// paragraph or of notes beneath it begin, indents among them.
	atLeft = 3.0
	// wrappedName is the most lines that a name alone in its row has.
	wrappedName = 3
	// proseSpaces is the number of spaces, and proseShare the share of the width
	// of a table, from which on a text alone on its line is a line of prose.
	proseSpaces, proseShare = 6, 0.6
	// proseIndent is the share of the width by which it is indented at most.
	proseIndent = 0.12
	// steady is how many times as far apart as the rows before them rows of one
	// table are at most, mostReach the greatest such distance in ems: tables of
	// few rows are spread over their sheet.
	steady, mostReach = 1.6, 8.0
	// nameWidth is the width in ems from which on a text alone on its line is no
	// line of a name.
	nameWidth = 24.0
	// looseShare is the share of such lines between two bars from which on
	// they belong to no table.
	looseShare = 0.6
	// rowReach is the greatest distance of baselines, in ems, at which rows
	// still belong to the table around a bar.
	rowReach = 3.2
)

// A setting tells how the texts of a page are set.
type setting struct {
	ideographic bool // in ideographs, mostly
}

// reach returns how far apart, in points, two rows of one table are at most
// when those before them stand step points apart.
func (s setting) reach(step, size float64) float64 {
	if !s.ideographic {
		return rowReach * size
	}
	return max(rowReach*size, min(steady*step, mostReach*size))
}

// looseAreas finds the areas between bars that no vertical ruling crosses.
func looseAreas(p *page.Page, glyphs []page.Glyph, ruled []Grid) []*looseArea {
	all := looseBars(p, ruled)
	wide := slices.DeleteFunc(slices.Clone(all), func(b bar) bool { return b.x1-b.x0 < barWidth*p.Width })
	// From the widest on: a bar beside cells that span its row is part of the
	// table that is as wide as the others.
	slices.SortStableFunc(wide, func(a, b bar) int { return cmp.Compare(math.Round(b.x1-b.x0), math.Round(a.x1-a.x0)) })
	rows := textRows(p, glyphs, pieceGap)
	set := setting{ideographic: ideographic(glyphs)}
	index := newGlyphIndex(glyphs)
	var out []*looseArea
	for len(wide) > 0 {
		group, rest := sameTable(rows, wide)
		a := newLooseArea(p, index, group, rows, set)
		if a != nil {
			out = append(out, a)
			inside := func(b bar) bool { box := a.box.Grow(1); return box.Contains(b.x0, b.y) && box.Contains(b.x1, b.y) }
			rest = slices.DeleteFunc(rest, inside)
			for _, b := range all {
				if inside(b) {
					a.levels = append(a.levels, b)
				}
			}
		}
		wide = rest
	}
	return out
}

// sameTable returns the bars of the table of the first bar, top to bottom, and
// the other bars.
func sameTable(rows []textRow, bars []bar) (group, rest []bar) {
	seed := bars[0]
	for _, b := range bars {
		if near(b.x0, seed.x0, barEnds) && near(b.x1, seed.x1, barEnds) {
			group = append(group, b)
		} else {
			rest = append(rest, b)
		}
	}
	slices.SortStableFunc(group, func(a, b bar) int { return cmp.Compare(a.y, b.y) })
	first, end := 0, 1
	for ; end < len(group); end++ {
		if titled(rows, group[end-1], group[end]) || apart(rows, group[end-1], group[end]) {
			if seed.y < group[end].y {
				break
			}
			first = end
		}
	}
	return group[first:end:end], slices.Concat(group[:first], group[end:], rest)
}

// apart tells whether what stands between two bars is no part of a table:
// lines of text from the left on, notes and the title of the next table.
func apart(rows []textRow, above, below bar) bool {
	lines, loose, prose := 0, 0, 0
	long, alone := false, false
	names := nameColumn(rows[rowsAbove(rows, above.y):rowsAbove(rows, below.y)])
	for _, r := range rows[rowsAbove(rows, above.y):rowsAbove(rows, below.y)] {
		n, left := 0, math.Inf(1)
		for _, l := range r.pieces {
			if l.At.Box.X1 > above.x0 && l.At.Box.X0 < above.x1 {
				n++
				left = math.Min(left, l.At.Box.X0)
			}
		}
		if n == 0 {
			continue
		}
		lines++
		end := r.pieces[len(r.pieces)-1]
		wide := end.At.Box.Width() > proseShare*(above.x1-above.x0)
		if wide && strings.Count(end.Text, " ") >= proseSpaces {
			prose++
			alone = alone || n == 1 && left < above.x0+proseIndent*(above.x1-above.x0)
		}
		if n == 1 && left < above.x0+atLeft*r.size && r.pieces[0].At.Box.X1 > names {
			loose++
			long = long || wide && n == 1
		}
	}
	return prose > 1 && alone || (long && lines > 1 || lines > wrappedName) && float64(loose) > looseShare*float64(lines)
}

// nameColumn returns the x where the second texts of rows begin: what stands
// alone on a line left of it is a line of a name. There is none when all rows
// have one text.
func nameColumn(rows []textRow) float64 {
	x := math.Inf(1)
	for _, r := range rows {
		if len(r.pieces) > 1 {
			x = math.Min(x, r.pieces[1].At.Box.X0)
		}
	}
	if math.IsInf(x, 1) {
		return math.Inf(-1)
	}
	return x
}

// looseBars returns the bars that touch no ruled grid and no vertical ruling.
func looseBars(p *page.Page, ruled []Grid) []bar {
	boxes := make([]trace.Rect, len(ruled))
	for k := range ruled {
		boxes[k] = ruled[k].Box.Grow(barGap)
	}
	grids := newAreas(boxes)
	inGrid := func(r page.Ruling) (in bool) {
		grids.at(r.X0, r.Y0, func(int) { in = true })
		grids.at(r.X1, r.Y1, func(int) { in = true })
		return in
	}
	var segs, verticals []page.Ruling
	for _, r := range p.Rulings {
		switch {
		case r.White, r.Kind == page.FillEdge:
		case !r.Horizontal():
			verticals = append(verticals, r)
		case !inGrid(r):
			segs = append(segs, r)
		}
	}
	slices.SortFunc(verticals, func(a, b page.Ruling) int { return cmp.Compare(a.X0, b.X0) })
	slices.SortFunc(segs, func(a, b page.Ruling) int { return cmp.Or(cmp.Compare(a.Y0, b.Y0), cmp.Compare(a.X0, b.X0)) })
	var bars []bar
	for i := 0; i < len(segs); {
		j := i
		for j < len(segs) && segs[j].Y0-segs[i].Y0 < 1 {
			j++
		}
		level := slices.Clone(segs[i:j])
		slices.SortFunc(level, func(a, b page.Ruling) int { return cmp.Compare(a.X0, b.X0) })
		for _, r := range level {
			n := len(bars)
			if n > 0 && bars[n-1].y == segs[i].Y0 && r.X0 <= bars[n-1].x1+barGap {
				bars[n-1].x1 = math.Max(bars[n-1].x1, r.X1)
				bars[n-1].parts = append(bars[n-1].parts, span{r.X0, r.X1})
				continue
			}
			bars = append(bars, bar{y: segs[i].Y0, x0: r.X0, x1: r.X1, parts: []span{{r.X0, r.X1}}})
		}
		i = j
	}
	touches := func(x, y float64) bool {
		first := sort.Search(len(verticals), func(k int) bool { return verticals[k].X0 >= x-barGap })
		for _, v := range verticals[first:] {
			if v.X0 > x+barGap {
				break
			}
			if y > v.Y0-barGap && y < v.Y1+barGap {
				return true
			}
		}
		return false
	}
	return slices.DeleteFunc(bars, func(b bar) bool { return touches(b.x0, b.y) || touches(b.x1, b.y) })
}

// A textRow is what stands on one baseline, cut where a reader sees columns.
type textRow struct {
	y      float64
	size   float64
	pieces []Line
}

// textRows groups upright glyphs into rows, top to bottom, each cut at gaps
// wider than gap ems.
func textRows(p *page.Page, glyphs []page.Glyph, gap float64) []textRow {
	var out []textRow
	for _, row := range baselines(glyphs) {
		if row[0].turn != 0 {
			continue
		}
		r := textRow{y: row[0].v}
		for _, piece := range cutAtGaps(row, gap, gap) {
			if l, ok := lineOf(p, piece); ok {
				r.pieces = append(r.pieces, l)
				r.size = math.Max(r.size, l.Size)
			}
		}
		if len(r.pieces) > 0 {
			out = append(out, r)
		}
	}
	slices.SortStableFunc(out, func(a, b textRow) int { return cmp.Compare(a.y, b.y) })
	return out
}

// titled tells whether a title stands between two bars: one piece of text,
// larger than what follows the lower bar.
func titled(rows []textRow, above, below bar) bool {
	end := rowsAbove(rows, below.y)
	if end == len(rows) {
		return false
	}
	next := rows[end]
	return slices.ContainsFunc(rows[rowsAbove(rows, above.y):end], func(r textRow) bool {
		return len(r.pieces) == 1 && near(r.pieces[0].At.Box.CenterX(), midpoint(above.x0, above.x1), 3*r.size) &&
			r.size > titleSize*next.size && next.y-below.y < rowReach*r.size
	})
}

// newLooseArea delimits the table around bars. Between two bars and more it is
// what they enclose; a single bar is the rule under a header, and the table
// reaches up and down as far as rows follow each other.
func newLooseArea(p *page.Page, glyphs *glyphIndex, bars []bar, rows []textRow, set setting) *looseArea {
	a := &looseArea{p: p, bars: bars, box: trace.Rect{X0: bars[0].x0, X1: bars[0].x1, Y0: bars[0].y, Y1: bars[len(bars)-1].y}}
	inside := func(r textRow) bool {
		b := r.pieces[0].At.Box
		last := r.pieces[len(r.pieces)-1].At.Box
		return b.X0 >= a.box.X0-barEnds && last.X1 <= a.box.X1+barEnds
	}
	size := sizeBelow(rows, bars[0].y)
	switch len(bars) {
	case 1:
		y, _ := rowsBeneath(rows, bars[0].y, size, set, inside)
		a.box.Y1 = y + 0.6*size
		if y == bars[0].y {
			a.closing = true
			a.box.Y1 = y
		}
	case 2:
		a.takeBody(rows, set, inside)
	}
	if y := headerAbove(rows, bars[0], size, set, inside); len(bars) < 3 && a.head == 0 && y < bars[0].y {
		a.box.Y0, a.ruledBelow = y-1.3*size, true
	}
	if len(bars) > 2 {
		a.takeOpenRows(rows, inside)
		a.takeHeaderRows(rows)
	}
	a.glyphs = glyphs.in(a.box)
	if len(a.glyphs) == 0 {
		return nil
	}
	a.em = medianSize(a.glyphs)
	if a.framed() {
		return nil
	}
	return a
}

// rowsBeneath returns the baseline of the last of the rows that follow each
// other under y, y itself when there is none, and how many of them hold amounts.
// Rows of ideographs may stand as far apart as those above them, and lines of
// one text as far as office programs set them.
func rowsBeneath(rows []textRow, y, size float64, set setting, inside func(textRow) bool) (last float64, amounts int) {
	last = y
	step := 0.0                              // distance of the last two rows of several texts, in points
	left := math.Inf(1)                      // of the last row of several texts
	names := span{math.Inf(1), math.Inf(-1)} // where texts stand that are alone on their line
	for _, r := range rows[rowsAbove(rows, y):] {
		gap := r.y - last
		if gap > set.reach(step, size) {
			break
		}
		if !inside(r) {
			step = 0
			continue
		}
		first := r.pieces[0].At.Box
		if len(r.pieces) == 1 {
			within := first.X0 >= names.lo-size && first.X1 <= names.hi+size && r.size <= titleSize*size
			if gap > wrapPitch*size && !(within && set.ideographic && gap <= stackPitch*size) {
				if first.X0 < left+size || r.size > titleSize*size {
					step = 0 // no line of a name beside a code
				}
				continue
			}
			if first.Width() < nameWidth*size {
				names = span{min(names.lo, first.X0), max(names.hi, first.X1)}
			}
			step = max(0, step-gap)
		} else {
			if last == y {
				step = 2 * (gap - 0.35*size) // in the middle of its row
			} else {
				step = gap
			}
			left = first.X0
			if holdsAmount(r) {
				amounts++
			}
		}
		last = r.y
	}
	return last, amounts
}

// holdsAmount tells whether a text of a row is an amount.
func holdsAmount(r textRow) bool {
	return slices.ContainsFunc(r.pieces, func(l Line) bool { return separated(l.Text) })
}

// takeBody adds the rows beneath two bars that enclose a header only: the table
// goes on over the end of the page, where nothing closes it.
func (a *looseArea) takeBody(rows []textRow, set setting, inside func(textRow) bool) {
	over, under := a.bars[0].y, a.bars[1].y
	header := rows[rowsAbove(rows, over):rowsAbove(rows, under)]
	if len(header) == 0 || len(header) > headerLines || slices.ContainsFunc(header, holdsAmount) {
		return
	}
	size := sizeBelow(rows, under)
	last, amounts := rowsBeneath(rows, under, size, set, inside)
	if amounts >= leastRows || amounts > 0 && endsPage(rows, last) {
		a.head, a.box.Y1 = under, last+0.6*size
	}
}

// endsPage tells whether nothing but the number of the page stands below y.
func endsPage(rows []textRow, y float64) bool {
	below := rows[rowsAbove(rows, y):]
	return len(below) == 0 || len(below) == 1 && len(below[0].pieces) == 1 && strings.ContainsAny(below[0].pieces[0].Text, "0123456789")
}

// takeOpenRows adds the header and the last row when only the rulings between
// rows are drawn: a row next to the outer bars, not further from it than bars
// are from each other, with as many texts as the rows between them.
func (a *looseArea) takeOpenRows(rows []textRow, inside func(textRow) bool) {
	first, end := rowsAbove(rows, a.box.Y0), rowsAbove(rows, a.box.Y1)
	usual, apart := usualTexts(rows[first:end]), 0.0
	for k := 1; k < len(a.bars); k++ {
		apart = math.Max(apart, a.bars[k].y-a.bars[k-1].y)
	}
	alike := func(k int) bool {
		return k >= 0 && k < len(rows) && len(rows[k].pieces) >= max(openTexts, usual-1) && inside(rows[k]) && !labelled(rows[k]) &&
			rows[k].size <= titleSize*rows[first].size
	}
	if first == end || end-first > mostInBars*(len(a.bars)-1) {
		return // the rows are not ruled one by one
	}
	if alike(first-1) && a.box.Y0-rows[first-1].y <= apart-descent*rows[first].size {
		a.box.Y0, a.ruledBelow = rows[first-1].y-1.3*rows[first].size, true
	}
	if alike(end) && rows[end].y-a.box.Y1 <= apart {
		a.box.Y1 = rows[end].y + 0.6*rows[first].size
	}
}

// takeHeaderRows finds where the header ends when rulings run under each of its
// rows: a row without figures that has more texts than those above it, which
// are headings of several columns, or that goes on with a text which the ruling
// above it runs through.
func (a *looseArea) takeHeaderRows(rows []textRow) {
	if a.ruledBelow {
		return
	}
	most := 0
	above := rows[rowsAbove(rows, a.bars[0].y):rowsAbove(rows, a.bars[1].y)]
	for k := 2; k+1 < len(a.bars) && k <= mostHeaderRows; k++ {
		between := rows[rowsAbove(rows, a.bars[k-1].y):rowsAbove(rows, a.bars[k].y)]
		for _, r := range above {
			most = max(most, len(r.pieces))
		}
		n := 0
		for _, r := range between {
			if slices.ContainsFunc(r.pieces, func(l Line) bool { return strings.ContainsAny(l.Text, "0123456789") && isValue(l.Text) }) {
				return
			}
			n = max(n, len(r.pieces))
		}
		if n < openTexts || len(above) == 0 || n <= most {
			return
		}
		next := rows[rowsAbove(rows, a.bars[k].y):rowsAbove(rows, a.bars[k+1].y)]
		if !slices.ContainsFunc(next, holdsAmount) {
			return
		}
		a.head, above = a.bars[k].y, between
	}
}

// openTexts is the least number of texts of a row that no ruling closes, and
// mostInBars the most lines of text between two bars that rule row by row.
const openTexts, mostInBars = 3, 3

// sizeBelow returns the font size of the first row below y, 0 for none.
func sizeBelow(rows []textRow, y float64) float64 {
	if k := rowsAbove(rows, y); k < len(rows) {
		return rows[k].size
	}
	return 0
}

// rowsAbove returns how many rows stand at y or above.
func rowsAbove(rows []textRow, y float64) int {
	return sort.Search(len(rows), func(k int) bool { return rows[k].y > y })
}

// headerAbove returns the baseline of the uppermost header row above a bar, or
// the bar's own y when none stands there: a header row has several texts, none
// of them larger than the table or followed by a colon.
func headerAbove(rows []textRow, b bar, size float64, set setting, inside func(textRow) bool) float64 {
	y, first, step := b.y, true, 0.0
	for i := rowsAbove(rows, b.y) - 1; i >= 0; i-- {
		r := rows[i]
		reach := rowReach * size
		if len(r.pieces) >= openTexts {
			reach = set.reach(step, size)
		}
		if y-r.y > reach || !inside(r) || r.size > titleSize*size || labelled(r) || first && len(r.pieces) < 2 {
			break
		}
		if !first {
			step = y - r.y
		}
		y, first = r.y, false
	}
	return y
}

// framed tells whether vertical rulings stand in the area: it is a frame or a
// drawing then, no table without them.
func (a *looseArea) framed() bool {
	box := a.box.Grow(barGap)
	return slices.ContainsFunc(a.p.Rulings, func(r page.Ruling) bool {
		return !r.Horizontal() && !r.White && r.Kind != page.FillEdge && r.Y1-r.Y0 > 2*a.em && box.Contains(r.X0, midpoint(r.Y0, r.Y1))
	})
}

// labelled tells whether a row names something with a colon, as the lines
// above a table do.
func labelled(r textRow) bool {
	for _, p := range r.pieces {
		if strings.ContainsAny(p.Text, ":：") {
			return true
		}
	}
	return false
}

// segmentCells returns the cells when every cell has rulings of its own above
// and below: a ruling is the lower side of a cell when one of the same extent
// stands above it.
func (a *looseArea) segmentCells() []trace.Rect {
	if len(a.bars) < 3 {
		return nil
	}
	const (
		same  = 1.0 // points by which the ends of both rulings may differ
		tiled = 0.1 // share of the area that may be left open or counted twice
	)
	var out []trace.Rect
	area := 0.0
	for i, b := range a.levels {
		for _, s := range b.parts {
			for k := i - 1; k >= 0; k-- {
				if slices.ContainsFunc(a.levels[k].parts, func(t span) bool { return near(t.lo, s.lo, same) && near(t.hi, s.hi, same) }) {
					out = append(out, trace.Rect{X0: s.lo, X1: s.hi, Y0: a.levels[k].y, Y1: b.y})
					area += (s.hi - s.lo) * (b.y - a.levels[k].y)
					break
				}
			}
		}
	}
	// The cells must tile the area, and rulings over the whole width alone do
	// not tell columns.
	if len(out) < 2*len(a.bars) {
		return nil
	}
	if whole := a.box.Width() * a.box.Height(); !near(area, whole, tiled*whole) {
		return nil
	}
	return a.mergedUnder(out)
}

// mergedUnder makes one cell of those side by side over which one text stands:
// no vertical ruling parts them, and those above and below are drawn column by
// column under merged cells too.
func (a *looseArea) mergedUnder(cells []trace.Rect) []trace.Rect {
	index := newAreas(cells)
	merged := map[int]trace.Rect{} // first cell of a text to what it stands over
	gone := make([]bool, len(cells))
	reach := centred * a.em
	for _, r := range textRows(a.p, a.glyphs, bodyGap) {
		for _, l := range r.pieces {
			y := l.At.Box.CenterY()
			first, last := index.innermost(l.At.Box.X0+reach, y), index.innermost(l.At.Box.X1-reach, y)
			if first < 0 || last < 0 || first == last || !near(cells[first].Y0, cells[last].Y0, 1) || !near(cells[first].Y1, cells[last].Y1, 1) {
				continue
			}
			box := cells[first].Union(cells[last])
			for x := cells[first].X1 + 1; x < cells[last].X0; { // those between them
				k := index.innermost(x, y)
				if k < 0 {
					break
				}
				gone[k], x = true, cells[k].X1+1
			}
			gone[first], gone[last] = true, true
			merged[first] = merged[first].Union(box)
		}
	}
	if len(merged) == 0 {
		return cells
	}
	var out []trace.Rect
	for k, c := range cells {
		if box, ok := merged[k]; ok {
			out = append(out, box)
		} else if !gone[k] {
			out = append(out, c)
		}
	}
	return out
}
