package check

import (
	"testing"

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
