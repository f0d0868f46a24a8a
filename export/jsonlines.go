package export

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"

	"gongkai/extract"
	"gongkai/normalize"
)

// A line is one line of JSON Lines (jsonlines.org): what it is, the checksum of
// its document, and the object as in the JSON of the whole document.
type line struct {
	Type   string `json:"type"`
	SHA256 string `json:"sha256"`
	Data   any    `json:"data"`
}

// A head is what the line of the type "document" says: the document without
// its tables, text, facts, records and findings.
type head struct {
	SchemaVersion string                 `json:"schema_version"`
	Source        extract.Source         `json:"source"`
	Entity        normalize.Entity       `json:"entity"`
	Document      normalize.DocumentInfo `json:"document"`
	Coverage      normalize.Coverage     `json:"coverage"`
}

// JSONLines writes the document, every fact, every record and every finding on
// a line of its own, for programs that read a stream: the files of many
// documents may stand one after the other. The schema of a line is LineSchema.
func JSONLines(w io.Writer, d *normalize.Disclosure) error {
	out := bufio.NewWriter(w)
	l := lines{enc: json.NewEncoder(out), sha256: d.Source.SHA256}
	l.enc.SetEscapeHTML(false)
	d = withoutNil(d)
	l.write("document", head{d.SchemaVersion, d.Source, d.Entity, d.Document, d.Coverage})
	writeLines(&l, "fact", d.Facts)
	writeLines(&l, "project", d.Projects)
	writeLines(&l, "performance", d.Performance)
	writeLines(&l, "indicator", d.Indicators)
	writeLines(&l, "carryover", d.Carryovers)
	writeLines(&l, "narrative_fact", d.Narrative)
	writeLines(&l, "staffing", d.Staffing)
	writeLines(&l, "procurement", d.Procurement)
	writeLines(&l, "asset", d.Assets)
	writeLines(&l, "term", d.Glossary)
	writeLines(&l, "finding", d.Findings)
	if l.err == nil {
		l.err = out.Flush()
	}
	if l.err != nil {
		return fmt.Errorf("jsonl: %w", l.err)
	}
	return nil
}

// lines writes lines until the first error, which it keeps.
type lines struct {
	enc    *json.Encoder
	sha256 string
	err    error
}

func (l *lines) write(kind string, data any) {
	if l.err == nil {
		l.err = l.enc.Encode(line{kind, l.sha256, data})
	}
}

func writeLines[T any](l *lines, kind string, list []T) {
	for i := range list {
		l.write(kind, &list[i])
	}
}
