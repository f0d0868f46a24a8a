package pdf

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"gongkai/extract/page"
	"gongkai/extract/pdf/encoding"
	"gongkai/extract/trace"
)

// tag gives the page what the structure tree tells about it, and puts the
// replacement texts (ActualText, ISO 32000-2 §14.9.4) in the place of what the
// fonts say: those of marked content, then those of structure elements.
// Replacement texts that would change an amount are left out and reported.
func (r *run) tag(object int) {
	c := correction{page: r.out}
	for _, a := range r.actual {
		group := make([]int, 0, a.last-a.first)
		for i := a.first; i < a.last; i++ {
			group = append(group, i)
		}
		c.replace(group, a.text)
	}
	switch s := r.file.tags(); {
	case s == nil:
	case s.err != nil:
		r.unreadTags(s.err)
	case s.pages[object] != nil && object != 0:
		r.out.Tags = slices.Clone(s.pages[object].tables)
		c.elements(s.pages[object].actual)
	}
	c.report()
}

// unreadTags tells on the first page that the structure tree was left.
func (r *run) unreadTags(err error) {
	if r.out.Number != 1 {
		return
	}
	r.out.Findings = append(r.out.Findings, trace.Finding{
		Rule: "tags.unread", Status: trace.NotComputable, Severity: trace.Info,
		Message: fmt.Sprintf("the tags of the file are not used: %v", err),
		At:      []trace.Locator{{Page: r.out.Number}},
	})
}

// A correction puts replacement texts into the glyphs of a page.
type correction struct {
	page   *page.Page
	refuse []refusal
}

// A refusal is a replacement text that was not taken.
type refusal struct {
	printed, tagged string
	box             trace.Rect
}

// elements replaces the text of the content of structure elements.
func (c *correction) elements(texts []tagText) {
	if len(texts) == 0 {
		return
	}
	glyphs := map[int][]int{}
	for i := range c.page.Glyphs {
		if id := c.page.Glyphs[i].MCID; id >= 0 {
			glyphs[id] = append(glyphs[id], i)
		}
	}
	for _, t := range texts {
		if !t.whole {
			continue // what of the text stands on this page is not told
		}
		var group []int
		for _, id := range t.mcids {
			group = append(group, glyphs[id]...)
		}
		c.replace(group, t.text)
	}
}

// unseenFlags are the flags of glyphs that a replacement text does not count:
// they are not seen, or seen as another one.
const unseenFlags = page.OffPage | page.Invisible | page.Clipped | page.Duplicate | page.Hidden | page.Replaced

// replace lets the glyphs of a group say text if their fonts do not tell what
// some of those that differ from it mean: what is printed and can be read is
// believed before what is said about it, which nothing checks. What agrees with the print at
// the beginning and the end stays, so that only what differs loses its exact
// place: the glyphs in between share the text when there are as many as
// characters, else the first one gets it with the box of all. Where they stand
// on several lines, nothing tells which text is on which, and the print stays.
func (c *correction) replace(group []int, text string) {
	text = encoding.Fold(text)
	group = slices.DeleteFunc(group, func(i int) bool {
		g := &c.page.Glyphs[i]
		return g.Flags&unseenFlags != 0 || g.Text != "" && strings.TrimFunc(g.Text, saysNothing) == ""
	})
	said, printed := compact(text), c.text(group)
	if len(group) == 0 || said == "" || said == printed {
		return
	}
	if amounts(said) != amounts(printed) {
		c.refuse = append(c.refuse, refusal{printed, strings.TrimSpace(text), c.box(group)})
		return
	}
	middle, rest := c.differing(group, text)
	if !slices.ContainsFunc(middle, c.meaningless) && !(rest == "" && c.hyphens(middle)) {
		return
	}
	if n := []rune(compact(rest)); len(n) == len(middle) {
		for k, i := range middle {
			c.page.Glyphs[i].Text = string(n[k])
		}
		return
	}
	if !c.oneLine(middle) {
		return
	}
	if rest != "" {
		first := &c.page.Glyphs[middle[0]]
		first.Box = c.box(middle)
		first.Text = strings.Join(strings.Fields(rest), " ")
		middle = middle[1:]
	}
	for _, i := range middle {
		c.page.Glyphs[i].Flags |= page.Replaced
	}
}

// differing returns the glyphs of a group between those that agree with the
// text at its beginning and its end, and the text between; at least one glyph.
func (c *correction) differing(group []int, text string) (middle []int, rest string) {
	rest = strings.TrimFunc(text, saysNothing)
	for len(group) > 1 {
		t := c.page.Glyphs[group[0]].Text
		if t == "" || !strings.HasPrefix(rest, t) {
			break
		}
		group, rest = group[1:], strings.TrimLeftFunc(rest[len(t):], saysNothing)
	}
	for len(group) > 1 {
		t := c.page.Glyphs[group[len(group)-1]].Text
		if t == "" || !strings.HasSuffix(rest, t) {
			break
		}
		group, rest = group[:len(group)-1], strings.TrimRightFunc(rest[:len(rest)-len(t)], saysNothing)
	}
	return group, rest
}

// meaningless tells whether nothing tells what a glyph means.
func (c *correction) meaningless(i int) bool {
	r, size := utf8.DecodeRuneInString(c.page.Glyphs[i].Text)
	return size == 0 || r == utf8.RuneError || unicode.Is(unicode.Co, r)
}

// hyphens tells whether glyphs are hyphens only, which stand where a word was
// broken.
func (c *correction) hyphens(group []int) bool {
	return strings.Trim(c.text(group), "-‐\u00ad") == ""
}

// oneLine tells whether glyphs stand on one baseline.
func (c *correction) oneLine(group []int) bool {
	first := &c.page.Glyphs[group[0]]
	for _, i := range group[1:] {
		g := &c.page.Glyphs[i]
		across := g.Y - first.Y
		if g.Angle%180 == 90 || g.Down {
			across = g.X - first.X
		}
		if g.Angle != first.Angle || math.Abs(across) > lineShift*math.Max(g.Size, first.Size) {
			return false
		}
	}
	return true
}

// lineShift is how far in ems the baselines of one line may lie apart: that of
// superscripts.
const lineShift = 0.6

// text returns what glyphs print, without spaces.
func (c *correction) text(group []int) string {
	var b strings.Builder
	for _, i := range group {
		b.WriteString(c.page.Glyphs[i].Text)
	}
	return compact(b.String())
}

func (c *correction) box(group []int) trace.Rect {
	var box trace.Rect
	for _, i := range group {
		box = box.Union(c.page.Glyphs[i].Box)
	}
	return box
}

// report adds what was refused to the findings of the page.
func (c *correction) report() {
	if len(c.refuse) == 0 {
		return
	}
	first := c.refuse[0]
	f := trace.Finding{
		Rule: "tags.text_differs", Status: trace.Fail, Severity: trace.Warning, Text: first.printed,
		Message: fmt.Sprintf("the tagged text %q on page %d differs in its figures from what is printed, %q: the printed text is kept", first.tagged, c.page.Number, first.printed),
	}
	if n := len(c.refuse) - 1; n > 0 {
		f.Message += fmt.Sprintf("; so it is in %d more places of the page", n)
	}
	for _, r := range c.refuse {
		f.At = append(f.At, trace.Locator{Page: c.page.Number, Box: r.box})
	}
	c.page.Findings = append(c.page.Findings, f)
}

// saysNothing tells characters that leave no mark on paper: spaces, controls
// and the marks of line breaks.
func saysNothing(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
}

// compact returns a text without what leaves no mark.
func compact(s string) string {
	return strings.Map(func(r rune) rune {
		if saysNothing(r) {
			return -1
		}
		return r
	}, s)
}

// amounts returns the parts of a text that amounts are made of: digits and
// numerals, and the signs of numbers where they stand beside a digit.
func amounts(s string) string {
	runes := []rune(norm.NFKC.String(compact(s)))
	digit := func(i int) bool { return i >= 0 && i < len(runes) && unicode.IsDigit(runes[i]) }
	var b strings.Builder
	for i, r := range runes {
		if digit(i) || strings.ContainsRune(numerals, r) ||
			strings.ContainsRune(numberSigns, r) && (digit(i-1) || digit(i+1)) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

const (
	// numerals are the characters that amounts are written in words with.
	numerals = "〇零一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟"
	// numberSigns are points, separators and signs of numbers; triangles stand
	// for a minus.
	numberSigns = ".,-−–+%()△▲"
)
