package layout

import "gongkai/extract/trace"

// tile is the side in points of the squares of the index over areas: a few
// table rows, so that few areas share one.
const tile = 48.0

// areas is an index over boxes that answers which of them hold a point.
type areas struct {
	boxes []trace.Rect
	tiles map[[2]int][]int // boxes that touch a tile
}

func newAreas(boxes []trace.Rect) *areas {
	a := &areas{boxes, map[[2]int][]int{}}
	for k, b := range boxes {
		for i := int(b.X0 / tile); i <= int(b.X1/tile); i++ {
			for j := int(b.Y0 / tile); j <= int(b.Y1/tile); j++ {
				a.tiles[[2]int{i, j}] = append(a.tiles[[2]int{i, j}], k)
			}
		}
	}
	return a
}

// at calls f for each box that holds the point.
func (a *areas) at(x, y float64, f func(k int)) {
	for _, k := range a.tiles[[2]int{int(x / tile), int(y / tile)}] {
		if a.boxes[k].Contains(x, y) {
			f(k)
		}
	}
}

// innermost returns the smallest box that holds the point, -1 when none does.
func (a *areas) innermost(x, y float64) int {
	best := -1
	a.at(x, y, func(k int) {
		if best < 0 || area(a.boxes[k]) < area(a.boxes[best]) {
			best = k
		}
	})
	return best
}

func area(r trace.Rect) float64 { return r.Width() * r.Height() }
