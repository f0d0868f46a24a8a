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
	b := &workbook{file: excelize.NewFile(), d: d, styles: map[look]int{}, footer: d.Source.File}
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
	if err := writeBook(w, b.file); err != nil {
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
	footer  string   // below every printed page
	names   []string // sheet of every table
	factAt  map[place]*normalize.Fact
	flagged map[place][]*trace.Finding // warnings and errors by cell
	target  map[int]place              // first cell that a finding concerns
	notices []string                   // what could not be written as it is
	noticed int                        // how much that was
}

// fixedTime stands for the times of the workbook: the same disclosure gives
// the same bytes.
const fixedTime = "2000-01-01T00:00:00Z"

// maxProperty is how many characters a property of a workbook may have.
const maxProperty = 255

// properties says what the workbook is.
func (b *workbook) properties(title, identifier string) error {
	return b.file.SetDocProps(&excelize.DocProperties{Created: fixedTime, Modified: fixedTime, Creator: "gongkai", LastModifiedBy: "gongkai",
		Title: shortened(printable(title), maxProperty), Identifier: identifier})
}

// prepare names the sheets and finds out which cell every fact and finding
// concerns.
func (b *workbook) prepare() error {
	if err := b.file.SetSheetName("Sheet1", aboutName); err != nil {
		return err
	}
	if err := b.properties(b.d.Document.Title, "sha256:"+b.d.Source.SHA256); err != nil {
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
