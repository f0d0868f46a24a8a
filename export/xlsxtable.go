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
	levels := rowLevels(b.d, t.ID)
	rowPage := make([]int, t.Rows)
	for i := range t.Cells {
		c := &t.Cells[i]
		if c.Text != "" && rowPage[c.Row] == 0 {
			rowPage[c.Row] = c.Page
		}
		if err := b.tableCell(index, t, c, sheet, levels[c.Row]); err != nil {
			return err
		}
	}
	if err := b.pageColumn(t, sheet, rowPage); err != nil {
		return err
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

// tableHead writes the title across the table, and department and unit below.
func (b *workbook) tableHead(t *normalize.Table, sheet string) error {
	title, err := b.style(look{bold: true, size: 15, across: "center"})
	if err != nil {
		return err
	}
	plain, err := b.style(look{})
	if err != nil {
		return err
	}
	right, err := b.style(look{across: "right"})
	if err != nil {
		return err
	}
	if t.Cols > 1 {
		if err := b.file.MergeCell(sheet, cell(1, 1), cell(1, t.Cols)); err != nil {
			return err
		}
	}
	if err := b.text(sheet, "A1", strings.TrimSpace(t.Number+" "+t.Title), title); err != nil {
		return err
	}
	if err := b.file.SetRowHeight(sheet, 1, 26); err != nil {
		return err
	}
	if err := b.text(sheet, "A2", t.PreparedBy, plain); err != nil {
		return err
	}
	if t.Unit == "" || t.Cols < 2 {
		return nil
	}
	return b.text(sheet, cell(2, t.Cols), "单位："+t.Unit, right)
}

func (b *workbook) tableCell(index int, t *normalize.Table, c *normalize.Cell, sheet string, level int) error {
	first := cell(gridTop+c.Row, c.Col+1)
	last := cell(gridTop+c.Row+c.RowSpan-1, c.Col+c.ColSpan)
	l := look{border: true, wrap: true, text: true}
	fact := b.factAt[[3]int{index, c.Row, c.Col}]
	found := b.flagged[[3]int{index, c.Row, c.Col}]
	switch {
	case c.Row < t.HeaderRows:
		l.bold, l.fill, l.across = true, headFill, "center"
	case fact != nil:
		l.number, l.text, l.across = true, false, "right"
		if e := fact.Amount.Exponent(); e < 0 {
			l.decimals = int(-e)
		}
	case c.Role == "code":
		l.across = "center"
	case c.Role == "name" || c.Role == "label":
		l.indent = level
	}
	if fill := severityFill(found); fill != "" {
		l.fill = fill
	}
	style, err := b.style(l)
	if err != nil {
		return err
	}
	if first != last {
		if err := b.file.MergeCell(sheet, first, last); err != nil {
			return err
		}
		if err := b.file.SetCellStyle(sheet, first, last, style); err != nil {
			return err
		}
	}
	if fact != nil {
		err = b.exact(sheet, first, fact.Amount.String(), style)
	} else {
		err = b.text(sheet, first, c.Text, style)
	}
	if err != nil || len(found) == 0 {
		return err
	}
	return b.note(sheet, first, c, found)
}

// note explains a coloured cell: page, printed text, what was found.
func (b *workbook) note(sheet, at string, c *normalize.Cell, found []*trace.Finding) error {
	text := fmt.Sprintf("第 %d 页 page %d：%s", c.Page, c.Page, c.Text)
	for _, f := range found {
		text += "\n" + f.Message
	}
	return b.file.AddComment(sheet, excelize.Comment{Cell: at, Author: "gongkai", Width: 320, Height: 120,
		Paragraph: []excelize.RichTextRun{{Text: text, Font: &excelize.Font{Family: fontFamily, Size: 9}}}})
}

// pageColumn writes the page of every row behind the table.
func (b *workbook) pageColumn(t *normalize.Table, sheet string, rowPage []int) error {
	style, err := b.style(look{across: "center", muted: true})
	if err != nil {
		return err
	}
	if err := b.text(sheet, cell(gridTop, t.Cols+1), "页 page", style); err != nil {
		return err
	}
	for row := max(1, t.HeaderRows); row < t.Rows; row++ {
		if rowPage[row] == 0 {
			continue
		}
		if err := b.exact(sheet, cell(gridTop+row, t.Cols+1), strconv.Itoa(rowPage[row]), style); err != nil {
			return err
		}
	}
	return nil
}

// tablePrint freezes the header and sets up the printed page.
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
	return b.landscape(sheet)
}

// landscape prints a sheet on A4 across, as wide as one page.
func (b *workbook) landscape(sheet string) error {
	const a4 = 9
	size, orientation, width, height, fit := a4, "landscape", 1, 0, true
	if err := b.file.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: &size, Orientation: &orientation, FitToWidth: &width, FitToHeight: &height}); err != nil {
		return err
	}
	return b.file.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit})
}

// rowLevels tells how far the name of a row is indented: 类 0, 款 1, 项 2;
// rows of line items by the length of their label path.
func rowLevels(d *normalize.Disclosure, table string) map[int]int {
	depth := map[string]int{"款": 1, "项": 2, "project": 2}
	out := map[int]int{}
	for i := range d.Facts {
		if f := &d.Facts[i]; f.Table == table {
			out[f.Row] = max(depth[f.Level], len(f.LabelPath))
		}
	}
	return out
}

const (
	narrowest = 6.0  // characters
	widest    = 42.0 // characters; longer texts wrap
)

// columnWidths fits the columns to the texts of cells that span one column.
func columnWidths(t *normalize.Table) []float64 {
	out := make([]float64, t.Cols+1)
	for i := range out {
		out[i] = narrowest
	}
	out[t.Cols] = 8
	for i := range t.Cells {
		c := &t.Cells[i]
		if c.ColSpan != 1 {
			continue
		}
		need := displayWidth(c.Text) + 2
		if c.Row < t.HeaderRows {
			need = need/2 + 2 // headers may wrap once
		}
		out[c.Col] = min(widest, max(out[c.Col], need))
	}
	return out
}
