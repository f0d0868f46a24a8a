package layout

import "testing"

func TestJoinLines(t *testing.T) {
	line := func(s string) Line { return Line{Text: s, Size: 10} }
	tests := []struct {
		name  string
		lines []string
		want  string
	}{
		{"nothing", nil, ""},
		{"ideographs", []string{"机关事业单位基本养老保险", "缴费支出"}, "机关事业单位基本养老保险缴费支出"},
		{"characters one by one", []string{"政", "府", "性", "基", "金"}, "政府性基金"},
		{"operator, number, unit", []string{"＞", "=13.2", "0 万条"}, "＞=13.20 万条"},
		{"amount", []string{"11,457,146.2", "2"}, "11,457,146.22"},
		{"amount cut at its comma", []string{"11,457,", "146.22"}, "11,457,146.22"},
		{"amount cut before its point", []string{"11,457", ".22"}, "11,457.22"},
		{"code", []string{"2013", "699"}, "2013699"},
		{"code of letters and digits", []string{"6500A", "001"}, "6500A001"},
		{"Latin words", []string{"United States", "of America"}, "United States of America"},
		{"hyphen as printed", []string{"budg-", "et"}, "budg-et"},
		{"parenthesis", []string{"项目（", "一期）"}, "项目（一期）"},
		{"year within a sentence", []string{"于 2024", "年 1 月"}, "于 2024年 1 月"},
		{"sentence and number", []string{"amount of", "300"}, "amount of 300"},
		{"blank line", []string{"甲", "", "乙"}, "甲乙"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var lines []Line
			for _, s := range tt.lines {
				lines = append(lines, line(s))
			}
			if got := JoinLines(lines); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestJoinLinesKeepsTwoNumbersApart(t *testing.T) {
	lines := []Line{{Text: "100", Size: 10, Room: 60}, {Text: "200", Size: 10, Room: 60}}
	if got := JoinLines(lines); got != "100 200" {
		t.Errorf("got %q: the first number had room to go on", got)
	}
}
