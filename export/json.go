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
// Schema; json.Unmarshal into a normalize.Disclosure reads it back.
func JSON(w io.Writer, d *normalize.Disclosure) error {
	var raw bytes.Buffer
	enc := json.NewEncoder(&raw)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(withoutNil(d)); err != nil {
		return fmt.Errorf("json: %w", err)
	}
	var out bytes.Buffer
	out.Grow(raw.Len() + raw.Len()/8)
	breakLines(&out, raw.Bytes())
	out.WriteByte('\n')
	_, err := w.Write(out.Bytes())
	return err
}

// breakLines copies compact JSON and puts every member and element on a line
// of its own, as far as that is good to read: objects and lists of objects are
// broken, but for those that lie in a list in a list (cells, columns) or in a
// list of the document itself (facts, findings, sections); of these only
// tables are. A list of numbers or texts stays on one line.
func breakLines(out *bytes.Buffer, raw []byte) {
	depth := 0   // open objects and lists
	broken := 0  // of them, broken over lines
	tables := -1 // depth of the list of tables while in it
	for i := 0; i < len(raw); i++ {
		c := raw[i]
		switch c {
		case '"':
			end := endOfString(raw, i)
			out.Write(raw[i:end])
			i = end - 1
		case '{', '[':
			out.WriteByte(c)
			if depth == broken && breaks(raw[i:], depth, tables >= 0) {
				broken++
				newLine(out, broken)
			}
			depth++
			if depth == 2 && bytes.HasSuffix(raw[:i], []byte(`"tables":`)) {
				tables = depth
			}
		case '}', ']':
			if depth == tables {
				tables = -1
			}
			if depth == broken {
				broken--
				newLine(out, broken)
			}
			depth--
			out.WriteByte(c)
		case ',':
			out.WriteByte(c)
			if depth == broken {
				newLine(out, broken)
			}
		case ':':
			out.WriteByte(c)
			if depth == broken {
				out.WriteByte(' ')
			}
		case '\n':
		default:
			out.WriteByte(c)
		}
	}
}

// breaks tells whether the value that raw begins with is broken over lines;
// depth counts the values around it.
func breaks(raw []byte, depth int, inTables bool) bool {
	filled := len(raw) > 1 && raw[1] != raw[0]+2
	if !filled || raw[0] == '[' && raw[1] != '{' {
		return false
	}
	return depth < 2 || inTables && depth < 4
}

// endOfString returns the index behind the JSON string that begins at i.
func endOfString(raw []byte, i int) int {
	for i++; raw[i] != '"'; i++ {
		if raw[i] == '\\' {
			i++
		}
	}
	return i + 1
}

func newLine(out *bytes.Buffer, indent int) {
	out.WriteByte('\n')
	for range indent {
		out.WriteByte(' ')
	}
}

// withoutNil returns a copy whose lists are empty rather than null.
func withoutNil(d *normalize.Disclosure) *normalize.Disclosure {
	out := *d
	out.Tables = append([]normalize.Table{}, d.Tables...)
	out.Facts = append([]normalize.Fact{}, d.Facts...)
	out.Projects, out.Performance, out.Indicators = orEmpty(d.Projects), orEmpty(d.Performance), orEmpty(d.Indicators)
	out.Carryovers, out.Narrative, out.Staffing = orEmpty(d.Carryovers), orEmpty(d.Narrative), orEmpty(d.Staffing)
	out.Procurement, out.Assets, out.Glossary = orEmpty(d.Procurement), orEmpty(d.Assets), orEmpty(d.Glossary)
	out.Sections = append([]normalize.Section{}, d.Sections...)
	out.Findings = append([]trace.Finding{}, d.Findings...)
	for i := range out.Tables {
		t := &out.Tables[i]
		t.Pages, t.Cells, t.Locators = orEmpty(t.Pages), orEmpty(t.Cells), orEmpty(t.Locators)
		t.Columns = append([]normalize.Column{}, t.Columns...)
		for j := range t.Columns {
			t.Columns[j].Path = orEmpty(t.Columns[j].Path)
		}
	}
	for i := range out.Facts {
		f := &out.Facts[i]
		f.LabelPath, f.MeasurePath = orEmpty(f.LabelPath), orEmpty(f.MeasurePath)
	}
	return &out
}

func orEmpty[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
