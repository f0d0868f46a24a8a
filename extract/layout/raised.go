package layout

import (
	"cmp"
	"math"
	"slices"
)

// The marks of notes and exponents stand on baselines of their own.
const (
	// raisedSize is the largest size of a raised character against the line it
	// belongs to.
	raisedSize = 0.8
	// raisedMin and raisedMax bound how far it is raised, in sizes of the line.
	raisedMin = 0.15
	raisedMax = 0.6
	// raisedGlyphs is the most characters of a mark.
	raisedGlyphs = 4
	// raisedGap is the widest space before it, in sizes of the line.
	raisedGap = 0.5
)

// withRaised puts raised marks into the rows behind whose words they stand, so
// that they do not part the lines of a text. Rows come sorted from top to
// bottom within a writing direction.
func withRaised(rows [][]placed) [][]placed {
	var out [][]placed
	for i, row := range rows {
		var rest []placed
		for _, mark := range marks(row) {
			if host := hostOf(rows[i+1:], mark); host >= 0 {
				host += i + 1
				rows[host] = append(slices.Clip(rows[host]), mark...)
				slices.SortStableFunc(rows[host], func(a, b placed) int { return cmp.Compare(a.u0, b.u0) })
				continue
			}
			rest = append(rest, mark...)
		}
		if len(rest) > 0 {
			out = append(out, rest)
		}
	}
	return out
}

// marks cuts a row at its gaps: each piece may be a mark of another line. A
// row of large or many characters that stands alone is one piece.
func marks(row []placed) [][]placed {
	if len(row) == 0 || row[0].turn != 0 {
		return [][]placed{row}
	}
	return cutAtGaps(row, gutterMin, gutterMin)
}

// hostOf returns which of the next rows, if any, a mark belongs to: one of
// larger type, less than a line lower, with a word that ends right before it
// and nothing at its place.
func hostOf(rows [][]placed, mark []placed) int {
	if len(mark) == 0 || len(mark) > raisedGlyphs {
		return -1
	}
	first, last := mark[0], mark[len(mark)-1]
	for i, row := range rows {
		if len(row) == 0 || row[0].turn != first.turn || row[0].turn != 0 {
			return -1
		}
		size := row[0].Size
		rise := row[0].v - first.v
		if rise > raisedMax*size {
			return -1
		}
		if rise < raisedMin*size || first.Size > raisedSize*size {
			continue
		}
		near, taken := math.Inf(1), false
		for k := range row {
			g := &row[k]
			if g.space {
				continue
			}
			taken = taken || g.u0 < last.u1-first.Size/4 && g.u1 > first.u0+first.Size/4
			if d := first.u0 - g.u1; d > -first.Size/4 && d < near {
				near = d
			}
		}
		if !taken && near <= raisedGap*size {
			return i
		}
	}
	return -1
}
