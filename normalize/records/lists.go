package records

import (
	"slices"
	"strings"

	"gongkai/normalize"
	"gongkai/normalize/printed"
)

// listRules is the form of lists.yaml.
type listRules struct {
	Staffing    staffingRules    `yaml:"staffing"`
	Procurement procurementRules `yaml:"procurement"`
	Assets      assetRules       `yaml:"assets"`
	Carryovers  carryoverRules   `yaml:"carryovers"`
	Glossary    glossaryRules    `yaml:"glossary"`
}

type staffingRules struct {
	Sections expression `yaml:"sections"`
	Change   expression `yaml:"change"`
	Names    expression `yaml:"names"`
	ByKind   expression `yaml:"by_kind"`       // posts of one kind
	Total    expression `yaml:"by_kind_total"` // their number
	Patterns []struct {
		Measure string     `yaml:"measure"`
		Has     []string   `yaml:"has"`
		Find    expression `yaml:"find"`
		Value   string     `yaml:"value"` // of a pattern without a number
		Names   bool       `yaml:"names"` // what is counted may be listed
		Part    bool       `yaml:"part"`  // where posts are counted by kind, it counts those of one
	} `yaml:"patterns"`
}

type procurementRules struct {
	Sections expression `yaml:"sections"`
	Patterns []struct {
		Category string     `yaml:"category"`
		Find     expression `yaml:"find"`
	} `yaml:"patterns"`
}

type glossaryRules struct {
	Sections expression  `yaml:"sections"`
	Entries  expressions `yaml:"entries"`
	Numbered expression  `yaml:"numbered"`
}

// readStaffing reads the numbers of posts, people and offices. The first
// sentence that gives a number counts.
func (r *reader) readStaffing() {
	rules := &r.lists.Staffing
	seen := map[string]bool{}
	for _, p := range r.passages {
		if p.heading || !r.under(p, rules.Sections) {
			continue
		}
		counts := strings.ContainsAny(p.Folded, "0123456789")
		byKind := rules.ByKind.match(p.Folded) && !rules.Total.match(p.Folded)
		for _, pattern := range rules.Patterns {
			if byKind && pattern.Part || seen[pattern.Measure] || !counts && pattern.Value == "" || !slices.ContainsFunc(pattern.Has, func(w string) bool { return strings.Contains(p.Folded, w) }) {
				continue
			}
			m := pattern.Find.FindStringSubmatchIndex(p.Folded)
			if m == nil {
				continue
			}
			s := normalize.Staffing{Measure: pattern.Measure, Value: number(&p.Text, pattern.Find.of(m, "n", 0))}
			if s.Value == nil {
				s.Value = number(&p.Text, pattern.Find.of(m, "m", 0))
			}
			if pattern.Value != "" {
				d, err := normalize.ParseDecimal(pattern.Value)
				if err != nil {
					continue
				}
				s.Value = &d
			}
			if s.Value == nil {
				continue
			}
			if c := rules.Change.FindStringSubmatchIndex(p.Folded[m[1]:]); c != nil {
				s.Change = signed(number(&p.Text, rules.Change.of(c, "n", m[1])), r.falls(p.Folded[m[1]+c[2]:m[1]+c[3]]))
			}
			if pattern.Names {
				s.Names = r.names(p, m[1])
			}
			from, to := p.sentence(m[0], m[1])
			s.Raw, s.At = p.Print(from, to), p.where(m[0], m[1])
			seen[pattern.Measure] = true
			r.d.Staffing = append(r.d.Staffing, s)
		}
	}
}

// names reads the list of names that follows byte from.
func (r *reader) names(p *passage, from int) []string {
	m := r.lists.Staffing.Names.FindStringSubmatchIndex(p.Folded[from:])
	if m == nil {
		return nil
	}
	var out []string
	depth, begin := 0, from+m[2]
	end := from + m[3]
	for i, c := range p.Folded[begin:end] {
		switch c {
		case '(':
			depth++
		case ')':
			depth--
		case '、', ',':
			if depth == 0 {
				out = append(out, p.Print(begin, from+m[2]+i))
				begin = from + m[2] + i + len(string(c))
			}
		}
	}
	if s := p.Print(begin, end); s != "" {
		out = append(out, s)
	}
	return out
}

// readProcurement reads the amounts of government procurement.
func (r *reader) readProcurement() {
	rules := &r.lists.Procurement
	seen := map[string]bool{}
	for _, p := range r.passages {
		if p.heading || !r.under(p, rules.Sections) {
			continue
		}
		for _, pattern := range rules.Patterns {
			if seen[pattern.Category] {
				continue
			}
			m := pattern.Find.FindStringSubmatchIndex(p.Folded)
			if m == nil {
				continue
			}
			amount := number(&p.Text, pattern.Find.of(m, "number", 0))
			if amount == nil {
				continue
			}
			unit := pattern.Find.of(m, "unit", 0)
			seen[pattern.Category] = true
			r.d.Procurement = append(r.d.Procurement, normalize.Procurement{Category: pattern.Category, Amount: amount, Unit: unitText(&p.Text, unit),
				Raw: p.Print(m[0], m[1]), At: p.where(m[0], m[1])})
		}
	}
}

// readGlossary reads the terms that the document explains.
func (r *reader) readGlossary() {
	rules := &r.lists.Glossary
	open := false
	for _, p := range r.passages {
		if !r.under(p, rules.Sections) {
			open = false
			continue
		}
		entry, m := rules.Entries.find(p.Folded)
		switch {
		case m != nil && (!open || rules.Numbered.match(p.Folded) || !r.numberedGlossary()):
			term, def := entry.of(m, "term", 0), entry.of(m, "definition", 0)
			r.d.Glossary = append(r.d.Glossary, normalize.Term{Term: p.Print(term.from, term.to), Definition: p.Print(def.from, def.to), At: p.where(0, len(p.Folded))})
			open = true
		case p.heading && !rules.Sections.match(p.Folded):
			open = false
		case open && !p.heading:
			last := &r.d.Glossary[len(r.d.Glossary)-1]
			last.Definition += p.Print(0, len(p.Folded))
			last.At = append(last.At, p.where(0, len(p.Folded))...)
		}
		p.taken = true
	}
}

// numberedGlossary tells whether the terms read so far are numbered, so that a
// colon in a paragraph without a number begins no term.
func (r *reader) numberedGlossary() bool {
	n := len(r.d.Glossary)
	return n > 0 && r.lists.Glossary.Numbered.match(printed.New(r.firstGlossary()).Folded)
}

// firstGlossary returns the paragraph of the first term.
func (r *reader) firstGlossary() string {
	for _, p := range r.passages {
		if r.under(p, r.lists.Glossary.Sections) && r.lists.Glossary.Entries.match(p.Folded) {
			return p.Printed
		}
	}
	return ""
}

// falls tells whether a word of change means less.
func (r *reader) falls(word string) bool {
	for _, w := range r.narrative.Falls {
		if strings.Contains(word, w) {
			return true
		}
	}
	return false
}
