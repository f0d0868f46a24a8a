package extract

import (
	"math"
	"strings"
	"unicode"

	"gongkai/extract/layout"
	"gongkai/extract/trace"
)

const (
	// headingRunes is the length of the longest heading; numbered lines beyond
	// it are items of the text.
	headingRunes = 80
	// headingSize is how much larger than the running text the lines of a
	// title are set.
	headingSize = 1.15
	// coverLines is the most lines a cover page has.
	coverLines = 14
	// contentsShare is the share of its lines that must read like entries for
	// a further page to belong to the table of contents.
	contentsShare = 0.6
)

// blocksOf turns the rows between two tables into headings and paragraphs.
func (t *typography) blocksOf(rs []row, role Role) []Block {
	var out []Block
	for _, para := range t.paragraphs(rs) {
		if h := t.heading(para); h != nil && role == Body {
			out = append(out, Block{Heading: h})
			continue
		}
		p := &Paragraph{Lines: linesOf(para), Role: role}
		p.Text = t.join(p.Lines)
		p.Marker = words().ListMark.group(p.Text)
		out = append(out, Block{Paragraph: p})
	}
	return out
}

// linesOf returns the rows as lines.
func linesOf(para []row) []layout.Line {
	var out []layout.Line
	for i := range para {
		out = append(out, para[i].Line)
	}
	return out
}

// heading returns the paragraph as a heading when it is one by its numbering
// and not a sentence, or by its size and place.
func (t *typography) heading(para []row) *Heading {
	var b strings.Builder
	for i := range para {
		b.WriteString(para[i].plain)
	}
	text := b.String()
	if len([]rune(text)) > headingRunes {
		return nil
	}
	level, always := words().headingLevel(text)
	switch {
	case level > 0 && always:
	case words().Sentence.match(words().HeadingEnd.trim(text)):
		return nil
	case level > 0:
	case len(para) <= 2 && lettered(text) && t.centred(&para[0]) && (t.listed[text] || para[0].Bold && !t.bold || para[0].Size > headingSize*t.body):
		level = 1
	default:
		if level = t.latinHeading(para); level == 0 {
			return nil
		}
	}
	h := &Heading{Level: level, Text: t.join(linesOf(para))}
	for i := range para {
		h.At = append(h.At, para[i].At)
	}
	return h
}

// lettered tells whether s has letters or ideographs enough for a title.
func lettered(s string) bool {
	n := 0
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n >= titleLetters
}

// titleLetters is the least number of letters of a title.
const titleLetters = 2

// listedTitles returns the titles that a table of contents lists, without
// their numbering: in the text they may stand without it.
func listedTitles(rs []row) map[string]bool {
	out := map[string]bool{}
	for i := range rs {
		if rs[i].role != Contents {
			continue
		}
		entry := entryText(rs[i].plain)
		for _, h := range words().Heading {
			entry = strings.TrimPrefix(entry, h.re.FindString(entry))
		}
		out[entry] = true
	}
	return out
}

// contents finds the items of a table of contents: from its title on to the
// first line that says again what an entry said, or to a page that does not
// read like one.
func contents(rs []row) []int {
	var out []int
	start := -1
	for i := range rs {
		if words().ContentsTitle.match(rs[i].plain) {
			start = i
			break
		}
	}
	if start < 0 {
		return out
	}
	seen := map[string]bool{}
	for i := start; i < len(rs); i++ {
		entry := entryText(rs[i].plain)
		if seen[entry] && len([]rune(entry)) > 3 {
			break
		}
		if i > start && rs[i].page != rs[i-1].page && !entryPage(rs, i) && !entriesFirst(rs, i, seen) {
			break
		}
		seen[entry] = true
		out = append(out, rs[i].items...)
	}
	return out
}

// entryText returns the words of an entry without leader dots and page number.
func entryText(s string) string { return strings.TrimRight(s, "0123456789.·…-_") }

// isEntry tells whether a line reads like an entry of a table of contents.
func isEntry(s string) bool {
	w := words()
	level, _ := w.headingLevel(s)
	return w.ContentsEntry.match(s) || w.TableTitle.match(s) || level > 0 && !w.Sentence.match(w.HeadingEnd.trim(s))
}

// entriesFirst tells whether the page that begins with rs[i] goes on with
// entries up to the first line that repeats one of those seen.
func entriesFirst(rs []row, i int, seen map[string]bool) bool {
	for k := i; k < len(rs) && rs[k].page == rs[i].page; k++ {
		if seen[entryText(rs[k].plain)] {
			return k > i
		}
		if !isEntry(rs[k].plain) {
			return false
		}
	}
	return true
}

// entryPage tells whether most lines of the page that begins with rs[i] read
// like entries of a table of contents.
func entryPage(rs []row, i int) bool {
	n, entries := 0, 0
	for k := i; k < len(rs) && rs[k].page == rs[i].page; k++ {
		n++
		if isEntry(rs[k].plain) {
			entries++
		}
	}
	return float64(entries) >= contentsShare*float64(n)
}

// signatureRunes is the length of the longest line naming who publishes.
const signatureRunes = 40

// signature finds the items of the last date that stands on a line of its own, with the
// name above it, when nothing else follows.
func signature(rs []row) []int {
	last := len(rs) - 1
	if last < 1 || !words().DateLine.match(rs[last].plain) {
		return nil
	}
	out := append([]int(nil), rs[last].items...)
	above := rs[last-1]
	level, _ := words().headingLevel(above.plain)
	if level == 0 && !words().Sentence.match(above.plain) && len([]rune(above.plain)) <= signatureRunes &&
		math.Abs(above.At.Box.CenterX()-rs[last].At.Box.CenterX()) < signatureRunes/4*above.Size {
		out = append(out, above.items...)
	}
	return out
}

// coverPages returns how many pages at the beginning are covers: few lines, no
// numbered heading and no table on them.
func coverPages(items []item) int {
	pages := 0
	for i := 0; i < len(items); {
		page, n := items[i].page, 0
		for ; i < len(items) && items[i].page == page; i++ {
			if items[i].grid != nil || words().ContentsTitle.match(items[i].plain) {
				return pages
			}
			s := items[i].plain
			if level, _ := words().headingLevel(s); level > 0 || words().Sentence.match(s) || latin(s) && strings.HasSuffix(s, ".") {
				return pages
			}
			n++
		}
		if n > coverLines {
			return pages
		}
		pages = page + 1
		if pages >= 2 {
			return pages
		}
	}
	return pages
}

// A Section is a heading with the paragraphs under it and the sections below.
type Section struct {
	Level      int // of the heading; 0 for text before the first one
	Title      string
	Paragraphs []*Paragraph
	Children   []*Section
	At         []trace.Locator
}

// Outline returns the narrative of the document as a tree of sections by the
// levels of its headings. Tables, the cover and the table of contents are left
// out. Text before the first heading stands in a section without title.
func (d *Document) Outline() []*Section {
	root := &Section{}
	open := []*Section{root}
	for _, b := range d.Blocks {
		switch {
		case b.Heading != nil:
			for top := open[len(open)-1]; top != root && (top.Level == 0 || top.Level >= b.Heading.Level); top = open[len(open)-1] {
				open = open[:len(open)-1]
			}
			s := &Section{Level: b.Heading.Level, Title: b.Heading.Text, At: b.Heading.At}
			parent := open[len(open)-1]
			parent.Children = append(parent.Children, s)
			open = append(open, s)
		case b.Paragraph != nil && b.Paragraph.Role == Body:
			if len(open) == 1 {
				s := &Section{}
				root.Children = append(root.Children, s)
				open = append(open, s)
			}
			s := open[len(open)-1]
			s.Paragraphs = append(s.Paragraphs, b.Paragraph)
		}
	}
	return root.Children
}
