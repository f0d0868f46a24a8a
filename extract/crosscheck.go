package extract

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"gongkai/extract/page"
	"gongkai/extract/pdf/encoding"
	"gongkai/extract/trace"
)

// samePlace is how far apart, in points, two engines may put one character:
// rounding of widths over a long string, not a neighbouring place.
const samePlace = 1.0

// comparedFile compares what both engines say about the file as a whole.
func (f *File) comparedFile() []trace.Finding {
	file, err := f.second.open()
	switch {
	case err != nil:
		return []trace.Finding{unchecked(0, fmt.Sprintf("the file: the second engine (%s) cannot read it: %v", f.second.engine.Name(), err))}
	case file.NumPages() != f.own.NumPages():
		return []trace.Finding{{
			Rule: ruleCrossCheck, Status: trace.Fail, Severity: trace.Warning,
			Message: fmt.Sprintf("the second engine (%s) finds %d pages in the file, %d were read", f.second.engine.Name(), file.NumPages(), f.own.NumPages()),
		}}
	}
	return nil
}

// unchecked is the finding for a page, or with n = 0 a file, that could not be
// compared.
func unchecked(n int, what string) trace.Finding {
	out := trace.Finding{Rule: ruleCrossCheck, Status: trace.NotComputable, Severity: trace.Warning, Message: "no cross-check of " + what}
	if n > 0 {
		out.At = []trace.Locator{{Page: n}}
	}
	return out
}

// compared compares a page with what the second engine reads on it: at most
// one finding.
func (f *File) compared(own *page.Page) []trace.Finding {
	file, err := f.second.open()
	if err != nil || own.Number > file.NumPages() {
		return nil // told once, for the file
	}
	other, err := file.Page(own.Number)
	if err != nil {
		return []trace.Finding{unchecked(own.Number, fmt.Sprintf("page %d: the second engine (%s) cannot read it: %v", own.Number, f.second.engine.Name(), err))}
	}
	d := diffPages(own, other)
	if d.agree() {
		return nil
	}
	return []trace.Finding{d.finding(own.Number, f.second.engine.Name())}
}

// A mark is one character at its place.
type mark struct {
	text        rune // unknown when the reader gives it no meaning
	x, y        float64
	slack       float64 // how far away its partner may stand
	box         trace.Rect
	substituted bool // drawn in a Chinese font that is not embedded
	optional    bool // not seen by a reader: it need not have a partner
	rest        bool // a later character of a glyph of several
	paired      bool
}

// unknown stands for a character without a meaning: of private use, as the
// bullets of symbol fonts are, or without text in the second engine.
const unknown rune = 0

// A difference is what two engines read differently on a page.
type difference struct {
	all     int    // characters of our page
	moved   int    // in both, at other places
	unknown int    // in both, to one of them without a meaning
	ours    []mark // without a partner at their place, topmost first
	theirs  []mark
}

func (d *difference) agree() bool {
	return len(d.ours) == 0 && len(d.theirs) == 0 && d.unknown == 0
}

// trusted tells whether something differs, and all that does is in Chinese
// fonts that are not embedded: engines substitute them and lose what the substitute has no glyph
// for, while package pdf takes widths and text from the file alone.
func (d *difference) trusted() bool {
	for _, side := range [][]mark{d.ours, d.theirs} {
		for i := range side {
			if !side[i].substituted {
				return false
			}
		}
	}
	return len(d.ours)+len(d.theirs) > 0
}

// diffPages pairs equal characters at equal places, then those that one engine
// gives no meaning to. Annotations are no part of it: they are not in the text
// layer of other engines.
func diffPages(own, other *page.Page) difference {
	substituted := substitutedFonts(own, other)
	// An engine that knows no user unit (ISO 32000-2 §8.3.2.3) gives the page
	// in another scale.
	scale := 1.0
	if w, h := own.Width/other.Width, own.Height/other.Height; other.Width > 0 && other.Height > 0 && math.Abs(w-h) < 0.01*w {
		scale = w
	}
	ours, theirs := marks(own, 1, substituted, false), marks(other, scale, substituted, true)
	slices.SortFunc(theirs, byPlace)
	var d difference
	for _, meaningless := range []bool{false, true} {
		for _, optional := range []bool{false, true} {
			for i := range ours {
				if ours[i].optional == optional && !ours[i].paired && pairUp(&ours[i], theirs, meaningless) && meaningless {
					d.unknown++
				}
			}
		}
	}
	d.ours, d.theirs = alone(ours), alone(theirs)
	for i := range ours {
		if !ours[i].optional {
			d.all++
		}
	}
	left := map[rune]int{}
	for i := range d.ours {
		left[d.ours[i].text]++
	}
	for i := range d.theirs {
		if left[d.theirs[i].text] > 0 {
			left[d.theirs[i].text]--
			d.moved++
		}
	}
	return d
}

// substitutedFonts tells by name which Chinese fonts of our page the second
// engine says are not embedded. Composite fonts go by the name of their CIDFont
// there, by that with the name of the character map behind it here (ISO
// 32000-2 §9.7.6.1). A font without a name may be any that is not known as an
// embedded one.
func substitutedFonts(own, other *page.Page) map[string]bool {
	out := map[string]bool{}
	for _, p := range []*page.Page{own, other} {
		for i := range p.Glyphs {
			g := &p.Glyphs[i]
			if g.Font < len(p.Fonts) && strings.IndexFunc(g.Text, wide) >= 0 {
				name := p.Fonts[g.Font].Name
				out[name] = substitutes(other.Fonts, name)
			}
		}
	}
	return out
}

// substitutes tells whether the font with a name is substituted.
func substitutes(fonts []page.Font, name string) bool {
	nameless := false
	for i := range fonts {
		f := &fonts[i]
		if f.Name == "" {
			nameless = nameless || f.Substituted
		} else if f.Name == name || strings.HasPrefix(name, f.Name+"-") {
			return f.Substituted
		}
	}
	return nameless
}

// marks lists the characters of a page, folded as far as engines differ in
// habit: radicals, width, ligatures; spaces left out. Glyphs without text are
// listed on request: package pdf reports its own by other findings.
func marks(p *page.Page, scale float64, substituted map[string]bool, unmapped bool) []mark {
	out := make([]mark, 0, len(p.Glyphs))
	for i := range p.Glyphs {
		g := &p.Glyphs[i]
		if g.Flags&page.Annotation != 0 {
			continue
		}
		m := mark{
			x: g.X * scale, y: g.Y * scale, slack: samePlace, box: g.Box, optional: g.Flags != 0,
			substituted: g.Font < len(p.Fonts) && substituted[p.Fonts[g.Font].Name],
		}
		if g.Text == "" && unmapped {
			out = append(out, m)
			continue
		}
		for k, r := range folded(g.Text) {
			if m.text = r; unicode.Is(unicode.Co, r) {
				m.text = unknown
			}
			if k > 0 { // engines part a ligature evenly or put all at its origin
				m.rest = true
				m.slack = samePlace + math.Max(g.Box.Width(), g.Box.Height())*scale
			}
			out = append(out, m)
		}
	}
	return out
}

// folded returns what of a text is compared.
func folded(text string) string {
	if len(text) != 1 {
		text = norm.NFKC.String(encoding.Fold(text))
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, text)
}

func byPlace(a, b mark) int { return cmp.Or(cmp.Compare(a.y, b.y), cmp.Compare(a.x, b.x)) }

// pairUp pairs m with the nearest equal character among others, which are
// sorted by place; with meaningless, with one of any text when one of the two
// has no meaning.
func pairUp(m *mark, others []mark, meaningless bool) bool {
	best, at := math.Inf(1), -1
	first, _ := slices.BinarySearchFunc(others, m.y-m.slack, func(o mark, y float64) int { return cmp.Compare(o.y, y) })
	for i := first; i < len(others) && others[i].y <= m.y+m.slack; i++ {
		o := &others[i]
		alike := o.text == m.text
		if meaningless {
			alike = (o.text == unknown) != (m.text == unknown)
		}
		if !alike || o.paired && !(meaningless && m.rest) { // one glyph without a meaning stands for all characters of a ligature
			continue
		}
		if d := math.Max(math.Abs(o.x-m.x), math.Abs(o.y-m.y)); d <= m.slack && d < best {
			best, at = d, i
		}
	}
	if at < 0 {
		return false
	}
	others[at].paired, m.paired = true, true
	return true
}

// alone returns the characters with a meaning that lack a partner, topmost
// first.
func alone(marks []mark) []mark {
	var out []mark
	for i := range marks {
		if !marks[i].paired && !marks[i].optional && marks[i].text != unknown {
			out = append(out, marks[i])
		}
	}
	slices.SortFunc(out, byPlace)
	return out
}

// finding tells what differs: how much, and what first.
func (d *difference) finding(n int, engine string) trace.Finding {
	f := trace.Finding{Rule: ruleCrossCheck, Status: trace.Fail, Severity: trace.Warning, At: []trace.Locator{{Page: n}}}
	f.Message = fmt.Sprintf("page %d: the second engine (%s) reads %d of %d characters alike", n, engine, d.all-len(d.ours)-d.unknown, d.all)
	if d.unknown > 0 {
		f.Message += fmt.Sprintf("; %d have no meaning in one of both", d.unknown)
	}
	if len(d.ours) == 0 && len(d.theirs) == 0 {
		f.Severity = trace.Info
		return f
	}
	first, reader := mark{y: math.Inf(1)}, ""
	if len(d.ours) > 0 {
		first, reader = d.ours[0], "read here"
	}
	if len(d.theirs) > 0 && byPlace(d.theirs[0], first) < 0 {
		first, reader = d.theirs[0], "read by "+engine
	}
	f.Text, f.At[0].Box = string(first.text), first.box
	f.Message += fmt.Sprintf("; %d are read only here, %d only by it, %d by both at other places; first %q at (%.0f, %.0f), %s",
		len(d.ours)-d.moved, len(d.theirs)-d.moved, d.moved, first.text, first.box.X0, first.box.Y0, reader)
	if d.trusted() {
		f.Severity = trace.Info
		f.Message += "; the fonts concerned are not embedded, and the second engine loses text in such fonts"
	}
	return f
}
