package pdf

import (
	"fmt"
	"strings"

	"gongkai/extract/page"
	"gongkai/extract/trace"
)

// A damage tells what was wrong with a file as a whole. What a damaged object
// held may be missing without any page showing it.
type damage struct {
	treeLost bool // the page tree was lost and made anew from the pages found
	streams  bool // an object stream is damaged
	objects  int  // objects that are not well formed
	leaves   int  // page objects found in the bytes; 0 when they were not looked for
}

// report adds to the first page what is missing in the file as a whole.
func (f *File) report(p *page.Page) {
	var all []string
	add := func(format string, args ...any) { all = append(all, fmt.Sprintf(format, args...)) }
	if f.damage.treeLost {
		add("it is cut off or damaged: its page tree is lost, and pages may be missing or out of order")
	}
	if f.stopped != nil {
		add("the pages behind page %d are not read: %v", len(f.pages), f.stopped)
	}
	if f.lost > 0 {
		add("%d parts of the page tree cannot be read: pages are missing", f.lost)
	}
	if f.damage.streams {
		add("a stream of objects is damaged: what it held may be missing or wrong")
	}
	if n := f.damage.objects; n > 0 {
		add("%d objects are damaged and were read as far as they make sense: text may be missing or wrong", n)
	}
	if len(all) > 0 {
		p.Incomplete = true
		f.tell(p, trace.Error, strings.Join(all, "; "))
		return
	}
	if n := f.damage.leaves - len(f.pages); n > 0 && f.stopped == nil {
		f.tell(p, trace.Warning, fmt.Sprintf("it holds %d pages that its page tree does not list: they were taken out, or the tree is damaged", n))
	}
}

// tell adds a finding about the file to a page.
func (f *File) tell(p *page.Page, severity trace.Severity, message string) {
	p.Findings = append(p.Findings, trace.Finding{
		Rule: "file.incomplete", Kind: "incomplete", Status: trace.NotComputable, Severity: severity,
		Message: "the file is not whole: " + message, At: []trace.Locator{{Page: p.Number}},
	})
}
