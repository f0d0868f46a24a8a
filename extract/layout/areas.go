package layout

import (
	"math"

	"gongkai/extract/trace"
)

// tilesAcross is the number of tiles of the index over areas along the longer
// side of what it covers: a tile of a usual page is a few table rows high.
const tilesAcross = 32

// fewAreas is the number of boxes up to which looking at each is faster than
// tiles are made.
const fewAreas = 8

// areas is an index over boxes that answers which of them hold a point.
type areas struct {
	boxes []trace.Rect
	all   trace.Rect // what the boxes cover together
	tile  float64    // side of a tile in points
	tiles [][]int    // boxes that touch each tile, row by row
}

func newAreas(boxes []trace.Rect) *areas {
	a := &areas{boxes: boxes, tile: 1}
	for _, b := range boxes {
		a.all = a.all.Union(b)
	}
	if len(boxes) <= fewAreas {
		return a
	}
	a.tile = math.Max(a.tile, math.Max(a.all.Width(), a.all.Height())/tilesAcross)
	a.tiles = make([][]int, (tilesAcross+1)*(tilesAcross+1))
	for k, b := range boxes {
		i0, j0 := a.tileOf(b.X0, b.Y0)
		i1, j1 := a.tileOf(b.X1, b.Y1)
		for j := j0; j <= j1; j++ {
			for i := i0; i <= i1; i++ {
				n := j*(tilesAcross+1) + i
				a.tiles[n] = append(a.tiles[n], k)
			}
		}
	}
	return a
}

// tileOf returns the column and row of the tile that holds a point of a.all.
func (a *areas) tileOf(x, y float64) (i, j int) {
	return min(int((x-a.all.X0)/a.tile), tilesAcross), min(int((y-a.all.Y0)/a.tile), tilesAcross)
}

// at calls f for each box that holds the point.
func (a *areas) at(x, y float64, f func(k int)) {
	if len(a.boxes) == 0 || !a.all.Contains(x, y) {
		return
	}
	if a.tiles == nil {
		for k := range a.boxes {
			if a.boxes[k].Contains(x, y) {
				f(k)
			}
		}
		return
	}
	i, j := a.tileOf(x, y)
	for _, k := range a.tiles[j*(tilesAcross+1)+i] {
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
