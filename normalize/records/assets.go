package records

import (
	"strings"
	"unicode/utf8"

	"gongkai/normalize"
)

// assetRules is what lists.yaml says of state assets.
type assetRules struct {
	Sections expression  `yaml:"sections"`
	Planned  expression  `yaml:"planned"`
	Unnamed  expression  `yaml:"unnamed"`
	Disposed expression  `yaml:"disposed"`
	Front    expressions `yaml:"front"`
	Item     expression  `yaml:"item"`
	Value    expression  `yaml:"value"`
	Priced   expression  `yaml:"priced"`
	Above    string      `yaml:"above"`
}

// readAssets reads the houses, vehicles and equipment that the body holds or
// plans to buy.
func (r *reader) readAssets() {
	rules := &r.lists.Assets
	for _, p := range r.passages {
		if p.heading || !r.under(p, rules.Sections) {
			continue
		}
		before := len(r.d.Assets)
		a := &assetText{reader: r, p: p}
		sentence := 0 // where the sentence ends that was read last
		for from := 0; from < len(p.Folded); {
			if from >= sentence {
				sentence = stopAfter(p.Folded, from, "。")
				a.context = "holding"
				if rules.Planned.match(p.Folded[from:sentence]) {
					a.context = "planned_purchase"
				}
			}
			to := from + clauseEnd(p.Folded[from:])
			from = a.clause(from, to)
		}
		p.taken = len(r.d.Assets) > before && !r.amountLeft(p)
		p.limits = p.taken
	}
}

// clauseEnd returns the length of the clause that s begins with, its
// punctuation included. Brackets hold a clause together; a comma between
// digits divides thousands.
func clauseEnd(s string) int {
	depth := 0
	for i, c := range s {
		switch c {
		case '(':
			depth++
		case ')':
			depth = max(0, depth-1)
		case ',':
			if i > 0 && i+1 < len(s) && isDigit(s[i-1]) && isDigit(s[i+1]) {
				continue
			}
			fallthrough
		case ';', '。', ':', '、':
			if depth == 0 {
				return i + len(string(c))
			}
		}
	}
	return len(s)
}

// stopAfter returns the end of the first of the stops behind byte from, the
// length of s when there is none.
func stopAfter(s string, from int, stops string) int {
	i := strings.IndexAny(s[from:], stops)
	if i < 0 {
		return len(s)
	}
	_, size := utf8.DecodeRuneInString(s[from+i:])
	return from + i + size
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// assetText is a paragraph about assets while it is being read.
type assetText struct {
	*reader
	p       *passage
	context string
	verb    string // in front of a price in the sentence
}

// clause reads the item that the clause from..to names, with the value that
// may stand in the clause behind it. It returns where to go on.
func (a *assetText) clause(from, to int) int {
	rules, p := &a.lists.Assets, a.p
	clause := p.Folded[from:to]
	if rules.Disposed.match(clause) {
		return stopAfter(p.Folded, from, "。;")
	}
	if a.priced(clause, from) {
		return to
	}
	if strings.HasSuffix(clause, "。") || strings.HasSuffix(clause, ";") {
		a.verb = ""
	}
	wide := to
	if strings.HasSuffix(clause, ",") {
		wide += clauseEnd(p.Folded[to:]) // the value may follow after a comma
	}
	e := rules.Item
	m := e.FindStringSubmatchIndex(p.Folded[from:wide])
	if m == nil || m[0] >= to-from {
		e = rules.Value
		m = e.FindStringSubmatchIndex(clause)
	}
	if m == nil || a.narrative.Limit.match(p.Folded[from+m[1]:]) {
		return to
	}
	name := a.front(group{from + m[2], from + m[3]})
	out := normalize.Asset{Category: p.Print(name.from, name.to), Context: a.context, Quantity: number(&p.Text, e.of(m, "n", from)), Value: number(&p.Text, e.of(m, "number", from)),
		Raw: p.Print(from+m[0], from+m[1]), At: p.where(from+m[0], from+m[1])}
	if out.Quantity != nil {
		out.QuantityUnit = unitText(&p.Text, group{from + m[6], from + m[7]})
	}
	if out.Value != nil {
		u := e.of(m, "unit", from)
		out.Unit = unitText(&p.Text, u)
		p.told = append(p.told, e.of(m, "number", from).from)
	}
	if out.Category == "" || rules.Unnamed.match(p.Folded[name.from:name.to]) || out.Quantity == nil && out.Value == nil {
		return to
	}
	a.d.Assets = append(a.d.Assets, out)
	if behind := from + m[1]; strings.HasPrefix(p.Folded[behind:], "(") {
		return behind + 1 // its parts in brackets
	}
	return max(to, from+m[1])
}

// front cuts off a name what is no part of it.
func (a *assetText) front(name group) group {
	for cut := true; cut; {
		cut = false
		for _, f := range a.lists.Assets.Front {
			if x := f.FindStringIndex(a.p.Folded[name.from:name.to]); x != nil && x[1] > 0 && name.from+x[1] < name.to {
				name.from += x[1]
				cut = true
			}
		}
	}
	return name
}

// priced reads an item of equipment above a price.
func (a *assetText) priced(clause string, from int) bool {
	e, p := a.lists.Assets.Priced, a.p
	m := e.FindStringSubmatchIndex(clause)
	if m == nil {
		return false
	}
	verb, front, price, name := e.of(m, "verb", from), e.of(m, "front", from), e.of(m, "price", from), e.of(m, "name", from)
	if verb.found() && front.from == front.to {
		a.verb = p.Print(verb.from, verb.to)
	}
	a.d.Assets = append(a.d.Assets, normalize.Asset{Context: a.context, Quantity: number(&p.Text, e.of(m, "n", from)), QuantityUnit: unitText(&p.Text, group{from + m[len(m)-2], from + m[len(m)-1]}),
		Category: a.verb + p.Print(front.from, front.to) + p.Print(price.from, price.to) + a.lists.Assets.Above + p.Print(name.from, name.to),
		Raw:      p.Print(from+m[0], from+m[1]), At: p.where(from+m[0], from+m[1])})
	return true
}

// amountLeft tells whether the passage gives an amount that no asset record of
// it holds.
func (r *reader) amountLeft(p *passage) bool {
	for _, m := range r.narrative.Amount.FindAllStringSubmatchIndex(p.Folded, -1) {
		if r.narrative.Limit.match(p.Folded[m[1]:]) {
			continue
		}
		raw, held := p.Print(m[0], m[1]), false
		for i := range r.d.Assets {
			held = held || strings.Contains(r.d.Assets[i].Raw, raw)
		}
		if !held {
			return true
		}
	}
	return false
}
