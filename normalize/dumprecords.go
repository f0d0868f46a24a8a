package normalize

import (
	"encoding/json"
	"fmt"
	"io"

	"gongkai/extract/trace"
)

// DumpRecords writes the records printed on a page (0: all), one a line: its
// kind, the page and the rest as JSON.
func (d *Disclosure) DumpRecords(w io.Writer, page int) error {
	r := &recordDump{w: w, page: page}
	for i := range d.Projects {
		r.line("project", d.Projects[i].At, d.Projects[i])
	}
	for i := range d.Performance {
		r.line("form", d.Performance[i].At, d.Performance[i])
	}
	for i := range d.Indicators {
		r.line("indicator", d.Indicators[i].At, d.Indicators[i])
	}
	for i := range d.Carryovers {
		r.line("carryover", d.Carryovers[i].At, d.Carryovers[i])
	}
	for i := range d.Staffing {
		r.line("staffing", d.Staffing[i].At, d.Staffing[i])
	}
	for i := range d.Procurement {
		r.line("procurement", d.Procurement[i].At, d.Procurement[i])
	}
	for i := range d.Assets {
		r.line("asset", d.Assets[i].At, d.Assets[i])
	}
	for i := range d.Glossary {
		r.line("term", d.Glossary[i].At, d.Glossary[i])
	}
	for i := range d.Narrative {
		r.line("narrative", d.Narrative[i].At, d.Narrative[i])
	}
	if page == 0 {
		r.line("coverage", nil, d.Coverage)
	}
	return r.err
}

// A recordDump writes lines until one fails.
type recordDump struct {
	w    io.Writer
	page int
	err  error
}

// line writes a record that stands on the page; its places are told by their
// pages alone.
func (r *recordDump) line(kind string, at []trace.Locator, record any) {
	on := r.page == 0
	var pages []int
	for _, l := range at {
		on = on || l.Page == r.page
		if n := len(pages); n == 0 || pages[n-1] != l.Page {
			pages = append(pages, l.Page)
		}
	}
	if !on || r.err != nil {
		return
	}
	fields := map[string]any{}
	text, err := json.Marshal(record)
	if err == nil {
		err = json.Unmarshal(text, &fields)
	}
	if err != nil {
		r.err = err
		return
	}
	delete(fields, "locators")
	var sorted []byte
	if sorted, r.err = json.Marshal(fields); r.err == nil {
		_, r.err = fmt.Fprintf(r.w, "%s p%v %s\n", kind, pages, sorted)
	}
}
