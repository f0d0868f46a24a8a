package review

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"gongkai/extract/trace"
	"gongkai/normalize/check"
)

// Text writes the findings of a document as lines: by severity, the gravest
// first, then by rule.
func Text(w io.Writer, d *Document, l check.Language) error {
	out, t := bufio.NewWriter(w), wordsOf(l)
	fmt.Fprintf(out, "%s%s%s\n", d.File, t.Colon, d.counts(t))
	for _, s := range severities {
		groups := d.groups(s, l)
		if len(groups) > 0 {
			fmt.Fprintf(out, "%s\n", t.Severity[s])
		}
		for _, g := range groups {
			fmt.Fprintf(out, "  %s\n", strings.TrimSpace(g.sentence+" ["+g.rule+"]"))
			for i := range g.findings {
				fmt.Fprintf(out, "    %s\n", line(&g.findings[i], l, t))
			}
		}
	}
	fmt.Fprintf(out, "%s\n", d.coverage(t))
	return out.Flush()
}

// line tells a finding without the sentence of its rule.
func line(f *trace.Finding, l check.Language, t *words) string {
	out, detail := places(f.At, t), check.Detail(f, l)
	add := func(s string) {
		if out != "" && s != "" {
			out += t.Colon
		}
		out += s
	}
	add(detail)
	if q := quoted(f, detail); q != "" {
		add("“" + q + "”")
	}
	return oneLine(out)
}

// oneLine keeps control characters of a document out of a terminal.
func oneLine(s string) string {
	out := []rune(s)
	for i, r := range out {
		if r < ' ' || r >= 0x7f && r < 0xa0 {
			out[i] = ' '
		}
	}
	return string(out)
}

// documentJSON is a document of the JSON report.
type documentJSON struct {
	File     string          `json:"file"`
	SHA256   string          `json:"sha256"`
	Entity   string          `json:"entity,omitempty"`
	Kind     string          `json:"kind,omitempty"`
	Year     int             `json:"fiscal_year,omitempty"`
	Pages    int             `json:"pages"`
	Coverage any             `json:"coverage"`
	Findings []trace.Finding `json:"findings"`
}

// JSON writes the findings of documents as a list of documents; findings are
// those of the JSON of extract, with their message in the language.
func JSON(w io.Writer, docs []Document, l check.Language) error {
	out := []documentJSON{}
	for i := range docs {
		d := &docs[i]
		findings := make([]trace.Finding, len(d.Findings))
		for k, f := range d.Findings {
			f.Message = check.Message(&d.Findings[k], l)
			findings[k] = f
		}
		out = append(out, documentJSON{d.File, d.SHA256, d.Entity, d.Kind, d.Year, d.Pages, d.Coverage, findings})
	}
	return writeJSON(w, out)
}

func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("json: %w", err)
	}
	return nil
}
