package extract_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"gongkai/extract"
)

// drawnTable is the content of a page with a ruled table whose lower left
// corner is at (60, 500): two header rows with a merged cell each way.
const drawnTable = `0.5 w 60 500 300 80 re S 60 520 m 360 520 l S 60 540 m 360 540 l S 160 560 m 360 560 l S
160 500 m 160 580 l S 260 500 m 260 560 l S
BT /F1 10 Tf 63 556 Td (Office) Tj 120 10 Td (Actual) Tj -20 -20 Td (2023) Tj 100 0 Td (2024) Tj
-200 -20 Td (Health) Tj 100 0 Td (1,200.50) Tj 100 0 Td (900.25) Tj
-200 -20 Td (Schools) Tj 100 0 Td (13,400.00) Tj 100 0 Td (19,800.75) Tj ET
`

const drawnCells = `0,0 2x1 Office
0,1 1x2 Actual
1,1 2023
1,2 2024
2,0 Health
2,1 1,200.50
2,2 900.25
3,0 Schools
3,1 13,400.00
3,2 19,800.75
`

// onePage writes a file with one page of A4.
func onePage(content, page string, forms map[string]string) []byte {
	const font = "/Font<</F1 5 0 R>>"
	objects := []string{
		"<</Type/Catalog/Pages 2 0 R>>",
		"<</Type/Pages/Kids[3 0 R]/Count 1>>",
		"", "",
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
	}
	stream := func(dict, data string) string {
		return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", dict, len(data), data)
	}
	resources := font + "/XObject<<"
	for i, name := range []string{"Inner", "Outer"} {
		if forms[name] != "" {
			resources += fmt.Sprintf("/%s %d 0 R", name, 6+i)
		}
	}
	resources += ">>"
	for _, name := range []string{"Inner", "Outer"} {
		matrix, data, _ := strings.Cut(forms[name], "|")
		objects = append(objects, stream("/Type/XObject/Subtype/Form/BBox[0 0 1000 1000]/Matrix["+matrix+"]/Resources<<"+resources+">>", data))
	}
	objects[2] = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<<" + resources + ">>" + page + ">>"
	objects[3] = stream("", content)
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	var offsets []int
	for i, o := range objects {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, at := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return b.Bytes()
}

// A table comes back whatever it is drawn in and however its page lies.
func TestTableOnDrawnPages(t *testing.T) {
	tests := []struct {
		name, content, page string
		forms               map[string]string // matrix and content
	}{
		{name: "plain", content: drawnTable},
		{name: "in a form", content: "/Inner Do", forms: map[string]string{"Inner": "1 0 0 1 0 0|" + drawnTable}},
		{name: "in a form, moved and scaled", content: "q 0.8 0 0 0.8 40 30 cm /Inner Do Q",
			forms: map[string]string{"Inner": "1.1 0 0 1.1 -20 10|" + drawnTable}},
		{name: "in a form within a form", content: "/Outer Do",
			forms: map[string]string{"Outer": "1 0 0 1 10 10|q 0.9 0 0 0.9 0 0 cm /Inner Do Q", "Inner": "1 0 0 1 5 0|" + drawnTable}},
		{name: "page turned by 90", content: "q 0 1 -1 0 595 0 cm " + drawnTable + "Q", page: "/Rotate 90"},
		{name: "page turned by 180", content: "q -1 0 0 -1 595 842 cm " + drawnTable + "Q", page: "/Rotate 180"},
		{name: "page turned by 270", content: "q 0 -1 1 0 0 842 cm " + drawnTable + "Q", page: "/Rotate 270"},
		{name: "drawn sideways on a page that lies upright", content: "q 0 1 -1 0 595 0 cm " + drawnTable + "Q"},
		{name: "page turned, table not", content: drawnTable, page: "/Rotate 90"},
		{name: "form turned on a turned page", content: "q 0 1 -1 0 595 0 cm /Inner Do Q", page: "/Rotate 90",
			forms: map[string]string{"Inner": "1 0 0 1 0 0|" + drawnTable}},
		{name: "rulings in the page, texts in a form", content: drawnTable[:strings.Index(drawnTable, "BT")] + "/Inner Do",
			forms: map[string]string{"Inner": "1 0 0 1 0 0|" + drawnTable[strings.Index(drawnTable, "BT"):]}},
		{name: "rulings as thin filled areas in a form", content: "/Inner Do " + drawnTable[strings.Index(drawnTable, "BT"):],
			forms: map[string]string{"Inner": "1 0 0 1 0 0|60 499.8 300 0.4 re 60 519.8 300 0.4 re 60 539.8 300 0.4 re 160 559.8 200 0.4 re 60 579.8 300 0.4 re " +
				"59.8 500 0.4 80 re 159.8 500 0.4 80 re 259.8 500 0.4 60 re 359.8 500 0.4 80 re f"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			doc, err := extract.Read(context.Background(), "drawn.pdf", onePage(tt.content, tt.page, tt.forms), extract.Options{})
			if err != nil {
				t.Fatal(err)
			}
			var got strings.Builder
			for _, table := range doc.Tables() {
				for _, c := range table.Cells {
					fmt.Fprintf(&got, "%d,%d", c.Row, c.Col)
					if c.RowSpan > 1 || c.ColSpan > 1 {
						fmt.Fprintf(&got, " %dx%d", c.RowSpan, c.ColSpan)
					}
					fmt.Fprintf(&got, " %s\n", c.Text)
				}
			}
			if got.String() != drawnCells {
				t.Errorf("got\n%swant\n%s", got.String(), drawnCells)
			}
		})
	}
}

// The last figure of 8,000.00 stands beyond the ruling, in the blank cell of the
// next column; the sum of its row says where it belongs.
const drawnAcross = `0.5 w 60 500 340 80 re S 60 520 m 400 520 l S 60 540 m 400 540 l S 60 560 m 400 560 l S
130 500 m 130 580 l S 200 500 m 200 580 l S 260 500 m 260 580 l S 320 500 m 320 580 l S
BT /F1 10 Tf 63 566 Td (Office) Tj 70 0 Td (Total) Tj 70 0 Td (Basic) Tj 60 0 Td (Other) Tj 60 0 Td (Last) Tj
-260 -20 Td (Health) Tj 70 0 Td (350.00) Tj 70 0 Td (250.00) Tj 60 0 Td (100.00) Tj 60 0 Td (90.00) Tj
-260 -20 Td (Schools) Tj 70 0 Td (80.00) Tj 70 0 Td (50.00) Tj 60 0 Td (30.00) Tj 60 0 Td (70.00) Tj
-260 -20 Td (Roads) Tj 70 0 Td (9,000.00) Tj 70 0 Td (1,000.00) Tj 87 0 Td (8,000.00) Tj ET
`

func TestReadAsksSums(t *testing.T) {
	doc, err := extract.Read(context.Background(), "across.pdf", onePage(drawnAcross, "", nil), extract.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var row []string
	for _, c := range doc.Tables()[0].Cells {
		if c.Row == 3 {
			row = append(row, c.Text)
		}
	}
	if got, want := strings.Join(row, "|"), "Roads|9,000.00|1,000.00|8,000.00|"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	for _, f := range doc.Findings {
		if f.Rule == "layout.reading_chosen" && f.Text == "8,000.00" && strings.Contains(f.Values["other"], "|  | 8,000.00") {
			return
		}
	}
	t.Errorf("no finding tells of the choice: %+v", doc.Findings)
}
