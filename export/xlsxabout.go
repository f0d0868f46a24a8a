package export

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gongkai/extract/trace"
)

const (
	aboutName      = "文档 Document"
	dictionaryName = "说明 Dictionary"
)

// aboutWidths are the widths of the columns of the first sheet.
var aboutWidths = []float64{18, 14, 48, 12, 10, 12, 16}

// about writes the first sheet: what the document is, its tables with links,
// what was found, and what could not be written as it is.
func (b *workbook) about() error {
	d := b.d
	p, err := b.page(aboutName, len(aboutWidths))
	if err != nil {
		return err
	}
	p.widths = aboutWidths
	title := d.Document.Title
	if title == "" {
		title = d.Source.File
	}
	if err := p.wide(1, title, look{bold: true, size: 16, across: "center", wrap: true}, 34); err != nil {
		return err
	}
	if err := p.wide(2, strings.TrimSpace("由 gongkai 从公布的 PDF 提取，金额逐字照录 · extracted from the published PDF by gongkai "+d.Source.Version),
		look{muted: true, across: "center"}, 18); err != nil {
		return err
	}
	row := 4
	for _, f := range b.particulars() {
		if f[1] == "" {
			continue
		}
		if err := p.particular(row, f[0], f[1]); err != nil {
			return err
		}
		row++
	}
	row, err = p.contents(row + 1)
	if err != nil {
		return err
	}
	var links [][2]string
	for _, s := range Sheets(b.flat) {
		if slices.Contains(always, s.Name) || !s.Empty() {
			links = append(links, [2]string{s.Title, s.Help})
		}
	}
	for _, l := range append(links, [2]string{dictionaryName, "各列含义 what the columns hold"}) {
		if err := p.text(row, 1, l[0], look{link: true, border: true}); err != nil {
			return err
		}
		p.link(row, 1, l[0], "A1")
		if err := p.merged(row, 2, len(aboutWidths), l[1], look{border: true}); err != nil {
			return err
		}
		row++
	}
	for _, n := range b.notices {
		row++
		if err := p.wide(row, n, look{muted: true, wrap: true}, 18); err != nil {
			return err
		}
	}
	if more := b.noticed - len(b.notices); more > 0 {
		row++
		if err := p.wide(row, fmt.Sprintf("另有 %d 处 and %d more", more, more), look{muted: true}, 18); err != nil {
			return err
		}
	}
	return p.write()
}

// particulars lists what is known of the document; "" where it is not.
func (b *workbook) particulars() [][2]string {
	d := b.d
	year, units := "", []string{}
	if d.Document.Year > 0 {
		year = strconv.Itoa(d.Document.Year)
	}
	for _, t := range d.Tables {
		if t.Unit != "" && !slices.Contains(units, t.Unit) {
			units = append(units, t.Unit)
		}
	}
	counts := map[trace.Severity]int{}
	for _, f := range d.Findings {
		counts[f.Severity]++
	}
	return [][2]string{
		{"部门 Department", d.Entity.Name}, {"地区 Region", d.Entity.RegionName},
		{"年度 Fiscal year", year}, {"类别 Kind", map[string]string{"budget": "预算 budget", "final": "决算 final accounts"}[d.Document.Kind]},
		{"单位 Units", strings.Join(units, "、")},
		{"来源文件 Source", d.Source.File}, {"SHA-256", d.Source.SHA256}, {"页数 Pages", strconv.Itoa(d.Source.Pages)},
		{"数据 Facts", strconv.Itoa(len(d.Facts))},
		{"核对 Findings", fmt.Sprintf("错误 error %d，警告 warning %d，提示 info %d", counts[trace.Error], counts[trace.Warning], counts[trace.Info])},
	}
}

func (p *page) particular(row int, label, value string) error {
	if err := p.text(row, 1, label, look{bold: true, fill: headFill, border: true}); err != nil {
		return err
	}
	return p.merged(row, 2, len(aboutWidths), value, look{border: true, wrap: true, across: "left"})
}

// wide writes a text over the whole width of the sheet.
func (p *page) wide(row int, text string, l look, height float64) error {
	p.heights[row] = min(tallest, height*float64(wrappedLines(text, sum(aboutWidths)*10/max(10, l.size))))
	return p.merged(row, 1, len(aboutWidths), text, l)
}

// merged writes a text over several columns.
func (p *page) merged(row, from, to int, text string, l look) error {
	if err := p.merge(row, from, row, to, l); err != nil {
		return err
	}
	return p.text(row, from, text, l)
}

// contents lists the tables from a row on, each linked to its sheet, and
// returns the first row below.
func (p *page) contents(top int) (int, error) {
	for i, name := range []string{"表 Table", "表号 Number", "标题 Title", "单位 Unit", "页 Pages", "数据 Facts", "核对 Findings"} {
		if err := p.text(top, i+1, name, look{bold: true, fill: headFill, border: true, across: "center"}); err != nil {
			return 0, err
		}
	}
	facts, flags := map[string]int{}, map[string]int{}
	for i := range p.b.d.Facts {
		facts[p.b.d.Facts[i].Table]++
	}
	for _, f := range p.b.d.Findings {
		if f.Severity != trace.Info {
			flags[f.Table]++
		}
	}
	for i, t := range p.b.d.Tables {
		row := top + 1 + i
		for col, v := range []string{t.ID, t.Number, t.Title + t.Subtitle, t.Unit, pageRange(t.Pages)} {
			l := look{border: true, wrap: true, link: col == 0}
			if col >= 3 {
				l.across = "center"
			}
			if err := p.text(row, col+1, v, l); err != nil {
				return 0, err
			}
		}
		p.link(row, 1, p.b.names[i], "A1")
		l := look{border: true, across: "center"}
		if err := p.number(row, 6, strconv.Itoa(facts[t.ID]), l); err != nil {
			return 0, err
		}
		if flags[t.ID] > 0 {
			l.fill = warningFill
		}
		if err := p.number(row, 7, strconv.Itoa(flags[t.ID]), l); err != nil {
			return 0, err
		}
	}
	return top + 2 + len(p.b.d.Tables), nil
}
