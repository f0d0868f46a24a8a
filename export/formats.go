package export

import (
	"fmt"
	"io"
	"slices"
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
	Name string // as on the command line

	// Outputs lists the files of a document; nil for a format that keeps all
	// documents in one file.
	Outputs func(name string, d *normalize.Disclosure) []Output
}

// Options are the settings of formats.
type Options struct {
	Encoding Encoding // of CSV; "" is UTF-8
	Unit     Unit     // of facts and records
}

// Formats lists the formats of this package in the order of the help text.
func Formats(opt Options) []Format {
	one := func(ending string, write func(io.Writer, *normalize.Disclosure) error) func(string, *normalize.Disclosure) []Output {
		return func(name string, d *normalize.Disclosure) []Output {
			return []Output{{name + ending, func(w io.Writer) error { return write(w, opt.Unit.Of(d)) }}}
		}
	}
	return []Format{
		{"xlsx", func(name string, d *normalize.Disclosure) []Output {
			return []Output{{name + ".xlsx", func(w io.Writer) error { return writeWorkbook(w, d, opt.Unit.Of(d)) }}}
		}},
		{"csv", func(name string, d *normalize.Disclosure) []Output {
			return csvOutputs(name, opt.Unit.Of(d), opt.Encoding)
		}},
		{"json", one(".json", JSON)},
		{"jsonl", one(".jsonl", JSONLines)},
	}
}

// ParseFormats reads a comma-separated list of names of formats.
func ParseFormats(list string, known []Format) ([]Format, error) {
	var out []Format
	var names []string
	for _, f := range known {
		names = append(names, f.Name)
	}
	for name := range strings.SplitSeq(list, ",") {
		i := slices.Index(names, strings.TrimSpace(name))
		if i < 0 {
			return nil, fmt.Errorf("unknown format %q: one of %s", name, strings.Join(names, ", "))
		}
		out = append(out, known[i])
	}
	return out, nil
}
