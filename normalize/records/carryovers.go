package records

import (
	"slices"

	"gongkai/extract/trace"
	"gongkai/normalize"
	"gongkai/normalize/printed"
)

// carryoverRules is what lists.yaml says of balances carried over.
type carryoverRules struct {
	Sections  expression `yaml:"sections"`
	Kind      string     `yaml:"kind"`
	Nonfiscal expression `yaml:"nonfiscal"`
	Fiscal    expression `yaml:"fiscal"`
	Item      expression `yaml:"item"`
}

// readCarryovers reads the items of the table of balances and joins them with
// what the narrative says they are for.
func (r *reader) readCarryovers() {
	rules := &r.lists.Carryovers
	type row struct {
		table string
		row   int
	}
	at := map[row]int{}
	for i := range r.d.Facts {
		f := &r.d.Facts[i]
		if f.Kind != rules.Kind || f.Level == "total" || f.Level == "unit" || f.Code != "" {
			continue
		}
		k, known := at[row{f.Table, f.Row}]
		if !known {
			k = len(r.d.Carryovers)
			at[row{f.Table, f.Row}] = k
			r.d.Carryovers = append(r.d.Carryovers, normalize.Carryover{Name: f.Name, At: []trace.Locator{f.At}})
		}
		c := &r.d.Carryovers[k]
		c.Facts = append(c.Facts, f.ID)
		if c.Amount == nil || f.Measure == "total" && len(f.MeasurePath) == 1 {
			amount := f.Amount
			c.Amount, c.Unit = &amount, f.Unit
		}
		if c.Fund == "" && !f.Amount.IsZero() {
			c.Fund = fundOf(rules, f.MeasurePath)
		}
	}
	for _, p := range r.passages {
		if p.heading || !r.under(p, rules.Sections) {
			continue
		}
		if m := rules.Item.FindStringSubmatchIndex(p.Folded); m != nil {
			r.carryoverItem(p, m)
		}
	}
}

// fundOf tells the fund from the headers above an amount.
func fundOf(rules *carryoverRules, path []string) string {
	for _, h := range path {
		s := printed.New(h).Folded
		switch {
		case rules.Nonfiscal.match(s):
			return "nonfiscal"
		case rules.Fiscal.match(s):
			return "fiscal"
		}
	}
	return ""
}

// carryoverItem adds what a numbered line of the narrative says to the item of
// the table, or makes an item of it.
func (r *reader) carryoverItem(p *passage, m []int) {
	rules := &r.lists.Carryovers
	name, purpose, unit := rules.Item.of(m, "name", 0), rules.Item.of(m, "purpose", 0), rules.Item.of(m, "unit", 0)
	amount := number(&p.Text, rules.Item.of(m, "number", 0))
	if amount == nil {
		return
	}
	p.taken = true
	words := p.Print(name.from, name.to)
	k := slices.IndexFunc(r.d.Carryovers, func(c normalize.Carryover) bool {
		return printed.New(c.Name).Folded == printed.New(words).Folded && c.Purpose == ""
	})
	if k < 0 {
		k = len(r.d.Carryovers)
		r.d.Carryovers = append(r.d.Carryovers, normalize.Carryover{Name: words, Amount: amount, Unit: unitText(&p.Text, unit)})
	}
	c := &r.d.Carryovers[k]
	if purpose.found() {
		c.Purpose = p.Print(purpose.from, purpose.to)
	}
	c.At = append(c.At, p.where(0, len(p.Folded))...)
}
