package kinds

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// titleRules is the form of titles.yaml.
type titleRules struct {
	Prefixes   patterns `yaml:"prefixes"`
	Tokens     patterns `yaml:"tokens"`
	Subjects   []string `yaml:"subjects"`
	Drop       []string `yaml:"drop"`
	Brackets   pattern  `yaml:"brackets"`
	Classified struct {
		Functional string `yaml:"functional"`
		Economic   string `yaml:"economic"`
		Government string `yaml:"government"`
	} `yaml:"classified"` // words for a classification in brackets
	BodyEnd    pattern  `yaml:"body_end"`
	NotBody    []string `yaml:"not_body"`
	TitleWords pattern  `yaml:"title_words"`
}

// suffix is a known title that may stand at the end of a longer one.
type suffix struct {
	text  string
	title *Title
}

// suffixRunes is the length of the shortest title that is looked for at the
// end of a longer text: 收入总表 and shorter ones end too many others.
const suffixRunes = 4

// strip reduces a folded title: numbers, years and the words for the body it
// is about are cut off.
func (r *titleRules) strip(s string) string {
	for again := true; again; {
		again = false
		for i := range r.Prefixes {
			if m := r.Prefixes[i].FindString(s); m != "" && len(m) < len(s) {
				s, again = s[len(m):], true
			}
		}
	}
	for i := range r.Tokens {
		s = r.Tokens[i].ReplaceAllString(s, "")
	}
	for again := true; again; {
		again = false
		for _, w := range r.Subjects {
			if t, ok := strings.CutPrefix(s, w); ok && utf8.RuneCountInString(t) >= suffixRunes {
				s, again = t, true
			}
		}
	}
	return s
}

// dropWords takes away the words that add nothing to the meaning.
func (r *titleRules) dropWords(s string) string {
	for _, w := range r.Drop {
		s = strings.ReplaceAll(s, w, "")
	}
	return s
}

// indexTitles builds the maps of known titles. Two kinds that share a title
// are an error; two that meet only without the dropped words are not told
// apart by these.
func (c *Catalogue) indexTitles() error {
	slices.SortStableFunc(c.titles, func(a, b Title) int {
		if d := strings.Compare(a.Layout, b.Layout); d != 0 {
			return d
		}
		return a.line - b.line
	})
	c.exact, c.loose = map[string]*Title{}, map[string]*Title{}
	for i := range c.titles {
		t := &c.titles[i]
		key := c.rules.strip(Fold(t.Text))
		if old := c.exact[key]; old != nil {
			if old.Kind != t.Kind {
				return &DataError{"layouts/" + t.Layout + ".yaml", t.line, fmt.Errorf("%q is of kind %s here and %s in %s", t.Text, t.Kind, old.Kind, old.Layout)}
			}
			continue
		}
		c.exact[key] = t
		if utf8.RuneCountInString(key) >= suffixRunes {
			c.suffixes = append(c.suffixes, suffix{key, t})
		}
	}
	for key, t := range c.exact {
		k := c.rules.dropWords(key)
		if old, ok := c.loose[k]; ok && (old == nil || old.Kind != t.Kind) {
			c.loose[k] = nil
		} else if !ok || t.Text < old.Text {
			c.loose[k] = t
		}
	}
	slices.SortFunc(c.suffixes, func(a, b suffix) int {
		if d := len(b.text) - len(a.text); d != 0 {
			return d
		}
		return strings.Compare(a.text, b.text)
	})
	return nil
}

// MatchTitle finds the kind of table that a printed title names. bodies are
// names of bodies that may stand in front of it. The result is nil when no
// kind or more than one is named.
func (c *Catalogue) MatchTitle(title string, bodies ...string) *Title {
	s := Fold(title)
	if s == "" {
		return nil
	}
	for _, b := range bodies {
		if b = Fold(b); b != "" {
			s = strings.ReplaceAll(s, b, "")
		}
	}
	s = c.rules.strip(s)
	if t := c.lookup(s); t != nil {
		return t
	}
	if cut := c.rules.Brackets.ReplaceAllString(s, ""); cut != s && cut != "" {
		if t := c.lookup(cut); t != nil && c.classifies(s[len(cut):], t.Kind) {
			return t
		}
	}
	return c.matchSuffix(s)
}

// classifies tells whether the words in brackets behind a title may speak of a
// kind: they name no other classification than that of its rows.
func (c *Catalogue) classifies(brackets, kind string) bool {
	k, ok := c.Kind(kind)
	if !ok || k.System == "" {
		return true
	}
	functional, economic := strings.Contains(brackets, c.rules.Classified.Functional), strings.Contains(brackets, c.rules.Classified.Economic)
	if functional == economic {
		return true
	}
	if economic && strings.Contains(brackets, c.rules.Classified.Government) {
		return k.System == governmentSystem
	}
	return economic == strings.HasPrefix(k.System, economicSystem)
}

const (
	economicSystem   = "economic" // begins the names of the economic classifications
	governmentSystem = "economic_government"
)

// lookup finds a stripped title, as it is or without the words that add
// nothing.
func (c *Catalogue) lookup(s string) *Title {
	if t := c.exact[s]; t != nil {
		return t
	}
	if k := c.rules.dropWords(s); utf8.RuneCountInString(k) >= suffixRunes {
		return c.loose[k]
	}
	return nil
}

// matchSuffix finds the longest known title that ends s, when what stands in
// front of it reads like the name of a body.
func (c *Catalogue) matchSuffix(s string) *Title {
	for _, f := range c.suffixes {
		front, ok := strings.CutSuffix(s, f.text)
		if !ok {
			continue
		}
		for again := true; again; {
			again = false
			for _, w := range c.rules.Subjects {
				if cut, ok := strings.CutSuffix(front, w); ok {
					front, again = cut, true
				}
			}
		}
		if front == "" {
			return f.title
		}
		if !c.rules.BodyEnd.MatchString(front) || slices.ContainsFunc(c.rules.NotBody, func(w string) bool { return strings.Contains(front, w) }) {
			return nil
		}
		return f.title
	}
	return nil
}

// MatchHeader finds the kind of table whose header holds the given texts; ""
// when none or more than one fits. An unknown title, when one is printed, must
// not speak against the kind.
func (c *Catalogue) MatchHeader(title string, texts []string) string {
	title = Fold(title)
	have := map[string]bool{}
	for _, t := range texts {
		have[c.measures.bare(t)] = true
	}
	holds := func(w string) bool {
		if have[w] {
			return true
		}
		if !strings.HasSuffix(w, "名称") {
			return false
		}
		for t := range have { // 功能分类科目名称 says 科目名称
			if strings.HasSuffix(t, w) {
				return true
			}
		}
		return false
	}
	found := ""
	for _, k := range c.kinds {
		if title != "" && !slices.ContainsFunc(k.title, func(w string) bool { return strings.Contains(title, w) }) {
			continue
		}
		for _, h := range k.headers {
			if slices.ContainsFunc(h.All, func(w string) bool { return !holds(w) }) || slices.ContainsFunc(h.Absent, holds) {
				continue
			}
			if found != "" && found != k.ID {
				return ""
			}
			found = k.ID
		}
	}
	return found
}
