package layout

import (
	"fmt"

	"gongkai/extract/page"
	"gongkai/extract/trace"
)

const (
	// mostStacked is the most lines of a text that reaches over its cell.
	mostStacked = 4
	// stackedPitch is the greatest distance in ems of its lines.
	stackedPitch = 1.8
	// stackedOff is how far in ems its middle is from that of the cell at most.
	stackedOff = 0.3
	// bodyTop is the height in ems of the bodies of characters, from the baseline
	// up.
	bodyTop = 0.75
)

// A run is text that was drawn in one piece: the glyphs i..j-1.
type run struct{ i, j int }

// gatherOverfull puts texts into their cells that are higher than these and
// reach over them to both sides: spreadsheet programs set such a text in the
// middle of its row, and what does not fit stands on the rulings or in the rows
// above and below. Lines that were drawn one after the other, one below the
// other, belong to the cell in whose middle they stand together when the
// rulings run through the first and the last of them. What else stands across
// the ruling between two rows is reported.
func (a *assignment) gatherOverfull(p *page.Page) []trace.Finding {
	var findings []trace.Finding
	for k := 0; k < len(a.runs); {
		stack, cell := a.runs[k:k+1], outside
		for n := a.stackEnd(k); n > k+1 && cell == outside; n-- {
			if cell = a.overfull(a.runs[k:n]); cell != outside {
				stack = a.runs[k:n]
			}
		}
		k += len(stack)
		switch {
		case cell != outside:
			for _, r := range stack {
				a.move(r, cell)
			}
			findings = append(findings, trace.Finding{
				Rule: "layout.overfull_cell", Status: trace.Hold, Severity: trace.Info,
				Message: fmt.Sprintf("%d lines of text are higher than the row in whose middle they stand: they were given to it", len(stack)),
				Text:    a.textOf(stack),
				At:      []trace.Locator{{Page: p.Number, Box: a.box(cell)}},
			})
		case a.across(stack[0]) && !a.follows(k-1):
			findings = append(findings, trace.Finding{
				Rule: "layout.text_across", Status: trace.NotComputable, Severity: trace.Warning,
				Message: "a ruling between two rows runs through this text: it may belong to the other row",
				Text:    a.textOf(stack),
				At:      []trace.Locator{{Page: p.Number, Box: a.boxOf(stack[0])}},
			})
		}
	}
	return findings
}

// follows tells whether run k goes on with the text of the one drawn before it,
// in the same cell: its place is not in doubt.
func (a *assignment) follows(k int) bool {
	return k > 0 && a.cell[a.runs[k].i] == a.cell[a.runs[k-1].i] && a.stackEnd(k-1) > k
}

// stackEnd returns the end of the lines from run k on that were drawn one after
// the other, each below the one before in the same columns, equally far apart:
// mostStacked at most.
func (a *assignment) stackEnd(k int) int {
	n, pitch := k+1, 0.0
	for ; n < len(a.runs) && n < k+mostStacked; n++ {
		last, next := a.boxOf(a.runs[n-1]), a.boxOf(a.runs[n])
		g, h := &a.glyphs[a.runs[n-1].i], &a.glyphs[a.runs[n].i]
		step := h.Y - g.Y
		if n == k+1 {
			pitch = step
		}
		if g.Angle != 0 || h.Angle != 0 || g.Down || h.Down || !near(g.Size, h.Size, 0.05*g.Size) ||
			step < 0.5*g.Size || step > stackedPitch*g.Size || !near(step, pitch, 0.1*g.Size) ||
			(next.X0 >= last.X1 || last.X0 >= next.X1) && !a.sameColumns(a.runs[n-1], a.runs[n]) {
			break
		}
	}
	return n
}

// sameColumns tells whether two runs stand in cells of the same columns.
func (a *assignment) sameColumns(r, o run) bool {
	p, q := a.box(a.cell[r.i]), a.box(a.cell[o.i])
	return p.X0 == q.X0 && p.X1 == q.X1
}

// overfull returns the cell that holds a stack, or outside.
func (a *assignment) overfull(stack []run) int {
	first, last := stack[0], stack[len(stack)-1]
	if !a.across(first) && !a.across(last) {
		return outside
	}
	em := a.glyphs[first.i].Size
	top, bottom := a.glyphs[first.i].Y-bodyTop*em, a.glyphs[last.i].Y
	box := a.boxOf(first).Union(a.boxOf(last))
	cell := a.cellAt(box.CenterX(), midpoint(top, bottom))
	if cell == outside {
		return outside
	}
	in := a.box(cell)
	if top >= in.Y0 || bottom <= in.Y1 || !near(in.CenterY(), midpoint(top, bottom), stackedOff*em) ||
		box.X0 < in.X0-em || box.X1 > in.X1+em {
		return outside
	}
	for i, c := range a.cell {
		if c == cell && !blank(a.glyphs[i].Text) && (i < first.i || i >= last.j) {
			return outside // a text of its own
		}
	}
	return cell
}

// across tells whether the upper or the lower side of its cell runs through the
// bodies of the characters of a run.
func (a *assignment) across(r run) bool {
	g := &a.glyphs[r.i]
	if a.cell[r.i] == outside || g.Angle != 0 || g.Down {
		return false
	}
	spare := (1 - bodyShare) / 2 * bodyTop * g.Size
	through := func(y float64) bool { return y > g.Y-bodyTop*g.Size+spare && y < g.Y-spare }
	box := a.box(a.cell[r.i])
	return through(box.Y0) || through(box.Y1)
}

// boxOf returns the box of a run.
func (a *assignment) boxOf(r run) trace.Rect {
	var box trace.Rect
	for i := r.i; i < r.j; i++ {
		if !blank(a.glyphs[i].Text) {
			box = box.Union(a.glyphs[i].Box)
		}
	}
	return box
}

// textOf returns the text of lines.
func (a *assignment) textOf(lines []run) string {
	var b []byte
	for _, r := range lines {
		for i := r.i; i < r.j; i++ {
			b = append(b, a.glyphs[i].Text...)
		}
	}
	return string(b)
}
