package extract

import (
	"fmt"
	"strconv"
	"strings"

	"gongkai/extract/page"
	"gongkai/extract/trace"
)

// A PageRange is the pages First to Last, both included and numbered from 1.
// Last 0 stands for the end of the file.
type PageRange struct{ First, Last int }

// A PageSet is a choice of pages of a file. The zero value is all of them.
type PageSet []PageRange

// ParsePages reads a choice of pages as people write it: "3", "3-9",
// "1,4-6,20-", parts joined by commas. "" is all pages.
func ParsePages(s string) (PageSet, error) {
	var out PageSet
	if strings.TrimSpace(s) == "" {
		return out, nil
	}
	for _, part := range strings.Split(s, ",") {
		part = strings.TrimSpace(part)
		first, last, span := strings.Cut(part, "-")
		r := PageRange{}
		var err error
		if r.First, err = pageNumber(first); err == nil {
			switch {
			case !span:
				r.Last = r.First
			case strings.TrimSpace(last) != "":
				r.Last, err = pageNumber(last)
			}
		}
		if err != nil || r.Last != 0 && r.Last < r.First {
			return nil, fmt.Errorf("pages %q: expected page numbers from 1 such as 3, 3-9 or 20-", part)
		}
		out = append(out, r)
	}
	return out, nil
}

// pageNumber reads a number from 1 on.
func pageNumber(s string) (int, error) {
	n, err := strconv.Atoi(strings.TrimSpace(s))
	if err == nil && n < 1 {
		err = strconv.ErrRange
	}
	return n, err
}

// Has tells whether page n, from 1, belongs to the choice.
func (s PageSet) Has(n int) bool {
	for _, r := range s {
		if n >= r.First && (r.Last == 0 || n <= r.Last) {
			return true
		}
	}
	return len(s) == 0
}

// String writes the choice as ParsePages reads it.
func (s PageSet) String() string {
	var parts []string
	for _, r := range s {
		part := strconv.Itoa(r.First)
		switch r.Last {
		case r.First:
		case 0:
			part += "-"
		default:
			part += "-" + strconv.Itoa(r.Last)
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, ",")
}

// chosenPages gives the chosen pages of a file; the others are nil.
type chosenPages struct {
	pageSource
	pages PageSet
}

// Page returns page n, or nil without an error when it is not chosen.
func (c chosenPages) Page(n int) (*page.Page, error) {
	if !c.pages.Has(n) {
		return nil, nil
	}
	return c.pageSource.Page(n)
}

// any tells whether the file has a chosen page.
func (c chosenPages) any() bool {
	for n := 1; n <= c.NumPages(); n++ {
		if c.pages.Has(n) {
			return true
		}
	}
	return false
}

// finding tells that pages were left out: what stands there is missing.
func (c chosenPages) finding() trace.Finding {
	return trace.Finding{
		Rule: "pages.chosen", Status: trace.NotComputable, Severity: trace.Info,
		Message: fmt.Sprintf("only pages %s of %d were read, as asked", c.pages, c.NumPages()),
	}
}
