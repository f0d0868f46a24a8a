// Package export writes a disclosure for people and programs, and any document
// as Markdown and its tables as HTML.
//
// In: a normalize.Disclosure, or an extract.Document for the latter. Out: bytes
// of JSON, JSON Lines, CSV as a Data Package and XLSX; of Markdown and HTML.
// CSV, XLSX and the formats of packages sqlite and parquet come from the same
// flat Sheets, so that a column has one name, one type and one explanation.
// Amounts are written as the exact decimals that were printed. The same
// document gives the same bytes. It is the only package that knows excelize.
package export
