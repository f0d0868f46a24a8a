package parquet

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"gongkai/export"
)

// TestWriterOfManyRows reads back what fills several row groups, by number and
// by size, and more different texts than a dictionary takes.
func TestWriterOfManyRows(t *testing.T) {
	s := export.Sheet{Name: "s", Columns: []export.Column{{Name: "key", Type: export.Text}, {Name: "few", Type: export.Text}, {Name: "many", Type: export.Text}, {Name: "v", Type: export.Decimal}}}
	for _, tt := range []struct{ rows, length, groups int }{{groupRows + 10, 20, 2}, {3000, groupBytes / 2000, 2}} {
		row := func(i int) []string {
			values := []string{fmt.Sprint(i), fmt.Sprint(i % 7), fmt.Sprintf("%d%s", i, strings.Repeat("字", tt.length/3)), fmt.Sprintf("%d.5", i)}
			if i%5 == 0 {
				values[1], values[3] = "", ""
			}
			return values
		}
		var b bytes.Buffer
		w := NewWriter(&b, s)
		if err := w.Write(func(yield func([]string) bool) {
			for i := range tt.rows {
				if !yield(row(i)) {
					return
				}
			}
		}); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		f, err := parquet.OpenFile(bytes.NewReader(b.Bytes()), int64(b.Len()))
		if err != nil {
			t.Fatal(err)
		}
		if n := len(f.RowGroups()); n != tt.groups {
			t.Errorf("%d row groups, want %d", n, tt.groups)
		}
		n := 0
		for _, g := range f.RowGroups() {
			rows := g.Rows()
			buffer := make([]parquet.Row, 1000)
			for {
				got, err := rows.ReadRows(buffer)
				for _, r := range buffer[:got] {
					for c, v := range r {
						if text, want := shown(v, s.Columns[c].Type), row(n)[c]; text != want {
							t.Fatalf("row %d, %s: %.40q, want %.40q", n, s.Columns[c].Name, text, want)
						}
					}
					n++
				}
				if err != nil {
					break // io.EOF; the number tells
				}
			}
			if err := rows.Close(); err != nil {
				t.Error(err)
			}
		}
		if n != tt.rows {
			t.Errorf("%d rows, want %d", n, tt.rows)
		}
	}
}

func TestFits(t *testing.T) {
	for v, want := range map[string]bool{"0": true, "-12.50": true, "": true, "1e5": false, "+1": false,
		strings.Repeat("9", 26) + "." + strings.Repeat("9", 12): true, strings.Repeat("9", 27): false, "0." + strings.Repeat("0", 13): false} {
		if Fits(v) != want {
			t.Errorf("%q: %v", v, !want)
		}
		if _, err := unscaled(v); want && v != "" && err != nil {
			t.Errorf("%q fits, %v", v, err)
		}
	}
}
