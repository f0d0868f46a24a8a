// Package export writes a disclosure for people and programs.
//
// In: a normalize.Disclosure. Out: bytes of JSON, CSV and XLSX. CSV and XLSX
// come from the same flat Sheets, so that a column has one name, one type and
// one explanation. Amounts are written as the exact decimals that were
// printed. The same disclosure gives the same bytes. It is the only package
// that knows excelize.
package export
