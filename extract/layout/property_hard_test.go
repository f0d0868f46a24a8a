package layout

import (
	"math/rand/v2"
	"strings"
	"testing"

	"gongkai/extract/page"
)

// joined returns the rulings of d with those of one line put together.
func (d drawing) joined() (out []page.Ruling) {
	p := page.Page{Width: canvasSide, Height: canvasSide, Rulings: d.sides()}
	h, v := segments(&p, 0)
	for _, s := range h {
		out = append(out, page.Ruling{X0: s.lo, Y0: s.at, X1: s.hi, Y1: s.at, Width: 0.5})
	}
	for _, s := range v {
		out = append(out, page.Ruling{X0: s.at, Y0: s.lo, X1: s.at, Y1: s.hi, Width: 0.5})
	}
	return out
}

// stretched returns rulings that are longer at each end by a part of most
// points, shorter when it is negative.
func stretched(rulings []page.Ruling, r *rand.Rand, most float64) []page.Ruling {
	for i := range rulings {
		s := &rulings[i]
		if s.Horizontal() {
			s.X0, s.X1 = s.X0-most*r.Float64(), s.X1+most*r.Float64()
		} else {
			s.Y0, s.Y1 = s.Y0-most*r.Float64(), s.Y1+most*r.Float64()
		}
	}
	return rulings
}

// overshootEms is the stated tolerance for rulings that run on beyond the one
// they end at, shortEms for those that end before it.
const overshootEms, shortEms = 0.6, 0.2

func TestGridComesBackFromRulingsThatOvershoot(t *testing.T) {
	each(t, func(t *testing.T, r *rand.Rand, d drawing) {
		check(t, d.draw(stretched(d.joined(), r, overshootEms*d.size)), d)
	})
}

func TestGridComesBackFromRulingsThatStopShort(t *testing.T) {
	each(t, func(t *testing.T, r *rand.Rand, d drawing) {
		check(t, d.draw(stretched(d.sides(), r, -shortEms*d.size)), d)
	})
}

// Outer rulings are redundant where those that end at them show where the
// table ends.
func TestGridComesBackWithoutOuterRulings(t *testing.T) {
	each(t, func(t *testing.T, r *rand.Rand, d drawing) {
		c := d.draw(d.joined())
		last := [2]float64{d.xs[len(d.xs)-1], d.ys[len(d.ys)-1]}
		drop := map[[2]float64]bool{} // axis and place
		for _, side := range [][2]float64{{0, d.xs[0]}, {0, last[0]}, {1, d.ys[0]}, {1, last[1]}} {
			opposite := [2]float64{side[0], []float64{d.xs[0], d.ys[0]}[int(side[0])]}
			if r.IntN(2) == 0 && !drop[opposite] && d.endsAt(int(side[0]), side[1]) {
				drop[side] = true // both at once may leave two parts that nothing joins
			}
		}
		var kept []page.Ruling
		for _, s := range c.Rulings {
			side := [2]float64{0, s.X0}
			if s.Horizontal() {
				side = [2]float64{1, s.Y0}
			}
			if !drop[side] {
				kept = append(kept, s)
			}
		}
		c.Rulings = kept
		check(t, c, d)
	})
}

// endsAt tells whether two inner rulings end at an outer side, of the columns
// for axis 0 and of the rows for axis 1, and a text stands at it.
func (d drawing) endsAt(axis int, at float64) bool {
	ends, text := map[float64]bool{}, false
	for k, b := range d.cells {
		x0, y0, x1, y1 := d.xs[b.c0], d.ys[b.r0], d.xs[b.c1], d.ys[b.r1]
		if axis == 1 {
			x0, y0, x1, y1 = y0, x0, y1, x1
		}
		if x0 != at && x1 != at {
			continue
		}
		if [2]int{b.c1 - b.c0, b.r1 - b.r0}[axis] == 1 && d.texts[k] != "" {
			text = true
		}
		ends[y0], ends[y1] = true, true
	}
	return len(ends) >= 4 && text
}

// Rules through texts and under them bound no cell.
func TestGridComesBackFromDecoratedTexts(t *testing.T) {
	each(t, func(t *testing.T, r *rand.Rand, d drawing) {
		c := d.draw(d.sides())
		for k, b := range d.cells {
			y := d.ys[b.r0] + 1.2*d.size
			for s := range strings.SplitSeq(d.texts[k], "\n") {
				x := d.xs[b.c0] + 0.2*d.size
				if strings.Contains(s, ".") {
					x = d.xs[b.c1] - 0.2*d.size - textWidth(d.size, s)
				}
				if w := textWidth(d.size, s); w > 0 && w < d.xs[b.c1]-d.xs[b.c0]-d.size {
					if dy := []float64{0, -0.3 * d.size, 0.1 * d.size}[r.IntN(3)]; dy != 0 {
						c.rule(x, y+dy, x+w, y+dy)
					}
				}
				y += 1.2 * d.size
			}
		}
		check(t, c, d)
	})
}

// Two tables stand side by side, closer than their columns are wide.
func TestGridsComeBackSideBySide(t *testing.T) {
	each(t, func(t *testing.T, r *rand.Rand, d drawing) {
		e := randomDrawing(r)
		gap := (0.6 + r.Float64()) * d.size
		c := d.draw(d.sides())
		for i, shift := 0, d.xs[len(d.xs)-1]+gap-e.xs[0]; i < len(e.xs); i++ {
			e.xs[i] += shift
		}
		beside := e.draw(e.sides())
		c.Rulings = append(c.Rulings, beside.Rulings...)
		c.Glyphs = append(c.Glyphs, beside.Glyphs...)
		s := Analyze(&c.Page)
		if len(s.Grids) != 2 {
			t.Errorf("%d grids", len(s.Grids))
			return
		}
		for i, want := range []drawing{d, e} {
			if got := dump(&s.Grids[i]); got != want.want() {
				t.Errorf("table %d: got\n%swant\n%s", i, got, want.want())
			}
		}
	})
}

// All at once: moved, scaled, turned, with rulings off their place.
func TestGridComesBackWhateverIsDoneToIt(t *testing.T) {
	each(t, func(t *testing.T, r *rand.Rand, d drawing) {
		k, dx, dy := 0.5+r.Float64(), 100*r.Float64(), 100*r.Float64()
		for i := range d.xs {
			d.xs[i] = k*d.xs[i] + dx
		}
		for i := range d.ys {
			d.ys[i] = k*d.ys[i] + dy
		}
		d.size *= k
		sides := stretched(d.sides(), r, -0.1*d.size)
		for i := range sides {
			s := &sides[i]
			off := (2*r.Float64() - 1) * jitterEms * d.size
			if s.Horizontal() {
				s.Y0, s.Y1 = s.Y0+off, s.Y1+off
			} else {
				s.X0, s.X1 = s.X0+off, s.X1+off
			}
		}
		r.Shuffle(len(sides), func(i, j int) { sides[i], sides[j] = sides[j], sides[i] })
		p := &d.draw(sides).Page
		for range r.IntN(4) {
			p = quarterTurn(p)
		}
		check(t, &canvas{*p}, d)
	})
}
