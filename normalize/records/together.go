package records

import (
	"slices"
	"strings"

	"gongkai/normalize"
)

// together reads the amounts that a sentence gives at once for several things,
// 分别: it returns how many of list belong together, 0 when the words do not
// tell of what. They are changes of the facts in front of them in the sentence,
// or the amounts of names in their own clause, one for each.
func (n *sentences) together(list [][]int) int {
	p, rules := n.p, &n.narrative
	start := n.clauseStart(list[0][0])
	front := p.Folded[start:list[0][0]]
	at := rules.Each.FindStringIndex(front)
	if at == nil {
		return 0
	}
	k := 1
	for k < len(list) && rules.EachJoined.match(p.Folded[list[k-1][1]:list[k][0]]) {
		k++
	}
	if k < 2 {
		return 0
	}
	if c := rules.Change.FindStringSubmatchIndex(front); c != nil {
		if n.changesOf(list[:k], n.sentenceFacts(list[0][0]), front[c[2]:c[3]], front[:c[0]]) {
			return k
		}
		if n.changesOf(list[:k], n.factsNamed(start, start+at[0], k), front[c[2]:c[3]], front[:c[0]]) {
			return k
		}
		return 0
	}
	if !rules.EachIs.match(front) {
		return 0
	}
	names := n.namesBefore(start, start+at[0], k)
	if names == nil {
		return 0
	}
	for i, a := range list[:k] {
		name, path := n.subject(p, names[i].from, names[i].to)
		p.told = append(p.told, a[0])
		n.add(normalize.NarrativeFact{Subject: name, CodePath: path, Amount: number(&p.Text, group{a[2], a[3]}), Unit: unitText(&p.Text, group{a[4], a[5]})}, start, a[1])
	}
	return k
}

// sentenceFacts returns the facts of the sentence in front of byte to.
func (n *sentences) sentenceFacts(to int) []*normalize.NarrativeFact {
	begin := strings.LastIndexAny(n.p.Folded[:to], "。;")
	var out []*normalize.NarrativeFact
	for i := n.first; i < len(n.d.Narrative); i++ {
		if f := &n.d.Narrative[i]; !f.Limit && f.Year == 0 && n.begins[i-n.first] > begin {
			out = append(out, f)
		}
	}
	return out
}

// factsNamed returns the facts of the paragraph that the k names in bytes
// from..to stand for, nil when one has none.
func (n *sentences) factsNamed(from, to, k int) []*normalize.NarrativeFact {
	var out []*normalize.NarrativeFact
	for _, g := range n.namesBefore(from, to, k) {
		name, _ := n.subject(n.p, g.from, g.to)
		i := -1
		if name != "" {
			i = n.spokenOf(name)
		}
		if i < n.first {
			return nil
		}
		out = append(out, &n.d.Narrative[i])
	}
	return out
}

// changesOf gives facts their changes, one each. None is given when there are
// not as many, or one has a change already.
func (n *sentences) changesOf(list [][]int, facts []*normalize.NarrativeFact, word, front string) bool {
	if len(facts) != len(list) {
		return false
	}
	for i, f := range facts {
		if f.Delta != nil || slices.Contains(facts[:i], f) {
			return false
		}
	}
	for i, f := range facts {
		n.p.told = append(n.p.told, list[i][0])
		n.change(f, list[i], word, front)
	}
	n.untold = true // a percentage would be of the last one only
	return true
}

// namesBefore splits the names in bytes from..to into k, nil when they are not
// as many.
func (n *sentences) namesBefore(from, to, k int) []group {
	s := n.p.Folded[from:to]
	var out []group
	depth, begin := 0, 0
	for i, r := range s {
		switch {
		case r == '(':
			depth++
		case r == ')':
			depth--
		case depth == 0 && n.narrative.EachNames.match(string(r)):
			out = append(out, group{from + begin, from + i})
			begin = i + len(string(r))
		}
	}
	out = append(out, group{from + begin, to})
	for _, g := range out {
		if g.from >= g.to {
			return nil
		}
	}
	if len(out) != k {
		return nil
	}
	return out
}

// sharesOf gives the last facts of the sentence the shares that bytes from..to
// list, when it has as many that have none.
func (n *sentences) sharesOf(from, to int) {
	list := n.narrative.Percentage.FindAllStringSubmatchIndex(n.p.Folded[from:to], -1)
	facts := n.sentenceFacts(from)
	if len(facts) < len(list) || len(facts) > len(list)+1 {
		return // one more is what they are shares of
	}
	facts = facts[len(facts)-len(list):]
	for i, f := range facts {
		if f.Share == nil {
			f.Share = number(&n.p.Text, group{from + list[i][2], from + list[i][3]})
		}
	}
}
