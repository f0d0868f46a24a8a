package batch

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"unicode/utf8"

	"gongkai/export"
	"gongkai/export/parquet"
	"gongkai/normalize"
)

const (
	documentsName = "documents" // the sheet of documents
	fileName      = "file"      // its column for the name of the file
)

// emptySheets are the sheets of the data set without rows, documents first.
var emptySheets = sync.OnceValue(func() []export.Sheet { return export.WithDocument(&normalize.Disclosure{}) })

// led puts the checksum of the document before the columns of a sheet; that of
// documents has it already.
func led(s export.Sheet, sha256 string) export.Sheet {
	if s.Name == documentsName {
		return s
	}
	return export.Led(s, sha256)
}

// plain turns sheets into the form of a Response.
func plain(all []export.Sheet, sha256 string) []Sheet {
	out := make([]Sheet, len(all))
	for i, s := range all {
		s = led(s, sha256)
		out[i] = Sheet{Name: s.Name, Rows: [][]string{}}
		for _, c := range s.Columns {
			out[i].Columns = append(out[i].Columns, c.Name)
			out[i].Types = append(out[i].Types, string(c.Type))
		}
		for row := range s.Rows {
			out[i].Rows = append(out[i].Rows, slices.Clone(row))
		}
	}
	return out
}

var (
	errTwice     = errors.New("stands twice")
	errReference = errors.New("leads to no row")
	errText      = errors.New("no UTF-8")
)

// sound holds that every output of the data set can hold the sheets of a
// document, so that one document cannot spoil the data set: keys are unique,
// references lead to them, texts are UTF-8, decimals fit.
func sound(sheets []export.Sheet) error {
	keys := map[string]map[string]bool{}
	for _, s := range sheets {
		at := slices.IndexFunc(s.Columns, func(c export.Column) bool { return c.Name == s.Key })
		if at < 0 {
			continue
		}
		seen := map[string]bool{}
		for row := range s.Rows {
			if seen[row[at]] {
				return fmt.Errorf("%s %s %q: %w", s.Name, s.Key, row[at], errTwice)
			}
			seen[row[at]] = true
		}
		keys[s.Name] = seen
	}
	for _, s := range sheets {
		refs := make([]map[string]bool, len(s.Columns))
		for _, r := range s.Refs {
			refs[slices.IndexFunc(s.Columns, func(c export.Column) bool { return c.Name == r.Column })] = keys[r.Sheet]
		}
		n := 0
		for row := range s.Rows {
			n++
			for i, v := range row {
				var err error
				switch {
				case v == "":
				case refs[i] != nil && !refs[i][v]:
					err = errReference
				case s.Columns[i].Type == export.Decimal && !parquet.Fits(v):
					err = parquet.ErrTooLong
				case !utf8.ValidString(v):
					err = errText
				}
				if err != nil {
					return fmt.Errorf("%s row %d, %s %q: %w", s.Name, n, s.Columns[i].Name, v, err)
				}
			}
		}
	}
	return nil
}
