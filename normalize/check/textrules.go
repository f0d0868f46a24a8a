package check

import (
	"bytes"
	_ "embed"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"gopkg.in/yaml.v3"
)

//go:embed text.yaml
var textFile []byte

// textRules is what text.yaml holds.
type textRules struct {
	Patterns   []textPattern     `yaml:"patterns"`
	Brackets   []string          `yaml:"brackets"` // each an opening and its closing bracket
	Fold       map[string]string `yaml:"fold"`
	Enumerator expression        `yaml:"enumerator"`

	bracketSigns string // all brackets, folded or not
}

// A textPattern is a defect that the words themselves show.
type textPattern struct {
	Rule   string     `yaml:"rule"`
	Has    []string   `yaml:"has"`    // one of them stands in every match
	Find   expression `yaml:"find"`   // its first group, else the whole, is quoted
	Unless expression `yaml:"unless"` // around the match
}

// An expression is a regular expression in a data file; nil when left out.
type expression struct{ *regexp.Regexp }

// UnmarshalYAML compiles the expression.
func (e *expression) UnmarshalYAML(node *yaml.Node) (err error) {
	e.Regexp, err = regexp.Compile(node.Value)
	return err
}

// loadText reads the data file once; it is strict, so that a misspelt key is an
// error.
var loadText = sync.OnceValues(func() (*textRules, error) {
	var out textRules
	dec := yaml.NewDecoder(bytes.NewReader(textFile))
	dec.KnownFields(true)
	if err := dec.Decode(&out); err != nil {
		return nil, fmt.Errorf("text.yaml: %w", err)
	}
	out.bracketSigns = strings.Join(out.Brackets, "")
	for sign := range out.Fold {
		out.bracketSigns += sign
	}
	return &out, nil
})
