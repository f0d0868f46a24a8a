package export

import (
	"errors"
	"fmt"
	"io"
	"strconv"

	"gongkai/normalize"
)

// A Book is one workbook of many documents: the list of documents, their
// tables, facts, findings and records on one sheet per kind, each row led by
// the number of its document, and a data dictionary. Tables as published stand
// in the workbooks of single documents. Rows wait compressed.
type Book struct {
	b         *workbook
	lists     map[string]*list
	documents int
}

// BookFile is the file of a workbook of many documents.
const BookFile = "gongkai.xlsx"

// lead is the first column of every sheet of a Book.
var lead = Column{"document", "文档", Integer, "number of the document in this workbook", 10}

// always are the sheets that a Book has though no document fills them, in order.
var always = []string{"documents", "tables", "facts", "findings"}

// NewBook begins a workbook. It must be closed.
func NewBook() (*Book, error) {
	k := &Book{b: newWorkbook("gongkai"), lists: map[string]*list{}}
	if err := k.begin(); err != nil {
		return nil, errors.Join(fmt.Errorf("xlsx: %w", err), k.Close())
	}
	return k, nil
}

func (k *Book) begin() error {
	if err := k.b.file.SetSheetName("Sheet1", documentsTitle); err != nil {
		return err
	}
	if err := k.b.properties("gongkai", ""); err != nil {
		return err
	}
	sheets := map[string]Sheet{}
	for _, s := range WithDocument(new(normalize.Disclosure)) {
		sheets[s.Name] = s
	}
	for _, name := range always {
		if err := k.list(sheets[name]).begin(); err != nil {
			return err
		}
	}
	return nil
}

// list returns the list that the rows of a sheet go to.
func (k *Book) list(s Sheet) *list {
	l := k.lists[s.Name]
	if l == nil {
		s.Columns = append([]Column{lead}, s.Columns...)
		l = k.b.list(s)
		k.lists[s.Name] = l
	}
	return l
}

// Add appends a document.
func (k *Book) Add(d *normalize.Disclosure) error {
	k.documents++
	number := strconv.Itoa(k.documents)
	facts, places := k.lists["facts"], map[string]*leads{}
	first := facts.next()
	for _, s := range Sheets(d) {
		if s.Empty() {
			continue
		}
		l, i, key := k.list(s), 0, s.column(s.Key)
		for row := range s.Rows {
			var to *leads
			switch s.Name {
			case "facts":
				at := facts.next()
				places[row[key]] = &at
			case "findings":
				to = findingLeads(d, i, places, s.column("facts")+1)
			}
			if err := l.add(append([]string{number}, row...), to); err != nil {
				return fmt.Errorf("xlsx: %s: %w", s.Name, err)
			}
			i++
		}
	}
	s := Documents(d)
	for row := range s.Rows {
		first.column = s.column("facts") + 1
		if len(d.Facts) == 0 {
			first.sheet = ""
		}
		if err := k.lists["documents"].add(append([]string{number}, row...), &first); err != nil {
			return fmt.Errorf("xlsx: %w", err)
		}
	}
	return nil
}

// findingLeads is the row of the first fact that a finding concerns; nil when
// it concerns none.
func findingLeads(d *normalize.Disclosure, finding int, places map[string]*leads, column int) *leads {
	for _, id := range d.Findings[finding].Facts {
		if at := places[id]; at != nil {
			return &leads{column: column, sheet: at.sheet, cell: at.cell}
		}
	}
	return nil
}

// Write ends the workbook and writes it; nothing can be added after.
func (k *Book) Write(w io.Writer) error {
	for _, s := range WithDocument(new(normalize.Disclosure)) {
		if l := k.lists[s.Name]; l != nil {
			if err := l.close(); err != nil {
				return fmt.Errorf("xlsx: %s: %w", s.Name, err)
			}
		}
	}
	if err := k.b.whole(dictionarySheet(WithDocument(new(normalize.Disclosure)))); err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	if err := k.b.write(w); err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	return nil
}

// Close lets go of the workbook.
func (k *Book) Close() error { return k.b.file.Close() }
