package check

import (
	"bytes"
	_ "embed"
	"fmt"
	"sync"

	"gopkg.in/yaml.v3"

	"gongkai/extract/trace"
)

//go:embed catalogue.yaml
var catalogueFile []byte

//go:embed reading.yaml
var readingFile []byte

// A Rule is an entry of the catalogue: one thing that is checked.
type Rule struct {
	ID       string         `yaml:"id"`
	Kind     string         `yaml:"kind"`     // kind of defect that a failure is
	Severity trace.Severity `yaml:"severity"` // of a failure
	Source   string         `yaml:"source"`   // where the rule comes from
	Chinese  string         `yaml:"zh"`
	English  string         `yaml:"en"`
	reading  bool           // told by the reading, which words it itself
}

// Rules returns the catalogue in the order of its files: what is checked, then
// what the reading reports of itself.
func Rules() ([]Rule, error) { return loadRules() }

var loadRules = sync.OnceValues(func() ([]Rule, error) {
	out, err := parseRules("catalogue.yaml", catalogueFile)
	if err != nil {
		return nil, err
	}
	reading, err := parseRules("reading.yaml", readingFile)
	for i := range reading {
		reading[i].reading = true
	}
	return append(out, reading...), err
})

// rulesByID returns the catalogue by the ids of its rules.
var rulesByID = sync.OnceValues(func() (map[string]Rule, error) {
	rules, err := Rules()
	out := map[string]Rule{}
	for _, r := range rules {
		out[r.ID] = r
	}
	return out, err
})

func parseRules(name string, data []byte) ([]Rule, error) {
	var out struct {
		Rules []Rule `yaml:"rules"`
	}
	dec := yaml.NewDecoder(bytes.NewReader(data))
	dec.KnownFields(true)
	if err := dec.Decode(&out); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return out.Rules, nil
}

// A note is what is reported under a rule of the catalogue.
type note struct {
	text   string // printed words or amount
	table  string
	where  string // name of the record concerned
	values values // what the sentences of the rule name
	kind   string // of defect, where it is not the one of the rule
	at     []trace.Locator
	facts  []string
	status trace.Status // Fail unless given
}

// note reports a failure of a rule.
func (c *checker) note(id string, n note) {
	rule, ok := c.rules[id]
	if !ok {
		rule = Rule{ID: id, Severity: trace.Error, English: "a rule without an entry in the catalogue"}
	}
	f := trace.Finding{Rule: id, Kind: rule.Kind, Status: trace.Fail, Severity: rule.Severity,
		Values: n.values, Text: n.text, Table: n.table, Where: n.where, Facts: n.facts, At: n.at}
	if n.kind != "" {
		f.Kind = n.kind
	}
	if n.status != "" {
		f.Status = n.status
	}
	c.findings = append(c.findings, f)
}
