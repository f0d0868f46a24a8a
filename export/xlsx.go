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
// published, the list of tables, all facts, all findings, one per kind of record
// that the document holds, and a data dictionary. Only amounts that became facts or
// records are numbers; everything else printed stays text, codes above
// all. A blank cell stays blank.
func XLSX(w io.Writer, d *normalize.Disclosure) (err error) {
	b := &workbook{file: excelize.NewFile(), d: d, styles: map[look]int{}}
	defer func() {
		if e := b.file.Close(); err == nil {
			err = e
		}
	}()
	// What is written about the document comes last: it tells what had to be
	// left out of the other sheets.
	for _, step := range []func() error{b.prepare, b.tables, b.tableList, b.facts, b.findings, b.records, b.dictionary, b.about} {
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

// A place is a cell of a table of the disclosure.
type place struct{ table, row, col int }

// A workbook is one XLSX file being made.
type workbook struct {
	file    *excelize.File
	d       *normalize.Disclosure
	styles  map[look]int
	names   []string // sheet of every table
	factAt  map[place]*normalize.Fact
	flagged map[place][]*trace.Finding // warnings and errors by cell
	target  map[int]place              // first cell that a finding concerns
	notices []string                   // what could not be written as it is
}

// fixedTime stands for the times of the workbook: the same disclosure gives
// the same bytes.
const fixedTime = "2000-01-01T00:00:00Z"

// prepare names the sheets and finds out which cell every fact and finding
// concerns.
func (b *workbook) prepare() error {
	if err := b.file.SetSheetName("Sheet1", aboutName); err != nil {
		return err
	}
	err := b.file.SetDocProps(&excelize.DocProperties{Created: fixedTime, Modified: fixedTime, Creator: "gongkai", LastModifiedBy: "gongkai",
		Title: printable(b.d.Document.Title), Identifier: "sha256:" + b.d.Source.SHA256})
	if err != nil {
		return err
	}
	index := map[string]int{}
	for i, t := range b.d.Tables {
		index[t.ID] = i
		b.names = append(b.names, sheetName(t, b.names))
	}
	b.factAt = map[place]*normalize.Fact{}
	byID := map[string]*normalize.Fact{}
	for i := range b.d.Facts {
		f := &b.d.Facts[i]
		byID[f.ID] = f
		if t, ok := index[f.Table]; ok {
			b.factAt[place{t, f.Row, f.Column}] = f
		}
	}
	b.flagged, b.target = map[place][]*trace.Finding{}, map[int]place{}
	for i := range b.d.Findings {
		f := &b.d.Findings[i]
		for k, at := range b.placesOf(f, index, byID) {
			if k == 0 {
				b.target[i] = at
			}
			if f.Severity != trace.Info {
				b.flagged[at] = append(b.flagged[at], f)
			}
		}
	}
	return nil
}

// placesOf returns the cells a finding concerns: those of its facts, or those
// that its locators point at.
func (b *workbook) placesOf(f *trace.Finding, index map[string]int, byID map[string]*normalize.Fact) []place {
	var out []place
	for _, id := range f.Facts {
		if fact := byID[id]; fact != nil {
			out = append(out, place{index[fact.Table], fact.Row, fact.Column})
		}
	}
	t, ok := index[f.Table]
	if len(out) > 0 || len(f.At) == 0 {
		return out
	}
	for _, at := range f.At {
		if ok {
			out = append(out, b.cellsAt(t, at)...)
			continue
		}
		for i := range b.d.Tables {
			out = append(out, b.cellsAt(i, at)...)
		}
	}
	return out
}

// cellsAt returns the filled cell of a table that a locator points at, if any.
func (b *workbook) cellsAt(table int, at trace.Locator) []place {
	if at.Box.IsZero() {
		return nil
	}
	for _, c := range b.d.Tables[table].Cells {
		if c.Text != "" && c.Page == at.Page && c.BBox.Contains(at.Box.CenterX(), at.Box.CenterY()) {
			return []place{{table, c.Row, c.Col}}
		}
	}
	return nil
}

// maxSheetName is Excel's limit in characters.
const maxSheetName = 31

// sheetName makes a legal name that no other sheet has: "T2 部门收入总表".
func sheetName(t normalize.Table, taken []string) string {
	clean := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, r) {
			return -1
		}
		return r
	}, printable(t.Title))
	name := t.ID
	for _, r := range " " + clean {
		if len([]rune(name)) < maxSheetName {
			name += string(r)
		}
	}
	name = strings.TrimSpace(name)
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
	if err != nil {
		return "" // beyond the last row or column; excelize refuses it wherever it is used
	}
	return name
}

// link makes a cell lead to a cell of another sheet; the look says so.
func (b *workbook) link(sheet, at, target, targetCell string) error {
	return b.file.SetCellHyperLink(sheet, at, "'"+target+"'!"+targetCell, "Location")
}

// maxCellText is Excel's limit in characters.
const maxCellText = 32767

// text writes a text cell. Control characters, which XML cannot hold, are left
// out and texts beyond Excel's limit are cut; a notice says so. CSV and JSON
// hold them whole.
func (b *workbook) text(sheet, at, s string, l look) error {
	clean := printable(s)
	if clean != s {
		b.notices = append(b.notices, fmt.Sprintf("%s!%s：已去除控制字符 control characters left out", sheet, at))
	}
	if r := []rune(clean); len(r) > maxCellText {
		clean = string(r[:maxCellText-1]) + "…"
		b.notices = append(b.notices, fmt.Sprintf("%s!%s：超出单元格上限，已截断；全文见 JSON、CSV text cut, whole in JSON and CSV", sheet, at))
	}
	if clean != "" {
		if err := b.file.SetCellStr(sheet, at, clean); err != nil {
			return err
		}
	}
	return b.dress(sheet, at, l)
}

// printable leaves out the characters that XML cannot hold.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, s)
}

// maxDigits is how many digits a spreadsheet keeps of a number.
const maxDigits = 15

// exact writes a number by its decimal text: it never becomes a binary
// fraction on the way. One with more digits than a spreadsheet keeps is
// written as text.
func (b *workbook) exact(sheet, at, decimal string, l look) error {
	digits := 0
	for _, r := range strings.TrimLeft(decimal, "-0.") {
		if r != '.' {
			digits++
		}
	}
	if digits > maxDigits {
		l.number, l.text = false, true
		return b.text(sheet, at, decimal, l)
	}
	if err := b.file.SetCellDefault(sheet, at, decimal); err != nil {
		return err
	}
	return b.dress(sheet, at, l)
}

func (b *workbook) dress(sheet, at string, l look) error {
	style, err := b.style(l)
	if err != nil {
		return err
	}
	return b.file.SetCellStyle(sheet, at, at, style)
}
