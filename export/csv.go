package export

import (
	"encoding/csv"
	"io"
	"iter"
	"strings"

	"gongkai/normalize"
)

// TablesFile is the file that lists the tables of a document in its folder of
// CSV files.
const TablesFile = "tables.csv"

// byteOrderMark makes spreadsheets read the file as UTF-8.
const byteOrderMark = "\uFEFF"

// csvOutputs writes NAME/facts.csv, NAME/findings.csv, NAME/tables.csv, a file per
// kind of record and one
// file per table as published.
func csvOutputs(name string, d *normalize.Disclosure) []Output {
	var out []Output
	for _, s := range Sheets(d) {
		out = append(out, Output{name + "/" + s.Name + ".csv", func(w io.Writer) error { return CSV(w, s) }})
	}
	return append(out, TableFiles(name, d)[1:]...) // its list is one of the sheets
}

// CSV writes a sheet as RFC 4180: UTF-8 with a byte order mark, lines ended by
// CR LF, the column names first.
func CSV(w io.Writer, s Sheet) error {
	header := make([]string, len(s.Columns))
	for i, c := range s.Columns {
		header[i] = c.Name
	}
	return writeCSV(w, s.Columns, func(yield func([]string) bool) {
		if yield(header) {
			s.Rows(yield)
		}
	})
}

// writeCSV writes a file of rows: see writeRows.
func writeCSV(w io.Writer, columns []Column, rows iter.Seq[[]string]) error {
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return err
	}
	return writeRows(w, columns, rows)
}

// writeRows writes rows of values; columns tell their types, nil for texts.
func writeRows(w io.Writer, columns []Column, rows iter.Seq[[]string]) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	for row := range rows {
		safe := make([]string, len(row))
		for i, v := range row {
			safe[i] = v
			if columns == nil || columns[i].Type == Text {
				safe[i] = neutral(v)
			}
		}
		if err := out.Write(safe); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
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
