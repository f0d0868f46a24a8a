package sqlite

import (
	_ "embed"
	"strings"

	"gongkai/export"
	"gongkai/normalize"
)

//go:embed views.sql
var views string

// rowNumber numbers the rows of a sheet within their document, from 1.
const rowNumber = "row_number"

// fen is a column of facts beside those of the sheet: the amount in 分, for
// sums without binary fractions; null where the unit is not known or the
// amount is no whole number of 分.
const fen = "amount_fen"

// indexed are columns that questions select by, beyond keys. References need no
// index: the key of the table that has them begins with the document, among
// whose rows they are looked up.
var indexed = map[string][]string{
	"documents": {"year", "region_code"},
	"facts":     {"code", "kind"},
	"findings":  {"rule"},
}

// columnTypes are the types of STRICT tables. Decimals are texts: SQLite has no
// exact decimal.
var columnTypes = map[export.Type]string{export.Text: "TEXT", export.Integer: "INTEGER", export.Decimal: "TEXT"}

// schema is what makes the tables, and what makes their indices and the views,
// which may come when the tables are filled.
func schema() (tables, rest string) {
	var b, indices strings.Builder
	sheets := export.WithDocument(new(normalize.Disclosure))
	keys := map[string]string{}
	for _, s := range sheets {
		keys[s.Name] = s.Key
	}
	for _, s := range sheets {
		if s.Name == documents {
			b.WriteString("CREATE TABLE documents (document INTEGER PRIMARY KEY, content TEXT NOT NULL")
		} else {
			b.WriteString("CREATE TABLE " + quoted(s.Name) + " (document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, " + rowNumber + " INTEGER NOT NULL")
		}
		for _, c := range s.Columns {
			b.WriteString(",\n " + quoted(c.Name) + " " + columnTypes[c.Type])
			if c.Name == s.Key {
				b.WriteString(" NOT NULL")
			}
		}
		if s.Name == facts {
			b.WriteString(",\n " + fen + " INTEGER")
		}
		switch {
		case s.Name == documents:
			b.WriteString(",\n UNIQUE (" + quoted(s.Key) + ")")
		case s.Key != "":
			b.WriteString(",\n PRIMARY KEY (document, " + quoted(s.Key) + ")")
		default:
			b.WriteString(",\n PRIMARY KEY (document, " + rowNumber + ")")
		}
		for _, r := range s.Refs {
			b.WriteString(",\n FOREIGN KEY (document, " + quoted(r.Column) + ") REFERENCES " + quoted(r.Sheet) + " (document, " + quoted(keys[r.Sheet]) + ")" +
				" ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED")
		}
		if s.Name == documents {
			b.WriteString("\n) STRICT;\n")
		} else {
			b.WriteString("\n) STRICT, WITHOUT ROWID;\n")
		}
		for _, c := range indexed[s.Name] {
			indices.WriteString("CREATE INDEX " + quoted(s.Name+"_"+c) + " ON " + quoted(s.Name) + " (" + quoted(c) + ");\n")
		}
	}
	return b.String(), indices.String() + views
}

// quoted quotes a name, for some are words of the language.
func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }
