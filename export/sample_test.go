package export

import (
	"testing"

	"gongkai/extract"
	"gongkai/extract/trace"
	"gongkai/normalize"
)

// sample is a disclosure written by hand: a table with merged headers over two
// pages, a table of no kind, every field of the contract filled at least once,
// and names that a spreadsheet would run as formulas.
func sample(t *testing.T) *normalize.Disclosure {
	t.Helper()
	box := trace.Rect{X0: 50, Y0: 100, X1: 120.25, Y1: 115.5}
	at := trace.Locator{Page: 3, Box: box}
	yuan := amount(t, "13502300.00")
	cells := []normalize.Cell{
		{Row: 0, Col: 0, RowSpan: 1, ColSpan: 2, Text: "科目", Role: "head", Page: 3, BBox: box, Parts: []normalize.CellPart{{Page: 3, Text: "科目"}, {Page: 4, Text: "科目"}}},
		{Row: 0, Col: 2, RowSpan: 2, ColSpan: 1, Text: "预算数", Role: "head", Page: 3, BBox: box},
		{Row: 1, Col: 0, RowSpan: 1, ColSpan: 1, Text: "编码", Role: "head", Page: 3, BBox: box},
		{Row: 1, Col: 1, RowSpan: 1, ColSpan: 1, Text: "名称", Role: "head", Page: 3, BBox: box},
		{Row: 2, Col: 0, RowSpan: 1, ColSpan: 1, Text: "0208", Role: "code", Page: 3, BBox: box},
		{Row: 2, Col: 1, RowSpan: 1, ColSpan: 1, Text: "=1+1 & <b>", Role: "name", Page: 3, BBox: box, Lines: []string{"=1+1", "& <b>"}},
		{Row: 2, Col: 2, RowSpan: 1, ColSpan: 1, Text: "1,350.23", Role: "amount", Page: 3, BBox: trace.Rect{X0: 120.25, Y0: 100, X1: 180, Y1: 115.5}},
		{Row: 3, Col: 0, RowSpan: 1, ColSpan: 1, Role: "blank", Page: 4, BBox: box},
		{Row: 3, Col: 1, RowSpan: 1, ColSpan: 1, Text: "其中：\x01差旅费", Role: "name", Page: 4, BBox: box},
		{Row: 3, Col: 2, RowSpan: 1, ColSpan: 1, Text: "0.00", Role: "amount", Page: 4, BBox: trace.Rect{X0: 120.25, Y0: 115.5, X1: 180, Y1: 131}},
		{Row: 4, Col: 0, RowSpan: 1, ColSpan: 2, Text: "—", Role: "label", Page: 4, BBox: box},
		{Row: 4, Col: 2, RowSpan: 1, ColSpan: 1, Role: "blank", Page: 4, BBox: box},
	}
	return &normalize.Disclosure{
		SchemaVersion: normalize.SchemaVersion,
		Source: extract.Source{File: "budget.pdf", SHA256: "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
			Pages: 5, Producer: "Writer", Tool: "gongkai", Version: "devel"},
		Entity:   normalize.Entity{Name: "某市财政局", Kind: "department", RegionName: "某市", RegionCode: "650000"},
		Document: normalize.DocumentInfo{Kind: "budget", Year: 2024, Title: "某市财政局2024年部门预算", SignedBy: "某市财政局", SignedOn: "2024-02-23"},
		Tables: []normalize.Table{
			{ID: "T1", Kind: "gpb_expenditure", Number: "表1", Title: "支出/情况[表]", Subtitle: "（一）", Unit: "万元", UnitText: "单位：万元", PreparedBy: "某市财政局",
				Pages: []int{3, 4}, Rows: 5, Cols: 3, HeaderRows: 2, MarkerRow: -1, Note: "注：本表含结转", Method: "ruled", Confidence: 0.99,
				Columns: []normalize.Column{{Index: 0, Path: []string{"科目", "编码"}, Role: "code"}, {Index: 1, Path: []string{"科目", "名称"}, Role: "name"},
					{Index: 2, Number: "1", Path: []string{"预算数"}, Measure: "total", Phase: "budget", Unit: "万元", Role: "amount"}},
				Cells: cells, Locators: []trace.Locator{at, {Page: 4}}},
			{ID: "T2", Pages: []int{5}, Rows: 1, Cols: 1, MarkerRow: -1, Empty: true, Method: "aligned",
				Cells: []normalize.Cell{{RowSpan: 1, ColSpan: 1, Text: "@附件", Role: "text", Page: 5, BBox: box}}},
		},
		Facts: []normalize.Fact{
			{ID: "F1", Table: "T1", Kind: "gpb_expenditure", Row: 2, Column: 2, Side: "expenditure", CodeSystem: "functional", Code: "208", CodeRaw: []string{"0208"},
				CodeStatus: "name_mismatch", Name: "=1+1 & <b>", NameRaw: "=1+1 & <b>", Level: "类", LabelPath: []string{"甲", "乙"}, Project: "-项目", Measure: "total",
				MeasurePath: []string{"预算数"}, Phase: "budget", Number: "1", Amount: amount(t, "1350.23"), AmountRaw: "1,350.23", Unit: "万元", AmountYuan: &yuan, At: at},
			{ID: "F2", Table: "T1", Row: 3, Column: 2, Name: "差旅费", Amount: amount(t, "0.00"), AmountRaw: "0.00", At: trace.Locator{Page: 4, Box: box}},
		},
		Sections: []normalize.Section{{Level: 1, Title: "第一部分 概况", Paragraphs: []string{"一段。"},
			Children: []normalize.Section{{Level: 2, Title: "一、职能", At: []trace.Locator{at}}}}},
		Findings: []trace.Finding{
			{Rule: "sum.children", Kind: "wrong_sum", Status: trace.Fail, Severity: trace.Error, Message: "208 合计与下级之和不等", Text: "1,350.23", Table: "T1",
				Left: "1350.23", Right: "0.00", Diff: "1350.23", Facts: []string{"F1", "F2"}, At: []trace.Locator{at}},
			{Rule: "layout.note", Status: trace.NotComputable, Severity: trace.Info, Message: "第5页无表格线", At: []trace.Locator{{Page: 5}, {}}},
		},
	}
}

func amount(t *testing.T, s string) normalize.Decimal {
	t.Helper()
	d, err := normalize.ParseDecimal(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
