package extract

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gongkai/extract/layout"
	"gongkai/extract/trace"
)

// column draws lines one below the other from (x, y) on.
func columnAt(page int, x, y float64, texts ...string) []layout.Line {
	var out []layout.Line
	for i, s := range texts {
		out = append(out, lineAt(page, x, y+testPitch*float64(i), s))
	}
	return out
}

// inType changes the type of a line.
func inType(l layout.Line, size float64, bold bool) layout.Line {
	l.Size, l.Bold = size, bold
	return l
}

func TestColumnsAreReadOneAfterTheOther(t *testing.T) {
	s := sheet(1, append(append(
		columnAt(1, 60, 60, "A title that runs over both of the columns of the page and ends behind the gutter between them."),
		columnAt(1, 60, 100, "The left column begins here and", "goes on to its very end, where the", "text passes to the column on the")...),
		columnAt(1, 320, 100, "right, in the middle of a sentence.", "Then there is a table.")...))
	s.Grids = []layout.Grid{drawGrid(1, 160, []float64{320, 400, 500}, "a|b", "c|d")}
	s.Gutters = []trace.Rect{{X0: 250, Y0: 95, X1: 320, Y1: 300}}
	want := `A title that runs over both of the columns of the page and ends behind the gutter between them.
The left column begins here and goes on to its very end, where the text passes to the column on the right, in the middle of a sentence. Then there is a table.
table T1 [] []
`
	if diff := cmp.Diff(want, describe(Build(Source{}, []layout.Sheet{s}))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestLatinParagraphs(t *testing.T) {
	body := func(y float64, texts ...string) []layout.Line { return columnAt(1, 60, y, texts...) }
	filler := body(500, strings.Split(strings.Repeat("this is the usual text of the document, as wide as the column is\n", 12), "\n")[:12]...)
	tests := []struct {
		name  string
		lines []layout.Line
		want  string // of the blocks before the filler
	}{
		{"ragged lines", body(60, "In addition to the schools from the original sample, more", "schools participated for a total of 370", "schools."), "In addition to the schools from the original sample, more schools participated for a total of 370 schools.\n"},
		{"a sentence that ends early", body(60, "A short one.", "Another begins."), "A short one.\nAnother begins.\n"},
		{"a heading in bold", append([]layout.Line{inType(body(60, "Loans to Small Businesses")[0], testSize, true)}, body(80, "Small loans are loans.")...), "H3 Loans to Small Businesses\nSmall loans are loans.\n"},
		{"a heading in larger type", append([]layout.Line{inType(body(60, "Key Findings")[0], 16, false)}, body(80, "They follow.")...), "H1 Key Findings\nThey follow.\n"},
		{"bullets", body(60, "• people of the", "population", "• others"), "• people of the population\n• others\n"},
		{"a number that no list begins with", body(60, "published by an office of the department, see the table (1) and", "4) of the report."), "published by an office of the department, see the table (1) and 4) of the report.\n"},
		{"a word broken that is printed whole elsewhere", body(60, "this is the docu-", "ment."), "this is the document.\n"},
		{"a compound", body(60, "it is self-", "employed."), "it is self-employed.\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := describe(Build(Source{}, []layout.Sheet{sheet(1, append(tt.lines, filler...))}))
			got, _, _ = strings.Cut(got, "this is the usual")
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestMarkers(t *testing.T) {
	for in, want := range map[string]string{
		"1.概况": "1.", "1.5万元": "", "1.2023年": "1.", "12、乙": "12、", "（3）丙": "（3）", "①丁": "①", "● 戊": "●", "- b": "-", "-5": "", "2）己": "2）", "2024年": "", "": "", "\uf06c 己": "\uf06c",
	} {
		if got := words().ListMark.group(in); got != want {
			t.Errorf("%q: mark %q, want %q", in, got, want)
		}
	}
}

func TestUnreadTablesAreNoText(t *testing.T) {
	s := sheet(1, columnAt(1, 90, 100, "208 1,350.20 1,350.20", "209 1,350.20 1,350.20", "文字。"))
	s.Findings = []trace.Finding{{Rule: layout.RuleUnreadTable, At: []trace.Locator{{Page: 1, Box: trace.Rect{X0: 80, Y0: 95, X1: 500, Y1: 125}}}}}
	doc := Build(Source{}, []layout.Sheet{s})
	var roles []Role
	for _, b := range doc.Blocks {
		roles = append(roles, b.Paragraph.Role)
	}
	if diff := cmp.Diff([]Role{Unread, Unread, Body}, roles); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if o := doc.Outline(); len(o) != 1 || len(o[0].Paragraphs) != 1 {
		t.Errorf("outline %+v", o)
	}
}

func TestNoteTexts(t *testing.T) {
	table := &Table{Notes: []layout.Line{{Text: "注：1.本表没有"}, {Text: "数据。"}, {Text: "2、其他"}, {Text: "说明。"}}}
	if diff := cmp.Diff([]string{"注：1.本表没有数据。", "2、其他说明。"}, table.NoteTexts()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := (&Table{}).NoteTexts(); got != nil {
		t.Errorf("got %q", got)
	}
}

func TestReadChosenPages(t *testing.T) {
	file := chosenPages{fakeFile{printed(1, "一"), printed(2, "二"), nil}, PageSet{{First: 2, Last: 2}}}
	doc, err := readPages(t.Context(), Source{}, file, layout.Analyze)
	if err != nil || doc.Incomplete || len(doc.Blocks) != 1 || len(doc.Pages) != 3 || doc.Pages[0].Width != 0 || doc.Pages[1].Width == 0 {
		t.Errorf("document %+v, error %v", doc, err)
	}
	if file.pages = (PageSet{{First: 4}}); file.any() {
		t.Error("page 4 of 3")
	}
}
