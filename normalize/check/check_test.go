package check

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/extract/trace"
	"gongkai/normalize"
)

// disclosure builds a document from tables drawn as text: the first line names
// id, kind and measures with their header paths, each further one a row: code
// or name, then amounts, "." for a blank.
func disclosure(t *testing.T, kind string, tables ...string) *normalize.Disclosure {
	t.Helper()
	d := &normalize.Disclosure{Document: normalize.DocumentInfo{Kind: kind, Year: 2024}}
	for _, text := range tables {
		lines := strings.Split(strings.TrimSpace(text), "\n")
		head := strings.Fields(lines[0])
		table := normalize.Table{ID: head[0], Kind: head[1], Rows: len(lines), HeaderRows: 1}
		for i, m := range head[2:] {
			path := strings.Split(m, "=")
			table.Columns = append(table.Columns, normalize.Column{Index: i + 1, Role: "amount", Measure: path[0], Path: strings.Split(path[1], ">")})
		}
		for row, line := range lines[1:] {
			fields := strings.Fields(line)
			for i, v := range fields[1:] {
				if v != "." {
					d.Facts = append(d.Facts, fact(t, table, len(d.Facts), row+1, fields[0], table.Columns[i], v))
				}
			}
		}
		d.Tables = append(d.Tables, table)
	}
	return d
}

func fact(t *testing.T, table normalize.Table, n, row int, label string, c normalize.Column, raw string) normalize.Fact {
	t.Helper()
	amount, err := normalize.ParseDecimal(raw)
	if err != nil {
		t.Fatal(err)
	}
	f := normalize.Fact{ID: fmt.Sprint("F", n), Table: table.ID, Kind: table.Kind, Row: row, Column: c.Index, Measure: c.Measure, MeasurePath: c.Path,
		Name: label, Level: "total", Amount: amount, AmountRaw: raw, Unit: "万元", At: trace.Locator{Page: 1}}
	if label[0] >= '0' && label[0] <= '9' {
		f.Code, f.Level = label, ""
	}
	if code, name, ok := strings.Cut(f.Code, "="); ok {
		f.Code, f.Name = code, name
	}
	if side, name, ok := strings.Cut(label, ":"); ok {
		f.Side, f.Name = side, name
		if path := strings.Split(name, ">"); len(path) > 1 {
			f.LabelPath, f.Name = path[:len(path)-1], path[len(path)-1]
		}
		if !strings.HasSuffix(name, "计") {
			f.Level = "line"
		}
	}
	return f
}

func TestRun(t *testing.T) {
	const columns = "total=合计 basic=基本支出 project=项目支出"
	for name, c := range map[string]struct {
		kind   string
		tables []string
		want   []string // severity, rule, text of what is no plain hold
	}{
		"everything holds": {"budget", []string{`
			T1 expenditure ` + columns + `
			合计    30.00 20.00 10.00
			208     30.00 20.00 10.00
			20801   30.00 20.00 10.00
			2080101 20.00 20.00 .
			2080102 10.00 .     10.00`}, nil},
		"last digit rounded": {"budget", []string{`
			T1 expenditure ` + columns + `
			208     30.01 20.00 10.00
			20801   10.00 10.00 .
			20805   20.00 10.00 10.00`}, []string{"info row.sum 30.01", "info sum.children 30.01"}},
		"one wrong figure is named once": {"budget", []string{`
			T1 expenditure ` + columns + `
			208     30.00 20.00 10.00
			20801   39.00 20.00 10.00
			2080101 20.00 20.00 .
			2080102 10.00 .     10.00`}, []string{"error row.sum 39.00", "info sum.children 30.00", "info sum.children 39.00"}},
		"a header that is no sum is not one": {"budget", []string{`
			T1 other total=合计 a=人数 b=金额
			甲 5 3 10
			乙 6 4 11`}, nil},
		"tables of one total": {"budget", []string{`
			T1 gpb_expenditure ` + columns + `
			合计 30.00 20.00 10.00
			208  30.00 20.00 10.00`, `
			T2 gpb_basic total=合计
			总计 20.50
			301  20.50`}, []string{"error cross.gpb_basic 20.00"}},
		"income and expenditure": {"final", []string{`
			T1 summary total=决算数
			income:甲 10.00
			income:本年收入合计 10.00
			income:年初结转 2.00
			income:总计 12.00
			expenditure:乙 11.00
			expenditure:总计 11.00`}, []string{"error cross.balance 12.00"}},
		"a class in the summary": {"budget", []string{`
			T1 summary total=预算数
			expenditure:甲 10.00
			expenditure:乙 11.00`, `
			T2 expenditure total=合计
			201=甲 10.01
			202=乙 12.00`}, []string{"error cross.classes 11.00", "info cross.classes 10.00"}},
		"parts of basic expenditure": {"final", []string{`
			T1 gpb_expenditure ` + columns + `
			合计 30.00 20.00 10.00`, `
			T2 gpb_basic total=决算数
			left:人员经费合计 15.00
			right:公用经费合计 6.00`}, []string{"error cross.gpb_basic_parts 20.00"}},
		"items of the only row": {"budget", []string{`
			T1 three_public total=合计 abroad=因公出国 reception=接待费 car_total=小计 car_purchase=购置费 car_operation=运行费
			数 9.00 1.00 2.00 5.00 3.00 2.00`}, []string{"error row.items 9.00"}},
		"items of last year": {"budget", []string{`
			T1 three_public prior_year=上年数
			income:合计 9.00
			income:公务接待费 2.00
			income:公务用车费 5.00`}, []string{"warning row.items 9.00"}},
		"parts of an item": {"budget", []string{`
			T1 summary total=金额
			income:财政拨款 10.00
			income:财政拨款>甲 4.00
			income:财政拨款>乙 5.00
			income:总计 10.00`}, []string{"warning sum.parts 10.00"}},
		"groups with their sums": {"budget", []string{`
			T1 income total=金额
			收入总计 10.00
			:资金>小计 8.00
			:资金>甲 7.00
			:其他>小计 2.00
			:其他>乙 2.00`}, []string{"warning sum.parts 8.00"}},
		"funds in two tables": {"budget", []string{`
			T1 fiscal_summary total=合计 gpb=一般公共预算 gov_fund=政府性基金
			expenditure:总计 30.00 20.00 10.00`, `
			T2 gov_fund total=合计
			合计 9.00`}, []string{"error cross.fiscal_gov_fund 10.00"}},
		"what is not of the year": {"budget", []string{`
			T1 gpb_expenditure total=预算数
			201 10.00
			205 20.00
			本年支出合计 30.00
			:上解支出 5.00
			支出总计 36.00`}, []string{"error sum.list 36.00"}},
		"same code twice": {"budget", []string{`
			T1 expenditure ` + columns + `
			2080101 20.00 20.00 .
			2080101 10.00 10.00 .`}, []string{"warning code.duplicate 2080101"}},
		"balances carried over": {"final", []string{`
			T1 gov_fund carryover=年初结转 current_year_income=本年收入 total=本年支出>小计 basic=本年支出>基本支出 project=本年支出>项目支出 carryover_end=年末结转
			合计 5.00 10.00 12.00 . 12.00 4.00`}, []string{"error row.carryover 4.00"}},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, f := range Run(disclosure(t, c.kind, c.tables...)) {
				if f.Status != trace.Hold {
					got = append(got, fmt.Sprintf("%s %s %s", f.Severity, f.Rule, f.Text))
				}
				if f.Severity == trace.Error && (len(f.At) == 0 || f.Message == "" || f.Diff == "") {
					t.Errorf("an error without place, words or difference: %+v", f)
				}
			}
			if strings.Join(got, "\n") != strings.Join(c.want, "\n") {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

func TestHoldsAreCounted(t *testing.T) {
	d := disclosure(t, "budget", "T1 expenditure total=合计 basic=基本支出 project=项目支出\n208 30 20 10\n20801 30 20 10")
	for _, f := range Run(d) {
		if f.Rule == "row.sum" && f.Status == trace.Hold && strings.Contains(f.Message, "2 times") {
			return
		}
	}
	t.Error("two rows hold, no line says so")
}

func TestDataLoads(t *testing.T) {
	ids, err := load()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, c := range ids.Cross {
		if c.Rule == "" || seen[c.Rule] || c.Left.Kind == "" || c.Right.Kind == "" || c.Left.Measure == "" || c.Right.Measure == "" {
			t.Errorf("identity %+v: rule missing or repeated, or a side not named", c)
		}
		seen[c.Rule] = true
	}
}
