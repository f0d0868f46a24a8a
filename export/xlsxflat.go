package export

import (
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

func (b *workbook) tableList() error { return b.flat(tablesSheet(b.d)) }

func (b *workbook) facts() error { return b.flat(factsSheet(b.d)) }

// findings writes the findings, each linked to the cell it concerns.
func (b *workbook) findings() error {
	s := findingsSheet(b.d)
	if err := b.flat(s); err != nil {
		return err
	}
	sheets, table, page := map[string]int{}, s.column("table"), s.column("page")
	for i, t := range b.d.Tables {
		sheets[t.ID] = i
	}
	for i, row := range s.Rows {
		t, known := sheets[row[table]]
		col, to := table, "A1"
		if at, ok := b.target[i]; ok {
			if !known {
				col = page
			}
			t, known, to = at.table, true, cell(gridTop+at.row, at.col+1)
		}
		if !known || i+2 > maxRows {
			continue
		}
		from := cell(i+2, col+1)
		if err := b.link(s.Title, from, b.names[t], to); err != nil {
			return err
		}
		if err := b.dress(s.Title, from, look{link: true}); err != nil {
			return err
		}
	}
	return nil
}

// records writes the kinds of records that the document holds.
func (b *workbook) records() error {
	for _, s := range recordSheets(b.d) {
		if len(s.Rows) == 0 {
			continue
		}
		if err := b.flat(s); err != nil {
			return err
		}
	}
	return nil
}

// dictionary explains every column of every flat sheet.
func (b *workbook) dictionary() error {
	s := Sheet{Name: "dictionary", Title: dictionaryName, Columns: []Column{
		{"sheet", "表", Text, "", 12}, {"column", "列", Text, "", 16}, {"label", "名称", Text, "", 16}, {"type", "类型", Text, "", 10}, {"meaning", "含义", Text, "", 90},
	}}
	for _, sheet := range Sheets(b.d) {
		for _, c := range sheet.Columns {
			s.Rows = append(s.Rows, []string{sheet.Name, c.Name, c.Label, string(c.Type), c.Help})
		}
	}
	return b.flat(s)
}

// maxRows is Excel's limit of rows in a sheet.
const maxRows = 1048576

// flat writes a Sheet with a frozen header and a filter. What does not fit in
// one sheet goes to further ones.
func (b *workbook) flat(s Sheet) error {
	rows := s.Rows
	for part := 1; part == 1 || len(rows) > 0; part++ {
		n := min(len(rows), maxRows-1)
		name := s.Title
		if part > 1 {
			name += " " + strconv.Itoa(part)
		}
		if err := b.flatPart(s, name, rows[:n]); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

// flatPart writes one sheet of a flat Sheet.
func (b *workbook) flatPart(s Sheet, name string, rows [][]string) error {
	if _, err := b.file.NewSheet(name); err != nil {
		return err
	}
	for col, c := range s.Columns {
		if err := b.text(name, cell(1, col+1), c.Name, look{bold: true, fill: headFill, border: true, across: "center"}); err != nil {
			return err
		}
		letter, err := excelize.ColumnNumberToName(col + 1)
		if err != nil {
			return err
		}
		if err := b.file.SetColWidth(name, letter, letter, max(c.Width, displayWidth(c.Name)+2*padding)); err != nil {
			return err
		}
	}
	for i, row := range rows {
		for col, v := range row {
			if v == "" {
				continue
			}
			if err := b.value(name, cell(i+2, col+1), v, s.Columns[col].Type); err != nil {
				return err
			}
		}
	}
	if err := b.file.AutoFilter(name, "A1:"+cell(len(rows)+1, len(s.Columns)), nil); err != nil {
		return err
	}
	if err := b.file.SetPanes(name, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	return b.printed(name)
}

// value writes one value by the type of its column.
func (b *workbook) value(sheet, at, v string, t Type) error {
	if t == Text {
		return b.text(sheet, at, v, look{text: true})
	}
	l := look{number: t == Decimal}
	if i := strings.LastIndexByte(v, '.'); i >= 0 {
		l.decimals = len(v) - i - 1
	}
	return b.exact(sheet, at, v, l)
}
