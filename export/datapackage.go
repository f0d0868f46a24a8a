package export

import (
	_ "embed"
	"encoding/json"
	"io"
	"strings"

	"gongkai/normalize"
)

// PackageFile is the descriptor in a folder of CSV files.
const PackageFile = "datapackage.json"

//go:embed schema/fiscal.tsv
var fiscalTSV string

// A dataPackage describes CSV files (Data Package 1, Tabular Data Package and
// Fiscal Data Package of specs.frictionlessdata.io).
type dataPackage struct {
	Profile   string         `json:"profile"`
	Name      string         `json:"name"`
	ID        string         `json:"id,omitempty"`
	Title     string         `json:"title,omitempty"`
	Licenses  []licence      `json:"licenses"`
	Sources   []source       `json:"sources,omitempty"`
	Resources []dataResource `json:"resources"`
}

type licence struct {
	Name  string `json:"name"`
	Title string `json:"title"`
}

// A source is the published file; it carries its checksum rather than a place,
// which the file does not tell.
type source struct {
	Title  string `json:"title"`
	SHA256 string `json:"sha256"`
}

type dataResource struct {
	Profile     string       `json:"profile"`
	Type        string       `json:"type,omitempty"` // "file": not to be read as a table of records
	Name        string       `json:"name"`
	Path        string       `json:"path"`
	Title       string       `json:"title,omitempty"`
	Description string       `json:"description,omitempty"`
	Format      string       `json:"format"`
	MediaType   string       `json:"mediatype"`
	Encoding    Encoding     `json:"encoding"`
	Dialect     *dialect     `json:"dialect,omitempty"`
	Schema      *tableSchema `json:"schema,omitempty"`
}

// A dialect is how CSV files are written: RFC 4180.
type dialect struct {
	LineTerminator string `json:"lineTerminator"`
	DoubleQuote    bool   `json:"doubleQuote"`
	Header         bool   `json:"header"`
}

type tableSchema struct {
	Fields        []field      `json:"fields"`
	MissingValues []string     `json:"missingValues"`
	PrimaryKey    names        `json:"primaryKey,omitzero"`
	ForeignKeys   []foreignKey `json:"foreignKeys,omitempty"`
}

type field struct {
	Name        string `json:"name"`
	Title       string `json:"title,omitempty"`
	Description string `json:"description,omitempty"`
	Type        string `json:"type"`
	ColumnType  string `json:"columnType,omitempty"`
}

type foreignKey struct {
	Fields    names     `json:"fields"`
	Reference reference `json:"reference"`
}

type reference struct {
	Resource string `json:"resource"`
	Fields   names  `json:"fields"`
}

// names are names of fields: one as a text, several as an array.
type names []string

// MarshalJSON writes them so.
func (n names) MarshalJSON() ([]byte, error) {
	if len(n) == 1 {
		return json.Marshal(n[0])
	}
	return json.Marshal([]string(n))
}

// UnmarshalJSON reads either.
func (n *names) UnmarshalJSON(data []byte) error {
	var one string
	if json.Unmarshal(data, &one) == nil {
		*n = names{one}
		return nil
	}
	return json.Unmarshal(data, (*[]string)(n))
}

// unstated says that a disclosure does not tell under what licence it is: such
// documents are published under the Regulations on the Disclosure of
// Government Information.
var unstated = licence{"notspecified", "the published document states no licence; 原文件依《中华人民共和国政府信息公开条例》公开，未注明许可"}

// fieldTypes are the types of Table Schema.
var fieldTypes = map[Type]string{Text: "string", Integer: "integer", Decimal: "number"}

// describe makes the descriptor of the CSV files of a document.
func describe(d *normalize.Disclosure, enc Encoding) dataPackage {
	p := dataPackage{Profile: "data-package", Name: "gongkai-" + d.Source.SHA256[:min(16, len(d.Source.SHA256))], ID: "sha256:" + d.Source.SHA256,
		Title: d.Document.Title, Licenses: []licence{unstated}, Sources: []source{{Title: d.Source.File, SHA256: d.Source.SHA256}}}
	p.Resources = resources(WithDocument(d), enc, false)
	for i := range d.Tables {
		p.Resources = append(p.Resources, published(&d.Tables[i], enc))
	}
	return p
}

// WritePackage writes the descriptor of a data set of many documents: CSV files
// of the sheets, which are led by their document. Rows refer to their document;
// what else they refer to may be blank, and Table Schema takes a key of several
// fields with a blank one for a value that must be found.
func WritePackage(w io.Writer, sheets []Sheet) error {
	return writePackage(w, dataPackage{Profile: "data-package", Name: "gongkai", Title: "政府预算、决算公开数据集", Licenses: []licence{unstated}, Resources: resources(sheets, UTF8, true)})
}

// resources describes the CSV files of sheets. In a data set of many documents
// a row is known by its document and its key within it.
func resources(sheets []Sheet, enc Encoding, many bool) []dataResource {
	keys, fiscal := map[string]names{}, fiscalTypes()
	within := func(s *Sheet, column string) names {
		if many && s.Columns[0].Name == documentColumn.Name {
			return names{documentColumn.Name, column}
		}
		return names{column}
	}
	for i, s := range sheets {
		if s.Key != "" {
			keys[s.Name] = within(&sheets[i], s.Key)
		}
	}
	var out []dataResource
	for _, s := range sheets {
		r := dataResource{Profile: "tabular-data-resource", Name: s.Name, Path: s.Name + ".csv", Title: s.Title, Description: s.Help, Format: "csv", MediaType: "text/csv",
			Encoding: enc, Dialect: &dialect{LineTerminator: "\r\n", DoubleQuote: true, Header: true}, Schema: &tableSchema{MissingValues: []string{""}, PrimaryKey: keys[s.Name]}}
		for _, c := range s.Columns {
			r.Schema.Fields = append(r.Schema.Fields, field{c.Name, c.Label, c.Help, fieldTypes[c.Type], fiscal[s.Name+"."+c.Name]})
		}
		switch {
		case !many:
			for _, f := range s.Refs {
				r.Schema.ForeignKeys = append(r.Schema.ForeignKeys, foreignKey{names{f.Column}, reference{f.Sheet, keys[f.Sheet]}})
			}
		case s.Columns[0].Name == documentColumn.Name:
			r.Schema.ForeignKeys = []foreignKey{{names{documentColumn.Name}, reference{"documents", keys["documents"]}}}
		}
		out = append(out, r)
	}
	return out
}

// published describes the file of a table as published. It is no table of
// records: headers take several rows, and rows may be blank.
func published(t *normalize.Table, enc Encoding) dataResource {
	return dataResource{Profile: "data-resource", Type: "file", Name: strings.ToLower(t.ID), Path: t.ID + ".csv", Title: t.Title,
		Description: "table as published; a merged cell stands once, at its top left", Format: "csv", MediaType: "text/csv", Encoding: enc}
}

// fiscalTypes reads the column types by "sheet.column".
func fiscalTypes() map[string]string {
	out := map[string]string{}
	for line := range strings.Lines(fiscalTSV) {
		if f := strings.Split(strings.TrimSpace(line), "\t"); len(f) == 3 && !strings.HasPrefix(line, "#") {
			out[f[0]+"."+f[1]] = f[2]
		}
	}
	return out
}

func writePackage(w io.Writer, p dataPackage) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	return enc.Encode(p)
}
