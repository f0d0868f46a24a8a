// Package export writes a disclosure for people and programs.
//
// In: a normalize.Disclosure. Out: JSON, CSV and XLSX bytes. It is the only
// package that knows excelize.
package export

import (
	"encoding/json"
	"io"

	"gongkai/normalize"
)

// JSON writes the whole disclosure as one JSON document.
func JSON(w io.Writer, d *normalize.Disclosure) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	return enc.Encode(d)
}
