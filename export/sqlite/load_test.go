package sqlite

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gongkai/export"
	"gongkai/export/internal/example"
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
		err = errors.Join(l.Add(t.Context(), export.WithDocument(example.Disclosure())), l.Add(t.Context(), export.WithDocument(other())))
		if err := errors.Join(err, l.Finish(t.Context()), l.Close()); err != nil {
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
