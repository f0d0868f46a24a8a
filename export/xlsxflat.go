package export

import (
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

func (b *workbook) tableList() error { return b.whole(tablesSheet(b.d)) }

func (b *workbook) facts() error { return b.whole(factsSheet(b.d)) }

// findings writes the findings, each linked to the cell it concerns.
func (b *workbook) findings() error {
	s := findingsSheet(b.d)
	sheets, table, page := map[string]int{}, s.column("table"), s.column("page")
	for i, t := range b.d.Tables {
		sheets[t.ID] = i
	}
	l, i := b.list(s), -1
	for row := range s.Rows {
		i++
		t, known := sheets[row[table]]
		to := &leads{column: table, cell: "A1"}
		if at, ok := b.target[i]; ok {
			if !known {
				to.column = page
			}
			t, known, to.cell = at.table, true, cell(gridTop+at.row, at.col+1)
		}
		if known {
			to.sheet = b.names[t]
		} else {
			to = nil
		}
		if err := l.add(row, to); err != nil {
			return err
		}
	}
	return l.close()
}

// records writes the kinds of records that the document holds.
func (b *workbook) records() error {
	for _, s := range recordSheets(b.d) {
		if s.Empty() {
			continue
		}
		if err := b.whole(s); err != nil {
			return err
		}
	}
	return nil
}

// dictionary explains every column of every flat sheet.
func (b *workbook) dictionary() error { return b.whole(dictionarySheet(Sheets(b.d))) }

func dictionarySheet(of []Sheet) Sheet {
	return Sheet{Name: "dictionary", Title: dictionaryName, Columns: []Column{
		{"sheet", "表", Text, "", 16}, {"column", "列", Text, "", 16}, {"label", "名称", Text, "", 16}, {"type", "类型", Text, "", 10}, {"meaning", "含义", Text, "", 90},
	}, Rows: func(yield func([]string) bool) {
		for _, s := range of {
			for _, c := range s.Columns {
				if !yield([]string{s.Name, c.Name, c.Label, string(c.Type), c.Help}) {
					return
				}
			}
		}
	}}
}

// whole writes all rows of a Sheet.
func (b *workbook) whole(s Sheet) error {
	l := b.list(s)
	for row := range s.Rows {
		if err := l.add(row, nil); err != nil {
			return err
		}
	}
	return l.close()
}

// maxRows is Excel's limit of rows in a sheet.
const maxRows = 1048576

// maxLinks is Excel's limit of links in a sheet, less some room.
const maxLinks = 65000

// A list is a flat Sheet being written, row by row, with a frozen header and
// as a named table with filters. Rows that do not fit in one sheet go to further ones.
type list struct {
	b       *workbook
	name    string // of the table
	title   string // of the sheet
	columns []Column
	limit   int // rows of a sheet
	part    int // sheets begun
	row     int // last row written
	links   int
	stream  *excelize.StreamWriter // nil before the first sheet
}

// leads says where a cell of a row leads to; nowhere when sheet is "".
type leads struct {
	column      int
	sheet, cell string
}

func (b *workbook) list(s Sheet) *list {
	return &list{b: b, name: s.Name, title: s.Title, columns: s.Columns, limit: maxRows}
}

// sheet is the name of the sheet that rows go to.
func (l *list) sheet() string {
	if l.part > 1 {
		return l.title + " " + strconv.Itoa(l.part)
	}
	return l.title
}

// next is the place of the row that add writes next.
func (l *list) next() leads {
	part, row := l.part, l.row+1
	if l.stream == nil || l.row == l.limit {
		part, row = l.part+1, 2
	}
	return leads{sheet: (&list{title: l.title, part: part}).sheet(), cell: cell(row, 1)}
}

// begin begins a sheet with the names of the columns.
func (l *list) begin() error {
	l.part++
	l.row, l.links = 1, 0
	name := l.sheet()
	if err := l.b.sheet(name); err != nil {
		return err
	}
	if err := l.b.repeat(name, 1, 1); err != nil {
		return err
	}
	w, err := l.b.file.NewStreamWriter(name)
	if err != nil {
		return err
	}
	l.stream = w
	header := make([]any, len(l.columns))
	for i, c := range l.columns {
		if header[i], err = l.b.textCell(name, 1, i+1, c.Name, look{bold: true, fill: headFill, border: true, across: "center"}); err != nil {
			return err
		}
		if err := w.SetColWidth(i+1, i+1, max(c.Width, displayWidth(c.Name)+2*padding)); err != nil {
			return err
		}
	}
	if err := freeze(w, 1); err != nil {
		return err
	}
	return w.SetRow("A1", header)
}

// add writes a row; to is nil when none of its cells leads anywhere.
func (l *list) add(row []string, to *leads) error {
	if l.stream == nil || l.row == l.limit {
		if err := l.end(); err != nil {
			return err
		}
		if err := l.begin(); err != nil {
			return err
		}
	}
	l.row++
	values := make([]any, len(row))
	for i, v := range row {
		linked := to != nil && to.sheet != "" && to.column == i && l.links < maxLinks
		if v == "" && !linked {
			continue
		}
		c, err := l.value(i, v, linked)
		if err != nil {
			return err
		}
		values[i] = c
		if !linked {
			continue
		}
		l.links++
		if err := l.b.link(l.sheet(), cell(l.row, i+1), to.sheet, to.cell); err != nil {
			return err
		}
	}
	return l.stream.SetRow(cell(l.row, 1), values)
}

// value makes a cell by the type of its column.
func (l *list) value(column int, v string, linked bool) (excelize.Cell, error) {
	t := l.columns[column].Type
	if t == Text || v == "" {
		return l.b.textCell(l.sheet(), l.row, column+1, v, look{text: true, link: linked})
	}
	k := look{number: t == Decimal, link: linked}
	if i := strings.LastIndexByte(v, '.'); i >= 0 {
		k.decimals = len(v) - i - 1
	}
	return l.b.numberCell(l.sheet(), l.row, column+1, v, k)
}

// end ends the sheet that rows go to, if one is begun.
func (l *list) end() error {
	if l.stream == nil {
		return nil
	}
	name := l.name
	if l.part > 1 {
		name += "_" + strconv.Itoa(l.part)
	}
	if err := l.stream.AddTable(&excelize.Table{Range: "A1:" + cell(max(l.row, 2), len(l.columns)), Name: name, StyleName: tableStyle}); err != nil {
		return err
	}
	err := l.stream.Flush()
	l.stream = nil
	return err
}

// close ends the list, with an empty sheet when there was no row.
func (l *list) close() error {
	if l.part == 0 {
		if err := l.begin(); err != nil {
			return err
		}
	}
	return l.end()
}
