package export

import (
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"gongkai/extract/trace"
	"gongkai/normalize"
)

// XLSX writes one workbook: a sheet about the document, one per table as
// published, all facts, all findings, and a data dictionary. Only amounts that
// became facts are numbers; everything else printed stays text, codes above
// all. A blank cell stays blank.
func XLSX(w io.Writer, d *normalize.Disclosure) (err error) {
	b := &workbook{file: excelize.NewFile(), d: d, styles: map[string]int{}}
	defer func() {
		if e := b.file.Close(); err == nil {
			err = e
		}
	}()
	for _, step := range []func() error{b.prepare, b.about, b.tables, b.facts, b.findings, b.dictionary} {
		if err := step(); err != nil {
			return fmt.Errorf("xlsx: %w", err)
		}
	}
	b.file.SetActiveSheet(0)
	if _, err := b.file.WriteTo(w); err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	return nil
}

// A workbook is one XLSX file being made.
type workbook struct {
	file    *excelize.File
	d       *normalize.Disclosure
	styles  map[string]int              // by description
	names   []string                    // sheet of every table
	factAt  map[[3]int]*normalize.Fact  // by index of the table, row and column
	flagged map[[3]int][]*trace.Finding // findings by cell of a table
	target  map[int][3]int              // first cell that a finding concerns
}

// prepare names the sheets and finds out which cell every fact and finding
// concerns.
func (b *workbook) prepare() error {
	index := map[string]int{}
	for i, t := range b.d.Tables {
		index[t.ID] = i
		b.names = append(b.names, sheetName(t, b.names))
	}
	b.factAt = map[[3]int]*normalize.Fact{}
	byID := map[string]*normalize.Fact{}
	for i := range b.d.Facts {
		f := &b.d.Facts[i]
		byID[f.ID] = f
		if t, ok := index[f.Table]; ok {
			b.factAt[[3]int{t, f.Row, f.Column}] = f
		}
	}
	b.flagged, b.target = map[[3]int][]*trace.Finding{}, map[int][3]int{}
	for i := range b.d.Findings {
		f := &b.d.Findings[i]
		for k, key := range b.placesOf(f, index, byID) {
			if k == 0 {
				b.target[i] = key
			}
			if f.Severity != trace.Info {
				b.flagged[key] = append(b.flagged[key], f)
			}
		}
	}
	return nil
}

// placesOf returns the cells a finding concerns: those of its facts, or the
// one whose box it points at.
func (b *workbook) placesOf(f *trace.Finding, index map[string]int, byID map[string]*normalize.Fact) [][3]int {
	var out [][3]int
	for _, id := range f.Facts {
		if fact := byID[id]; fact != nil {
			out = append(out, [3]int{index[fact.Table], fact.Row, fact.Column})
		}
	}
	t, ok := index[f.Table]
	if len(out) > 0 || !ok || len(f.At) == 0 {
		return out
	}
	at := f.At[0]
	for _, c := range b.d.Tables[t].Cells {
		if c.Text != "" && c.Page == at.Page && c.BBox.Contains(at.Box.CenterX(), at.Box.CenterY()) {
			return [][3]int{{t, c.Row, c.Col}}
		}
	}
	return nil
}

// maxSheetName is Excel's limit in characters.
const maxSheetName = 31

// sheetName makes a legal name that no other sheet has: "T2 部门收入总表".
func sheetName(t normalize.Table, taken []string) string {
	clean := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, r) || r < ' ' {
			return -1
		}
		return r
	}, t.Title)
	runes := []rune(strings.TrimSpace(t.ID + " " + clean))
	if len(runes) > maxSheetName {
		runes = runes[:maxSheetName]
	}
	name := strings.TrimSpace(string(runes))
	for _, n := range taken {
		if strings.EqualFold(n, name) {
			return t.ID
		}
	}
	return name
}

// cell names a cell; both numbers count from 1.
func cell(row, col int) string {
	name, err := excelize.CoordinatesToCellName(col, row)
	if err != nil { // beyond Excel's last column or row: the sheet ends there
		return "A1"
	}
	return name
}

// link writes a formula-free link to a cell of another sheet.
func (b *workbook) link(sheet string, at, target, targetCell string) error {
	return b.file.SetCellHyperLink(sheet, at, "'"+strings.ReplaceAll(target, "'", "''")+"'!"+targetCell, "Location")
}

// maxCellText is Excel's limit in characters.
const maxCellText = 32767

// text writes a text cell. Control characters that XML cannot hold are left
// out and texts beyond Excel's limit are cut; CSV and JSON hold them whole.
func (b *workbook) text(sheet, at, s string, style int) error {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, s)
	if r := []rune(s); len(r) > maxCellText {
		s = string(r[:maxCellText-1]) + "…"
	}
	if s != "" {
		if err := b.file.SetCellStr(sheet, at, s); err != nil {
			return err
		}
	}
	return b.file.SetCellStyle(sheet, at, at, style)
}

// exact writes a number by its decimal text: it never becomes a binary
// fraction on the way.
func (b *workbook) exact(sheet, at, decimal string, style int) error {
	if err := b.file.SetCellDefault(sheet, at, decimal); err != nil {
		return err
	}
	return b.file.SetCellStyle(sheet, at, at, style)
}
