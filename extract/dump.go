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
