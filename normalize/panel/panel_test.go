package panel

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"gongkai/extract/trace"
	"gongkai/normalize"
	"gongkai/normalize/check"
)

// head is a document of a body.
func head(file, name string, year int, kind string) Head {
	return Head{File: file, Entity: normalize.Entity{Name: name}, Document: normalize.DocumentInfo{Year: year, Kind: kind}}
}

func TestBodies(t *testing.T) {
	for _, c := range []struct {
		name     string
		heads    []Head
		want     []string // id: files
		findings []string // rule: file
	}{
		{"the same over years", []Head{head("b", "上海市普陀区财政局", 2025, "budget"), head("a", "上海市普陀区财政局", 2024, "budget")}, []string{"310107-财政局: a b"}, nil},
		{"one name in two regions", []Head{head("a", "上海市普陀区财政局", 2024, "budget"), head("b", "上海市徐汇区财政局", 2024, "budget")},
			[]string{"310104-财政局: b", "310107-财政局: a"}, nil},
		{"two ways to write a name", []Head{head("a", "中国共产党江苏省委员会办公厅", 2017, "budget"), head("b", "江苏省委办公厅", 2018, "budget")}, []string{"320000-委办公厅: a b"}, nil},
		{"a department and its own part", []Head{head("a", "上海市普陀区财政局", 2024, "budget"), head("b", "上海市普陀区财政局（本级）", 2024, "budget")},
			[]string{"310107-财政局: a", "310107-财政局(本级): b"}, nil},
		{"a region itself", []Head{head("a", "上海市普陀区", 2024, "budget")}, []string{"310107-普陀区: a"}, nil},
		{"a name without a region over years", []Head{head("a", "某某研究所", 2023, "budget"), head("b", "某某研究所", 2024, "budget")}, []string{"000000-某某研究所: a b"}, nil},
		{"a name without a region that several bodies have", []Head{head("a", "财政局", 2023, "budget"), head("b", "上海市普陀区财政局", 2024, "budget")},
			[]string{"000000-财政局-1: a", "310107-财政局: b"}, []string{"merge.ambiguous: a"}},
		{"a name without a region twice in a year", []Head{head("a", "财政局", 2023, "budget"), head("b", "财政局", 2023, "budget")},
			[]string{"000000-财政局-1: a", "000000-财政局-2: b"}, []string{"merge.ambiguous: a", "merge.ambiguous: b"}},
		{"no name, no year", []Head{head("a", "", 2023, "budget"), head("b", "上海市普陀区财政局", 0, "budget")}, nil, []string{"merge.no_year: b", "merge.no_entity: a"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			bodies, findings, err := Bodies(c.heads)
			if err != nil {
				t.Fatal(err)
			}
			var got, told []string
			for _, b := range bodies {
				s := b.ID + ":"
				for _, h := range b.Documents {
					s += " " + h.File
				}
				got = append(got, s)
			}
			for _, f := range findings {
				told = append(told, f.Rule+": "+f.Document)
				messages(t, f)
			}
			if !slices.Equal(got, c.want) || !slices.Equal(told, c.findings) {
				t.Errorf("got %q %q, want %q %q", got, told, c.want, c.findings)
			}
		})
	}
}

// messages holds that a finding can be told whole in both languages.
func messages(t *testing.T, f Finding) {
	t.Helper()
	for _, l := range []check.Language{check.Chinese, check.English} {
		if m := check.Message(&f.Finding, l); m == "" || strings.Contains(m, "?") {
			t.Errorf("%s: %q", f.Rule, m)
		}
	}
	if f.Severity != trace.Warning || f.Message == "" {
		t.Errorf("%s: severity %s, message %q", f.Rule, f.Severity, f.Message)
	}
}

// fact is a printed amount in 万元.
func fact(id, code, name, level, amount string) normalize.Fact {
	d := decimal.RequireFromString(amount)
	yuan := normalize.Decimal{Decimal: d.Mul(decimal.NewFromInt(10000))}
	return normalize.Fact{ID: id, Table: "T1", Kind: "summary", Side: "income", Code: code, Name: name, Level: level, Measure: "total", MeasurePath: []string{"金额"},
		Amount: normalize.Decimal{Decimal: d}, AmountRaw: amount, Unit: "万元", AmountYuan: &yuan, At: trace.Locator{Page: 2}}
}

func dec(s string) *normalize.Decimal {
	return &normalize.Decimal{Decimal: decimal.RequireFromString(s)}
}

const (
	bureau = "上海市普陀区财政局"
	center = "上海市普陀区评审中心"
)

// merged puts documents together and returns the rows as lines.
func merged(t *testing.T, heads []Head, docs map[string]*normalize.Disclosure) ([]string, *Result) {
	t.Helper()
	bodies, _, err := Bodies(heads)
	if err != nil {
		t.Fatal(err)
	}
	var rows []string
	r, err := Merge(bodies, func(file string) (*normalize.Disclosure, error) {
		if docs[file] == nil {
			return nil, ErrSkip
		}
		return docs[file], nil
	}, func(row *Row) error {
		line := fmt.Sprintf("%s %d %s %s %s", row.Body.ID, row.Document.Document.Year, row.Document.File, row.Fact.Name, row.Fact.AmountRaw)
		if row.Documents > 1 {
			line += fmt.Sprintf(" x%d", row.Documents)
		}
		if row.Conflict {
			line += " conflict"
		}
		rows = append(rows, line)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range r.Findings {
		messages(t, f)
	}
	return rows, r
}

func TestMerge(t *testing.T) {
	last := &normalize.Disclosure{Facts: []normalize.Fact{fact("F1", "", "财政拨款收入", "line", "100.00"), fact("F2", "", "收入总计", "total", "120.00")},
		Narrative: []normalize.NarrativeFact{{Subject: bureau + "收入总计", Amount: dec("120"), Unit: "万元"}}}
	again := &normalize.Disclosure{Facts: []normalize.Fact{fact("F1", "", "财政拨款收入", "line", "100.00"), fact("F2", "", "收入总计", "total", "121.00")}}
	yuan := &normalize.Disclosure{Facts: []normalize.Fact{fact("F1", "", "财政拨款收入", "line", "100.0")}}
	now := func(prior, delta string) *normalize.Disclosure {
		return &normalize.Disclosure{Facts: []normalize.Fact{fact("F1", "", "财政拨款收入", "line", "130.00")},
			Narrative: []normalize.NarrativeFact{{Subject: "财政拨款收入", Amount: dec("130.00"), Delta: dec(delta), Prior: dec(prior), Unit: "万元", Fact: "F1", Raw: "比上年增加"}}}
	}
	subject := &normalize.Disclosure{Narrative: []normalize.NarrativeFact{{Subject: "收入总计", Amount: dec("130"), PriorYear: dec("125"), Unit: "万元", Raw: "上年125万元"}}}
	executed := &normalize.Disclosure{Narrative: []normalize.NarrativeFact{{Subject: "收入总计", Amount: dec("130"), PriorYear: dec("125"), Unit: "万元", Raw: "比上年执行数125万元增加"}}}
	column := fact("F1", "", "收入总计", "total", "119.00")
	column.Phase = "prior"
	a, b := head("a", bureau, 2023, "budget"), head("b", bureau, 2024, "budget")
	for _, c := range []struct {
		name  string
		heads []Head
		docs  map[string]*normalize.Disclosure
		rows  []string
		said  []string // status said found
	}{
		{"two years", []Head{a, b}, map[string]*normalize.Disclosure{"a": last, "b": now("100.00", "30.00")},
			[]string{"310107-财政局 2023 a 财政拨款收入 100.00", "310107-财政局 2023 a 收入总计 120.00", "310107-财政局 2024 b 财政拨款收入 130.00"}, []string{"hold 1000000 1000000"}},
		{"another amount than last year's", []Head{a, b}, map[string]*normalize.Disclosure{"a": last, "b": now("101.00", "29.00")}, nil, []string{"fail 1010000 1000000"}},
		{"rounding", []Head{a, b}, map[string]*normalize.Disclosure{"a": last, "b": now("100.05", "29.9")}, nil, []string{"rounding 1000500 1000000"}},
		{"by subject", []Head{a, b}, map[string]*normalize.Disclosure{"a": last, "b": subject}, nil, []string{"fail 1250000 1200000"}},
		{"compared with what was spent", []Head{a, b}, map[string]*normalize.Disclosure{"a": last, "b": executed}, nil, nil},
		{"a column for last year", []Head{a, b}, map[string]*normalize.Disclosure{"a": last, "b": {Facts: []normalize.Fact{column}}}, nil, []string{"fail 1190000 1200000"}},
		{"a year between", []Head{a, head("b", bureau, 2025, "budget")}, map[string]*normalize.Disclosure{"a": last, "b": now("101.00", "29.00")}, nil, nil},
		{"accounts and budget", []Head{a, head("b", bureau, 2024, "final")}, map[string]*normalize.Disclosure{"a": last, "b": now("101.00", "29.00")}, nil, nil},
		{"a document that cannot be read", []Head{a, b}, map[string]*normalize.Disclosure{"b": now("101.00", "29.00")}, []string{"310107-财政局 2024 b 财政拨款收入 130.00"}, nil},
		{"published twice", []Head{a, head("c", bureau, 2023, "budget")}, map[string]*normalize.Disclosure{"a": last, "c": again},
			[]string{"310107-财政局 2023 a 财政拨款收入 100.00 x2", "310107-财政局 2023 a 收入总计 120.00 conflict", "310107-财政局 2023 c 收入总计 121.00 conflict"}, nil},
		{"published twice, rounded", []Head{a, head("c", bureau, 2023, "budget")}, map[string]*normalize.Disclosure{"a": last, "c": yuan},
			[]string{"310107-财政局 2023 a 财政拨款收入 100.00 x2", "310107-财政局 2023 a 收入总计 120.00"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			rows, r := merged(t, c.heads, c.docs)
			if c.rows != nil && !slices.Equal(rows, c.rows) {
				t.Errorf("rows %q, want %q", rows, c.rows)
			}
			if r.Rows != len(rows) {
				t.Errorf("%d rows counted of %d", r.Rows, len(rows))
			}
			var said []string
			fails := 0
			for _, x := range r.Comparisons {
				said = append(said, fmt.Sprintf("%s %s %s", x.Status, x.Said, x.Found))
				if x.Status == trace.Fail {
					fails++
				}
			}
			if !slices.Equal(said, c.said) {
				t.Errorf("comparisons %q, want %q", said, c.said)
			}
			conflicts := strings.Count(strings.Join(c.rows, "\n"), "conflict") / 2
			if len(r.Findings) != fails+conflicts {
				t.Errorf("%d findings of %d: %+v", len(r.Findings), fails+conflicts, r.Findings)
			}
		})
	}
}

func TestUnits(t *testing.T) {
	row := fact("F1", "", center, "unit", "20.00")
	total := func(amount string) normalize.Fact { return fact("F2", "", "收入总计", "total", amount) }
	names := func(list ...string) []normalize.Staffing {
		return []normalize.Staffing{{Measure: "subordinate_units", Names: list}}
	}
	heads := []Head{head("a", bureau, 2024, "budget"), head("b", center, 2024, "budget"), head("c", bureau+"(本级)", 2024, "budget")}
	for _, c := range []struct {
		name       string
		department normalize.Disclosure
		said       []string
	}{
		{"the row of a unit", normalize.Disclosure{Facts: []normalize.Fact{row, total("120.00")}}, []string{"hold 200000 200000"}},
		{"the row of a unit that differs", normalize.Disclosure{Facts: []normalize.Fact{fact("F1", "", "评审中心", "unit", "21.00"), total("120.00")}}, []string{"fail 210000 200000"}},
		{"all units", normalize.Disclosure{Facts: []normalize.Fact{total("120.00")}, Staffing: names(bureau+"(本级)", center)}, []string{"hold 1200000 1200000"}},
		{"all units and more", normalize.Disclosure{Facts: []normalize.Fact{total("125.00")}, Staffing: names(bureau+"(本级)", center)}, []string{"fail 1250000 1200000"}},
		{"a unit without a document", normalize.Disclosure{Facts: []normalize.Fact{total("125.00")}, Staffing: names(bureau+"(本级)", center, "某某所")}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, r := merged(t, heads, map[string]*normalize.Disclosure{"a": &c.department,
				"b": {Facts: []normalize.Fact{total("20.00")}}, "c": {Facts: []normalize.Fact{total("100.00")}}})
			var said []string
			for _, x := range r.Comparisons {
				said = append(said, fmt.Sprintf("%s %s %s", x.Status, x.Said, x.Found))
			}
			if !slices.Equal(said, c.said) {
				t.Errorf("comparisons %q, want %q", said, c.said)
			}
		})
	}
}

// TestMergeEnds holds that an error of reading or writing ends the run.
func TestMergeEnds(t *testing.T) {
	bodies, _, err := Bodies([]Head{head("a", bureau, 2024, "budget")})
	if err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken")
	d := &normalize.Disclosure{Facts: []normalize.Fact{fact("F1", "", "收入总计", "total", "1.00")}}
	_, err = Merge(bodies, func(string) (*normalize.Disclosure, error) { return nil, broken }, func(*Row) error { return nil })
	if !errors.Is(err, broken) || !strings.HasPrefix(err.Error(), "a: ") {
		t.Errorf("reading: %v", err)
	}
	_, err = Merge(bodies, func(string) (*normalize.Disclosure, error) { return d, nil }, func(*Row) error { return broken })
	if !errors.Is(err, broken) {
		t.Errorf("writing: %v", err)
	}
}
