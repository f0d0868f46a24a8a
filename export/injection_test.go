package export

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"io"
	"path"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"gongkai/normalize"
)

// hostile are texts that a document may print to do harm in what opens the
// outputs, or that do it by chance.
var hostile = []string{
	`=cmd|' /C calc'!A0`, "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1", " =1+1", "=HYPERLINK(\"http://x\",\"y\")",
	"../../../etc/passwd", `..\..\windows`, "C:\\x", "/etc/passwd", "a/b", "NUL", ".", "..",
	"\x00", "a\x00b", "\x1b[31m", "\u202e123", "\uFFFE", "</t></is></c><c><f>1+1</f></c>", "]]>", "_x0041_", "&#x41;", "'=1+1",
	`','');DROP TABLE facts;--`, "<script>alert(1)</script>", "\"a\",\"b\"", "a\nb", "{{1}}", "&L&D", "%s%n",
}

// poisoned is a disclosure that prints a text wherever texts can stand.
func poisoned(t *testing.T, text string) *normalize.Disclosure {
	t.Helper()
	d := sample(t)
	d.Document.Title, d.Source.File, d.Entity.Name, d.Entity.RegionName = text, text, text, text
	for i := range d.Tables {
		x := &d.Tables[i]
		x.Title, x.Subtitle, x.Number, x.Note, x.PreparedBy, x.Kind = text, text, text, text, text, text
		for j := range x.Cells {
			if x.Cells[j].Role != "amount" {
				x.Cells[j].Text = text
			}
		}
	}
	for i := range d.Facts {
		f := &d.Facts[i]
		f.Name, f.Project, f.AmountRaw, f.LabelPath, f.MeasurePath = text, text, text, []string{text, text}, []string{text}
	}
	for i := range d.Findings {
		d.Findings[i].Message, d.Findings[i].Text = text, text
	}
	d.Projects[0].Name, d.Projects[0].Carrier, d.Projects[0].AllocationText = text, text, text
	d.Glossary[0].Term, d.Glossary[0].Definition, d.Narrative[0].Raw = text, text, text
	return d
}

// TestNoTextRunsInAWorkbook holds that no printed text becomes a formula, an
// element or a link to the outside, and that texts stay what they are.
func TestNoTextRunsInAWorkbook(t *testing.T) {
	for _, text := range hostile {
		t.Run(text, func(t *testing.T) {
			d := poisoned(t, text)
			for _, data := range [][]byte{workbookBytes(t, d), bookBytes(t, 0, d)} {
				for name, part := range parts(t, data) {
					if strings.Contains(part, "<f>") || strings.Contains(part, `TargetMode="External"`) || strings.Contains(name, "..") {
						t.Errorf("%s holds a formula or leads outside", name)
					}
				}
			}
			f := opened(t, d)
			if got, err := f.GetCellValue(factsTitle, "L2"); err != nil || got != printable(text) {
				t.Errorf("the name is %q (%v)", got, err)
			}
			for _, sheet := range f.GetSheetList() {
				if strings.ContainsAny(sheet, `[]:*?/\`) || len(utf16.Encode([]rune(sheet))) > maxSheetName || sheet != strings.Trim(sheet, "'") {
					t.Errorf("sheet %q", sheet)
				}
			}
		})
	}
}

// TestNoTextRunsFromCSV holds that no text of a CSV file begins as a formula
// does, and that files go where the name of the document says.
func TestNoTextRunsFromCSV(t *testing.T) {
	for _, text := range hostile {
		t.Run(text, func(t *testing.T) {
			d := poisoned(t, text)
			for _, format := range Formats(Options{Encoding: UTF8}) {
				for _, o := range format.Outputs("name", d) {
					if clean := path.Clean(o.Path); clean != o.Path || !strings.HasPrefix(clean, "name") || strings.ContainsAny(strings.TrimPrefix(clean, "name/"), `/\`) {
						t.Errorf("%s writes %q", format.Name, o.Path)
					}
				}
			}
			for _, s := range WithDocument(d) {
				var b bytes.Buffer
				if err := CSV(&b, s); err != nil {
					t.Fatal(err)
				}
				rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.String(), byteOrderMark))).ReadAll()
				if err != nil {
					t.Fatal(err)
				}
				for _, row := range rows {
					for i, v := range row {
						if v != "" && s.Columns[i].Type == Text && strings.ContainsRune("=+@\t\r", rune(v[0])) {
							t.Errorf("%s.%s: %q", s.Name, s.Columns[i].Name, v)
						}
					}
				}
			}
		})
	}
}

// TestLongTexts holds the limit of a cell in units of UTF-16: what fits stays,
// what does not is cut between characters and told, and CSV and JSON hold all.
func TestLongTexts(t *testing.T) {
	for _, c := range []struct {
		name, text, want string
	}{
		{"fits", strings.Repeat("长", maxCellText), strings.Repeat("长", maxCellText)},
		{"one too many", strings.Repeat("长", maxCellText+1), strings.Repeat("长", maxCellText-1) + "…"},
		{"pairs fit", strings.Repeat("𠀀", maxCellText/2), strings.Repeat("𠀀", maxCellText/2)},
		{"pairs do not", strings.Repeat("𠀀", maxCellText/2+1), strings.Repeat("𠀀", maxCellText/2) + "…"},
		{"bytes but not units", strings.Repeat("é", maxCellText-1), strings.Repeat("é", maxCellText-1)},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := sample(t)
			d.Facts[0].Name, d.Tables[1].Cells[0].Text = c.text, c.text
			f := opened(t, d)
			for sheet, at := range map[string]string{factsTitle: "L2", "T2": "A3"} {
				if got, err := f.GetCellValue(sheet, at); err != nil || got != c.want {
					t.Errorf("%s!%s has %d characters (%v), want %d", sheet, at, len([]rune(got)), err, len([]rune(c.want)))
				}
			}
			s := factsSheet(d)
			if row := slices.Collect(s.Rows)[0]; row[s.column("name")] != c.text || !bytes.Contains(written(t, d), []byte(c.text)) {
				t.Error("CSV or JSON do not hold it whole")
			}
		})
	}
}

// parts reads the parts of a workbook.
func parts(t *testing.T, data []byte) map[string]string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, part := range archive.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[part.Name] = string(text)
	}
	return out
}
