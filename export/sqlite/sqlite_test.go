package sqlite

import (
	"bytes"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/export"
	"gongkai/export/internal/example"
	"gongkai/normalize"
)

// other is a second document.
func other() *normalize.Disclosure {
	d := example.Disclosure()
	d.Source.SHA256 = strings.Repeat("f", 64)
	return d
}

// add puts documents into a database, which it opens and closes.
func add(t *testing.T, path string, all ...*normalize.Disclosure) {
	t.Helper()
	db, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range all {
		if err := db.Add(t.Context(), d); err != nil {
			t.Error(err)
		}
	}
	if err := db.Close(); err != nil {
		t.Error(err)
	}
}

// ask returns the rows of a question, values joined by "|", nulls as "∅".
func ask(t *testing.T, path, question string) []string {
	t.Helper()
	name, err := dataSource(path)
	if err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", name)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.QueryContext(t.Context(), question)
	if err != nil {
		t.Fatalf("%s: %v", question, err)
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for rows.Next() {
		values, into := make([]sql.NullString, len(names)), make([]any, len(names))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		var texts []string
		for _, v := range values {
			if !v.Valid {
				v.String = "∅"
			}
			texts = append(texts, v.String)
		}
		out = append(out, strings.Join(texts, "|"))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

func TestDatabaseHoldsEverySheet(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a b?.sqlite")
	add(t, path, example.Disclosure(), other())
	for _, s := range export.WithDocument(example.Disclosure()) {
		names := []string{}
		for _, c := range s.Columns {
			names = append(names, quoted(c.Name))
		}
		order := rowNumber
		if s.Name == documents {
			order = "document"
		}
		got := ask(t, path, "SELECT "+strings.Join(names, ", ")+" FROM "+quoted(s.Name)+" WHERE document = 1 ORDER BY "+order)
		var want []string
		for row := range s.Rows {
			for i, v := range row {
				if v == "" {
					row[i] = "∅"
				}
			}
			want = append(want, strings.Join(row, "|"))
		}
		if strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("%s:\n%s\nwant\n%s", s.Name, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}

func TestQuestions(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.sqlite")
	add(t, path, example.Disclosure(), other())
	for _, c := range []struct{ question, want string }{
		{"SELECT count(*), sum(amount_fen) FROM amounts", "4|2700460000"},
		{"SELECT count(*) FROM problems WHERE severity = 'error' AND entity = '某市财政局'", "2"},
		{"SELECT subject, amount, table_amount, table_unit FROM sentences WHERE document = 2", "行政运行|10.00|1350.23|万元"},
		{"SELECT project, amount FROM project_expenditure WHERE document = 1", "-项目|1350.23"},
		{"SELECT count(*) FROM totals", "0"},
		{"SELECT count(*) FROM expenditure_by_subject", "0"},
		{"SELECT count(*) FROM three_public", "0"},
		{"PRAGMA foreign_key_check", ""},
		{"PRAGMA integrity_check", "ok"},
	} {
		if got := strings.Join(ask(t, path, c.question), "\n"); got != c.want {
			t.Errorf("%s: %s, want %s", c.question, got, c.want)
		}
	}
}

// TestAddingAgainChangesNothing holds that a document is known by its checksum:
// the same one leaves every byte, a changed one takes the place of the old.
func TestAddingAgainChangesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "x.sqlite")
	add(t, path, example.Disclosure(), other())
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	add(t, path, other(), example.Disclosure())
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the file changed (%v)", err)
	}
	again := filepath.Join(t.TempDir(), "y.sqlite")
	add(t, again, example.Disclosure(), other())
	if fresh, err := os.ReadFile(again); err != nil || !bytes.Equal(before, fresh) {
		t.Errorf("another database of the same documents differs (%v)", err)
	}
	changed := example.Disclosure()
	changed.Facts = changed.Facts[:1]
	changed.Carryovers, changed.Findings, changed.Narrative = nil, nil, nil
	add(t, path, changed)
	if got := strings.Join(ask(t, path, "SELECT document, count(*) FROM facts GROUP BY document UNION ALL SELECT 0, count(*) FROM carryovers"), " "); got != "1|1 2|2 0|1" {
		t.Errorf("facts and balances by document: %s", got)
	}
}

func TestOpenLeavesForeignFilesAlone(t *testing.T) {
	dir := t.TempDir()
	text, base := filepath.Join(dir, "text"), filepath.Join(dir, "base")
	if err := os.WriteFile(text, bytes.Repeat([]byte("no database\n"), 100), 0o666); err != nil {
		t.Fatal(err)
	}
	ask(t, base, "CREATE TABLE mine (x)")
	for path, want := range map[string]error{text: nil, base: ErrForeign} {
		before, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		db, err := Open(t.Context(), path)
		if err == nil {
			t.Errorf("%s: opened (%v)", path, db.Close())
		}
		if want != nil && !errors.Is(err, want) || err != nil && !strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v", path, err)
		}
		if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
			t.Errorf("%s changed (%v)", path, err)
		}
	}
}

// TestFenIsExact holds the whole numbers of 分 to the amounts in 元.
func TestFenIsExact(t *testing.T) {
	for _, c := range []struct {
		yuan string
		want any
	}{{"13502300.00", int64(1350230000)}, {"-0.01", int64(-1)}, {"0.005", nil}, {"", nil}, {"92233720368547758.08", nil}, {"92233720368547758.07", int64(9223372036854775807)}} {
		if got := inFen(c.yuan); got != c.want {
			t.Errorf("%q: %v, want %v", c.yuan, got, c.want)
		}
	}
}
