package check

import (
	"testing"

	"gongkai/extract/trace"
	"gongkai/normalize"
)

func TestTexts(t *testing.T) {
	tests := []struct{ name, text, rule, quoted string }{
		{"two decimal points", "差旅费1.5.0万元，印刷费2.00万元", "text.number", "1.5.0"},
		{"two decimal points and separators", "维护费995,624.5.7", "text.number", "995,624.5.7"},
		{"a date with points", "公布：2024.1.15", "", ""},
		{"numbered heading", "1.2.3 预算", "", ""},
		{"five-digit year", "主要原因是22024 年人员调整", "text.year", "22024 年"},
		{"year after a table number", "见表22024年", "", ""},
		{"year", "2024年", "", ""},
		{"malformed ordinal", "（一十）项目名称", "text.ordinal", "（一十）"},
		{"doubled stop", "预算。。", "text.punctuation", "预算。。"},
		{"dots", "等等。。。", "", ""},
		{"unclosed bracket", "（新人社发〔2017〕59号、《办法》", "text.bracket", "（新人社发〔2017〕59号、《办法》"},
		{"unopened bracket", "办法》", "text.bracket", "办法》"},
		{"enumerators", "1）宣传；2）培训", "", ""},
		{"folded brackets", "(见附件）", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := &normalize.Disclosure{Sections: []normalize.Section{{Paragraphs: []normalize.Paragraph{{Text: tt.text}}}}}
			var rule, quoted string
			for _, f := range Run(d) {
				rule, quoted = f.Rule, f.Text
			}
			if rule != tt.rule || quoted != tt.quoted {
				t.Errorf("got %s %q, want %s %q", rule, quoted, tt.rule, tt.quoted)
			}
		})
	}
}

func TestSentences(t *testing.T) {
	row := func(code, name, raw string) normalize.Fact {
		a, err := normalize.ParseDecimal(raw)
		if err != nil {
			t.Fatal(err)
		}
		return normalize.Fact{ID: "F" + code, Table: "T5", Kind: "gpb_expenditure", Measure: "total", Code: code, Name: name, Amount: a, AmountRaw: raw, Unit: "万元"}
	}
	for said, want := range map[string]trace.Status{"20.00": trace.Hold, "20.01": trace.Fail} {
		t.Run(said, func(t *testing.T) {
			d := &normalize.Disclosure{Document: normalize.DocumentInfo{Kind: "budget"},
				Facts:    []normalize.Fact{row("213", "农林水支出", "20.00"), row("21303", "水利", "20.00"), row("2130301", "行政运行", "20.00")},
				Sections: []normalize.Section{{Paragraphs: []normalize.Paragraph{{Text: "7、农林水支出（类）水利（款）行政运行（项）：2022年预算数为" + said + "万元，比上年减少。"}}}}}
			for _, f := range Run(d) {
				if f.Rule == "text.item" && f.Status != want {
					t.Errorf("got %v, want %v", f.Status, want)
				}
				if f.Rule == "text.item" {
					return
				}
			}
			t.Error("the sentence was not compared")
		})
	}
}

func TestWeights(t *testing.T) {
	for last, want := range map[string]bool{"40": false, "45": true, "其他": false} {
		t.Run(last, func(t *testing.T) {
			d := &normalize.Disclosure{Tables: []normalize.Table{{ID: "T1", Kind: "project_performance", Cells: []normalize.Cell{
				{Row: 0, Col: 0, RowSpan: 1, Text: "项目名称"}, {Row: 0, Col: 1, RowSpan: 1, Text: "培训"},
				{Row: 1, Col: 1, RowSpan: 1, Text: "指标分值权重"}, {Row: 2, Col: 1, RowSpan: 1, Text: "50"}, {Row: 3, Col: 1, RowSpan: 1, Text: last}}}}}
			got := Run(d)
			if (len(got) == 1 && got[0].Text == "培训") != want || len(got) > 1 {
				t.Errorf("got %+v, want a finding: %v", got, want)
			}
		})
	}
}

func TestRenumbered(t *testing.T) {
	row := func(table, code string) normalize.Fact {
		return normalize.Fact{Table: table, CodeSystem: "functional", Code: code, Name: "行政运行"}
	}
	d := &normalize.Disclosure{Facts: []normalize.Fact{row("T2", "2240188"), row("T3", "2240101"), row("T5", "2240101")}}
	c := &checker{d: d}
	c.renumbered()
	if len(c.findings) != 1 || c.findings[0].Text != "2240188 行政运行" {
		t.Errorf("got %+v", c.findings)
	}
}
