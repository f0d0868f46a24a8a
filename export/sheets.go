package export

import (
	"iter"
	"math"
	"slices"
	"strconv"
	"strings"

	"gongkai/extract/trace"
	"gongkai/normalize"
	"gongkai/normalize/check"
)

// A Type tells how the values of a column are to be read.
type Type string

const (
	Text    Type = "text"
	Integer Type = "integer"
	Decimal Type = "decimal" // exact, as printed without separators
)

// A Column is one column of a Sheet.
type Column struct {
	Name  string // as in the header
	Label string // the same for Chinese readers, in the dictionary
	Type  Type
	Help  string  // what it holds
	Width float64 // in a workbook, in characters
}

// The names of the flat sheets in a workbook.
const (
	tablesTitle   = "表格 Tables"
	factsTitle    = "数据 Facts"
	findingsTitle = "核对 Findings"
)

// A Sheet is one flat table of the output. Values are texts; "" is blank.
type Sheet struct {
	Name    string // file name without ending, English
	Title   string // name for people
	Help    string
	Key     string // column whose value names a row within the document; "" when none does
	Refs    []Ref  // columns that name rows of other sheets
	Columns []Column
	Rows    iter.Seq[[]string] // made one at a time: a document may have very many
}

// A Ref says that a column, where it is not blank, holds the key of a sheet.
type Ref struct{ Column, Sheet string }

// rowsOf makes the rows of a sheet from the elements of a list.
func rowsOf[T any](list []T, row func(*T) []string) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		for i := range list {
			if !yield(row(&list[i])) {
				return
			}
		}
	}
}

// Empty tells whether the sheet has no row.
func (s *Sheet) Empty() bool {
	for range s.Rows {
		return false
	}
	return true
}

// column returns the index of a column.
func (s *Sheet) column(name string) int {
	return slices.IndexFunc(s.Columns, func(c Column) bool { return c.Name == name })
}

// Sheets lays the disclosure out flat: the tables, the facts, the findings and
// the records.
func Sheets(d *normalize.Disclosure) []Sheet {
	return append([]Sheet{tablesSheet(d), factsSheet(d), findingsSheet(d)}, recordSheets(d)...)
}

func tablesSheet(d *normalize.Disclosure) Sheet {
	s := Sheet{Name: "tables", Title: tablesTitle, Key: "table", Help: "公布的每张表一行 one line per published table", Columns: []Column{
		{"table", "表", Text, "id of the table in this document", 8},
		{"kind", "种类", Text, "kind of table, empty when none of the known kinds matches", 18},
		{"number", "表号", Text, "printed number, such as 表1", 12},
		{"title", "标题", Text, "printed title", 44},
		{"unit", "单位", Text, "unit of its amounts as printed for this table", 8},
		{"pages", "页", Text, "pages it stands on", 10},
		{"rows", "行数", Integer, "rows including the header", 8},
		{"columns", "列数", Integer, "columns", 8},
		{"header_rows", "表头行数", Integer, "rows of the header", 12},
		{"empty", "空表", Text, "true when published without a data row", 8},
		{"prepared_by", "编制单位", Text, "body named above the table", 30},
		{"note", "附注", Text, "note under the table", 40},
		{"method", "识别方式", Text, "what the cells were read from: ruled, mixed, aligned, tagged", 10},
		{"confidence", "可信度", Decimal, "share of cells of such tables that are right", 11},
	}}
	s.Rows = rowsOf(d.Tables, func(t *normalize.Table) []string {
		return []string{t.ID, t.Kind, t.Number, t.Title, t.Unit, pageRange(t.Pages), strconv.Itoa(t.Rows), strconv.Itoa(t.Cols),
			strconv.Itoa(t.HeaderRows), strconv.FormatBool(t.Empty), t.PreparedBy, t.Note, t.Method, strconv.FormatFloat(t.Confidence, 'f', 2, 64)}
	})
	return s
}

func factsSheet(d *normalize.Disclosure) Sheet {
	s := Sheet{Name: "facts", Title: factsTitle, Key: "fact", Refs: []Ref{{"table", "tables"}}, Help: "公布的每个金额一行 one line per printed amount", Columns: []Column{
		{"fact", "编号", Text, "id of the fact in this document", 8},
		{"table", "表", Text, "id of its table", 7},
		{"kind", "种类", Text, "kind of its table", 17},
		{"page", "页", Integer, "page of the PDF, from 1", 6},
		{"row", "行", Integer, "row in the table, from 0", 6},
		{"column", "列", Integer, "column in the table, from 0", 8},
		{"side", "栏侧", Text, "half of a table with two or three lists side by side", 12},
		{"code_system", "科目体系", Text, "functional, economic_department, economic_government, revenue", 20},
		{"code", "科目编码", Text, "subject code as printed, parts joined", 10},
		{"code_status", "编码核对", Text, "compared with the code list: known, unknown, name_mismatch, absent", 12},
		{"level", "级次", Text, "total, 类, 款, 项, unit, project, line", 8},
		{"name", "名称", Text, "printed name of the row without its enumerator and code", 34},
		{"label_path", "上级项目", Text, "names of the enclosing items, outermost first, joined by ' > '", 26},
		{"project", "项目", Text, "project named in the row", 26},
		{"measure", "指标", Text, "measure id, empty when the header is not known", 18},
		{"header", "表头", Text, "header texts above the amount, outermost first, joined by ' > '", 30},
		{"column_no", "栏次", Text, "printed column number", 9},
		{"amount", "金额", Decimal, "exact amount in the printed unit", 16},
		{"unit", "单位", Text, "元, 万元, 亿元; empty when not printed", 7},
		{"amount_yuan", "金额（元）", Decimal, "the same amount in 元", 18},
		{"amount_raw", "金额原文", Text, "the amount as printed", 16},
		{"x0", "左", Decimal, "left edge of the printed amount, points from the left of the page", 8},
		{"y0", "上", Decimal, "top edge, points from the top of the page", 8},
		{"x1", "右", Decimal, "right edge", 8},
		{"y1", "下", Decimal, "bottom edge", 8},
	}}
	s.Rows = rowsOf(d.Facts, func(f *normalize.Fact) []string {
		yuan := ""
		if f.AmountYuan != nil {
			yuan = f.AmountYuan.String()
		}
		row := []string{f.ID, f.Table, f.Kind, strconv.Itoa(f.At.Page), strconv.Itoa(f.Row), strconv.Itoa(f.Column), f.Side, f.CodeSystem, f.Code, f.CodeStatus,
			f.Level, f.Name, strings.Join(f.LabelPath, " > "), f.Project, f.Measure, strings.Join(f.MeasurePath, " > "), f.Number,
			f.Amount.String(), f.Unit, yuan, f.AmountRaw}
		return append(row, box(f.At.Box)...)
	})
	return s
}

func findingsSheet(d *normalize.Disclosure) Sheet {
	s := Sheet{Name: "findings", Title: findingsTitle, Refs: []Ref{{"table", "tables"}}, Help: "核对时发现的情况，不改动任何公布的数字 what was noticed; nothing of it changes a published value", Columns: []Column{
		{"severity", "程度", Text, "error: the document contradicts itself or something could not be carried over; warning: look at it; info", 9},
		{"rule", "规则", Text, "stable id of the check", 22},
		{"status", "结果", Text, "hold, rounding, fail, not_computable", 14},
		{"message_zh", "说明", Text, "the rule and what was seen, in Chinese", 60},
		{"message", "英文说明", Text, "what was seen, where, and what was done, in English", 60},
		{"text", "原文", Text, "the printed words or amount concerned", 20},
		{"table", "表", Text, "id of the table concerned", 7},
		{"page", "页", Integer, "page of the PDF, from 1", 6},
		{"lhs", "左边", Decimal, "left side of the identity", 16},
		{"rhs", "右边", Decimal, "right side", 16},
		{"difference", "差额", Decimal, "left side less right side", 14},
		{"facts", "涉及数据", Text, "ids of the facts concerned", 18},
		{"x0", "左", Decimal, "left edge of the place, points from the left of the page", 8},
		{"y0", "上", Decimal, "top edge, points from the top of the page", 8},
		{"x1", "右", Decimal, "right edge", 8},
		{"y1", "下", Decimal, "bottom edge", 8},
	}}
	s.Rows = rowsOf(d.Findings, func(f *trace.Finding) []string {
		page, at := "", make([]string, 4)
		if len(f.At) > 0 {
			page, at = strconv.Itoa(f.At[0].Page), box(f.At[0].Box)
		}
		row := []string{f.Severity.String(), f.Rule, string(f.Status), check.Message(f, check.Chinese), f.Message, f.Text, f.Table, page, f.Left, f.Right, f.Diff, strings.Join(f.Facts, " ")}
		return append(row, at...)
	})
	return s
}

// box writes the four edges of a box; blanks for an unknown one.
func box(r trace.Rect) []string {
	if r.IsZero() {
		return make([]string, 4)
	}
	out := make([]string, 0, 4)
	for _, v := range []float64{r.X0, r.Y0, r.X1, r.Y1} {
		out = append(out, strconv.FormatFloat(math.Round(v*100)/100, 'f', 2, 64)) // as in JSON
	}
	return out
}

// pageRange writes ascending pages as "3" or "3-5".
func pageRange(pages []int) string {
	if len(pages) == 0 {
		return ""
	}
	first, last := strconv.Itoa(pages[0]), strconv.Itoa(pages[len(pages)-1])
	if first == last {
		return first
	}
	return first + "-" + last
}

// Grid returns the cells of a published table as rows of texts; a merged cell
// stands once, at its top left.
func Grid(t *normalize.Table) [][]string {
	rows := make([][]string, t.Rows)
	for i := range rows {
		rows[i] = make([]string, t.Cols)
	}
	for _, c := range t.Cells {
		if c.Row < t.Rows && c.Col < t.Cols {
			rows[c.Row][c.Col] = c.Text
		}
	}
	return rows
}
