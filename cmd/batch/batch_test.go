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

	"gongkai/export"
	"gongkai/export/parquet"
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
	other := t.TempDir()
	if err := errors.Join(os.Mkdir(other+"/决", 0o777), os.WriteFile(other+"/决/a.pdf", nil, 0o666), os.WriteFile(other+"/决.pdf", nil, 0o666),
		os.Symlink("gone", other+"/nowhere"), os.Symlink("self", other+"/self"), os.Symlink("决.pdf", other+"/link")); err != nil {
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
		{"mark of UTF-8", "-", "\ufeffx.pdf\r\n", []string{"x.pdf"}},
		{"UTF-16", "-", "\xff\xfe\x84\x98.\x00p\x00\r\x00\n\x00y\x00", []string{"预.p", "y"}},
		{"GBK", "-", "\xd4\xa4.pdf\n" + other + "/\xbe\xf6\n" + other + "/\xbe\xf6.pdf", []string{"\xd4\xa4.pdf", other + "/决/a.pdf", other + "/决.pdf"}},
		{"twice", "-", other + "/决\n" + other + "/决\n", []string{other + "/决/a.pdf", other + "/决" + loop}},
		{"nowhere", other, "", []string{"nowhere: " + errNowhere.Error(), "self: " + errNowhere.Error(), "决/a.pdf", "决.pdf"}},
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

// onePage reads a file as a document of one page.
func onePage(_ context.Context, name string, data []byte, _ Options) (*normalize.Disclosure, error) {
	return &normalize.Disclosure{Source: extract.Source{File: name, SHA256: strings.Repeat("ab", 32), Pages: 1}}, nil
}

// results are one result: a summary, two documents' worth of rows.
func sample() (Response, []export.Sheet) {
	sheets := slices.Clone(emptySheets())
	for i := range sheets {
		row := make([]string, len(sheets[i].Columns))
		for j := range row {
			row[j] = strings.Repeat("预算\r\n,\"", j)
		}
		sheets[i].Rows = slices.Values(slices.Repeat([][]string{row}, i))
	}
	return Response{SHA256: strings.Repeat("ab", 32), Year: 2024, Counts: Counts{Pages: 1}, Error: &Failure{NeedsOCR, "scan"}}, sheets
}

func rowsOf(sheets []export.Sheet) map[string][][]string {
	out := map[string][][]string{}
	for _, s := range sheets {
		out[s.Name] = slices.Collect(s.Rows)
	}
	return out
}

func TestResult(t *testing.T) {
	summary, sheets := sample()
	var first, second bytes.Buffer
	if err := errors.Join(writeResult(&first, summary, sheets), writeResult(&second, summary, sheets)); err != nil || !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Fatalf("results of one document differ, %v", err)
	}
	path := filepath.Join(t.TempDir(), "r.zst")
	if err := os.WriteFile(path, first.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	got, err := readSummary(path)
	if diff := cmp.Diff(summary, got); err != nil || diff != "" {
		t.Errorf("error %v\n%s", err, diff)
	}
	back, err := readSheets(bytes.NewReader(first.Bytes()))
	if diff := cmp.Diff(rowsOf(sheets), rowsOf(back)); err != nil || diff != "" {
		t.Errorf("error %v\n%s", err, diff)
	}
	for _, n := range []int{0, 1, first.Len() / 2, first.Len() - 1} {
		if _, err := readSheets(bytes.NewReader(first.Bytes()[:n])); !errors.Is(err, ErrResult) {
			t.Errorf("%d bytes of %d: %v", n, first.Len(), err)
		}
	}
	for i := 4; i < first.Len(); i += 7 { // any bit
		data := bytes.Clone(first.Bytes())
		data[i] ^= 0x10
		if back, err := readSheets(bytes.NewReader(data)); err == nil && !cmp.Equal(rowsOf(sheets), rowsOf(back)) {
			t.Errorf("byte %d changed: other rows, no error", i)
		}
	}
}

// FuzzResult holds that no bytes make the reader panic or claim memory that
// nothing stands for.
func FuzzResult(f *testing.F) {
	summary, sheets := sample()
	var b bytes.Buffer
	if err := writeResult(&b, summary, sheets); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := readSheets(bytes.NewReader(data)); err != nil && !errors.Is(err, ErrResult) {
			t.Error(err)
		}
	})
}

func TestSound(t *testing.T) {
	a := export.Sheet{Name: "a", Key: "k", Columns: []export.Column{{Name: "k", Type: export.Text}, {Name: "n", Type: export.Decimal}}}
	b := export.Sheet{Name: "b", Refs: []export.Ref{{Column: "r", Sheet: "a"}}, Columns: []export.Column{{Name: "r", Type: export.Text}}}
	for _, tt := range []struct {
		name string
		a, b [][]string
		want error
	}{
		{"sound", [][]string{{"1", "-12.5"}, {"2", ""}}, [][]string{{"2"}, {""}}, nil},
		{"key twice", [][]string{{"1", ""}, {"1", ""}}, nil, errTwice},
		{"no row", [][]string{{"1", ""}}, [][]string{{"3"}}, errReference},
		{"long", [][]string{{"1", strings.Repeat("9", 40)}}, nil, parquet.ErrTooLong},
		{"fine", [][]string{{"1", "0." + strings.Repeat("1", 13)}}, nil, parquet.ErrTooLong},
		{"no text", [][]string{{"\xff", ""}}, nil, errText},
	} {
		a.Rows, b.Rows = slices.Values(tt.a), slices.Values(tt.b)
		if err := sound([]export.Sheet{a, b}); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
	}
}

// FuzzServe holds that every line gets one answer that is JSON.
func FuzzServe(f *testing.F) {
	f.Add("{\"path\":\"a.pdf\"}\n\n{\"path_base64\":\"YQ==\",\"options\":{\"sheets\":true}}")
	f.Add("{\"path\":\"s3://b/a.pdf\"}\n{\"path\":\"s3://b/a.pdf\",\"content\":\"YQ==\"}\n{\"path\":\"file:///%\"}")
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
		if err := Serve(t.Context(), strings.NewReader(in), &out, onePage); err != nil {
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
