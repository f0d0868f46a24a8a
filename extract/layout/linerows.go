package layout

import (
	"math"
	"regexp"
	"slices"
	"strings"

	"gongkai/extract/page"
)

// value matches what columns of figures hold: a number, a range or an interval
// of numbers, with brackets, signs and footnote marks.
var value = regexp.MustCompile(`^[(（\[<>≤≥±$¥￥€£+−–-]*(\d{1,3}([,，]\d{3})+|\d+)?([.．]\d+)?\s?[%％]?([-–—−]\d[\d,]*([.]\d+)?[%％]?)?[)）\]]*[*†‡§¶#]*$`)

// isValue tells whether s is a figure.
func isValue(s string) bool { return strings.ContainsAny(s, "0123456789") && value.MatchString(s) }

// noValue tells whether s stands for a figure that is not there.
func noValue(s string) bool {
	return strings.Trim(s, "-–—−.…*†‡§#()/ ") == "" || strings.EqualFold(s, "n/a") || strings.EqualFold(s, "na")
}

// A lineRow is what stands on one baseline, cut into texts.
type lineRow struct {
	y      float64
	glyphs []placed
	pieces []piece
}

// A piece is one text of a row.
type piece struct {
	Line
	glyphs []placed
}

// lineRows returns the rows of upright glyphs, top to bottom, cut into texts,
// also at the places given.
func lineRows(p *page.Page, glyphs []page.Glyph, cuts ...float64) []lineRow {
	var out []lineRow
	for _, row := range baselines(glyphs) {
		if row[0].turn == 0 {
			out = append(out, lineRow{y: row[0].v, glyphs: row})
		}
	}
	gap := textGap(out)
	for i := range out {
		out[i].cut(p, func(last, next []placed, space float64) bool {
			ruled := slices.ContainsFunc(cuts, func(x float64) bool { return x > last[len(last)-1].u1-1 && x < next[0].u0+1 })
			return ruled || space > gap && !currency(last) ||
				space > numberGap && isValue(plainText(last)) && isValue(plainText(next))
		})
	}
	return slices.DeleteFunc(out, func(r lineRow) bool { return len(r.pieces) == 0 })
}

// textGap returns the empty width in ems that parts two texts, from the usual
// space between words.
func textGap(rows []lineRow) float64 {
	var spaces []float64
	for _, r := range rows {
		words(r.glyphs, func(_, _ []placed, space float64) bool {
			if space >= leastSpace && space <= mostSpace {
				spaces = append(spaces, space)
			}
			return false
		})
	}
	if len(spaces) == 0 {
		return leastTextGap
	}
	slices.Sort(spaces)
	return math.Max(leastTextGap, textGapInSpaces*spaces[len(spaces)/2])
}

// words walks over the gaps between the words of a row. cut is asked with the
// words on both sides and the empty width between them in ems; where it says
// yes a text ends. The letters of a spelled word are not parted. It returns the
// texts.
func words(row []placed, cut func(last, next []placed, space float64) bool) [][]placed {
	var inked [][]placed
	start := -1
	end := func(i int) {
		if start >= 0 {
			inked = append(inked, row[start:i:i])
		}
		start = -1
	}
	last := -1
	for i := range row {
		if row[i].space {
			continue
		}
		if last >= 0 && (row[i].u0-row[last].u1)/math.Max(row[i].Size, row[last].Size) > numberGap {
			end(last + 1)
		}
		if start < 0 {
			start = i
		}
		last = i
	}
	end(last + 1)
	var out [][]placed
	for k, w := range inked {
		if k > 0 {
			before := inked[k-1]
			a, b := before[len(before)-1], w[0]
			if len(before) == 1 && len(w) == 1 && spelled(row, a, b) ||
				!cut(before, w, (b.u0-a.u1)/math.Max(a.Size, b.Size)) {
				n := len(out) - 1
				out[n] = append(out[n][:len(out[n]):len(out[n])], w...)
				continue
			}
		}
		out = append(out, w)
	}
	return out
}

// cut cuts the row into texts.
func (r *lineRow) cut(p *page.Page, at func(last, next []placed, space float64) bool) {
	r.pieces = nil
	for _, part := range words(r.glyphs, at) {
		if l, ok := lineOf(p, part); ok {
			r.pieces = append(r.pieces, piece{l, part})
		}
	}
}

// plainText returns the characters of glyphs without spaces.
func plainText(row []placed) string {
	var b strings.Builder
	for i := range row {
		if !row[i].space {
			b.WriteString(row[i].Text)
		}
	}
	return b.String()
}

// currency tells whether a word is a sign set apart from the number after it.
func currency(word []placed) bool {
	switch plainText(word) {
	case "$", "¥", "￥", "€", "£":
		return true
	}
	return false
}

// withoutLeaders returns the glyphs without the points that lead the eye from
// a label to its figures.
func withoutLeaders(glyphs []page.Glyph) []page.Glyph {
	return withoutRuns(glyphs, ".…", leaders, func(*page.Glyph) bool { return true })
}

// withoutRuns returns the glyphs without the runs of at least least of the
// given characters on one baseline, where in says so of their first.
func withoutRuns(glyphs []page.Glyph, chars string, least int, in func(g *page.Glyph) bool) []page.Glyph {
	var out []page.Glyph
	for i := 0; i < len(glyphs); {
		j, n := i, 0
		for ; j < len(glyphs) && glyphs[j].Y == glyphs[i].Y; j++ {
			if strings.Contains(chars, glyphs[j].Text) {
				n++
			} else if !blank(glyphs[j].Text) {
				break
			}
		}
		if n < least || !in(&glyphs[i]) {
			j = max(j, i+1)
			out = append(out, glyphs[i:j]...)
		}
		i = j
	}
	return out
}

// textRowsOf drops the glyphs of rows.
func textRowsOf(rows []lineRow) []textRow {
	out := make([]textRow, len(rows))
	for i, r := range rows {
		out[i].y = r.y
		for _, p := range r.pieces {
			out[i].pieces = append(out[i].pieces, p.Line)
			out[i].size = math.Max(out[i].size, p.Size)
		}
	}
	return out
}
