package check

import (
	"strings"

	"gongkai/extract/trace"
	"gongkai/normalize"
	"gongkai/normalize/codes"
)

// Lengths of codes: 类 three digits, each level below two more.
const (
	classDigits = 3
	levelDigits = 2
)

// hierarchy checks 类 = Σ款 = Σ项 and total = Σ类 in every column of a table
// with codes.
func (c *checker) hierarchy(t *table) {
	byColumn := map[string][]*normalize.Fact{}
	var order []string
	for _, f := range t.facts {
		key := strings.Join(f.MeasurePath, ">")
		if f.Side == "left" || f.Side == "mid" || f.Side == "right" {
			key = f.Measure // lists of one kind side by side go on from each other
		}
		if f.Code != "" && len(f.LabelPath) > 0 {
			key += "|" + strings.Join(f.LabelPath, ">") // of one body among several
		}
		if byColumn[key] == nil {
			order = append(order, key)
		}
		byColumn[key] = append(byColumn[key], f)
	}
	for _, key := range order {
		column := byColumn[key]
		own := map[string]bool{} // codes with a row of their own
		for _, f := range column {
			if f.Project == "" {
				own[f.Code] = true
			}
		}
		for _, f := range column {
			if f.Code != "" && f.Project == "" {
				c.children(t, f, column, own)
			}
		}
		if column[0].Side == "" {
			c.classTotal(t, column)
		}
	}
}

// children compares a code with the codes one level beneath it. Projects
// stand for the code they are listed under when it has no row of its own.
func (c *checker) children(t *table, parent *normalize.Fact, column []*normalize.Fact, own map[string]bool) {
	want := len(parent.Code) + levelDigits
	o := outcome{rule: "sum.children", kind: "sum_mismatch", left: term{plus: []*normalize.Fact{parent}}}
	for _, f := range column {
		if len(f.Code) == want && strings.HasPrefix(f.Code, parent.Code) && (f.Project == "" || !own[f.Code]) {
			o.right.plus = append(o.right.plus, f)
		}
	}
	if len(o.right.plus) == 0 {
		return
	}
	o.values = t.values(parent, len(o.right.plus))
	c.report(o)
}

// classTotal compares the total row of a column with the sum of its 类.
func (c *checker) classTotal(t *table, column []*normalize.Fact) {
	var totals, classes []*normalize.Fact
	for _, f := range column {
		switch {
		case f.Level == "total":
			totals = append(totals, f)
		case len(f.Code) == classDigits && f.Project == "":
			classes = append(classes, f)
		}
	}
	if len(totals) > 1 && len(classes) > 0 && totals[0].Row > classes[0].Row {
		c.listTotals(t, &list{facts: column}) // with what is not of the year: transfers, debt
		return
	}
	if len(totals) != 1 || len(classes) == 0 {
		return
	}
	c.report(outcome{rule: "sum.classes", kind: "sum_mismatch", left: term{plus: totals}, right: term{plus: classes},
		values: t.values(totals[0], len(classes))})
}

// codes reports codes whose name is not the one of the code list, and codes
// listed twice.
func (c *checker) codes(t *table) {
	seen, said := map[string]int{}, map[string]bool{}
	last := -1
	list, err := codes.Default()
	if err != nil {
		return // told when the tables were read
	}
	for _, f := range t.facts {
		if e, former := list.Former(c.d.Document.Year, f.Name); former && f.Code == "" && f.Side == "expenditure" && !said[f.Name] {
			said[f.Name] = true
			c.note("code.former", note{text: f.Name, table: t.ID, facts: []string{f.ID}, at: []trace.Locator{f.At}, values: values{"row": label(f), "name": e.Name}})
		}
		if f.Row == last && f.Side == "" || f.Code == "" {
			continue
		}
		last = f.Row
		if len(f.CodeRaw) == 3 && len(f.CodeRaw[0]) != classDigits {
			c.note("code.class", note{text: f.CodeRaw[0], table: t.ID, facts: []string{f.ID}, at: []trace.Locator{f.At}, values: values{"row": label(f), "printed": strings.Join(f.CodeRaw, " ")}})
		}
		if f.CodeStatus == "name_mismatch" {
			listed, _ := list.Lookup(codes.System(f.CodeSystem), c.d.Document.Year, f.Code)
			c.note("code.name", note{text: f.Name, table: t.ID, facts: []string{f.ID}, at: []trace.Locator{f.At}, values: values{"row": label(f), "name": listed.Name}})
		}
		key := strings.Join(f.LabelPath, ">") + "|" + f.Side + f.Code + "|" + f.Project
		if first, again := seen[key]; again && first != f.Row {
			c.note("code.duplicate", note{text: f.Name, table: t.ID, facts: []string{f.ID}, at: []trace.Locator{f.At}, values: values{"row": label(f)}})
		}
		seen[key] = f.Row
	}
}
