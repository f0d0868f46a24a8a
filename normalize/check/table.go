package check

import (
	"cmp"
	"strconv"
	"strings"

	"gongkai/normalize"
)

// A table is a published table with its facts by place.
type table struct {
	*normalize.Table
	facts []*normalize.Fact // in reading order
	at    map[[2]int]*normalize.Fact
	// Sums of rows that the header tells.
	summed map[*normalize.Fact]bool
}

func newTable(d *normalize.Disclosure, t *normalize.Table) *table {
	out := &table{Table: t, at: map[[2]int]*normalize.Fact{}, summed: map[*normalize.Fact]bool{}}
	for i := range d.Facts {
		if f := &d.Facts[i]; f.Table == t.ID {
			out.facts = append(out.facts, f)
			out.at[[2]int{f.Row, f.Column}] = f
		}
	}
	return out
}

// depths returns how far right each row of a list with several columns of
// names is named: the last column of names that it fills. nil for a list with
// one column of names, or with codes.
func (t *table) depths() map[int]int {
	first, last := -1, -1
	for _, c := range t.Columns {
		switch c.Role {
		case "label", "name", "project":
			if first < 0 {
				first = c.Index
			}
			last = c.Index
		case "code":
			return nil
		}
	}
	if first == last {
		return nil
	}
	out := map[int]int{}
	for i := range t.Cells {
		c := &t.Cells[i]
		if c.Row < t.HeaderRows || c.Col > last || c.Text == "" {
			continue
		}
		for row := c.Row; row < c.Row+max(1, c.RowSpan); row++ {
			out[row] = max(out[row], c.Col)
		}
	}
	return out
}

// values are what the sentences of an identity of a table name: the row and
// the column of a total, and how many parts it has.
func (t *table) values(total *normalize.Fact, parts int) values {
	return values{"row": cmp.Or(label(total), "–"), "column": t.header(total.Column), "parts": strconv.Itoa(parts)}
}

// label names a row for a reader: "20801 人力资源…".
func label(f *normalize.Fact) string {
	return strings.TrimSpace(f.Code + " " + f.Name)
}

// header returns the innermost header text of a column.
func (t *table) header(column int) string {
	for _, c := range t.Columns {
		if c.Index == column && len(c.Path) > 0 {
			return c.Path[len(c.Path)-1]
		}
	}
	return ""
}
