// Package records reads what a disclosure says beyond its amount tables:
// projects, performance targets, balances carried over, people, procurement,
// assets, terms, and what each sentence says about an amount.
//
// In: a normalize.Disclosure with tables, facts and sections. Out: its lists
// of records, each with the printed words, page and box. Every amount of a
// record is printed in the document; what is computed has "derived" in its
// name. The words that labels, headings and sentences use stand in the
// embedded files under data.
package records

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"gongkai/extract/trace"
	"gongkai/normalize"
	"gongkai/normalize/kinds"
	"gongkai/normalize/printed"
)

// Options are the settings of Read.
type Options struct {
	// PersonalData keeps the names of contact persons and project leaders and
	// telephone numbers, which performance forms print.
	PersonalData bool
}

// Read fills in the records of a disclosure. What could not be read for want
// of its vocabulary becomes a finding.
func Read(d *normalize.Disclosure, options Options) {
	v, err := load()
	if err != nil {
		d.Findings = append(d.Findings, trace.Finding{Rule: "data.unreadable", Status: trace.NotComputable, Severity: trace.Error, Message: err.Error()})
		return
	}
	cat, err := kinds.Default()
	if err != nil {
		return // told when the tables were read
	}
	r := &reader{vocabulary: v, cat: cat, d: d, options: options, folded: map[string]string{}, fits: map[titleOf]bool{}}
	r.collect(d.Sections, nil, nil)
	r.readForms()
	r.readCarryovers()
	r.readProjects()
	r.readStaffing()
	r.readProcurement()
	r.readAssets()
	r.readGlossary()
	r.readNarrative()
	r.cover()
}

// reader holds what the record readers share.
type reader struct {
	*vocabulary
	cat      *kinds.Catalogue
	d        *normalize.Disclosure
	options  Options
	passages []*passage
	folded   map[string]string // names by how they are printed
	fits     map[titleOf]bool  // whether headings fit expressions
}

// titleOf is a heading held against an expression.
type titleOf struct {
	e     *regexp.Regexp
	title string
}

// A passage is a heading or a paragraph of the narrative.
type passage struct {
	printed.Text
	paragraph normalize.Paragraph
	heading   bool
	level     int      // of the heading above, or its own
	scope     []string // headings above, outermost first, its own included
	titles    []string // the same folded
	at        []trace.Locator
	lead      *string // the title that the paragraph begins with; nil when not looked for
	taken     bool    // told by records of another kind than narrative facts
	limits    bool    // of those that are taken: prices in it are narrative facts
	told      []int   // bytes at which amounts begin that a record tells
}

// collect lists the headings and paragraphs in reading order.
func (r *reader) collect(sections []normalize.Section, above, aboveFolded []string) {
	for i := range sections {
		s := &sections[i]
		scope, titles := above, aboveFolded
		if s.Title != "" {
			title := printed.New(s.Title)
			scope, titles = append(slices.Clone(above), s.Title), append(slices.Clone(aboveFolded), title.Folded)
			r.passages = append(r.passages, &passage{Text: title, heading: true, level: s.Level, scope: scope, titles: titles, at: s.At})
		}
		for _, p := range s.Paragraphs {
			r.passages = append(r.passages, &passage{Text: printed.New(p.Text), paragraph: p, level: s.Level, scope: scope, titles: titles})
		}
		r.collect(s.Children, scope, titles)
	}
}

// where returns where the bytes from..to of the folded text are printed.
func (p *passage) where(from, to int) []trace.Locator {
	if p.heading {
		return p.at
	}
	return p.paragraph.At(p.Source(from), p.End(to))
}

// under tells whether a heading above the passage, or the title that its
// paragraph begins with, fits the expression.
func (r *reader) under(p *passage, e expression) bool {
	if p.lead == nil {
		p.lead = new(string)
		if m := r.narrative.Lead.FindStringSubmatchIndex(p.Folded); m != nil && !p.heading && p.Folded[m[0]:m[1]] != p.Folded {
			*p.lead = p.Folded[m[0]:m[1]]
		}
	}
	return *p.lead != "" && e.match(*p.lead) || slices.ContainsFunc(p.titles, func(title string) bool {
		k := titleOf{e.Regexp, title}
		fits, known := r.fits[k]
		if !known {
			fits = e.match(title)
			r.fits[k] = fits
		}
		return fits
	})
}

// sentence returns the range of the sentence around the bytes from..to.
func (p *passage) sentence(from, to int) (int, int) {
	const ends = "。;；"
	start := 0
	for _, e := range []string{"。", ";"} {
		if i := strings.LastIndex(p.Folded[:from], e); i >= 0 {
			start = max(start, i+len(e))
		}
	}
	if i := strings.IndexAny(p.Folded[to:], ends); i >= 0 {
		to += i + 1
		for to < len(p.Folded) && p.Folded[to]&0xc0 == 0x80 {
			to++
		}
		return start, to
	}
	return start, len(p.Folded)
}

// number reads a printed number; nil when it is none, such as 1.5.0.
func number(t *printed.Text, g group) *normalize.Decimal {
	if !g.found() {
		return nil
	}
	d, err := normalize.ParseAmount(strings.TrimRight(t.Print(g.from, g.to), ",."))
	if err != nil {
		return nil
	}
	return &d
}

// unitText returns a unit without the white space that its printing may hold;
// full-width signs stay as printed.
func unitText(t *printed.Text, g group) string {
	return strings.Join(strings.Fields(t.Print(g.from, g.to)), "")
}

// unspaced takes the white space out of a name that justified setting put there;
// a name with Latin letters keeps its words apart.
func unspaced(s string) string {
	if strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Latin, r) }) {
		return s
	}
	return strings.Join(strings.Fields(s), "")
}

// signed returns the number with the sign of its direction.
func signed(d *normalize.Decimal, falls bool) *normalize.Decimal {
	if d == nil || !falls || d.IsZero() {
		return d
	}
	return &normalize.Decimal{Decimal: d.Neg()}
}
