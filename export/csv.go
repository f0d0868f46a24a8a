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
	header := make([]string, len(s.Columns))
	for i, c := range s.Columns {
		header[i] = c.Name
	}
	return writeRows(w, s.Columns, func(yield func([]string) bool) {
		if yield(header) {
			s.Rows(yield)
		}
	})
}

// writeRows writes rows of values; columns tell their types, nil for texts.
func writeRows(w io.Writer, columns []Column, rows iter.Seq[[]string]) error {
	var one bytes.Buffer // a row; the writer's own CR LF would also stand inside values
	out := csv.NewWriter(&one)
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
		out.Flush()
		one.Truncate(one.Len() - len("\n"))
		one.WriteString("\r\n")
		if _, err := one.WriteTo(w); err != nil {
			return err
		}
	}
	return nil
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
