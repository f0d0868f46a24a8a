package batch

import (
	"iter"

	"gongkai/export"
	"gongkai/normalize"
)

const (
	documentsName = "documents" // the sheet of documents
	fileName      = "file"      // its column for the name of the file
)

// documentColumn leads every other sheet: the checksum of the file that a row
// is from, which is the key of the sheet of documents.
var documentColumn = export.Column{Name: "document", Label: "文档", Type: export.Text, Help: "sha256 of the published file"}

// sheets lays a document out flat: the document itself in one row, then all
// sheets of package export, each row led by the checksum of the file.
func sheets(d *normalize.Disclosure) []export.Sheet {
	all := export.WithDocument(d)
	for i := range all {
		s := &all[i]
		if s.Name == documentsName {
			continue
		}
		s.Columns = append([]export.Column{documentColumn}, s.Columns...)
		s.Rows = led(d.Source.SHA256, s.Rows)
	}
	return all
}

// led puts a value before every row.
func led(by string, rows iter.Seq[[]string]) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		for row := range rows {
			if !yield(append([]string{by}, row...)) {
				return
			}
		}
	}
}

// plain turns sheets into the form of a Response.
func plain(all []export.Sheet) []Sheet {
	out := make([]Sheet, len(all))
	for i, s := range all {
		out[i] = Sheet{Name: s.Name, Rows: [][]string{}}
		for _, c := range s.Columns {
			out[i].Columns = append(out[i].Columns, c.Name)
		}
		for row := range s.Rows {
			out[i].Rows = append(out[i].Rows, row)
		}
	}
	return out
}
