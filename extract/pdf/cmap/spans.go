package cmap

import (
	"cmp"
	"container/heap"
	"slices"
	"sort"
)

// A span maps the codes lo to hi, both included, to numbers starting at value.
type span struct{ lo, hi, value uint32 }

// spans is a list of spans; find needs it sorted and without overlaps.
type spans []span

// find returns the span that holds code.
func (s spans) find(code uint32) (span, bool) {
	i := sort.Search(len(s), func(i int) bool { return s[i].hi >= code })
	if i < len(s) && s[i].lo <= code {
		return s[i], true
	}
	return span{}, false
}

// settled returns the spans sorted, cut where they overlapped so that the one
// defined last holds the disputed codes, and joined where they continue each
// other. Values rise within a span if rising, else all codes have its value.
func (s spans) settled(rising bool) spans {
	if len(s) == 0 {
		return nil
	}
	sorted := slices.IsSortedFunc(s, func(a, b span) int { return cmp.Compare(a.lo, b.lo) })
	for i := 1; sorted && i < len(s); i++ {
		sorted = s[i].lo > s[i-1].hi
	}
	if !sorted {
		s = s.flattened(rising)
	}
	return s.joined(rising)
}

// joined merges neighbours that continue each other. s is sorted.
func (s spans) joined(rising bool) spans {
	out := make(spans, 0, len(s))
	for _, x := range s {
		if k := len(out) - 1; k >= 0 && out[k].hi+1 == x.lo && x.value == out[k].valueAt(x.lo, rising) {
			out[k].hi = x.hi
			continue
		}
		out = append(out, x)
	}
	return slices.Clip(out)
}

func (x span) valueAt(code uint32, rising bool) uint32 {
	if rising {
		return x.value + code - x.lo
	}
	return x.value
}

// flattened cuts overlapping spans by sweeping over their ends with a heap of
// the spans open at that code, the last defined on top.
func (s spans) flattened(rising bool) spans {
	order := make([]int, len(s))
	ends := make([]uint64, 0, 2*len(s))
	for i, x := range s {
		order[i] = i
		ends = append(ends, uint64(x.lo), uint64(x.hi)+1)
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(s[a].lo, s[b].lo) })
	slices.Sort(ends)
	ends = slices.Compact(ends)
	var out spans
	open := &latest{}
	for i, at := range ends[:len(ends)-1] {
		for len(order) > 0 && uint64(s[order[0]].lo) == at {
			heap.Push(open, order[0])
			order = order[1:]
		}
		for open.Len() > 0 && uint64(s[(*open)[0]].hi) < at {
			heap.Pop(open)
		}
		if open.Len() > 0 {
			x := s[(*open)[0]]
			lo := uint32(at)
			out = append(out, span{lo, uint32(ends[i+1] - 1), x.valueAt(lo, rising)})
		}
	}
	return out
}

// latest is a heap of positions with the greatest on top.
type latest []int

func (h latest) Len() int           { return len(h) }
func (h latest) Less(i, j int) bool { return h[i] > h[j] }
func (h latest) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *latest) Push(x any)        { *h = append(*h, x.(int)) }
func (h *latest) Pop() any {
	old := *h
	x := old[len(old)-1]
	*h = old[:len(old)-1]
	return x
}
