package check

import (
	"gongkai/extract/trace"
)

// renumbered reports a code that stands once in the document while its name
// stands under another code of the same group in more tables: the one that is
// alone is likely misprinted.
func (c *checker) renumbered() {
	type name struct{ group, name string }
	tables := map[string]map[string]bool{} // code -> tables
	codes := map[name][]string{}
	for i := range c.d.Facts {
		f := &c.d.Facts[i]
		if len(f.Code) != classDigits+2*levelDigits || f.CodeSystem != "functional" {
			continue
		}
		if tables[f.Code] == nil {
			tables[f.Code] = map[string]bool{}
			k := name{f.Code[:classDigits+levelDigits], f.Name}
			codes[k] = append(codes[k], f.Code)
		}
		tables[f.Code][f.Table] = true
	}
	reported := map[string]bool{}
	for i := range c.d.Facts {
		f := &c.d.Facts[i]
		if tables[f.Code] == nil || len(tables[f.Code]) != 1 || reported[f.Code] {
			continue
		}
		for _, other := range codes[name{f.Code[:classDigits+levelDigits], f.Name}] {
			if other == f.Code || len(tables[other]) < 2 || tables[other][f.Table] {
				continue
			}
			reported[f.Code] = true
			c.note("code.other_table", note{text: f.Code + " " + f.Name, table: f.Table, facts: []string{f.ID}, at: []trace.Locator{f.At}, values: values{"code": other}})
		}
	}
}
