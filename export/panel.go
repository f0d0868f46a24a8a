package export

import (
	"bufio"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"gongkai/extract/trace"
	"gongkai/normalize/check"
	"gongkai/normalize/panel"
)

// A stream is a flat table whose rows are made while they are written.
type stream struct {
	name    string
	columns []Column
	each    func(yield func([]string) error) error
}

// PanelFormats lists the formats of PanelOutputs.
var PanelFormats = []string{"csv", "json"}

// PanelOutputs are the files about a set of documents in a format: panel (one
// row per amount), bodies, comparisons and findings. merge gives the rows in
// their order and what was found; it runs once, when the panel is written, and
// the outputs must be written in their order.
func PanelOutputs(format string, bodies []panel.Body, findings []panel.Finding, merge func(row func(*panel.Row) error) (*panel.Result, error)) []Output {
	result := &panel.Result{}
	streams := []stream{
		{"panel", panelColumns, func(yield func([]string) error) error {
			r, err := merge(func(row *panel.Row) error { return yield(panelRow(row)) })
			if err == nil {
				*result = *r
			}
			return err
		}},
		{"bodies", bodyColumns, func(yield func([]string) error) error { return eachBody(bodies, yield) }},
		{"comparisons", comparisonColumns, func(yield func([]string) error) error { return eachComparison(result, yield) }},
		{"findings", panelFindingColumns, func(yield func([]string) error) error {
			return eachPanelFinding(append(findings[:len(findings):len(findings)], result.Findings...), yield)
		}},
	}
	var out []Output
	for _, s := range streams {
		write := s.csv
		if format == "json" {
			write = s.json
		}
		out = append(out, Output{Path: s.name + "." + format, Write: write})
	}
	return out
}

var panelColumns = []Column{
	{"body", "单位标识", Text, "id of the body, the same over the years", 24},
	{"body_name", "单位", Text, "name of the body in its newest document", 30},
	{"region_code", "地区代码", Text, "GB/T 2260, blank when the name leaves it open", 10},
	{"document_kind", "文件种类", Text, "budget or final", 10},
	{"fiscal_year", "年度", Integer, "year of the document", 8},
	{"table_kind", "表的种类", Text, "kind of table", 18},
	{"side", "侧", Text, "income, expenditure, or which of several lists", 10},
	{"code_system", "编码体系", Text, "classification of the code", 18},
	{"code", "科目编码", Text, "code as published", 12},
	{"name", "名称", Text, "name of the row", 30},
	{"level", "级次", Text, "total, 类, 款, 项, unit, project or line", 8},
	{"label_path", "上级", Text, "names of the enclosing items, outermost first", 30},
	{"project", "项目", Text, "name of the project", 30},
	{"measure", "指标", Text, "measure id, blank when the header is not known", 14},
	{"header", "表头", Text, "header texts above the amount", 30},
	{"phase", "阶段", Text, "budget, final or prior (last year), when the header tells", 8},
	{"amount", "金额", Decimal, "as printed, exact", 16},
	{"unit", "计量单位", Text, "of the amount", 8},
	{"amount_yuan", "金额（元）", Decimal, "in 元, blank when the unit is not known", 18},
	{"documents", "文件数", Integer, "documents of this body, year and kind that print the amount", 8},
	{"conflict", "冲突", Text, "true when another document of this body, year and kind has another amount", 8},
	{"document", "文件", Text, "file that the amount is from", 30},
	{"table", "表", Text, "id of the table in the document", 8},
	{"fact", "数据", Text, "id of the fact in the document", 8},
	{"page", "页", Integer, "page of the PDF, from 1", 6},
	{"bbox", "位置", Text, "box on the page: left, top, right, bottom in points", 24},
}

func panelRow(r *panel.Row) []string {
	f := &r.Fact
	yuan := ""
	if f.AmountYuan != nil {
		yuan = f.AmountYuan.String()
	}
	return []string{r.Body.ID, r.Body.Name, r.Body.RegionCode, r.Document.Document.Kind, strconv.Itoa(r.Document.Document.Year), f.Kind, f.Side, f.CodeSystem, f.Code,
		f.Name, f.Level, strings.Join(f.LabelPath, " > "), f.Project, f.Measure, strings.Join(f.MeasurePath, " > "), f.Phase, f.Amount.String(), f.Unit, yuan,
		strconv.Itoa(r.Documents), truth(r.Conflict), r.Document.File, f.Table, f.ID, pageText(f.At), boxText(f.At)}
}

var bodyColumns = []Column{
	{"body", "单位标识", Text, "id of the body", 24},
	{"body_name", "单位", Text, "name in its newest document", 30},
	{"region_code", "地区代码", Text, "GB/T 2260", 10},
	{"region", "地区", Text, "name of the region", 14},
	{"fiscal_year", "年度", Integer, "year of the document", 8},
	{"document_kind", "文件种类", Text, "budget or final", 10},
	{"name", "名称", Text, "name as the document prints it", 30},
	{"title", "标题", Text, "title of the document", 40},
	{"document", "文件", Text, "file", 30},
}

func eachBody(bodies []panel.Body, yield func([]string) error) error {
	for _, b := range bodies {
		for _, h := range b.Documents {
			if err := yield([]string{b.ID, b.Name, b.RegionCode, b.RegionName, strconv.Itoa(h.Document.Year), h.Document.Kind, h.Entity.Name, h.Document.Title, h.File}); err != nil {
				return err
			}
		}
	}
	return nil
}

var comparisonColumns = []Column{
	{"rule", "规则", Text, "merge.prior: last year's figure; merge.units: a department with its units", 14},
	{"status", "结果", Text, "hold, rounding or fail", 10},
	{"body", "单位标识", Text, "id of the body", 24},
	{"fiscal_year", "年度", Integer, "year of the document", 8},
	{"document_kind", "文件种类", Text, "budget or final", 10},
	{"subject", "事项", Text, "row, subject of the sentence, or units", 30},
	{"measure", "指标", Text, "header above the amount", 20},
	{"said_yuan", "所称（元）", Decimal, "amount that the document gives or that its change leaves", 18},
	{"found_yuan", "另文（元）", Decimal, "amount in the other document", 18},
	{"document", "文件", Text, "file", 30},
	{"page", "页", Integer, "page in it", 6},
	{"bbox", "位置", Text, "box on the page", 24},
	{"other_document", "另文", Text, "file compared with", 30},
	{"other_page", "另文页", Integer, "page in it", 6},
	{"other_bbox", "另文位置", Text, "box on that page", 24},
}

func eachComparison(r *panel.Result, yield func([]string) error) error {
	for _, c := range r.Comparisons {
		if err := yield([]string{c.Rule, string(c.Status), c.Body.ID, strconv.Itoa(c.Document.Document.Year), c.Document.Document.Kind, c.Subject, c.Measure, c.Said, c.Found,
			c.Document.File, pageText(c.At), boxText(c.At), c.Other, pageText(c.OtherAt), boxText(c.OtherAt)}); err != nil {
			return err
		}
	}
	return nil
}

var panelFindingColumns = []Column{
	{"rule", "规则", Text, "what was looked at", 16},
	{"severity", "级别", Text, "info, warning or error", 10},
	{"body", "单位标识", Text, "id of the body", 24},
	{"message_zh", "说明", Text, "what was found, in Chinese", 60},
	{"message_en", "英文说明", Text, "what was found, in English", 60},
	{"text", "原文", Text, "printed words or amount", 30},
	{"lhs", "左边", Decimal, "amount of the document in 元", 16},
	{"rhs", "右边", Decimal, "amount of the other document in 元", 16},
	{"difference", "相差", Decimal, "lhs less rhs", 16},
	{"document", "文件", Text, "file", 30},
	{"page", "页", Integer, "page in it", 6},
	{"bbox", "位置", Text, "box on the page", 24},
	{"other_document", "另文", Text, "file compared with", 30},
	{"other_page", "另文页", Integer, "page in it", 6},
	{"other_bbox", "另文位置", Text, "box on that page", 24},
}

func eachPanelFinding(findings []panel.Finding, yield func([]string) error) error {
	for i := range findings {
		f := &findings[i]
		var at, other trace.Locator
		if len(f.At) > 1 {
			at, other = f.At[0], f.At[1]
		}
		if err := yield([]string{f.Rule, f.Severity.String(), f.Body, check.Message(&f.Finding, check.Chinese), check.Message(&f.Finding, check.English), f.Text,
			f.Left, f.Right, f.Diff, f.Document, pageText(at), boxText(at), f.Other, pageText(other), boxText(other)}); err != nil {
			return err
		}
	}
	return nil
}

func truth(b bool) string {
	if b {
		return "true"
	}
	return ""
}

func pageText(at trace.Locator) string {
	if at.Page == 0 {
		return ""
	}
	return strconv.Itoa(at.Page)
}

func boxText(at trace.Locator) string {
	if at.Box.IsZero() {
		return ""
	}
	return fmt.Sprintf("%.2f %.2f %.2f %.2f", at.Box.X0, at.Box.Y0, at.Box.X1, at.Box.Y1)
}

// csv writes the table as CSV does.
func (s stream) csv(w io.Writer) error {
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	header := make([]string, len(s.columns))
	for i, c := range s.columns {
		header[i] = c.Name
	}
	if err := out.Write(header); err != nil {
		return err
	}
	err := s.each(func(row []string) error {
		for i, c := range s.columns {
			if c.Type == Text {
				row[i] = neutral(row[i])
			}
		}
		return out.Write(row)
	})
	out.Flush()
	return cmp.Or(err, out.Error())
}

// json writes the table as a list of objects, one per line; blank values are
// left out, integers are numbers, amounts texts with all their digits.
func (s stream) json(w io.Writer) error {
	out := bufio.NewWriter(w)
	separator := "["
	err := s.each(func(row []string) error {
		out.WriteString(separator + "\n")
		separator = ","
		return writeObject(out, s.columns, row)
	})
	if err != nil {
		return err
	}
	if separator == "[" {
		out.WriteString(separator)
	}
	out.WriteString("\n]\n")
	return out.Flush()
}

func writeObject(out *bufio.Writer, columns []Column, row []string) error {
	separator := "{"
	for i, c := range columns {
		if row[i] == "" {
			continue
		}
		value := []byte(row[i])
		if c.Type != Integer {
			var err error
			if value, err = json.Marshal(row[i]); err != nil {
				return err
			}
		}
		fmt.Fprintf(out, "%s%q:%s", separator, c.Name, value)
		separator = ","
	}
	_, err := out.WriteString("}")
	return err
}
