package export

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"gongkai/extract/trace"
	"gongkai/normalize"
)

// tables writes one sheet per table as published.
func (b *workbook) tables() error {
	for i := range b.d.Tables {
		if err := b.table(i); err != nil {
			return fmt.Errorf("table %s: %w", b.d.Tables[i].ID, err)
		}
	}
	return nil
}

// gridTop is the first row of the grid: title, then department and unit, stand
// above it as they do in print.
const gridTop = 3

func (b *workbook) table(index int) error {
	t, sheet := &b.d.Tables[index], b.names[index]
	if _, err := b.file.NewSheet(sheet); err != nil {
		return err
	}
	if err := b.tableHead(t, sheet); err != nil {
		return err
	}
	rowPage := make([]int, t.Rows)
	for i := range t.Cells {
		c := &t.Cells[i]
		if c.Text != "" && rowPage[c.Row] == 0 {
			rowPage[c.Row] = c.Page
		}
		if err := b.tableCell(place{index, c.Row, c.Col}, c, sheet); err != nil {
			return err
		}
	}
	if err := b.pageColumn(t, sheet, rowPage); err != nil {
		return err
	}
	widths := columnWidths(t)
	for col, width := range widths {
		name, err := excelize.ColumnNumberToName(col + 1)
		if err != nil {
			return err
		}
		if err := b.file.SetColWidth(sheet, name, name, width); err != nil {
			return err
		}
	}
	for row, height := range rowHeights(t, widths) {
		if err := b.file.SetRowHeight(sheet, gridTop+row, height); err != nil {
			return err
		}
	}
	if err := b.tableNote(t, sheet, sum(widths[:t.Cols])); err != nil {
		return err
	}
	return b.tablePrint(t, sheet)
}

// tableHead writes the title across the table, and department and unit below.
func (b *workbook) tableHead(t *normalize.Table, sheet string) error {
	if err := b.across(t, sheet, 1); err != nil {
		return err
	}
	title := look{bold: true, size: 15, across: "center"}
	if err := b.text(sheet, "A1", strings.TrimSpace(t.Number+" "+t.Title+t.Subtitle), title); err != nil {
		return err
	}
	if err := b.file.SetRowHeight(sheet, 1, 28); err != nil {
		return err
	}
	back := cell(1, t.Cols+1)
	if err := b.text(sheet, back, "目录", look{link: true, across: "center"}); err != nil {
		return err
	}
	if err := b.link(sheet, back, aboutName, "A1"); err != nil {
		return err
	}
	if err := b.text(sheet, "A2", t.PreparedBy, look{}); err != nil {
		return err
	}
	if t.Unit == "" || t.Cols < 2 {
		return nil
	}
	return b.text(sheet, cell(2, t.Cols), "单位："+t.Unit, look{across: "right"})
}

// across merges a row over the width of the table.
func (b *workbook) across(t *normalize.Table, sheet string, row int) error {
	if t.Cols < 2 {
		return nil
	}
	return b.file.MergeCell(sheet, cell(row, 1), cell(row, t.Cols))
}

func (b *workbook) tableCell(at place, c *normalize.Cell, sheet string) error {
	first := cell(gridTop+c.Row, c.Col+1)
	last := cell(gridTop+c.Row+c.RowSpan-1, c.Col+c.ColSpan)
	fact, found := b.factAt[at], b.flagged[at]
	l := cellLook(&b.d.Tables[at.table], c, fact, found)
	if first != last {
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
	var err error
	if fact != nil {
		err = b.exact(sheet, first, fact.Amount.String(), l)
	} else {
		err = b.text(sheet, first, c.Text, l)
	}
	if err != nil || len(found) == 0 {
		return err
	}
	return b.note(sheet, first, c, found)
}

// cellLook tells what a cell looks like.
func cellLook(t *normalize.Table, c *normalize.Cell, fact *normalize.Fact, found []*trace.Finding) look {
	l := look{border: true, wrap: true, text: true, fill: severityFill(found)}
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

// note explains a coloured cell: page, printed text, what was found.
func (b *workbook) note(sheet, at string, c *normalize.Cell, found []*trace.Finding) error {
	text := fmt.Sprintf("第 %d 页 page %d：%s", c.Page, c.Page, printable(c.Text))
	for _, f := range found {
		text += "\n" + printable(f.Message)
	}
	return b.file.AddComment(sheet, excelize.Comment{Cell: at, Author: "gongkai", Width: 320, Height: 120,
		Paragraph: []excelize.RichTextRun{{Text: text, Font: &excelize.Font{Family: fontFamily, Size: 9}}}})
}

// pageColumn writes the page of every row behind the table.
func (b *workbook) pageColumn(t *normalize.Table, sheet string, rowPage []int) error {
	l := look{across: "center", muted: true}
	if err := b.text(sheet, cell(gridTop-1, t.Cols+1), "页 page", l); err != nil {
		return err
	}
	for row, page := range rowPage {
		if page == 0 {
			continue
		}
		if err := b.exact(sheet, cell(gridTop+row, t.Cols+1), strconv.Itoa(page), l); err != nil {
			return err
		}
	}
	return nil
}

// tableNote writes the remark under the table; width is that of the table.
func (b *workbook) tableNote(t *normalize.Table, sheet string, width float64) error {
	if t.Note == "" {
		return nil
	}
	row := gridTop + t.Rows
	if err := b.across(t, sheet, row); err != nil {
		return err
	}
	height := textLine*float64(wrappedLines(t.Note, width)) + rowRoom
	if err := b.file.SetRowHeight(sheet, row, min(tallest, height)); err != nil {
		return err
	}
	return b.text(sheet, cell(row, 1), t.Note, look{wrap: true, across: "left"})
}

// tablePrint freezes the header and repeats it on every printed page.
func (b *workbook) tablePrint(t *normalize.Table, sheet string) error {
	if t.HeaderRows > 0 && t.HeaderRows < t.Rows {
		top := gridTop + t.HeaderRows
		if err := b.file.SetPanes(sheet, &excelize.Panes{Freeze: true, YSplit: top - 1, TopLeftCell: cell(top, 1), ActivePane: "bottomLeft"}); err != nil {
			return err
		}
		err := b.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: sheet,
			RefersTo: fmt.Sprintf("'%s'!$%d:$%d", sheet, gridTop, top-1)})
		if err != nil {
			return err
		}
	}
	return b.printed(sheet)
}
