// Package export writes a disclosure for people and programs, and any document
// as Markdown and its tables as HTML.
//
// In: a normalize.Disclosure, or an extract.Document for the latter. Out: bytes
// of JSON, JSON Lines, CSV as a Data Package and XLSX; of Markdown and HTML.
// CSV, XLSX and the formats of packages sqlite and parquet come from the same
// flat Sheets, so that a column has one name, one type and one explanation.
// Amounts are written as the exact decimals that were printed. The same
// document gives the same bytes. It is the only package that knows excelize.
//
// # Compatibility
//
// Within a major version of the module, the exported names of the packages
// extract, extract/trace, normalize, normalize/check, normalize/records,
// normalize/panel and export with those beneath it keep their meaning; names
// and fields are added. The same holds for the commands, flags and exit
// statuses of the program, and for the files: members of the JSON and columns of
// the flat sheets are added, not removed, while the major version of their
// schema (normalize.SchemaVersion, schema/CHANGELOG.md) stays the same. Which
// bytes a file has, the wording of messages, what packages export/internal/…
// and cmd/… hold, and what a better reading finds in a document may change with
// every version.
package export
