package records

import (
	"slices"
	"strings"
)

// A reasonSpan is the reason that a sentence gives: it is announced at mark
// and stands in from..to.
type reasonSpan struct{ mark, from, to int }

// reasonAt finds the first reason in bytes from..to. It ends where the next
// sentence gives an amount or a percentage of its own. Without a reason mark
// is to, and the span is empty.
func (n *sentences) reasonAt(from, to int) reasonSpan {
	p, rules := n.p, &n.narrative
	var m []int
	if slices.ContainsFunc(rules.ReasonHas, func(w string) bool { return strings.Contains(p.Folded[from:to], w) }) {
		m = rules.Reason.FindStringIndex(p.Folded[from:to])
	}
	if m == nil {
		return reasonSpan{to, to, to}
	}
	out := reasonSpan{from + m[0], from + m[1], to}
	if s := rules.ReasonSkip.FindStringIndex(p.Folded[out.from:to]); s != nil {
		out.from += s[1]
	}
	counted := rules.Counting.match(p.Folded[out.from:to])
	for i, c := range p.Folded[out.from:to] {
		if c != ';' && c != '。' {
			continue
		}
		rest := p.Folded[out.from+i : to]
		if rules.ReasonMore.match(rest) && counted {
			continue
		}
		if rules.Amount.match(rest) || rules.Percent.match(rest) {
			out.to = out.from + i
			break
		}
	}
	for _, e := range rules.ReasonEnds {
		if m := e.FindStringIndex(p.Folded[out.from:out.to]); m != nil && m[0] > 0 {
			out.to = out.from + m[0]
		}
	}
	out.to = out.from + len(strings.TrimRight(p.Folded[out.from:out.to], "。;"))
	return out
}

// gives tells whether an announced reason is one: 主要是 without the word for it
// gives one only where something has changed or was completed.
func (n *sentences) gives(s reasonSpan) bool {
	if strings.Contains(n.p.Folded[s.mark:s.from], n.narrative.ReasonWord) {
		return true
	}
	f := n.fact()
	return f != nil && (f.Direction != "" || f.Delta != nil || f.DeltaPct != nil || f.Completion != nil)
}

// attachReason gives a reason to the fact spoken of last. Amounts in it are
// told by it.
func (n *sentences) attachReason(s reasonSpan) {
	f := n.fact()
	if f == nil || f.Reason != "" {
		return
	}
	f.Reason = n.p.Print(s.from, s.to)
	n.tell(s)
}

// tell marks the amounts of a reason as told.
func (n *sentences) tell(s reasonSpan) {
	for _, a := range n.narrative.Amount.FindAllStringIndex(n.p.Folded[s.from:s.to], -1) {
		n.p.told = append(n.p.told, s.from+a[0])
	}
}
