package records

import (
	"strconv"
	"strings"

	"gongkai/normalize"
	"gongkai/normalize/printed"
)

// item reads a sentence about one subject code: one fact, whatever other
// amounts it gives to compare with. m is the match of e that names the code, in
// the passage head; the sentence goes on at byte from.
func (n *sentences) item(head *passage, e expression, m []int, from int, amounts [][]int) {
	p, rules := n.p, &n.narrative
	path, item := e.of(m, "path", 0), e.of(m, "item", 0)
	f := normalize.NarrativeFact{Subject: unspaced(head.Print(path.from, path.to))}
	if e.of(m, "colon", 0).found() {
		f.Subject = unspaced(head.Print(item.from, item.to))
	}
	for _, name := range []string{"class", "group", "item"} {
		g := e.of(m, name, 0)
		switch {
		case g.found():
			f.CodePath = append(f.CodePath, unspaced(head.Print(g.from, g.to)))
		case name == "class" && e.SubexpIndex("group") < 0:
			f.CodePath = append(f.CodePath, n.headingGroup()...)
		case name == "class":
			f.CodePath = append(f.CodePath, n.headingClass()...)
		}
	}
	reason := n.reasonAt(from, len(p.Folded))
	var chosen, earlier []int
	for _, a := range amounts {
		if a[0] < from || a[0] >= reason.mark {
			continue
		}
		front := p.Folded[from:a[0]]
		p.told = append(p.told, a[0])
		if c := rules.Change.FindStringSubmatch(front); c != nil {
			if f.Delta == nil {
				n.change(&f, a, c[1], strings.TrimSuffix(front, c[0]))
			}
			continue
		}
		switch {
		case rules.ItemBudget.match(front) && f.Budget == nil:
			f.Budget = number(&p.Text, group{a[2], a[3]})
		case n.earlier(front):
			f.PriorYear, earlier = number(&p.Text, group{a[2], a[3]}), a
			continue
		}
		if chosen == nil || rules.ItemAmount.match(front) {
			chosen = a
		}
	}
	if chosen == nil && earlier != nil {
		// Last year's amount is all that the sentence gives.
		chosen, f.PriorYear, f.Year = earlier, nil, n.d.Document.Year-1
	}
	if chosen == nil {
		return
	}
	if rules.ItemBudget.match(p.Folded[from:chosen[0]]) {
		f.Budget = nil // the only amount that the sentence gives
	}
	f.Amount = number(&p.Text, group{chosen[2], chosen[3]})
	if unit := unitText(&p.Text, group{chosen[4], chosen[5]}); unit != f.Unit {
		if f.Delta != nil {
			f.DeltaUnit = f.Unit // that of the change, read before
		}
		f.Unit = unit
	}
	body := p.Folded[from:reason.mark]
	if x := rules.Percent.FindStringSubmatchIndex(body); x != nil {
		word := body[x[2]:x[3]]
		f.DeltaPct, f.Direction = signed(number(&p.Text, group{from + x[4], from + x[5]}), n.falls(word)), n.direction(word)
	}
	if x := rules.Share.FindStringSubmatchIndex(body); x != nil {
		f.Share = number(&p.Text, group{from + x[2], from + x[3]})
	}
	if x := rules.Completion.FindStringSubmatchIndex(body); x != nil {
		f.Completion = number(&p.Text, group{from + x[2], from + x[3]})
	}
	if f.Direction == "" && rules.Same.match(body) {
		f.Direction = "same"
	}
	if x := rules.Purpose.FindStringSubmatchIndex(body); x != nil {
		f.Purpose = p.Print(from+x[2], from+x[3])
	}
	f.Reason = p.Print(reason.from, reason.to)
	n.tell(reason)
	n.add(f, 0, len(p.Folded))
	n.d.Narrative[len(n.d.Narrative)-1].Raw = p.Print(0, len(p.Folded))
}

// namesItem tells whether a passage is nothing but the name of a subject code.
func (s *subjects) namesItem(p *passage) bool {
	if strings.Contains(p.Folded, s.narrative.Money) || !strings.HasSuffix(strings.TrimRight(p.Folded, "。:"), ")") {
		return false
	}
	e, m := s.narrative.Items.find(p.Folded)
	return m != nil && len(strings.TrimRight(p.Folded[m[1]:], "。:")) == 0 && e.of(m, "item", 0).found()
}

// headingClass returns the class that the heading above the paragraph names,
// nothing when it names none.
func (n *sentences) headingClass() []string {
	if len(n.p.titles) == 0 {
		return nil
	}
	title := printed.New(n.p.scope[len(n.p.scope)-1])
	m := n.narrative.HeadClass.FindStringSubmatchIndex(title.Folded)
	if m == nil {
		return nil
	}
	return []string{unspaced(title.Print(m[2], m[3]))}
}

// headingGroup returns the 类 and the 款 that the heading above the paragraph
// names, nothing when it does not name both.
func (n *sentences) headingGroup() []string {
	if len(n.p.titles) == 0 {
		return nil
	}
	title, e := printed.New(n.p.scope[len(n.p.scope)-1]), n.narrative.HeadGroup
	m := e.FindStringSubmatchIndex(title.Folded)
	if m == nil {
		return nil
	}
	class, group := e.of(m, "class", 0), e.of(m, "group", 0)
	return []string{unspaced(title.Print(class.from, class.to)), unspaced(title.Print(group.from, group.to))}
}

// earlier tells whether the words in front of an amount name an earlier year.
func (n *sentences) earlier(front string) bool {
	m := n.narrative.ItemPrior.FindStringSubmatch(front)
	return m != nil && m[1] != strconv.Itoa(n.d.Document.Year)
}
