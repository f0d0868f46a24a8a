package sums_test

import (
	"slices"
	"strings"
	"testing"

	"gongkai/extract/layout"
	"gongkai/extract/sums"
)

// gridOf makes a grid of rows whose cells "|" parts; "<" continues the cell to
// the left.
func gridOf(rows ...string) *layout.Grid {
	g := &layout.Grid{Y: make([]float64, len(rows)+1)}
	for r, row := range rows {
		cells := strings.Split(row, "|")
		if len(cells) >= len(g.X) {
			g.X = make([]float64, len(cells)+1)
		}
		for c, s := range cells {
			if s == "<" {
				g.Cells[len(g.Cells)-1].ColSpan++
				continue
			}
			cell := layout.Cell{Row: r, Col: c, RowSpan: 1, ColSpan: 1}
			if s != "" {
				cell.Lines = []layout.Line{{Text: s, Size: 9}}
			}
			g.Cells = append(g.Cells, cell)
		}
	}
	return g
}

func TestHolding(t *testing.T) {
	tests := []struct {
		name string
		rows []string
		want int
	}{
		{"rows add up", []string{"项目|合计|基本|专项", "甲|3.50|1.25|2.25", "乙|9.00|4.00|5.00"}, 2},
		{"a part alone counts once others show the sum", []string{"甲|3.50|1.25|2.25", "乙|9.00|4.00|5.00", "丙|7.00||7.00"}, 3},
		{"one row shows nothing", []string{"甲|3.50|1.25|2.25"}, 0},
		{"as many rows do not", []string{"甲|3.50|1.25|2.25", "乙|9.00|4.00|5.00", "丙|7.00|1.00|2.50", "丁|7.00|1.50|3.00"}, 0},
		{"the total stands behind its parts", []string{"甲|1.25|2.25|3.50", "乙|4.00|5.00|9.00"}, 2},
		{"parts that stand apart", []string{"甲|3.50|1.25|1.05|0.20|2.25|2.00|0.25", "乙|9.00|4.00|1.00|3.00|5.00|4.00|1.00"}, 6},
		{"parts beyond the heading of the total", []string{"项目|收入|<|支出|<", "甲|3.50|1.25|2.25|8.00", "乙|9.00|4.00|5.00|7.00"}, 0},
		{"a list and its total beneath", []string{"甲|1.25", "乙|2.25", "合计|3.50"}, 1},
		{"a list and its total above", []string{"合计|3.50", "甲|1.25", "乙|2.25"}, 1},
		{"codes", []string{"|合计|5.00", "201|类|3.50", "20101|款|1.25", "20102|款|2.25", "202|类|1.50"}, 2},
		{"codes of one part", []string{"201|类|3.50", "20101|款|3.50"}, 1},
		{"codes in columns", []string{"201|||3.50", "201|01||3.50", "201|01|01|3.50"}, 2},
		{"numbers of columns", []string{"1|2|3|4", "2|3|5|6"}, 0},
		{"shares and words", []string{"甲|50%|20%|30%", "乙|40%|10%|30%"}, 0},
		{"more digits than can be counted", []string{"甲|99999999999999999999.00|1.00|2.00", "乙|3.00|1.00|2.00"}, 0},
		{"blank", []string{"", "|"}, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := sums.Holding(gridOf(tt.rows...)); got != tt.want {
				t.Errorf("got %d, want %d", got, tt.want)
			}
		})
	}
}

// FuzzHolding counts at most one sum across and one down for each number.
func FuzzHolding(f *testing.F) {
	f.Add("201|3.50|1.25|2.25\n20101|9,000.00|4,000.00|5,000.00")
	f.Add("合计|<|3\n甲|-1|4")
	f.Fuzz(func(t *testing.T, table string) {
		rows := strings.Split(table, "\n")
		if strings.HasPrefix(table, "<") || strings.Contains(table, "\n<") || len(table) > 2000 {
			return
		}
		g := gridOf(rows...)
		got := sums.Holding(g)
		numbers := len(slices.DeleteFunc(slices.Clone(g.Cells), func(c layout.Cell) bool { return !layout.IsNumber(c.Text()) }))
		if got < 0 || got > 2*numbers {
			t.Errorf("%d sums among %d numbers", got, numbers)
		}
	})
}
