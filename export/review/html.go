package review

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"strings"
	"sync"

	"gongkai/extract/trace"
	"gongkai/normalize/check"
)

//go:embed page.html
var pageFile string

// pageTemplate escapes whatever a document prints for the place it is put in.
var pageTemplate = sync.OnceValues(func() (*template.Template, error) { return template.New("page").Parse(pageFile) })

// The parts of the page.
type (
	htmlPage struct {
		Words     *words
		Documents []htmlDocument
	}
	htmlDocument struct {
		File, About, Coverage string
		Chips                 []htmlChip
		Severities            []htmlSeverity
	}
	htmlChip     struct{ Class, Text string }
	htmlSeverity struct {
		Class, Title string
		Groups       []htmlGroup
	}
	htmlGroup struct {
		Sentence, Rule string
		Findings       []htmlFinding
	}
	htmlFinding struct{ Detail, Quoted, Places, Left, Right, Diff string }
)

// HTML writes the findings of documents as one page that needs nothing else.
func HTML(w io.Writer, docs []Document, l check.Language) error {
	page, err := pageTemplate()
	if err != nil {
		return fmt.Errorf("page.html: %w", err)
	}
	data := htmlPage{Words: wordsOf(l)}
	for i := range docs {
		data.Documents = append(data.Documents, htmlDocumentOf(&docs[i], l, data.Words))
	}
	return page.Execute(w, data)
}

func htmlDocumentOf(d *Document, l check.Language, t *words) htmlDocument {
	out := htmlDocument{File: d.File, About: d.about(t), Coverage: d.coverage(t)}
	for _, s := range severities {
		if n := len(d.of(s)); n > 0 {
			out.Chips = append(out.Chips, htmlChip{s.String(), fmt.Sprintf("%d %s", n, t.Severity[s])})
		}
		groups := d.groups(s, l)
		if len(groups) == 0 {
			continue
		}
		part := htmlSeverity{Class: s.String(), Title: t.Severity[s]}
		for _, g := range groups {
			part.Groups = append(part.Groups, htmlGroupOf(g, l, t))
		}
		out.Severities = append(out.Severities, part)
	}
	if n := d.held(); n > 0 {
		out.Chips = append(out.Chips, htmlChip{"", fmt.Sprintf(t.Held, n)})
	}
	if len(out.Chips) == 0 {
		out.Chips = []htmlChip{{"", t.None}}
	}
	return out
}

func htmlGroupOf(g group, l check.Language, t *words) htmlGroup {
	out := htmlGroup{Sentence: g.sentence, Rule: g.rule}
	for i := range g.findings {
		f := &g.findings[i]
		detail := check.Detail(f, l)
		x := htmlFinding{Detail: detail, Quoted: quoted(f, detail), Places: places(f.At, t)}
		if f.Diff != "" && f.Status != trace.Hold {
			x.Left, x.Right, x.Diff = f.Left, f.Right, f.Diff
			x.Detail = check.Detail(withoutSides(f), l) // the sides stand in a table of their own
		}
		out.Findings = append(out.Findings, x)
	}
	return out
}

// withoutSides returns a copy of a finding that does not tell its sides.
func withoutSides(f *trace.Finding) *trace.Finding {
	out := *f
	out.Left, out.Right, out.Diff = "", "", ""
	return &out
}

// about says what a document is: its body, year, kind and length.
func (d *Document) about(t *words) string {
	var out []string
	if d.Entity != "" {
		out = append(out, d.Entity)
	}
	if d.Year != 0 {
		out = append(out, fmt.Sprint(d.Year))
	}
	if k := t.DocumentKind[d.Kind]; k != "" {
		out = append(out, k)
	}
	return strings.Join(append(out, fmt.Sprintf(t.Pages, d.Pages)), " · ")
}
