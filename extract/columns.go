package extract

import (
	"math"
	"sort"

	"gongkai/extract/layout"
)

const (
	// edgeSlack is how far, in points, the edge of a continuation may stand
	// from the column edge it continues: rounding and half a ruling's width.
	edgeSlack = 3.0
	// scaleMax is the largest enlargement or reduction by which a
	// continuation on a page of another format is fitted to its table.
	scaleMax = 1.6
	// sharedEdges is the share of inner column edges, of the side that has
	// fewer, that a continuation must share with its table.
	sharedEdges = 0.5
)

// fit moves the column edges of g to where they stand in a table with column
// edges x: unchanged when the outer edges agree, else shifted and scaled. ok
// is false when the widths differ by more than scaleMax.
func fit(x []float64, g *layout.Grid) (edges []float64, ok bool) {
	edges = append([]float64(nil), g.X...)
	a0, a1 := x[0], x[len(x)-1]
	b0, b1 := edges[0], edges[len(edges)-1]
	if math.Abs(a0-b0) <= edgeSlack && math.Abs(a1-b1) <= edgeSlack {
		return edges, true
	}
	scale := (a1 - a0) / (b1 - b0)
	if scale > scaleMax || scale < 1/scaleMax {
		return edges, false
	}
	for i := range edges {
		edges[i] = a0 + (edges[i]-b0)*scale
	}
	return edges, true
}

// pair matches each edge with the nearest edge of x within slack; -1 when
// there is none. Both are ascending; the result is ascending where matched.
func pair(x, edges []float64, slack float64) []int {
	out := make([]int, len(edges))
	from := 0
	for i, e := range edges {
		out[i] = -1
		best := slack
		for j := from; j < len(x); j++ {
			if d := math.Abs(x[j] - e); d <= best {
				best, out[i] = d, j
			} else if x[j] > e+slack {
				break
			}
		}
		if out[i] >= 0 {
			from = out[i] + 1
		}
	}
	return out
}

// slackFor returns the tolerance for edges of a continuation: the fitted edges
// of a scaled page carry a rounding in proportion.
func slackFor(x []float64) float64 {
	narrow := math.Inf(1)
	for i := 1; i < len(x); i++ {
		narrow = math.Min(narrow, x[i]-x[i-1])
	}
	return math.Min(edgeSlack, math.Max(narrow*0.45, 0.5))
}

// alike tells how well the columns of g go on with column edges x: exact when
// every edge of both has its partner, subset when the edges of one are all
// found in the other, shared when at least half of the inner ones are.
func alike(x []float64, g *layout.Grid) (exact, subset, shared bool) {
	edges, ok := fit(x, g)
	if !ok {
		return false, false, false
	}
	n := 0
	for _, j := range pair(x, edges, slackFor(x)) {
		if j >= 0 {
			n++
		}
	}
	exact = n == len(x) && n == len(edges)
	subset = n == min(len(x), len(edges))
	inner := min(len(x), len(edges)) - 2
	shared = inner <= 0 || float64(n-2) >= sharedEdges*float64(inner)
	return exact, subset, shared
}

// widen adds the fitted edges of a continuation that x does not have, so that
// the table has a column wherever one of its pages has one. It returns the
// new edges, where the old ones went, and where those of the continuation
// are.
func widen(x, edges []float64) (merged []float64, old, added []int) {
	slack := slackFor(x)
	match := pair(x, edges, slack)
	merged = append([]float64(nil), x...)
	for i, j := range match {
		if j < 0 {
			merged = append(merged, edges[i])
		}
	}
	sort.Float64s(merged)
	old = make([]int, len(x))
	for i, v := range x {
		old[i] = sort.SearchFloat64s(merged, v)
	}
	added = make([]int, len(edges))
	for i, v := range edges {
		if match[i] >= 0 {
			added[i] = old[match[i]]
			continue
		}
		added[i] = sort.SearchFloat64s(merged, v)
	}
	return merged, old, added
}
