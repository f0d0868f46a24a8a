package export

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"gongkai/normalize"
)

func TestCSVNeutralisesFormulas(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""}, {"部门", "部门"}, {"=1+1", "'=1+1"}, {"+86 10", "'+86 10"}, {"-项目", "'-项目"}, {"@SUM(A1)", "'@SUM(A1)"},
		{"\t=1", "'\t=1"}, {"\r=1", "'\r=1"}, {"-1,350.20", "-1,350.20"}, {"-0.5", "-0.5"}, {"-", "-"}, {"--", "'--"}, {"—", "—"}, {"1,350.20", "1,350.20"},
		{"-1+cmd", "'-1+cmd"}, {"a=b", "a=b"},
	} {
		if got := neutral(c.in); got != c.want {
			t.Errorf("neutral(%q) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestCSVFilesOfADocument(t *testing.T) {
	d := sample(t)
	files := map[string]string{}
	var order []string
	for _, o := range csvOutputs("budget", d, UTF8) {
		var b bytes.Buffer
		if err := o.Write(&b); err != nil {
			t.Fatal(err)
		}
		files[o.Path] = b.String()
		order = append(order, o.Path)
	}
	var want []string
	for _, name := range []string{"documents", "tables", "facts", "findings", "projects", "allocation", "performance", "indicators", "carryovers", "narrative_facts",
		"staffing", "procurement", "assets", "glossary", "T1", "T2"} {
		want = append(want, "budget/"+name+".csv")
	}
	want = append(want, "budget/"+PackageFile)
	if !slices.Equal(order, want) {
		t.Errorf("files %v, want %v", order, want)
	}
	delete(files, "budget/"+PackageFile)
	for name, text := range files {
		if !strings.HasPrefix(text, "\uFEFF") {
			t.Errorf("%s has no byte order mark", name)
		}
		if strings.Count(text, "\n") != strings.Count(text, "\r\n") {
			t.Errorf("%s has lines that do not end in CR LF", name)
		}
	}
	published := "\uFEFF科目,,预算数\r\n编码,名称,\r\n0208,'=1+1 & <b>,\"1,350.23\"\r\n,其中：\x01差旅费,0.00\r\n—,,\r\n"
	if got := files["budget/T1.csv"]; got != published {
		t.Errorf("T1.csv is %q, want %q", got, published)
	}
}

// TestCSVAndXLSXShowTheSameSheets reads both back and compares them value by
// value.
func TestCSVAndXLSXShowTheSameSheets(t *testing.T) {
	d := sample(t)
	f := opened(t, d)
	for _, s := range Sheets(d) {
		t.Run(s.Name, func(t *testing.T) {
			var b bytes.Buffer
			if err := CSV(&b, s); err != nil {
				t.Fatal(err)
			}
			rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.String(), "\uFEFF"))).ReadAll()
			if err != nil {
				t.Fatal(err)
			}
			if want := len(slices.Collect(s.Rows)); len(rows) != want+1 {
				t.Fatalf("%d rows, want %d and a header", len(rows), want)
			}
			for i, row := range rows {
				for j, v := range row {
					if name, err := f.GetCellValue(s.Title, cell(i+1, j+1), rawValue); err != nil || name != unneutral(printable(v)) {
						t.Errorf("row %d, %s: workbook %q (%v), CSV %q", i, s.Columns[j].Name, name, err, v)
					}
				}
			}
		})
	}
}

func TestCSVKeepsLineBreaksOfValues(t *testing.T) {
	s := Sheet{Columns: []Column{{Name: "a", Type: Text}, {Name: "b", Type: Text}}, Rows: slices.Values([][]string{{"一\n二", ""}, {"", "\"三\""}})}
	var b bytes.Buffer
	if err := CSV(&b, s); err != nil {
		t.Fatal(err)
	}
	if want := "\uFEFFa,b\r\n\"一\n二\",\r\n,\"\"\"三\"\"\"\r\n"; b.String() != want {
		t.Errorf("%q, want %q", b.String(), want)
	}
}

func TestCSVInGB18030(t *testing.T) {
	d := sample(t)
	plain, coded := csvOutputs("x", d, UTF8), csvOutputs("x", d, GB18030)
	for i := range plain {
		if strings.HasSuffix(plain[i].Path, "/"+PackageFile) {
			continue
		}
		var a, b bytes.Buffer
		if err := errors.Join(plain[i].Write(&a), coded[i].Write(&b)); err != nil {
			t.Fatal(err)
		}
		text, err := simplifiedchinese.GB18030.NewDecoder().String(b.String())
		if err != nil || text != strings.TrimPrefix(a.String(), byteOrderMark) {
			t.Errorf("%s reads back as %q (%v)", coded[i].Path, text, err)
		}
	}
}

// TestDataPackageDescribesEveryFile holds the descriptor against the files:
// every one is a resource, with the columns of its header.
func TestDataPackageDescribesEveryFile(t *testing.T) {
	d := sample(t)
	var p dataPackage
	files := map[string]string{}
	for _, o := range csvOutputs("x", d, UTF8) {
		var b bytes.Buffer
		if err := o.Write(&b); err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(o.Path, "/"+PackageFile) {
			if err := json.Unmarshal(b.Bytes(), &p); err != nil {
				t.Fatal(err)
			}
			continue
		}
		files[strings.TrimPrefix(o.Path, "x/")] = strings.TrimPrefix(b.String(), byteOrderMark)
	}
	types := 0
	for _, r := range p.Resources {
		if files[r.Path] == "" {
			t.Errorf("%s is no file", r.Path)
		}
		text := files[r.Path]
		delete(files, r.Path)
		if r.Type == "file" {
			continue
		}
		rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
		if err != nil || len(rows) == 0 || len(rows[0]) != len(r.Schema.Fields) {
			t.Errorf("%s: %d rows, %d fields (%v)", r.Path, len(rows), len(r.Schema.Fields), err)
			continue
		}
		for i, f := range r.Schema.Fields {
			if rows[0][i] != f.Name {
				t.Errorf("%s: column %d is %s, described as %s", r.Path, i, rows[0][i], f.Name)
			}
			if f.ColumnType != "" {
				types++
			}
		}
	}
	if len(files) > 0 {
		t.Errorf("not described: %v", files)
	}
	if want := len(fiscalTypes()); types != want || want == 0 {
		t.Errorf("%d columns have a fiscal type, %d are named", types, want)
	}
	if p.Sources[0].SHA256 != d.Source.SHA256 {
		t.Errorf("sources %+v", p.Sources)
	}
}

func TestSheetsExplainEveryColumn(t *testing.T) {
	for _, s := range WithDocument(&normalize.Disclosure{}) {
		for _, c := range s.Columns {
			if c.Help == "" || c.Label == "" || c.Width <= 0 {
				t.Errorf("%s.%s lacks its help, label or width", s.Name, c.Name)
			}
		}
		for i, r := range slices.Collect(s.Rows) {
			if len(r) != len(s.Columns) {
				t.Errorf("%s row %d has %d values for %d columns", s.Name, i, len(r), len(s.Columns))
			}
		}
	}
}

func unneutral(s string) string {
	if strings.HasPrefix(s, "'") {
		return s[1:]
	}
	return s
}
