package sqlite

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gongkai/export"
	"gongkai/export/internal/example"
	"gongkai/normalize"
)

// TestLoadIsAdd holds that a database that was loaded has what one has that
// documents were added to, and takes further ones.
func TestLoadIsAdd(t *testing.T) {
	dir := t.TempDir()
	added, loaded, again := filepath.Join(dir, "added"), filepath.Join(dir, "loaded"), filepath.Join(dir, "again")
	add(t, added, example.Disclosure(), other())
	for _, path := range []string{loaded, again} {
		l, err := NewLoad(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range []*normalize.Disclosure{example.Disclosure(), other()} {
			rows, err := NewRows(export.WithDocument(d))
			if err := errors.Join(err, l.Add(t.Context(), rows)); err != nil {
				t.Fatal(err)
			}
		}
		if err := errors.Join(l.Finish(t.Context()), l.Close()); err != nil {
			t.Fatal(err)
		}
	}
	first, errFirst := os.ReadFile(loaded)
	second, errSecond := os.ReadFile(again)
	if errFirst != nil || errSecond != nil || string(first) != string(second) {
		t.Error("two loads give other bytes")
	}
	questions := []string{"SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY 1, 2", "PRAGMA user_version", "PRAGMA application_id"}
	for _, s := range export.WithDocument(example.Disclosure()) {
		questions = append(questions, "SELECT * FROM "+quoted(s.Name)+" ORDER BY 1, 2")
	}
	for _, q := range questions {
		want := ask(t, added, q)
		if diff := cmp.Diff(want, ask(t, loaded, q)); diff != "" || len(want) == 0 {
			t.Errorf("%s: %s", q, diff)
		}
	}
	if found := ask(t, loaded, "PRAGMA foreign_key_check"); len(found) > 0 {
		t.Errorf("keys that lead nowhere: %v", found)
	}
	add(t, loaded, other())
	if after, err := os.ReadFile(loaded); err != nil || string(after) != string(first) {
		t.Errorf("a document that is there was added, %v", err)
	}
	if _, err := NewLoad(t.Context(), loaded); !errors.Is(err, os.ErrExist) {
		t.Errorf("over a database: %v", err)
	}
}

// TestLoadOfManyRows holds that no row is lost, doubled or moved where rows are
// inserted several at once, and that a row that cannot be inserted is named.
func TestLoadOfManyRows(t *testing.T) {
	for _, n := range []int{1, batchRows - 1, batchRows, batchRows + 1, 3*batchRows + 5} {
		path := filepath.Join(t.TempDir(), "many")
		var want []string
		sheets := export.WithDocument(other())
		at := slices.IndexFunc(sheets, func(s export.Sheet) bool { return s.Name == "glossary" })
		var terms [][]string
		for i := range n {
			terms = append(terms, slices.Repeat([]string{fmt.Sprint(i)}, len(sheets[at].Columns)))
			want = append(want, fmt.Sprintf("1|%d|%s", i+1, strings.Join(terms[i], "|")))
		}
		sheets[at].Rows = slices.Values(terms)
		l, err := NewLoad(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := NewRows(sheets)
		if err := errors.Join(err, l.Add(t.Context(), rows), l.Finish(t.Context())); err != nil {
			t.Fatal(err)
		}
		if err := l.Add(t.Context(), rows); err == nil || !strings.Contains(err.Error(), "documents, rows 1 to 1") {
			t.Errorf("the same document again: %v", err)
		}
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, ask(t, path, "SELECT * FROM glossary ORDER BY 1, 2")); diff != "" {
			t.Errorf("%d rows: %s", n, diff)
		}
	}
}
