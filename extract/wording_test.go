package extract

import "testing"

func TestWordingParses(t *testing.T) {
	w, err := parseWording(wordingFile)
	if err != nil {
		t.Fatal(err)
	}
	if len(w.Heading) == 0 || len(w.TableUnit) == 0 || len(w.WholeLabel) == 0 {
		t.Fatalf("wording file lacks lists: %+v", w)
	}
}

func TestPartOf(t *testing.T) {
	tests := []struct {
		text string
		want captionPart
	}{
		{"表 1", numberPart},
		{"预算01表", numberPart},
		{"公开05表", numberPart},
		{"公开表1", numberPart},
		{"部门公开表1-2", numberPart},
		{"预算表", titlePart},
		{"附件1-1", numberPart},
		{"附表3", numberPart},
		{"部门收支总体情况表", titlePart},
		{"2024年一般公共预算支出预算表（按功能科目分类）", titlePart},
		{"一、收支预算总表", titlePart},
		{"（2024年）", subtitlePart},
		{"2023年度", subtitlePart},
		{"单位：万元", unitPart},
		{"金额单位：元", unitPart},
		{"部门名称：某省人民检察院 单位：万元", unitPart},
		{"编制部门：民政局", departmentPart},
		{"部门：", departmentPart},
		{"第二部分 2024年部门预算公开表", notCaption},
		{"具体情况见下表。", notCaption},
		{"本年收入合计2,317.88万元，比上年增加。", notCaption},
	}
	for _, tt := range tests {
		if got := partOf(plain(tt.text)); got != tt.want {
			t.Errorf("partOf(%q) = %d, want %d", tt.text, got, tt.want)
		}
	}
}
