package layout

import (
	"cmp"
	"math"
	"slices"

	"gongkai/extract/page"
	"gongkai/extract/trace"
)

const (
	// pageFill is the share of the page from which on a fill is its background.
	pageFill = 0.5
	// thinFill is the height and width in ems below which a fill is a bar.
	thinFill = 0.8
	// paper is the shade from which on a fill cannot be told from the paper.
	paper = 0.98
	// sameShade is how far two shades of one colour may differ by rounding.
	sameShade = 0.02
	// leastStripes is the number of shaded rows that show that every other one
	// is, stripeGap the height of one without shade against those with it.
	leastStripes, stripeGap = 3, 1.8
	// filledText is the share of the cells of a grid of fills that have text:
	// charts and pictures of boxes have little.
	filledText = 0.6
	// nearlyFilled is the share of the cells that are filled from which on fills
	// tell more than rulings drawn between some of them.
	nearlyFilled = 0.9
	// leastFilled is the number of cells that fills must show.
	leastFilled = 4
	// filledConfidence is that of grids whose cells fills of colour show.
	filledConfidence = 0.90
)

// filledGrids finds the grids whose cells are filled areas that touch, or that
// rulings in the colour of the paper part. Those that share ground with a ruled
// grid are left out, unless they show more of its cells.
func filledGrids(p *page.Page, glyphs []page.Glyph, ruled []*ruledGrid) []*ruledGrid {
	fills := cellFills(p, medianSize(glyphs))
	if len(fills) < leastFilled {
		return ruled
	}
	drawn := *p
	drawn.Rulings = nil
	for _, b := range fills {
		drawn.Rulings = append(drawn.Rulings, sides(b)...)
	}
	for _, r := range p.Rulings {
		if r.Kind != page.FillEdge {
			r.White = false
			drawn.Rulings = append(drawn.Rulings, r)
		}
	}
	drawn.Rulings = append(drawn.Rulings, betweenStripes(drawn.Rulings, fills)...)
	out := ruled
	grids, _ := ruledGrids(&drawn, glyphs)
	for _, g := range grids {
		if !g.filled(glyphs) {
			continue
		}
		g.fills = true
		out = replaceGrids(out, g, fills)
	}
	return out
}

// replaceGrids adds a grid in place of those on its ground when these have
// fewer cells and nearly all of its own are filled; else it leaves the grids as
// they are.
func replaceGrids(grids []*ruledGrid, g *ruledGrid, fills []trace.Rect) []*ruledGrid {
	cells := 0
	var others []*ruledGrid
	for _, r := range grids {
		if r.box.Intersect(g.box).IsZero() {
			others = append(others, r)
			continue
		}
		cells += len(r.blocks)
	}
	if cells > 0 {
		index := newAreas(fills)
		filled := 0
		for _, b := range g.blocks {
			box := g.lattice.boxOf(b)
			in := false
			index.at(box.CenterX(), box.CenterY(), func(int) { in = true })
			if in {
				filled++
			}
		}
		if cells >= len(g.blocks) || float64(filled) < nearlyFilled*float64(len(g.blocks)) {
			return grids
		}
	}
	return append(others, g)
}

// cellFills returns the fills that may be cells. One within another of the same
// shade cannot be seen: it is the ground of a text.
func cellFills(p *page.Page, em float64) []trace.Rect {
	var all []page.Fill
	var boxes []trace.Rect
	for _, f := range p.Fills {
		b := f.Box
		if b.Height() < thinFill*em || b.Width() < thinFill*em || area(b) > pageFill*p.Width*p.Height || f.Gray > paper {
			continue
		}
		all, boxes = append(all, f), append(boxes, b)
	}
	index := newAreas(boxes)
	var out []trace.Rect
	for k, f := range all {
		unseen := false
		index.at(f.Box.CenterX(), f.Box.CenterY(), func(o int) {
			in := all[o].Box.Grow(1)
			if o != k && near(all[o].Gray, f.Gray, sameShade) && in.Contains(f.Box.X0, f.Box.Y0) && in.Contains(f.Box.X1, f.Box.Y1) &&
				(area(f.Box) < area(all[o].Box) || o < k) {
				unseen = true
			}
		})
		if !unseen {
			out = append(out, f.Box)
		}
	}
	return out
}

// betweenStripes returns the sides of cells without a fill between filled ones
// above and below: every other row of a table is shaded.
func betweenStripes(rulings []page.Ruling, fills []trace.Rect) []page.Ruling {
	var out []page.Ruling
	at := map[int][]trace.Rect{} // left sides by x in points
	for _, b := range fills {
		at[int(math.Round(b.X0))] = append(at[int(math.Round(b.X0))], b)
	}
	levels := map[int][]float64{} // heights of horizontal rulings by x in tiles
	const tile = 16
	for _, r := range rulings {
		if r.Horizontal() {
			for i := int(r.X0 / tile); i <= int(r.X1/tile); i++ {
				levels[i] = append(levels[i], r.Y0)
			}
		}
	}
	for _, boxes := range at {
		if len(boxes) < leastStripes {
			continue
		}
		slices.SortFunc(boxes, func(a, b trace.Rect) int { return cmp.Compare(a.Y0, b.Y0) })
		for k, b := range boxes {
			end := math.Inf(1)
			if k+1 < len(boxes) {
				end = boxes[k+1].Y0
			} else {
				for _, y := range levels[int(b.X0/tile)] {
					if y > b.Y1+1 {
						end = math.Min(end, y)
					}
				}
			}
			if gap := end - b.Y1; gap > 0 && gap < stripeGap*b.Height() {
				out = append(out, page.Ruling{X0: b.X0, X1: b.X0, Y0: b.Y1, Y1: end})
			}
		}
	}
	return out
}

// sides returns the sides of a box as rulings.
func sides(b trace.Rect) []page.Ruling {
	const width = 0.5 // points; of no account
	return []page.Ruling{
		{X0: b.X0, Y0: b.Y0, X1: b.X1, Y1: b.Y0, Width: width}, {X0: b.X0, Y0: b.Y1, X1: b.X1, Y1: b.Y1, Width: width},
		{X0: b.X0, Y0: b.Y0, X1: b.X0, Y1: b.Y1, Width: width}, {X0: b.X1, Y0: b.Y0, X1: b.X1, Y1: b.Y1, Width: width},
	}
}

// filled tells whether most cells of a grid have text.
func (g *ruledGrid) filled(glyphs []page.Glyph) bool {
	has := make([]bool, len(g.blocks))
	n := 0
	for i := range glyphs {
		x, y := glyphs[i].Box.CenterX(), middle(&glyphs[i])
		if !g.box.Contains(x, y) || blank(glyphs[i].Text) {
			continue
		}
		if k := g.blockAt(x, y); !has[k] {
			has[k] = true
			n++
		}
	}
	return n >= leastFilled && float64(n) >= filledText*float64(len(g.blocks)) && len(g.lattice.y) > 2
}
