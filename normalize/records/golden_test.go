package records

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"gongkai/normalize"
	"gongkai/normalize/internal/drawn"
	"gongkai/normalize/printed"
)

var update = flag.Bool("update", false, "rewrite the expected part of the golden files")

// resultMark divides what is read in a golden file from what is expected.
const resultMark = "=>"

// dump writes the records one a line.
func dump(t testing.TB, d *normalize.Disclosure) string {
	t.Helper()
	var b strings.Builder
	line := func(name string, v any) {
		s, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(&b, name, string(s))
	}
	for i := range d.Projects {
		line("project", d.Projects[i])
	}
	for i := range d.Performance {
		line("form", d.Performance[i])
	}
	for i := range d.Indicators {
		line("indicator", d.Indicators[i])
	}
	for i := range d.Carryovers {
		line("carryover", d.Carryovers[i])
	}
	for i := range d.Staffing {
		line("staffing", d.Staffing[i])
	}
	for i := range d.Procurement {
		line("procurement", d.Procurement[i])
	}
	for i := range d.Assets {
		line("asset", d.Assets[i])
	}
	for i := range d.Glossary {
		line("term", d.Glossary[i])
	}
	for i := range d.Narrative {
		line("narrative", d.Narrative[i])
	}
	line("coverage", d.Coverage)
	return b.String()
}

func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no golden files", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			text, want, _ := strings.Cut(string(data), resultMark+"\n")
			d := drawn.Disclosure(t, text)
			Read(d, Options{})
			got := dump(t, d)
			if *update {
				if err := os.WriteFile(file, []byte(text+resultMark+"\n"+got), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			if got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
			onlyPrinted(t, text, d)
		})
	}
}

// onlyPrinted checks that no record holds a number that is not printed.
func onlyPrinted(t *testing.T, text string, d *normalize.Disclosure) {
	t.Helper()
	numbers := map[string]bool{"0": true} // 无 is none
	for _, n := range strings.FieldsFunc(strings.ReplaceAll(printed.New(text).Folded, ",", ""), func(r rune) bool { return !unicode.IsDigit(r) && r != '.' }) {
		numbers[strings.Trim(n, ".")] = true
	}
	check := func(what string, list ...*normalize.Decimal) {
		for _, v := range list {
			if v != nil && !numbers[strings.TrimPrefix(v.String(), "-")] {
				t.Errorf("%s: %s is printed nowhere", what, v)
			}
		}
	}
	for _, f := range d.Narrative {
		check(f.Subject, f.Amount, f.Delta, f.DeltaPct, f.Share, f.Completion)
	}
	for _, p := range d.Projects {
		check(p.Name, p.Amount)
		for _, a := range p.Allocation {
			check(a.Label, a.Amount)
		}
	}
	for _, x := range d.Indicators {
		check(x.Level3, x.Value, x.PriorValue, x.Weight)
	}
	for _, a := range d.Assets {
		check(a.Category, a.Quantity, a.Value)
	}
}

func FuzzRead(f *testing.F) {
	f.Add("# 一、机构\n编制数64，实有人数111人，其中：在职55人，减少5人。")
	f.Add("# 政府采购\n政府采购预算1,0.2.万元，占%，增加元。（，；")
	f.Add("# （一）项目名称：甲\n资金分配情况：，，1.5.0万元和2万元")
	f.Fuzz(func(t *testing.T, s string) {
		lines := strings.Split(s, "\n")
		section := normalize.Section{Level: 1, Title: lines[0]}
		for _, l := range lines[1:] {
			section.Paragraphs = append(section.Paragraphs, normalize.Paragraph{Text: l})
		}
		d := &normalize.Disclosure{Entity: normalize.Entity{Name: "某局"}, Sections: []normalize.Section{section}}
		Read(d, Options{PersonalData: true})
	})
}

func TestPersonalDataIsAskedFor(t *testing.T) {
	const form = "@T1 project_performance\n项目名称|培训|项目负责人|张三|联系电话|010-1\n一级指标|二级指标|三级指标|指标值|<|<\n"
	for _, asked := range []bool{false, true} {
		d := drawn.Disclosure(t, form)
		Read(d, Options{PersonalData: asked})
		p := d.Performance[0]
		if (p.Leader == "张三" && p.Phone == "010-1") != asked || !asked && p.Leader+p.Contact+p.Phone != "" {
			t.Errorf("asked for %v: %+v", asked, p)
		}
	}
}
