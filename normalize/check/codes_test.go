package check

import (
	"testing"

	"gongkai/normalize/internal/drawn"
)

func TestFormerNameOfAClass(t *testing.T) {
	for year, want := range map[string]int{"2024": 1, "2017": 0} {
		d := drawn.Disclosure(t, "&budget "+year+"\n@T1 summary 收支总表\n医疗卫生与计划生育支出|1.00\n\n$F1 T1 summary line 0||医疗卫生与计划生育支出||预算数|1.00|万元")
		d.Facts[0].Side = "expenditure"
		n := 0
		for _, f := range Run(d) {
			if f.Rule == "code.former" && f.Text == "医疗卫生与计划生育支出" && f.Table == "T1" {
				n++
			}
		}
		if n != want {
			t.Errorf("%s: %d findings, want %d", year, n, want)
		}
	}
}
