package export

import (
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

const (
	aboutName      = "文档 Document"
	dictionaryName = "说明 Dictionary"
)

// about writes the first sheet: what the document is, and its tables.
func (b *workbook) about() error {
	if err := b.file.SetSheetName("Sheet1", aboutName); err != nil {
		return err
	}
	d := b.d
	year := ""
	if d.Document.Year > 0 {
		year = strconv.Itoa(d.Document.Year)
	}
	counts := map[string]int{}
	for _, f := range d.Findings {
		counts[f.Severity.String()]++
	}
	rows := [][2]string{
		{"标题 Title", d.Document.Title}, {"部门 Department", d.Entity.Name}, {"地区 Region", d.Entity.RegionName},
		{"年度 Fiscal year", year}, {"类别 Kind", map[string]string{"budget": "预算 budget", "final": "决算 final accounts"}[d.Document.Kind]},
		{"来源文件 Source", d.Source.File}, {"SHA-256", d.Source.SHA256}, {"页数 Pages", strconv.Itoa(d.Source.Pages)},
		{"数据条数 Facts", strconv.Itoa(len(d.Facts))},
		{"核对 Findings", strconv.Itoa(counts["error"]) + " error, " + strconv.Itoa(counts["warning"]) + " warning, " + strconv.Itoa(counts["info"]) + " info"},
	}
	label, err := b.style(look{bold: true})
	if err != nil {
		return err
	}
	plain, err := b.style(look{wrap: true})
	if err != nil {
		return err
	}
	for i, r := range rows {
		if err := b.text(aboutName, cell(i+1, 1), r[0], label); err != nil {
			return err
		}
		if err := b.text(aboutName, cell(i+1, 2), r[1], plain); err != nil {
			return err
		}
	}
	if err := b.contents(len(rows) + 2); err != nil {
		return err
	}
	for col, width := range map[string]float64{"A": 22, "B": 60, "C": 20, "D": 10, "E": 10, "F": 10} {
		if err := b.file.SetColWidth(aboutName, col, col, width); err != nil {
			return err
		}
	}
	return b.landscape(aboutName)
}

// contents lists the tables from a row on, each linked to its sheet.
func (b *workbook) contents(top int) error {
	head, err := b.style(look{bold: true, fill: headFill, border: true})
	if err != nil {
		return err
	}
	plain, err := b.style(look{border: true, wrap: true})
	if err != nil {
		return err
	}
	linked, err := b.style(look{border: true, link: true})
	if err != nil {
		return err
	}
	for i, name := range []string{"表 Table", "标题 Title", "种类 Kind", "单位 Unit", "页 Pages", "行 Rows"} {
		if err := b.text(aboutName, cell(top, i+1), name, head); err != nil {
			return err
		}
	}
	for i, t := range b.d.Tables {
		row := top + 1 + i
		title := t.Title
		if t.Number != "" {
			title = t.Number + " " + title
		}
		for col, v := range []string{t.ID, title, t.Kind, t.Unit, pageRange(t.Pages), strconv.Itoa(t.Rows)} {
			style := plain
			if col == 0 {
				style = linked
			}
			if err := b.text(aboutName, cell(row, col+1), v, style); err != nil {
				return err
			}
		}
		if err := b.link(aboutName, cell(row, 1), b.names[i], "A1"); err != nil {
			return err
		}
	}
	return nil
}

func (b *workbook) facts() error { return b.flat(factsSheet(b.d)) }

func (b *workbook) findings() error {
	s := findingsSheet(b.d)
	if err := b.flat(s); err != nil {
		return err
	}
	linked, err := b.style(look{link: true})
	if err != nil {
		return err
	}
	sheets, table := map[string]int{}, 0
	for i, t := range b.d.Tables {
		sheets[t.ID] = i
	}
	for i, c := range s.Columns {
		if c.Name == "table" {
			table = i
		}
	}
	for i, row := range s.Rows {
		t, ok := sheets[row[table]]
		if !ok {
			continue
		}
		at, to := cell(i+2, table+1), "A1"
		if key, ok := b.target[i]; ok {
			to = cell(gridTop+key[1], key[2]+1)
		}
		if err := b.link(s.Title, at, b.names[t], to); err != nil {
			return err
		}
		if err := b.file.SetCellStyle(s.Title, at, at, linked); err != nil {
			return err
		}
	}
	return nil
}

// maxRows is Excel's limit of rows in a sheet.
const maxRows = 1048576

// flat writes a Sheet with a frozen header and a filter. What does not fit in
// one sheet goes to further ones.
func (b *workbook) flat(s Sheet) error {
	head, err := b.style(look{bold: true, fill: headFill, border: true})
	if err != nil {
		return err
	}
	plain, err := b.style(look{text: true})
	if err != nil {
		return err
	}
	rows := s.Rows
	for part := 1; part == 1 || len(rows) > 0; part++ {
		n := min(len(rows), maxRows-1)
		name := s.Title
		if part > 1 {
			name += " " + strconv.Itoa(part)
		}
		if _, err := b.file.NewSheet(name); err != nil {
			return err
		}
		for col, c := range s.Columns {
			if err := b.text(name, cell(1, col+1), c.Name, head); err != nil {
				return err
			}
			letter, err := excelize.ColumnNumberToName(col + 1)
			if err != nil {
				return err
			}
			if err := b.file.SetColWidth(name, letter, letter, c.Width); err != nil {
				return err
			}
		}
		for i, row := range rows[:n] {
			for col, v := range row {
				if v == "" {
					continue
				}
				if err := b.value(name, cell(i+2, col+1), v, s.Columns[col].Type, plain); err != nil {
					return err
				}
			}
		}
		if err := b.file.AutoFilter(name, "A1:"+cell(n+1, len(s.Columns)), nil); err != nil {
			return err
		}
		if err := b.file.SetPanes(name, &excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
			return err
		}
		if err := b.landscape(name); err != nil {
			return err
		}
		rows = rows[n:]
	}
	return nil
}

// value writes one value by the type of its column.
func (b *workbook) value(sheet, at, v string, t Type, plain int) error {
	if t == Text {
		return b.text(sheet, at, v, plain)
	}
	l := look{number: t == Decimal}
	if i := strings.LastIndexByte(v, '.'); i >= 0 {
		l.decimals = len(v) - i - 1
	}
	style, err := b.style(l)
	if err != nil {
		return err
	}
	return b.exact(sheet, at, v, style)
}

// dictionary explains every column of every flat sheet.
func (b *workbook) dictionary() error {
	s := Sheet{Name: "dictionary", Title: dictionaryName, Columns: []Column{
		{"sheet", Text, "", 14}, {"column", Text, "", 16}, {"type", Text, "", 10}, {"meaning", Text, "", 90},
	}}
	for _, sheet := range Sheets(b.d) {
		for _, c := range sheet.Columns {
			s.Rows = append(s.Rows, []string{sheet.Name, c.Name, string(c.Type), c.Help})
		}
	}
	return b.flat(s)
}
