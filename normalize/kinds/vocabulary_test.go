package kinds

import (
	"slices"
	"testing"
)

func TestUnknownTitlesMatchNothing(t *testing.T) {
	c := catalogue(t)
	for name, title := range map[string]string{
		"blank":                "",
		"other table":          "街道专项资金分配表",
		"part of a title":      "预算表",
		"other body inside":    "下属单位收入预算总表汇总",
		"other subject":        "城镇职工养老保险基金收入预算表",
		"two kinds in one":     "收入预算总表和支出预算总表",
		"sentence":             "具体情况见部门收入总表。",
		"narrative of a table": "部门收入总表情况说明",
	} {
		if got := c.MatchTitle(title); got != nil {
			t.Errorf("%s: %q matches %+v", name, title, got)
		}
	}
}

// TestTitles holds titles that differ in words that add nothing, or in one that
// tells, against the kinds they name.
func TestTitles(t *testing.T) {
	c := catalogue(t)
	for title, want := range map[string]string{
		"2023年部门综合预算收支总表":               "summary",
		"收支预算总体情况表":                     "summary",
		"2023年部门综合预算财政拨款收支总表":           "fiscal_summary",
		"一般公共预算支出明细表（按支出功能分类科目-不含上年结转）": "gpb_expenditure",
		"一般公共预算支出明细表（按支出经济分类科目）":        "",
		"一般公共预算基本支出明细表（按支出经济分类科目）":      "gpb_basic",
		"一般公共预算基本支出明细表（按支出功能分类科目）":      "",
		"一般公共预算基本支出预算表（政府经济分类）":         "",
		"一般公共预算财政拨款支出预算表":               "gpb_expenditure",
		"国有资本经营预算财政拨款支出表":               "soe_capital",
		"一般公共预算财政拨款“三公”经费支出预算表":         "three_public",
		"部门公开表7 财政拨款“三公”经费预算表":          "three_public",
	} {
		got := ""
		if m := c.MatchTitle(title); m != nil {
			got = m.Kind
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", title, got, want)
		}
	}
}

func TestMatchHeader(t *testing.T) {
	c := catalogue(t)
	income := []string{"功能分类科目名称", "合计", "财政拨款收入", "事业收入", "其他收入"}
	for name, k := range map[string]struct {
		title string
		texts []string
		want  string
	}{
		"income":                  {"", income, "income"},
		"title agrees":            {"2024年收入一览表", income, "income"},
		"title speaks against it": {"2024年专项资金表", income, ""},
		"items of 三公":             {"", []string{"项目", "本年预算数", "因公出国（境）费", "公务接待费", "公务用车购置费"}, "three_public"},
		"units in brackets":       {"", []string{"科目名称", "财政拨款收入（万元）", "事业收入（万元）", "其他收入（万元）"}, "income"},
		"too little":              {"", []string{"科目名称", "合计", "基本支出", "项目支出"}, ""},
		"nothing":                 {"", nil, ""},
	} {
		if got := c.MatchHeader(k.title, k.texts); got != k.want {
			t.Errorf("%s: got %q, want %q", name, got, k.want)
		}
	}
}

func TestMeasure(t *testing.T) {
	c := catalogue(t)
	for name, k := range map[string]struct {
		kind string
		path []string
		want string
	}{
		"plain":                    {"income", []string{"事业收入"}, "business_income"},
		"neutral group":            {"income", []string{"收入预算", "合计"}, "total"},
		"group that tells":         {"gov_fund", []string{"基本支出", "人员经费"}, "basic_personnel"},
		"part of a group":          {"gpb_expenditure", []string{"基本支出", "小计"}, "basic"},
		"unknown group":            {"income", []string{"上年结转结余", "一般公共预算"}, ""},
		"fund of a carry-over":     {"carryover_detail", []string{"非财政拨款", "项目支出"}, ""},
		"item before its phase":    {"three_public", []string{"财政拨款“三公”经费", "公务接待费", "决算数"}, "reception"},
		"year in the group":        {"three_public", []string{"2024年“三公”经费预算数", "合计"}, "total"},
		"short words in a group":   {"three_public", []string{"“三公”经费预算数", "公务用车购置及运行费", "购置费"}, "car_purchase"},
		"unit in brackets":         {"income", []string{"事业收入（万元）"}, "business_income"},
		"agency operating cost":    {"three_public", []string{"2024年机关运行经费预算数"}, "operating_cost"},
		"only in one kind":         {"gov_fund", []string{"本年收入"}, "current_year_income"},
		"the same in another kind": {"income", []string{"本年收入"}, ""},
		"no header":                {"income", nil, ""},
	} {
		if got := c.Measure(k.kind, k.path); got != k.want {
			t.Errorf("%s: got %q, want %q", name, got, k.want)
		}
	}
}

func TestPhase(t *testing.T) {
	c := catalogue(t)
	for want, paths := range map[string][][]string{
		"budget": {{"预算数"}, {"收入", "年初预算数"}, {"2024年“三公”经费预算数", "合计"}, {"公务接待费", "预算数"}},
		"final":  {{"决算数"}, {"决算数", "合计"}},
		"prior":  {{"上年预算数"}, {"项目", "2023年预算数"}},
		"":       {{"合计"}, nil, {"政府性基金预算"}},
	} {
		for _, p := range paths {
			if got := c.Phase(p, 0); got != want {
				t.Errorf("%q: got %q, want %q", p, got, want)
			}
		}
	}
}

func TestColumnRole(t *testing.T) {
	c := catalogue(t)
	for role, headers := range map[Role][]string{
		CodeColumn:      {"科目编码", "功能分类科目编码", "经济分类科目编码", "支出功能分类科目编码", "部门预算经济分类科目编码", "功能科目代码"},
		SegmentColumn:   {"类", "款", "项"},
		NameColumn:      {"科目名称", "功能分类科目名称", "部门经济分类科目名称", "功能科目名称"},
		LabelColumn:     {"项 目", "支出功能分类", "“三公”经费支出内容"},
		ProjectColumn:   {"项目名称"},
		RowNumberColumn: {"行次", "序号"},
		UnitColumn:      {"单位名称", "部门"},
		TextColumn:      {"备注"},
		"":              {"", "合计", "基本支出", "一般公共预算"},
	} {
		for _, h := range headers {
			if got := c.ColumnRole(h); got != role {
				t.Errorf("%q: got %q, want %q", h, got, role)
			}
		}
	}
}

func TestParseLabel(t *testing.T) {
	c := catalogue(t)
	for text, want := range map[string]Label{
		"一、本年收入":          {Name: "本年收入", Level: 1, First: true},
		"二十六、抗疫特别国债安排的支出": {Name: "抗疫特别国债安排的支出", Level: 1},
		"（二）政府性基金预算拨款":    {Name: "政府性基金预算拨款", Level: 2},
		"1.一般公共预算拨款":      {Name: "一般公共预算拨款", Level: 3, First: true},
		"2、政府性基金":         {Name: "政府性基金", Level: 3},
		"（2）公务用车运行维护费":    {Name: "公务用车运行维护费", Level: 4},
		"其中：一般财力":         {Name: "一般财力", OfWhich: true},
		"其 中: 一般财力":       {Name: "一般财力", OfWhich: true},
		"其中：1.一般财力":       {Name: "一般财力", OfWhich: true, Level: 3, First: true},
		"收 入 总 计":         {Name: "收入总计", Total: true},
		"人员经费合计":          {Name: "人员经费合计", Total: true},
		"一般公共服务支出":        {Name: "一般公共服务支出"},
		"年初结转和结余":         {Name: "年初结转和结余", OwnLevel: true},
		"结余分配":            {Name: "结余分配", OwnLevel: true},
		"2023年自治区就业补助资金":  {Name: "2023年自治区就业补助资金"},
		"1.5万元以下项目":       {Name: "1.5万元以下项目"},
		"　　行政运行":          {Name: "行政运行"},
		"公务用车购置及运行费（小计）":  {Name: "公务用车购置及运行费（小计）"},
		"": {},
	} {
		if got := c.ParseLabel(text); got != want {
			t.Errorf("%q: got %+v, want %+v", text, got, want)
		}
	}
}

func TestParseCaption(t *testing.T) {
	c := catalogue(t)
	for name, k := range map[string]struct {
		lines []string
		want  Caption
	}{
		"four lines": {[]string{"表 1", "部门收支总体情况表", "（2024年）", "编制部门：青山县水利局          单位：万元"},
			Caption{Number: "表1", Title: "部门收支总体情况表", Subtitle: "（2024年）", PreparedBy: "青山县水利局", Unit: "万元", UnitText: "单位：万元"}},
		"number and title on one line": {[]string{"公开05表 一般公共预算财政拨款支出决算表", "金额单位：元"},
			Caption{Number: "公开05表", Title: "一般公共预算财政拨款支出决算表", Unit: "元", UnitText: "金额单位：元"}},
		"number runs into the year": {[]string{"附件1-52024年一般公共预算支出表"},
			Caption{Number: "附件1-5", Title: "2024年一般公共预算支出表"}},
		"number in words": {[]string{"表一", "收支预算总表"}, Caption{Number: "表一", Title: "收支预算总表"}},
		"title begins like a number": {[]string{"表3", "一般公共预算支出表"},
			Caption{Number: "表3", Title: "一般公共预算支出表"}},
		"title of two lines": {[]string{"财政拨款“三公”经费", "支出决算表"}, Caption{Title: "财政拨款“三公”经费支出决算表"}},
		"body apart from its label": {[]string{"收入预算总表", "部门：  单位:万元", "青山县水利局"},
			Caption{Title: "收入预算总表", PreparedBy: "青山县水利局", Unit: "万元", UnitText: "单位:万元"}},
		"body that wraps": {[]string{"收入预算总表", "部门：青山县水利", "局"},
			Caption{Title: "收入预算总表", PreparedBy: "青山县水利局"}},
		"unit in hundreds of millions": {[]string{"单位：亿元"}, Caption{Unit: "亿元", UnitText: "单位：亿元"}},
		"unit of other things":         {[]string{"持股情况表", "单位：股"}, Caption{Title: "持股情况表"}},
		"continued":                    {[]string{"部门收入总表（续）"}, Caption{Title: "部门收入总表"}},
		"date of preparation":          {[]string{"编制日期：2024年1月5日", "部门收入总表"}, Caption{Title: "部门收入总表"}},
		"nothing":                      {nil, Caption{}},
	} {
		if got := c.ParseCaption(k.lines); got != k.want {
			t.Errorf("%s: got %+v, want %+v", name, got, k.want)
		}
	}
}

func TestUnits(t *testing.T) {
	c := catalogue(t)
	for header, want := range map[string]string{"金额（万元）": "万元", "预算数(元)": "元", "年度预算(单位：万元)": "万元", "合计": "", "元旦": ""} {
		if got := c.HeaderUnit(header); got != want {
			t.Errorf("%q: got %q, want %q", header, got, want)
		}
	}
	for unit, want := range map[string]int64{"元": 1, "万元": 10000, "亿元": 100000000, "美元": 0} {
		if got := c.UnitFactor(unit); got != want {
			t.Errorf("%s: got %d, want %d", unit, got, want)
		}
	}
}

func TestParseDocumentTitle(t *testing.T) {
	c := catalogue(t)
	for text, want := range map[string]DocumentTitle{
		"青山县水利局2024年部门预算公开":                 {"青山县水利局", 2024, "budget"},
		"2024年度青山县水利局部门决算":                  {"青山县水利局", 2024, "final"},
		"青山市青山区 2025 年区级部门预算":               {"", 2025, "budget"},
		"青山县水利局2023年度部门决算公开报告":              {"青山县水利局", 2023, "final"},
		"青山县教育局（本级）2024年单位预算":               {"青山县教育局(本级)", 2024, "budget"},
		"青山县水利局部门2024年度决算公开":                {"青山县水利局", 2024, "final"},
		"青山县水利局二〇二四年部门预算":                   {"青山县水利局", 2024, "budget"},
		"青山县水利局2025年部门预算及“三公”经费预算信息公开说明":    {"青山县水利局", 2025, "budget"},
		"青山县人民政府办公室关于2024年部门预算公开的说明":        {"青山县人民政府办公室", 2024, "budget"},
		"关于青山县2023年财政预算执行情况和2024年财政预算草案的报告": {"", 2024, "budget"},
	} {
		if got, ok := c.ParseDocumentTitle(text); !ok || got != want {
			t.Errorf("%q: got %+v %v, want %+v", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "第一部分 部门概况", "关于2024年预算的说明", "青山县水利局"} {
		if got, ok := c.ParseDocumentTitle(text); ok {
			t.Errorf("%q is taken for a title: %+v", text, got)
		}
	}
	if got := c.SignDate("2024年2月23日"); got != "2024-02-23" {
		t.Errorf("got %q", got)
	}
}

func TestRowTexts(t *testing.T) {
	c := catalogue(t)
	check := func(what string, f func(string) bool, yes, no []string) {
		for _, s := range slices.Concat(yes, no) {
			if got, want := f(s), slices.Contains(yes, s); got != want {
				t.Errorf("%s(%q) = %v", what, s, got)
			}
		}
	}
	check("IsNothing", c.IsNothing, []string{"-", "—", "－", "——", "/", "无"}, []string{"", "0", "0.00", "-1", "无锡"})
	check("IsNote", c.IsNote, []string{"注：本表为空", "说明：本年度没有相关支出，故本表无数据。"}, []string{"注册费", "合计", "说明书"})
	check("IsBody", c.IsBody, []string{"青山县水利局", "青山县人民政府办公室"}, []string{"水利", "基本工资", "水库加固工程"})
	check("IsMarker", c.IsMarker, []string{"※", "栏次", "类"}, []string{"", "1", "合计"})
	check("IsHeader", c.IsHeader, []string{"科目编码", "合计", "2024年预算数", "资金来源"}, []string{"", "行政运行", "101"})
}
