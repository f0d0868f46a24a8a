// Package encoding tells what the codes and glyph names of simple fonts stand
// for and how wide the standard fonts are (ISO 32000-2, 9.6 and annex D).
//
// In: names found in a PDF font: of an encoding, a glyph, a standard font. Out:
// glyph names, text, widths. It also folds radicals, which some fonts give for
// the ideographs they look like. The tables are text files in data, read when
// first used; the package knows no PDF objects and no PDF library.
package encoding

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

//go:embed data/encodings.txt
var encodingsText string

// bases returns the encodings by name.
var bases = sync.OnceValue(func() map[string]*[256]string {
	all := map[string]*[256]string{}
	var table *[256]string
	for line := range dataLines(encodingsText) {
		if name, ok := strings.CutPrefix(line, "= "); ok {
			table = new([256]string)
			all[name] = table
			continue
		}
		code, names, _ := strings.Cut(line, " ")
		first, err := strconv.ParseUint(code, 16, 8)
		if err != nil || table == nil {
			continue
		}
		for i, name := range strings.Fields(names) {
			table[int(first)+i] = name
		}
	}
	return all
})

// Base returns the glyph names of an encoding by code, "" for codes without a
// glyph: "StandardEncoding", "WinAnsiEncoding", "MacRomanEncoding",
// "MacExpertEncoding", "PDFDocEncoding" (or "PDFDoc"), "ExpertEncoding" of CFF
// fonts, "Symbol" and "ZapfDingbats", the built-in encodings of these two. It is false for
// other names. The array is shared and must not be changed.
func Base(name string) (*[256]string, bool) {
	if name == "PDFDoc" {
		name = "PDFDocEncoding"
	}
	table, ok := bases()[name]
	return table, ok
}

// dataLines yields the lines of a data file without comments.
func dataLines(text string) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		for line := range strings.Lines(text) {
			line = strings.TrimSuffix(line, "\n")
			if line == "" || line[0] == '#' {
				continue
			}
			if !yield(line) {
				return
			}
		}
	}
}
