package extract

import (
	"math"

	"gongkai/extract/layout"
)

const (
	// captionReach is how far above a grid, in line heights, the nearest line
	// of its caption may stand, and how far its lines may be apart.
	captionReach = 5
	// noteReach is the same for notes beneath a grid: they stand close.
	noteReach = 3.5
	// captionLines is the most lines a caption has; more is running text.
	captionLines = 8
	// centreSlack is how far the middle of a centred line may be from the
	// middle of the grid or page, as a share of the page width.
	centreSlack = 0.04
	// titleRunes is the length of the longest centred line that is taken for a
	// title without a word for a table at its end.
	titleRunes = 45
	// titlePitch is the largest distance of the two lines of a title in font
	// sizes.
	titlePitch = 2.2
	// wrapWidth is the least width, as a share of the page, of a line after
	// which a title not centred goes on in the next.
	wrapWidth = 0.6
	// restRunes is the length of a lower title line that is no title by itself
	// but the rest of one.
	restRunes = 6
	// wrapPitch is the largest distance of the two lines of a wrapped
	// department in font sizes.
	wrapPitch = 1.6
	// sameLine is how far apart, in font sizes, baselines of one printed line
	// may be.
	sameLine = 0.6
)

// captionPart tells what a line of a caption says.
type captionPart int

const (
	notCaption     captionPart = iota
	numberPart                 // 表1
	titlePart                  // 部门收支总表
	subtitlePart               // （2024年）
	unitPart                   // 单位：万元
	departmentPart             // 编制部门：…
)

// partOf tells by its wording what part of a caption the plain text s is.
func partOf(s string) captionPart {
	w := words()
	switch {
	case w.TableNumber.match(s):
		return numberPart
	case w.TableUnit.match(s):
		return unitPart
	case w.TableDepartment.match(s):
		return departmentPart
	case w.TableSubtitle.match(s):
		return subtitlePart
	case w.TableTitle.match(s):
		if level, always := w.headingLevel(s); level > 0 && always {
			return notCaption
		}
		return titlePart
	}
	return notCaption
}

// caption is the lines above a grid that belong to it, as indices into the
// flow, top to bottom.
type caption struct {
	items []int
	parts []captionPart
}

// has tells whether the caption has a line saying part.
func (c caption) has(part captionPart) bool {
	for _, p := range c.parts {
		if p == part {
			return true
		}
	}
	return false
}

// captionOf returns the lines that belong to the grid at flow[g]: those right
// above it that read like a caption, on the page of the grid and, when nothing
// else stands above the grid there, at the end of the page before.
func captionOf(items []item, g int, sheets []layout.Sheet) caption {
	var c caption
	grid := items[g].grid
	below := grid.Box.Y0
	page := items[g].page
	for i := g - 1; i >= 0 && len(c.items) < captionLines; i-- {
		it := &items[i]
		if it.grid != nil || it.used || it.role != Body {
			break
		}
		if it.page != page {
			if it.page != items[g].page-1 || page != items[g].page {
				break
			}
			page, below = it.page, math.Inf(1)
		}
		if it.page == items[g].page && it.line.At.Box.Y0 > grid.Box.Y0 {
			break // in the column on its left
		}
		if !math.IsInf(below, 1) && below-it.line.At.Box.Y1 > captionReach*it.line.Size {
			break
		}
		part := partOf(it.plain)
		if beside(c, items, i) && part == notCaption {
			part = departmentPart // words left or right of a caption line on the same baseline
		}
		if part == notCaption && wrapsDepartment(items, i) {
			part = departmentPart
		}
		if part == notCaption && wrapsTitle(items, i) {
			part = subtitlePart
		}
		if part == notCaption && it.page == items[g].page && !c.has(titlePart) {
			part = titleByPlace(it, grid, sheets[it.page])
		}
		if len(c.parts) > 0 && c.parts[0] == titlePart && (part == notCaption || part == titlePart) {
			part = titleHead(items, c, i, sheets[it.page])
		}
		if part == notCaption {
			break
		}
		if c.has(titlePart) && part == unitPart {
			break // the unit of another, missing table
		}
		c.items = append([]int{i}, c.items...)
		c.parts = append([]captionPart{part}, c.parts...)
		below = it.line.At.Box.Y0
		if page != items[g].page && it.line.Baseline < sheets[page].Height/2 {
			break
		}
	}
	return c
}

// beside tells whether items[i] stands on the baseline of the topmost line of
// the caption.
func beside(c caption, items []item, i int) bool {
	if len(c.items) == 0 {
		return false
	}
	a, b := items[i], items[c.items[0]]
	return a.page == b.page && math.Abs(a.line.Baseline-b.line.Baseline) < sameLine*a.line.Size
}

// wrapsDepartment tells whether items[i] is the second line of a department
// line: right beneath it, in the same size, with the same left margin.
func wrapsDepartment(items []item, i int) bool {
	l := items[i].line
	for k := i - 1; k >= 0 && k >= i-2 && items[k].line != nil && items[k].page == items[i].page; k-- {
		u := items[k].line
		if partOf(items[k].plain) == departmentPart && math.Abs(u.At.Box.X0-l.At.Box.X0) < u.Size/2 &&
			math.Abs(u.Size-l.Size) < 0.1*u.Size && l.Baseline > u.Baseline && l.Baseline-u.Baseline < wrapPitch*l.Size {
			return true
		}
	}
	return false
}

// wrapsTitle tells whether items[i] is the second line of a title in Latin
// letters that begins with its number: right beneath it, in the same type.
func wrapsTitle(items []item, i int) bool {
	if i == 0 || items[i-1].line == nil || items[i-1].region != items[i].region || !latin(items[i].plain) {
		return false
	}
	u, l := items[i-1].line, items[i].line
	return latin(items[i-1].plain) && partOf(items[i-1].plain) == titlePart && u.Bold == l.Bold && math.Abs(u.Size-l.Size) < 0.1*u.Size &&
		l.Baseline > u.Baseline && l.Baseline-u.Baseline < wrapPitch*l.Size
}

// centred tells whether l stands in the middle of the page or of a box that
// is wider than l.
func centred(l *layout.Line, x0, x1 float64, s layout.Sheet) bool {
	mid := l.At.Box.CenterX()
	slack := centreSlack * s.Width
	if l.At.Box.Width() > 0.9*(x1-x0) {
		return false
	}
	return math.Abs(mid-(x0+x1)/2) < slack || math.Abs(mid-s.Width/2) < slack
}

// titleByPlace takes a short centred line for a title when it does not read
// like a sentence or a numbered heading.
func titleByPlace(it *item, g *layout.Grid, s layout.Sheet) captionPart {
	w := words()
	if level, _ := w.headingLevel(it.plain); level > 0 || len([]rune(it.plain)) > titleRunes || w.Sentence.match(it.plain) {
		return notCaption
	}
	if g.Box.Y0-it.line.At.Box.Y1 > captionReach*it.line.Size || !centred(it.line, g.Box.X0, g.Box.X1, s) {
		return notCaption
	}
	return titlePart
}

// titleHead takes items[i] for the upper line of a title of two lines: in the
// size of the lower one and close above it, and centred like it or so long
// that the lower one did not fit behind it.
func titleHead(items []item, c caption, i int, s layout.Sheet) captionPart {
	if items[c.items[0]].page != items[i].page {
		return notCaption
	}
	upper, lower := items[i].line, items[c.items[0]].line
	_, always := words().headingLevel(items[i].plain)
	below, _ := words().headingLevel(items[c.items[0]].plain)
	if always || below > 0 || words().Sentence.match(items[i].plain) {
		return notCaption
	}
	if math.Abs(upper.Size-lower.Size) > 0.1*lower.Size || lower.Baseline-upper.Baseline > titlePitch*lower.Size {
		return notCaption
	}
	both := centred(upper, 0, s.Width, s) && centred(lower, 0, s.Width, s)
	rest := lower.At.Box.X0 < upper.At.Box.X0+upper.Size || len([]rune(items[c.items[0]].plain)) <= restRunes
	wraps := upper.At.Box.Width() > wrapWidth*s.Width && rest
	if both || wraps {
		return titlePart
	}
	return notCaption
}

// notesOf returns the indices of the lines beneath the grid at flow[g] that
// belong to it: notes and statements that the table is empty, with their
// wrapped lines.
func notesOf(items []item, g int) []int {
	var out []int
	grid := items[g].grid
	above := grid.Box.Y1
	for i := g + 1; i < len(items); i++ {
		it := &items[i]
		if it.grid != nil || it.used || it.region != items[g].region {
			break
		}
		l := it.line
		if l.At.Box.CenterY() < grid.Box.Y1 {
			continue // beside the grid
		}
		if l.At.Box.Y0-above > noteReach*l.Size {
			break
		}
		isNote := words().TableNote.match(wrappedText(items, i))
		if !isNote && (len(out) == 0 || !continuesNote(items, out, i)) {
			break
		}
		out = append(out, i)
		above = l.At.Box.Y1
	}
	return out
}

// noteWraps is the most lines of a note that are read together to recognise it.
const noteWraps = 3

// wrappedText returns the text of items[i] with the lines right beneath it.
func wrappedText(items []item, i int) string {
	text := items[i].plain
	for k := i + 1; k < len(items) && k < i+noteWraps; k++ {
		a, b := &items[k-1], &items[k]
		if b.line == nil || b.page != a.page || b.used || words().SentenceEnd.match(a.plain) ||
			math.Abs(a.line.Size-b.line.Size) > 0.1*a.line.Size || b.line.Baseline-a.line.Baseline > titlePitch*b.line.Size {
			break
		}
		text += b.plain
	}
	return text
}

// continuesNote tells whether items[i] goes on with the notes that end with
// the last of out: a further numbered note, or the next line of a wrapped one.
func continuesNote(items []item, out []int, i int) bool {
	last, l := items[out[len(out)-1]].line, items[i].line
	if partOf(items[i].plain) != notCaption {
		return false
	}
	if level, _ := words().headingLevel(items[i].plain); level > 0 {
		return false
	}
	if math.Abs(last.Size-l.Size) > 0.1*last.Size || l.Baseline-last.Baseline > 2.2*l.Size {
		return false
	}
	if words().ListItem.match(items[i].plain) {
		return true
	}
	return !words().SentenceEnd.match(items[out[len(out)-1]].plain) && l.At.Box.X0 <= last.At.Box.X0+2.5*l.Size
}

// NoteTexts returns the notes under the table, the lines of each joined: a line
// begins a note when it is numbered or the one above ends its sentence.
func (t *Table) NoteTexts() []string {
	var out []string
	start := 0
	for i := 1; i <= len(t.Notes); i++ {
		if i < len(t.Notes) {
			above, s := plain(t.Notes[i-1].Text), plain(t.Notes[i].Text)
			if !words().SentenceEnd.match(above) && !words().ListItem.match(s) {
				continue
			}
		}
		out = append(out, layout.JoinLines(t.Notes[start:i]))
		start = i
	}
	return out
}
