package records

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"gongkai/normalize"
	"gongkai/normalize/printed"
)

// narrativeRules is the form of narrative.yaml.
type narrativeRules struct {
	Year       expression  `yaml:"year"`
	Amount     expression  `yaml:"amount"`
	Money      string      `yaml:"money"` // in every amount
	Limit      expression  `yaml:"limit"`
	LimitShort expression  `yaml:"limit_short"`
	LimitUnit  string      `yaml:"limit_unit"`
	Compare    expression  `yaml:"compare"`
	Share      expression  `yaml:"share"`
	Completion expression  `yaml:"completion"`
	Percent    expression  `yaml:"percent"`
	InBrackets expression  `yaml:"bracket_percent"`
	Change     expression  `yaml:"change"`
	Falls      []string    `yaml:"falls"`
	Same       expression  `yaml:"same"`
	AllSame    expression  `yaml:"all_same"`
	Against    expression  `yaml:"against"`
	Prior      expression  `yaml:"prior"`
	Moved      expression  `yaml:"moved"`
	ToBudget   expression  `yaml:"against_budget"`
	Budget     string      `yaml:"budget"` // the word for it
	OwnPrior   expression  `yaml:"own_prior"`
	OwnBudget  expression  `yaml:"own_budget"`
	Accounts   string      `yaml:"accounts"` // the word for them
	Each       expression  `yaml:"each"`
	EachJoined expression  `yaml:"each_joined"`
	EachNames  expression  `yaml:"each_names"`
	EachShare  expression  `yaml:"each_share"`
	Percentage expression  `yaml:"percentage"`
	FromPrior  expression  `yaml:"from_prior"`
	Became     expression  `yaml:"became"`
	ChangeOf   expression  `yaml:"change_of"`
	PerUnit    expression  `yaml:"per_unit"`
	List       string      `yaml:"list"` // between the parts of a list
	EachIs     expression  `yaml:"each_is"`
	Completed  expression  `yaml:"completed"`
	DoneShare  expression  `yaml:"completed_share"`
	NoSubject  expression  `yaml:"no_subject"`
	Reason     expression  `yaml:"reason"`
	ReasonHas  []string    `yaml:"reason_has"`
	ReasonSkip expression  `yaml:"reason_skip"`
	ReasonWord string      `yaml:"reason_word"`
	Counting   expression  `yaml:"reason_counted"`
	ReasonMore expression  `yaml:"reason_more"`
	ReasonEnds expressions `yaml:"reason_ends"`
	Clause     string      `yaml:"clause"`
	Items      expressions `yaml:"items"`
	ItemNext   expression  `yaml:"item_follows"`
	ItemAlone  expression  `yaml:"item_alone"`
	HeadGroup  expression  `yaml:"heading_group"`
	HeadClass  expression  `yaml:"heading_class"`
	ItemAmount expression  `yaml:"item_amount"`
	ItemBudget expression  `yaml:"item_budget"`
	ItemPrior  expression  `yaml:"item_prior"`
	Purpose    expression  `yaml:"purpose"`
	Ordinal    expression  `yaml:"ordinal"`
	Nothing    expressions `yaml:"nothing"`
	Pointer    expression  `yaml:"pointer"`
	Counted    expressions `yaml:"counted"`
	Part       string      `yaml:"part"` // begins a list of parts
	Lead       expression  `yaml:"lead"`
	Measure    expression  `yaml:"measure_only"`
	Figure     expressions `yaml:"figure"`
	BudgetName expression  `yaml:"budget_name"`
	Generic    expression  `yaml:"generic"`
	Cut        []cut       `yaml:"cut"`
	Level      expression  `yaml:"level"`
	Class      expression  `yaml:"class"`
	Coded      expression  `yaml:"coded"`
	ClassEnd   string      `yaml:"class_end"`
	Rename     renames     `yaml:"rename"`
}

// readNarrative reads what each sentence says about an amount. Paragraphs told
// by records of another kind are left out.
func (r *reader) readNarrative() {
	s := newSubjects(r)
	var named *passage // the paragraph before, when it only names a subject code
	for _, p := range r.passages {
		name := named
		named = nil
		if s.namesItem(p) {
			named = p
			continue
		}
		if p.heading || p.taken && !p.limits {
			continue
		}
		n := &sentences{subjects: s, p: p, named: name, first: len(r.d.Narrative), current: -1, whole: -1}
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
	named   *passage // the paragraph before, when it names the subject code of this one
	first   int      // number of facts before this paragraph
	begins  []int    // byte at which the clause of each of its facts begins
	current int      // the fact spoken of last, -1 before the first
	floor   int      // end of the amount before: no clause reaches across it
	whole   int      // the fact whose parts are listed, -1 for none
	parts   int      // byte at which its first part begins
	budget  bool     // the amount before is the budget that this one is compared with
	inside  bool     // the fact spoken of last stands in a bracket
	outer   int      // the fact spoken of in front of the bracket
	untold  bool     // the change before is not told: nor is its percentage
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
		n.item(p, e, m, m[1], amounts)
		return
	}
	if m := rules.ItemAlone.FindStringSubmatchIndex(p.Folded); m != nil && n.headingGroup() != nil {
		n.item(p, rules.ItemAlone, m, m[1], amounts)
		return
	}
	if n.named != nil && rules.ItemNext.match(p.Folded) {
		e, m := rules.Items.find(n.named.Folded)
		n.item(n.named, e, m, 0, amounts)
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
	for _, m := range n.narrative.LimitShort.FindAllStringSubmatchIndex(n.p.Folded, -1) {
		if name, _ := n.subject(n.p, n.clauseStart(m[0]), m[0]); name != "" {
			n.add(normalize.NarrativeFact{Subject: name, Amount: number(&n.p.Text, group{m[2], m[3]}), Unit: n.narrative.LimitUnit, Limit: true}, m[0], m[1])
		}
	}
}

// add appends a fact with the words and the place of bytes from..to.
func (n *sentences) add(f normalize.NarrativeFact, from, to int) {
	f.Scope = strings.Join(n.p.scope, " / ")
	f.At = n.p.where(from, to)
	a, b := n.p.sentence(from, to)
	f.Raw = n.p.Print(a, b)
	n.current, n.begins = len(n.d.Narrative), append(n.begins, from)
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
	from := 0
	reason := n.reasonAt(0, len(p.Folded))
	// reasons gives the reasons announced before byte to; it returns the end of
	// the last one when that reaches beyond.
	reasons := func(to int) {
		for reason.mark < to && reason.mark < len(p.Folded) {
			n.percentages(from, reason.mark)
			if n.gives(reason) {
				n.attachReason(reason)
				from = max(from, reason.to)
			} else {
				reason.to = max(reason.from, reason.mark+1)
				from = max(from, reason.mark)
			}
			reason = n.reasonAt(reason.to, len(p.Folded))
		}
	}
	for i := 0; i < len(amounts); i++ {
		a := amounts[i]
		reasons(a[0])
		if a[0] < from {
			continue // told by a reason
		}
		if slices.Contains(p.told, a[0]) {
			from, n.floor = a[1], a[1] // by a record of another kind
			continue
		}
		n.percentages(from, a[0])
		from = a[1]
		if k := n.together(amounts[i:]); k > 0 {
			i += k - 1
			from = amounts[i][1]
		} else {
			n.amount(a)
		}
		n.floor = from
	}
	reasons(len(p.Folded))
	n.percentages(from, len(p.Folded))
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
	n.untold = false
	if rules.Each.match(front) {
		return // it cannot be told of what
	}
	if c := rules.Change.FindStringSubmatchIndex(front); c != nil {
		if f := n.subjectOf(start, start+c[0]); f != nil {
			n.untold = f.Delta != nil
			switch {
			case c[2*rules.Change.SubexpIndex("or")] >= 0:
				// A form that was filled in without choosing a word.
				if n.untold = true; value != nil && value.IsZero() && f.Delta == nil {
					f.Delta, f.Direction = value, "same"
					p.told = append(p.told, a[0])
				}
			case !n.untold:
				n.change(f, a, front[c[2]:c[3]], front[:c[0]])
				fallthrough
			case value != nil && f.Delta.Abs().Equal(value.Abs()):
				p.told = append(p.told, a[0])
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
	if n.compared(a, start, value) {
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
	if n.current < 0 && rules.Measure.match(printed.New(name).Folded) {
		name = n.lead(name)
	}
	if rules.NoSubject.match(printed.New(name).Folded) {
		return
	}
	p.told = append(p.told, a[0])
	if m := rules.ChangeOf.FindStringSubmatch(printed.New(name).Folded); m != nil {
		if rules.Generic.match(n.figureOf(m[2])) {
			p.told = p.told[:len(p.told)-1]
			return // 减少金额: it cannot be told of what
		}
		n.add(normalize.NarrativeFact{Subject: m[2], Unit: unitText(&p.Text, group{a[4], a[5]}), Delta: signed(value, n.falls(m[1])), Direction: n.direction(m[1])}, start, a[1])
		return
	}
	n.part(start, front)
	name, code := n.coded(name)
	f := normalize.NarrativeFact{Subject: name, CodePath: path, Code: code, Amount: value, Unit: unitText(&p.Text, group{a[4], a[5]})}
	if f.Year = n.otherYear(front); f.Year != 0 {
		current := n.current
		n.add(f, start, a[1])
		n.current = current // what follows speaks of this year
		return
	}
	before := n.current
	n.add(f, start, a[1])
	if rules.PerUnit.match(printed.New(name).Folded) && before >= 0 {
		n.current = before // what follows speaks of all of them
	}
	if start > 0 && p.Folded[start-1] == '(' && !n.inside {
		n.inside, n.outer = true, before
	}
}

// compared reads an amount that the fact before is compared with: last year's,
// or the budget of the same year.
func (n *sentences) compared(a []int, start int, value *normalize.Decimal) bool {
	p, rules := n.p, &n.narrative
	front := p.Folded[start:a[0]]
	end, budget := start, false
	switch m := rules.Prior.FindStringSubmatchIndex(front); {
	case rules.Compare.match(front):
	case rules.ToBudget.match(front) && n.ofThisYear(front):
		end, budget = start+rules.ToBudget.FindStringIndex(front)[0], true
	case m != nil && !rules.Moved.match(front[m[4]:m[5]]):
		end = start + m[0]
		budget = n.isYear(front[m[2]:m[3]])
		if budget && !strings.Contains(front[m[4]:m[5]], rules.Budget) {
			return false
		}
	case rules.FromPrior.match(front):
		return n.becoming(a, start, value)
	case rules.Became.match(front) && n.current >= 0 && n.fact().Amount == nil && n.fact().PriorYear != nil:
		f := n.fact()
		if unitText(&p.Text, group{a[4], a[5]}) != f.Unit {
			return false
		}
		p.told = append(p.told, a[0])
		f.Amount = value
		return true
	case rules.OwnPrior.match(front):
	case rules.OwnBudget.match(front) && n.current >= 0 && strings.Contains(n.fact().Subject, rules.Accounts):
		budget = true
	default:
		return false
	}
	f := n.fact()
	if name, _ := n.subject(p, start, end); name != "" {
		f = n.subjectOf(start, end)
	}
	if f == nil {
		return false
	}
	p.told = append(p.told, a[0])
	if unitText(&p.Text, group{a[4], a[5]}) != f.Unit && f.Unit != "" {
		return true
	}
	n.budget = budget
	switch {
	case budget && f.Budget == nil:
		f.Budget = value
	case !budget && f.PriorYear == nil:
		f.PriorYear = value
	}
	return true
}

// becoming reads last year's amount of a sentence that goes on with this year's.
func (n *sentences) becoming(a []int, start int, value *normalize.Decimal) bool {
	e := n.narrative.FromPrior
	g := e.of(e.FindStringSubmatchIndex(n.p.Folded[start:a[0]]), "name", start)
	name, path := n.subject(n.p, g.from, g.to)
	if name == "" {
		return false
	}
	n.p.told = append(n.p.told, a[0])
	n.add(normalize.NarrativeFact{Subject: name, CodePath: path, PriorYear: value, Unit: unitText(&n.p.Text, group{a[4], a[5]})}, start, a[1])
	return true
}

// isYear tells whether words begin with the year of the document.
func (n *sentences) isYear(words string) bool {
	return n.d.Document.Year != 0 && strings.HasPrefix(words, strconv.Itoa(n.d.Document.Year))
}

// ofThisYear tells whether the budget that words compare with is that of the
// year of the document: it names no other year.
func (n *sentences) ofThisYear(words string) bool {
	e := n.narrative.ToBudget
	m := e.FindStringSubmatchIndex(words)
	if m == nil {
		return false
	}
	year := e.of(m, "year", 0)
	return !year.found() || n.isYear(words[year.from:year.to])
}

// lead returns the title in front of the sentence, when its paragraph begins
// with one; else the name.
func (n *sentences) lead(name string) string {
	m := n.narrative.Lead.FindStringSubmatchIndex(n.p.Folded)
	if m == nil {
		return name
	}
	g := n.narrative.Lead.of(m, "title", 0)
	title, _ := n.subject(n.p, g.from, g.to)
	if title == "" {
		return name
	}
	return title
}

// coded takes the code off a subject that is printed with one.
func (n *sentences) coded(name string) (string, string) {
	t := printed.New(name)
	m := n.narrative.Coded.FindStringSubmatchIndex(t.Folded)
	if m == nil || m[0] == 0 {
		return name, ""
	}
	return t.Print(0, m[0]), t.Folded[m[2]:m[3]]
}

// part remembers the fact whose parts a sentence lists: what follows the list
// without a subject speaks of it again.
func (n *sentences) part(start int, front string) {
	word := n.narrative.Part
	before := strings.TrimRight(n.p.Folded[:start], ":,")
	first := start
	listed := strings.HasPrefix(front, word)
	if !listed && strings.HasSuffix(before, word) {
		listed, first = true, len(before)-len(word)
	}
	switch {
	case n.current >= 0 && listed:
		if first > 0 && n.p.Folded[first-1] == '(' {
			n.inside, n.outer = true, n.current
			return
		}
		if n.whole < 0 || n.sentenceBetween(n.parts, first) {
			n.whole, n.parts = n.current, first
		}
	case n.whole >= 0 && n.sentenceBetween(n.parts, start):
		n.whole = -1
	}
}

// listed tells whether the parts of what is spoken of are a list without a change
// of their own: A 1万元、B 2万元.
func (n *sentences) listed() bool {
	parts := n.d.Narrative[n.whole+1:]
	for i := range parts {
		if parts[i].Direction != "" {
			return false
		}
	}
	if len(parts) < 2 {
		return false
	}
	first, last := n.begins[n.whole+1-n.first], n.begins[len(n.begins)-1]
	joined := strings.Count(n.p.Folded[first:last], n.narrative.Money+n.narrative.List)
	return joined == len(parts)-1
}

// sentenceBetween tells whether a sentence ends in bytes from..to.
func (n *sentences) sentenceBetween(from, to int) bool {
	return from < to && strings.Contains(n.p.Folded[from:to], "。")
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
	if n.ofThisYear(front) || front == "" && n.budget {
		f.Against = "budget"
	}
	n.budget = false
	if x := n.narrative.InBrackets.FindStringSubmatchIndex(p.Folded[a[1]:]); x != nil && f.DeltaPct == nil {
		f.DeltaPct = signed(number(&p.Text, group{a[1] + x[2], a[1] + x[3]}), n.falls(word))
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
	if name == "" || n.current >= 0 && n.figureOf(name) == "" {
		if n.whole >= 0 && (n.sentenceBetween(n.parts, from) || n.listed()) {
			n.current = n.whole
		}
		return n.fact()
	}
	if i := n.spokenOf(name); i >= 0 {
		n.current = i
		return n.fact()
	}
	if n.current >= 0 && n.narrative.Generic.match(n.figureOf(name)) {
		return n.fact()
	}
	n.add(normalize.NarrativeFact{Subject: name, CodePath: path}, from, to)
	return n.fact()
}

// suffixRunes is the length of the shortest name that stands for a longer one
// that ends with it.
const suffixRunes = 3

// spokenOf returns the index of the last fact under the same heading that a
// name stands for, -1 for none: of the same name, within the paragraph also one
// that ends with it, or of the same name but for the words that say which
// figure it is.
func (n *sentences) spokenOf(name string) int {
	key, scope := printed.New(name).Folded, strings.Join(n.p.scope, " / ")
	list, least := n.d.Narrative, max(0, len(n.d.Narrative)-subjectReach)
	for i := len(list) - 1; i >= least && list[i].Scope == scope; i-- {
		if i < n.first && list[i].Delta != nil {
			continue // another sentence told its change
		}
		if s := printed.New(list[i].Subject).Folded; s == key || i >= n.first && strings.HasSuffix(s, key) && utf8.RuneCountInString(key) >= suffixRunes {
			return i
		}
	}
	figure := n.figureOf(name)
	if figure == "" {
		return -1
	}
	for i := len(list) - 1; i >= n.first; i-- {
		f := &list[i]
		if s := n.figureOf(f.Subject); f.Year != 0 || f.Limit || s != figure && (!strings.HasSuffix(s, figure) || utf8.RuneCountInString(figure) <= suffixRunes) {
			continue
		}
		if n.ofBudget(f.Subject) == n.ofBudget(name) {
			return i
		}
		if i+1 < len(list) && n.narrative.Generic.match(n.figureOf(list[i+1].Subject)) && n.ofBudget(list[i+1].Subject) == n.ofBudget(name) {
			return i + 1 // its budget was given first: 支出决算 behind 支出年初预算
		}
	}
	return -1
}

// figureOf returns a subject without the name of the body and the words that
// say which figure of it is meant.
func (n *sentences) figureOf(name string) string {
	if s, known := n.figures[name]; known {
		return s
	}
	rules := &n.narrative
	s := strings.TrimPrefix(printed.New(name).Folded, printed.New(n.d.Entity.Name).Folded)
	budgets := rules.BudgetName.FindAllString(s, -1)
	s = rules.BudgetName.ReplaceAllString(s, bodyMark)
	for _, e := range rules.Figure {
		if m := e.FindStringSubmatchIndex(s); len(m) > 2 {
			s = s[:m[2]] + s[m[3]:]
			continue
		}
		s = e.ReplaceAllString(s, "")
	}
	for _, b := range budgets {
		s = strings.Replace(s, bodyMark, b, 1)
	}
	n.figures[name] = s
	return s
}

// ofBudget tells whether a subject of a document about accounts is of their
// budget.
func (n *sentences) ofBudget(name string) bool {
	if n.d.Document.Kind != "final" || strings.Contains(name, n.narrative.Accounts) {
		return false
	}
	return strings.Contains(n.narrative.BudgetName.ReplaceAllString(printed.New(name).Folded, ""), n.narrative.Budget)
}

// fact returns the fact spoken of last in the paragraph, nil before the first.
func (n *sentences) fact() *normalize.NarrativeFact {
	if n.current < 0 {
		return nil
	}
	return &n.d.Narrative[n.current]
}

// sharing returns the fact whose share follows at byte to: the one spoken of, or
// the one that the clause names, of which no amount may be given. The clause
// begins at byte from or later.
func (n *sentences) sharing(from, to int) *normalize.NarrativeFact {
	start := max(from, n.clauseStart(to))
	name, path := n.subject(n.p, start, to)
	if utf8.RuneCountInString(name) <= suffixRunes || n.narrative.Generic.match(n.figureOf(name)) || n.narrative.NoSubject.match(printed.New(name).Folded) {
		return n.fact()
	}
	if i := n.spokenOf(name); i >= 0 {
		n.current = i
		return n.fact()
	}
	n.add(normalize.NarrativeFact{Subject: name, CodePath: path}, start, to)
	return n.fact()
}

// closing returns where s closes a bracket that it does not open, -1 for nowhere.
func closing(s string) int {
	depth := 0
	for i, r := range s {
		switch {
		case r == '(':
			depth++
		case r == ')' && depth == 0:
			return i
		case r == ')':
			depth--
		}
	}
	return -1
}

// percentages reads the shares and changes between two amounts; they belong
// to the fact spoken of last.
func (n *sentences) percentages(from, to int) {
	p, rules := n.p, &n.narrative
	if i := closing(p.Folded[from:max(from, to)]); i >= 0 && n.inside {
		n.percentages(from, from+i)
		n.inside, n.current, from = false, n.outer, from+i+1
	}
	if from >= to {
		return
	}
	defer func() { n.untold = false }()
	s := p.Folded[from:to]
	if f, x := n.fact(), rules.Same.FindStringIndex(s); x != nil && f != nil && f.Direction == "" {
		f.Direction = "same"
		if rules.AllSame.match(s[:x[0]]) {
			for _, other := range n.sentenceFacts(from) {
				if other.Direction == "" {
					other.Direction = "same"
				}
			}
		}
	}
	if !strings.Contains(s, "%") {
		return
	}
	if x := rules.EachShare.FindStringSubmatchIndex(s); x != nil {
		n.sharesOf(from+x[2], from+x[3])
	} else if f := n.fact(); f != nil {
		if x := rules.Share.FindStringSubmatchIndex(s); x != nil {
			if f = n.sharing(from, from+x[0]); f.Share == nil {
				f.Share = number(&p.Text, group{from + x[2], from + x[3]})
			}
			f = n.fact()
		}
		if x := rules.Completion.FindStringSubmatchIndex(s); x != nil && f.Completion == nil {
			f.Completion = number(&p.Text, group{from + x[2], from + x[3]})
		}
	}
	if x := rules.Percent.FindStringSubmatchIndex(s); x != nil && !n.untold {
		start := max(from, n.clauseStart(from+x[2]))
		if f := n.subjectOf(start, from+x[2]); f != nil && f.DeltaPct == nil {
			word := s[x[2]:x[3]]
			f.DeltaPct, f.Direction = signed(number(&p.Text, group{from + x[4], from + x[5]}), n.falls(word)), n.direction(word)
		}
	}
}
