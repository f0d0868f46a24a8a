// Package review writes the findings about documents for people, editors and
// programs.
//
// In: the disclosures of documents with their findings. Out: lines of text,
// JSON, SARIF 2.1.0 or one page of HTML, in Chinese or English. Every finding
// is given with its rule, the printed words, the page and the box on it, in
// points from the top left corner.
package review

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"gongkai/extract/trace"
	"gongkai/normalize"
	"gongkai/normalize/check"
)

// A Document is a document with its findings, in the order they were made.
type Document struct {
	File     string // as its reader named it
	SHA256   string // lower-case hex
	Entity   string // "" when the document does not tell
	Year     int    // 0 when the document does not tell
	Kind     string // "budget", "final" or ""
	Pages    int
	Coverage normalize.Coverage
	Findings []trace.Finding
}

// NewDocument keeps of a disclosure what a review needs.
func NewDocument(file string, d *normalize.Disclosure) Document {
	return Document{File: file, SHA256: d.Source.SHA256, Entity: d.Entity.Name, Year: d.Document.Year, Kind: d.Document.Kind,
		Pages: d.Source.Pages, Coverage: d.Coverage, Findings: d.Findings}
}

// severities lists the severities, the gravest first.
var severities = []trace.Severity{trace.Error, trace.Warning, trace.Info}

// A group is the findings of one rule and severity in one document.
type group struct {
	rule     string
	sentence string
	findings []trace.Finding
}

// holds tells whether a finding only counts how often an identity is true.
func holds(f *trace.Finding) bool { return f.Status == trace.Hold && f.Values["held"] != "" }

// held sums up how many identities are true.
func (d *Document) held() int {
	n := 0
	for i := range d.Findings {
		if holds(&d.Findings[i]) {
			count, err := strconv.Atoi(d.Findings[i].Values["held"])
			if err == nil {
				n += count
			}
		}
	}
	return n
}

// of returns the findings of a severity, true identities aside.
func (d *Document) of(s trace.Severity) []trace.Finding {
	var out []trace.Finding
	for i := range d.Findings {
		if f := &d.Findings[i]; f.Severity == s && !holds(f) {
			out = append(out, *f)
		}
	}
	return out
}

// groups returns the findings of a severity by rule, in the order of the first
// of each.
func (d *Document) groups(s trace.Severity, l check.Language) []group {
	var out []group
	for _, f := range d.of(s) {
		i := slices.IndexFunc(out, func(g group) bool { return g.rule == f.Rule })
		if i < 0 {
			i = len(out)
			out = append(out, group{rule: f.Rule, sentence: check.Sentence(&f, l)})
		}
		out[i].findings = append(out[i].findings, f)
	}
	return out
}

// quoted returns the printed words of a finding unless the message has them.
func quoted(f *trace.Finding, message string) string {
	if f.Text == "" || strings.Contains(message, f.Text) {
		return ""
	}
	return f.Text
}

// maxPlaces is the number of places that are told of a finding: the first are
// the most telling, a table of a hundred cells needs no hundred boxes.
const maxPlaces = 4

// places tells where a finding stands: "第3页 [72 108 540 120]", several joined.
func places(at []trace.Locator, w *words) string {
	var all []string
	for _, l := range at {
		if s := place(l, w); s != "" && !slices.Contains(all, s) {
			all = append(all, s)
		}
	}
	out := strings.Join(all[:min(len(all), maxPlaces)], w.Comma)
	if n := len(all) - maxPlaces; n > 0 {
		out += fmt.Sprintf(w.More, n)
	}
	return out
}

func place(l trace.Locator, w *words) string {
	if l.Page == 0 {
		return ""
	}
	s := fmt.Sprintf(w.Page, l.Page)
	if l.Box.IsZero() {
		return s
	}
	return s + fmt.Sprintf(" [%.0f %.0f %.0f %.0f]", l.Box.X0, l.Box.Y0, l.Box.X1, l.Box.Y1)
}

// words are the fixed words of a report in one language.
type words struct {
	Lang                                  string // of HTML and SARIF (BCP 47)
	Title, Page, Comma, More, Colon, Held string
	None, Left, Right, Diff, Pages, Files string
	Hint, Coverage                        string
	Severity                              map[trace.Severity]string
	DocumentKind                          map[string]string
}

var languages = map[check.Language]*words{
	check.Chinese: {Lang: "zh-CN", Title: "核对结果", Page: "第%d页", Comma: "、", More: "等，另 %d 处", Colon: "：", Held: "相符 %d 处",
		None: "没有发现问题", Left: "左边", Right: "右边", Diff: "相差", Pages: "%d 页", Files: "%d 份文件",
		Hint:         "方括号内是页面上的位置：左、上、右、下，单位为点（1/72 英寸），从页面左上角起算。核对结果不改动公布的任何内容。",
		Coverage:     "金额单元格列为数据 %s，有编码的数据中编码已知 %s，有金额的句子读懂 %s",
		Severity:     map[trace.Severity]string{trace.Error: "错误", trace.Warning: "警告", trace.Info: "提示"},
		DocumentKind: map[string]string{"budget": "预算", "final": "决算"}},
	check.English: {Lang: "en", Title: "Findings", Page: "page %d", Comma: ", ", More: " and %d more", Colon: ": ", Held: "%d identities hold",
		None: "nothing found", Left: "left", Right: "right", Diff: "difference", Pages: "%d pages", Files: "%d documents",
		Hint:         "In brackets: the place on the page, left, top, right, bottom, in points (1/72 inch) from its top left corner. A finding never changes a published value.",
		Coverage:     "amount cells that became facts %s, coded facts with a known code %s, sentences with amounts that were read %s",
		Severity:     map[trace.Severity]string{trace.Error: "errors", trace.Warning: "warnings", trace.Info: "notes"},
		DocumentKind: map[string]string{"budget": "budget", "final": "final accounts"}},
}

// wordsOf returns the words of a language, English for one that is not known.
func wordsOf(l check.Language) *words { return cmp.Or(languages[l], languages[check.English]) }

// counts tells how many findings of each severity there are: "2 错误、3 警告".
func (d *Document) counts(w *words) string {
	var out []string
	for _, s := range severities {
		if n := len(d.of(s)); n > 0 {
			out = append(out, fmt.Sprintf("%d %s", n, w.Severity[s]))
		}
	}
	if n := d.held(); n > 0 {
		out = append(out, fmt.Sprintf(w.Held, n))
	}
	if len(out) == 0 {
		return w.None
	}
	return strings.Join(out, w.Comma)
}

// coverage tells how much of what is printed became data.
func (d *Document) coverage(w *words) string {
	c := &d.Coverage
	return fmt.Sprintf(w.Coverage, share(c.Facts, c.AmountCells), share(c.KnownCodes, c.Codes), share(c.Parsed, c.Sentences))
}

// share writes a part of a whole: "99.5 % (398/400)", "–" of nothing.
func share(part, whole int) string {
	if whole == 0 {
		return "–"
	}
	return fmt.Sprintf("%.1f %% (%d/%d)", 100*float64(part)/float64(whole), part, whole)
}
