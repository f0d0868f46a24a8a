package layout

import (
	"cmp"
	"slices"
	"sort"

	"gongkai/extract/page"
	"gongkai/extract/trace"
)

// glyphIndex finds the glyphs in an area without going through all of a page.
type glyphIndex struct {
	glyphs []page.Glyph // in drawing order
	byY    []int        // into glyphs, by the height at which they stand for their line
}

func newGlyphIndex(glyphs []page.Glyph) *glyphIndex {
	x := &glyphIndex{glyphs: glyphs, byY: make([]int, len(glyphs))}
	for i := range glyphs {
		x.byY[i] = i
	}
	slices.SortStableFunc(x.byY, func(a, b int) int { return cmp.Compare(middle(&glyphs[a]), middle(&glyphs[b])) })
	return x
}

// in returns the upright glyphs that stand in a box, in drawing order.
func (x *glyphIndex) in(box trace.Rect) []page.Glyph {
	first := sort.Search(len(x.byY), func(k int) bool { return middle(&x.glyphs[x.byY[k]]) >= box.Y0 })
	var found []int
	for _, i := range x.byY[first:] {
		g := &x.glyphs[i]
		if middle(g) > box.Y1 {
			break
		}
		if g.Angle == 0 && box.Contains(g.Box.CenterX(), middle(g)) {
			found = append(found, i)
		}
	}
	slices.Sort(found)
	out := make([]page.Glyph, len(found))
	for k, i := range found {
		out[k] = x.glyphs[i]
	}
	return out
}

// outsideOf returns the glyphs that stand in none of the boxes.
func outsideOf(boxes []trace.Rect, glyphs []page.Glyph) []page.Glyph {
	if len(boxes) == 0 {
		return glyphs
	}
	areas := newAreas(boxes)
	var out []page.Glyph
	for i := range glyphs {
		in := false
		areas.at(glyphs[i].Box.CenterX(), middle(&glyphs[i]), func(int) { in = true })
		if !in {
			out = append(out, glyphs[i])
		}
	}
	return out
}
