package check

import (
	"strings"
	"testing"

	"gongkai/normalize"
	"gongkai/normalize/internal/drawn"
	"gongkai/normalize/records"
)

// FuzzRun runs every check on paragraphs of any kind beside a table and a form.
func FuzzRun(f *testing.F) {
	for _, s := range []string{
		"1、社会保障和就业支出（类）民政（款）行政运行（项）：2024年预算数为20.01万元，比上年减少1.00万元，下降5%。",
		"支出合计0万元，其中：甲支出0.00万元，占0.00%；乙支出-1万元，占100%。（（《",
		"（一十）项目名称：甲\n预算安排规模：1.5.0万元\n资金分配情况：，2.甲1万元",
		"截至2023年12月31日，共有车辆0辆（其他0辆；单价1万元以上设备1台",
	} {
		f.Add(s)
	}
	const around = "!某局\n$F1 T5 gpb_expenditure 项 3|208/01/01|行政运行||合计|20.00|万元\n@T20 project_performance\n项目名称|甲|<|<\n一级指标|三级指标|指标值|指标分值权重\n成本指标|乙|≤0万元|100\n"
	f.Fuzz(func(t *testing.T, s string) {
		d := drawn.Disclosure(t, around)
		section := normalize.Section{Level: 1, Title: "财政国有资产采购机构名词解释结转"}
		for line := range strings.SplitSeq(s, "\n") {
			section.Paragraphs = append(section.Paragraphs, normalize.Paragraph{Text: line})
		}
		d.Sections = append(d.Sections, section)
		records.Read(d, records.Options{})
		for _, x := range Run(d) {
			if x.Rule == "" || x.Message == "" {
				t.Errorf("a finding without rule or words: %+v", x)
			}
		}
	})
}
