package check

import (
	"slices"
	"strings"

	"gongkai/extract/trace"
	"gongkai/normalize"
	"gongkai/normalize/kinds"
)

// cross checks the identities between tables.
func (c *checker) cross() {
	for _, id := range c.ids.Cross {
		if id.Document != "" && id.Document != c.d.Document.Kind {
			continue
		}
		if id.ByCode {
			c.crossCodes(id)
			continue
		}
		if id.ByClass {
			c.crossClasses(id)
			continue
		}
		left, right := c.total(id.Left), c.total(id.Right)
		if left == nil || right == nil {
			continue
		}
		rights, complete := []*normalize.Fact{right}, true
		for _, s := range id.Plus {
			f := c.total(s)
			complete = complete && f != nil
			rights = append(rights, f)
		}
		if !complete {
			continue
		}
		c.crossed(id, outcome{rule: id.Rule, kind: c.rules[id.Rule].Kind, left: term{plus: []*normalize.Fact{left}}, right: term{plus: rights},
			values: between(left, right)})
	}
}

// crossed reports an identity between tables, but for a failure that the title
// of the table on the right leaves open.
func (c *checker) crossed(id crossIdentity, o outcome) {
	if id.Titled != "" && !strings.Contains(c.titleOf(o.right.plus[0].Table), id.Titled) {
		if status, _, _ := o.compute(); status == trace.Fail {
			return
		}
	}
	c.report(o)
}

// titleOf returns the folded title of a table.
func (c *checker) titleOf(table string) string {
	for _, t := range c.tables {
		if t.ID == table {
			return kinds.Fold(t.Title)
		}
	}
	return ""
}

// crossClasses compares the lines of classes of one table with the codes of
// classes of another, by name.
func (c *checker) crossClasses(id crossIdentity) {
	left, right := map[string][]*normalize.Fact{}, map[string][]*normalize.Fact{}
	var order []string
	for i := range c.d.Facts {
		f := &c.d.Facts[i]
		name := kinds.Fold(f.Name)
		switch {
		case f.Project != "" || f.Level == "total":
		case f.Kind == id.Left.Kind && f.Side == id.Left.Side && f.Measure == id.Left.Measure && (f.Code == "" || len(f.Code) == classDigits):
			if left[name] == nil {
				order = append(order, name)
			}
			left[name] = append(left[name], f)
		case f.Kind == id.Right.Kind && f.Side == id.Right.Side && f.Measure == id.Right.Measure && len(f.Code) == classDigits:
			right[name] = append(right[name], f)
		}
	}
	for _, name := range order {
		l, r := left[name], right[name]
		if len(l) != 1 || len(r) != 1 {
			continue
		}
		c.report(outcome{rule: id.Rule, kind: c.rules[id.Rule].Kind, left: term{plus: l}, right: term{plus: r},
			values: between(l[0], r[0])})
	}
}

// total returns the fact a selector names: the last total of its table and
// side, nil when the document has none or more than one such table.
func (c *checker) total(s selector) *normalize.Fact {
	var out *normalize.Fact
	for i := range c.d.Facts {
		f := &c.d.Facts[i]
		if f.Kind != s.Kind || f.Side != s.Side || f.Measure != s.Measure {
			continue
		}
		if s.Name == "" && (f.Level != "total" || slices.Contains(c.ids.Subtotals, f.Name)) || s.Name != "" && f.Name != s.Name {
			continue
		}
		if out != nil && out.Table != f.Table {
			return nil
		}
		if out == nil || f.Row > out.Row {
			out = f
		}
	}
	return out
}

// crossCodes compares two tables code by code.
func (c *checker) crossCodes(id crossIdentity) {
	left, right := c.byCode(id.Left), c.byCode(id.Right)
	for i := range c.d.Facts {
		f := &c.d.Facts[i]
		l, r := left[f.Code], right[f.Code]
		if len(l) != 1 || l[0] != f || len(r) == 0 {
			continue
		}
		c.crossed(id, outcome{rule: id.Rule, kind: "cross_mismatch", left: term{plus: l}, right: term{plus: r},
			values: between(f, r[0])})
	}
}

// byCode returns the facts of a table by code; rows of projects add up to
// their code when it has no row of its own.
func (c *checker) byCode(s selector) map[string][]*normalize.Fact {
	out := map[string][]*normalize.Fact{}
	table, own := "", map[string]bool{}
	for i := range c.d.Facts {
		f := &c.d.Facts[i]
		if f.Kind != s.Kind || f.Measure != s.Measure || f.Code == "" || f.Side != s.Side {
			continue
		}
		if table != "" && f.Table != table {
			return nil
		}
		table = f.Table
		if f.Project == "" && !own[f.Code] {
			own[f.Code] = true
			out[f.Code] = nil
		}
		if f.Project == "" || !own[f.Code] {
			out[f.Code] = append(out[f.Code], f)
		}
	}
	return out
}
