// Package panel puts the disclosures of many bodies and years together.
//
// In: disclosures as they were extracted, one at a time. Out: bodies over the
// years, one row per amount with the body, the year, the kind of table, the
// code and the measure, and what the documents say against each other. Nothing
// is corrected: where two documents differ both amounts are given, marked.
package panel

import (
	"bytes"
	_ "embed"
	"fmt"
	"regexp"
	"sync"

	"gopkg.in/yaml.v3"

	"gongkai/extract/trace"
	"gongkai/normalize"
)

//go:embed panel.yaml
var dataFile []byte

// vocabulary is what panel.yaml holds.
type vocabulary struct {
	Same []struct {
		Find string `yaml:"find"`
		As   string `yaml:"as"`
		re   *regexp.Regexp
	} `yaml:"same"`
	OtherBasis map[string]string         `yaml:"other_basis"` // by kind of document
	basis      map[string]*regexp.Regexp // of OtherBasis
	Own        string                    `yaml:"own"`
	own        *regexp.Regexp
	Totals     []total `yaml:"totals"`
}

// A total names the total of a kind of table.
type total struct {
	Kind    string `yaml:"kind"`
	Side    string `yaml:"side"`
	Measure string `yaml:"measure"`
}

var loadVocabulary = sync.OnceValues(func() (*vocabulary, error) {
	v := &vocabulary{basis: map[string]*regexp.Regexp{}}
	dec := yaml.NewDecoder(bytes.NewReader(dataFile))
	dec.KnownFields(true)
	if err := dec.Decode(v); err != nil {
		return nil, fmt.Errorf("panel.yaml: %w", err)
	}
	var err error
	for i := range v.Same {
		if v.Same[i].re, err = regexp.Compile(v.Same[i].Find); err != nil {
			return nil, fmt.Errorf("panel.yaml: %w", err)
		}
	}
	for kind, s := range v.OtherBasis {
		if v.basis[kind], err = regexp.Compile(s); err != nil {
			return nil, fmt.Errorf("panel.yaml: %w", err)
		}
	}
	if v.own, err = regexp.Compile(v.Own); err != nil {
		return nil, fmt.Errorf("panel.yaml: %w", err)
	}
	return v, nil
})

// A Row is one amount of one body, year and kind of document.
type Row struct {
	Body      *Body
	Document  Head // the first of those that print the amount
	Fact      normalize.Fact
	Documents int  // of the same body, year and kind that print this amount
	Conflict  bool // another document of the same body, year and kind has another amount
}

// A Comparison is a figure of one document beside the same of another.
type Comparison struct {
	Rule     string // merge.prior or merge.units
	Body     *Body
	Document Head
	Other    string // file of the other document, or of all units
	Subject  string // row or subject
	Measure  string
	Said     string // amount in 元 as the document has it
	Found    string // amount in 元 in the other document
	Status   trace.Status
	At       trace.Locator // in Document
	OtherAt  trace.Locator // in the other document
}

// A Finding is a finding about the documents of a set.
type Finding struct {
	trace.Finding
	Body     string // id, "" when it is not known
	Document string // file
	Other    string // file of the other document, "" when there is none
}

// A Result is what putting documents together found, besides the rows.
type Result struct {
	Rows        int
	Comparisons []Comparison
	Findings    []Finding
}
