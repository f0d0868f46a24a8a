package kinds

import (
	"strings"
	"unicode/utf8"
)

// captionRules is the form of captions.yaml.
type captionRules struct {
	Unit        pattern          `yaml:"unit"`
	UnitBracket pattern          `yaml:"unit_bracket"`
	Department  pattern          `yaml:"department"`
	Number      patterns         `yaml:"number"`
	Subtitle    pattern          `yaml:"subtitle"`
	Continued   pattern          `yaml:"continued"`
	Other       pattern          `yaml:"other"`
	Factors     map[string]int64 `yaml:"factors"`
}

// A Caption is what the lines above a table say.
type Caption struct {
	Number     string // canonical: 表1, 附件1-1
	Title      string // as printed
	Subtitle   string
	PreparedBy string
	Unit       string // 元, 万元, ...
	UnitText   string // as printed
	awaits     bool   // 部门： was printed and no name after it yet
	above      string // what stood above the line with the number
}

// ParseCaption reads the lines above a table, top to bottom. A line may say
// several things: 编制部门：… 单位：万元.
func (c *Catalogue) ParseCaption(lines []string) Caption {
	var out Caption
	for _, line := range lines {
		title, body := out.Title, out.PreparedBy
		c.captionLine(&out, HalfWidth(line), line)
		// Below the title, what follows the name of a body is its wrapped end,
		// and what follows an empty 部门： is the name.
		if title != "" && (body != "" || out.awaits) && out.Title != title {
			out.Title, out.PreparedBy = title, body+spaceless(strings.TrimPrefix(out.Title, title))
			out.awaits = false
		}
	}
	if out.Title == "" {
		out.Title = out.above
	}
	out.Title = strings.TrimSpace(c.captions.Continued.ReplaceAllString(out.Title, ""))
	return out
}

// bodyRunes is the length of the shortest name of a body. Shorter words behind
// 单位： are units of other things: 股, 万股, 公顷.
const bodyRunes = 3

// captionLine reads one line; s is its half-width form.
func (c *Catalogue) captionLine(out *Caption, s, printed string) {
	r := &c.captions
	if m := r.Unit.FindStringSubmatchIndex(s); m != nil {
		if out.Unit == "" {
			out.Unit, out.UnitText = spaceless(s[m[2]:m[3]]), strings.TrimFunc(cutMiddle(printed, s, m[0], m[1]), isBlank)
		}
		printed = cutOut(printed, s, m[0], m[1])
		s = HalfWidth(printed)
	}
	if m := r.Department.FindStringIndex(s); m != nil {
		name := strings.TrimFunc(s[m[1]:], isBlank)
		if i := strings.Index(name, "  "); i > 0 {
			name = name[:i]
		}
		if name = spaceless(name); out.PreparedBy == "" && (name == "" || utf8.RuneCountInString(name) >= bodyRunes) {
			out.PreparedBy, out.awaits = name, name == ""
		}
		printed = cutOut(printed, s, m[0], len(s))
		s = HalfWidth(printed)
	}
	for i := range r.Number {
		if m := r.Number[i].FindStringSubmatchIndex(s); m != nil {
			if out.Number == "" {
				out.Number, out.above, out.Title = spaceless(s[m[2]:m[3]]), out.Title, ""
			}
			end := m[3]
			for end < len(s) && strings.ContainsRune(":、. ", rune(s[end])) {
				end++
			}
			printed = strings.TrimLeft(cutOut(printed, s, m[0], end), "、：")
			s = HalfWidth(printed)
			break
		}
	}
	printed = strings.TrimFunc(printed, isBlank)
	switch {
	case s == "" || r.Other.MatchString(s):
	case r.Subtitle.MatchString(s) && out.Subtitle == "":
		out.Subtitle = printed
	default:
		out.Title += printed
	}
}

// cutOut takes bytes a..b of the half-width form s out of the printed text; the
// result keeps its printed forms where both have as many runes.
func cutOut(printed, s string, a, b int) string {
	p := []rune(strings.TrimFunc(printed, isBlank))
	if len(p) != len([]rune(s)) {
		return s[:a] + s[b:]
	}
	i, j := len([]rune(s[:a])), len([]rune(s[:b]))
	return string(p[:i]) + string(p[j:])
}

// cutMiddle returns bytes a..b of the half-width form s in printed forms.
func cutMiddle(printed, s string, a, b int) string {
	p := []rune(strings.TrimFunc(printed, isBlank))
	if len(p) != len([]rune(s)) {
		return s[a:b]
	}
	return string(p[len([]rune(s[:a])):len([]rune(s[:b]))])
}

// HeaderUnit returns the unit that a header names in brackets, as in
// 金额（万元）, or "".
func (c *Catalogue) HeaderUnit(header string) string {
	if m := c.captions.UnitBracket.FindStringSubmatch(Fold(header)); m != nil {
		return m[1]
	}
	return ""
}

// UnitFactor returns how many yuan one unit is; 0 for an unknown unit.
func (c *Catalogue) UnitFactor(unit string) int64 { return c.captions.Factors[unit] }
