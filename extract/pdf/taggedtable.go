package pdf

import (
	"cmp"
	"slices"

	"gongkai/extract/page"
)

// A taggedTable is a table of the structure tree while it is read: its rows as
// the file lists them.
type taggedTable struct {
	rows   [][]*taggedCell
	nested bool // a cell holds another table
}

// A taggedCell is a cell with its content on all pages.
type taggedCell struct {
	header           bool
	row, col         int // by place
	rowSpan, colSpan int
	scope            string
	alternates       []string
	content          []contentRef
}

// place gives each cell its row and column: the first columns of its row that
// no cell of an earlier row reaches into. It returns the number of columns, 0
// when they are beyond all bounds.
func (t *taggedTable) place() int {
	var until []int // the row from which on each column is free
	free := func(row, col int) bool { return col >= len(until) || until[col] <= row }
	positions := 0
	for row, cells := range t.rows {
		col := 0
		for _, c := range cells {
			positions += c.colSpan
			for !free(row, col) {
				col++
			}
			c.row, c.col = row, col
			c.rowSpan = min(c.rowSpan, len(t.rows)-row)
			for range c.colSpan {
				if col == len(until) {
					until = append(until, 0)
				}
				until[col] = max(until[col], row+c.rowSpan)
				col++
			}
			if col > maxTaggedSpan || positions > maxTaggedPositions {
				return 0
			}
		}
	}
	return len(until)
}

// parts returns the part of the table that stands on each page: the rows from
// the first to the last with content there. Rows without content at a page
// break belong to no page. Tables without columns have no parts, nor have
// those with a table in a cell: their cells say nothing of the grid in print.
func (t *taggedTable) parts(number int) map[int]page.TaggedTable {
	cols := t.place()
	out := map[int]page.TaggedTable{}
	if cols == 0 || t.nested {
		return out
	}
	first, last := map[int]int{}, map[int]int{}
	for row, cells := range t.rows {
		for _, c := range cells {
			for _, ref := range c.content {
				if _, known := first[ref.page]; !known {
					first[ref.page] = row
				}
				last[ref.page] = row
			}
		}
	}
	if len(first)*len(t.rows) > maxTaggedPositions {
		return out
	}
	for id := range first {
		out[id] = t.part(number, id, first[id], last[id], cols)
	}
	return out
}

// part returns the rows first to last as they stand on one page.
func (t *taggedTable) part(number, id, first, last, cols int) page.TaggedTable {
	out := page.TaggedTable{Number: number, FirstRow: first, Rows: last - first + 1, Cols: cols}
	for _, cells := range t.rows[:last+1] {
		for _, c := range cells {
			top, bottom := max(c.row, first), min(c.row+c.rowSpan, last+1)
			if top >= bottom {
				continue
			}
			cell := page.TaggedCell{
				Row: top - first, Col: c.col, RowSpan: bottom - top, ColSpan: c.colSpan,
				Header: c.header, Scope: c.scope, Alternates: c.alternates, MCIDs: byPage(c.content)[id],
			}
			out.Cells = append(out.Cells, cell)
		}
	}
	slices.SortStableFunc(out.Cells, func(a, b page.TaggedCell) int {
		return cmp.Or(cmp.Compare(a.Row, b.Row), cmp.Compare(a.Col, b.Col))
	})
	return out
}
