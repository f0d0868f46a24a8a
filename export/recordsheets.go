package export

import (
	"strconv"
	"strings"

	"gongkai/extract/trace"
	"gongkai/normalize"
)

// recordSheets lays the records out flat, one sheet per kind of record. What a
// record holds of another kind stands on a sheet of its own: the uses of a
// project's funds.
func recordSheets(d *normalize.Disclosure) []Sheet {
	return []Sheet{projectsSheet(d), allocationSheet(d), performanceSheet(d), indicatorsSheet(d), carryoversSheet(d), narrativeSheet(d),
		staffingSheet(d), procurementSheet(d), assetsSheet(d), glossarySheet(d)}
}

// where are the columns that say where a record is printed.
var where = []Column{
	{"page", "页", Integer, "page of the PDF on which it begins, from 1", 6},
	{"x0", "左", Decimal, "left edge of the place, points from the left of the page", 8},
	{"y0", "上", Decimal, "top edge, points from the top of the page", 8},
	{"x1", "右", Decimal, "right edge", 8},
	{"y1", "下", Decimal, "bottom edge", 8},
}

// at returns the values of those columns.
func at(places []trace.Locator) []string {
	if len(places) == 0 {
		return make([]string, len(where))
	}
	page := ""
	if places[0].Page > 0 {
		page = strconv.Itoa(places[0].Page)
	}
	return append([]string{page}, box(places[0].Box)...)
}

// dec writes a decimal that may be missing.
func dec(d *normalize.Decimal) string {
	if d == nil {
		return ""
	}
	return d.String()
}

// year writes a year; 0 is none.
func year(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func projectsSheet(d *normalize.Disclosure) Sheet {
	s := Sheet{Name: "projects", Title: "项目 Projects", Refs: []Ref{{"performance_table", "tables"}}, Help: "文字说明中的每个项目一行 one line per project that the narrative describes", Columns: append([]Column{
		{"project", "项目名称", Text, "name as printed", 36},
		{"functional_code", "科目编码", Text, "code of its row in the project table", 10},
		{"amount", "金额", Decimal, "exact amount in the printed unit", 14},
		{"unit", "单位", Text, "元, 万元, 亿元", 7},
		{"carrier", "承担单位", Text, "body that carries it out", 26},
		{"policy_basis", "政策依据", Text, "as printed", 50},
		{"policy_documents", "文件", Text, "titles and numbers of the documents, joined by ' | '", 40},
		{"allocation", "资金分配", Text, "as printed", 40},
		{"start", "开始", Text, "ISO date", 11},
		{"end", "结束", Text, "ISO date", 11},
		{"performance_table", "绩效表", Text, "id of the table with its performance form", 8},
		{"facts", "涉及数据", Text, "ids of the amounts in its row", 16},
	}, where...)}
	s.Rows = rowsOf(d.Projects, func(p *normalize.Project) []string {
		var docs []string
		for _, x := range p.Documents {
			docs = append(docs, strings.TrimSpace(x.Title+" "+x.Number))
		}
		return append([]string{p.Name, p.Code, dec(p.Amount), p.Unit, p.Carrier, p.PolicyBasis, strings.Join(docs, " | "), p.AllocationText,
			p.Start, p.End, p.Form, strings.Join(p.Facts, " ")}, at(p.At)...)
	})
	return s
}

func allocationSheet(d *normalize.Disclosure) Sheet {
	s := Sheet{Name: "allocation", Title: "资金分配 Allocation", Help: "项目资金的每项用途一行 one line per use of a project's funds", Columns: []Column{
		{"project", "项目名称", Text, "name as printed", 36},
		{"use", "用途", Text, "name of the use", 36},
		{"amount", "金额", Decimal, "exact amount; blank when the printed figure is no number", 14},
		{"unit", "单位", Text, "元, 万元, 亿元", 7},
		{"raw", "原文", Text, "as printed", 40},
	}}
	s.Rows = func(yield func([]string) bool) {
		for i := range d.Projects {
			for _, a := range d.Projects[i].Allocation {
				if !yield([]string{d.Projects[i].Name, a.Label, dec(a.Amount), a.Unit, a.Raw}) {
					return
				}
			}
		}
	}
	return s
}

func performanceSheet(d *normalize.Disclosure) Sheet {
	s := Sheet{Name: "performance", Title: "绩效表 Performance", Refs: []Ref{{"table", "tables"}}, Help: "每张绩效表一行 one line per performance form", Columns: append([]Column{
		{"table", "表", Text, "id of its table", 7},
		{"scope", "范围", Text, "project or department", 11},
		{"year", "年度", Integer, "year of the form", 7},
		{"project", "项目名称", Text, "name as printed", 36},
		{"unit_name", "单位名称", Text, "body of the form", 26},
		{"total", "资金总额", Decimal, "funds of the project", 14},
		{"fiscal", "财政拨款", Decimal, "of them from the budget", 14},
		{"other", "其他资金", Decimal, "other funds", 14},
		{"superior", "上级安排", Decimal, "from higher levels", 14},
		{"own", "本级安排", Decimal, "from the own level", 14},
		{"annual_total", "年度资金", Decimal, "of the year alone, where the form tells it", 14},
		{"unit", "单位", Text, "元, 万元, 亿元", 7},
		{"start", "开始", Text, "ISO date", 11},
		{"end", "结束", Text, "ISO date", 11},
		{"goal", "目标", Text, "as printed", 60},
		{"leader", "负责人", Text, "only when personal data were asked for", 10},
		{"contact", "联系人", Text, "only when personal data were asked for", 10},
		{"phone", "电话", Text, "only when personal data were asked for", 14},
	}, where...)}
	s.Rows = rowsOf(d.Performance, func(p *normalize.Performance) []string {
		f := &p.Funds
		return append([]string{p.Table, p.Scope, year(p.Year), p.Project, p.UnitName, dec(f.Total), dec(f.Fiscal), dec(f.Other), dec(f.Superior), dec(f.Own),
			dec(f.AnnualTotal), f.Unit, p.Start, p.End, p.Goal, p.Leader, p.Contact, p.Phone}, at(p.At)...)
	})
	return s
}

func indicatorsSheet(d *normalize.Disclosure) Sheet {
	s := Sheet{Name: "indicators", Title: "绩效指标 Indicators", Refs: []Ref{{"table", "tables"}}, Help: "绩效表的每个指标一行 one line per target of a performance form", Columns: append([]Column{
		{"table", "表", Text, "id of its table", 7},
		{"row", "行", Integer, "row in the table, from 0", 6},
		{"project", "项目名称", Text, "empty in the department's form", 30},
		{"level1", "一级指标", Text, "as printed", 14},
		{"level2", "二级指标", Text, "as printed", 16},
		{"level3", "三级指标", Text, "as printed", 36},
		{"operator", "比较", Text, ">=, <=, >, <, =; text for a target in words", 9},
		{"value", "指标值", Decimal, "number of the target", 12},
		{"unit", "单位", Text, "unit of the target", 8},
		{"value_text", "文字指标值", Text, "a target in words", 16},
		{"target_raw", "指标值原文", Text, "as printed", 16},
		{"basis", "依据", Text, "as printed", 20},
		{"prior_raw", "上年完成值", Text, "as printed", 12},
		{"prior_value", "上年数值", Decimal, "the same as a number", 10},
		{"prior_unit", "上年单位", Text, "its unit", 9},
		{"weight", "分值", Decimal, "weight", 7},
		{"scoring_rule", "赋分规则", Text, "as printed", 20},
		{"evidence", "佐证资料", Text, "as printed", 14},
	}, where...)}
	s.Rows = rowsOf(d.Indicators, func(x *normalize.Indicator) []string {
		return append([]string{x.Table, strconv.Itoa(x.Row), x.Project, x.Level1, x.Level2, x.Level3, x.Operator, dec(x.Value), x.Unit, x.ValueText,
			x.TargetRaw, x.Basis, x.PriorRaw, dec(x.PriorValue), x.PriorUnit, dec(x.Weight), x.ScoringRule, x.Evidence}, at(x.At)...)
	})
	return s
}

func carryoversSheet(d *normalize.Disclosure) Sheet {
	s := Sheet{Name: "carryovers", Title: "结转结余 Carryovers", Help: "每项上年结转结余一行 one line per balance carried over from last year", Columns: append([]Column{
		{"name", "项目名称", Text, "as printed", 36},
		{"amount", "金额", Decimal, "exact amount in the printed unit", 14},
		{"unit", "单位", Text, "元, 万元, 亿元", 7},
		{"fund", "资金性质", Text, "fiscal or nonfiscal", 10},
		{"purpose", "用途", Text, "from the narrative", 50},
		{"facts", "涉及数据", Text, "ids of the amounts in its row", 16},
	}, where...)}
	s.Rows = rowsOf(d.Carryovers, func(c *normalize.Carryover) []string {
		return append([]string{c.Name, dec(c.Amount), c.Unit, c.Fund, c.Purpose, strings.Join(c.Facts, " ")}, at(c.At)...)
	})
	return s
}

func narrativeSheet(d *normalize.Disclosure) Sheet {
	s := Sheet{Name: "narrative_facts", Title: "文字说明 Narrative", Refs: []Ref{{"matches_fact", "facts"}}, Help: "文字说明中的每个金额一行 one line per amount that a sentence gives", Columns: append([]Column{
		{"subject", "事项", Text, "what the amount is about", 34},
		{"code", "科目编码", Text, "code of the table row that the sentence names", 10},
		{"code_path", "科目", Text, "类, 款, 项 that the sentence names, joined by ' > '", 30},
		{"scope", "章节", Text, "headings above", 34},
		{"year", "年度", Integer, "when it is an earlier year than that of the document", 7},
		{"amount", "金额", Decimal, "exact amount in the printed unit; blank when there is none", 14},
		{"unit", "单位", Text, "元, 万元, 亿元", 7},
		{"limit", "限额", Text, "true for a price from which something counts, such as 单价100万元以上设备", 7},
		{"share_pct", "占比%", Decimal, "share as printed", 8},
		{"budget", "预算数", Decimal, "budget that the sentence compares with", 14},
		{"completion_pct", "完成%", Decimal, "of the budget, as printed", 8},
		{"direction", "增减", Text, "up, down, same", 10},
		{"delta", "增减额", Decimal, "signed", 14},
		{"delta_unit", "增减单位", Text, "when it is not that of the amount", 8},
		{"against", "对比", Text, "budget when the change is one against this year's budget", 8},
		{"delta_pct", "增减%", Decimal, "signed", 9},
		{"prior_printed", "上年数", Decimal, "last year's amount where the sentence gives it", 14},
		{"prior_derived", "推算上年数", Decimal, "amount less change; computed, not printed", 14},
		{"reason", "原因", Text, "as printed", 50},
		{"purpose", "用途", Text, "as printed", 30},
		{"matches_fact", "对应数据", Text, "id of the table fact that it repeats", 10},
		{"raw", "原文", Text, "the sentence as printed", 60},
	}, where...)}
	s.Rows = rowsOf(d.Narrative, func(n *normalize.NarrativeFact) []string {
		return append([]string{n.Subject, n.Code, strings.Join(n.CodePath, " > "), n.Scope, year(n.Year), dec(n.Amount), n.Unit, truth(n.Limit), dec(n.Share), dec(n.Budget),
			dec(n.Completion), n.Direction, dec(n.Delta), n.DeltaUnit, n.Against, dec(n.DeltaPct), dec(n.PriorYear), dec(n.Prior), n.Reason, n.Purpose, n.Fact, n.Raw}, at(n.At)...)
	})
	return s
}

func staffingSheet(d *normalize.Disclosure) Sheet {
	s := Sheet{Name: "staffing", Title: "人员机构 Staffing", Help: "编制、人员、机构的每个数一行 one line per number of posts, people or offices", Columns: append([]Column{
		{"measure", "项目", Text, "authorized, actual, in_service, retired, retired_cadre, offices, subordinate_units", 18},
		{"value", "数量", Decimal, "as printed; 0 where the text says that there are none", 9},
		{"change", "增减", Decimal, "signed, against last year", 9},
		{"names", "名称", Text, "of offices or units, joined by ' | '", 50},
		{"raw", "原文", Text, "the sentence as printed", 60},
	}, where...)}
	s.Rows = rowsOf(d.Staffing, func(x *normalize.Staffing) []string {
		return append([]string{x.Measure, dec(x.Value), dec(x.Change), strings.Join(x.Names, " | "), x.Raw}, at(x.At)...)
	})
	return s
}

func procurementSheet(d *normalize.Disclosure) Sheet {
	s := Sheet{Name: "procurement", Title: "政府采购 Procurement", Help: "政府采购的每个金额一行 one line per amount of government procurement", Columns: append([]Column{
		{"category", "类别", Text, "total, goods, works, services, reserved_sme, reserved_micro", 16},
		{"amount", "金额", Decimal, "exact amount in the printed unit", 14},
		{"unit", "单位", Text, "元, 万元, 亿元", 7},
		{"raw", "原文", Text, "as printed", 50},
	}, where...)}
	s.Rows = rowsOf(d.Procurement, func(p *normalize.Procurement) []string {
		return append([]string{p.Category, dec(p.Amount), p.Unit, p.Raw}, at(p.At)...)
	})
	return s
}

func assetsSheet(d *normalize.Disclosure) Sheet {
	s := Sheet{Name: "assets", Title: "国有资产 Assets", Help: "占有或拟购置的每类国有资产一行 one line per kind of asset held or to be bought", Columns: append([]Column{
		{"category", "类别", Text, "as printed", 30},
		{"context", "状态", Text, "holding or planned_purchase", 16},
		{"quantity", "数量", Decimal, "as printed", 12},
		{"quantity_unit", "数量单位", Text, "as printed", 10},
		{"value", "价值", Decimal, "exact amount in the printed unit", 14},
		{"unit", "单位", Text, "元, 万元, 亿元", 7},
		{"raw", "原文", Text, "as printed", 50},
	}, where...)}
	s.Rows = rowsOf(d.Assets, func(a *normalize.Asset) []string {
		return append([]string{a.Category, a.Context, dec(a.Quantity), a.QuantityUnit, dec(a.Value), a.Unit, a.Raw}, at(a.At)...)
	})
	return s
}

func glossarySheet(d *normalize.Disclosure) Sheet {
	s := Sheet{Name: "glossary", Title: "名词解释 Glossary", Help: "每个名词解释一行 one line per term that the document explains", Columns: append([]Column{
		{"term", "名词", Text, "as printed", 24},
		{"definition", "解释", Text, "as printed", 100},
	}, where...)}
	s.Rows = rowsOf(d.Glossary, func(g *normalize.Term) []string {
		return append([]string{g.Term, g.Definition}, at(g.At)...)
	})
	return s
}
