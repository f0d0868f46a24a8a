package export

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"

	"gongkai/normalize"
)

var update = flag.Bool("update", false, "write DICTIONARY.md anew")

// TestDictionaryIsCurrent holds that the committed data dictionary is the one
// that the sheets and the schema give.
func TestDictionaryIsCurrent(t *testing.T) {
	var got bytes.Buffer
	if err := Dictionary(&got); err != nil {
		t.Fatal(err)
	}
	const file = "DICTIONARY.md"
	if *update {
		if err := os.WriteFile(file, got.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got.Bytes(), want) {
		t.Errorf("%s is not current: go test ./export -run Dictionary -update", file)
	}
}

// TestDictionaryExplainsEverything holds that every column of every sheet has a
// name in Chinese and a meaning, and every member in JSON a meaning.
func TestDictionaryExplainsEverything(t *testing.T) {
	for _, s := range WithDocument(new(normalize.Disclosure)) {
		for _, c := range s.Columns {
			if c.Label == "" || c.Help == "" || !strings.Contains("text integer decimal", string(c.Type)) {
				t.Errorf("%s.%s is not explained: %+v", s.Name, c.Name, c)
			}
		}
	}
	var root definition
	if err := json.Unmarshal(Schema, &root); err != nil {
		t.Fatal(err)
	}
	root.Definitions.of[""] = definition{Properties: root.Properties, Description: root.Description}
	for name, d := range root.Definitions.of {
		if d.Description == "" {
			t.Errorf("%s is not explained", name)
		}
		for member, m := range d.Properties.of {
			if m.Description == "" {
				t.Errorf("%s.%s is not explained", name, member)
			}
		}
	}
}
