package kinds

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// measureFile is the form of measures.yaml.
type measureFile struct {
	Strip    patterns            `yaml:"strip"`
	Neutral  patterns            `yaml:"neutral"`
	Phases   map[string]patterns `yaml:"phases"`
	Measures map[string][]word   `yaml:"measures"`
}

// measureTable finds measures by header path.
type measureTable struct {
	strip   patterns
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
	m.strip = append(m.strip, f.Strip...)
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

// bare folds a header and cuts year and unit off.
func (m *measureTable) bare(header string) string {
	s := Fold(header)
	for i := range m.strip {
		s = m.strip[i].ReplaceAllString(s, "")
	}
	return s
}

// Measure finds what a column with the given header path (outermost first)
// measures in a table of the given kind; "" when the headers are not known.
func (c *Catalogue) Measure(kind string, path []string) string {
	var all, p []string
	for i, t := range path {
		t = c.measures.bare(t)
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

// Phase tells which of several figures a column gives in a document of a year
// (0 when it is not known): "budget", "final", "prior", or "" when the headers
// do not tell. 2023年预算数 is that of the year before only when the document is
// of a later one.
func (c *Catalogue) Phase(path []string, year int) string {
	for _, t := range slices.Backward(path) {
		t = Fold(t)
		p := c.phaseOf(t)
		if p == "prior" && year != 0 && strings.HasPrefix(t, strconv.Itoa(year)) {
			p = c.phaseOf(strings.TrimPrefix(c.measures.bare(t), "年"))
		}
		if p != "" {
			return p
		}
	}
	return ""
}

// phaseOf tells the phase a folded header names; a year in front may be part of
// what tells.
func (c *Catalogue) phaseOf(s string) string {
	s = c.captions.UnitBracket.ReplaceAllString(s, "")
	for _, p := range []string{"prior", "final", "budget"} {
		if c.measures.phases[p].match(s) {
			return p
		}
	}
	return ""
}

// known tells whether a folded header is a measure or a group of measures.
func (m *measureTable) known(s string) bool {
	s = m.bare(s)
	return m.byPath[s] != "" || m.neutral.match(s)
}
