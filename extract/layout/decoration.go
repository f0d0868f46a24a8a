package layout

import (
	"cmp"
	"math"
	"slices"
	"sort"

	"gongkai/extract/page"
)

const (
	// strikeTop and strikeFoot bound, in ems above the baseline, the height at
	// which a ruling runs through the bodies of characters, away from their
	// edges. A ruling of a table that touches its text stays outside of it.
	strikeTop, strikeFoot = 0.65, 0.15

	// underlineDepth is how far in ems beneath the baseline the rule under a
	// text stands at most.
	underlineDepth = 0.3

	// decorated is the share of a ruling that must run along characters for it
	// to belong to them: the rest are spaces.
	decorated = 0.8

	// decorationEnds is how far in ems a rule under a text may end from the
	// ends of the text. Rulings of cells run on through the padding.
	decorationEnds = 0.3
)

// A textIndex finds the upright characters of a page by baseline and place.
type textIndex struct {
	baselines []textBaseline // by height
	size      float64        // of the largest character
	width     float64        // of the widest
}

// A textBaseline holds the characters of one height, left to right.
type textBaseline struct {
	y      float64
	glyphs []*page.Glyph
}

func newTextIndex(glyphs []page.Glyph) textIndex {
	var x textIndex
	var upright []*page.Glyph
	for i := range glyphs {
		if g := &glyphs[i]; g.Angle == 0 && !g.Down && !blank(g.Text) {
			upright = append(upright, g)
			x.size, x.width = math.Max(x.size, g.Size), math.Max(x.width, g.Box.Width())
		}
	}
	step := func(g *page.Glyph) float64 { return math.Round(g.Y / collinearStep) }
	slices.SortFunc(upright, func(a, b *page.Glyph) int {
		return cmp.Or(cmp.Compare(step(a), step(b)), cmp.Compare(a.Box.X0, b.Box.X0))
	})
	for i, g := range upright {
		if i == 0 || step(g) != step(upright[i-1]) {
			x.baselines = append(x.baselines, textBaseline{y: step(g) * collinearStep})
		}
		last := &x.baselines[len(x.baselines)-1]
		last.glyphs = append(last.glyphs, g)
	}
	return x
}

// along returns the stretches of a horizontal segment with characters whose
// baselines lie from lo to hi ems beneath it; lo may be negative.
func (x textIndex) along(s segment, lo, hi float64) []span {
	first := sort.Search(len(x.baselines), func(k int) bool {
		return x.baselines[k].y >= s.at+math.Min(0, lo*x.size)-collinearStep
	})
	var out []span
	for _, line := range x.baselines[first:] {
		if line.y > s.at+hi*x.size+collinearStep {
			break
		}
		k := sort.Search(len(line.glyphs), func(k int) bool { return line.glyphs[k].Box.X0 >= s.lo-x.width })
		for ; k < len(line.glyphs) && line.glyphs[k].Box.X0 < s.hi; k++ {
			g := line.glyphs[k]
			if d := (g.Y - s.at) / g.Size; d >= lo && d <= hi && g.Box.X1 > s.lo {
				out = append(out, span{g.Box.X0, g.Box.X1})
			}
		}
	}
	return joinSpans(out, 0)
}

// shareIn returns the share of a segment that lies within spans.
func (s segment) shareIn(spans []span) float64 {
	sum := 0.0
	for _, t := range spans {
		sum += math.Max(0, math.Min(s.hi, t.hi)-math.Max(s.lo, t.lo))
	}
	return sum / math.Max(s.length(), collinearStep)
}

// besides returns the glyphs that stand so near to one of the segments that it
// may be a decoration of theirs: few of those in a table do.
func besides(horizontal []segment, glyphs []page.Glyph) []page.Glyph {
	heights := make([]float64, len(horizontal))
	for k, s := range horizontal {
		heights[k] = s.at
	}
	slices.Sort(heights)
	var out []page.Glyph
	for i := range glyphs {
		g := &glyphs[i]
		k := sort.SearchFloat64s(heights, g.Y-strikeTop*g.Size-collinearStep)
		if k < len(heights) && heights[k] <= g.Y+underlineDepth*g.Size+collinearStep {
			out = append(out, *g)
		}
	}
	return out
}

// withoutDecoration returns the horizontal segments that are rulings, without
// those that strike a text out or underline it: nobody rules cells through the
// bodies of characters, and a rule as long as the text above it that ends in
// the open, off every vertical segment, bounds no cell.
func withoutDecoration(horizontal, vertical []segment, glyphs []page.Glyph, reach float64) []segment {
	text := newTextIndex(besides(horizontal, glyphs))
	byAt := slices.Clone(vertical)
	slices.SortFunc(byAt, func(a, b segment) int { return cmp.Compare(a.at, b.at) })
	free := func(x, y float64) bool {
		k := sort.Search(len(byAt), func(k int) bool { return byAt[k].at >= x-reach })
		for ; k < len(byAt) && byAt[k].at <= x+reach; k++ {
			if byAt[k].lo-reach <= y && byAt[k].hi+reach >= y {
				return false
			}
		}
		return true
	}
	return slices.DeleteFunc(horizontal, func(s segment) bool {
		if s.shareIn(text.along(s, strikeFoot, strikeTop)) >= decorated {
			return true
		}
		over := text.along(s, -underlineDepth, strikeFoot)
		slack := decorationEnds * text.size
		return len(over) > 0 && s.shareIn(over) >= decorated &&
			near(over[0].lo, s.lo, slack) && near(over[len(over)-1].hi, s.hi, slack) &&
			(free(s.lo, s.at) || free(s.hi, s.at))
	})
}
