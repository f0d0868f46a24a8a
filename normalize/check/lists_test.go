package check

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/extract/trace"
	"gongkai/normalize"
)

// listed builds a table from rows of cells; its columns have the roles and
// headers of the first row. A total ends in 计.
func listed(t *testing.T, kind, heads string, rows ...string) *normalize.Disclosure {
	t.Helper()
	table := normalize.Table{ID: "T1", Kind: kind, HeaderRows: 1, Rows: len(rows) + 1, MarkerRow: -1}
	for i, h := range strings.Split(heads, "|") {
		role, path, _ := strings.Cut(h, " ")
		side, path, _ := strings.Cut(path, ":")
		table.Columns = append(table.Columns, normalize.Column{Index: i, Role: role, Measure: side, Path: strings.Split(path, ">")})
	}
	table.Cols = len(table.Columns)
	d := &normalize.Disclosure{Document: normalize.DocumentInfo{Kind: "budget", Year: 2024}}
	for r, line := range rows {
		name := ""
		for i, text := range strings.Split(line, "|") {
			text = strings.TrimSpace(text)
			c := table.Columns[i]
			table.Cells = append(table.Cells, normalize.Cell{Row: r + 1, Col: i, RowSpan: 1, ColSpan: 1, Text: text, Role: c.Role})
			if c.Role != "amount" {
				name += text
				continue
			}
			if text != "" {
				f := fact(t, table, len(d.Facts), r+1, c.Measure+":"+name, normalize.Column{Index: i, Measure: "total", Path: c.Path}, text)
				d.Facts = append(d.Facts, f)
			}
			name = ""
		}
	}
	d.Tables = append(d.Tables, table)
	return d
}

func TestLists(t *testing.T) {
	for name, c := range map[string]struct {
		d    *normalize.Disclosure
		want string
	}{
		"named further right than what encloses them": {listed(t, "procurement", "label |label |amount :总计",
			"合计||9.00", "货物||4.00", "|电脑|3.00", "|打印机|1.00", "服务||6.00", "|维护|2.00", "|物业|4.00"), "warning sum.parts 9.00"},
		"all add up": {listed(t, "procurement", "label |label |amount :总计",
			"合计||10.00", "货物||4.00", "|电脑|3.00", "|打印机|1.00", "服务||6.00", "|维护|2.00", "|物业|4.00"), ""},
		"depths that tell nothing": {listed(t, "procurement", "label |label |amount :总计",
			"合计||10.00", "货物|电脑|3.00", "货物|打印机|7.00", "服务||6.00", "|维护|1.00"), ""},
		"two divisions of one amount": {listed(t, "summary", "label |amount expenditure:功能>金额|label |amount expenditure:用途>金额",
			"教育支出|7.00|基本支出|6.00", "住房支出|2.00|项目支出|4.00", "||支出合计|10.00"), "error sum.list 10.00"},
	} {
		var got []string
		for _, f := range Run(c.d) {
			if f.Status != trace.Hold {
				got = append(got, fmt.Sprintf("%s %s %s", f.Severity, f.Rule, f.Text))
			}
		}
		if strings.Join(got, "\n") != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", name, strings.Join(got, "\n"), c.want)
		}
	}
}
