package check

import (
	"slices"
	"strconv"
	"strings"

	"gongkai/extract/trace"
	"gongkai/normalize"
	"gongkai/normalize/kinds"
	"gongkai/normalize/printed"
)

// statements checks what the document says about itself: its year, its table
// of contents, the notes beneath its tables.
func (c *checker) statements() {
	c.headings(c.d.Sections, 1)
	c.contents()
	for i := range c.d.Tables {
		c.notes(&c.d.Tables[i])
	}
}

// headings checks the years in headings of the first level, the date of the
// assets, and how sections end.
func (c *checker) headings(sections []normalize.Section, depth int) {
	for i := range sections {
		s := &sections[i]
		title := printed.New(s.Title)
		if m := c.prose.HeadingYear.FindStringSubmatch(title.Folded); m != nil && depth == 1 && c.d.Document.Year > 0 && m[1] != strconv.Itoa(c.d.Document.Year) {
			c.note("heading.year", note{text: s.Title, at: s.At, values: values{"year": m[1], "document": strconv.Itoa(c.d.Document.Year)}})
		}
		for k := range s.Paragraphs {
			p := &s.Paragraphs[k]
			t := printed.New(p.Text)
			if m := c.prose.AsOf.FindStringSubmatchIndex(t.Folded); m != nil && c.d.Document.Kind == "final" && c.d.Document.Year > 0 && t.Folded[m[2]:m[3]] != strconv.Itoa(c.d.Document.Year) {
				c.note("text.as_of", note{text: t.Print(m[0], m[1]), at: p.At(t.Source(m[0]), t.End(m[1]))})
			}
			if k == len(s.Paragraphs)-1 && len(s.Children) == 0 && strings.HasSuffix(t.Folded, ";") {
				c.note("text.ends", note{text: tail(p.Text), at: p.At(0, len(p.Text))})
			}
		}
		c.headings(s.Children, depth+1)
	}
}

// tail returns the last words of a text.
func tail(s string) string {
	r := []rune(strings.TrimSpace(s))
	return string(r[max(0, len(r)-quotedRunes):])
}

// contents reports tables that the table of contents lists and that are not
// there: no table of their kind was read.
func (c *checker) contents() {
	have := map[string]bool{}
	for i := range c.d.Tables {
		have[c.d.Tables[i].Kind] = true
	}
	listed, present := 0, 0
	var missing []note
	for i := range c.d.Contents {
		p := &c.d.Contents[i]
		entry := strings.TrimRight(kinds.Fold(p.Text), "0123456789.·…-_")
		title := c.cat.MatchTitle(entry, c.d.Entity.Name)
		if title == nil || title.Kind == "" {
			continue
		}
		if k, ok := c.cat.Kind(title.Kind); !ok || !k.HasFacts() {
			continue
		}
		listed++
		if have[title.Kind] {
			present++
			continue
		}
		missing = append(missing, note{text: c.cat.ParseLabel(entry).Name, at: p.At(0, len(p.Text))})
	}
	if 2*present < listed {
		return // the tables could not be told, or stand in another file
	}
	for _, n := range missing {
		c.note("contents.missing", n)
	}
}

// notes checks what a table says about being empty.
func (c *checker) notes(t *normalize.Table) {
	kind, ok := c.cat.Kind(t.Kind)
	if !ok || !kind.HasFacts() {
		return
	}
	if t.Empty && t.Note == "" && !slices.ContainsFunc(t.Cells, func(c normalize.Cell) bool { return c.Role == "note" }) {
		c.note("table.unexplained", note{table: t.ID, where: t.Title, at: t.Locators})
		return
	}
	own := c.prose.NoteWords[t.Kind]
	for line := range strings.SplitSeq(t.Note, "\n") {
		s := printed.New(line)
		if !c.prose.EmptyNote.MatchString(s.Folded) {
			continue
		}
		if !t.Empty {
			c.note("table.not_empty", note{text: line, table: t.ID, at: t.Locators})
		}
		for other, word := range c.prose.NoteWords {
			if own != "" && other != t.Kind && strings.Contains(s.Folded, word) && !strings.Contains(s.Folded, own) {
				c.note("table.note_kind", note{text: line, table: t.ID, where: t.Title, at: t.Locators})
				break
			}
		}
	}
}

// places returns the first place of a record, for a finding about it.
func places(at []trace.Locator) []trace.Locator {
	return at[:min(1, len(at))]
}
