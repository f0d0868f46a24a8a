package layout

import (
	"math"
	"slices"
	"strings"

	"gongkai/extract/trace"
)

// inColumns joins the texts of a row that stand in one column: a code and its
// name with a gap between them.
func inColumns(rows []textRow, columns []span) {
	column := func(l Line) int { return overlapped(columns, l.At.Box.X0, l.At.Box.X1) }
	for r := range rows {
		var out []Line
		for _, l := range rows[r].pieces {
			n := len(out) - 1
			if n < 0 || column(out[n]) != column(l) || column(l) < 0 || l.At.Box.X1 > columns[column(l)].hi+1 {
				out = append(out, l)
				continue
			}
			out[n].Text += " " + l.Text
			out[n].At.Box = out[n].At.Box.Union(l.At.Box)
		}
		rows[r].pieces = out
	}
}

// collect joins pieces whose baselines are at most pitch points apart to texts;
// together tells whether a piece may be the next line of a text.
func (a *looseArea) collect(rows []textRow, pitch float64, together func(t *text, r textRow, l Line) bool) []text {
	var out []text
	first := 0 // texts before it are too far up for any line to come
	for _, r := range rows {
		over := len(out)
		for first < over && r.y-out[first].bottom > pitch+a.em {
			first++
		}
		for _, l := range r.pieces {
			k := -1
			for i := first; i < over; i++ {
				t := &out[i]
				below := l.Baseline - t.bottom
				if below <= 0.1*a.em || below > pitch {
					continue
				}
				overlap := math.Min(t.box.X1, l.At.Box.X1) - math.Max(t.box.X0, l.At.Box.X0)
				narrow := math.Min(t.box.Width(), l.At.Box.Width())
				if overlap > 0.6*narrow && together(t, r, l) {
					k = i
				}
			}
			if k < 0 {
				out = append(out, text{box: l.At.Box, lines: []trace.Rect{l.At.Box}, bottom: l.Baseline, number: IsNumber(l.Text), amount: separated(l.Text), parted: strings.Contains(l.Text, " ")})
				continue
			}
			out[k].box = out[k].box.Union(l.At.Box)
			out[k].bottom, out[k].number, out[k].amount = l.Baseline, IsNumber(l.Text), separated(l.Text)
			out[k].parted = strings.Contains(l.Text, " ")
			out[k].lines = append(out[k].lines, l.At.Box)
		}
	}
	return out
}

// separated tells whether a text is a number with separators or decimals, as
// amounts are and codes are not.
func separated(s string) bool { return IsNumber(s) && strings.ContainsAny(s, ".,") }

// several tells whether more than one text of a row stands under a box: it is
// the heading of a group then.
func several(r textRow, box trace.Rect) bool {
	n := 0
	for _, l := range r.pieces {
		if math.Min(l.At.Box.X1, box.X1) > math.Max(l.At.Box.X0, box.X0) {
			n++
		}
	}
	return n > 1
}

// underlined tells whether a ruling runs under a text, above the one below.
func (a *looseArea) underlined(box trace.Rect, bottom, below float64) bool {
	return slices.ContainsFunc(a.levels, func(b bar) bool {
		return b.y > bottom-descent*a.em && b.y < below-descent*a.em && b.x0 <= box.CenterX() && b.x1 >= box.CenterX()
	})
}

// flush tells whether two lines, one below the other, are set as lines of one
// cell are: flush left, perhaps after an indent, flush right or centred.
func (a *looseArea) flush(above, below trace.Rect) bool {
	indent := above.X0 - below.X0
	return near(above.CenterX(), below.CenterX(), setOff*a.em) || near(above.X1, below.X1, setOff*a.em) ||
		indent > -setOff*a.em && indent < deepest*a.em
}

// wrapPitch finds the greatest distance of baselines within a cell. The
// distances of pieces that stand one below the other fall into groups: lines
// of one cell, then rows. Numbers do not wrap, so that two of them are rows.
// known tells that the two groups stand apart, or that there is too little to
// tell otherwise.
func (a *looseArea) wrapPitch(rows []textRow) (pitch float64, known bool) {
	var all []float64
	numeric := math.Inf(1)
	decimals := usualDecimals(rows)
	for i, r := range rows {
		for _, l := range r.pieces {
			if d, both := a.pieceBelow(rows[i+1:], l, decimals); d > 0 {
				if d >= leastPitch {
					all = append(all, d)
				}
				if both {
					numeric = math.Min(numeric, d)
				}
			}
		}
	}
	slices.Sort(all)
	out := wrapPitch
	if len(all) > 0 && all[0] > wrapPitch {
		out, known = all[0]-pitchJump, true
	}
	for i := 1; i < len(all) && all[i-1] <= wrapPitch; i++ {
		if all[i]-all[i-1] > pitchJump {
			// Lines of a cell keep their distance; rows come as near as they may.
			out, known = all[i-1]+(all[i]-all[i-1])/4, true
			break
		}
	}
	return math.Min(out, numeric-pitchJump/2) * a.em, known || len(all) < fewDistances
}

// pieceBelow returns how far below a piece, in ems, the next one stands, 0 for
// none; both tells that both are whole numbers.
func (a *looseArea) pieceBelow(rows []textRow, l Line, decimals int) (d float64, both bool) {
	const reach = 2.6 // ems; beyond it texts are surely not of one cell
	for _, next := range rows {
		if next.y-l.Baseline > reach*a.em {
			break
		}
		for _, m := range next.pieces {
			if math.Min(m.At.Box.X1, l.At.Box.X1)-math.Max(m.At.Box.X0, l.At.Box.X0) > 0.5*a.em {
				return (next.y - l.Baseline) / a.em, isWhole(l.Text, decimals) && isWhole(m.Text, decimals)
			}
		}
	}
	return 0, false
}
