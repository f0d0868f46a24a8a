package extract

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"gongkai/extract/layout"
)

const (
	// indentMin is the least indent, in font sizes, of the first line of a
	// paragraph against the left margin; usual is two characters.
	indentMin = 1.2
	// indentShare is the share of the first lines of paragraphs that are
	// indented in a document that indents them; headings may not be.
	indentShare = 0.6
	// centreIndent is the least distance of a centred line from the left
	// margin: more than the indent of a paragraph.
	centreIndent = 2.4
	// spreadPitch is how much wider than usual the distance of two lines may
	// be before the second starts a paragraph of its own.
	spreadPitch = 1.45
	// sizeChange is the relative change of font size that ends a paragraph.
	sizeChange = 0.12
	// lineSlack is the room, in font sizes, that justified setting may leave
	// at the end of a full line.
	lineSlack = 0.6
	// textLine is the least width, as a share of the page width, of a line
	// that tells where the right margin is.
	textLine = 0.5
	// fullLines is how many long lines must end within fullEnd font sizes of
	// the farthest for a page to tell its own right margin.
	fullLines = 4
	fullEnd   = 1.5
)

// column is the block of running text on a page: its left and right margins.
type column struct{ left, right float64 }

// textColumns returns the column of running text in every region: from the
// leftmost to the rightmost end of its long lines. A page with few lines that
// end at its right margin takes the column of the pages of the same width.
func textColumns(items []item, regions []region) []column {
	found := make([]column, len(regions))
	widths := map[float64]column{}
	for r := range regions {
		found[r], widths[regions[r].box.Width()] = noColumn, noColumn
	}
	long := func(it *item) bool {
		return it.line != nil && !it.used && it.line.At.Box.Width() >= textLine*regions[it.region].box.Width()
	}
	for i := range items {
		if it := &items[i]; long(it) {
			w := regions[it.region].box.Width()
			found[it.region] = found[it.region].with(it.line)
			widths[w] = widths[w].with(it.line)
		}
	}
	full := make([]int, len(regions))
	for i := range items {
		if it := &items[i]; long(it) && found[it.region].right-it.line.At.Box.X1 < fullEnd*it.line.Size {
			full[it.region]++
		}
	}
	for r := range found {
		if full[r] < fullLines && !regions[r].column {
			found[r] = widths[regions[r].box.Width()]
		}
		if found[r] == noColumn {
			found[r] = column{regions[r].box.X0, regions[r].box.X1}
		}
	}
	return found
}

// noColumn is the column of no lines.
var noColumn = column{math.Inf(1), math.Inf(-1)}

// with returns the column widened to l.
func (c column) with(l *layout.Line) column {
	return column{math.Min(c.left, l.At.Box.X0), math.Max(c.right, l.At.Box.X1)}
}

// A row is the lines of the flow on one baseline, left to right, as one line.
type row struct {
	layout.Line
	page, region int
	plain        string
	role         Role
	items        []int // the lines it is made of, as indices into the flow
}

// rows joins neighbouring lines among the given items of the flow that stand
// on one baseline, left to right.
func rows(items []item, index []int) []row {
	var out []row
	for k := 0; k < len(index); {
		end := k + 1
		for end < len(index) && sameRowOf(items, index[k:end], index[end]) {
			end++
		}
		parts := slices.Clone(index[k:end])
		slices.SortStableFunc(parts, func(a, b int) int {
			return cmp.Compare(items[a].line.At.Box.X0, items[b].line.At.Box.X0)
		})
		first := &items[parts[0]]
		r := row{*first.line, first.page, first.region, first.plain, first.role, parts}
		for _, i := range parts[1:] {
			r.append(*items[i].line)
		}
		out = append(out, r)
		k = end
	}
	return out
}

// sameRowOf tells whether item i stands on the baseline of the items in row,
// beside all of them.
func sameRowOf(items []item, row []int, i int) bool {
	b := items[i].line
	for _, k := range row {
		a := items[k].line
		if items[k].region != items[i].region || math.Abs(a.Baseline-b.Baseline) >= sameLine*math.Min(a.Size, b.Size) {
			return false
		}
		if b.At.Box.X0 < a.At.Box.X1-a.Size/2 && a.At.Box.X0 < b.At.Box.X1-a.Size/2 {
			return false
		}
	}
	return true
}

// append adds l at the right end of r.
func (r *row) append(l layout.Line) {
	if l.At.Box.X0-r.At.Box.X1 > narrowGlyph*r.Size {
		r.Text += " "
	}
	r.Text += l.Text
	r.At.Box = r.At.Box.Union(l.At.Box)
	p := plain(l.Text)
	if len(p) > len(r.plain) { // the first line was a mark or a footnote's number
		r.Size, r.Bold, r.Baseline = l.Size, l.Bold, l.Baseline
	}
	r.plain += p
}

// typography is what the running text of a document looks like.
type typography struct {
	sheets   []layout.Sheet
	regions  []region
	columns  []column        // of every region
	pitch    float64         // usual distance of baselines in font sizes
	body     float64         // usual font size
	bold     bool            // most of the text is bold, so that bold tells nothing
	indented bool            // paragraphs begin with an indented line
	listed   map[string]bool // titles named by the table of contents
	words    map[string]bool // printed whole on a line, in lower case; nil when no word is broken
}

// newTypography measures the running text.
func newTypography(items []item, sheets []layout.Sheet, regions []region) *typography {
	t := &typography{sheets: sheets, regions: regions, columns: textColumns(items, regions), words: vocabulary(items)}
	var pitches, sizes []float64
	var above *item
	var lines []int
	bold := 0
	for i := range items {
		it := &items[i]
		if it.line == nil || it.used {
			above = nil
			continue
		}
		lines = append(lines, i)
		for range (len(it.plain) + 9) / 10 {
			sizes = append(sizes, it.line.Size)
			if it.line.Bold {
				bold++
			}
		}
		if above != nil && above.region == it.region {
			if d := (it.line.Baseline - above.line.Baseline) / it.line.Size; d > 0.8 && d < 4 {
				pitches = append(pitches, d)
			}
		}
		above = it
	}
	t.pitch, t.body = median(pitches), median(sizes)
	t.listed = listedTitles(rows(items, lines))
	t.indented = t.indents(rows(items, lines))
	t.bold = 2*bold > len(sizes)
	return t
}

// indents tells whether most lines after a line that ends before the right
// margin, that is the first lines of paragraphs, are indented.
func (t *typography) indents(rs []row) bool {
	first, indented := 0, 0
	for i := 1; i < len(rs); i++ {
		a, b := &rs[i-1], &rs[i]
		if a.region != b.region || b.role != Body || t.wraps(a, b) {
			continue
		}
		first++
		if b.At.Box.X0 > t.columns[b.region].left+indentMin*b.Size {
			indented++
		}
	}
	return float64(indented) > indentShare*float64(first)
}

// wraps tells whether the first word of b would not have fitted behind a.
func (t *typography) wraps(a, b *row) bool {
	return t.columns[a.region].right-a.At.Box.X1 <= headWidth(b.Line)+lineSlack*a.Size
}

// centred tells whether r stands in the middle of the column, away from its
// margins.
func (t *typography) centred(r *row) bool {
	c := t.columns[r.region]
	l := r.Line
	return centred(&l, c.left, c.right, t.sheets[r.page]) && r.At.Box.X0 > c.left+centreIndent*r.Size && r.At.Box.X1 < c.right-indentMin*r.Size
}

// paragraphs joins the rows of running text into paragraphs.
func (t *typography) paragraphs(rs []row) [][]row {
	var out [][]row
	for i := range rs {
		if i > 0 && t.sameParagraph(&rs[i-1], &rs[i], len(out[len(out)-1])) {
			out[len(out)-1] = append(out[len(out)-1], rs[i])
			continue
		}
		out = append(out, []row{rs[i]})
	}
	return out
}

// sameParagraph tells whether row b goes on with the paragraph that ends with
// row a and has n rows so far.
func (t *typography) sameParagraph(a, b *row, n int) bool {
	if b.role == Unread || b.page-a.page > 1 || math.Abs(a.Size-b.Size) > sizeChange*a.Size {
		return false
	}
	level, always := words().headingLevel(b.plain)
	if always || b.role == Contents && (level > 0 || words().TableTitle.match(a.plain)) {
		return false
	}
	if (level > 0 || words().ListItem.match(b.plain) && !t.indented) && !runsOn(a) {
		return false
	}
	if a.region == b.region && b.Baseline-a.Baseline > spreadPitch*t.pitch*b.Size {
		return false
	}
	if latin(a.plain) && latin(b.plain) {
		return t.latinGoesOn(a, b)
	}
	_, numbered := words().headingLevel(a.plain)
	wraps := t.wraps(a, b)
	if t.centred(b) && a.region == b.region && a.Bold == b.Bold && (numbered || a.Size > headingSize*t.body) && (wraps || t.centred(a)) {
		return n == 1 && (numbered || b.At.Box.Width() < a.At.Box.Width()) && !words().Sentence.match(a.plain)
	}
	if b.At.Box.X0 > t.columns[b.region].left+indentMin*b.Size {
		// A title goes on in its own type, wherever its second line stands.
		return numbered && n == 1 && a.region == b.region && a.Bold == b.Bold && b.Size > (1+sizeChange)*t.body && !words().Sentence.match(b.plain)
	}
	return wraps
}

// runsOn tells whether a row breaks off before the end of its sentence.
func runsOn(a *row) bool {
	return !words().SentenceEnd.match(a.plain) && strings.ContainsAny(a.plain, ",、。:;(")
}
