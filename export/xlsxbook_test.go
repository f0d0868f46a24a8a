package export

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongkai/normalize"
)

func TestBookHoldsEveryDocument(t *testing.T) {
	f := book(t, 0, sample(t), sample(t))
	for _, s := range WithDocument(sample(t)) {
		var want [][]string
		for n := range 2 {
			for row := range s.Rows {
				want = append(want, append([]string{fmt.Sprint(n + 1)}, row...))
			}
		}
		for i, row := range want {
			for j, v := range row {
				if got, err := f.GetCellValue(s.Title, cell(i+2, j+1), rawValue); err != nil || got != printable(v) {
					t.Errorf("%s %s: %q (%v), want %q", s.Title, cell(i+2, j+1), got, err, v)
				}
			}
		}
	}
	for _, c := range []struct{ sheet, cell, want string }{
		{documentsTitle, "N2", "'" + factsTitle + "'!A2"}, {documentsTitle, "N3", "'" + factsTitle + "'!A4"},
		{findingsTitle, "M2", "'" + factsTitle + "'!A2"}, {findingsTitle, "M4", "'" + factsTitle + "'!A4"},
	} {
		if _, got, err := f.GetCellHyperLink(c.sheet, c.cell); err != nil || got != c.want {
			t.Errorf("%s %s leads to %q (%v), want %q", c.sheet, c.cell, got, err, c.want)
		}
	}
}

// TestBookSplitsLongSheets holds that no row is lost or written twice where a
// sheet is full, and that findings lead to the right one.
func TestBookSplitsLongSheets(t *testing.T) {
	f := book(t, 4, sample(t), sample(t), sample(t)) // sheets of a header and three rows
	var got []string
	for _, sheet := range []string{factsTitle, factsTitle + " 2"} {
		rows, err := f.GetRows(sheet)
		if err != nil || len(rows) > 4 || rows[0][0] != "document" {
			t.Fatalf("%s: %d rows (%v)", sheet, len(rows), err)
		}
		for _, r := range rows[1:] {
			got = append(got, r[0]+r[1])
		}
	}
	if want := []string{"1F1", "1F2", "2F1", "2F2", "3F1", "3F2"}; !slices.Equal(got, want) {
		t.Errorf("facts %v, want %v", got, want)
	}
	if _, to, err := f.GetCellHyperLink(findingsTitle+" 2", "M3"); err != nil || to != "'"+factsTitle+" 2'!A3" {
		t.Errorf("the finding of the third document leads to %q (%v)", to, err)
	}
	tables, err := f.GetTables(factsTitle + " 2")
	if err != nil || len(tables) != 1 || tables[0].Name != "facts_2" || !strings.HasSuffix(tables[0].Range, "4") {
		t.Errorf("named tables %+v (%v)", tables, err)
	}
}

func TestBookGivesTheSameBytes(t *testing.T) {
	if !bytes.Equal(bookBytes(t, 0, sample(t)), bookBytes(t, 0, sample(t))) {
		t.Error("two runs differ")
	}
}

// bookBytes writes documents to a Book with so many rows to a sheet; 0 is
// Excel's own limit.
func bookBytes(t *testing.T, limit int, documents ...*normalize.Disclosure) []byte {
	t.Helper()
	k, err := NewBook()
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := k.Close(); err != nil {
			t.Error(err)
		}
	}()
	for _, l := range k.lists {
		if limit > 0 {
			l.limit = limit
		}
	}
	for _, d := range documents {
		if err := k.Add(d); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := k.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func book(t *testing.T, limit int, documents ...*normalize.Disclosure) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(bookBytes(t, limit, documents...)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	})
	return f
}
