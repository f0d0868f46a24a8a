package export

import (
	"fmt"
	"io"
	"strings"

	"gongkai/normalize"
)

// An Output is one file that a format writes for a document.
type Output struct {
	Path  string // relative, slash-separated: "NAME.json", "NAME/facts.csv"
	Write func(w io.Writer) error
}

// A Format turns a disclosure into files.
type Format struct {
	Name    string // as on the command line
	Outputs func(name string, d *normalize.Disclosure) []Output
}

// Formats lists every format in the order of the help text.
func Formats() []Format {
	return []Format{
		{"xlsx", func(name string, d *normalize.Disclosure) []Output {
			return []Output{{name + ".xlsx", func(w io.Writer) error { return XLSX(w, d) }}}
		}},
		{"csv", csvOutputs},
		{"json", func(name string, d *normalize.Disclosure) []Output {
			return []Output{{name + ".json", func(w io.Writer) error { return JSON(w, d) }}}
		}},
	}
}

// ParseFormats reads a comma-separated list of format names.
func ParseFormats(list string) ([]Format, error) {
	var out []Format
	var names []string
	for _, f := range Formats() {
		names = append(names, f.Name)
	}
	for _, name := range strings.Split(list, ",") {
		found := false
		for _, f := range Formats() {
			if f.Name == strings.TrimSpace(name) {
				out = append(out, f)
				found = true
			}
		}
		if !found {
			return nil, fmt.Errorf("unknown format %q: one of %s", name, strings.Join(names, ", "))
		}
	}
	return out, nil
}
