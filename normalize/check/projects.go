package check

import (
	"iter"
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"gongkai/extract/trace"
	"gongkai/normalize"
	"gongkai/normalize/kinds"
	"gongkai/normalize/printed"
)

// projects checks the projects of the narrative, the names of projects and
// balances, and the parts of procurement.
func (c *checker) projects() {
	for i := range c.d.Projects {
		p := &c.d.Projects[i]
		c.allocation(p)
		c.projectAmount(p)
		c.numbering(p)
	}
	c.periods()
	c.missingForms()
	c.variants()
	c.procurement()
}

// allocation compares the uses of a project's funds with its amount.
func (c *checker) allocation(p *normalize.Project) {
	if p.Amount == nil || len(p.Allocation) == 0 {
		return
	}
	sum, room := decimal.Zero, half(p.Amount)
	for _, a := range p.Allocation {
		if a.Amount == nil || a.Unit != p.Unit {
			return
		}
		sum, room = sum.Add(a.Amount.Decimal), room.Add(half(a.Amount))
	}
	if sum.Sub(p.Amount.Decimal).Abs().LessThanOrEqual(room) {
		c.held["project.allocation"]++
		return
	}
	c.note("project.allocation", note{text: p.AllocationText, where: p.Name, at: places(p.At), values: values{"sum": sum.String(), "total": p.Amount.String(), "unit": p.Unit}})
}

// projectAmount compares a project's amount with its row.
func (c *checker) projectAmount(p *normalize.Project) {
	if p.Amount == nil || len(p.Facts) == 0 {
		return
	}
	for i := range c.d.Facts {
		f := &c.d.Facts[i]
		if f.ID != p.Facts[0] || f.Measure != c.prose.Items.Measure {
			continue
		}
		o := c.said(&normalize.NarrativeFact{Amount: p.Amount, Unit: p.Unit, At: p.At}, f)
		o.rule, o.values = "project.amount", against(p.Name, f)
		c.report(o)
		return
	}
}

// numbering reports an enumeration of uses that lacks its first number.
func (c *checker) numbering(p *normalize.Project) {
	t := printed.New(p.AllocationText)
	m := c.prose.Enumerated.FindStringIndex(t.Folded)
	if m == nil || c.prose.First.MatchString(t.Folded) {
		return
	}
	c.note("project.numbering", note{text: t.Print(0, m[1]), where: p.Name, at: places(p.At)})
}

// periodProjects is the number of projects that tell how a document writes its
// periods.
const periodProjects = 4

// periods reports the one project whose period is written with another dash.
func (c *checker) periods() {
	dashes := map[string][]*normalize.Project{}
	text := map[*normalize.Project]string{}
	for i := range c.d.Projects {
		p := &c.d.Projects[i]
		t := printed.New(p.Period)
		if m := c.prose.Period.FindStringSubmatchIndex(t.Folded); m != nil {
			d := t.Folded[m[2]:m[3]]
			dashes[d] = append(dashes[d], p)
			text[p] = p.Period
		}
	}
	if len(dashes) != 2 || len(text) < periodProjects {
		return
	}
	for _, list := range dashes {
		if len(list) == 1 {
			c.note("project.period", note{text: text[list[0]], where: list[0].Name, at: places(list[0].At)})
		}
	}
}

// missingForms reports projects of the project table without a performance
// form, where other projects have one.
func (c *checker) missingForms() {
	forms := map[string]bool{}
	for _, f := range c.d.Performance {
		if f.Project != "" {
			forms[kinds.Fold(f.Project)] = true
		}
	}
	if len(forms) == 0 {
		return
	}
	seen := map[string]bool{}
	for i := range c.d.Facts {
		f := &c.d.Facts[i]
		name := kinds.Fold(f.Project)
		if f.Kind != c.prose.ProjectKind || name == "" || forms[name] || seen[name] {
			continue
		}
		seen[name] = true
		c.note("project.form", note{text: f.Project, table: f.Table, where: f.Project, facts: []string{f.ID}, at: []trace.Locator{f.At}})
	}
}

// variants reports balances whose name is that of a project but for a few
// characters, when no project has exactly their name.
func (c *checker) variants() {
	projects := map[string]string{}
	for _, p := range c.d.Projects {
		projects[kinds.Fold(p.Name)] = p.Name
	}
	for _, f := range c.d.Performance {
		if f.Project != "" {
			projects[kinds.Fold(f.Project)] = f.Project
		}
	}
	for i := range c.d.Carryovers {
		b := &c.d.Carryovers[i]
		name := kinds.Fold(b.Name)
		if _, exact := projects[name]; exact {
			continue
		}
		for _, other := range slices.Sorted(maps.Keys(projects)) {
			as := projects[other]
			if printed.Variants(name, other) {
				c.note("name.variant", note{text: b.Name, where: as, at: places(b.At)})
			}
		}
	}
}

// awarded compares what small firms were awarded with all procurement.
func (c *checker) awarded(total *normalize.Fact) {
	for p := range paragraphs(c.d.Sections) {
		raw := printed.New(p.Text)
		sum, room := decimal.Zero, half(&total.Amount)
		var last []int
		for _, e := range c.prose.Awarded {
			if last = e.FindStringSubmatchIndex(raw.Folded); last == nil {
				break
			}
			number, unit := e.SubexpIndex("number"), e.SubexpIndex("unit")
			d, err := normalize.ParseAmount(raw.Folded[last[2*number]:last[2*number+1]])
			if err != nil || raw.Folded[last[2*unit]:last[2*unit+1]] != total.Unit {
				last = nil
				break
			}
			sum, room = sum.Add(d.Decimal), room.Add(half(&d))
		}
		if last == nil || sum.Sub(total.Amount.Decimal).LessThanOrEqual(room) {
			continue
		}
		c.note("procurement.awarded", note{text: raw.Print(last[0], last[1]), at: p.At(raw.Source(last[0]), raw.End(last[1])), values: values{"sum": sum.String(), "total": total.Amount.String(), "unit": total.Unit}})
	}
}

// paragraphs goes through the paragraphs of sections in reading order.
func paragraphs(sections []normalize.Section) iter.Seq[*normalize.Paragraph] {
	return func(yield func(*normalize.Paragraph) bool) {
		for i := range sections {
			for k := range sections[i].Paragraphs {
				if !yield(&sections[i].Paragraphs[k]) {
					return
				}
			}
			for p := range paragraphs(sections[i].Children) {
				if !yield(p) {
					return
				}
			}
		}
	}
}

// procurement checks 总额 = 货物 + 工程 + 服务.
func (c *checker) procurement() {
	facts := map[string]*normalize.Fact{}
	for i := range c.d.Procurement {
		p := &c.d.Procurement[i]
		if p.Amount == nil || facts[p.Category] != nil {
			continue
		}
		f := &normalize.Fact{Amount: *p.Amount, AmountRaw: p.Amount.String(), Unit: p.Unit}
		if yuan, ok := c.yuan(p.Amount.Decimal, p.Unit); ok {
			f.AmountYuan = &normalize.Decimal{Decimal: yuan}
		}
		if len(p.At) > 0 {
			f.At = p.At[0]
		}
		facts[p.Category] = f
	}
	o := outcome{rule: "procurement.parts", kind: "sum_mismatch", mild: true}
	for _, part := range []string{"goods", "works", "services"} {
		if facts[part] == nil {
			return
		}
		o.right.plus = append(o.right.plus, facts[part])
	}
	if facts["total"] == nil {
		return
	}
	c.awarded(facts["total"])
	o.left.plus = []*normalize.Fact{facts["total"]}
	c.report(o)
}
