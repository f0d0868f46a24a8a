package export

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"gongkai/extract/trace"
	"gongkai/normalize"
	"gongkai/normalize/check"
)

// tables writes one sheet per table as published.
func (b *workbook) tables() error {
	for i := range b.d.Tables {
		if err := b.published(i); err != nil {
			return fmt.Errorf("table %s: %w", b.d.Tables[i].ID, err)
		}
	}
	return nil
}

// gridTop is the first row of the grid: title, then department and unit, stand
// above it as they do in print.
const gridTop = 3

func (b *workbook) published(index int) error {
	t := &b.d.Tables[index]
	p, err := b.page(b.names[index], t.Cols+1)
	if err != nil {
		return err
	}
	if err := p.tableHead(t); err != nil {
		return err
	}
	rowPage := make([]int, t.Rows)
	for i := range t.Cells {
		c := &t.Cells[i]
		if c.Text != "" && rowPage[c.Row] == 0 {
			rowPage[c.Row] = c.Page
		}
		if err := p.tableCell(place{index, c.Row, c.Col}, c); err != nil {
			return err
		}
	}
	if err := p.pageColumn(t, rowPage); err != nil {
		return err
	}
	p.fit(t)
	if err := p.tableNote(t); err != nil {
		return err
	}
	if err := p.repeatHeader(t); err != nil {
		return err
	}
	return p.write()
}

// fit gives the columns and rows of a table the room that its texts need.
func (p *page) fit(t *normalize.Table) {
	p.widths = columnWidths(t)
	for row, height := range rowHeights(t, p.widths) {
		p.heights[gridTop+row] = height
	}
}

// tableHead writes the title across the table, and department and unit below.
func (p *page) tableHead(t *normalize.Table) error {
	title := look{bold: true, size: 15, across: "center"}
	if err := p.merge(1, 1, 1, max(1, t.Cols), title); err != nil {
		return err
	}
	if err := p.text(1, 1, strings.TrimSpace(t.Number+" "+t.Title+t.Subtitle), title); err != nil {
		return err
	}
	p.heights[1] = 28
	if err := p.text(1, t.Cols+1, "目录", look{link: true, across: "center"}); err != nil {
		return err
	}
	p.link(1, t.Cols+1, aboutName, "A1")
	if err := p.text(2, 1, t.PreparedBy, look{}); err != nil {
		return err
	}
	if t.Unit == "" || t.Cols < 2 {
		return nil
	}
	return p.text(2, t.Cols, "单位："+t.Unit, look{across: "right"})
}

func (p *page) tableCell(at place, c *normalize.Cell) error {
	row, col := gridTop+c.Row, c.Col+1
	fact, found := p.b.factAt[at], p.b.flagged[at]
	l := cellLook(&p.b.d.Tables[at.table], c, fact, found)
	if err := p.merge(row, col, row+c.RowSpan-1, col+c.ColSpan-1, l); err != nil {
		return err
	}
	var err error
	if fact != nil {
		err = p.number(row, col, fact.Amount.String(), l)
	} else {
		err = p.text(row, col, c.Text, l)
	}
	if err != nil || len(found) == 0 {
		return err
	}
	return p.b.note(p.name, cell(row, col), c, found)
}

// cellLook tells what a cell looks like.
func cellLook(t *normalize.Table, c *normalize.Cell, fact *normalize.Fact, found []*trace.Finding) look {
	l := look{border: true, wrap: true, text: true, fill: severityFill(found...)}
	switch {
	case c.Row < t.HeaderRows:
		l.bold, l.across = true, "center"
		if l.fill == "" {
			l.fill = headFill
		}
	case fact != nil:
		l.number, l.text, l.wrap, l.across = true, false, false, "right"
		if e := fact.Amount.Exponent(); e < 0 {
			l.decimals = int(-e)
		}
	case c.Role == "amount":
		l.across = "right"
	case c.Role == "code":
		l.across = "center"
	case c.Level > 0:
		l.across, l.indent = "left", c.Level
	}
	return l
}

// The size of a note in pixels, as the library takes it; a line of 9 point type
// holds noteChars half-width characters.
const (
	noteWidth  = 340
	noteChars  = 52
	noteLine   = 15
	noteHeight = 600 // at most
)

// note explains a coloured cell: page, printed text, what was found, in Chinese
// and English.
func (b *workbook) note(sheet, at string, c *normalize.Cell, found []*trace.Finding) error {
	text := fmt.Sprintf("第 %d 页 page %d：%s", c.Page, c.Page, printable(c.Text))
	for _, f := range found {
		chinese := printable(check.Message(f, check.Chinese))
		text += "\n" + chinese
		if english := printable(f.Message); english != chinese {
			text += "\n" + english
		}
	}
	height := min(noteHeight, noteLine*(1+wrappedLines(text, noteChars)))
	return b.file.AddComment(sheet, excelize.Comment{Cell: at, Author: "gongkai", Width: noteWidth, Height: uint(height),
		Paragraph: []excelize.RichTextRun{{Text: text, Font: &excelize.Font{Family: fontFamily, Size: 9}}}})
}

// pageColumn writes the page of every row behind the table.
func (p *page) pageColumn(t *normalize.Table, rowPage []int) error {
	l := look{across: "center", muted: true}
	if err := p.text(gridTop-1, t.Cols+1, "页 page", l); err != nil {
		return err
	}
	for row, number := range rowPage {
		if number == 0 {
			continue
		}
		if err := p.number(gridTop+row, t.Cols+1, strconv.Itoa(number), l); err != nil {
			return err
		}
	}
	return nil
}

// tableNote writes the remark under the table, over its whole width.
func (p *page) tableNote(t *normalize.Table) error {
	if t.Note == "" {
		return nil
	}
	row, l := gridTop+t.Rows, look{wrap: true, across: "left"}
	if err := p.merge(row, 1, row, max(1, t.Cols), l); err != nil {
		return err
	}
	p.heights[row] = min(tallest, textLine*float64(wrappedLines(t.Note, sum(p.widths[:t.Cols])))+rowRoom)
	return p.text(row, 1, t.Note, l)
}

// repeatHeader freezes the header and repeats it on every printed page.
func (p *page) repeatHeader(t *normalize.Table) error {
	if t.HeaderRows == 0 || t.HeaderRows >= t.Rows {
		return nil
	}
	p.frozen = gridTop + t.HeaderRows - 1
	return p.b.repeat(p.name, gridTop, p.frozen, 0)
}
