package kinds

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

// changed returns the embedded data with one file replaced.
func changed(t *testing.T, name, content string) fs.FS {
	t.Helper()
	out := fstest.MapFS{}
	err := fs.WalkDir(dataFiles, "data", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := dataFiles.ReadFile(path)
		out[strings.TrimPrefix(path, "data/")] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	out[name] = &fstest.MapFile{Data: []byte(content)}
	return out
}

func TestNewLayoutNeedsNoCode(t *testing.T) {
	c, err := Load(changed(t, "layouts/elsewhere.yaml", `
name: elsewhere
seen: [a document of 2030]
doc: budget
titles:
  income: [进项一览]
columns:
  code: ['^代号$']
measures:
  business_income: [经营所得]
`))
	if err != nil {
		t.Fatal(err)
	}
	if got := c.MatchTitle("2030年进项一览"); got == nil || got.Kind != "income" || got.Layout != "elsewhere" {
		t.Errorf("title: got %+v", got)
	}
	if got := c.ColumnRole("代号"); got != CodeColumn {
		t.Errorf("column: got %q", got)
	}
	if got := c.Measure("income", []string{"经营所得"}); got != "business_income" {
		t.Errorf("measure: got %q", got)
	}
}

func TestDataErrorsNameFileAndLine(t *testing.T) {
	head := "name: x\nseen: [y]\ndoc: budget\n"
	for name, c := range map[string]struct{ file, content, want string }{
		"unknown kind":     {"layouts/x.yaml", head + "titles:\n  nothing: [表名]\n", `layouts/x.yaml:5: unknown kind "nothing"`},
		"title of another": {"layouts/x.yaml", head + "titles:\n  income: [部门支出总表]\n", "layouts/x.yaml:5: "},
		"measure twice":    {"layouts/x.yaml", head + "measures:\n  total: [事业收入]\n", `layouts/x.yaml:5: "事业收入" measures business_income and total`},
		"unknown key":      {"layouts/x.yaml", head + "tiles: {}\n", "layouts/x.yaml: yaml: unmarshal errors:\n  line 4: field tiles not found"},
		"not seen":         {"layouts/x.yaml", "name: x\ndoc: budget\n", "layouts/x.yaml: a layout says"},
		"bad pattern":      {"layouts/x.yaml", head + "columns:\n  code: ['(']\n", "layouts/x.yaml: line 5: error parsing regexp"},
		"unknown role":     {"layouts/x.yaml", head + "columns:\n  colour: ['x']\n", `unknown column role "colour"`},
		"unknown shape":    {"kinds.yaml", "kinds:\n  - {id: a, name: b, shape: c}\n", `kinds.yaml:2: kind "a"`},
		"not YAML":         {"rows.yaml", "totals: [", "rows.yaml: yaml: line 1"},
	} {
		_, err := Load(changed(t, c.file, c.content))
		var e *DataError
		if !errors.As(err, &e) || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", name, err, c.want)
		}
	}
	if _, err := Load(fstest.MapFS{}); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no files: got %v", err)
	}
}
