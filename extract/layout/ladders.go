package layout

import (
	"slices"

	"gongkai/extract/page"
	"gongkai/extract/trace"
)

const (
	// ladderRows is the least number of rows of a ladder that may be a table,
	// a header over the rest, and ladderLines that of its lines of text.
	ladderRows, ladderLines = 2, 3

	// ladderTexts is the share of the lines of text in a ladder that gaps cut
	// into several from which on it is a table whose columns are aligned. Text
	// in a frame has next to none.
	ladderTexts = 0.6
)

// ladder tells whether the lattice is one column of several rows, ruled at
// both sides.
func (l *lattice) ladder() bool { return len(l.x) == 2 && len(l.y) > ladderRows }

// withoutStiles returns the page without the sides of those ladders whose rows
// hold several texts each, so that their columns are read by alignment as
// those of a table without a frame.
func withoutStiles(p *page.Page, ladders []trace.Rect, glyphs []page.Glyph) *page.Page {
	if len(ladders) == 0 {
		return p
	}
	index := newGlyphIndex(glyphs)
	var tables []trace.Rect
	for _, box := range ladders {
		lines, parted := 0, 0
		for _, r := range textRows(p, index.in(box), pieceGap) {
			if lines++; len(r.pieces) > 1 {
				parted++
			}
		}
		if lines >= ladderLines && float64(parted) >= ladderTexts*float64(lines) {
			tables = append(tables, box.Grow(snapMax))
		}
	}
	if len(tables) == 0 {
		return p
	}
	sides := newAreas(tables)
	open := *p
	open.Rulings = slices.DeleteFunc(slices.Clone(p.Rulings), func(r page.Ruling) (side bool) {
		if !r.Horizontal() {
			sides.at(r.X0, midpoint(r.Y0, r.Y1), func(k int) {
				b := tables[k]
				side = side || near(r.X0, b.X0, 2*snapMax) || near(r.X0, b.X1, 2*snapMax)
			})
		}
		return side
	})
	return &open
}
