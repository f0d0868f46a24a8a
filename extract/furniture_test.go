package extract

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"gongkai/extract/layout"
)

func TestPageNumbers(t *testing.T) {
	page := func(n int, y float64, number string) layout.Sheet {
		return sheet(n, append(text(n, 100, full(42, "。")), lineAt(n, 295, y, number)))
	}
	tests := []struct {
		name   string
		sheets []layout.Sheet
		want   []string // lines kept besides the text
	}{
		{"at the end of the page", []layout.Sheet{page(1, 790, "1"), page(2, 790, "- 2 -"), page(3, 790, "第3页")}, nil},
		{"pushed up, counting on", []layout.Sheet{page(1, 790, "22"), sheet(2, text(2, 100, full(42, "。"))), page(3, 144, "23"), page(4, 790, "24")}, nil},
		{"a number in the text", []layout.Sheet{page(1, 790, "1"), page(2, 144, "23")}, []string{"23"}},
		{"a number without any before", []layout.Sheet{page(1, 144, "1")}, []string{"1"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			items, _ := flow(tt.sheets)
			var got []string
			for _, it := range items {
				if it.line.At.Box.X0 == 295 {
					got = append(got, it.line.Text)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestRunningHeadsOfLeftAndRightPages holds that a head is known whose page
// number stands on its outer side.
func TestRunningHeadsOfLeftAndRightPages(t *testing.T) {
	var sheets []layout.Sheet
	for n, head := range []string{"ANNUAL REPORT 15", "16 ANNUAL REPORT", "ANNUAL REPORT 17", "18 ANNUAL REPORT"} {
		sheets = append(sheets, sheet(n+1, append(columnAt(n+1, 60, 100, []string{"One sentence", "Another one", "A third one", "The last one"}[n]+" of the text."), lineAt(n+1, 200, 800, head))))
	}
	items, _ := flow(sheets)
	if len(items) != len(sheets) {
		t.Errorf("%d lines are left of %d pages", len(items), len(sheets))
	}
}

func TestTitleOfTwoLinesInItsOwnType(t *testing.T) {
	lines := text(1, 100, full(42, "。"), ">"+full(40, ""), full(20, "。"))
	lines = append(lines, inType(lineAt(1, 171, 200, "第二部分 江苏省人大常委会办公厅"), 12, false), inType(lineAt(1, 273, 225, "2017年度部门预算表"), 12, false))
	lines = append(lines, text(1, 260, ">"+full(40, ""), full(20, "。"))...)
	var got []string
	for _, b := range Build(Source{}, []layout.Sheet{sheet(1, lines)}).Blocks {
		if b.Heading != nil {
			got = append(got, b.Heading.Text)
		}
	}
	if diff := cmp.Diff([]string{"第二部分 江苏省人大常委会办公厅2017年度部门预算表"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
