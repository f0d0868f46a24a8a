package normalize

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/extract"
	"gongkai/extract/layout"
	"gongkai/extract/trace"
)

var update = flag.Bool("update", false, "rewrite the expected part of the golden files")

// resultMark divides the tables of a golden file from what is expected.
const resultMark = "=> "

// drawn reads the tables of a golden file. "# " begins a heading, "^ " a line
// above a table, "_ " a line under it; rows are cells divided by "|", where <
// continues the cell to the left and ^ the cell above.
func drawn(t testing.TB, text string) *extract.Document {
	t.Helper()
	doc := &extract.Document{Source: extract.Source{File: "drawn.pdf", Pages: 1}}
	var caption, notes []layout.Line
	var rows [][]string
	flush := func() {
		if len(rows) > 0 {
			tb := table(t, rows)
			tb.ID, tb.Caption, tb.Notes = fmt.Sprintf("T%d", len(doc.Tables())+1), caption, notes
			doc.Blocks = append(doc.Blocks, extract.Block{Table: tb})
		}
		caption, notes, rows = nil, nil, nil
	}
	for line := range strings.SplitSeq(text, "\n") {
		switch {
		case strings.HasPrefix(line, "# "):
			flush()
			doc.Blocks = append(doc.Blocks, extract.Block{Heading: &extract.Heading{Level: 2, Text: line[2:]}})
		case strings.HasPrefix(line, "> "):
			if len(rows) > 0 {
				flush()
			}
			caption = append(caption, layout.Line{Text: line[2:]})
		case strings.HasPrefix(line, "_ "):
			notes = append(notes, layout.Line{Text: line[2:]})
		case strings.TrimSpace(line) == "":
			flush()
		default:
			var row []string
			for c := range strings.SplitSeq(line, "|") {
				row = append(row, strings.Trim(c, " "))
			}
			rows = append(rows, row)
		}
	}
	flush()
	return doc
}

// table builds a table from drawn rows.
func table(t testing.TB, rows [][]string) *extract.Table {
	t.Helper()
	tb := &extract.Table{Rows: len(rows), Cols: len(rows[0])}
	for r, row := range rows {
		if len(row) != tb.Cols {
			t.Fatalf("row %q has %d cells, want %d", row, len(row), tb.Cols)
		}
		for c, text := range row {
			if text == "<" || text == "^" {
				continue
			}
			cell := extract.Cell{Row: r, Col: c, RowSpan: 1, ColSpan: 1, Text: text}
			for cell.Col+cell.ColSpan < tb.Cols && row[cell.Col+cell.ColSpan] == "<" {
				cell.ColSpan++
			}
			for cell.Row+cell.RowSpan < tb.Rows && rows[cell.Row+cell.RowSpan][c] == "^" {
				cell.RowSpan++
			}
			cell.Parts = []extract.Part{{At: trace.Locator{Page: 1}, Text: text}}
			tb.Cells = append(tb.Cells, cell)
		}
	}
	return tb
}

// printed writes a disclosure as the lines of a golden file.
func printed(d *Disclosure) string {
	var b strings.Builder
	fmt.Fprintf(&b, "=> document %s %d %s %s\n", d.Document.Kind, d.Document.Year, d.Entity.Name, d.Entity.RegionCode)
	for _, t := range d.Tables {
		fmt.Fprintf(&b, "=> %s kind=%s number=%s title=%s by=%s unit=%s header=%d marker=%d empty=%v note=%s\n",
			t.ID, t.Kind, t.Number, t.Title, t.PreparedBy, t.Unit, t.HeaderRows, t.MarkerRow, t.Empty, t.Note)
		for _, f := range d.Facts {
			if f.Table != t.ID {
				continue
			}
			fmt.Fprintf(&b, "=> %s %s", f.ID, strings.Join(append(append([]string{}, f.LabelPath...), f.Name), " / "))
			for _, s := range []struct{ name, value string }{
				{"side", f.Side}, {"code", f.Code}, {"status", f.CodeStatus}, {"project", f.Project}, {"level", f.Level},
				{"path", strings.Join(f.MeasurePath, ">")}, {"measure", f.Measure}, {"phase", f.Phase}, {"no", f.Number},
			} {
				if s.value != "" {
					fmt.Fprintf(&b, " %s=%s", s.name, s.value)
				}
			}
			yuan := ""
			if f.AmountYuan != nil {
				yuan = " yuan=" + f.AmountYuan.String()
			}
			fmt.Fprintf(&b, " %q = %s%s%s\n", f.AmountRaw, f.Amount.String(), f.Unit, yuan)
		}
		for _, f := range d.Findings {
			if f.Table == t.ID {
				fmt.Fprintf(&b, "=> finding %s %s %q %s\n", f.Severity, f.Rule, f.Text, f.Message)
			}
		}
	}
	return b.String()
}

func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			input, _, _ := strings.Cut(string(data), resultMark)
			got := printed(Normalize(drawn(t, input)))
			if *update {
				if err := os.WriteFile(name, []byte(input+got), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if want := strings.TrimPrefix(string(data), input); got != want {
				t.Errorf("got\n%swant\n%s", got, want)
			}
		})
	}
}
