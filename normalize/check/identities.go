package check

import (
	"bytes"
	_ "embed"
	"fmt"
	"strings"
	"sync"

	"gopkg.in/yaml.v3"
)

//go:embed identities.yaml
var identitiesFile []byte

// identities is what identities.yaml holds.
type identities struct {
	SumWords  []string        `yaml:"sum_words"`
	Subtotals []string        `yaml:"subtotals"`
	Rows      []rowIdentity   `yaml:"rows"`
	Cross     []crossIdentity `yaml:"cross"`
}

// A rowIdentity holds within each row of the tables of some kinds, and within
// each column of those whose rows are its items.
type rowIdentity struct {
	Rule  string   `yaml:"rule"`
	Kinds []string `yaml:"kinds"`
	Left  string   `yaml:"left"` // measure id
	Plus  []string `yaml:"plus"`
	Minus []string `yaml:"minus"`
	// Measures that the table must have, and must not have.
	Needs  []string `yaml:"needs"`
	Absent []string `yaml:"absent"`
}

// A crossIdentity holds between two tables of a document.
type crossIdentity struct {
	Rule     string     `yaml:"rule"`
	Document string     `yaml:"document"` // "budget" or "final"; "" for both
	ByCode   bool       `yaml:"by_code"`
	ByClass  bool       `yaml:"by_class"` // the lines of classes on the left, by name, are the codes of classes on the right
	Titled   string     `yaml:"titled"`   // where the title of the table on the right has it not, a failure tells nothing
	Left     selector   `yaml:"left"`
	Right    selector   `yaml:"right"`
	Plus     []selector `yaml:"plus"` // added to the right side
}

// A selector names the grand total of a table, or one named row of it.
type selector struct {
	Kind    string `yaml:"kind"`
	Side    string `yaml:"side"`
	Measure string `yaml:"measure"`
	Name    string `yaml:"name"` // "" for the total
	Item    string `yaml:"item"` // measure of a column or row of items
}

// load reads the data file once; it is strict, so that a misspelt key is an
// error.
var load = sync.OnceValues(func() (*identities, error) {
	var out identities
	dec := yaml.NewDecoder(bytes.NewReader(identitiesFile))
	dec.KnownFields(true)
	if err := dec.Decode(&out); err != nil {
		return nil, fmt.Errorf("identities.yaml: %w", err)
	}
	return &out, nil
})

// isSum tells whether a header names the sum of its siblings.
func (ids *identities) isSum(header string) bool {
	for _, w := range ids.SumWords {
		if strings.HasSuffix(header, w) {
			return true
		}
	}
	return false
}
