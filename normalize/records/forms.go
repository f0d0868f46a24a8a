package records

import (
	"strconv"

	"github.com/shopspring/decimal"

	"gongkai/extract/trace"
	"gongkai/normalize"
	"gongkai/normalize/printed"
)

// formRules is the form of forms.yaml.
type formRules struct {
	Scopes     map[string]string      `yaml:"scopes"` // by kind of table
	Year       expression             `yaml:"year"`
	Fields     map[string]expressions `yaml:"fields"`
	GoalHeader expression             `yaml:"goal_header"`
	Funds      map[string]expressions `yaml:"funds"`
	Unit       expression             `yaml:"unit"`
	Indicators map[string]expression  `yaml:"indicators"`
	Target     expression             `yaml:"target"`
	Operators  map[string]string      `yaml:"operators"`
	Bracketed  expression             `yaml:"bracketed"`
	Prior      expression             `yaml:"prior"`
}

// readForms reads the performance forms: fields, funds and indicators.
func (r *reader) readForms() {
	for i := range r.d.Tables {
		t := &r.d.Tables[i]
		scope, ok := r.forms.Scopes[t.Kind]
		if !ok {
			continue
		}
		f := newForm(r, t)
		head := f.head(scope)
		found := f.indicators(head.Project)
		if _, several := f.columns()["project"]; several && len(found) > 0 {
			r.d.Performance = append(r.d.Performance, f.heads(head, found)...)
		} else {
			r.d.Performance = append(r.d.Performance, head)
		}
		r.d.Indicators = append(r.d.Indicators, found...)
	}
}

// heads returns the heads of the projects whose indicators a table lists, one
// for each; head is what the table says of itself.
func (f *form) heads(head normalize.Performance, indicators []normalize.Indicator) []normalize.Performance {
	var out []normalize.Performance
	cols := f.columns()
	for i := range indicators {
		x := &indicators[i]
		if x.Seq != 1 {
			continue
		}
		h := head
		h.Project, h.At = x.Project, f.places(x.Row, cols["project"])
		if goal, ok := cols["goal"]; ok {
			h.Goal = f.text(x.Row, goal)
		}
		out = append(out, h)
	}
	return out
}

// text returns the text of the cell that covers a place, "" outside the table.
func (f *form) text(row, col int) string {
	k, ok := f.at[[2]int{row, col}]
	if !ok {
		return ""
	}
	return f.texts[k].Print(0, len(f.texts[k].Folded))
}

// A form is a table read as labels with their values.
type form struct {
	*reader
	table *normalize.Table
	texts []printed.Text
	at    map[[2]int]int // by row and column: index of the cell
	first int            // row of the indicator headers; the number of rows if none
}

func newForm(r *reader, t *normalize.Table) *form {
	f := &form{reader: r, table: t, texts: make([]printed.Text, len(t.Cells)), at: map[[2]int]int{}, first: t.Rows}
	for i := range t.Cells {
		c := &t.Cells[i]
		f.texts[i] = printed.New(c.Text)
		for row := c.Row; row < c.Row+max(1, c.RowSpan); row++ {
			for col := c.Col; col < c.Col+max(1, c.ColSpan); col++ {
				f.at[[2]int{row, col}] = i
			}
		}
		if f.first == t.Rows && r.forms.Indicators["level1"].match(f.texts[i].Folded) {
			f.first = c.Row
		}
	}
	return f
}

// value returns the cell that holds the value of the label in cell i: the one
// to its right, else the one beneath it; -1 for none.
func (f *form) value(i int) int {
	c := &f.table.Cells[i]
	if k, ok := f.at[[2]int{c.Row, c.Col + max(1, c.ColSpan)}]; ok && !f.isLabel(k) {
		return k
	}
	if k, ok := f.at[[2]int{c.Row + max(1, c.RowSpan), c.Col}]; ok && !f.isLabel(k) && f.table.Cells[k].Row < f.first {
		return k
	}
	return -1
}

// beneath returns the cell under another one above the indicators, -1 for none.
func (f *form) beneath(i int) int {
	c := &f.table.Cells[i]
	if k, ok := f.at[[2]int{c.Row + max(1, c.RowSpan), c.Col}]; ok && f.table.Cells[k].Row < f.first {
		return k
	}
	return -1
}

// isLabel tells whether a cell names a field or an amount of the form.
func (f *form) isLabel(i int) bool {
	for _, e := range f.forms.Fields {
		if e.match(f.texts[i].Folded) {
			return true
		}
	}
	for _, e := range f.forms.Funds {
		if e.match(f.texts[i].Folded) {
			return true
		}
	}
	return false
}

// field returns the value of a field, "" when the form has no such label.
func (f *form) field(name string) string {
	for _, e := range f.forms.Fields[name] {
		for i := range f.table.Cells {
			if f.table.Cells[i].Row >= f.first || !e.match(f.texts[i].Folded) {
				continue
			}
			k := f.value(i)
			if k >= 0 && name == "goal" && f.forms.GoalHeader.match(f.texts[k].Folded) {
				k = f.beneath(k)
			}
			if k >= 0 && f.texts[k].Folded != "" {
				return f.texts[k].Print(0, len(f.texts[k].Folded))
			}
		}
	}
	return ""
}

// fund returns an amount of the head, nil when the form has none.
func (f *form) fund(name string) *normalize.Decimal {
	if all := f.allFunds(name); len(all) > 0 {
		return all[0]
	}
	return nil
}

// lastFund returns an amount whose label stands again further right for the
// year alone.
func (f *form) lastFund(name string) *normalize.Decimal {
	if all := f.allFunds(name); len(all) > 0 {
		return all[len(all)-1]
	}
	return nil
}

// allFunds returns the amounts whose label fits, in reading order.
func (f *form) allFunds(name string) []*normalize.Decimal {
	var out []*normalize.Decimal
	for _, e := range f.forms.Funds[name] {
		for i := range f.table.Cells {
			c := &f.table.Cells[i]
			if c.Row >= f.first || !e.match(f.texts[i].Folded) {
				continue
			}
			k, ok := f.at[[2]int{c.Row, c.Col + max(1, c.ColSpan)}]
			if !ok {
				continue
			}
			if d, err := normalize.ParseAmount(f.table.Cells[k].Text); err == nil {
				out = append(out, &d)
			}
		}
	}
	return out
}

// head reads what stands above the indicators.
func (f *form) head(scope string) normalize.Performance {
	p := normalize.Performance{Table: f.table.ID, Scope: scope, Year: f.year(), UnitName: f.field("unit_name"), Start: f.field("start"), End: f.field("end"),
		Goal: f.field("goal"), At: f.table.Locators}
	p.Funds = normalize.Funds{Total: f.fund("total"), Fiscal: f.fund("fiscal"), Other: f.fund("other"), Superior: f.fund("superior"), Own: f.fund("own")}
	if p.Funds.AnnualTotal = f.fund("annual_total"); p.Funds.AnnualTotal != nil {
		p.Funds.AnnualFiscal, p.Funds.AnnualCarryover, p.Funds.AnnualOther = f.fund("annual_fiscal"), f.fund("annual_carryover"), f.lastFund("annual_other")
	}
	if p.Funds.Total == nil {
		p.Funds.Total = p.Funds.AnnualTotal // the form gives those of the year alone
	}
	if scope == "project" {
		p.Project = f.field("project")
	}
	for i := range f.texts {
		if m := f.forms.Unit.FindStringSubmatch(f.texts[i].Folded); m != nil && f.table.Cells[i].Row < f.first && p.Funds.Unit == "" {
			p.Funds.Unit = m[1]
		}
	}
	if p.Funds.Unit == "" {
		p.Funds.Unit = f.table.Unit
	}
	if f.options.PersonalData {
		p.Leader, p.Contact, p.Phone = f.field("leader"), f.field("contact"), f.field("phone")
	}
	return p
}

// year returns the year that the form is about: from its captions, its cells
// above the fields, else that of the document.
func (f *form) year() int {
	words := []string{f.table.Subtitle, f.table.Title}
	for i := range f.texts {
		if f.table.Cells[i].ColSpan == f.table.Cols && f.table.Cells[i].Row < f.first {
			words = append(words, f.texts[i].Folded)
		}
	}
	for _, s := range words {
		if m := f.forms.Year.FindStringSubmatch(printed.New(s).Folded); m != nil {
			if y, err := strconv.Atoi(m[1]); err == nil {
				return y
			}
		}
	}
	return f.d.Document.Year
}

// columns returns the column of each indicator field.
func (f *form) columns() map[string]int {
	out := map[string]int{}
	for i := range f.table.Cells {
		c := &f.table.Cells[i]
		if c.Row != f.first {
			continue
		}
		for name, e := range f.forms.Indicators {
			if _, taken := out[name]; !taken && e.match(f.texts[i].Folded) {
				out[name] = c.Col
			}
		}
	}
	return out
}

// indicators reads the rows beneath the indicator headers. A level that is
// blank, because a cell merged over several rows is broken by a page, is that
// of the row above. A table of several projects names each in its first row.
func (f *form) indicators(project string) []normalize.Indicator {
	cols := f.columns()
	if _, ok := cols["level3"]; !ok {
		return nil
	}
	var out []normalize.Indicator
	above, seq := normalize.Indicator{}, 0
	for row := f.first + 1; row < f.table.Rows; row++ {
		cell := func(name string) string {
			col, ok := cols[name]
			if !ok {
				return ""
			}
			k, ok := f.at[[2]int{row, col}]
			if !ok || f.table.Cells[k].Row < row && name != "level1" && name != "level2" && name != "project" {
				return ""
			}
			return f.text(row, col)
		}
		if p := cell("project"); p != "" && p != project {
			project, above, seq = p, normalize.Indicator{}, 0
		}
		x := normalize.Indicator{Table: f.table.ID, Row: row, Project: project, Level1: cell("level1"), Level2: cell("level2"), Level3: cell("level3"),
			TargetRaw: cell("target"), Basis: cell("basis"), PriorRaw: cell("prior"), ScoringRule: cell("scoring_rule"), Evidence: cell("evidence")}
		if x.Level3 == "" && x.TargetRaw == "" || f.forms.Indicators["level3"].match(printed.New(x.Level3).Folded) {
			continue
		}
		if x.Level1 == "" {
			x.Level1 = above.Level1
		}
		if x.Level2 == "" && x.Level1 == above.Level1 {
			x.Level2 = above.Level2
		}
		f.target(&x, cell("operator"), cell("unit"))
		f.priorValue(&x)
		if d, err := normalize.ParseAmount(trimPercent(cell("weight"))); err == nil && d.LessThanOrEqual(fullWeight) {
			x.Weight = &d
		}
		seq++
		x.Seq = seq
		x.At = f.places(row, cols["level3"], cols["target"])
		out = append(out, x)
		above = x
	}
	return out
}

// fullWeight is what the weights of a form add up to at most: a larger figure is
// several that were not told apart.
var fullWeight = decimal.NewFromInt(100)

// trimPercent cuts the sign off a weight.
func trimPercent(s string) string {
	t := printed.New(s).Folded
	if n := len(t); n > 0 && t[n-1] == '%' {
		return t[:n-1]
	}
	return t
}

// target reads what an indicator demands. The operator and the unit may have
// columns of their own. A number without an operator does not tell whether it
// is to be reached, so that it is kept as words, unless its unit stands in
// brackets: systems that print it so leave the operator out with a default.
func (f *form) target(x *normalize.Indicator, operator, unit string) {
	t := printed.New(x.TargetRaw)
	if t.Folded == "" {
		return
	}
	m := f.forms.Target.FindStringSubmatchIndex(t.Folded)
	if m == nil {
		x.Operator, x.ValueText = "text", x.TargetRaw
		return
	}
	x.Operator, x.Value, x.Unit = printed.New(operator).Folded, number(&t, group{m[4], m[5]}), unitText(&t, group{m[6], m[7]})
	if m[2] >= 0 {
		x.Operator = t.Folded[m[2]:m[3]]
	}
	if o, ok := f.forms.Operators[x.Operator]; ok {
		x.Operator = o
	}
	bracketed := f.forms.Bracketed.FindStringSubmatch(printed.New(x.Unit).Folded)
	if x.Value == nil || x.Operator == "" && bracketed == nil {
		x.Operator, x.Value, x.Unit, x.ValueText = "text", nil, "", x.TargetRaw
		return
	}
	if bracketed != nil {
		x.Unit = bracketed[1]
	}
	if x.Unit == "" {
		x.Unit = unit
	}
}

// priorValue reads last year's value when it is a number with a unit.
func (f *form) priorValue(x *normalize.Indicator) {
	t := printed.New(x.PriorRaw)
	m := f.forms.Prior.FindStringSubmatchIndex(t.Folded)
	if m == nil {
		return
	}
	x.PriorValue, x.PriorUnit = number(&t, group{m[2], m[3]}), unitText(&t, group{m[4], m[5]})
}

// places returns where the cells of a row in the given columns are printed.
func (f *form) places(row int, cols ...int) []trace.Locator {
	var out []trace.Locator
	for _, col := range cols {
		if k, ok := f.at[[2]int{row, col}]; ok {
			c := &f.table.Cells[k]
			out = append(out, trace.Locator{Page: c.Page, Box: c.BBox})
		}
	}
	return out
}
