package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"gongkai/extract/trace"
	"gongkai/normalize"
)

// JSON writes the whole disclosure: one line per fact, cell, finding and
// section, so that two outputs can be compared line by line. The schema is
// Schema.
func JSON(w io.Writer, d *normalize.Disclosure) error {
	var raw bytes.Buffer
	enc := json.NewEncoder(&raw)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(withoutNil(d)); err != nil {
		return fmt.Errorf("json: %w", err)
	}
	var out bytes.Buffer
	if err := breakLines(&out, bytes.TrimSpace(raw.Bytes()), 0, lineDepth); err != nil {
		return fmt.Errorf("json: %w", err)
	}
	out.WriteByte('\n')
	_, err := w.Write(out.Bytes())
	return err
}

// lineDepth is how deep values are broken over lines: document, list of
// tables, table, list of cells.
const lineDepth = 4

// breakLines writes a JSON value with one member or element per line down to
// the given depth. Lists whose elements are scalars stay on one line.
func breakLines(out *bytes.Buffer, raw []byte, indent, depth int) error {
	if depth == 0 || len(raw) < 2 || raw[0] != '{' && (raw[0] != '[' || raw[1] != '{') || indent == 2 && isFlat(raw) {
		out.Write(raw)
		return nil
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	if _, err := dec.Token(); err != nil {
		return err
	}
	out.WriteByte(raw[0])
	for first := true; dec.More(); first = false {
		if !first {
			out.WriteByte(',')
		}
		out.WriteByte('\n')
		for i := 0; i <= indent; i++ {
			out.WriteByte(' ')
		}
		if raw[0] == '{' {
			key, err := dec.Token()
			if err != nil {
				return err
			}
			name, err := json.Marshal(key)
			if err != nil {
				return err
			}
			out.Write(name)
			out.WriteString(": ")
		}
		var value json.RawMessage
		if err := dec.Decode(&value); err != nil {
			return err
		}
		if err := breakLines(out, value, indent+1, depth-1); err != nil {
			return err
		}
	}
	out.WriteByte('\n')
	for i := 0; i < indent; i++ {
		out.WriteByte(' ')
	}
	out.WriteByte(raw[0] + 2)
	return nil
}

// isFlat tells whether an element of a list at the top is to stay on one line:
// all are, but the tables with their cells.
func isFlat(raw []byte) bool { return !bytes.Contains(raw, []byte(`"cells":[`)) }

// withoutNil returns a copy whose lists are empty rather than null.
func withoutNil(d *normalize.Disclosure) *normalize.Disclosure {
	out := *d
	out.Tables = append([]normalize.Table{}, d.Tables...)
	out.Facts = append([]normalize.Fact{}, d.Facts...)
	out.Sections = append([]normalize.Section{}, d.Sections...)
	out.Findings = append(out.Findings[:0:0], d.Findings...)
	if out.Findings == nil {
		out.Findings = []trace.Finding{}
	}
	for i := range out.Tables {
		t := &out.Tables[i]
		t.Pages = orEmpty(t.Pages)
		t.Columns = orEmpty(t.Columns)
		t.Cells = orEmpty(t.Cells)
		t.Locators = orEmpty(t.Locators)
		t.Columns = append([]normalize.Column{}, t.Columns...)
		for j := range t.Columns {
			t.Columns[j].Path = orEmpty(t.Columns[j].Path)
		}
	}
	for i := range out.Facts {
		out.Facts[i].LabelPath = orEmpty(out.Facts[i].LabelPath)
		out.Facts[i].MeasurePath = orEmpty(out.Facts[i].MeasurePath)
	}
	return &out
}

func orEmpty[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
