package export

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"gongkai/normalize"
)

// rawValue asks for a cell as it stands in the file, not as it is shown.
var rawValue = excelize.Options{RawCellValue: true}

func TestXLSXShowsTheTableAsPublished(t *testing.T) {
	f := opened(t, sample(t))
	const sheet = "T1 支出情况表"
	for _, c := range []struct{ cell, want, kind string }{
		{"A1", "表1 支出/情况[表]（一）", "text"},
		{"A2", "某市财政局", "text"},
		{"C2", "单位：万元", "text"},
		{"A3", "科目", "text"},
		{"C3", "预算数", "text"},
		{"B4", "名称", "text"},
		{"A5", "0208", "text"},
		{"B5", "=1+1 & <b>", "text"},
		{"C5", "1350.23", "number"},
		{"D5", "3", "number"},
		{"A6", "", "blank"},
		{"B6", "其中：差旅费", "text"},
		{"C6", "0.00", "number"},
		{"D6", "4", "number"},
		{"A7", "—", "text"},
		{"C7", "", "blank"},
		{"A8", "注：本表含结转", "text"},
	} {
		got, err := f.GetCellValue(sheet, c.cell, rawValue)
		if err != nil {
			t.Fatal(err)
		}
		typ, err := f.GetCellType(sheet, c.cell)
		if err != nil {
			t.Fatal(err)
		}
		kind := "number"
		switch {
		case typ == excelize.CellTypeInlineString:
			kind = "text"
		case got == "":
			kind = "blank"
		}
		if got != c.want || kind != c.kind {
			t.Errorf("%s: got %s %q, want %s %q", c.cell, kind, got, c.kind, c.want)
		}
	}
	for at, want := range map[string]string{"C5": "1,350.23", "C6": "0.00", "C7": ""} {
		if shown, err := f.GetCellValue(sheet, at); err != nil || shown != want {
			t.Errorf("%s is shown as %q (%v), want %q", at, shown, err, want)
		}
	}
}

func TestXLSXKeepsMergesHeadersAndNotes(t *testing.T) {
	d := sample(t)
	for i := range d.Findings {
		d.Findings[i].Facts = slices.Concat(d.Findings[i].Facts, d.Findings[i].Facts)
	}
	f := opened(t, d)
	const sheet = "T1 支出情况表"
	merges, err := f.GetMergeCells(sheet)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]bool{}
	for _, m := range merges {
		got[m.GetStartAxis()+":"+m.GetEndAxis()] = true
	}
	for _, want := range []string{"A1:C1", "A3:B3", "C3:C4", "A7:B7", "A8:C8"} {
		if !got[want] {
			t.Errorf("%s is not merged: %v", want, got)
		}
	}
	panes, err := f.GetPanes(sheet)
	if err != nil || !panes.Freeze || panes.YSplit != 4 {
		t.Errorf("panes %+v (%v), want 4 rows frozen", panes, err)
	}
	comments, err := f.GetComments(sheet)
	if err != nil {
		t.Fatal(err)
	}
	notes := map[string]string{}
	for _, c := range comments {
		for _, p := range c.Paragraph {
			notes[c.Cell] += p.Text
		}
	}
	if n := strings.Count(notes["C5"], "208 合计与下级之和不等"); n != 1 {
		t.Errorf("the note says %d times what was found: %q", n, notes["C5"])
	}
	if !strings.Contains(notes["C5"], "208 合计与下级之和不等") || !strings.Contains(notes["C5"], "1,350.23") || !strings.Contains(notes["C6"], "第 4 页") {
		t.Errorf("notes %q", notes)
	}
}

func TestXLSXLinksFindingsToTheirCells(t *testing.T) {
	f := opened(t, sample(t))
	for _, c := range []struct{ sheet, cell, want string }{
		{findingsTitle, "G2", "'T1 支出情况表'!C5"},
		{"T1 支出情况表", "D1", "'" + aboutName + "'!A1"},
	} {
		linked, target, err := f.GetCellHyperLink(c.sheet, c.cell)
		if err != nil || !linked || target != c.want {
			t.Errorf("%s %s leads to %q (%t, %v), want %q", c.sheet, c.cell, target, linked, err, c.want)
		}
	}
}

func TestXLSXNamesEveryUnitOnce(t *testing.T) {
	d := sample(t)
	d.Tables[1].Unit = "元"
	d.Tables = append(d.Tables, normalize.Table{ID: "T3", Unit: "万元"})
	f := opened(t, d)
	if v, err := f.GetCellValue(aboutName, "B8"); err != nil || v != "万元、元" {
		t.Errorf("units %q (%v)", v, err)
	}
}

func TestXLSXTellsWhatItLeavesOut(t *testing.T) {
	d := sample(t)
	d.Tables[1].Cells[0].Text = strings.Repeat("长", maxCellText+10)
	f := opened(t, d)
	rows, err := f.GetRows(aboutName)
	if err != nil {
		t.Fatal(err)
	}
	var text string
	for _, r := range rows {
		text += strings.Join(r, "\t") + "\n"
	}
	for _, want := range []string{"T1 支出情况表!B6：已去除控制字符", "T2!A3：超出单元格上限"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not on the first sheet:\n%s", want, text)
		}
	}
	if v, err := f.GetCellValue("T2", "A3"); err != nil || len([]rune(v)) != maxCellText {
		t.Errorf("T2!A3 has %d characters (%v)", len([]rune(v)), err)
	}
}

// TestXLSXWritesNumbersExactly proves that the digits in the file are the
// printed ones.
func TestXLSXWritesNumbersExactly(t *testing.T) {
	for _, c := range []struct {
		amount, want, shown string
		number              bool
	}{
		{"0", "0", "0", true}, {"0.00", "0.00", "0.00", true}, {"-0.10", "-0.10", "-0.10", true}, {"1200", "1200", "1,200", true},
		{"123456789012.10", "123456789012.10", "123,456,789,012.10", true}, {"99999999999999.9", "99999999999999.9", "99,999,999,999,999.9", true},
		{"1234567890123456.78", "1234567890123456.78", "1234567890123456.78", false}, {"12345678901234567", "12345678901234567", "12345678901234567", false},
		{"0.000000000001", "0.000000000001", "0.000000000001", true},
		{"0.0000000000000000000000000000001", "0.0000000000000000000000000000001", "0.0000000000000000000000000000001", false},
	} {
		t.Run(c.amount, func(t *testing.T) {
			d := sample(t)
			d.Facts[0].Amount = amount(t, c.amount)
			f := opened(t, d)
			got, err := f.GetCellValue("T1 支出情况表", "C5", rawValue)
			if err != nil || got != c.want {
				t.Errorf("got %q (%v), want %q", got, err, c.want)
			}
			if shown, err := f.GetCellValue("T1 支出情况表", "C5"); err != nil || shown != c.shown {
				t.Errorf("shown as %q (%v), want %q", shown, err, c.shown)
			}
			typ, err := f.GetCellType("T1 支出情况表", "C5")
			if err != nil || (typ != excelize.CellTypeInlineString) != c.number {
				t.Errorf("type %v (%v), want a number: %t", typ, err, c.number)
			}
		})
	}
}

// FuzzNumbers holds that a spreadsheet, to which a number is a binary fraction,
// has the decimal itself of what is written as a number.
func FuzzNumbers(f *testing.F) {
	for _, s := range []string{"0", "-0.00", "1350.23", "999999999999999", "0.1234567890123456", "9007199254740993", "1e5", "-", "0.0000000000000000000000000000001"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := normalize.ParseDecimal(s)
		if err != nil || !isExact(d.String()) {
			return
		}
		v, err := strconv.ParseFloat(d.String(), 64)
		if err != nil {
			t.Fatal(err)
		}
		back, err := normalize.ParseDecimal(strconv.FormatFloat(v, 'f', -1, 64))
		if err != nil || !back.Equal(d.Decimal) {
			t.Errorf("%s becomes %s (%v)", d, back, err)
		}
	})
}

func TestXLSXGivesTheSameBytes(t *testing.T) {
	if !bytes.Equal(workbookBytes(t, sample(t)), workbookBytes(t, sample(t))) {
		t.Error("two runs differ")
	}
}

// TestXLSXClaimsNoWrongDimension holds that no sheet says it is smaller than it
// is: openpyxl, when it reads a stream, and pandas with it stop there.
func TestXLSXClaimsNoWrongDimension(t *testing.T) {
	sheets := 0
	for name, text := range parts(t, workbookBytes(t, sample(t))) {
		if !strings.HasPrefix(name, "xl/worksheets/sheet") {
			continue
		}
		sheets++
		if strings.Contains(text, "<dimension") {
			t.Errorf("%s has a dimension", name)
		}
	}
	if sheets < 5 {
		t.Errorf("%d sheets", sheets)
	}
}

func TestSheetNamesAreLegalAndUnique(t *testing.T) {
	for _, c := range []struct {
		name, id, title, want string
		taken                 []string
	}{
		{"plain", "T2", "部门收入总表", "T2 部门收入总表", nil},
		{"no title", "T3", "", "T3", nil},
		{"characters Excel refuses", "T4", `收[入]/支:出*?\'`, "T4 收入支出", nil},
		{"too long", "T12", strings.Repeat("表", 40), "T12 " + strings.Repeat("表", 27), nil},
		{"taken but for case", "T5", "abc", "T5", []string{"t5 ABC"}},
		{"control characters", "T6", "a\x00b", "T6 ab", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := sheetName(normalize.Table{ID: c.id, Title: c.title}, c.taken)
			if got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func workbookBytes(t *testing.T, d *normalize.Disclosure) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := XLSX(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func opened(t *testing.T, d *normalize.Disclosure) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(workbookBytes(t, d)))
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
