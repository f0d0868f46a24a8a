package records

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"gongkai/normalize/printed"
)

// subjects reads what an amount is about.
type subjects struct {
	*reader
	cuts    []*regexp.Regexp
	figures map[string]string // of what subjects speak
}

// bodyMark stands for the name of the body that publishes.
const bodyMark = "{body}"

// A cut is an expression that is cut off a subject; compiled for each document
// when it names the body that publishes.
type cut struct {
	text string
	re   *regexp.Regexp
}

// UnmarshalYAML compiles the expression.
func (c *cut) UnmarshalYAML(node *yaml.Node) (err error) {
	c.text = node.Value
	if !strings.Contains(c.text, bodyMark) {
		c.re, err = regexp.Compile(c.text)
	}
	return err
}

// renames are subjects that have another name in the tables.
type renames []rename

type rename struct {
	find *regexp.Regexp
	name string
}

// UnmarshalYAML reads a map of expressions and names in its order.
func (r *renames) UnmarshalYAML(node *yaml.Node) error {
	for i := 0; i+1 < len(node.Content); i += 2 {
		re, err := regexp.Compile("^" + node.Content[i].Value + "$")
		if err != nil {
			return fmt.Errorf("line %d: %w", node.Content[i].Line, err)
		}
		*r = append(*r, rename{re, node.Content[i+1].Value})
	}
	return nil
}

// quotes may stand around the name of a class.
const quotes = "\"“”"

// newSubjects prepares the patterns for the body that publishes.
func newSubjects(r *reader) *subjects {
	s := &subjects{reader: r, figures: map[string]string{}}
	body := regexp.QuoteMeta(printed.New(r.d.Entity.Name).Folded)
	for _, c := range r.narrative.Cut {
		switch {
		case c.re != nil:
			s.cuts = append(s.cuts, c.re)
		case body != "":
			if re, err := regexp.Compile(strings.ReplaceAll(c.text, bodyMark, body)); err == nil {
				s.cuts = append(s.cuts, re)
			}
		}
	}
	return s
}

// subject returns what the words from..to name, as printed but for what adds
// nothing: numbering, the year, the body. path is the class that is named.
func (s *subjects) subject(p *passage, from, to int) (name string, path []string) {
	keep := []group{{from, to}}
	numbered := false
	for i, cut := range s.cuts {
		joined := ""
		for _, g := range keep {
			joined += p.Folded[g.from:g.to]
		}
		m := cut.FindStringSubmatchIndex(joined)
		if m == nil {
			continue
		}
		g := group{m[0], m[1]}
		if len(m) > 2 && m[2] >= 0 {
			g = group{m[2], m[3]}
		}
		numbered = numbered || i == 0
		keep = without(keep, g)
	}
	joined := ""
	for _, g := range keep {
		joined += p.Folded[g.from:g.to]
		name += p.Print(g.from, g.to)
	}
	name = unspaced(name)
	for _, r := range s.narrative.Rename {
		if r.find.MatchString(joined) {
			return r.name, nil
		}
	}
	class, level := s.narrative.Class.match(joined), s.narrative.Level.match(joined)
	if class || level && numbered {
		bare := strings.Trim(unspaced(name[:strings.LastIndexAny(name, "（(")]), quotes)
		if t := printed.New(bare); s.narrative.Ordinal.match(t.Folded) {
			bare = t.Print(s.narrative.Ordinal.FindStringIndex(t.Folded)[1], len(t.Folded))
		}
		if class && !strings.ContainsAny(bare, "（(") {
			path = []string{bare}
		}
		if level && numbered {
			name = bare
		}
	}
	return name, path
}

// without cuts the bytes of g, counted over all ranges, out of them.
func without(ranges []group, g group) []group {
	var out []group
	n := 0
	for _, r := range ranges {
		size := r.to - r.from
		a, b := min(max(g.from-n, 0), size), min(max(g.to-n, 0), size)
		out = append(out, group{r.from, r.from + a}, group{r.from + b, r.to})
		n += size
	}
	return slices.DeleteFunc(out, func(r group) bool { return r.from >= r.to })
}
