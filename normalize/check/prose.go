package check

import (
	"bytes"
	_ "embed"
	"fmt"
	"sync"

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
	Totals       []saidRule        `yaml:"totals"`
	BudgetName   expression        `yaml:"budget_name"`
	OfBudget     expression        `yaml:"of_budget"`
	Restated     expression        `yaml:"restated"`
	Percent      expression        `yaml:"percent"`
	Share        expression        `yaml:"share"`
	ShareOf      expression        `yaml:"share_of"`
	Reason       expression        `yaml:"reason"`
	Compared     expression        `yaml:"compared"`
	Completion   expression        `yaml:"completion"`
	Budgets      expression        `yaml:"budgets"`
	ListedEnd    []string          `yaml:"listed_end"`
	Listed       expression        `yaml:"listed"`
	ListedKind   string            `yaml:"listed_kind"`
	Concerns     expression        `yaml:"concerns"`
	HeadingYear  expression        `yaml:"heading_year"`
	Parts        partsRule         `yaml:"parts"`
	Counts       []countRule       `yaml:"counts"`
	PartWord     string            `yaml:"part_word"`
	SentenceYear expression        `yaml:"sentence_year"`
	OfLastYear   expression        `yaml:"of_last_year"`
	Change       expression        `yaml:"change"`
	OwnYear      expression        `yaml:"own_year"`
	ComparedYear expression        `yaml:"compared_year"`
	SentenceBody expression        `yaml:"sentence_body"`
	Year         expression        `yaml:"year"`
	OtherYear    []string          `yaml:"other_year"` // kinds of tables
	OtherTitle   expression        `yaml:"other_year_title"`
	HeadingBody  expression        `yaml:"heading_body"`
	Unique       []string          `yaml:"unique"` // kinds of tables without codes whose rows differ
	AsOf         expression        `yaml:"as_of"`
	EmptyNote    expression        `yaml:"empty_note"`
	NoteWords    map[string]string `yaml:"note_words"` // by kind of table
	Weights      []int64           `yaml:"weights"`
	Ninety       int64             `yaml:"ninety"`
	Cost         expression        `yaml:"cost"`
	Rate         expression        `yaml:"rate"`
	PercentUnit  string            `yaml:"percent_unit"`
	ProjectKind  string            `yaml:"project_kind"`
	Enumerated   expression        `yaml:"enumerated"`
	Awarded      []expression      `yaml:"awarded"`
	First        expression        `yaml:"first"`
	Period       expression        `yaml:"period"`
}

// A partsRule finds a number with its parts.
type partsRule struct {
	Has  string     `yaml:"has"`
	Find expression `yaml:"find"` // groups number, unit, parts
	Part expression `yaml:"part"` // groups number, unit
}

// A saidRule tells which amount of the tables a sentence repeats.
type saidRule struct {
	Subject   expression `yaml:"subject"`
	Scope     expression `yaml:"scope"`   // of one of the headings above
	Outside   expression `yaml:"outside"` // of none of them
	Phase     string     `yaml:"phase"`   // "budget" or "final"; the kind of document when left out
	Any       []selector `yaml:"any"`
	AtMost    bool       `yaml:"at_most"`    // the amount may be less than the first of the places
	Class     bool       `yaml:"class"`      // of each place the class that is the subject
	ByMeasure string     `yaml:"by_measure"` // kind of table: the total of the column that the subject names
	Needs     string     `yaml:"needs"`      // measure of another column that the table must have
}

// loadProse reads the data file once; it is strict, so that a misspelt key is
// an error.
var loadProse = sync.OnceValues(func() (*proseRules, error) {
	var out proseRules
	dec := yaml.NewDecoder(bytes.NewReader(wordsFile))
	dec.KnownFields(true)
	if err := dec.Decode(&out); err != nil {
		return nil, fmt.Errorf("words.yaml: %w", err)
	}
	return &out, nil
})
