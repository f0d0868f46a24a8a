package layout

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"gongkai/extract/page"
	"gongkai/extract/trace"
)

// All lengths here are in ems, that is relative to the font size.
const (
	// baselineTolerance is how far apart the baselines of one line may lie:
	// more than the rounding of any producer, less than a superscript.
	baselineTolerance = 0.25

	// columnGap is the empty width beyond which two texts on one baseline are
	// two lines. Justified text stretches its gaps to less than half of that.
	columnGap = 2.0

	// printedColumnGap is the same where the width is filled with printed
	// spaces, which titles and labels use to spread their characters.
	printedColumnGap = 4.0

	// Gaps that read as a space where none is printed. Between ideographs they
	// count beyond what the line is stretched by to fill its measure; most
	// producers set a quarter em between ideographs and Latin letters.
	wideGap  = 0.4
	mixedGap = 0.4
	latinGap = 0.2

	// printedWideGap is the width below which a printed space beside an
	// ideograph is a seam of the producer, not a space a reader sees.
	printedWideGap = 0.18
)

// visible returns the glyphs of p that a reader sees, in drawing order.
func visible(p *page.Page) []page.Glyph {
	out := make([]page.Glyph, 0, len(p.Glyphs))
	for i := range p.Glyphs {
		if g := &p.Glyphs[i]; g.Printed() && g.Text != "" {
			out = append(out, *g)
		}
	}
	return out
}

// leastSlant is the angle in degrees from which on text is slanted on purpose:
// pages are scanned and set up with less.
const leastSlant = 10

// withoutSlanted takes the slanted glyphs from among others. A watermark runs
// over the cells of a table and belongs to none of them.
func withoutSlanted(glyphs []page.Glyph) (straight, slanted []page.Glyph) {
	is := func(g page.Glyph) bool {
		off := g.Angle % 90
		return off >= leastSlant && off <= 90-leastSlant
	}
	if !slices.ContainsFunc(glyphs, is) {
		return glyphs, nil
	}
	for _, g := range glyphs {
		if is(g) {
			slanted = append(slanted, g)
		} else {
			straight = append(straight, g)
		}
	}
	return straight, slanted
}

// A placed glyph has its position along and across its own writing direction:
// u grows in reading direction, v from one line to the next.
type placed struct {
	*page.Glyph
	u0, u1, v float64
	turn      int  // Angle, or downwards for a glyph of a vertical font
	space     bool // leaves no ink
}

// downwards stands for the writing direction of vertical fonts, beside the
// angles of horizontal ones.
const downwards = -1

// place turns a glyph into its writing direction.
func place(g *page.Glyph) placed {
	p := placed{Glyph: g, turn: g.Angle, space: blank(g.Text)}
	switch {
	case g.Down:
		p.turn, p.u0, p.u1, p.v = downwards, g.Box.Y0, g.Box.Y1, -g.X
	case g.Angle == 0:
		p.u0, p.u1, p.v = g.Box.X0, g.Box.X1, g.Y
	case g.Angle == 90:
		p.u0, p.u1, p.v = g.Box.Y0, g.Box.Y1, -g.X
	case g.Angle == 180:
		p.u0, p.u1, p.v = -g.Box.X1, -g.Box.X0, -g.Y
	case g.Angle == 270:
		p.u0, p.u1, p.v = -g.Box.Y1, -g.Box.Y0, g.X
	default: // a slanted stamp or watermark: along and across by rotation of the origin
		sin, cos := math.Sincos(float64(g.Angle) * math.Pi / 180)
		p.u0 = g.X*cos + g.Y*sin
		p.u1 = p.u0 + g.Size
		p.v = g.Y*cos - g.X*sin
	}
	return p
}

// textLines groups glyphs into lines by the origin of their baselines, never
// by their boxes, whose heights differ from font to font. A line ends at a gap
// wider than gap ems (0: lines are never cut). The lines come sorted by
// writing direction, then from line to line, then along the line; lines
// without ink are left out.
func textLines(p *page.Page, glyphs []page.Glyph, gap float64) []Line {
	rows := baselines(glyphs)
	out := make([]Line, 0, len(rows))
	for _, row := range rows {
		for _, piece := range cutAtGaps(row, gap, gap*printedColumnGap/columnGap) {
			if l, ok := lineOf(p, piece); ok {
				out = append(out, l)
			}
		}
	}
	return out
}

// baselines groups glyphs whose baselines agree, each group sorted along the
// writing direction.
func baselines(glyphs []page.Glyph) [][]placed {
	all := make([]placed, len(glyphs))
	for i := range glyphs {
		all[i] = place(&glyphs[i])
	}
	slices.SortStableFunc(all, func(a, b placed) int {
		return cmp.Or(cmp.Compare(turnOrder(a.turn), turnOrder(b.turn)), cmp.Compare(a.v, b.v))
	})
	var rows [][]placed
	for i := 0; i < len(all); {
		j := i + 1
		for j < len(all) && all[j].turn == all[i].turn &&
			all[j].v-all[i].v <= baselineTolerance*math.Min(all[i].Size, all[j].Size) {
			j++
		}
		row := all[i:j:j]
		slices.SortStableFunc(row, func(a, b placed) int { return cmp.Compare(a.u0, b.u0) })
		rows = append(rows, row)
		i = j
	}
	return rows
}

// turnOrder puts upright text before vertical, vertical before turned text.
func turnOrder(turn int) int {
	switch turn {
	case 0:
		return 0
	case downwards:
		return 1
	}
	return turn + 1
}

// cutAtGaps cuts a row of glyphs where the empty width exceeds gap ems, or
// printedGap ems where printed spaces fill it. It does not cut at all when gap
// is 0.
func cutAtGaps(row []placed, gap, printedGap float64) [][]placed {
	if gap <= 0 || len(row) == 0 {
		return [][]placed{row}
	}
	var out [][]placed
	start, last, spaces := 0, -1, 0
	for i := range row {
		if row[i].space {
			spaces++
			continue
		}
		if last >= 0 {
			limit := gap
			if spaces > 0 {
				limit = printedGap
			}
			em := math.Max(row[last].Size, row[i].Size)
			if row[i].u0-row[last].u1 > limit*em && !(alone(row, last) && alone(row, i) && spelled(row, row[last], row[i])) {
				out = append(out, row[start:i:i])
				start = i
			}
		}
		last, spaces = i, 0
	}
	return append(out, row[start:])
}

// lineOf makes a line of glyphs sorted along one baseline; false when none of
// them leaves ink.
func lineOf(p *page.Page, row []placed) (Line, bool) {
	var b strings.Builder
	l := Line{At: trace.Locator{Page: p.Number}}
	var last *placed
	printed := false
	bold, count := 0, 0
	tight := 0.0 // gap before the last glyph, in points
	solid := stretch(row)
	for i := range row {
		g := &row[i]
		if g.space {
			printed = true
			continue
		}
		if last != nil {
			gap := g.u0 - last.u1
			if spaced(last, g, printed, solid) || gap-tight >= numberGap*last.Size && twoDigits(last, g) {
				b.WriteByte(' ')
			}
			tight = max(0, gap)
		}
		b.WriteString(g.Text)
		l.At.Box = l.At.Box.Union(g.Box)
		if last == nil {
			l.Baseline = g.Y
		}
		count++
		if g.Font >= 0 && g.Font < len(p.Fonts) && p.Fonts[g.Font].Bold {
			bold++
		}
		last, printed = g, false
	}
	if last == nil {
		return Line{}, false
	}
	l.Text = b.String()
	l.Size = prevailingSize(row)
	l.Bold = 2*bold > count
	return l, true
}

// twoDigits tells whether two neighbours are digits: a gap between them that is
// wider than those within their number parts two numbers.
func twoDigits(a, b *placed) bool {
	return scriptOf(lastRune(a.Text)) == digit && scriptOf(firstRune(b.Text)) == digit
}

// prevailingSize returns the font size that covers the most width.
func prevailingSize(row []placed) float64 {
	best, bestWidth := 0.0, -1.0
	var sizes []float64
	var widths []float64
	for i := range row {
		if row[i].space {
			continue
		}
		k := slices.Index(sizes, row[i].Size)
		if k < 0 {
			k = len(sizes)
			sizes, widths = append(sizes, row[i].Size), append(widths, 0)
		}
		widths[k] += row[i].u1 - row[i].u0
	}
	for k := range sizes {
		if widths[k] > bestWidth {
			best, bestWidth = sizes[k], widths[k]
		}
	}
	return best
}

// stretch returns by how many ems the ideographs of a line are set apart: the
// middle one of the gaps between them, at least 0. Short lines are taken as
// set solid.
func stretch(row []placed) float64 {
	var gaps []float64
	wideOnes := false
	for i := 1; i < len(row); i++ {
		a, b := &row[i-1], &row[i]
		if scriptOf(lastRune(a.Text)) == wide && scriptOf(firstRune(b.Text)) == wide {
			gap := (b.u0 - a.u1) / math.Min(a.Size, b.Size)
			gaps = append(gaps, gap)
			wideOnes = wideOnes || gap >= wideGap
		}
	}
	if !wideOnes || len(gaps) < 4 {
		return 0
	}
	slices.Sort(gaps)
	return math.Max(0, gaps[len(gaps)/2])
}

// spaced tells whether a reader sees a space between two neighbours on a line
// whose ideographs are set apart by solid ems; printed tells whether the file
// draws one there.
func spaced(a, b *placed, printed bool, solid float64) bool {
	em := math.Min(a.Size, b.Size)
	gap := (b.u0 - a.u1) / em
	sa, sb := scriptOf(lastRune(a.Text)), scriptOf(firstRune(b.Text))
	switch {
	case sa == wide || sb == wide:
		if printed {
			return gap >= printedWideGap
		}
		if sa == sb {
			return gap-solid >= wideGap
		}
		return gap >= mixedGap
	case printed:
		return true
	}
	return gap >= latinGap
}
