package export

import (
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/xuri/excelize/v2"

	"gongkai/normalize"
)

// TableBook writes a workbook of the tables of a document, one sheet each: the
// title, then the cells with their spans. A cell that prints a plain number is
// a number; codes and everything else are texts.
func TableBook(w io.Writer, d *normalize.Disclosure) (err error) {
	b := &workbook{file: excelize.NewFile(), d: d, styles: map[look]int{}}
	defer func() {
		if e := b.file.Close(); err == nil {
			err = e
		}
	}()
	if err := b.file.SetDocProps(&excelize.DocProperties{Created: fixedTime, Modified: fixedTime, Creator: "gongkai", LastModifiedBy: "gongkai",
		Title: printable(d.Source.File), Identifier: "sha256:" + d.Source.SHA256}); err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	for i := range d.Tables {
		b.names = append(b.names, sheetName(d.Tables[i], b.names))
		if err := b.plainTable(&d.Tables[i], b.names[i]); err != nil {
			return fmt.Errorf("xlsx: table %s: %w", d.Tables[i].ID, err)
		}
	}
	if len(d.Tables) > 0 {
		if err := b.file.DeleteSheet("Sheet1"); err != nil {
			return fmt.Errorf("xlsx: %w", err)
		}
	}
	b.file.SetActiveSheet(0)
	if _, err := b.file.WriteTo(w); err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	return nil
}

// plainTable writes the sheet of a table.
func (b *workbook) plainTable(t *normalize.Table, sheet string) error {
	if _, err := b.file.NewSheet(sheet); err != nil {
		return err
	}
	if err := b.across(t, sheet, 1); err != nil {
		return err
	}
	if err := b.text(sheet, "A1", strings.TrimSpace(t.Number+" "+t.Title+t.Subtitle), look{bold: true}); err != nil {
		return err
	}
	if t.UnitText != "" {
		if err := b.text(sheet, "A2", t.UnitText, look{}); err != nil {
			return err
		}
	}
	for i := range t.Cells {
		if err := b.plainCell(t, &t.Cells[i], sheet); err != nil {
			return err
		}
	}
	for col, width := range columnWidths(t) {
		name, err := excelize.ColumnNumberToName(col + 1)
		if err != nil {
			return err
		}
		if err := b.file.SetColWidth(sheet, name, name, width); err != nil {
			return err
		}
	}
	return b.tablePrint(t, sheet)
}

// plainCell writes a cell of a table with its span.
func (b *workbook) plainCell(t *normalize.Table, c *normalize.Cell, sheet string) error {
	first := cell(gridTop+c.Row, c.Col+1)
	l := cellLook(t, c, nil, nil)
	number, decimals, ok := plainNumber(c.Text)
	if ok = ok && c.Row >= t.HeaderRows && c.Role != "code"; ok {
		l.number, l.text, l.wrap, l.across, l.decimals = true, false, false, "right", decimals
	}
	if last := cell(gridTop+c.Row+c.RowSpan-1, c.Col+c.ColSpan); first != last {
		style, err := b.style(l)
		if err != nil {
			return err
		}
		if err := b.file.MergeCell(sheet, first, last); err != nil {
			return err
		}
		if err := b.file.SetCellStyle(sheet, first, last, style); err != nil {
			return err
		}
	}
	if ok {
		return b.exact(sheet, first, number, l)
	}
	return b.text(sheet, first, c.Text, l)
}

// numeric is a number with separators of thousands, with decimals, or of three
// digits at most. Anything else (1234, 007, 1e3) might be a year, a code, a
// telephone number.
var numeric = regexp.MustCompile(`^-?([1-9]\d{0,2}(,\d{3})+(\.\d+)?|(0|[1-9]\d*)\.\d+|0|[1-9]\d{0,2})$`)

// plainNumber reads a printed number whose form leaves no doubt and returns it
// without separators, with its number of decimals.
func plainNumber(s string) (number string, decimals int, ok bool) {
	s = strings.TrimSpace(s)
	if !numeric.MatchString(s) {
		return "", 0, false
	}
	if i := strings.IndexByte(s, '.'); i >= 0 {
		decimals = len(s) - i - 1
	}
	return strings.ReplaceAll(s, ",", ""), decimals, true
}
