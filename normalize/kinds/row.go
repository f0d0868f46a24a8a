package kinds

import (
	"strings"
	"unicode"
)

// rowRules is the form of rows.yaml.
type rowRules struct {
	Enumerators patterns `yaml:"enumerators"`
	OfWhich     pattern  `yaml:"of_which"`
	Totals      patterns `yaml:"totals"`
	OwnLevel    patterns `yaml:"own_level"`
	BodyEnd     pattern  `yaml:"body_end"`
	Note        pattern  `yaml:"note"`
	Nothing     patterns `yaml:"nothing"`
	Counts      pattern  `yaml:"counts"`
	Counters    pattern  `yaml:"counters"`
}

// A Label is what the label of a row says.
type Label struct {
	Name     string // without numbering and 其中：
	Level    int    // of the numbering, 1 the outermost; 0 without
	First    bool   // the numbering starts: 一、 （一） 1.
	OfWhich  bool   // begins with 其中：
	Total    bool   // adds up other rows
	OwnLevel bool   // unnumbered, but not part of the numbered row above
}

// ParseLabel reads the label of a row.
func (c *Catalogue) ParseLabel(text string) Label {
	var l Label
	raw := strings.TrimFunc(text, isBlank)
	folded := Fold(raw)
	if c.rows.Totals.match(folded) {
		l.Total = true
	}
	s := HalfWidth(raw)
	for i := range c.rows.Enumerators {
		m := c.rows.Enumerators[i].FindStringSubmatchIndex(s)
		if m == nil {
			continue
		}
		rest := strings.TrimLeftFunc(s[m[3]:], func(r rune) bool { return isBlank(r) || strings.ContainsRune(")、.,", r) })
		if rest == "" {
			break
		}
		l.Level = i + 1
		switch s[m[2]:m[3]] {
		case "一", "1":
			l.First = true
		}
		raw = cutFront(raw, s, rest)
		s = rest
		break
	}
	if m := c.rows.OfWhich.FindString(s); m != "" && len(m) < len(s) {
		l.OfWhich = true
		raw = cutFront(raw, s, s[len(m):])
		// 其中：1.… is numbered inside the part
		if l.Level == 0 {
			if in := c.ParseLabel(raw); in.Level > 0 {
				raw, l.Level, l.First = in.Name, in.Level, in.First
			}
		}
	}
	if l.Level == 0 && !l.OfWhich && c.rows.OwnLevel.match(folded) {
		l.OwnLevel = true
	}
	l.Name = raw
	if l.Total {
		l.Name = spaceless(raw)
	}
	return l
}

// cutFront cuts the front off the printed text that HalfWidth made into s and
// of which rest remains. The printed text is returned in its own forms where
// both have as many runes, else in half-width forms.
func cutFront(printed, s, rest string) string {
	n := len([]rune(rest))
	p := []rune(printed)
	if len(p) == len([]rune(s)) && n <= len(p) {
		return string(p[len(p)-n:])
	}
	return rest
}

// spaceless takes all white space away.
func spaceless(s string) string {
	return strings.Map(func(r rune) rune {
		if isBlank(r) {
			return -1
		}
		return r
	}, s)
}

// IsBody tells whether a text reads like the name of a body.
func (c *Catalogue) IsBody(text string) bool {
	s := Fold(text)
	return len([]rune(s)) >= 4 && c.rows.BodyEnd.MatchString(s) && !strings.ContainsFunc(s, unicode.IsDigit)
}

// IsNote tells whether the text of a cell is a remark about the table.
func (c *Catalogue) IsNote(text string) bool { return c.rows.Note.MatchString(Fold(text)) }

// IsNothing tells whether a cell says that there is no amount: a dash, 无.
func (c *Catalogue) IsNothing(text string) bool { return c.rows.Nothing.match(Fold(text)) }

// IsCount tells whether a label or header speaks of a number of things, not of
// money: 公务用车保有量（辆）.
func (c *Catalogue) IsCount(text string) bool { return c.rows.Counts.MatchString(Fold(text)) }

// IsCounter tells whether a text begins with a word that counts or dates: the
// figure in front of it is no code.
func (c *Catalogue) IsCounter(text string) bool { return c.rows.Counters.MatchString(text) }
