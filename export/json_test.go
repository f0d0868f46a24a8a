package export

import (
	"bytes"
	"encoding/json"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"gongkai/extract"
	"gongkai/extract/trace"
	"gongkai/normalize"
)

func TestJSONFollowsItsSchema(t *testing.T) {
	schema := compiledSchema(t, Schema)
	for name, d := range map[string]*normalize.Disclosure{"sample": sample(t), "nothing read": {SchemaVersion: normalize.SchemaVersion,
		Source: extract.Source{File: "scan.pdf", SHA256: strings.Repeat("0", 64)}}} {
		t.Run(name, func(t *testing.T) {
			value, err := jsonschema.UnmarshalJSON(bytes.NewReader(written(t, d)))
			if err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(value); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestSchemaRefusesWhatJSONNeverWrites(t *testing.T) {
	schema := compiledSchema(t, Schema)
	text := string(written(t, sample(t)))
	for _, c := range []struct{ name, old, new string }{
		{"amount as a number", `"amount":"1350.23"`, `"amount":1350.23`},
		{"amount with separators", `"amount":"1350.23"`, `"amount":"1,350.23"`},
		{"field of another name", `"amount_raw"`, `"amount_text"`},
		{"page 0", `"locator":{"page":3`, `"locator":{"page":0`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if !strings.Contains(text, c.old) {
				t.Fatalf("%s is not in the output", c.old)
			}
			value, err := jsonschema.UnmarshalJSON(strings.NewReader(strings.Replace(text, c.old, c.new, 1)))
			if err != nil {
				t.Fatal(err)
			}
			if schema.Validate(value) == nil {
				t.Error("the schema takes it")
			}
		})
	}
}

func TestJSONReadsBack(t *testing.T) {
	first := written(t, sample(t))
	var d normalize.Disclosure
	dec := json.NewDecoder(bytes.NewReader(first))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&d); err != nil {
		t.Fatal(err)
	}
	if second := written(t, &d); !bytes.Equal(first, second) {
		t.Errorf("written again it differs:\n%s\nwant\n%s", second, first)
	}
}

func TestJSONPutsOneFactOnALine(t *testing.T) {
	lines := strings.Split(string(written(t, sample(t))), "\n")
	for _, c := range []struct {
		prefix string
		want   int
	}{{`  {"id":"F`, 2}, {`    {"row":`, 13}, {`  {"rule":`, 2}, {`   "pages": [3,4],`, 1}} {
		n := 0
		for _, l := range lines {
			if strings.HasPrefix(l, c.prefix) {
				n++
			}
		}
		if n != c.want {
			t.Errorf("%d lines begin with %s, want %d", n, c.prefix, c.want)
		}
	}
}

// TestSchemaNamesTheFieldsOfTheTypes holds the schema and the Go types
// together: the same members, the same ones required.
func TestSchemaNamesTheFieldsOfTheTypes(t *testing.T) {
	var root schemaObject
	if err := json.Unmarshal(Schema, &root); err != nil {
		t.Fatal(err)
	}
	for name, v := range map[string]any{
		"": normalize.Disclosure{}, "source": extract.Source{}, "entity": normalize.Entity{}, "document": normalize.DocumentInfo{},
		"table": normalize.Table{}, "column": normalize.Column{}, "cell": normalize.Cell{}, "fact": normalize.Fact{},
		"coverage": normalize.Coverage{}, "project": normalize.Project{}, "policy_document": normalize.PolicyDocument{}, "allocation": normalize.Allocation{}, "performance": normalize.Performance{},
		"funds": normalize.Funds{}, "indicator": normalize.Indicator{}, "carryover": normalize.Carryover{}, "narrative_fact": normalize.NarrativeFact{},
		"staffing": normalize.Staffing{}, "procurement": normalize.Procurement{}, "asset": normalize.Asset{}, "term": normalize.Term{},
		"section": normalize.Section{}, "finding": trace.Finding{},
	} {
		object := root
		if name != "" {
			object = root.Defs[name]
		}
		var all, required []string
		typ := reflect.TypeOf(v)
		for i := range typ.NumField() {
			tag, options, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ",")
			all = append(all, tag)
			if options != "omitempty" {
				required = append(required, tag)
			}
		}
		var members []string
		for m := range object.Properties {
			members = append(members, m)
		}
		for _, l := range [][]string{all, required, members, object.Required} {
			slices.Sort(l)
		}
		if !slices.Equal(all, members) {
			t.Errorf("%s: fields %v, in the schema %v", typ, all, members)
		}
		if !slices.Equal(required, object.Required) {
			t.Errorf("%s: always written %v, required by the schema %v", typ, required, object.Required)
		}
	}
}

type schemaObject struct {
	Properties map[string]json.RawMessage
	Required   []string
	Defs       map[string]schemaObject `json:"$defs"`
}

// compiledSchema compiles one of the schemas, with both at hand for references.
func compiledSchema(t *testing.T, of []byte) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	id := ""
	for _, text := range [][]byte{Schema, LineSchema} {
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		name := value.(map[string]any)["$id"].(string)
		if err := c.AddResource(name, value); err != nil {
			t.Fatal(err)
		}
		if bytes.Equal(text, of) {
			id = name
		}
	}
	s, err := c.Compile(id)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// TestSchemasSayTheirVersion holds that the version of the contract stands in
// the name of the schema and in its changelog.
func TestSchemasSayTheirVersion(t *testing.T) {
	changes, err := os.ReadFile("schema/CHANGELOG.md")
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string][]byte{"document": Schema, "line": LineSchema} {
		var root struct {
			ID string `json:"$id"`
		}
		if err := json.Unmarshal(text, &root); err != nil {
			t.Fatal(err)
		}
		version, ok := strings.CutPrefix(root.ID, "urn:gongkai:schema:"+name+":")
		if !ok || !strings.HasPrefix(version, normalize.SchemaVersion+".") {
			t.Errorf("%s is named %s", name, root.ID)
		}
		if !regexp.MustCompile(`(?m)^## .*\b` + name + " " + regexp.QuoteMeta(version) + `\b`).Match(changes) {
			t.Errorf("%s %s is not in the changelog", name, version)
		}
	}
}

func written(t *testing.T, d *normalize.Disclosure) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := JSON(&b, d); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
