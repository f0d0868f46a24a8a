package check

import (
	"fmt"

	"gongkai/extract/trace"
	"gongkai/normalize"
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
			c.findings = append(c.findings, misnumbered(f, other))
		}
	}
}

func misnumbered(f *normalize.Fact, other string) trace.Finding {
	return trace.Finding{Rule: "code.other_table", Kind: "misnumbered_code", Status: trace.Fail, Severity: trace.Warning,
		Message: fmt.Sprintf("%s %s has the code %s in the other tables; the published code is kept", f.Code, f.Name, other),
		Text:    f.Code + " " + f.Name, Table: f.Table, At: []trace.Locator{f.At}, Facts: []string{f.ID}}
}
