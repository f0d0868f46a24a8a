package sqlite

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"gongkai/export"
)

// Rows are a document as its database takes it. To make them takes half as long
// as to insert them, and needs no database: another processor may do it.
type Rows struct {
	content string // fingerprint
	tables  []tableRows
}

// A tableRows has the rows of a table, one after the other: document, which is
// left open, number of the row or content of the document, columns, and the
// amount in 分 of facts.
type tableRows struct {
	table  string
	width  int
	values []any
}

// NewRows makes rows of the sheets of export.WithDocument. Errors name sheet,
// row and column.
func NewRows(sheets []export.Sheet) (*Rows, error) {
	out := &Rows{content: fingerprint(sheets)}
	for _, s := range sheets {
		t, err := newTableRows(s, out.content)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", s.Name, err)
		}
		out.tables = append(out.tables, t)
	}
	return out, nil
}

func newTableRows(s export.Sheet, content string) (tableRows, error) {
	t := tableRows{table: s.Name, width: 2 + len(s.Columns)}
	yuan := -1
	if s.Name == facts {
		yuan = slices.IndexFunc(s.Columns, func(c export.Column) bool { return c.Name == "amount_yuan" })
		t.width++
	}
	n := 0
	for row := range s.Rows {
		n++
		if s.Name == documents {
			t.values = append(t.values, nil, content)
		} else {
			t.values = append(t.values, nil, n)
		}
		for i, v := range row {
			value, err := newValue(v, s.Columns[i].Type)
			if err != nil {
				return t, fmt.Errorf("row %d, %s: %w", n, s.Columns[i].Name, err)
			}
			t.values = append(t.values, value)
		}
		if yuan >= 0 {
			t.values = append(t.values, inFen(row[yuan]))
		}
	}
	return t, nil
}

// newValue reads a value by the type of its column; "" is null.
func newValue(v string, t export.Type) (any, error) {
	switch {
	case v == "":
		return nil, nil
	case t == export.Integer:
		return strconv.ParseInt(v, 10, 64)
	}
	return v, nil
}

// inFen is an amount in 元 as a whole number of 分; nil when it is none.
func inFen(yuan string) any {
	d, err := decimal.NewFromString(yuan)
	if err != nil || yuan == "" {
		return nil
	}
	if d = d.Shift(2); !d.IsInteger() || !d.BigInt().IsInt64() {
		return nil
	}
	return d.IntPart()
}

// fingerprint tells whether what a document has in the database differs.
func fingerprint(sheets []export.Sheet) string {
	h := sha256.New()
	var b []byte
	add := func(v string) { b = append(strconv.AppendInt(b, int64(len(v)), 10), ':'); b = append(b, v...) }
	for _, s := range sheets {
		add(s.Name)
		for row := range s.Rows {
			for _, v := range row {
				add(v)
			}
			h.Write(b)
			b = b[:0]
		}
		h.Write(append(b, '\n'))
		b = b[:0]
	}
	return hex.EncodeToString(h.Sum(nil))
}
