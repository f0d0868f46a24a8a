package export

import (
	"bufio"
	"fmt"
	"html"
	"io"
	"regexp"
	"slices"
	"strings"

	"gongkai/extract"
)

// Markdown writes a whole document as GitHub Flavored Markdown in reading
// order: headings as #, paragraphs, lists, and the tables in their places. A
// table without spans is a pipe table; one with spans, which pipe tables do
// not have, is an HTML table. The rows of a table that could not be read are
// indented, as code is. Texts are those printed, escaped so that they read back
// as such.
func Markdown(w io.Writer, doc *extract.Document) error {
	m := &markdown{w: bufio.NewWriter(w)}
	for _, b := range doc.Blocks {
		switch {
		case b.Heading != nil:
			m.heading(b.Heading)
		case b.Paragraph != nil:
			m.paragraph(b.Paragraph)
		case b.Table != nil:
			m.table(b.Table)
		}
	}
	return m.w.Flush()
}

// MarkdownTables writes tables one below the other, each with its caption.
func MarkdownTables(w io.Writer, tables []*extract.Table) error {
	m := &markdown{w: bufio.NewWriter(w)}
	for _, t := range tables {
		m.table(t)
	}
	return m.w.Flush()
}

// markdown writes blocks; the buffered writer keeps the first error.
type markdown struct {
	w     *bufio.Writer
	begun bool
	run   run    // what the last block may go on with
	above string // text of the last block when that was a heading
}

// A run is a row of blocks that follow each other without a blank line.
type run int

const (
	single run = iota // no run
	items
	code
)

// block begins a block.
func (m *markdown) block(r run) {
	if m.begun && (r == single || r != m.run) {
		m.print("\n")
	}
	m.begun, m.run, m.above = true, r, ""
}

// print writes s; an error stays in the writer until Flush tells it.
func (m *markdown) print(s string) { _, _ = m.w.WriteString(s) }

// deepest is the lowest level of heading that Markdown has.
const deepest = 6

func (m *markdown) heading(h *extract.Heading) {
	m.block(single)
	m.print(strings.Repeat("#", min(max(h.Level, 1), deepest)) + " " + inline(h.Text) + "\n")
	m.above = h.Text
}

// leaders are the dots that lead the eye from an entry of a table of contents
// to its page.
var leaders = regexp.MustCompile(`\s*([.．·…⋯‥・]\s*){3,}`)

func (m *markdown) paragraph(p *extract.Paragraph) {
	switch {
	case p.Role == extract.Unread:
		m.block(code)
		m.print("    " + strings.ReplaceAll(p.Text, "\n", " ") + "\n")
	case p.Role == extract.Contents:
		m.block(items)
		m.print("- " + opening(strings.TrimSpace(leaders.ReplaceAllString(p.Text, " … "))) + "\n")
	case p.Marker == "":
		m.block(single)
		m.print(opening(p.Text) + "\n")
	case markdownNumber.MatchString(p.Marker):
		m.block(items)
		m.print(p.Marker + " " + opening(itemText(p)) + "\n")
	case strings.ContainsAny(p.Marker, "0123456789") || enclosedNumber(p.Marker):
		m.block(single)
		m.print(opening(p.Text) + "\n")
	default:
		m.block(items)
		m.print("- " + opening(itemText(p)) + "\n")
	}
}

// markdownNumber is a mark that Markdown takes for that of a numbered list.
var markdownNumber = regexp.MustCompile(`^\d{1,9}[.)]$`)

// enclosedNumber tells whether a mark is a number in a circle or brackets,
// which Markdown does not have.
func enclosedNumber(mark string) bool {
	r := []rune(mark)[0]
	return r >= '①' && r <= '⒛' || r >= '❶' && r <= '❿'
}

// itemText is the text of an item of a list behind its mark.
func itemText(p *extract.Paragraph) string {
	return strings.TrimSpace(strings.TrimPrefix(p.Text, p.Marker))
}

// table writes the lines of the caption, the table and its notes. A line of
// the caption that was written as the heading right above is left out.
func (m *markdown) table(t *extract.Table) {
	caption := captionLines(t)
	if len(caption) > 0 && caption[0] == m.above {
		caption = caption[1:]
	}
	for i := range caption {
		caption[i] = opening(caption[i])
	}
	if len(caption) > 0 {
		m.block(single)
		m.print(strings.Join(caption, "\\\n") + "\n")
	}
	m.block(single)
	if spans(t) {
		m.print(tableHTML(t, nil))
	} else {
		m.pipes(t)
	}
	for _, n := range t.NoteTexts() {
		m.block(single)
		m.print(opening(n) + "\n")
	}
}

// pipes writes a table without spans.
func (m *markdown) pipes(t *extract.Table) {
	row := make([]string, t.Cols)
	for r := range t.Rows {
		clear(row)
		for _, c := range rowOf(t, r) {
			row[c.Col] = strings.ReplaceAll(inline(c.Text), "|", `\|`)
		}
		m.print("| " + strings.Join(row, " | ") + " |\n")
		if r == 0 {
			m.print(strings.Repeat("| --- ", t.Cols) + "|\n")
		}
	}
}

// captionLines returns the texts above a table, top to bottom.
func captionLines(t *extract.Table) []string {
	var out []string
	for _, l := range t.Caption {
		out = append(out, l.Text)
	}
	return out
}

// spans tells whether a cell of the table spans rows or columns.
func spans(t *extract.Table) bool {
	return slices.ContainsFunc(t.Cells, func(c extract.Cell) bool { return c.RowSpan > 1 || c.ColSpan > 1 })
}

// rowOf returns the cells that begin in a row.
func rowOf(t *extract.Table, row int) []extract.Cell {
	first, _ := slices.BinarySearchFunc(t.Cells, row, func(c extract.Cell, row int) int { return c.Row - row })
	last := first
	for last < len(t.Cells) && t.Cells[last].Row == row {
		last++
	}
	return t.Cells[first:last]
}

// special are the characters that mean something to Markdown anywhere.
var special = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "<", `\<`, "~", `\~`, "&", "&amp;", "\n", " ")

// inline escapes a text.
func inline(s string) string { return special.Replace(s) }

// blockOpening is a beginning that makes a line something else than text.
var blockOpening = regexp.MustCompile(`^(?:#{1,6}(?:\s|$)|[>+|]|-(?:[\s-]|$)|={1,}\s*$|:?-+)`)

// numberOpening is one that makes it an item of a numbered list.
var numberOpening = regexp.MustCompile(`^(\d{1,9})([.)])(?:\s|$)`)

// opening escapes a text that begins a line.
func opening(s string) string {
	s = inline(strings.TrimSpace(s))
	if blockOpening.MatchString(s) {
		return `\` + s
	}
	return numberOpening.ReplaceAllString(s, `$1\$2 `)
}

// tableHTML writes a table as HTML without a blank line, as it may stand in
// Markdown. The caption, if any, is written into it.
func tableHTML(t *extract.Table, caption []string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "<table id=\"%s\">\n", html.EscapeString(t.ID))
	if len(caption) > 0 {
		escaped := make([]string, len(caption))
		for i, s := range caption {
			escaped[i] = html.EscapeString(s)
		}
		fmt.Fprintf(&b, "<caption>%s</caption>\n", strings.Join(escaped, "<br>"))
	}
	head := min(t.Header(), t.Rows)
	if head == t.Rows {
		head = 0 // nothing but a header is no header
	}
	for r := range t.Rows {
		tag := "td"
		if r < head {
			tag = "th"
		}
		switch r {
		case 0:
			b.WriteString(map[bool]string{true: "<thead>\n", false: "<tbody>\n"}[head > 0])
		case head:
			b.WriteString("</thead>\n<tbody>\n")
		}
		b.WriteString("<tr>")
		for _, c := range rowOf(t, r) {
			b.WriteString("<" + tag)
			if c.RowSpan > 1 {
				fmt.Fprintf(&b, ` rowspan="%d"`, c.RowSpan)
			}
			if c.ColSpan > 1 {
				fmt.Fprintf(&b, ` colspan="%d"`, c.ColSpan)
			}
			b.WriteString(">" + html.EscapeString(c.Text) + "</" + tag + ">")
		}
		b.WriteString("</tr>\n")
	}
	if t.Rows > 0 {
		b.WriteString("</tbody>\n")
	}
	b.WriteString("</table>\n")
	return b.String()
}
