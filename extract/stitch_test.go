package extract

import (
	"slices"
	"strings"
	"testing"

	"gongkai/extract/layout"
)

var (
	budgetX = []float64{50, 80, 110, 210, 290, 370}
	formX   = []float64{50, 90, 130, 250, 330, 400, 470}
)

const (
	unitLine  = "编制部门：民政局 单位：万元"
	titleLine = "部门收入总体情况表"
)

// lines draws lines one under the other from y, left-aligned at 50.
func lines(page int, y float64, texts ...string) []layout.Line {
	var out []layout.Line
	for i, s := range texts {
		out = append(out, lineAt(page, 50, y+float64(i)*18, s))
	}
	return out
}

// footer draws the page number at the foot of the page.
func footer(page int, s string) layout.Line { return lineAt(page, 290, 800, s) }

// aligned returns g as read from the alignment of its texts.
func aligned(g layout.Grid) layout.Grid {
	g.Method = layout.Aligned
	return g
}

func TestStitch(t *testing.T) {
	head := []string{"科目编码|<|科目名称|总计|财政拨款", "类|款|^|^|^", "※|※|※|1|2"}
	tests := []struct {
		name   string
		sheets []layout.Sheet
		want   [][]string // one per table
		header []int      // header rows known by repetition
	}{
		{
			name: "header and unit line repeated, row cut",
			sheets: []layout.Sheet{
				sheet(1, append(lines(1, 60, "表2", titleLine, unitLine), footer(1, "- 1 -")),
					drawGrid(1, 120, budgetX, append(slices.Clone(head), "||总计|99.00|99.00", "208||社会保障和就业支出|88.00|88.00", "208|05|行政事业单位养老支出|60.00|60.00", "208|05|职业年金缴费支/缴存与其他有关支|52.16|52.16")...)),
				sheet(2, append(lines(2, 60, unitLine), footer(2, "- 2 -")),
					drawGrid(2, 90, budgetX, append(slices.Clone(head), "||出||", "208|07|就业补助|28.00|28.00")...)),
			},
			want:   [][]string{append(slices.Clone(head), "||总计|99.00|99.00", "208||社会保障和就业支出|88.00|88.00", "208|05|行政事业单位养老支出|60.00|60.00", "208|05|职业年金缴费支缴存与其他有关支出|52.16|52.16", "208|07|就业补助|28.00|28.00")},
			header: []int{3},
		},
		{
			name: "no header, total row with merged code and name",
			sheets: []layout.Sheet{
				sheet(1, lines(1, 446, "表2", titleLine, unitLine), drawGrid(1, 520, budgetX, append(slices.Clone(head), "208||社会保障|88.00|88.00", "208|07|就业补助|28.00|28.00")...)),
				sheet(2, nil, drawGrid(2, 60, []float64{50, 210, 290, 370}, "合计|88.00|88.00")),
			},
			want:   [][]string{append(slices.Clone(head), "208||社会保障|88.00|88.00", "208|07|就业补助|28.00|28.00", "合计|<|<|88.00|88.00")},
			header: []int{0},
		},
		{
			name: "scaled continuation on a landscape page",
			sheets: []layout.Sheet{
				sheet(1, lines(1, 446, "表2", titleLine, unitLine), drawGrid(1, 520, budgetX, append(slices.Clone(head), "208||社会保障|88.00|88.00")...)),
				{Page: 2, Width: 842, Height: 595, Grids: []layout.Grid{drawGrid(2, 60, []float64{60, 96, 132, 252, 348, 444}, append(slices.Clone(head), "210||卫生健康|1.00|1.00")...)}},
			},
			want:   [][]string{append(slices.Clone(head), "208||社会保障|88.00|88.00", "210||卫生健康|1.00|1.00")},
			header: []int{3},
		},
		{
			name: "a table with its own title is another table",
			sheets: []layout.Sheet{
				sheet(1, lines(1, 446, "表2", titleLine, unitLine), drawGrid(1, 520, budgetX, append(slices.Clone(head), "208||社会保障|88.00|88.00")...)),
				sheet(2, lines(2, 60, "表3", "部门支出总体情况表", unitLine), drawGrid(2, 130, budgetX, append(slices.Clone(head), "208||社会保障|88.00|88.00")...)),
			},
			want: [][]string{
				append(slices.Clone(head), "208||社会保障|88.00|88.00"),
				append(slices.Clone(head), "208||社会保障|88.00|88.00"),
			},
			header: []int{0, 0},
		},
		{
			name: "title at the foot of the page before belongs to the next table",
			sheets: []layout.Sheet{
				sheet(1, append(lines(1, 446, "表2", titleLine, unitLine), lines(1, 740, "表3")...), drawGrid(1, 520, budgetX, append(slices.Clone(head), "208||社会保障|88.00|88.00")...)),
				sheet(2, nil, drawGrid(2, 60, budgetX, append(slices.Clone(head), "208||社会保障|88.00|88.00")...)),
			},
			want: [][]string{
				append(slices.Clone(head), "208||社会保障|88.00|88.00"),
				append(slices.Clone(head), "208||社会保障|88.00|88.00"),
			},
			header: []int{0, 0},
		},
		{
			name: "forms one after another with the same first rows",
			sheets: []layout.Sheet{
				sheet(1, lines(1, 60, "项目支出绩效目标表"), drawGrid(1, 120, formX, "预算单位|<|民政局|<|<|<", "项目名称|<|宣传经费|负责人|张三|<", "一级|二级|三级|指标值|依据|权重", "产出/指标|数量/指标|印刷册数|=200|历史标准|10")),
				sheet(2, lines(2, 60, "项目支出绩效目标表"), drawGrid(2, 120, formX, "预算单位|<|民政局|<|<|<", "项目名称|<|培训经费|负责人|李四|<", "一级|二级|三级|指标值|依据|权重", "产出/指标|数量/指标|培训人数|=90|历史标准|10")),
			},
			want: [][]string{
				{"预算单位|<|民政局|<|<|<", "项目名称|<|宣传经费|负责人|张三|<", "一级|二级|三级|指标值|依据|权重", "产出指标|数量指标|印刷册数|=200|历史标准|10"},
				{"预算单位|<|民政局|<|<|<", "项目名称|<|培训经费|负责人|李四|<", "一级|二级|三级|指标值|依据|权重", "产出指标|数量指标|培训人数|=90|历史标准|10"},
			},
			header: []int{0, 0},
		},
		{
			name: "title and header repeated on every page",
			sheets: []layout.Sheet{
				sheet(1, lines(1, 446, "表2", titleLine, unitLine), drawGrid(1, 520, budgetX, append(slices.Clone(head), "||总计|88.00|88.00", "208||社会保障|88.00|88.00")...)),
				sheet(2, lines(2, 60, "表2", titleLine, unitLine), drawGrid(2, 130, budgetX, append(slices.Clone(head), "210||卫生健康|1.00|1.00")...)),
			},
			want:   [][]string{append(slices.Clone(head), "||总计|88.00|88.00", "208||社会保障|88.00|88.00", "210||卫生健康|1.00|1.00")},
			header: []int{3},
		},
		{
			name: "label cut through the word, cell merged over the break",
			sheets: []layout.Sheet{
				sheet(1, lines(1, 482, "项目支出绩效目标表"), drawGrid(1, 520, formX, "一级|二级|三级|指标值|依据|权重", "成本/指标|经济/指标|差旅费|=20|历史标准|10", "^|^|租车费|=8|历史标准|10", "效益|社会|改进服务质量|=90|历史标准|10")),
				sheet(2, nil, drawGrid(2, 60, formX, "指标|指标|群众反映办结率|=95|历史标准|20", "^|^|受益人数|=30|历史标准|10", "满意/指标|满意/指标|满意度|=80|历史标准|10")),
			},
			want:   [][]string{{"一级|二级|三级|指标值|依据|权重", "成本指标|经济指标|差旅费|=20|历史标准|10", "^|^|租车费|=8|历史标准|10", "效益指标|社会指标|改进服务质量|=90|历史标准|10", "^|^|群众反映办结率|=95|历史标准|20", "^|^|受益人数|=30|历史标准|10", "满意指标|满意指标|满意度|=80|历史标准|10"}},
			header: []int{0},
		},
		{
			name: "amount cut inside its digits",
			sheets: []layout.Sheet{
				sheet(1, lines(1, 482, titleLine), drawGrid(1, 520, []float64{50, 120, 170, 240}, "名称|金额|依据", "办公费|10.00|标准", "差旅费|12.00|标准", "水费|8.00|标准", "基本支出|110,070.|标准")),
				sheet(2, nil, drawGrid(2, 60, []float64{50, 120, 170, 240}, "|42|", "电费|7.00|标准")),
			},
			want:   [][]string{{"名称|金额|依据", "办公费|10.00|标准", "差旅费|12.00|标准", "水费|8.00|标准", "基本支出|110,070.42|标准", "电费|7.00|标准"}},
			header: []int{0},
		},
		{
			name: "fragment without rulings showing fewer columns",
			sheets: []layout.Sheet{
				sheet(1, lines(1, 482, titleLine), aligned(drawGrid(1, 520, []float64{50, 120, 190, 260}, "名称|基本支出|项目支出", "办公费|10.00|", "差旅费|12.00|8.00"))),
				sheet(2, nil, aligned(drawGrid(2, 60, []float64{47, 188, 230}, "水费|9.00", "电费|7.00"))),
			},
			want:   [][]string{{"名称|基本支出|项目支出", "办公费|10.00|", "差旅费|12.00|8.00", "水费||9.00", "电费||7.00"}},
			header: []int{0},
		},
		{
			name: "blank strip of a cut row",
			sheets: []layout.Sheet{
				sheet(1, lines(1, 482, titleLine), drawGrid(1, 520, []float64{50, 120, 170, 240}, "名称|金额|依据", "办公费|10.00|标准", "差旅费|12.00|标准")),
				sheet(2, nil, drawGrid(2, 60, []float64{50, 120, 170, 240}, "||")),
			},
			want:   [][]string{{"名称|金额|依据", "办公费|10.00|标准", "差旅费|12.00|标准"}},
			header: []int{0},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tables := Build(Source{}, tt.sheets).Tables()
			if len(tables) != len(tt.want) {
				t.Fatalf("got %d tables, want %d", len(tables), len(tt.want))
			}
			for i, table := range tables {
				if got, want := strings.Join(draw(table), "\n"), strings.Join(tt.want[i], "\n"); got != want {
					t.Errorf("table %d:\n%s\nwant\n%s", i+1, got, want)
				}
				if table.HeaderRows != tt.header[i] {
					t.Errorf("table %d: %d header rows, want %d", i+1, table.HeaderRows, tt.header[i])
				}
			}
		})
	}
}
