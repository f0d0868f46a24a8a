package pdf

import (
	"math"

	"gongkai/extract/page"
)

// A placeIndex finds glyphs printed again at the same place, which is how
// some programs make text bold. It is a hash grid over the origins.
type placeIndex struct {
	head []int32 // bucket to glyph index + 1
	next []int32 // by order of add
	at   []int32 // glyph index by order of add
	show []int32 // number of the shown string, by order of add
}

const (
	placeCell    = 6.0 // points; larger than any offset that is looked for
	placeBuckets = 1 << 12
	sameOffset   = 0.12 // em: double strikes move by 0.02 to 0.06 em, the narrowest letters advance by 0.2
	sameSize     = 0.05 // relative difference of font sizes
)

// reset forgets all glyphs.
func (p *placeIndex) reset() {
	if p.head == nil {
		p.head = make([]int32, placeBuckets)
	}
	clear(p.head)
	p.next, p.at, p.show = p.next[:0], p.at[:0], p.show[:0]
}

func bucket(cx, cy int) int {
	return int((uint32(cx)*73856093 ^ uint32(cy)*19349663) % placeBuckets)
}

// add keeps a glyph of the shown string with that number.
func (p *placeIndex) add(index int, show int32, g *page.Glyph) {
	b := bucket(int(math.Floor(g.X/placeCell)), int(math.Floor(g.Y/placeCell)))
	p.at, p.show = append(p.at, int32(index)), append(p.show, show)
	p.next = append(p.next, p.head[b])
	p.head[b] = int32(len(p.at))
}

// repeated tells whether an equal glyph stands at the place of g, a glyph of
// the shown string with that number. Glyphs of one string are no prints of each
// other: fonts without widths put them all on one place.
func (p *placeIndex) repeated(glyphs []page.Glyph, show int32, g *page.Glyph) bool {
	if g.Text == "" || g.Text == " " {
		return false
	}
	d := sameOffset * g.Size
	x0, x1 := int(math.Floor((g.X-d)/placeCell)), int(math.Floor((g.X+d)/placeCell))
	y0, y1 := int(math.Floor((g.Y-d)/placeCell)), int(math.Floor((g.Y+d)/placeCell))
	if x1-x0 > 4 || y1-y0 > 4 {
		return false
	}
	for cx := x0; cx <= x1; cx++ {
		for cy := y0; cy <= y1; cy++ {
			for k := p.head[bucket(cx, cy)]; k != 0; k = p.next[k-1] {
				o := &glyphs[p.at[k-1]]
				if p.show[k-1] != show && math.Abs(o.X-g.X) <= d && math.Abs(o.Y-g.Y) <= d && o.Text == g.Text &&
					math.Abs(o.Size-g.Size) <= sameSize*g.Size && o.Angle == g.Angle {
					return true
				}
			}
		}
	}
	return false
}
