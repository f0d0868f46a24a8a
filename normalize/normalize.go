// Package normalize maps the tables of a document to subject codes, measures
// and facts.
//
// In: an extract.Document. Out: a Disclosure: tables with kind, unit and
// column meanings; one Fact per printed amount with page and box; findings for
// whatever could not be carried over. Kinds, titles, header vocabulary and
// code lists are embedded data files of normalize/kinds and normalize/codes.
package normalize

import (
	"fmt"
	"slices"

	"gongkai/extract"
	"gongkai/extract/trace"
	"gongkai/normalize/codes"
	"gongkai/normalize/kinds"
)

// normalizer holds what the tables of one document share.
type normalizer struct {
	cat    *kinds.Catalogue
	codes  *codes.List
	bodies []string // names of bodies the document prints
	out    *Disclosure
}

// Normalize reads a document as a disclosure. A document without a budget
// table gives its tables with kind "" and no facts.
func Normalize(doc *extract.Document) *Disclosure {
	out := &Disclosure{SchemaVersion: SchemaVersion, Source: doc.Source, Tables: []Table{}, Facts: []Fact{}, Sections: []Section{}, Findings: append([]trace.Finding{}, doc.Findings...)}
	n := &normalizer{out: out}
	var err error
	if n.cat, err = kinds.Default(); err == nil {
		n.codes, err = codes.Default()
	}
	if err != nil {
		out.Findings = append(out.Findings, trace.Finding{Rule: "data.unreadable", Status: trace.NotComputable, Severity: trace.Error, Message: err.Error()})
		return out
	}
	tables := doc.Tables()
	captions := make([]kinds.Caption, len(tables))
	for i, t := range tables {
		var lines []string
		for _, l := range t.Caption {
			lines = append(lines, l.Text)
		}
		captions[i] = n.cat.ParseCaption(lines)
	}
	n.readDocument(doc, captions)
	i, heading := 0, ""
	for _, b := range doc.Blocks {
		switch {
		case b.Heading != nil:
			heading = b.Heading.Text
		case b.Paragraph != nil:
			heading = b.Paragraph.Text
			if b.Paragraph.Role == extract.Contents {
				out.Contents = append(out.Contents, Paragraph{Text: b.Paragraph.Text, Lines: b.Paragraph.Lines})
			}
		case b.Table != nil:
			n.readTable(b.Table, captions[i], heading)
			heading = ""
			i++
		}
	}
	out.Sections = append(out.Sections, sections(doc.Outline())...)
	n.noBudgetTable(doc)
	return out
}

// RuleNoBudgetTable is the rule of the finding about a document in which no
// table is of a known kind.
const RuleNoBudgetTable = "document.no_budget_table"

// noBudgetTable reports a document without a budget table, unless nothing at
// all could be read of it.
func (n *normalizer) noBudgetTable(doc *extract.Document) {
	known := slices.ContainsFunc(n.out.Tables, func(t Table) bool { return t.Kind != "" })
	if known || len(doc.Blocks) == 0 {
		return
	}
	n.out.Findings = append(n.out.Findings, trace.Finding{
		Rule: RuleNoBudgetTable, Status: trace.NotComputable, Severity: trace.Warning,
		Message: fmt.Sprintf("no table of a known kind of budget or final accounts; the %d tables are given as they are, without a kind", len(n.out.Tables)),
	})
}
