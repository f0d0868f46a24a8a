package records

import (
	"regexp"
	"slices"
	"strings"

	"gongkai/normalize/printed"
)

// subjects reads what an amount is about.
type subjects struct {
	*reader
	cuts    []*regexp.Regexp
	renames []rename
}

type rename struct {
	find *regexp.Regexp
	name string
}

// newSubjects prepares the patterns for the body that publishes.
func newSubjects(r *reader) *subjects {
	s := &subjects{reader: r}
	body := regexp.QuoteMeta(printed.New(r.d.Entity.Name).Folded)
	for _, c := range r.narrative.Cut {
		if strings.Contains(c, "{body}") && body == "" {
			continue
		}
		if re, err := regexp.Compile(strings.ReplaceAll(c, "{body}", body)); err == nil {
			s.cuts = append(s.cuts, re)
		}
	}
	for find, name := range r.narrative.Rename {
		if re, err := regexp.Compile("^" + find + "$"); err == nil {
			s.renames = append(s.renames, rename{re, name})
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
	for _, r := range s.renames {
		if r.find.MatchString(joined) {
			return r.name, nil
		}
	}
	if m := s.narrative.Level.FindStringIndex(joined); m != nil {
		path = []string{unspaced(name[:strings.LastIndexAny(name, "（(")])}
		if numbered {
			name = path[0]
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
