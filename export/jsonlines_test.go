package export

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"gongkai/normalize"
)

func TestJSONLinesFollowTheirSchema(t *testing.T) {
	schema := compiledSchema(t, LineSchema)
	var b bytes.Buffer
	if err := JSONLines(&b, sample(t)); err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for text := range strings.Lines(b.String()) {
		value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(value); err != nil {
			t.Errorf("%s: %v", text, err)
		}
		got[value.(map[string]any)["type"].(string)]++
	}
	d := sample(t)
	for kind, want := range map[string]int{"document": 1, "fact": len(d.Facts), "project": len(d.Projects), "performance": len(d.Performance),
		"indicator": len(d.Indicators), "carryover": len(d.Carryovers), "narrative_fact": len(d.Narrative), "staffing": len(d.Staffing),
		"procurement": len(d.Procurement), "asset": len(d.Assets), "term": len(d.Glossary), "finding": len(d.Findings)} {
		if got[kind] != want || want == 0 {
			t.Errorf("%d lines of type %s, want %d", got[kind], kind, want)
		}
	}
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(strings.Replace(strings.SplitN(b.String(), "\n", 3)[1], `"fact"`, `"term"`, 1)))
	if err != nil || schema.Validate(value) == nil {
		t.Errorf("a fact passes as a term (%v)", err)
	}
}

// TestJSONLinesReadBack holds the facts of the lines to those of the document.
func TestJSONLinesReadBack(t *testing.T) {
	var b bytes.Buffer
	d := sample(t)
	if err := JSONLines(&b, d); err != nil {
		t.Fatal(err)
	}
	var facts []normalize.Fact
	for text := range strings.Lines(b.String()) {
		var l struct {
			Type string
			Data json.RawMessage
		}
		if err := json.Unmarshal([]byte(text), &l); err != nil {
			t.Fatal(err)
		}
		if l.Type != "fact" {
			continue
		}
		var f normalize.Fact
		if err := json.Unmarshal(l.Data, &f); err != nil {
			t.Fatal(err)
		}
		facts = append(facts, f)
	}
	back := *d
	back.Facts = facts
	if !bytes.Equal(written(t, d), written(t, &back)) {
		t.Error("the facts differ")
	}
}
