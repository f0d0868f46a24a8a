package check

import (
	"bytes"
	_ "embed"
	"fmt"

	"gopkg.in/yaml.v3"
)

//go:embed words.yaml
var wordsFile []byte

// proseRules is what words.yaml holds.
type proseRules struct {
	Items struct {
		Kinds   []string `yaml:"kinds"`
		Measure string   `yaml:"measure"`
	} `yaml:"items"`
	Totals []struct {
		Subject expression `yaml:"subject"`
		Total   selector   `yaml:"total"`
	} `yaml:"totals"`
	Restated    expression        `yaml:"restated"`
	Percent     expression        `yaml:"percent"`
	Share       expression        `yaml:"share"`
	ShareOf     expression        `yaml:"share_of"`
	Reason      expression        `yaml:"reason"`
	Compared    expression        `yaml:"compared"`
	Completion  expression        `yaml:"completion"`
	ListedEnd   []string          `yaml:"listed_end"`
	Listed      expression        `yaml:"listed"`
	ListedKind  string            `yaml:"listed_kind"`
	Concerns    expression        `yaml:"concerns"`
	HeadingYear expression        `yaml:"heading_year"`
	AsOf        expression        `yaml:"as_of"`
	EmptyNote   expression        `yaml:"empty_note"`
	NoteWords   map[string]string `yaml:"note_words"` // by kind of table
	Weights     []int64           `yaml:"weights"`
	Ninety      int64             `yaml:"ninety"`
	Cost        expression        `yaml:"cost"`
	Rate        expression        `yaml:"rate"`
	PercentUnit string            `yaml:"percent_unit"`
	ProjectKind string            `yaml:"project_kind"`
	Enumerated  expression        `yaml:"enumerated"`
	Awarded     []expression      `yaml:"awarded"`
	First       expression        `yaml:"first"`
	Period      expression        `yaml:"period"`
}

// loadProse reads the data file; it is strict, so that a misspelt key is an error.
func loadProse() (*proseRules, error) {
	var out proseRules
	dec := yaml.NewDecoder(bytes.NewReader(wordsFile))
	dec.KnownFields(true)
	if err := dec.Decode(&out); err != nil {
		return nil, fmt.Errorf("words.yaml: %w", err)
	}
	return &out, nil
}
