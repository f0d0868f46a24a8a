package extract

import (
	"fmt"
	"io"

	"gongkai/extract/layout"
)

// DumpTables writes the tables that stand on a page (0: all), blank cells left
// out; a cell printed on several pages shows what each prints.
func (d *Document) DumpTables(w io.Writer, page int) error {
	tables := d.Tables()
	if page > 0 {
		tables = d.TablesOn(page)
	}
	for _, t := range tables {
		if err := t.dump(w); err != nil {
			return err
		}
	}
	return nil
}

// roleNames are the roles of paragraphs as DumpText writes them.
var roleNames = map[Role]string{Body: "text", Cover: "cover", Contents: "contents", Signature: "signature", Unread: "unread"}

// DumpText writes the blocks of the document, one a line: headings with their
// level, paragraphs with their role and the mark of a list, tables by their id.
func (d *Document) DumpText(w io.Writer) error {
	for _, b := range d.Blocks {
		var line string
		switch {
		case b.Heading != nil:
			line = fmt.Sprintf("heading %d: %s", b.Heading.Level, b.Heading.Text)
		case b.Paragraph != nil && b.Paragraph.Marker != "":
			line = fmt.Sprintf("%s, item %s: %s", roleNames[b.Paragraph.Role], b.Paragraph.Marker, b.Paragraph.Text)
		case b.Paragraph != nil:
			line = roleNames[b.Paragraph.Role] + ": " + b.Paragraph.Text
		case b.Table != nil:
			line = fmt.Sprintf("table %s on pages %v: %d lines of caption", b.Table.ID, b.Table.Pages(), len(b.Table.Caption))
			if notes := b.Table.NoteTexts(); len(notes) > 0 {
				line += fmt.Sprintf(", notes %q", notes)
			}
		}
		if _, err := fmt.Fprintln(w, line); err != nil {
			return err
		}
	}
	return nil
}

func (t *Table) dump(w io.Writer) error {
	if _, err := fmt.Fprintf(w, "%s: %d rows, %d columns, pages %v, %s, confidence %.2f\n", t.ID, t.Rows, t.Cols, t.Pages(), t.Method, t.Confidence); err != nil {
		return err
	}
	for _, l := range t.Caption {
		if _, err := fmt.Fprintf(w, "  caption: %s\n", l.Text); err != nil {
			return err
		}
	}
	for _, c := range t.Cells {
		if c.Text == "" {
			continue
		}
		parts := ""
		if len(c.Parts) > 1 {
			for _, p := range c.Parts {
				parts += fmt.Sprintf(" [p%d %s]", p.At.Page, p.Text)
			}
		}
		if _, err := fmt.Fprintf(w, "  %s %s%s\n", layout.Position(c.Row, c.Col, c.RowSpan, c.ColSpan), c.Text, parts); err != nil {
			return err
		}
	}
	for _, l := range t.Notes {
		if _, err := fmt.Fprintf(w, "  note: %s\n", l.Text); err != nil {
			return err
		}
	}
	return nil
}
