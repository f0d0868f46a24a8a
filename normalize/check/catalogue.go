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

// A Rule is an entry of the catalogue: one thing that is checked.
type Rule struct {
	ID       string         `yaml:"id"`
	Kind     string         `yaml:"kind"`     // kind of defect that a failure is
	Severity trace.Severity `yaml:"severity"` // of a failure
	Source   string         `yaml:"source"`   // where the rule comes from
	Chinese  string         `yaml:"zh"`
	English  string         `yaml:"en"`
}

// Rules returns the catalogue in the order of its file.
func Rules() ([]Rule, error) { return loadRules() }

var loadRules = sync.OnceValues(func() ([]Rule, error) {
	var out struct {
		Rules []Rule `yaml:"rules"`
	}
	dec := yaml.NewDecoder(bytes.NewReader(catalogueFile))
	dec.KnownFields(true)
	if err := dec.Decode(&out); err != nil {
		return nil, fmt.Errorf("catalogue.yaml: %w", err)
	}
	return out.Rules, nil
})

// A note is what is reported under a rule of the catalogue.
type note struct {
	text   string // printed words or amount
	table  string
	where  string // name of the record concerned
	detail string // what was seen, behind the sentence of the rule
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
	f := trace.Finding{Rule: id, Kind: rule.Kind, Status: trace.Fail, Severity: rule.Severity, Message: rule.English,
		Text: n.text, Table: n.table, Where: n.where, Facts: n.facts, At: n.at}
	if n.kind != "" {
		f.Kind = n.kind
	}
	if n.status != "" {
		f.Status = n.status
	}
	if n.detail != "" {
		f.Message += ": " + n.detail
	}
	c.findings = append(c.findings, f)
}
