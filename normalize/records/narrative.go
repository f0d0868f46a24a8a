package records

import (
	"strconv"
	"strings"

	"gongkai/normalize"
	"gongkai/normalize/printed"
)

// narrativeRules is the form of narrative.yaml.
type narrativeRules struct {
	Year       expression  `yaml:"year"`
	Amount     expression  `yaml:"amount"`
	Money      string      `yaml:"money"` // in every amount
	Limit      expression  `yaml:"limit"`
	Compare    expression  `yaml:"compare"`
	Share      expression  `yaml:"share"`
	Completion expression  `yaml:"completion"`
	Percent    expression  `yaml:"percent"`
	Change     expression  `yaml:"change"`
	Falls      []string    `yaml:"falls"`
	Same       expression  `yaml:"same"`
	Against    expression  `yaml:"against"`
	Prior      expression  `yaml:"prior"`
	ToBudget   expression  `yaml:"against_budget"`
	Each       expression  `yaml:"each"`
	Completed  expression  `yaml:"completed"`
	DoneShare  expression  `yaml:"completed_share"`
	NoSubject  expression  `yaml:"no_subject"`
	Reason     expression  `yaml:"reason"`
	ReasonHas  []string    `yaml:"reason_has"`
	ReasonSkip expression  `yaml:"reason_skip"`
	Clause     string      `yaml:"clause"`
	Items      expressions `yaml:"items"`
	HeadClass  expression  `yaml:"heading_class"`
	ItemAmount expression  `yaml:"item_amount"`
	ItemBudget expression  `yaml:"item_budget"`
	ItemPrior  expression  `yaml:"item_prior"`
	Purpose    expression  `yaml:"purpose"`
	Ordinal    expression  `yaml:"ordinal"`
	Nothing    expressions `yaml:"nothing"`
	Pointer    expression  `yaml:"pointer"`
	Counted    expressions `yaml:"counted"`
	Cut        []cut       `yaml:"cut"`
	Level      expression  `yaml:"level"`
	Rename     renames     `yaml:"rename"`
}

// readNarrative reads what each sentence says about an amount. Paragraphs told
// by records of another kind are left out.
func (r *reader) readNarrative() {
	s := newSubjects(r)
	for _, p := range r.passages {
		if p.heading || p.taken && !p.limits {
			continue
		}
		n := &sentences{subjects: s, p: p, first: len(r.d.Narrative), current: -1}
		if p.taken {
			n.readLimits()
			continue
		}
		n.read()
	}
	l := newLinker(r)
	for i := range r.d.Narrative {
		l.complete(&r.d.Narrative[i])
	}
}

// sentences reads one paragraph.
type sentences struct {
	*subjects
	p       *passage
	first   int // number of facts before this paragraph
	current int // the fact spoken of last, -1 before the first
	floor   int // end of the amount before: no clause reaches across it
}

// read reads the paragraph: as a sentence about one subject code, as a
// sentence that says that there is nothing, else amount by amount.
func (n *sentences) read() {
	p, rules := n.p, &n.narrative
	if !strings.Contains(p.Folded, rules.Money) {
		n.readNothing()
		return
	}
	amounts := rules.Amount.FindAllStringSubmatchIndex(p.Folded, -1)
	if len(amounts) == 0 {
		n.readNothing()
		return
	}
	if e, m := rules.Items.find(p.Folded); m != nil {
		n.item(e, m, amounts)
		return
	}
	n.walk(amounts)
}

// readNothing reads a paragraph without an amount: it may say that there is
// none, or give percentages alone.
func (n *sentences) readNothing() {
	p := n.p
	for _, e := range n.narrative.Nothing {
		if m := e.FindStringSubmatchIndex(p.Folded); m != nil {
			g := e.of(m, "subject", 0)
			n.add(normalize.NarrativeFact{Subject: unspaced(p.Print(g.from, g.to))}, 0, len(p.Folded))
			return
		}
	}
	n.walk(nil)
}

// readLimits reads the amounts of the paragraph that are limits.
func (n *sentences) readLimits() {
	for _, a := range n.narrative.Amount.FindAllStringSubmatchIndex(n.p.Folded, -1) {
		if n.narrative.Limit.match(n.p.Folded[a[1]:]) {
			n.amount(a)
		}
	}
}

// add appends a fact with the words and the place of bytes from..to.
func (n *sentences) add(f normalize.NarrativeFact, from, to int) {
	f.Scope = strings.Join(n.p.scope, " / ")
	f.At = n.p.where(from, to)
	a, b := n.p.sentence(from, to)
	f.Raw = n.p.Print(a, b)
	n.current = len(n.d.Narrative)
	n.d.Narrative = append(n.d.Narrative, f)
}

// direction names the way a figure has moved.
func (n *sentences) direction(word string) string {
	if n.falls(word) {
		return "down"
	}
	return "up"
}

// walk reads a paragraph amount by amount.
func (n *sentences) walk(amounts [][]int) {
	p := n.p
	reason := n.reasonAt(0, len(p.Folded))
	closeReason := func(to int) {
		for reason.mark < to && reason.mark < len(p.Folded) {
			n.attachReason(reason)
			reason = n.reasonAt(reason.to, len(p.Folded))
		}
	}
	from := 0
	for _, a := range amounts {
		if a[0] >= reason.mark && a[0] < reason.to {
			continue
		}
		n.percentages(from, min(a[0], reason.mark))
		closeReason(a[0])
		from = a[1]
		n.amount(a)
		n.floor = a[1]
	}
	n.percentages(from, min(len(p.Folded), max(from, reason.mark)))
	closeReason(len(p.Folded))
}

// clauseStart returns where the clause that ends at byte to begins. A 、 ends
// a clause only behind an amount or a percentage: else it lists names.
func (n *sentences) clauseStart(to int) int {
	s, depth := n.p.Folded[:to], 0
	for i := len(s); i > n.floor; {
		r, size := lastRune(s[:i])
		switch {
		case r == ')':
			depth++
		case r == '(' && depth == 0:
			return i // inside a bracket
		case r == '(':
			depth--
		case depth > 0:
		case strings.ContainsRune(n.narrative.Clause, r):
			return i
		case r == '、' && (strings.HasSuffix(s[:i-size], "元") || strings.HasSuffix(s[:i-size], "%")):
			return i
		}
		i -= size
	}
	return min(n.floor, to)
}

func lastRune(s string) (rune, int) {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i]&0xc0 != 0x80 {
			for _, r := range s[i:] {
				return r, len(s) - i
			}
		}
	}
	return 0, 1
}

// amount reads one amount outside every reason: a change of the fact before,
// or a fact of its own.
func (n *sentences) amount(a []int) {
	p, rules := n.p, &n.narrative
	start := n.clauseStart(a[0])
	front := p.Folded[start:a[0]]
	value := number(&p.Text, group{a[2], a[3]})
	if rules.Each.match(front) {
		return // it cannot be told of what
	}
	if c := rules.Change.FindStringSubmatchIndex(front); c != nil {
		word := front[c[2]:c[3]]
		if f := n.subjectOf(start, start+c[0]); f != nil {
			p.told = append(p.told, a[0])
			if f.Delta == nil {
				n.change(f, a, word, front[:c[0]])
			}
		}
		return
	}
	if f := n.fact(); f != nil && rules.Completed.match(front) {
		p.told = append(p.told, a[0])
		if f.Budget == nil && unitText(&p.Text, group{a[4], a[5]}) == f.Unit {
			f.Budget = value
		}
		if x := rules.DoneShare.FindStringSubmatchIndex(p.Folded[a[1]:]); x != nil && f.Completion == nil {
			f.Completion = number(&p.Text, group{a[1] + x[2], a[1] + x[3]})
		}
		return
	}
	if f := n.fact(); f != nil && (rules.Compare.match(front) || rules.Prior.match(front)) {
		p.told = append(p.told, a[0])
		if f.PriorYear == nil && unitText(&p.Text, group{a[4], a[5]}) == f.Unit {
			f.PriorYear = value
		}
		return
	}
	name, path := n.subject(p, start, a[0])
	if rules.Limit.match(p.Folded[a[1]:]) && name != "" {
		current := n.current
		p.told = append(p.told, a[0])
		n.add(normalize.NarrativeFact{Subject: name, Amount: value, Unit: unitText(&p.Text, group{a[4], a[5]}), Limit: true}, start, a[1])
		n.current = current // what follows speaks of the budget
		return
	}
	if rules.Pointer.match(printed.New(name).Folded) {
		begin := n.clauseStart(max(0, start-1))
		for _, e := range rules.Counted {
			if m := e.FindStringSubmatchIndex(p.Folded[begin : start-1]); m != nil {
				name = p.Print(begin+m[2], begin+m[3])
			}
		}
	}
	if rules.NoSubject.match(printed.New(name).Folded) {
		return
	}
	p.told = append(p.told, a[0])
	if year := n.otherYear(front); year != 0 {
		current := n.current
		n.add(normalize.NarrativeFact{Subject: name, Year: year, CodePath: path, Amount: value, Unit: unitText(&p.Text, group{a[4], a[5]})}, start, a[1])
		n.current = current // what follows speaks of this year
		return
	}
	n.add(normalize.NarrativeFact{Subject: name, CodePath: path, Amount: value, Unit: unitText(&p.Text, group{a[4], a[5]})}, start, a[1])
}

// change gives a fact its change: the amount a behind the word, in front of
// which front stands.
func (n *sentences) change(f *normalize.NarrativeFact, a []int, word, front string) {
	p := n.p
	f.Delta, f.Direction = signed(number(&p.Text, group{a[2], a[3]}), n.falls(word)), n.direction(word)
	switch unit := unitText(&p.Text, group{a[4], a[5]}); {
	case f.Unit == "":
		f.Unit = unit
	case unit != f.Unit:
		f.DeltaUnit = unit
	}
	if n.narrative.ToBudget.match(front) {
		f.Against = "budget"
	}
}

// otherYear returns the year that words begin with when it is an earlier one
// than that of the document, 0 else.
func (n *sentences) otherYear(words string) int {
	m := n.narrative.Year.FindStringSubmatch(words)
	if m == nil {
		return 0
	}
	year, err := strconv.Atoi(m[1])
	if err != nil || year >= n.d.Document.Year {
		return 0
	}
	return year
}

// subjectReach is how many facts back the one is looked for that a change speaks
// of: more than one section has.
const subjectReach = 200

// subjectOf makes the fact current that a change speaks of: the last one with
// the words from..to as its subject, else the one spoken of before. A change of
// something that has no fact yet gets one without an amount. nil for none.
func (n *sentences) subjectOf(from, to int) *normalize.NarrativeFact {
	words := n.p.Folded[from:to]
	if m := n.narrative.Against.FindStringIndex(words); m != nil {
		words = words[:m[0]]
	}
	name, path := n.subject(n.p, from, from+len(words))
	if last := len(n.d.Narrative) - 1; name == "" && n.current < 0 && last >= n.first {
		// Only last year's amount was given; the change is one of the same thing.
		n.add(normalize.NarrativeFact{Subject: n.d.Narrative[last].Subject, CodePath: n.d.Narrative[last].CodePath}, from, to)
	}
	if name == "" {
		return n.fact()
	}
	key, scope := printed.New(name).Folded, strings.Join(n.p.scope, " / ")
	for i := len(n.d.Narrative) - 1; i >= max(0, len(n.d.Narrative)-subjectReach) && n.d.Narrative[i].Scope == scope; i-- {
		if s := printed.New(n.d.Narrative[i].Subject).Folded; s == key || i >= n.first && strings.HasSuffix(s, key) {
			n.current = i
			return n.fact()
		}
	}
	if n.current >= 0 {
		return n.fact()
	}
	n.add(normalize.NarrativeFact{Subject: name, CodePath: path}, from, to)
	return n.fact()
}

// fact returns the fact spoken of last in the paragraph, nil before the first.
func (n *sentences) fact() *normalize.NarrativeFact {
	if n.current < 0 {
		return nil
	}
	return &n.d.Narrative[n.current]
}

// percentages reads the shares and changes between two amounts; they belong
// to the fact spoken of last.
func (n *sentences) percentages(from, to int) {
	p, rules := n.p, &n.narrative
	if from >= to {
		return
	}
	s := p.Folded[from:to]
	if f := n.fact(); f != nil && f.Direction == "" && rules.Same.match(s) {
		f.Direction = "same"
	}
	if !strings.Contains(s, "%") {
		return
	}
	if f := n.fact(); f != nil {
		if x := rules.Share.FindStringSubmatchIndex(s); x != nil && f.Share == nil {
			f.Share = number(&p.Text, group{from + x[2], from + x[3]})
		}
		if x := rules.Completion.FindStringSubmatchIndex(s); x != nil && f.Completion == nil {
			f.Completion = number(&p.Text, group{from + x[2], from + x[3]})
		}
	}
	if x := rules.Percent.FindStringSubmatchIndex(s); x != nil {
		start := max(from, n.clauseStart(from+x[2]))
		if f := n.subjectOf(start, from+x[2]); f != nil && f.DeltaPct == nil {
			word := s[x[2]:x[3]]
			f.DeltaPct, f.Direction = signed(number(&p.Text, group{from + x[4], from + x[5]}), n.falls(word)), n.direction(word)
		}
	}
}
