package export

import (
	"math"
	"strconv"
	"strings"
)

func (b *workbook) tableList() error { return b.whole(tablesSheet(b.d)) }

func (b *workbook) facts() error { return b.whole(factsSheet(b.flat)) }

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
		l.mark = severityFill(&b.d.Findings[i])
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
	for _, s := range recordSheets(b.flat) {
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
	mark    string // colour of the first cell of the row that comes next
	rows    *part  // nil before the first sheet
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
	if l.rows == nil || l.row == l.limit {
		part, row = l.part+1, 2
	}
	return leads{sheet: (&list{title: l.title, part: part}).sheet(), cell: cell(row, 1)}
}

// Columns from wrappedWidth characters on hold sentences, which wrap. A printed
// page of a flat sheet holds printedWidth of them, at two thirds of their size.
const (
	wrappedWidth = 50
	printedWidth = 180
)

// shown is the width of the column in a workbook.
func (c *Column) shown() float64 { return max(c.Width, displayWidth(c.Name)+2*padding) }

// begin begins a sheet with the names of the columns.
func (l *list) begin() error {
	l.part++
	l.row, l.links = 1, 0
	name, total := l.sheet(), 0.0
	for _, c := range l.columns {
		total += c.shown()
	}
	p, err := l.b.sheet(name, int(math.Ceil(total/printedWidth)))
	if err != nil {
		return err
	}
	if err := l.b.repeat(name, 1, 1, 1); err != nil {
		return err
	}
	if err := l.b.freeze(name, 1); err != nil {
		return err
	}
	style, err := l.b.style(look{bold: true, fill: headFill, border: true, across: "center"})
	if err != nil {
		return err
	}
	for i, c := range l.columns {
		p.width(i+1, c.shown())
	}
	l.rows = p
	if err := p.begin(1, 0); err != nil {
		return err
	}
	for i, c := range l.columns {
		p.text(i+1, style, c.Name)
	}
	return nil
}

// add writes a row; to is nil when none of its cells leads anywhere.
func (l *list) add(row []string, to *leads) error {
	if l.rows == nil || l.row == l.limit {
		if err := l.end(); err != nil {
			return err
		}
		if err := l.begin(); err != nil {
			return err
		}
	}
	l.row++
	if err := l.rows.begin(l.row, l.height(row)); err != nil {
		return err
	}
	for i, v := range row {
		linked := to != nil && to.sheet != "" && to.column == i && l.links < maxLinks
		if v == "" && !linked {
			continue
		}
		if err := l.value(i+1, v, &l.columns[i], linked); err != nil {
			return err
		}
		if linked {
			l.links++
			l.rows.link(l.row, i+1, to.sheet, to.cell)
		}
	}
	return nil
}

// height is what the sentences of a row need; 0 when they stand on one line.
func (l *list) height(row []string) float64 {
	lines := 1
	for i := range row {
		if c := &l.columns[i]; c.Width >= wrappedWidth && float64(len(row[i])) > c.Width/2 {
			lines = max(lines, wrappedLines(row[i], c.Width))
		}
	}
	if lines == 1 {
		return 0
	}
	return min(tallest, textLine*float64(lines)+rowRoom)
}

// value writes a cell by the type of its column.
func (l *list) value(col int, v string, c *Column, linked bool) error {
	t, k := c.Type, look{text: true, link: linked, wrap: c.Width >= wrappedWidth}
	if col == 1 {
		k.fill = l.mark
	}
	if t != Text && v != "" && l.b.holds(l.sheet(), l.row, col, v) {
		k = look{number: t == Decimal, link: linked}
		if i := strings.LastIndexByte(v, '.'); i >= 0 {
			k.decimals = len(v) - i - 1
		}
		style, err := l.b.style(k)
		l.rows.number(col, style, v)
		return err
	}
	style, err := l.b.style(k)
	if v = l.b.fitted(l.sheet(), l.row, col, v); v == "" {
		l.rows.blank(col, style)
	} else {
		l.rows.text(col, style, v)
	}
	return err
}

// end ends the sheet that rows go to, if one is begun.
func (l *list) end() error {
	if l.rows == nil {
		return nil
	}
	name, sheet := l.name, l.sheet()
	if l.part > 1 {
		name += "_" + strconv.Itoa(l.part)
	}
	if err := l.b.table(sheet, name, max(l.row, 2), l.columns); err != nil {
		return err
	}
	err := l.rows.finish()
	l.rows = nil
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
