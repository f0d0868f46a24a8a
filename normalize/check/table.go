package check

import (
	"fmt"

	"gongkai/normalize"
)

// A table is a published table with its facts by place.
type table struct {
	*normalize.Table
	facts []*normalize.Fact // in reading order
	at    map[[2]int]*normalize.Fact
}

func newTable(d *normalize.Disclosure, t *normalize.Table) *table {
	out := &table{Table: t, at: map[[2]int]*normalize.Fact{}}
	for i := range d.Facts {
		if f := &d.Facts[i]; f.Table == t.ID {
			out.facts = append(out.facts, f)
			out.at[[2]int{f.Row, f.Column}] = f
		}
	}
	return out
}

// place names a row for a reader: "T2, page 8, 20801 人力资源…".
func (t *table) place(f *normalize.Fact) string {
	label := f.Name
	if f.Code != "" {
		label = f.Code + " " + f.Name
	}
	return fmt.Sprintf("%s, page %d, %s", t.ID, f.At.Page, label)
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
