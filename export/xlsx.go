package export

import (
	"fmt"
	"io"
	"io/fs"
	"strconv"
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
func XLSX(w io.Writer, d *normalize.Disclosure) error { return writeWorkbook(w, d, d) }

// writeWorkbook writes the workbook of a document: its tables as printed, its
// facts and records as flat has them.
func writeWorkbook(w io.Writer, d, flat *normalize.Disclosure) (err error) {
	b := newWorkbook(d.Source.File)
	b.d, b.flat = d, flat
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
	if err := b.write(w); err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	return nil
}

// A place is a cell of a table of the disclosure.
type place struct{ table, row, col int }

// A workbook is one XLSX file being made.
type workbook struct {
	file   *excelize.File
	d      *normalize.Disclosure
	flat   *normalize.Disclosure // d with facts and records in the unit asked for
	parts  map[string]*part      // by the name of the sheet
	named  map[string][]byte     // named tables by their files
	styles map[look]int
	last   struct { // style that was asked for last, as cells that follow mostly look alike
		look look
		id   int
	}
	footer  string   // below every printed page
	names   []string // sheet of every table
	factAt  map[place]*normalize.Fact
	flagged map[place][]*trace.Finding // warnings and errors by cell
	target  map[int]place              // first cell that a finding concerns
	notices []string                   // what could not be written as it is
	noticed int                        // how much that was
}

// newWorkbook begins a workbook; footer stands below every printed page. It must
// be closed.
func newWorkbook(footer string) *workbook {
	return &workbook{file: excelize.NewFile(), parts: map[string]*part{}, named: map[string][]byte{}, styles: map[look]int{}, footer: footer}
}

// sheet makes a sheet, unless it is there, and sets it up for print, so many
// pages wide.
func (b *workbook) sheet(name string, pages int) (*part, error) {
	if _, err := b.file.NewSheet(name); err != nil {
		return nil, err
	}
	// The rows are not known to the library: what it would say of their extent is
	// wrong, and some readers stop there.
	if err := b.file.SetSheetDimension(name, ""); err != nil {
		return nil, err
	}
	b.parts[name] = new(part)
	return b.parts[name], b.printed(name, pages)
}

// table makes the first rows of a sheet a named table with filters. For every
// table the library reads again all that there are: it finds a stub of each,
// until the workbook is written.
func (b *workbook) table(sheet, name string, rows int, columns []Column) error {
	// The library takes the names of the columns from cells of its own.
	for i, c := range columns {
		if err := b.file.SetCellDefault(sheet, cell(1, i+1), c.Name); err != nil {
			return err
		}
	}
	if err := b.file.AddTable(sheet, &excelize.Table{Range: "A1:" + cell(rows, len(columns)), Name: name, StyleName: tableStyle}); err != nil {
		return err
	}
	id := strconv.Itoa(len(b.named) + 1)
	file := "xl/tables/table" + id + ".xml"
	whole, _ := b.file.Pkg.Load(file)
	xml, ok := whole.([]byte)
	if !ok {
		return fmt.Errorf("%s: %w", file, fs.ErrNotExist)
	}
	b.named[file] = xml
	b.file.Pkg.Store(file, []byte(`<table id="`+id+`" name="`+name+`"/>`))
	return nil
}

// freeze keeps the first rows of a sheet in sight.
func (b *workbook) freeze(sheet string, rows int) error {
	if rows == 0 {
		return nil
	}
	return b.file.SetPanes(sheet, &excelize.Panes{Freeze: true, YSplit: rows, TopLeftCell: cell(rows+1, 1), ActivePane: "bottomLeft"})
}

// repeat prints rows again on every page of a sheet, and its first columns, which
// may be none.
func (b *workbook) repeat(sheet string, first, last, columns int) error {
	at := "'" + sheet + "'!$"
	rows := at + strconv.Itoa(first) + ":$" + strconv.Itoa(last)
	if columns > 0 {
		rows = at + "A:$" + columnName(columns) + "," + rows
	}
	return b.file.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", Scope: sheet, RefersTo: rows})
}

// cell names a cell; both numbers count from 1.
func cell(row, col int) string {
	name, err := excelize.CoordinatesToCellName(col, row)
	if err != nil {
		return "" // beyond the last row or column; readers refuse it wherever it is used
	}
	return name
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
			if list := b.flagged[at]; f.Severity != trace.Info && (len(list) == 0 || list[len(list)-1] != f) { // it may name a fact twice
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
