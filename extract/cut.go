package extract

import (
	"math"
	"regexp"
	"strings"
	"unicode/utf8"

	"gongkai/extract/layout"
	"gongkai/extract/trace"
)

const (
	// fullWidth is how much room, in font sizes beside the next character, a
	// line may leave in its cell and still count as wrapped: the padding of
	// both sides in the widest layouts seen, and half a character.
	fullWidth = 1.6
	// fullHeight is how much room, in lines, a cell may leave below and above
	// its text and still count as cut by the end of the page.
	fullHeight = 1.3
	// labelFill is the share of rows under a label from which on a blank cell
	// under one that spans several rows belongs to it.
	labelFill = 0.6
	// cutRunes is the length of the longest rest of a cut label.
	cutRunes = 4
	// proseWidth is the least width, in font sizes, of a cell whose full last
	// line is no accident.
	proseWidth = 14
)

var (
	wholeAmount = regexp.MustCompile(`^-?\(?(\d{1,3}(,\d{3})+|\d+)(\.\d{1,2})?\)?%?$`)
)

// continues tells whether the text below a break can be the rest of the text
// above it: the text above ends in a full line, and the two are not each a
// whole amount or a new item.
func continues(m meeting) bool {
	if words().ItemStart.match(m.down) {
		return false
	}
	up, down := m.above.Parts[len(m.above.Parts)-1], m.below
	last, first := up.Lines[len(up.Lines)-1], down.Lines[0]
	if wholeAmount.MatchString(m.up) && wholeAmount.MatchString(m.down) {
		// Two amounts unless the upper one breaks off at the very edge of its
		// cell without decimals.
		return !strings.Contains(m.up, ".") && up.At.Box.Width()-last.At.Box.Width() < last.Size
	}
	return lineFull(last, first, up.At.Box, down.Box)
}

// lineFull tells whether the first word of next, the first line of a cell with
// box below, would not have fitted behind line in a cell with box above. A
// first line that is indented against the next has less room.
func lineFull(line, next layout.Line, above, below trace.Rect) bool {
	room := above.Width() - line.At.Box.Width()
	if indent := line.At.Box.X0 - above.X0 - (next.At.Box.X0 - below.X0); indent > 0 {
		room -= indent
	}
	return room <= headWidth(next)+fullWidth*line.Size
}

// headWidth returns the width of the part of a line that a printer keeps
// together at its beginning: one CJK character or a whole number or word, with
// the brackets that must not end a line and the punctuation that must not
// begin one.
func headWidth(l layout.Line) float64 {
	text := []rune(l.Text)
	if len(text) == 0 {
		return 0
	}
	n := 0
	for n < len(text)-1 && opening(text[n]) {
		n++
	}
	if wide(text[n]) {
		n++
	} else {
		for n < len(text) && !wide(text[n]) && text[n] != ' ' {
			n++
		}
	}
	for n < len(text) && closing(text[n]) {
		n++
	}
	w := 0.0
	for _, r := range text[:n] {
		if wide(r) {
			w += l.Size
		} else {
			w += l.Size * narrowGlyph
		}
	}
	return math.Min(w, l.At.Box.Width()+1)
}

// brokenText tells whether a text below the break cannot stand by itself: it
// begins with punctuation that ends something, or closes a bracket that the
// text above opened.
func brokenText(ms []meeting) bool {
	for _, m := range ms {
		if m.up == "" || m.down == "" {
			continue
		}
		first, _ := utf8.DecodeRuneInString(m.down)
		if closing(first) || openBrackets(m.up) > 0 && openBrackets(m.down) < 0 {
			return true
		}
	}
	return false
}

// openBrackets returns how many brackets s opens more than it closes.
func openBrackets(s string) int {
	n := 0
	for _, r := range s {
		switch {
		case strings.ContainsRune("([{《〈「『【〔“", r):
			n++
		case strings.ContainsRune(")]}》〉」』】〕”", r):
			n--
		}
	}
	return n
}

// fullProse tells whether a wide cell breaks off in a full line without the
// end of a sentence: running text that goes on below.
func fullProse(ms []meeting) bool {
	for _, m := range ms {
		if m.up == "" || m.down == "" {
			continue
		}
		part := m.above.Parts[len(m.above.Parts)-1]
		size := part.Lines[len(part.Lines)-1].Size
		if part.At.Box.Width() >= proseWidth*size && !words().SentenceEnd.match(m.up) {
			return true
		}
	}
	return false
}

// goesOn tells whether cell c of the first row of the next page is the rest
// of a cell of the table, and of which. joined tells that the whole row is.
func (j *junction) goesOn(c *layout.Cell, joined bool) (at int, ok bool) {
	at = j.a.covering(j.last, j.cols[c.Col])
	if at < 0 {
		return at, false
	}
	up := &j.a.table.Cells[at]
	if up.Col != j.cols[c.Col] || up.Col+up.ColSpan != j.cols[c.Col+c.ColSpan] {
		return at, false
	}
	if joined {
		return at, true
	}
	part := up.Parts[len(up.Parts)-1]
	m := meeting{up, c, plain(part.Text), plain(c.Text())}
	if up.Row < j.block || !j.levelCell(m) {
		return at, false
	}
	whole := plain(up.Text)
	// Where labels stand in nearly every row, a blank cell is none of its own.
	labels := j.rows >= keyRows && (j.fill[up.Col] >= keyFill || m.above.RowSpan > 1 && j.fill[up.Col] >= labelFill)
	switch {
	case m.down == "" && whole == "":
		return at, m.above.RowSpan > 1 && m.below.RowSpan > 1
	case m.down == "":
		return at, labels && j.rowHasText()
	case whole == "":
		return at, labels && spans(m)
	case m.down == whole:
		return at, spans(m) || !j.repeatsLabels(up.Col)
	}
	return at, j.cutLabel(m, whole)
}

// repeatsLabels tells whether a label stands again right under itself in a
// cell of its own in column col: then a further one is a new cell as well.
func (j *junction) repeatsLabels(col int) bool {
	above := ""
	for i := range j.body {
		if c := &j.body[i]; c.Col == col {
			text := plain(c.Text)
			if text != "" && text == above {
				return true
			}
			above = text
		}
	}
	return false
}

// rowHasText tells whether the first row of the next page prints anything.
func (j *junction) rowHasText() bool {
	for i := range j.g.Cells {
		if c := &j.g.Cells[i]; c.Row == j.row && plain(c.Text()) != "" {
			return true
		}
	}
	return false
}

// cutLabel tells whether a label of a merged column was cut by the end of the
// page: it fills its cell, and only with the text below does it end like the
// other labels of the column, or like labels do.
func (j *junction) cutLabel(m meeting, whole string) bool {
	part := m.above.Parts[len(m.above.Parts)-1]
	if m.up == "" || !continues(m) || !cellFull(part) {
		return false
	}
	if end := j.commonEnd(m); end != "" {
		return !strings.HasSuffix(whole, end) && strings.HasSuffix(whole+m.down, end)
	}
	w := words().WholeLabel
	return !w.match(whole) && len([]rune(m.down)) <= cutRunes && w.match(whole+m.down)
}

// commonEnd returns the words with which all other labels of the column end,
// "" when there are too few to tell.
func (j *junction) commonEnd(m meeting) string {
	end, n := []rune(nil), 0
	add := func(s string) {
		r := []rune(s)
		if n++; n == 1 {
			end = r
			return
		}
		k := 0
		for k < len(end) && k < len(r) && end[len(end)-1-k] == r[len(r)-1-k] {
			k++
		}
		end = end[len(end)-k:]
	}
	for i := range j.body {
		if c := &j.body[i]; spanOf(c) == spanOf(m.above) && c != m.above && c.Text != "" {
			add(plain(c.Text))
		}
	}
	for i := range j.g.Cells {
		if c := &j.g.Cells[i]; j.cols[c.Col] == m.above.Col && j.cols[c.Col+c.ColSpan] == m.above.Col+m.above.ColSpan && c.Row > j.row && plain(c.Text()) != "" {
			add(plain(c.Text()))
		}
	}
	if n < 2 {
		return ""
	}
	return string(end)
}

// cellFull tells whether the lines of a cell leave no room for another line.
func cellFull(p Part) bool {
	if len(p.Lines) == 0 {
		return false
	}
	first, last := p.Lines[0], p.Lines[len(p.Lines)-1]
	pitch := last.Size * 1.2
	if len(p.Lines) > 1 {
		pitch = (last.Baseline - first.Baseline) / float64(len(p.Lines)-1)
	}
	return p.At.Box.Height()-(last.Baseline-first.Baseline)-last.Size < (fullHeight)*pitch
}
