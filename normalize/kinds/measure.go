package kinds

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// measureFile is the form of measures.yaml.
type measureFile struct {
	Neutral  patterns            `yaml:"neutral"`
	Phases   map[string]patterns `yaml:"phases"`
	Measures map[string][]word   `yaml:"measures"`
}

// measureTable finds measures by header path.
type measureTable struct {
	neutral patterns
	phases  map[string]patterns
	byPath  map[string]string // path, or path!kind
}

// pathSeparator stands between the headers of a path in the data files.
const pathSeparator = ">"

// add takes over the paths of a file.
func (m *measureTable) add(file string, f measureFile) error {
	if m.byPath == nil {
		m.byPath = map[string]string{}
	}
	m.neutral = append(m.neutral, f.Neutral...)
	if f.Phases != nil {
		m.phases = f.Phases
	}
	for _, id := range slices.Sorted(maps.Keys(f.Measures)) {
		for _, w := range f.Measures[id] {
			var parts []string
			for p := range strings.SplitSeq(w.Text, pathSeparator) {
				parts = append(parts, Fold(p))
			}
			key := strings.Join(parts, pathSeparator)
			if old, ok := m.byPath[key]; ok && old != id {
				return &DataError{file, w.Line, fmt.Errorf("%q measures %s and %s", w.Text, old, id)}
			}
			m.byPath[key] = id
		}
	}
	return nil
}

// unitBracket is a unit at the end of a header, as in 金额（万元）.
var unitBracket = regexp.MustCompile(`\((单位:)?(人民币)?(元|千元|万元|百万元|亿元)\)$`)

// yearPrefix is a year in front of a header, as in 2024年预算数.
var yearPrefix = regexp.MustCompile(`^(19|20)\d{2}年度?`)

// stripUnit cuts a unit off the end of a folded header.
func stripUnit(s string) string { return unitBracket.ReplaceAllString(s, "") }

// Measure finds what a column with the given header path (outermost first)
// measures in a table of the given kind; "" when the headers are not known.
func (c *Catalogue) Measure(kind string, path []string) string {
	var all, p []string
	for i, t := range path {
		t = yearPrefix.ReplaceAllString(stripUnit(Fold(t)), "")
		all = append(all, t)
		if i < len(path)-1 && (t == "" || c.measures.neutral.match(t)) {
			continue
		}
		p = append(p, t)
	}
	if id := c.measures.byPath[strings.Join(all, pathSeparator)]; id != "" {
		return id
	}
	// 公务接待费 > 预算数: the item is the measure, the last header its phase.
	if n := len(p); n > 1 && c.phaseOf(p[n-1]) != "" {
		p = p[:n-1]
	}
	key := strings.Join(p, pathSeparator)
	if id := c.measures.byPath[key+"!"+kind]; id != "" {
		return id
	}
	return c.measures.byPath[key]
}

// Phase tells which of several figures a column gives: "budget", "final",
// "prior", or "" when the headers do not tell.
func (c *Catalogue) Phase(path []string) string {
	for _, t := range slices.Backward(path) {
		if p := c.phaseOf(stripUnit(Fold(t))); p != "" {
			return p
		}
	}
	return ""
}

// phaseOf tells the phase a folded header names.
func (c *Catalogue) phaseOf(s string) string {
	for _, p := range []string{"prior", "final", "budget"} {
		if c.measures.phases[p].match(s) {
			return p
		}
	}
	return ""
}

// known tells whether a folded header is a measure or a group of measures.
func (m *measureTable) known(s string) bool {
	s = yearPrefix.ReplaceAllString(stripUnit(s), "")
	return m.byPath[s] != "" || m.neutral.match(s)
}
