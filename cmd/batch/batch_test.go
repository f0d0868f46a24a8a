package batch

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gongkai/extract"
	"gongkai/normalize"
)

func TestPrintable(t *testing.T) {
	for _, tt := range []struct{ name, text, encoding string }{
		{"预算.pdf", "预算.pdf", utf8Name},
		{"\xd4\xa4\xcb\xe3.pdf", "预算.pdf", gbName},
		{"a\xff%.pdf", "a%FF%25.pdf", escapedName},
		{"", "", utf8Name},
	} {
		if text, encoding := printable(tt.name); text != tt.text || encoding != tt.encoding {
			t.Errorf("%q: %q in %s, want %q in %s", tt.name, text, encoding, tt.text, tt.encoding)
		}
	}
}

func TestList(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"b/2.PDF", "b/1.pdf", "a.pdf", "b/notes.txt"} {
		path := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o777), os.WriteFile(path, nil, 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	// One folder beneath two names, and a way back up.
	if err := errors.Join(os.Symlink("b", filepath.Join(dir, "c")), os.Symlink("..", filepath.Join(dir, "b", "up"))); err != nil {
		t.Fatal(err)
	}
	loop := ": " + errLoop.Error()
	for _, tt := range []struct {
		name, source, stdin string
		want                []string
	}{
		{"folder", dir, "", []string{"a.pdf", "b/1.pdf", "b/2.PDF", "b/up" + loop, "c" + loop}},
		{"one PDF", filepath.Join(dir, "a.pdf"), "", []string{filepath.Join(dir, "a.pdf")}},
		{"lines", "-", "x.pdf\r\n\ny z.pdf\n" + filepath.Join(dir, "b"), []string{"x.pdf", "y z.pdf", filepath.Join(dir, "b/1.pdf"), filepath.Join(dir, "b/2.PDF"), filepath.Join(dir, "b/up/a.pdf"), filepath.Join(dir, "b/up/b") + loop, filepath.Join(dir, "b/up/c") + loop}},
		{"NUL", "-", "x\n.pdf\x00y.pdf\x00", []string{"x\n.pdf", "y.pdf"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			err := list(tt.source, strings.NewReader(tt.stdin), func(name, _ string, err error) error {
				if err != nil {
					name += ": " + err.Error()
				}
				got = append(got, name)
				return nil
			})
			if diff := cmp.Diff(tt.want, got); err != nil || diff != "" {
				t.Errorf("error %v\n%s", err, diff)
			}
		})
	}
}

// stub reads a file as a document of one page.
func stub(_ context.Context, name string, data []byte, _ Options) (*normalize.Disclosure, error) {
	return &normalize.Disclosure{Source: extract.Source{File: name, SHA256: strings.TrimSuffix(name, ".pdf"), Pages: 1}}, nil
}

func TestResult(t *testing.T) {
	dir := t.TempDir()
	d, err := stub(t.Context(), strings.Repeat("ab", 32)+".pdf", nil, Options{})
	if err != nil {
		t.Fatal(err)
	}
	summary := Response{SHA256: d.Source.SHA256, Counts: Counts{Pages: 1}, Error: &Failure{NeedsOCR, "scan"}}
	var first, second bytes.Buffer
	if err := errors.Join(writeResult(&first, summary, d), writeResult(&second, summary, d)); err != nil || !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Fatalf("results of one document differ, %v", err)
	}
	path := filepath.Join(dir, "r.zip")
	if err := os.WriteFile(path, first.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	got, err := readSummary(path)
	if diff := cmp.Diff(summary, got); err != nil || diff != "" {
		t.Errorf("error %v\n%s", err, diff)
	}
	if err := os.WriteFile(path, first.Bytes()[:first.Len()/2], 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := readSummary(path); err == nil {
		t.Error("half a result is read as a whole one")
	}
}

// FuzzServe holds that every line gets one answer that is JSON.
func FuzzServe(f *testing.F) {
	f.Add("{\"path\":\"a.pdf\"}\n\n{\"path_base64\":\"YQ==\",\"options\":{\"sheets\":true}}")
	f.Add("{\n}\n[]\nnull\n\"")
	f.Fuzz(func(t *testing.T, in string) {
		lines := slices.DeleteFunc(strings.Split(in, "\n"), func(s string) bool { return strings.TrimSpace(s) == "" })
		for _, line := range lines {
			var req Request
			if json.Unmarshal([]byte(line), &req) == nil && (req.Result != "" || filepath.IsAbs(req.path())) {
				return // it names places of this machine
			}
		}
		var out bytes.Buffer
		if err := Serve(t.Context(), strings.NewReader(in), &out, stub); err != nil {
			t.Fatal(err)
		}
		answers := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
		if out.Len() == 0 {
			answers = nil
		}
		if len(answers) != len(lines) {
			t.Fatalf("%d answers to %d lines", len(answers), len(lines))
		}
		for _, a := range answers {
			var resp Response
			if err := json.Unmarshal([]byte(a), &resp); err != nil {
				t.Errorf("%q: %v", a, err)
			}
		}
	})
}
