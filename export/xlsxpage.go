package export

import (
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// A page is a sheet that is filled in any order and then written row by row:
// a table as published, or what is known of the document. Rows and columns
// count from 1.
type page struct {
	b       *workbook
	name    string
	cells   [][]any // nil where nothing stands
	widths  []float64
	heights map[int]float64
	merges  [][2]string
	frozen  int // rows above the frozen edge
}

// page begins a sheet.
func (b *workbook) page(name string) (*page, error) {
	if err := b.sheet(name); err != nil {
		return nil, err
	}
	return &page{b: b, name: name, heights: map[int]float64{}}, nil
}

// sheet makes a sheet, unless it is there, and sets it up for print. Both must
// come before its stream begins, which holds the properties of the sheet.
func (b *workbook) sheet(name string) error {
	if _, err := b.file.NewSheet(name); err != nil {
		return err
	}
	// That of an empty sheet would stay, and some readers stop at it.
	if err := b.file.SetSheetDimension(name, ""); err != nil {
		return err
	}
	return b.printed(name)
}

func (p *page) put(row, col int, c excelize.Cell) {
	for len(p.cells) < row {
		p.cells = append(p.cells, nil)
	}
	for len(p.cells[row-1]) < col {
		p.cells[row-1] = append(p.cells[row-1], nil)
	}
	p.cells[row-1][col-1] = c
}

// text writes a text cell; "" leaves it blank.
func (p *page) text(row, col int, s string, l look) error {
	c, err := p.b.textCell(p.name, row, col, s, l)
	if err == nil {
		p.put(row, col, c)
	}
	return err
}

// number writes a number by its decimal text.
func (p *page) number(row, col int, decimal string, l look) error {
	c, err := p.b.numberCell(p.name, row, col, decimal, l)
	if err == nil {
		p.put(row, col, c)
	}
	return err
}

// merge makes one cell of several and gives all of them its look; what stands
// in it is written after.
func (p *page) merge(row, col, lastRow, lastCol int, l look) error {
	if row == lastRow && col == lastCol {
		return nil
	}
	style, err := p.b.style(l)
	if err != nil {
		return err
	}
	for r := row; r <= lastRow; r++ {
		for c := col; c <= lastCol; c++ {
			p.put(r, c, excelize.Cell{StyleID: style})
		}
	}
	p.merges = append(p.merges, [2]string{cell(row, col), cell(lastRow, lastCol)})
	return nil
}

// link makes a cell lead to a cell of another sheet; the look says so.
func (p *page) link(row, col int, target, targetCell string) error {
	return p.b.link(p.name, cell(row, col), target, targetCell)
}

// write ends the sheet.
func (p *page) write() error {
	w, err := p.b.file.NewStreamWriter(p.name)
	if err != nil {
		return err
	}
	for i, width := range p.widths {
		if err := w.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	if err := freeze(w, p.frozen); err != nil {
		return err
	}
	for i, row := range p.cells {
		opts := []excelize.RowOpts{}
		if h, ok := p.heights[i+1]; ok {
			opts = append(opts, excelize.RowOpts{Height: h})
		}
		if err := w.SetRow(cell(i+1, 1), row, opts...); err != nil {
			return err
		}
	}
	for _, m := range p.merges {
		if err := w.MergeCell(m[0], m[1]); err != nil {
			return err
		}
	}
	return w.Flush()
}

// freeze keeps the first rows of a sheet in sight.
func freeze(w *excelize.StreamWriter, rows int) error {
	if rows == 0 {
		return nil
	}
	return w.SetPanes(&excelize.Panes{Freeze: true, YSplit: rows, TopLeftCell: cell(rows+1, 1), ActivePane: "bottomLeft"})
}

// repeat prints rows again on every page of a sheet.
func (b *workbook) repeat(sheet string, first, last int) error {
	return b.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: sheet,
		RefersTo: "'" + sheet + "'!$" + strconv.Itoa(first) + ":$" + strconv.Itoa(last)})
}

// cell names a cell; both numbers count from 1.
func cell(row, col int) string {
	name, err := excelize.CoordinatesToCellName(col, row)
	if err != nil {
		return "" // beyond the last row or column; excelize refuses it wherever it is used
	}
	return name
}

// link makes a cell lead to a cell of another sheet; the look says so.
func (b *workbook) link(sheet, at, target, targetCell string) error {
	return b.file.SetCellHyperLink(sheet, at, "'"+target+"'!"+targetCell, "Location")
}

// maxCellText is Excel's limit, in units of UTF-16.
const maxCellText = 32767

// textCell makes a text cell. Control characters, which XML cannot hold, are left
// out and texts beyond Excel's limit are cut; a notice says so. CSV and JSON
// hold them whole.
func (b *workbook) textCell(sheet string, row, col int, s string, l look) (excelize.Cell, error) {
	clean := printable(s)
	if clean != s {
		b.notice(sheet, row, col, "已去除控制字符 control characters left out")
	}
	if cut := shortened(clean, maxCellText); cut != clean {
		clean = cut
		b.notice(sheet, row, col, "超出单元格上限，已截断；全文见 JSON、CSV text cut, whole in JSON and CSV")
	}
	style, err := b.style(l)
	if err != nil || clean == "" {
		return excelize.Cell{StyleID: style}, err
	}
	return excelize.Cell{StyleID: style, Value: clean}, nil
}

// maxNotices is how many notices a workbook lists; their number is told.
const maxNotices = 200

// notice notes what could not be written as it is.
func (b *workbook) notice(sheet string, row, col int, what string) {
	b.noticed++
	if len(b.notices) < maxNotices {
		b.notices = append(b.notices, sheet+"!"+cell(row, col)+"："+what)
	}
}

// shortened cuts a text to a number of units of UTF-16, the last an ellipsis.
func shortened(s string, units int) string {
	if len(s) <= units { // bytes are never fewer
		return s
	}
	n, fits := 0, 0
	for i, r := range s {
		width := 1
		if r > 0xFFFF {
			width = 2
		}
		n += width
		if n <= units-1 {
			fits = i + len(string(r))
		}
		if n > units {
			return s[:fits] + "…"
		}
	}
	return s
}

// printable leaves out the characters that XML cannot hold.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, s)
}

// maxDigits is how many digits a spreadsheet keeps of a number.
const maxDigits = 15

// numberCell makes a number of a decimal. A spreadsheet itself holds numbers as
// binary fractions, and so does the stream; up to 15 digits these give back
// the decimal they were made of, which is proven here for each. One that is
// not given back is written as text.
func (b *workbook) numberCell(sheet string, row, col int, decimal string, l look) (excelize.Cell, error) {
	f, err := strconv.ParseFloat(decimal, 64)
	if err != nil || !returns(f, decimal) {
		l.number, l.text = false, true
		return b.textCell(sheet, row, col, decimal, l)
	}
	style, err := b.style(l)
	return excelize.Cell{StyleID: style, Value: f}, err
}

// returns tells whether a binary fraction stands for a decimal alone: it has no
// more digits than a spreadsheet keeps and is written with the same, but for
// zeros at the end, which the format of the cell shows.
func returns(f float64, decimal string) bool {
	digits := strings.TrimLeft(strings.Replace(decimal, ".", "", 1), "-0")
	whole := decimal
	if strings.Contains(whole, ".") {
		whole = strings.TrimRight(strings.TrimRight(whole, "0"), ".")
	}
	return len(digits) <= maxDigits && strconv.FormatFloat(f, 'f', -1, 64) == whole
}
