package export

import (
	"io"
	"slices"

	"gongkai/normalize"
)

// TableFiles returns the CSV files of the tables of a document: the list
// NAME/tables.csv, and NAME/T1.csv and so on, each a table as published.
func TableFiles(name string, d *normalize.Disclosure) []Output {
	list := tablesSheet(d)
	out := []Output{{name + "/" + TablesFile, func(w io.Writer) error { return CSV(w, list) }}}
	return append(out, gridOutputs(name, d, UTF8)...)
}

// gridOutputs are the files of the tables as published.
func gridOutputs(name string, d *normalize.Disclosure, enc Encoding) []Output {
	var out []Output
	for i := range d.Tables {
		t := &d.Tables[i]
		out = append(out, Output{name + "/" + t.ID + ".csv", func(w io.Writer) error {
			return enc.encode(w, func(w io.Writer) error { return writeRows(w, nil, slices.Values(Grid(t))) })
		}})
	}
	return out
}

// CSVTables writes the tables of a document as published, one below the other
// with an empty line between them, as CSV writes a sheet.
func CSVTables(w io.Writer, d *normalize.Disclosure) error {
	mark := byteOrderMark
	for i := range d.Tables {
		if i > 0 {
			mark = "\r\n"
		}
		if _, err := io.WriteString(w, mark); err != nil {
			return err
		}
		if err := writeRows(w, nil, slices.Values(Grid(&d.Tables[i]))); err != nil {
			return err
		}
	}
	return nil
}
