package export

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"golang.org/x/net/html"

	"gongkai/extract"
	"gongkai/extract/layout"
)

// paragraph is running text, or an item when marker begins it.
func paragraph(text, marker string) extract.Block {
	return extract.Block{Paragraph: &extract.Paragraph{Text: text, Marker: marker}}
}

// texts makes a table without spans of rows whose cells are parted by "|".
func texts(id string, rows ...string) *extract.Table {
	t := &extract.Table{ID: id, Rows: len(rows), Cols: strings.Count(rows[0], "|") + 1}
	for r, row := range rows {
		for c, text := range strings.Split(row, "|") {
			t.Cells = append(t.Cells, extract.Cell{Row: r, Col: c, RowSpan: 1, ColSpan: 1, Text: text})
		}
	}
	return t
}

// merged is a table whose header has spans.
func merged() *extract.Table {
	t := &extract.Table{ID: "T2", Rows: 3, Cols: 3,
		Caption: []layout.Line{{Text: "表2 收入总表"}, {Text: "单位：万元"}}, Notes: []layout.Line{{Text: "注：不含*号项目。"}}}
	t.Cells = []extract.Cell{
		{RowSpan: 2, ColSpan: 1, Text: "科目"}, {Col: 1, RowSpan: 1, ColSpan: 2, Text: "预算 <数>"},
		{Row: 1, Col: 1, RowSpan: 1, ColSpan: 1, Text: "本年"}, {Row: 1, Col: 2, RowSpan: 1, ColSpan: 1, Text: "上年"},
		{Row: 2, RowSpan: 1, ColSpan: 1, Text: "208"}, {Row: 2, Col: 1, RowSpan: 1, ColSpan: 1, Text: "1,350.20"}, {Row: 2, Col: 2, RowSpan: 1, ColSpan: 1},
	}
	return t
}

func TestMarkdown(t *testing.T) {
	simple := texts("T1", "项目|数", "a|")
	simple.Caption = []layout.Line{{Text: "表1 简表"}, {Text: "单位：元"}}
	simple.Cells[3].Text = "b_c|d"
	doc := &extract.Document{Blocks: []extract.Block{
		{Paragraph: &extract.Paragraph{Text: "目录", Role: extract.Contents}},
		{Paragraph: &extract.Paragraph{Text: "一、概况.......... 3", Role: extract.Contents}},
		{Heading: &extract.Heading{Level: 1, Text: "第一部分 概况"}},
		paragraph("# 不是标题，*也*不强调。", ""),
		paragraph("2024. 不是列表", ""),
		paragraph("1、顿号编号照录", "1、"),
		paragraph("1. 第一项", "1."),
		paragraph("2. 第二项", "2."),
		paragraph("●圆点", "●"),
		paragraph("（1）括号", "（1）"),
		{Paragraph: &extract.Paragraph{Text: "208 *1,350.20", Role: extract.Unread}},
		{Paragraph: &extract.Paragraph{Text: "209 1,350.20", Role: extract.Unread}},
		{Heading: &extract.Heading{Level: 2, Text: "表1 简表"}},
		{Table: simple},
		{Table: merged()},
		paragraph("完。", ""),
	}}
	want := `- 目录
- 一、概况 … 3

# 第一部分 概况

\# 不是标题，\*也\*不强调。

2024\. 不是列表

1、顿号编号照录

1. 第一项
2. 第二项
- 圆点

（1）括号

    208 *1,350.20
    209 1,350.20

## 表1 简表

单位：元

| 项目 | 数 |
| --- | --- |
| a | b\_c\|d |

表2 收入总表\
单位：万元

<table id="T2">
<thead>
<tr><th rowspan="2">科目</th><th colspan="2">预算 &lt;数&gt;</th></tr>
<tr><th>本年</th><th>上年</th></tr>
</thead>
<tbody>
<tr><td>208</td><td>1,350.20</td><td></td></tr>
</tbody>
</table>

注：不含\*号项目。

完。
`
	var b bytes.Buffer
	if err := Markdown(&b, doc); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// rendered returns the texts of the elements with the given names that a
// Markdown program makes of s.
func rendered(t *testing.T, s string, names ...string) []string {
	t.Helper()
	var page bytes.Buffer
	if err := goldmark.New(goldmark.WithExtensions(extension.GFM)).Convert([]byte(s), &page); err != nil {
		t.Fatal(err)
	}
	return elements(t, page.Bytes(), names...)
}

// elements returns the texts of the elements with the given names.
func elements(t *testing.T, page []byte, names ...string) []string {
	t.Helper()
	root, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for n := range root.Descendants() {
		for _, name := range names {
			if n.Type == html.ElementNode && n.Data == name {
				text := ""
				for c := range n.Descendants() {
					if c.Type == html.TextNode {
						text += c.Data
					}
				}
				out = append(out, strings.Join(strings.Fields(text), " "))
			}
		}
	}
	return out
}

// FuzzMarkdownParagraph holds that a Markdown program reads every text back as
// one paragraph of that text.
func FuzzMarkdownParagraph(f *testing.F) {
	for _, s := range []string{"部门预算", "# a", "- a", "+ b", "1. c", "12) d", "> q", "a*b*c_d_", "[x](y)", "<b>", "&amp;", "`code`", "~~s~~", "| a | b |", "===", "---", "***", "\\", "a\\", "```", "[^1]: x", "[a]: b", "http://a.b/c", "www.a.cn", "a@b.cn", "1.", "-", "![a](b)", "=", ":-"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text := strings.Join(strings.Fields(printable(strings.ToValidUTF8(s, ""))), " ")
		text = strings.Map(func(r rune) rune {
			if r == 0x7f || r == '\u200b' || r == '\ufeff' || r == 0xfffd || r >= 0x80 && r < 0xa0 {
				return -1 // no printed character
			}
			return r
		}, text)
		if text = strings.TrimSpace(text); text == "" {
			return
		}
		var b bytes.Buffer
		if err := Markdown(&b, &extract.Document{Blocks: []extract.Block{paragraph(text, "")}}); err != nil {
			t.Fatal(err)
		}
		got := rendered(t, b.String(), "p", "li", "h1", "h2", "td", "pre", "blockquote", "hr")
		if len(got) != 1 || got[0] != text {
			t.Errorf("%q as %q reads back as %q", text, b.String(), got)
		}
	})
}

func TestPipeTableReadsBack(t *testing.T) {
	table := texts("T1", "a|b|c", "1,350.20|*x*| ", "<i>|\\|`y`")
	var b bytes.Buffer
	if err := MarkdownTables(&b, []*extract.Table{table}); err != nil {
		t.Fatal(err)
	}
	want := []string{"a", "b", "c", "1,350.20", "*x*", "", "<i>", "\\", "`y`"}
	if diff := cmp.Diff(want, rendered(t, b.String(), "th", "td")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestHTMLReadsBack(t *testing.T) {
	var b bytes.Buffer
	if err := HTML(&b, "a<b>.pdf", []*extract.Table{merged(), texts("T3", "x|y")}); err != nil {
		t.Fatal(err)
	}
	want := []string{"a<b>.pdf", "表2 收入总表单位：万元", "科目", "预算 <数>", "本年", "上年", "208", "1,350.20", "", "注：不含*号项目。", "x", "y"}
	if diff := cmp.Diff(want, elements(t, b.Bytes(), "title", "caption", "th", "td", "p")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
