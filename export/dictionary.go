package export

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"gongkai/normalize"
)

// Dictionary writes the data dictionary as Markdown: the columns of the flat
// sheets, as CSV files, workbooks, Parquet files and databases have them, and
// the members of JSON as Schema describes them. Nothing in it is written by
// hand.
func Dictionary(w io.Writer) error {
	out := bufio.NewWriter(w)
	fmt.Fprint(out, "# Data dictionary 数据字典\n\n## Flat sheets 平面表\n\n",
		"CSV files, sheets of a workbook, Parquet files and tables of the database. A key names a row within its document.\n",
		"CSV 文件、工作簿的数据表、Parquet 文件、数据库的表，列均相同；主键在一份文件之内唯一。\n")
	for _, s := range WithDocument(new(normalize.Disclosure)) {
		s.describe(out)
	}
	if err := describeSchema(out); err != nil {
		return fmt.Errorf("dictionary: %w", err)
	}
	return out.Flush()
}

// describe writes the columns of a sheet.
func (s *Sheet) describe(out io.Writer) {
	fmt.Fprintf(out, "\n### `%s` %s\n\n%s\n", s.Name, s.Title, s.Help)
	if s.Key != "" {
		fmt.Fprintf(out, "Key 主键: `%s`.\n", s.Key)
	}
	for _, r := range s.Refs {
		fmt.Fprintf(out, "`%s` names a row of 指向 `%s`.\n", r.Column, r.Sheet)
	}
	fmt.Fprint(out, "\n| column 列 | 名称 | type 类型 | meaning 含义 |\n|---|---|---|---|\n")
	for _, c := range s.Columns {
		fmt.Fprintf(out, "| `%s` | %s | %s | %s |\n", c.Name, c.Label, c.Type, cellText(c.Help))
	}
}

// cellText makes a text fit for a cell of a Markdown table.
func cellText(s string) string { return strings.ReplaceAll(s, "|", `\|`) }

// A definition is what the dictionary tells of an object of Schema.
type definition struct {
	Title       string      `json:"title"`
	Description string      `json:"description"`
	Ref         string      `json:"$ref"`
	Type        any         `json:"type"` // a name, or several
	Enum        []string    `json:"enum"`
	Const       string      `json:"const"`
	Items       *definition `json:"items"`
	Required    []string    `json:"required"`
	Properties  members     `json:"properties"`
	Definitions members     `json:"$defs"`
}

// members are the members of an object in the order of the schema.
type members struct {
	names []string
	of    map[string]definition
}

// UnmarshalJSON reads an object and keeps the order of its members.
func (m *members) UnmarshalJSON(b []byte) error {
	if err := json.Unmarshal(b, &m.of); err != nil {
		return err
	}
	dec := json.NewDecoder(strings.NewReader(string(b)))
	if _, err := dec.Token(); err != nil {
		return err
	}
	for dec.More() {
		name, err := dec.Token()
		if err != nil {
			return err
		}
		var skipped json.RawMessage
		if err := dec.Decode(&skipped); err != nil {
			return err
		}
		m.names = append(m.names, fmt.Sprint(name))
	}
	return nil
}

// describeSchema writes the members of the objects in JSON.
func describeSchema(out io.Writer) error {
	var root definition
	if err := json.Unmarshal(Schema, &root); err != nil {
		return err
	}
	fmt.Fprintf(out, "\n## JSON\n\n%s\nMembers in bold are always there. 加粗的成员总是存在。\n", root.Description)
	root.describe(out, "document")
	for _, name := range root.Definitions.names {
		if d := root.Definitions.of[name]; len(d.Properties.names) > 0 {
			d.describe(out, name)
		} else {
			fmt.Fprintf(out, "\n### %s\n\n%s: %s\n", name, d.kind(), d.Description)
		}
	}
	return nil
}

// describe writes the members of an object.
func (d *definition) describe(out io.Writer, name string) {
	fmt.Fprintf(out, "\n### %s\n\n%s\n\n| member 成员 | type 类型 | meaning 含义 |\n|---|---|---|\n", name, d.Description)
	for _, member := range d.Properties.names {
		m := d.Properties.of[member]
		label := "`" + member + "`"
		if slices.Contains(d.Required, member) {
			label = "**" + label + "**"
		}
		fmt.Fprintf(out, "| %s | %s | %s |\n", label, cellText(m.kind()), cellText(m.Description))
	}
}

// kind tells the type of a value.
func (d *definition) kind() string {
	switch {
	case d.Ref != "":
		return strings.TrimPrefix(d.Ref, "#/$defs/")
	case len(d.Enum) > 0:
		return strings.Join(d.Enum, ", ")
	case d.Const != "":
		return "“" + d.Const + "”"
	case d.Items != nil:
		return "list of " + d.Items.kind()
	}
	switch types := d.Type.(type) {
	case nil:
		return ""
	case []any:
		return strings.Trim(strings.ReplaceAll(fmt.Sprint(types), " ", " or "), "[]")
	default:
		return fmt.Sprint(types)
	}
}
