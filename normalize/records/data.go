package records

import (
	"bytes"
	"embed"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"gopkg.in/yaml.v3"
)

//go:embed data/*.yaml
var dataFiles embed.FS

// vocabulary is what the data files say.
type vocabulary struct {
	lists     listRules
	projects  projectRules
	forms     formRules
	narrative narrativeRules
}

// load reads the embedded files once; they are strict, so that a misspelt key
// is an error.
var load = sync.OnceValues(func() (*vocabulary, error) {
	var v vocabulary
	for _, f := range []struct {
		name string
		into any
	}{{"lists.yaml", &v.lists}, {"projects.yaml", &v.projects}, {"forms.yaml", &v.forms}, {"narrative.yaml", &v.narrative}} {
		data, err := dataFiles.ReadFile("data/" + f.name)
		if err != nil {
			return nil, fmt.Errorf("records: %w", err)
		}
		dec := yaml.NewDecoder(bytes.NewReader(data))
		dec.KnownFields(true)
		if err := dec.Decode(f.into); err != nil {
			return nil, fmt.Errorf("records: %s: %w", f.name, err)
		}
	}
	return &v, nil
})

// placeholders of the data files: a number, a number with its unit of money.
var placeholders = strings.NewReplacer(
	"{m}", `(?P<m>\d+(?:,\d{3})*)`, // a second number in an alternative
	"{n}", `(?P<n>\d+(?:,\d{3})*(?:\.\d+)?)`,
	"{amount}", `(?P<number>\d[\d,.]*)(?P<unit>亿元|万元|千元|元)`,
)

// An expression is a regular expression of a data file; its zero value matches
// nothing.
type expression struct{ *regexp.Regexp }

// UnmarshalYAML compiles the expression; the error names the line.
func (e *expression) UnmarshalYAML(node *yaml.Node) error {
	re, err := regexp.Compile(placeholders.Replace(node.Value))
	if err != nil {
		return fmt.Errorf("line %d: %w", node.Line, err)
	}
	e.Regexp = re
	return nil
}

// match tells whether the expression fits s.
func (e expression) match(s string) bool { return e.Regexp != nil && e.MatchString(s) }

// A group is a part of a match, as a range of bytes; absent when from < 0.
type group struct{ from, to int }

// found tells whether the group took part in the match.
func (g group) found() bool { return g.from >= 0 }

// of returns the named group of a match of e in a text that begins at byte
// offset of the whole.
func (e expression) of(m []int, name string, offset int) group {
	i := e.SubexpIndex(name)
	if i < 0 || m[2*i] < 0 {
		return group{-1, -1}
	}
	return group{m[2*i] + offset, m[2*i+1] + offset}
}

// expressions is a list of which one must fit.
type expressions []expression

// find returns the first of the expressions that fits s, with its match.
func (l expressions) find(s string) (expression, []int) {
	for _, e := range l {
		if m := e.FindStringSubmatchIndex(s); m != nil {
			return e, m
		}
	}
	return expression{}, nil
}

// match tells whether one of the expressions fits s.
func (l expressions) match(s string) bool {
	for _, e := range l {
		if e.match(s) {
			return true
		}
	}
	return false
}
