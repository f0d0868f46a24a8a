package layout

import (
	"cmp"
	"slices"
)

// stackPitch is the greatest distance in ems of the lines of one text of a
// header, as office programs set them on a grid of lines.
const stackPitch = 2.0

// joinStacks joins the texts of the header that are lines of one, further
// apart than lines of the body: they stand one below the other over one column
// alone, all of them together in the middle where a text beside has its own or
// in that of the header. They are no heading with the text that it heads: where
// others head several beside the first, none stands beside the last, and none
// beside the others is without one above it.
func (a *looseArea) joinStacks(header []text, head float64) []text {
	slices.SortStableFunc(header, func(a, b text) int { return cmp.Compare(a.box.Y0, b.box.Y0) })
	under := make([]int, len(header)) // the only text right under each, -1 for none or several
	heads := make([]bool, len(header))
	for k := range header {
		under[k], heads[k] = a.rightUnder(header, k)
		if under[k] >= 0 && a.leafBeside(header, under[k]) {
			under[k] = -1
		}
	}
	var out []text
	joined := make([]bool, len(header))
	for k := range header {
		if joined[k] {
			continue
		}
		t := header[k]
		headed := a.headsBeside(header, heads, k)
		var whole []int // the longest stack that is one text
		stack := t
		for o, n := under[k], []int(nil); o >= 0 && !joined[o]; o = under[o] {
			n = append(n, o)
			stack.box, stack.bottom = stack.box.Union(header[o].box), header[o].bottom
			stack.lines = append(slices.Clone(stack.lines), header[o].lines...)
			inRow := a.inLevel(header, header[o])
			if headed && inRow {
				continue // a heading over one column
			}
			if a.inLevel(header, stack) || !inRow && near(stack.middle(), midpoint(a.box.Y0, head), fontOff*a.em) {
				t, whole = stack, n
			}
		}
		for _, o := range whole {
			joined[o] = true
		}
		out = append(out, t)
	}
	return out
}

// rightUnder returns the only text right under text k of the header, close
// enough for a line of it, -1 for none; heads tells that there are several.
func (a *looseArea) rightUnder(header []text, k int) (only int, heads bool) {
	t, only := &header[k], -1
	for o := range header {
		u := &header[o]
		if o == k || u.box.CenterY() <= t.box.CenterY() || !above(*t, *u) {
			continue
		}
		switch {
		case only >= 0 && u.middle() > header[only].middle()+sameRow*a.em: // further down
		case only >= 0:
			return -1, true
		default:
			only = o
		}
	}
	if only < 0 {
		return -1, false
	}
	u := &header[only]
	distance := u.lines[0].CenterY() - t.lines[len(t.lines)-1].CenterY()
	if distance > stackPitch*a.em || t.number || u.number || u.parted || a.underlined(t.box, t.bottom, u.bottom) {
		return -1, false
	}
	return only, false
}

// leafBeside tells whether a text at the height of text k has none above it, or
// is the number of a column.
func (a *looseArea) leafBeside(header []text, k int) bool {
	return slices.ContainsFunc(header, func(o text) bool {
		return o.box != header[k].box && near(o.middle(), header[k].middle(), sameRow*a.em) && (o.number ||
			!slices.ContainsFunc(header, func(t text) bool { return t.middle() < o.middle()-sameRow*a.em && above(t, o) }))
	})
}

// inLevel tells whether a text has its middle where one beside it has its own.
func (a *looseArea) inLevel(header []text, t text) bool {
	return slices.ContainsFunc(header, func(o text) bool {
		return !above(o, t) && near(o.middle(), t.middle(), levelOff*a.em)
	})
}

// headsBeside tells whether a text at the height of text k heads several.
func (a *looseArea) headsBeside(header []text, heads []bool, k int) bool {
	for o := range header {
		if heads[o] && near(header[o].middle(), header[k].middle(), levelOff*a.em) {
			return true
		}
	}
	return false
}
