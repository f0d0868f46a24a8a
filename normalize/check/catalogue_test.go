package check

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/extract/trace"
	"gongkai/normalize/internal/drawn"
	"gongkai/normalize/records"
)

// TestRulesFindAndLeaveAlone runs each document of testdata/rules twice: in
// the part above "=> TEXT" the rule that names the file must find TEXT, in the
// part below it must find nothing.
func TestRulesFindAndLeaveAlone(t *testing.T) {
	files, err := filepath.Glob("testdata/rules/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no documents", err)
	}
	for _, file := range files {
		rule := strings.TrimSuffix(filepath.Base(file), ".txt")
		t.Run(rule, func(t *testing.T) {
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			bad, rest, ok := strings.Cut(string(data), "\n=> ")
			text, good, _ := strings.Cut(rest, "\n")
			if !ok {
				t.Fatal("no expected text")
			}
			found := findings(t, bad, rule)
			if len(found) == 0 {
				t.Fatal("the rule finds nothing")
			}
			if found[0].Text != text || found[0].Message == "" || found[0].Kind == "" {
				t.Errorf("got %+v, want the text %q", found[0], text)
			}
			for _, l := range []Language{Chinese, English} {
				if m := Message(&found[0], l); m == "" || strings.Contains(m, "?") {
					t.Errorf("%s: a value of the message is missing: %s", l, m)
				}
			}
			if found := findings(t, good, rule); len(found) > 0 {
				t.Errorf("found where nothing is wrong: %+v", found[0])
			}
		})
	}
}

// findings returns what a rule reports of a document, holds aside.
func findings(t *testing.T, text, rule string) []trace.Finding {
	t.Helper()
	d := drawn.Disclosure(t, text)
	records.Read(d, records.Options{})
	var out []trace.Finding
	for _, f := range Run(d) {
		if f.Rule == rule && f.Status != trace.Hold {
			out = append(out, f)
		}
	}
	return out
}

// TestCatalogue holds the catalogue, the test documents and the rules that
// words.yaml, text.yaml and identities.yaml name together.
func TestCatalogue(t *testing.T) {
	rules, err := Rules()
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, r := range rules {
		if known[r.ID] || r.Kind == "" || r.Chinese == "" || r.English == "" || r.Source == "" {
			t.Errorf("rule %+v: given twice or not filled in", r)
		}
		known[r.ID] = true
		prefix, _, _ := strings.Cut(r.ID, ".")
		if r.reading || strings.Contains(" row sum cross check merge ", " "+prefix+" ") || strings.HasPrefix(r.ID, "code.") {
			continue // tables: see TestRun and the tests of codes; merge: see package panel
		}
		if _, err := os.Stat("testdata/rules/" + r.ID + ".txt"); err != nil {
			t.Errorf("rule %s has no test document", r.ID)
		}
	}
	words, err := loadText()
	if err != nil {
		t.Fatal(err)
	}
	ids, err := load()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range words.Patterns {
		if !known[p.Rule] {
			t.Errorf("text.yaml: %s is not in the catalogue", p.Rule)
		}
	}
	for _, c := range ids.Cross {
		if !known[c.Rule] {
			t.Errorf("identities.yaml: %s is not in the catalogue", c.Rule)
		}
	}
}
