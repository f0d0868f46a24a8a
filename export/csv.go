package export

import (
	"bytes"
	"encoding/csv"
	"io"
	"iter"
	"strings"

	"gongkai/normalize"
)

// TablesFile is the file that lists the tables of a document in its folder of
// CSV files.
const TablesFile = "tables.csv"

// csvOutputs writes NAME/documents.csv, facts.csv, findings.csv, tables.csv, a
// file per kind of record, one file per table as published, and the descriptor
// that makes them a Data Package.
func csvOutputs(name string, d *normalize.Disclosure, enc Encoding) []Output {
	var out []Output
	for _, s := range WithDocument(d) {
		out = append(out, Output{name + "/" + s.Name + ".csv", func(w io.Writer) error {
			return enc.encode(w, func(w io.Writer) error { return writeSheet(w, s) })
		}})
	}
	out = append(out, gridOutputs(name, d, enc)...)
	return append(out, Output{name + "/" + PackageFile, func(w io.Writer) error { return writePackage(w, describe(d, enc)) }})
}

// CSV writes a sheet as RFC 4180: UTF-8 with a byte order mark, lines ended by
// CR LF, the column names first.
func CSV(w io.Writer, s Sheet) error {
	return UTF8.encode(w, func(w io.Writer) error { return writeSheet(w, s) })
}

func writeSheet(w io.Writer, s Sheet) error {
	return writeRows(w, s.Columns, func(yield func([]string) bool) {
		if yield(header(s.Columns)) {
			s.Rows(yield)
		}
	})
}

// header returns the names of columns.
func header(columns []Column) []string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.Name
	}
	return names
}

// writeRows writes rows of values; columns tell their types, nil for texts.
func writeRows(w io.Writer, columns []Column, rows iter.Seq[[]string]) error {
	out := newCSVWriter(w, columns)
	for row := range rows {
		if err := out.Write(row); err != nil {
			return err
		}
	}
	return nil
}

// A CSVWriter writes rows as CSV does.
type CSVWriter struct {
	to      io.Writer
	columns []Column     // nil for texts
	one     bytes.Buffer // a row; the own CR LF of csv would also stand inside values
	csv     *csv.Writer  // writes to it
	safe    []string
}

func newCSVWriter(w io.Writer, columns []Column) *CSVWriter {
	out := &CSVWriter{to: w, columns: columns}
	out.csv = csv.NewWriter(&out.one)
	return out
}

// NewCSVWriter begins the file of a sheet whose rows come one by one, from many
// documents.
func NewCSVWriter(w io.Writer, columns []Column) (*CSVWriter, error) {
	out := newCSVWriter(w, columns)
	return out, UTF8.encode(w, func(io.Writer) error { return out.Write(header(columns)) })
}

// Write writes a row of as many values as there are columns.
func (w *CSVWriter) Write(row []string) error {
	w.safe = append(w.safe[:0], row...)
	for i, v := range row {
		if w.columns == nil || w.columns[i].Type == Text {
			w.safe[i] = neutral(v)
		}
	}
	if err := w.csv.Write(w.safe); err != nil {
		return err
	}
	w.csv.Flush()
	w.one.Truncate(w.one.Len() - len("\n"))
	w.one.WriteString("\r\n")
	_, err := w.one.WriteTo(w.to)
	return err
}

// neutral puts an apostrophe before a text that a spreadsheet would run as a
// formula (OWASP, CSV injection). Plain numbers and lone dashes are no
// formulas and stay as printed.
func neutral(s string) string {
	if s == "" || !strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return s
	}
	if strings.Trim(s[1:], "0123456789.,") == "" && s[0] == '-' {
		return s
	}
	return "'" + s
}
