package kinds

import (
	"fmt"
	"strconv"
	"strings"
)

// documentRules is the form of documents.yaml.
type documentRules struct {
	Kinds    map[string]patterns `yaml:"kinds"`
	Year     pattern             `yaml:"year"`
	Chinese  pattern             `yaml:"chinese_year"`
	Figures  map[string]string   `yaml:"figures"`
	Titles   patterns            `yaml:"titles"`
	SignDate pattern             `yaml:"sign_date"`
	BodyEnd  pattern             `yaml:"body_end"`
	Prefix   pattern             `yaml:"body_prefix"`
}

// PlaceOf cuts what stands before the name of a region off the name of a body:
// 中共南京市玄武区委 becomes 南京市玄武区委.
func (c *Catalogue) PlaceOf(body string) string {
	return c.docs.Prefix.ReplaceAllString(Fold(body), "")
}

// A DocumentTitle is what the title of a disclosure says; zero values where it
// does not tell.
type DocumentTitle struct {
	Body string
	Year int
	Kind string // "budget" or "final"
}

// ParseDocumentTitle reads the title of a disclosure, such as
// 某某局2024年部门预算公开. ok is false when the text is no such title.
func (c *Catalogue) ParseDocumentTitle(text string) (t DocumentTitle, ok bool) {
	s := c.arabicYear(Fold(text))
	for i := range c.docs.Titles {
		re := c.docs.Titles[i]
		m := re.FindStringSubmatch(s)
		if m == nil {
			continue
		}
		t.Body = m[re.SubexpIndex("body")]
		t.Year = atoi(m[re.SubexpIndex("year")])
		t.Kind = c.DocumentKind(m[re.SubexpIndex("kind")])
		if !c.docs.BodyEnd.MatchString(t.Body) {
			t.Body = ""
		}
		return t, true
	}
	return t, false
}

// DocumentKind tells whether a text speaks of a budget or of a final account;
// "" when it does not tell.
func (c *Catalogue) DocumentKind(text string) string {
	s := Fold(text)
	for _, k := range []string{"final", "budget"} {
		if c.docs.Kinds[k].match(s) {
			return k
		}
	}
	return ""
}

// arabicYear writes the years of a folded text that stand in Chinese figures in
// Arabic ones.
func (c *Catalogue) arabicYear(s string) string {
	return c.docs.Chinese.ReplaceAllStringFunc(s, func(year string) string {
		for from, to := range c.docs.Figures {
			year = strings.ReplaceAll(year, from, to)
		}
		return year
	})
}

// Year returns the first year named in a text, or 0.
func (c *Catalogue) Year(text string) int {
	if m := c.docs.Year.FindStringSubmatch(c.arabicYear(Fold(text))); m != nil {
		return atoi(m[1])
	}
	return 0
}

// signDateBytes is more than a date with white space between its characters
// takes.
const signDateBytes = 120

// SignDate reads a line that is nothing but a date, as under a signature, as
// an ISO date; "" when it is something else.
func (c *Catalogue) SignDate(text string) string {
	if len(text) > signDateBytes {
		return ""
	}
	m := c.docs.SignDate.FindStringSubmatch(Fold(text))
	if m == nil {
		return ""
	}
	return fmt.Sprintf("%s-%02d-%02d", m[1], atoi(m[2]), atoi(m[3]))
}

// atoi reads digits that a pattern has matched; anything else is 0.
func atoi(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}
