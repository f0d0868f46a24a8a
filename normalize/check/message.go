package check

import (
	"bytes"
	"cmp"
	_ "embed"
	"fmt"
	"maps"
	"strconv"
	"strings"
	"sync"

	"gopkg.in/yaml.v3"

	"gongkai/extract/trace"
	"gongkai/normalize"
)

//go:embed messages.yaml
var messagesFile []byte

// A Language is one that findings are told in.
type Language string

const (
	Chinese Language = "zh"
	English Language = "en"
)

// values are what a finding names, for the sentences of its rule.
type values = map[string]string

// A sentence is one in both languages; {name} stands for a value.
type sentence struct {
	Chinese string `yaml:"zh"`
	English string `yaml:"en"`
}

func (s sentence) in(l Language) string {
	if l == Chinese {
		return s.Chinese
	}
	return s.English
}

// A clause is a sentence that needs values.
type clause struct {
	Needs    []string `yaml:"needs"`
	sentence `yaml:",inline"`
}

// messages is what messages.yaml holds.
type messages struct {
	Seen    map[string]sentence `yaml:"seen"` // by rule
	Clauses []clause            `yaml:"clauses"`
}

var loadMessages = sync.OnceValues(func() (*messages, error) {
	var out messages
	dec := yaml.NewDecoder(bytes.NewReader(messagesFile))
	dec.KnownFields(true)
	if err := dec.Decode(&out); err != nil {
		return nil, fmt.Errorf("messages.yaml: %w", err)
	}
	return &out, nil
})

// punctuation joins the parts of a message.
var punctuation = map[Language]struct{ colon, semicolon string }{
	Chinese: {"：", "；"},
	English: {": ", "; "},
}

// Message tells a finding in a language: the sentence of its rule, then what
// was seen. Findings of the reading, and those of no rule of the catalogue, have
// their own message in English.
func Message(f *trace.Finding, l Language) string {
	rule, known := RuleOf(f.Rule)
	if l == English && (!known || rule.reading) {
		return f.Message
	}
	sentence, detail := Sentence(f, l), Detail(f, l)
	if sentence == "" || detail == "" {
		return sentence + detail
	}
	return sentence + punctuation[l].colon + detail
}

// Sentence says what the rule of a finding is; "" for no rule of the catalogue.
func Sentence(f *trace.Finding, l Language) string {
	rule, _ := RuleOf(f.Rule)
	return sentence{rule.Chinese, rule.English}.in(l)
}

// Detail says what was seen, without the sentence of the rule. Findings of the
// reading tell it in English themselves; in Chinese messages.yaml does for some,
// for the others it is the printed words.
func Detail(f *trace.Finding, l Language) string {
	rule, known := RuleOf(f.Rule)
	if !known || rule.reading && l == English {
		return f.Message
	}
	words, err := loadMessages()
	if err != nil {
		return ""
	}
	v := named(f)
	if rule.reading {
		if s, ok := words.Seen[rule.ID]; ok {
			return fill(s.in(l), v)
		}
		if f.Text == "" {
			return ""
		}
		return "“" + f.Text + "”"
	}
	var parts []string
	if s, ok := words.Seen[rule.ID]; ok && f.Status != trace.Hold {
		parts = append(parts, fill(s.in(l), v))
	}
	for _, c := range words.Clauses {
		if has(v, c.Needs) {
			parts = append(parts, fill(c.in(l), v))
		}
	}
	return strings.Join(parts, punctuation[l].semicolon)
}

// RuleOf returns the rule with an id; known is false when the catalogue has
// none.
func RuleOf(id string) (rule Rule, known bool) {
	rules, err := rulesByID()
	if err != nil {
		return Rule{}, false
	}
	rule, known = rules[id]
	return rule, known
}

// named returns all values of a finding: its fields and what its rule gave.
func named(f *trace.Finding) values {
	v := values{"text": f.Text, "where": cmp.Or(f.Where, f.Table), "table": f.Table, "lhs": f.Left, "rhs": f.Right, "difference": f.Diff}
	for i, name := range []string{"page", "page2"} {
		if i < len(f.At) && f.At[i].Page > 0 {
			v[name] = strconv.Itoa(f.At[i].Page)
		}
	}
	maps.Copy(v, f.Values)
	return v
}

func has(v values, names []string) bool {
	for _, n := range names {
		if v[n] == "" {
			return false
		}
	}
	return true
}

// fill puts values into the places of a sentence; a value that is not known
// leaves "?".
func fill(s string, v values) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(s, "{")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		name, after, _ := strings.Cut(rest, "}")
		if value := v[name]; value != "" {
			b.WriteString(value)
		} else {
			b.WriteString("?")
		}
		s = after
	}
}

// between are the values of an identity of the rows of two tables.
func between(left, right *normalize.Fact) values {
	v := against("", right)
	v["row"], v["row2"], v["page"] = label(left), label(right), strconv.Itoa(left.At.Page)
	return v
}

// against are the values of an identity of something told, what, and a row.
func against(what string, f *normalize.Fact) values {
	return values{"what": what, "table2": f.Table, "page2": strconv.Itoa(f.At.Page)}
}

// with returns a and b together.
func with(a, b values) values {
	out := values{}
	maps.Copy(out, a)
	maps.Copy(out, b)
	return out
}
