package extract

import (
	"math"
	"strconv"
	"strings"
	"unicode"

	"gongkai/extract/layout"
)

const (
	// headDrift is how far, in points, a running head may stand from its place
	// on other pages: printers place it alike on every page of one format.
	headDrift = 4
	// headPages is the least number of pages a running head stands on; a
	// title repeated over fewer pages is no head.
	headPages = 3
	// headShare is the share of the pages between its first and last that a
	// running head must stand on; half allows for left and right pages.
	headShare = 0.5
	// captionShare is that share for a text that reads like the caption of a
	// table: forms of one kind, one a page, repeat their titles too.
	captionShare = 0.9
	// marginBand is the part of the page height at either end in which page
	// numbers and running heads stand.
	marginBand = 0.14
)

// furniture finds the lines that belong to the page and not to the text:
// page numbers and running heads. The keys are the index of the sheet and of
// its line.
//
// A page number is the outermost line of a page and nothing else, near its end
// or counting on from the other pages. A running head is an outermost line that stands at the same place with the same words
// (numbers aside) on most pages.
func furniture(sheets []layout.Sheet) map[[2]int]bool {
	drop := map[[2]int]bool{}
	var last *folio
	for p := range sheets {
		var found *folio
		for _, i := range outermost(&sheets[p], p, drop, 1) {
			n := folio{page: p, line: &sheets[p].Lines[i]}
			s := plain(n.line.Text)
			near := n.line.Baseline < sheets[p].Height*marginBand || n.line.Baseline > sheets[p].Height*(1-marginBand)
			value, err := strconv.Atoi(s)
			n.value = value
			if near && words().PageNumber.match(s) || err == nil && n.follows(last) {
				drop[[2]int{p, i}] = true
				if err == nil {
					found = &n
				}
			}
		}
		if found != nil {
			last = found
		}
	}
	// Heads may stand in two rows: the second is outermost once the first is gone.
	for range 2 {
		for _, head := range runningHeads(sheets, drop) {
			drop[head] = true
		}
	}
	return drop
}

// folio is a page number in figures.
type folio struct {
	page, value int
	line        *layout.Line
}

// follows tells whether n counts on from the page number m of a page before,
// in the same type at the same distance from the sides: text that was pushed
// off its page takes the number with it.
func (n *folio) follows(m *folio) bool {
	return m != nil && n.value > m.value && n.value-m.value <= n.page-m.page && n.line.Size == m.line.Size &&
		math.Abs(n.line.At.Box.CenterX()-m.line.At.Box.CenterX()) < headDrift
}

// outermost returns the lines of s that no other line or grid separates from
// the upper or lower end of the page, and that stand within band, a share of
// the page height, of that end.
func outermost(s *layout.Sheet, p int, drop map[[2]int]bool, band float64) []int {
	top, bottom := math.Inf(1), math.Inf(-1)
	for i := range s.Lines {
		if !drop[[2]int{p, i}] {
			top = math.Min(top, s.Lines[i].Baseline)
			bottom = math.Max(bottom, s.Lines[i].Baseline)
		}
	}
	for i := range s.Grids {
		top = math.Min(top, s.Grids[i].Box.Y0)
		bottom = math.Max(bottom, s.Grids[i].Box.Y1)
	}
	var out []int
	for i, l := range s.Lines {
		if drop[[2]int{p, i}] {
			continue
		}
		atTop := l.Baseline-top < headDrift && l.Baseline < s.Height*band
		atBottom := bottom-l.Baseline < headDrift && l.Baseline > s.Height*(1-band)
		if atTop || atBottom {
			out = append(out, i)
		}
	}
	return out
}

// headKey is what running heads have in common from page to page. Page numbers
// stand at their left end on one page and at their right end on the next.
type headKey struct {
	text string
	y    int // distance from the nearer end of the page in steps of headDrift
	top  bool
}

// runningHeads returns the outermost lines that repeat over the pages.
func runningHeads(sheets []layout.Sheet, drop map[[2]int]bool) [][2]int {
	at := map[headKey][][2]int{}
	var order []headKey
	add := func(k headKey, line [2]int) {
		if len(at[k]) == 0 {
			order = append(order, k)
		}
		at[k] = append(at[k], line)
	}
	for p := range sheets {
		s := &sheets[p]
		for _, i := range outermost(s, p, drop, marginBand) {
			l := s.Lines[i]
			k := headKey{text: strings.Trim(withoutNumbers(plain(l.Text)), "#|-·"), top: l.Baseline < s.Height/2}
			d := l.Baseline
			if !k.top {
				d = s.Height - l.Baseline
			}
			k.y = int(math.Round(d / headDrift))
			add(k, [2]int{p, i})
		}
	}
	var out [][2]int
	for _, k := range order {
		lines := at[k]
		// Rounding may put the same place into two neighbouring steps.
		next := k
		next.y++
		lines = append(lines, at[next]...)
		sample := sheets[lines[0][0]].Lines[lines[0][1]].Text
		if repeats(plain(sample), lines, len(sheets)) {
			out = append(out, lines...)
		}
	}
	return out
}

// repeats tells whether a text standing on the given lines is a running head.
func repeats(text string, lines [][2]int, pages int) bool {
	if len(lines) < headPages || text == "" {
		return false
	}
	first, last := lines[0][0], lines[0][0]
	for _, l := range lines {
		first, last = min(first, l[0]), max(last, l[0])
	}
	w := words()
	if w.TableTitle.match(text) || w.TableUnit.match(text) || w.TableDepartment.match(text) || w.TableNumber.match(text) {
		return float64(len(lines)) >= captionShare*float64(pages)
	}
	return float64(len(lines)) >= headShare*float64(last-first+1)
}

// withoutNumbers replaces every run of digits by one '#'.
func withoutNumbers(s string) string {
	var b strings.Builder
	in := false
	for _, r := range s {
		if unicode.IsDigit(r) {
			if !in {
				b.WriteByte('#')
			}
			in = true
			continue
		}
		in = false
		b.WriteRune(r)
	}
	return b.String()
}
