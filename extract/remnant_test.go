package extract

import (
	"slices"
	"testing"

	"gongkai/extract/layout"
	"gongkai/extract/trace"
)

// The rest of a row that alone stands on the next page, between two rulings,
// goes to its cell; nothing else does.
func TestRemnantOfARow(t *testing.T) {
	const rest = 290 + testPad // where the cut text stands
	first := func() layout.Grid {
		return aligned(drawGrid(1, 60, []float64{50, 130, 210, 290, 360, 430},
			"二级指标|三级指标|指标值|指标设定依据|权重", "数量指标|就业人数|>=2万人|昌吉州报告|15", "质量指标|结案率|>=97%|关于下达本/自治区人力|10"))
	}
	whole := []string{"二级指标|三级指标|指标值|指标设定依据|权重", "数量指标|就业人数|>=2万人|昌吉州报告|15", "质量指标|结案率|>=97%|关于下达本自治区人力资源发展的通知|10"}
	cut := slices.Clone(whole)
	cut[2] = "质量指标|结案率|>=97%|关于下达本自治区人力|10"
	two := []layout.Line{lineAt(2, rest, 63, "资源发展的通"), lineAt(2, rest, 76, "知")}
	frame := trace.Rect{X0: 50, X1: 430, Y0: 60, Y1: 96}
	ended := first()
	last := &ended.Cells[len(ended.Cells)-2]
	last.Lines[1] = lineAt(1, rest, last.Lines[1].At.Box.Y0, "自治区人。")
	tests := []struct {
		name  string
		grid  layout.Grid
		page  []layout.Line // the next page
		frame trace.Rect
		want  []string
	}{
		{"the rest", first(), two, frame, whole},
		{"with a page number", first(), append(slices.Clone(two), footer(2, "- 2 -")), frame, whole},
		{"no rulings around it", first(), two, trace.Rect{}, cut},
		{"rulings of another width", first(), two, trace.Rect{X0: 50, X1: 300, Y0: 60, Y1: 96}, cut},
		{"below a text", first(), append(lines(2, 30, "三、其他说明"), two...), frame, cut},
		{"over two columns", first(), []layout.Line{lineAt(2, 215, 63, "资源发展的通知及有关文件")}, frame, cut},
		{"in the column of a number", first(), []layout.Line{lineAt(2, 363, 63, "三项")}, frame, cut},
		{"an item of its own", first(), []layout.Line{lineAt(2, rest, 63, "1.资源")}, frame, cut},
		{"after the end of a sentence", ended, two, frame, []string{whole[0], whole[1], "质量指标|结案率|>=97%|关于下达本自治区人。|10"}},
		{"in another size", first(), []layout.Line{func() layout.Line { l := lineAt(2, rest, 63, "资源"); l.Size = 14; return l }()}, frame, cut},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			next := sheet(2, tt.page)
			if tt.frame != (trace.Rect{}) {
				next.Frames = []trace.Rect{tt.frame}
			}
			sheets := []layout.Sheet{sheet(1, nil, tt.grid), next}
			doc := Build(Source{}, sheets)
			if got := doc.Tables(); len(got) != 1 || !slices.Equal(draw(got[0]), tt.want) {
				t.Errorf("got %d tables, the first\n%q\nwant\n%q", len(got), draw(got[0]), tt.want)
			}
			if len(sheets[1].Grids) > 0 || len(sheets[1].Lines) != len(tt.page) {
				t.Error("the sheets were changed")
			}
		})
	}
}
