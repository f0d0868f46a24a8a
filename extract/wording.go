package extract

import (
	_ "embed"
	"regexp"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"gopkg.in/yaml.v3"
)

//go:embed wording.yaml
var wordingFile []byte

// patterns is a list of regular expressions of the wording file.
type patterns []*regexp.Regexp

// match tells whether one of the patterns matches the plain text s.
func (p patterns) match(s string) bool {
	for _, re := range p {
		if re.MatchString(s) {
			return true
		}
	}
	return false
}

// trim returns s without the last character when a pattern matches s.
func (p patterns) trim(s string) string {
	if r := []rune(s); p.match(s) {
		return string(r[:len(r)-1])
	}
	return s
}

// group returns the first group of the first pattern that matches s, "" for
// none.
func (p patterns) group(s string) string {
	for _, re := range p {
		if m := re.FindStringSubmatch(s); len(m) > 1 {
			return m[1]
		}
	}
	return ""
}

// UnmarshalYAML compiles a list of pattern strings.
func (p *patterns) UnmarshalYAML(n *yaml.Node) error {
	var list []string
	if err := n.Decode(&list); err != nil {
		return err
	}
	for _, s := range list {
		re, err := regexp.Compile(s)
		if err != nil {
			return err
		}
		*p = append(*p, re)
	}
	return nil
}

// headingForm is one way of numbering headings.
type headingForm struct {
	Level    int
	Pattern  string
	Sentence bool // a heading even when it reads like a sentence
	re       *regexp.Regexp
}

// wording holds the patterns of wording.yaml.
type wording struct {
	PageNumber      patterns      `yaml:"page_number"`
	TableNumber     patterns      `yaml:"table_number"`
	TableTitle      patterns      `yaml:"table_title"`
	TableSubtitle   patterns      `yaml:"table_subtitle"`
	TableUnit       patterns      `yaml:"table_unit"`
	TableDepartment patterns      `yaml:"table_department"`
	TableContinued  patterns      `yaml:"table_continued"`
	TableNote       patterns      `yaml:"table_note"`
	ContentsTitle   patterns      `yaml:"contents_title"`
	ContentsEntry   patterns      `yaml:"contents_entry"`
	Heading         []headingForm `yaml:"heading"`
	HeadingEnd      patterns      `yaml:"heading_end"`
	ListItem        patterns      `yaml:"list_item"`
	ListMark        patterns      `yaml:"list_mark"`
	Sentence        patterns      `yaml:"sentence"`
	SentenceEnd     patterns      `yaml:"sentence_end"`
	ColumnMark      patterns      `yaml:"column_mark"`
	DateLine        patterns      `yaml:"date_line"`
	ItemStart       patterns      `yaml:"item_start"`
	TotalLabel      patterns      `yaml:"total_label"`
	WholeLabel      patterns      `yaml:"whole_label"`
}

// words returns the patterns of the embedded file. A file that does not parse
// gives no patterns; a test makes sure that it does.
var words = sync.OnceValue(func() *wording {
	w, err := parseWording(wordingFile)
	if err != nil {
		return &wording{}
	}
	return w
})

// parseWording reads a wording file; the error is that of the YAML decoder or
// of the first pattern that does not compile.
func parseWording(data []byte) (*wording, error) {
	var w wording
	if err := yaml.Unmarshal(data, &w); err != nil {
		return nil, err
	}
	for i := range w.Heading {
		re, err := regexp.Compile(w.Heading[i].Pattern)
		if err != nil {
			return nil, err
		}
		w.Heading[i].re = re
	}
	return &w, nil
}

// headingLevel returns the level of the heading form that s opens with, or 0.
// sentence tells whether that form is a heading even when it is a sentence.
func (w *wording) headingLevel(s string) (level int, sentence bool) {
	for _, h := range w.Heading {
		if h.re.MatchString(s) {
			return h.Level, h.Sentence
		}
	}
	return 0, false
}

// dashes folds the dashes that fonts of different makers draw alike.
var dashes = strings.NewReplacer("—", "-", "–", "-", "－", "-", "−", "-", "‐", "-", "‑", "-", "─", "-", "～", "~")

// plain returns s in half-width forms without white space, the form in which
// patterns are tried and texts are compared.
func plain(s string) string {
	s = norm.NFKC.String(dashes.Replace(s))
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' {
			return -1
		}
		return r
	}, s)
}
