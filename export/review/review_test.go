package review

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"gongkai/extract/trace"
	"gongkai/normalize"
	"gongkai/normalize/check"
)

var update = flag.Bool("update", false, "write the golden files")

// sample is two documents: one with a finding of every severity and status and
// words that would break a page, one without any.
func sample() []Document {
	box := trace.Rect{X0: 72, Y0: 100.4, X1: 540, Y1: 120}
	at := []trace.Locator{{Page: 3, Box: box}, {Page: 5}}
	many := make([]trace.Locator, 6)
	for i := range many {
		many[i] = trace.Locator{Page: i + 1}
	}
	return []Document{
		{File: "county/预算 1.pdf", SHA256: strings.Repeat("0", 64), Entity: "<b>某县财政局</b>", Year: 2024, Kind: "budget", Pages: 9,
			Coverage: normalize.Coverage{AmountCells: 200, Facts: 199, Codes: 50, KnownCodes: 50}, Findings: []trace.Finding{
				{Rule: "text.placeholder", Status: trace.Fail, Severity: trace.Warning, Text: "<script>alert(1)</script>\x1b[2J", At: at[:1]},
				{Rule: "sum.children", Status: trace.Fail, Severity: trace.Error, Text: "5.00", Table: "T2", Left: "5.00", Right: "4.00", Diff: "1.00", At: at,
					Values: map[string]string{"row": "208 社会保障", "column": "合计", "parts": "2"}},
				{Rule: "sum.classes", Status: trace.Rounding, Severity: trace.Info, Table: "T2", Left: "5.00", Right: "5.01", Diff: "-0.01", At: many,
					Values: map[string]string{"row": "合计", "column": "合计", "parts": "2"}},
				{Rule: "fact.unread", Status: trace.NotComputable, Severity: trace.Error, Message: "T1 row 2 column 3: no number", Text: "1.2.3", At: at[:1]},
				{Rule: "own.rule", Status: trace.Fail, Severity: trace.Warning, Message: "a rule of another program"},
				{Rule: "sum.children", Status: trace.Hold, Severity: trace.Info, Values: map[string]string{"held": "12"}},
			}},
		{File: "county/empty.pdf", Pages: 1},
	}
}

// TestGolden holds the report in every format and language.
func TestGolden(t *testing.T) {
	docs := sample()
	for _, l := range []check.Language{check.Chinese, check.English} {
		for ending, write := range map[string]func(*bytes.Buffer) error{
			"txt": func(b *bytes.Buffer) error {
				for i := range docs {
					if err := Text(b, &docs[i], l); err != nil {
						return err
					}
				}
				return nil
			},
			"html": func(b *bytes.Buffer) error { return HTML(b, docs, l) },
			"json": func(b *bytes.Buffer) error { return JSON(b, docs, l) },
		} {
			t.Run(string(l)+"."+ending, func(t *testing.T) {
				var got bytes.Buffer
				if err := write(&got); err != nil {
					t.Fatal(err)
				}
				golden(t, string(l)+"."+ending, got.Bytes())
			})
		}
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs (-update writes it):\n%s", file, got)
	}
}

// TestWordsOfADocumentDoNoHarm holds that what a document prints is neither
// markup of the page nor a command to the terminal.
func TestWordsOfADocumentDoNoHarm(t *testing.T) {
	docs := sample()
	var page, text bytes.Buffer
	if err := HTML(&page, docs, check.Chinese); err != nil {
		t.Fatal(err)
	}
	if err := Text(&text, &docs[0], check.Chinese); err != nil {
		t.Fatal(err)
	}
	for _, tag := range []string{"<script", "<b>", "http:", "https:", "src="} {
		if strings.Contains(page.String(), tag) {
			t.Errorf("the page has %s", tag)
		}
	}
	if !strings.Contains(page.String(), "&lt;script&gt;") {
		t.Error("the quoted words are missing")
	}
	if strings.Contains(text.String(), "\x1b") {
		t.Error("the text has a control character")
	}
}

func TestSARIF(t *testing.T) {
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	schema, err := compiler.Compile("testdata/sarif.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range []check.Language{check.Chinese, check.English} {
		for name, docs := range map[string][]Document{"sample": sample(), "no documents": nil} {
			t.Run(string(l)+" "+name, func(t *testing.T) {
				var out bytes.Buffer
				if err := SARIF(&out, docs, l, "1.0"); err != nil {
					t.Fatal(err)
				}
				value, err := jsonschema.UnmarshalJSON(bytes.NewReader(out.Bytes()))
				if err != nil {
					t.Fatal(err)
				}
				if err := schema.Validate(value); err != nil {
					t.Error(err)
				}
			})
		}
	}
}

// TestSARIFPlaces holds what the schema cannot: indices and places.
func TestSARIFPlaces(t *testing.T) {
	var out bytes.Buffer
	if err := SARIF(&out, sample(), check.Chinese, "1.0"); err != nil {
		t.Fatal(err)
	}
	var log sarifLog
	if err := json.Unmarshal(out.Bytes(), &log); err != nil {
		t.Fatal(err)
	}
	run := log.Runs[0]
	if len(run.Results) != 5 {
		t.Fatalf("%d results: identities that hold are none", len(run.Results))
	}
	for _, r := range run.Results {
		if r.RuleIndex >= 0 && run.Tool.Driver.Rules[r.RuleIndex].ID != r.RuleID {
			t.Errorf("%s has the index of %s", r.RuleID, run.Tool.Driver.Rules[r.RuleIndex].ID)
		}
		for _, at := range r.Locations {
			if a := at.Physical.Artifact; a.Index == nil || run.Artifacts[*a.Index].Location.URI != a.URI {
				t.Errorf("%s: a place in another file", r.RuleID)
			}
		}
	}
	first := run.Results[0]
	if first.RuleID != "sum.children" || first.Level != "error" || first.Locations[0].Physical.Artifact.URI != "county/%E9%A2%84%E7%AE%97%201.pdf" {
		t.Errorf("first result: %+v", first)
	}
	if p := first.Locations[0].Physical.More; p.Page != 3 || p.Box == nil || p.Box.X1 != 540 {
		t.Errorf("first place: %+v", p)
	}
	if first.Locations[0].Logical[0].Name != "T2" {
		t.Errorf("first result has no table")
	}
}

func TestFileURI(t *testing.T) {
	for in, want := range map[string]string{"a b.pdf": "a%20b.pdf", "/x/预.pdf": "file:///x/%E9%A2%84.pdf", "1:2.pdf": "./1:2.pdf", "stdin": "stdin"} {
		if got := fileURI(in); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}
