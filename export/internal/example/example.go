// Package example makes a disclosure that fills every field of the contract.
package example

import (
	"github.com/shopspring/decimal"

	"gongkai/extract"
	"gongkai/extract/trace"
	"gongkai/normalize"
)

// Disclosure is a disclosure written by hand: a table with merged headers over two
// pages, a table of no kind, every field of the contract filled at least once,
// and names that a spreadsheet would run as formulas.
func Disclosure() *normalize.Disclosure {
	box := trace.Rect{X0: 50, Y0: 100, X1: 120.25, Y1: 115.5}
	at := trace.Locator{Page: 3, Box: box}
	yuan, ten := amount("13502300.00"), amount("10.00")
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
				MeasurePath: []string{"预算数"}, Phase: "budget", Number: "1", Amount: amount("1350.23"), AmountRaw: "1,350.23", Unit: "万元", AmountYuan: &yuan, At: at},
			{ID: "F2", Table: "T1", Row: 3, Column: 2, Name: "差旅费", Amount: amount("0.00"), AmountRaw: "0.00", At: trace.Locator{Page: 4, Box: box}},
		},
		Projects: []normalize.Project{{Name: "-培训", Code: "2080102", PolicyBasis: "《办法》（财社〔2024〕1号）",
			Documents: []normalize.PolicyDocument{{Title: "《办法》", Number: "财社〔2024〕1号"}}, Amount: &ten, Unit: "万元", Carrier: "某市财政局",
			AllocationText: "差旅费1.5.0万元", Allocation: []normalize.Allocation{{Label: "差旅费", Unit: "万元", Raw: "差旅费1.5.0万元"}, {Label: "印刷费", Amount: &ten, Unit: "万元", Raw: "印刷费10.00万元"}},
			Period: "2024年1月1日至2024年12月31日", Start: "2024-01-01", End: "2024-12-31", Form: "T2", Variants: []string{"培训费"}, Facts: []string{"F1"}, At: []trace.Locator{at}}},
		Performance: []normalize.Performance{{Table: "T2", Scope: "project", Year: 2024, UnitName: "某市财政局", Project: "-培训", Leader: "某人", Contact: "某人", Phone: "000",
			Start: "2024-01-01", End: "2024-12-31", Funds: normalize.Funds{Total: &ten, Fiscal: &ten, Other: &ten, Superior: &ten, Own: &ten, AnnualTotal: &ten, AnnualFiscal: &ten, AnnualCarryover: &ten, AnnualOther: &ten, Unit: "万元"}, Goal: "完成", At: []trace.Locator{at}}},
		Indicators: []normalize.Indicator{{Table: "T2", Row: 5, Project: "-培训", Seq: 1, Level1: "产出指标", Level2: "数量指标", Level3: "培训人数", Operator: ">=", Value: &ten, Unit: "人",
			TargetRaw: "≥10.00人", Basis: "计划标准", PriorRaw: "10.00人", PriorValue: &ten, PriorUnit: "人", Weight: &ten, ScoringRule: "按比例", Evidence: "资料", At: []trace.Locator{at}},
			{Table: "T2", Row: 6, Seq: 2, Operator: "text", ValueText: "提高"}},
		Carryovers: []normalize.Carryover{{Name: "维修", Amount: &ten, Unit: "万元", Fund: "fiscal", Purpose: "尾款", Facts: []string{"F2"}, At: []trace.Locator{at}}},
		Narrative: []normalize.NarrativeFact{{Subject: "行政运行", Year: 2023, CodePath: []string{"甲", "乙", "行政运行"}, Code: "2080101", Scope: "三", Amount: &ten, Unit: "万元", Limit: true, Share: &ten, Completion: &ten,
			Direction: "up", Budget: &ten, PriorYear: &ten, Purpose: "日常", Delta: &ten, DeltaUnit: "元", Against: "budget", DeltaPct: &ten, Reason: "人员增加", Prior: &ten, Fact: "F1", Raw: "行政运行10.00万元。", At: []trace.Locator{at}}},
		Staffing:    []normalize.Staffing{{Measure: "offices", Value: &ten, Change: &ten, Names: []string{"办公室"}, Raw: "下设10个处室", At: []trace.Locator{at}}},
		Procurement: []normalize.Procurement{{Category: "goods", Amount: &ten, Unit: "万元", Raw: "政府采购货物预算10.00万元", At: []trace.Locator{at}}},
		Assets:      []normalize.Asset{{Category: "车辆", Context: "holding", Quantity: &ten, QuantityUnit: "辆", Value: &ten, Unit: "万元", Raw: "车辆10.00辆", At: []trace.Locator{at}}},
		Glossary:    []normalize.Term{{Term: "基本支出", Definition: "指……", At: []trace.Locator{at}}},
		Sections: []normalize.Section{{Level: 1, Title: "第一部分 概况", Paragraphs: []normalize.Paragraph{{Text: "一段。"}},
			Children: []normalize.Section{{Level: 2, Title: "一、职能", At: []trace.Locator{at}}}}},
		Coverage: normalize.Coverage{AmountCells: 2, Facts: 2, Codes: 1, KnownCodes: 1, Sentences: 3, Parsed: 2},
		Contents: []normalize.Paragraph{{Text: "一、支出表 3"}},
		Findings: []trace.Finding{
			{Rule: "sum.children", Kind: "wrong_sum", Status: trace.Fail, Severity: trace.Error, Message: "208 合计与下级之和不等", Text: "1,350.23", Table: "T1",
				Left: "1350.23", Right: "0.00", Diff: "1350.23", Facts: []string{"F1", "F2"}, At: []trace.Locator{at}},
			{Rule: "layout.note", Status: trace.NotComputable, Severity: trace.Info, Message: "第5页无表格线", At: []trace.Locator{{Page: 5}, {}}},
		},
	}
}

func amount(s string) normalize.Decimal {
	return normalize.Decimal{Decimal: decimal.RequireFromString(s)}
}
