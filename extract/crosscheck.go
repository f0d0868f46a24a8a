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
	text        rune
	x, y        float64
	slack       float64 // how far away its partner may stand
	box         trace.Rect
	substituted bool // drawn in a Chinese font that is not embedded
	optional    bool // not seen by a reader: it need not have a partner
	paired      bool
}

// A difference is what two engines read differently on a page.
type difference struct {
	all    int    // characters of our page
	moved  int    // in both, at other places
	ours   []mark // without a partner at their place, topmost first
	theirs []mark
}

func (d *difference) agree() bool { return len(d.ours) == 0 && len(d.theirs) == 0 }

// trusted tells whether all that differs is in Chinese fonts that are not
// embedded: engines substitute them and lose what the substitute has no glyph
// for, while package pdf takes widths and text from the file alone.
func (d *difference) trusted() bool {
	for _, side := range [][]mark{d.ours, d.theirs} {
		for i := range side {
			if !side[i].substituted {
				return false
			}
		}
	}
	return true
}

// diffPages pairs equal characters at equal places. Annotations and printing
// on the same place again are no part of it: engines treat them in many ways.
func diffPages(own, other *page.Page) difference {
	substituted := substitutedFonts(own, other)
	// An engine that knows no user unit (ISO 32000-2 §8.3.2.3) gives the page
	// in another scale.
	scale := 1.0
	if w, h := own.Width/other.Width, own.Height/other.Height; other.Width > 0 && other.Height > 0 && math.Abs(w-h) < 0.01*w {
		scale = w
	}
	ours, theirs := marks(own, 1, substituted), marks(other, scale, substituted)
	slices.SortFunc(theirs, byPlace)
	for _, optional := range []bool{false, true} {
		for i := range ours {
			if ours[i].optional == optional {
				pairUp(&ours[i], theirs)
			}
		}
	}
	d := difference{ours: alone(ours), theirs: alone(theirs)}
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

// substitutedFonts names the Chinese fonts of two readings of a page that one
// of them says are not embedded.
func substitutedFonts(pages ...*page.Page) map[string]bool {
	missing, chinese := map[string]bool{}, map[string]bool{}
	for _, p := range pages {
		for i := range p.Fonts {
			if p.Fonts[i].Substituted {
				missing[p.Fonts[i].Name] = true
			}
		}
		for i := range p.Glyphs {
			if g := &p.Glyphs[i]; g.Font < len(p.Fonts) && strings.IndexFunc(g.Text, wide) >= 0 {
				chinese[p.Fonts[g.Font].Name] = true
			}
		}
	}
	for name := range missing {
		if !chinese[name] {
			delete(missing, name)
		}
	}
	return missing
}

// marks lists the characters of a page, folded as far as engines differ in
// habit: radicals, width, ligatures; spaces left out.
func marks(p *page.Page, scale float64, substituted map[string]bool) []mark {
	out := make([]mark, 0, len(p.Glyphs))
	for i := range p.Glyphs {
		g := &p.Glyphs[i]
		if g.Flags&(page.Annotation|page.Duplicate) != 0 {
			continue
		}
		text := g.Text
		if len(text) != 1 {
			text = norm.NFKC.String(encoding.Fold(text))
		}
		m := mark{
			x: g.X * scale, y: g.Y * scale, slack: samePlace, box: g.Box, optional: g.Flags != 0,
			substituted: g.Font < len(p.Fonts) && substituted[p.Fonts[g.Font].Name],
		}
		for k, r := range text {
			if unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
				continue
			}
			m.text = r
			if k > 0 { // engines part a ligature evenly or put all at its origin
				m.slack = samePlace + math.Max(g.Box.Width(), g.Box.Height())*scale
			}
			out = append(out, m)
		}
	}
	return out
}

func byPlace(a, b mark) int { return cmp.Or(cmp.Compare(a.y, b.y), cmp.Compare(a.x, b.x)) }

// pairUp pairs m with the nearest equal character among others, which are
// sorted by place.
func pairUp(m *mark, others []mark) {
	best, at := math.Inf(1), -1
	first, _ := slices.BinarySearchFunc(others, m.y-m.slack, func(o mark, y float64) int { return cmp.Compare(o.y, y) })
	for i := first; i < len(others) && others[i].y <= m.y+m.slack; i++ {
		o := &others[i]
		if o.paired || o.text != m.text {
			continue
		}
		if d := math.Max(math.Abs(o.x-m.x), math.Abs(o.y-m.y)); d <= m.slack && d < best {
			best, at = d, i
		}
	}
	if at >= 0 {
		others[at].paired, m.paired = true, true
	}
}

// alone returns the characters that lack a partner, topmost first.
func alone(marks []mark) []mark {
	var out []mark
	for i := range marks {
		if !marks[i].paired && !marks[i].optional {
			out = append(out, marks[i])
		}
	}
	slices.SortFunc(out, byPlace)
	return out
}

// finding tells what differs: how much, and what first.
func (d *difference) finding(n int, engine string) trace.Finding {
	f := trace.Finding{Rule: ruleCrossCheck, Status: trace.Fail, Severity: trace.Warning}
	var first mark
	reader := "read here"
	if len(d.ours) > 0 {
		first = d.ours[0]
	}
	if len(d.ours) == 0 || len(d.theirs) > 0 && byPlace(d.theirs[0], first) < 0 {
		first, reader = d.theirs[0], "read by "+engine
	}
	f.Text, f.At = string(first.text), []trace.Locator{{Page: n, Box: first.box}}
	f.Message = fmt.Sprintf("page %d: the second engine (%s) reads %d of %d characters alike; %d are read only here, %d only by it, %d by both at other places; first %q at (%.0f, %.0f), %s",
		n, engine, d.all-len(d.ours), d.all, len(d.ours)-d.moved, len(d.theirs)-d.moved, d.moved, first.text, first.box.X0, first.box.Y0, reader)
	if d.trusted() {
		f.Severity = trace.Info
		f.Message += "; the fonts concerned are not embedded, and the second engine loses text in such fonts"
	}
	return f
}
