package export

// A page is a sheet that is filled in any order and then written row by row:
// a table as published, or what is known of the document. Rows and columns
// count from 1.
type page struct {
	b       *workbook
	name    string
	part    *part
	columns int // that most rows have
	cells   [][]pageCell
	widths  []float64
	heights map[int]float64
	frozen  int // rows above the frozen edge
}

// A pageCell is a cell of a page.
type pageCell struct {
	value string
	style int
	kind  cellKind
}

// A cellKind tells what a cell holds.
type cellKind uint8

const (
	absentCell cellKind = iota
	blankCell           // a style alone
	textCell
	numberCell
)

// page begins a sheet of so many columns; more may be filled.
func (b *workbook) page(name string, columns int) (*page, error) {
	part, err := b.sheet(name, 1)
	return &page{b: b, name: name, part: part, columns: columns, heights: map[int]float64{}}, err
}

func (p *page) put(row, col int, c pageCell) {
	for len(p.cells) < row {
		p.cells = append(p.cells, nil)
	}
	line := p.cells[row-1]
	if line == nil {
		line = make([]pageCell, 0, max(col, p.columns))
	}
	for len(line) < col {
		line = append(line, pageCell{})
	}
	line[col-1] = c
	p.cells[row-1] = line
}

// text writes a text cell; "" leaves it blank.
func (p *page) text(row, col int, s string, l look) error {
	style, err := p.b.style(l)
	c := pageCell{value: p.b.fitted(p.name, row, col, s), style: style, kind: textCell}
	if c.value == "" {
		c.kind = blankCell
	}
	p.put(row, col, c)
	return err
}

// number writes a number by its decimal text; one that a spreadsheet cannot hold
// is a text.
func (p *page) number(row, col int, decimal string, l look) error {
	if !p.b.holds(p.name, row, col, decimal) {
		l.number, l.text = false, true
		return p.text(row, col, decimal, l)
	}
	style, err := p.b.style(l)
	p.put(row, col, pageCell{value: decimal, style: style, kind: numberCell})
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
			p.put(r, c, pageCell{style: style, kind: blankCell})
		}
	}
	p.part.merge(row, col, lastRow, lastCol)
	return nil
}

// link makes a cell lead to a cell of another sheet; the look says so.
func (p *page) link(row, col int, target, targetCell string) {
	p.part.link(row, col, target, targetCell)
}

// write ends the sheet.
func (p *page) write() error {
	for i, width := range p.widths {
		p.part.width(i+1, width)
	}
	if err := p.b.freeze(p.name, p.frozen); err != nil {
		return err
	}
	for i, row := range p.cells {
		if err := p.part.begin(i+1, p.heights[i+1]); err != nil {
			return err
		}
		for j, c := range row {
			switch c.kind {
			case blankCell:
				p.part.blank(j+1, c.style)
			case textCell:
				p.part.text(j+1, c.style, c.value)
			case numberCell:
				p.part.number(j+1, c.style, c.value)
			}
		}
	}
	p.cells = nil
	return p.part.finish()
}
