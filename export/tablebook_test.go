package export

import (
	"bytes"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongkai/normalize"
)

func TestPlainNumber(t *testing.T) {
	for _, c := range []struct {
		in, number string
		decimals   int
		ok         bool
	}{
		{"1,350.20", "1350.20", 2, true}, {"-1,350", "-1350", 0, true}, {"1350.20", "1350.20", 2, true}, {"0", "0", 0, true}, {"0.00", "0.00", 2, true},
		{" 12 ", "12", 0, true}, {"-0.5", "-0.5", 1, true}, {"999", "999", 0, true},
		{"", "", 0, false}, {"1350", "", 0, false}, {"2024", "", 0, false}, {"007", "", 0, false}, {"01.5", "", 0, false}, {"0,123", "", 0, false}, {"1,35", "", 0, false},
		{"1,350.", "", 0, false}, {"1e3", "", 0, false}, {"—", "", 0, false}, {"-", "", 0, false}, {"12%", "", 0, false}, {"$5.00", "", 0, false}, {"１２", "", 0, false}, {"=1+1", "", 0, false},
	} {
		number, decimals, ok := plainNumber(c.in)
		if number != c.number || decimals != c.decimals || ok != c.ok {
			t.Errorf("%q: %q, %d, %v", c.in, number, decimals, ok)
		}
	}
}

func TestTableBookReadsBack(t *testing.T) {
	d := sample(t)
	d.Facts, d.Findings, d.Sections = nil, nil, nil
	var b bytes.Buffer
	if err := TableBook(&b, d); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(b.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	sheets := f.GetSheetList()
	if len(sheets) != len(d.Tables) {
		t.Fatalf("sheets %v for %d tables", sheets, len(d.Tables))
	}
	for i := range d.Tables {
		table := &d.Tables[i]
		for _, c := range table.Cells {
			at := cell(gridTop+c.Row, c.Col+1)
			want := printable(c.Text)
			number, _, ok := plainNumber(c.Text)
			if ok = ok && c.Role != "code" && c.Row >= table.HeaderRows; ok {
				want = number
			}
			got, err := f.GetCellValue(sheets[i], at, rawValue)
			kind, kindErr := f.GetCellType(sheets[i], at)
			if err != nil || kindErr != nil || got != want {
				t.Errorf("%s %s: %q, want %q (%v, %v)", table.ID, at, got, want, err, kindErr)
			}
			if text := kind == excelize.CellTypeInlineString; text == ok && want != "" {
				t.Errorf("%s %s: %q is text: %v", table.ID, at, got, text)
			}
		}
	}
}

func TestTableBookWithoutTables(t *testing.T) {
	var b bytes.Buffer
	if err := TableBook(&b, &normalize.Disclosure{}); err != nil {
		t.Fatal(err)
	}
	if _, err := excelize.OpenReader(bytes.NewReader(b.Bytes())); err != nil {
		t.Error(err)
	}
}
