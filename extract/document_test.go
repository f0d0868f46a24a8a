package extract

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/extract/layout"
)

// text draws running text in a column from x 90 to 510, justified to the
// right margin by the caller's choice of breaks. A line beginning with ">" is
// indented by two characters, one with "=" centred.
func text(page int, y float64, texts ...string) []layout.Line {
	var out []layout.Line
	for i, s := range texts {
		x := 90.0
		switch {
		case strings.HasPrefix(s, ">"):
			s, x = s[1:], x+2*testSize
		case strings.HasPrefix(s, "="):
			s = s[1:]
			x = 300 - textWidth(s)/2
		}
		out = append(out, lineAt(page, x, y+float64(i)*20, s))
	}
	return out
}

// full is a text of n wide characters ending in tail.
func full(n int, tail string) string {
	return strings.Repeat("文", n-len([]rune(tail))) + tail
}

// describe writes the blocks of a document one a line.
func describe(d *Document) string {
	var b strings.Builder
	for _, block := range d.Blocks {
		switch {
		case block.Heading != nil:
			fmt.Fprintf(&b, "H%d %s\n", block.Heading.Level, block.Heading.Text)
		case block.Paragraph != nil:
			fmt.Fprintf(&b, "%s%s\n", []string{"", "cover ", "contents ", "signed ", "unread "}[block.Paragraph.Role], block.Paragraph.Text)
		default:
			var caption, notes []string
			for _, l := range block.Table.Caption {
				caption = append(caption, l.Text)
			}
			for _, l := range block.Table.Notes {
				notes = append(notes, l.Text)
			}
			fmt.Fprintf(&b, "table %s [%s] [%s]\n", block.Table.ID, strings.Join(caption, "/"), strings.Join(notes, "/"))
		}
	}
	return b.String()
}

func TestBuildText(t *testing.T) {
	grid := func(page int, y float64) layout.Grid {
		return drawGrid(page, y, []float64{90, 300, 510}, "项目|预算数", "合计|1.00")
	}
	tests := []struct {
		name   string
		sheets []layout.Sheet
		want   string
	}{
		{
			name: "paragraph over lines and pages",
			sheets: []layout.Sheet{
				sheet(1, append(text(1, 700, "=第一部分 概况", ">"+full(40, "甲"), full(42, "乙")), footer(1, "1"))),
				sheet(2, append(text(2, 60, full(10, "丙。"), ">"+full(8, "丁。")), footer(2, "2"))),
			},
			want: "H1 第一部分 概况\n" + full(40, "甲") + full(42, "乙") + full(10, "丙。") + "\n" + full(8, "丁。") + "\n",
		},
		{
			name: "headings by number, items that are sentences are text",
			sheets: []layout.Sheet{sheet(1, text(1, 60,
				"第四部分 名词解释", ">一、收支情况说明", ">（一）政府采购情况", ">二、财政拨款：指由预算安排的拨款数。", ">1、基本支出占10%。", ">"+full(40, "甲"), full(42, "乙")))},
			want: "H1 第四部分 名词解释\nH2 一、收支情况说明\nH3 （一）政府采购情况\n二、财政拨款：指由预算安排的拨款数。\n1、基本支出占10%。\n" + full(40, "甲") + full(42, "乙") + "\n",
		},
		{
			name: "heading over two lines",
			sheets: []layout.Sheet{sheet(1, text(1, 60,
				">一、"+full(38, "余"), "预算情况说明", ">"+full(40, "甲"), full(42, "乙"), "丙。"))},
			want: "H2 一、" + full(38, "余") + "预算情况说明\n" + full(40, "甲") + full(42, "乙") + "丙。\n",
		},
		{
			name: "captions and notes",
			sheets: []layout.Sheet{
				sheet(1, append(text(1, 60, "=第二部分 公开表", "表1", "=部门收支总表", "编制部门：民政局", "说明文字。"), text(1, 205, "注：本表反映收支情况。", ">以下是正文。")...), grid(1, 150)),
			},
			want: "H1 第二部分 公开表\n表1\n部门收支总表\n编制部门：民政局\n说明文字。\ntable T1 [] [注：本表反映收支情况。]\n以下是正文。\n",
		},
		{
			name: "caption on one line and on the page before",
			sheets: []layout.Sheet{
				sheet(1, append(text(1, 60, ">正文。"), text(1, 740, "公开05表", "=财政拨款支出预算表")...)),
				sheet(2, append(text(2, 60, "部门：民政局"), lineAt(2, 450, 60, "单位：万元")), grid(2, 80)),
			},
			want: "正文。\ntable T1 [公开05表/财政拨款支出预算表/部门：民政局/单位：万元] []\n",
		},
		{
			name: "numbered title is a heading too",
			sheets: []layout.Sheet{
				sheet(1, text(1, 60, "一、收支预算总表", "单位：元"), grid(1, 100)),
			},
			want: "H2 一、收支预算总表\ntable T1 [一、收支预算总表/单位：元] []\n",
		},
		{
			name: "cover, contents and signature",
			sheets: []layout.Sheet{
				sheet(1, text(1, 300, "=民政局", "=2024年部门预算")),
				sheet(2, text(2, 60, "=目 录", "第一部分 概况………1", "一、主要职能………1")),
				sheet(3, append(text(3, 60, "第一部分 概况", ">一、主要职能", ">负责民政工作。"), lineAt(3, 400, 300, "民政局"), lineAt(3, 380, 320, "2024年3月8日"))),
			},
			want: "cover 民政局\ncover 2024年部门预算\ncontents 目 录\ncontents 第一部分 概况………1\ncontents 一、主要职能………1\nH1 第一部分 概况\nH2 一、主要职能\n负责民政工作。\nsigned 民政局\nsigned 2024年3月8日\n",
		},
		{
			name: "running heads go, repeated titles of forms stay",
			sheets: []layout.Sheet{
				sheet(1, append(text(1, 30, "=民政局2024年部门预算"), text(1, 60, "=绩效目标表")...), grid(1, 90)),
				sheet(2, append(text(2, 30, "=民政局2024年部门预算"), text(2, 60, "=绩效目标表")...), grid(2, 90)),
				sheet(3, append(text(3, 30, "=民政局2024年部门预算"), text(3, 60, ">正文。")...)),
				sheet(4, append(text(4, 30, "=民政局2024年部门预算"), text(4, 60, ">正文二。")...)),
			},
			want: "table T1 [绩效目标表] []\ntable T2 [绩效目标表] []\n正文。\n正文二。\n",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := describe(Build(Source{}, tt.sheets)); got != tt.want {
				t.Errorf("got\n%swant\n%s", got, tt.want)
			}
		})
	}
}

func TestOutline(t *testing.T) {
	d := Build(Source{}, []layout.Sheet{sheet(1, text(1, 60,
		">前言。", "第一部分 概况", ">一、职能", ">甲。", ">（一）细目", ">乙。", ">二、机构", ">丙。", "第二部分 名词解释", ">丁。"))})
	var b strings.Builder
	var walk func(ss []*Section, depth int)
	walk = func(ss []*Section, depth int) {
		for _, s := range ss {
			fmt.Fprintf(&b, "%s%d %q", strings.Repeat(" ", depth), s.Level, s.Title)
			for _, p := range s.Paragraphs {
				b.WriteString(" " + p.Text)
			}
			b.WriteByte('\n')
			walk(s.Children, depth+1)
		}
	}
	walk(d.Outline(), 0)
	want := `0 "" 前言。
1 "第一部分 概况"
 2 "一、职能" 甲。
  3 "（一）细目" 乙。
 2 "二、机构" 丙。
1 "第二部分 名词解释" 丁。
`
	if b.String() != want {
		t.Errorf("got\n%swant\n%s", b.String(), want)
	}
}
