package export

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"

	"gongkai/extract/trace"
	"gongkai/normalize/check"
	"gongkai/normalize/panel"
)

// PanelFormats lists the formats of PanelOutputs.
var PanelFormats = []string{"csv", "json"}

// errStopped ends a merge whose rows cannot be written; what failed is known.
var errStopped = errors.New("stopped")

// PanelOutputs are the files about a set of documents in a format: panel (one
// row per amount), bodies, comparisons and findings. merge gives the rows in
// their order and what was found; it runs once, when the panel is written, and
// the outputs must be written in their order.
func PanelOutputs(format string, bodies []panel.Body, findings []panel.Finding, merge func(row func(*panel.Row) error) (*panel.Result, error)) []Output {
	result, failed := &panel.Result{}, error(nil)
	sheets := []Sheet{
		{Name: "panel", Columns: panelColumns, Rows: func(yield func([]string) bool) {
			r, err := merge(func(row *panel.Row) error {
				if !yield(panelRow(row)) {
					return errStopped
				}
				return nil
			})
			if failed = err; err == nil {
				*result = *r
			}
		}},
		{Name: "bodies", Columns: bodyColumns, Rows: bodyRows(bodies)},
		{Name: "comparisons", Columns: comparisonColumns, Rows: func(yield func([]string) bool) { rowsOf(result.Comparisons, comparisonRow)(yield) }},
		{Name: "findings", Columns: panelFindingColumns, Rows: func(yield func([]string) bool) {
			rowsOf(append(findings[:len(findings):len(findings)], result.Findings...), panelFindingRow)(yield)
		}},
	}
	write := CSV
	if format == "json" {
		write = objects
	}
	var out []Output
	for _, s := range sheets {
		out = append(out, Output{Path: s.Name + "." + format, Write: func(w io.Writer) error {
			err := write(w, s)
			return cmp.Or(err, failed)
		}})
	}
	return out
}

// The columns that several files have.
var (
	bodyColumn = Column{"body", "单位标识", Text, "id of the body, the same over the years", 24}
	yearColumn = Column{"fiscal_year", "年度", Integer, "year of the document", 8}
	kindColumn = Column{"document_kind", "文件种类", Text, "budget or final", 10}
	fileColumn = Column{"document", "文件", Text, "file", 30}

	// What a comparison is about: a place in the document, and in the other.
	twoPlaces = []Column{
		fileColumn,
		{"page", "页", Integer, "page in it", 6},
		{"bbox", "位置", Text, "box on the page: left, top, right, bottom in points", 24},
		{"other_document", "另文", Text, "file compared with", 30},
		{"other_page", "另文页", Integer, "page in it", 6},
		{"other_bbox", "另文位置", Text, "box on that page", 24},
	}
)

func twoPlaceTexts(file string, at trace.Locator, other string, otherAt trace.Locator) []string {
	return []string{file, pageText(at), boxText(at), other, pageText(otherAt), boxText(otherAt)}
}

var panelColumns = []Column{
	bodyColumn,
	{"body_name", "单位", Text, "name of the body in its newest document", 30},
	{"region_code", "地区代码", Text, "GB/T 2260, blank when the name leaves it open", 10},
	kindColumn,
	yearColumn,
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
	bodyColumn,
	{"body_name", "单位", Text, "name in its newest document", 30},
	{"region_code", "地区代码", Text, "GB/T 2260", 10},
	{"region", "地区", Text, "name of the region", 14},
	yearColumn,
	kindColumn,
	{"name", "名称", Text, "name as the document prints it", 30},
	{"title", "标题", Text, "title of the document", 40},
	fileColumn,
}

func bodyRows(bodies []panel.Body) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		for _, b := range bodies {
			for _, h := range b.Documents {
				if !yield([]string{b.ID, b.Name, b.RegionCode, b.RegionName, strconv.Itoa(h.Document.Year), h.Document.Kind, h.Entity.Name, h.Document.Title, h.File}) {
					return
				}
			}
		}
	}
}

var comparisonColumns = append([]Column{
	{"rule", "规则", Text, "merge.prior: last year's figure; merge.units: a department with its units", 14},
	{"status", "结果", Text, "hold, rounding or fail", 10},
	bodyColumn,
	yearColumn,
	kindColumn,
	{"subject", "事项", Text, "row, subject of the sentence, or units", 30},
	{"measure", "指标", Text, "header above the amount", 20},
	{"said_yuan", "所称（元）", Decimal, "amount that the document gives or that its change leaves", 18},
	{"found_yuan", "另文（元）", Decimal, "amount in the other document", 18},
}, twoPlaces...)

func comparisonRow(c *panel.Comparison) []string {
	row := []string{c.Rule, string(c.Status), c.Body.ID, strconv.Itoa(c.Document.Document.Year), c.Document.Document.Kind, c.Subject, c.Measure, c.Said, c.Found}
	return append(row, twoPlaceTexts(c.Document.File, c.At, c.Other, c.OtherAt)...)
}

var panelFindingColumns = append([]Column{
	{"rule", "规则", Text, "what was looked at", 16},
	{"severity", "级别", Text, "info, warning or error", 10},
	bodyColumn,
	{"message_zh", "说明", Text, "what was found, in Chinese", 60},
	{"message_en", "英文说明", Text, "what was found, in English", 60},
	{"text", "原文", Text, "printed words or amount", 30},
	{"lhs", "左边", Decimal, "amount of the document in 元", 16},
	{"rhs", "右边", Decimal, "amount of the other document in 元", 16},
	{"difference", "相差", Decimal, "lhs less rhs", 16},
}, twoPlaces...)

func panelFindingRow(f *panel.Finding) []string {
	var at, other trace.Locator
	if len(f.At) > 1 {
		at, other = f.At[0], f.At[1]
	}
	row := []string{f.Rule, f.Severity.String(), f.Body, check.Message(&f.Finding, check.Chinese), check.Message(&f.Finding, check.English), f.Text, f.Left, f.Right, f.Diff}
	return append(row, twoPlaceTexts(f.Document, at, f.Other, other)...)
}

// truth writes true; blank for the usual case.
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

// objects writes a sheet as a list of objects, one per line; blank values are
// left out, integers are numbers, amounts texts with all their digits.
func objects(w io.Writer, s Sheet) error {
	out := bufio.NewWriter(w)
	separator := "["
	for row := range s.Rows {
		out.WriteString(separator + "\n")
		separator = ","
		if err := writeObject(out, s.Columns, row); err != nil {
			return err
		}
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
