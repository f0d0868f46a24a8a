package export

import (
	"strconv"

	"gongkai/extract/trace"
	"gongkai/normalize"
)

// documentsTitle is the name of the sheet of documents in a workbook of many.
const documentsTitle = "文档 Documents"

// WithDocument are the sheets of a document in outputs of many: Sheets, led by
// the document itself.
func WithDocument(d *normalize.Disclosure) []Sheet {
	return append([]Sheet{Documents(d)}, Sheets(d)...)
}

// documentColumn leads the rows of sheets that many documents are in.
var documentColumn = Column{"document", "文档", Text, "sha256 of the published file", 20}

// Led puts the checksum of the document before the columns of a sheet. Its rows
// are valid until the next one.
func Led(s Sheet, sha256 string) Sheet {
	rows := s.Rows
	s.Columns = append([]Column{documentColumn}, s.Columns...)
	s.Rows = func(yield func([]string) bool) {
		led := []string{sha256}
		for row := range rows {
			if led = append(led[:1], row...); !yield(led) {
				return
			}
		}
	}
	return s
}

// Documents describes the document in one row; outputs that hold many
// documents have one such row each.
func Documents(d *normalize.Disclosure) Sheet {
	return Sheet{Name: "documents", Title: documentsTitle, Help: "每份文件一行 one line per document", Key: "sha256", Columns: []Column{
		{"sha256", "SHA-256", Text, "checksum of the published file", 20},
		{"file", "来源文件", Text, "base name of the published file", 40},
		{"title", "标题", Text, "printed title", 44},
		{"entity", "部门", Text, "body that publishes", 30},
		{"entity_kind", "部门类别", Text, "department, unit, government", 12},
		{"region", "地区", Text, "name of the division", 14},
		{"region_code", "区划代码", Text, "GB/T 2260", 10},
		{"year", "年度", Integer, "fiscal year", 7},
		{"kind", "类别", Text, "budget or final", 8},
		{"signed_on", "日期", Text, "printed date, ISO", 11},
		{"pages", "页数", Integer, "pages of the published file", 7},
		{"tables", "表数", Integer, "published tables", 8},
		{"facts", "数据", Integer, "printed amounts", 8},
		{"errors", "错误", Integer, "findings of severity error", 8},
		{"warnings", "警告", Integer, "findings of severity warning", 10},
		{"tool_version", "程序版本", Text, "version of gongkai that read the file", 14},
	}, Rows: func(yield func([]string) bool) {
		n := map[trace.Severity]int{}
		for _, f := range d.Findings {
			n[f.Severity]++
		}
		yield([]string{d.Source.SHA256, d.Source.File, d.Document.Title, d.Entity.Name, d.Entity.Kind, d.Entity.RegionName, d.Entity.RegionCode,
			year(d.Document.Year), d.Document.Kind, d.Document.SignedOn, strconv.Itoa(d.Source.Pages), strconv.Itoa(len(d.Tables)),
			strconv.Itoa(len(d.Facts)), strconv.Itoa(n[trace.Error]), strconv.Itoa(n[trace.Warning]), d.Source.Version})
	}}
}
