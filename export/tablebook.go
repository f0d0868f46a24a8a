package export

import (
	"fmt"
	"io"
	"regexp"
	"strings"

	"gongkai/normalize"
)

// TableBook writes a workbook of the tables of a document, one sheet each: the
// title, then the cells with their spans. A cell that prints a plain number is
// a number; codes and everything else are texts.
func TableBook(w io.Writer, d *normalize.Disclosure) (err error) {
	b := newWorkbook(d.Source.File)
	defer func() {
		if e := b.file.Close(); err == nil {
			err = e
		}
	}()
	if err := b.properties(d.Source.File, "sha256:"+d.Source.SHA256); err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	for i := range d.Tables {
		b.names = append(b.names, sheetName(d.Tables[i], b.names))
		if i == 0 {
			if err := b.file.SetSheetName("Sheet1", b.names[i]); err != nil {
				return fmt.Errorf("xlsx: %w", err)
			}
		}
		if err := b.plainTable(&d.Tables[i], b.names[i]); err != nil {
			return fmt.Errorf("xlsx: table %s: %w", d.Tables[i].ID, err)
		}
	}
	if err := b.write(w); err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	return nil
}

// plainTable writes the sheet of a table.
func (b *workbook) plainTable(t *normalize.Table, sheet string) error {
	p, err := b.page(sheet, t.Cols)
	if err != nil {
		return err
	}
	title := look{bold: true}
	if err := p.merge(1, 1, 1, max(1, t.Cols), title); err != nil {
		return err
	}
	if err := p.text(1, 1, strings.TrimSpace(t.Number+" "+t.Title+t.Subtitle), title); err != nil {
		return err
	}
	if t.UnitText != "" {
		if err := p.text(2, 1, t.UnitText, look{}); err != nil {
			return err
		}
	}
	for i := range t.Cells {
		if err := p.plainCell(t, &t.Cells[i]); err != nil {
			return err
		}
	}
	p.widths = columnWidths(t)
	if err := p.repeatHeader(t); err != nil {
		return err
	}
	return p.write()
}

// plainCell writes a cell of a table with its span.
func (p *page) plainCell(t *normalize.Table, c *normalize.Cell) error {
	row, col := gridTop+c.Row, c.Col+1
	l := cellLook(t, c, nil, nil)
	number, decimals, ok := plainNumber(c.Text)
	if ok = ok && c.Row >= t.HeaderRows && c.Role != "code"; ok {
		l.number, l.text, l.wrap, l.across, l.decimals = true, false, false, "right", decimals
	}
	if err := p.merge(row, col, row+c.RowSpan-1, col+c.ColSpan-1, l); err != nil {
		return err
	}
	if ok {
		return p.number(row, col, number, l)
	}
	return p.text(row, col, c.Text, l)
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
