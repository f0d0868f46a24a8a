package layout

import (
	"math"
	"strings"

	"gongkai/extract/page"
	"gongkai/extract/trace"
)

// headerLines returns the lines of the header, cut at gaps that part texts and
// at narrower ones where a line beside is parted as well: the headers of two
// narrow columns nearly touch, the letters of a spaced one stand further apart.
func (a *looseArea) headerLines(glyphs []page.Glyph, columns []span) []textRow {
	rows := lineRows(a.p, glyphs)
	for i := range rows {
		rows[i].cut(a.p, func(_, _ []placed, space float64) bool { return space > pieceGap })
	}
	whole := make([][]piece, len(rows))
	for i := range rows {
		whole[i] = rows[i].pieces
	}
	for i := range rows {
		r := &rows[i]
		var out []piece
		for _, t := range whole[i] {
			for _, part := range words(t.glyphs, func(last, next []placed, space float64) bool {
				gap := span{last[len(last)-1].u1, next[0].u0}
				return space > seamGap && (a.seam(rows, i, t, gap) || overRiver(columns, last, next))
			}) {
				if l, ok := lineOf(a.p, part); ok {
					out = append(out, piece{l, part})
				}
			}
		}
		r.pieces = out
	}
	return textRowsOf(rows)
}

// overRiver tells whether two words of a header stand over two columns, each by
// most of its width, and are no single letters of one spread over both. A gap
// between ideographs is no space between words.
func overRiver(columns []span, last, next []placed) bool {
	ends := scriptOf(lastRune(last[len(last)-1].Text)) == wide && scriptOf(firstRune(next[0].Text)) == wide
	if !ends || len(last) < 2 || len(next) < 2 {
		return false
	}
	over := func(word []placed) int {
		lo, hi := word[0].u0, word[len(word)-1].u1
		c := overlapped(columns, lo, hi)
		if c < 0 || math.Min(hi, columns[c].hi)-math.Max(lo, columns[c].lo) < mostOver*(hi-lo) {
			return -1
		}
		return c
	}
	c := over(last)
	return c >= 0 && over(next) == c+1
}

// mostOver is the share of the width of a word that must stand over a column
// for it to be the header of that column.
const mostOver = 0.6

// bodyLines returns the lines of the body, cut at gaps that part texts and, more
// finely, beside figures: an amount set to the right nearly touches the name
// set to the left in the next column.
func bodyLines(p *page.Page, glyphs []page.Glyph) []textRow {
	rows := lineRows(p, glyphs)
	for i := range rows {
		rows[i].cut(p, func(last, next []placed, space float64) bool {
			return space > bodyGap || space > numberGap && (amountWord(last) || amountWord(next))
		})
	}
	return textRowsOf(rows)
}

// amountWord tells whether a word is an amount for itself, or stands for none.
func amountWord(word []placed) bool {
	s := plainText(word)
	return separated(strings.Trim(s, "▲△()（）-－")) || s == "0" || strings.Trim(s, "-–—－") == ""
}

// seam tells whether a gap in a text of row i goes on in a row beside it, which
// has characters on both sides of it under or over the text, and none across.
func (a *looseArea) seam(rows []lineRow, i int, t piece, gap span) bool {
	parted := false
	for _, step := range [...]int{-1, 1} {
		for k := i + step; k >= 0 && k < len(rows) && math.Abs(rows[k].y-rows[i].y) <= stackPitch*a.em; k += step {
			left, right := beside(rows[k].glyphs, t.At.Box, gap)
			if math.IsInf(left, 0) && math.IsInf(right, 0) {
				continue // a row of other texts
			}
			if !math.IsInf(left, 0) && !math.IsInf(right, 0) {
				if math.Min(right, gap.hi)-math.Max(left, gap.lo) < seamGap*a.em {
					return false
				}
				parted = true
			}
			break
		}
	}
	return parted
}

// beside returns where the characters of a row under or over a box end on the
// left of a gap and begin on its right, infinite where there are none.
func beside(row []placed, box trace.Rect, gap span) (left, right float64) {
	left, right = math.Inf(-1), math.Inf(1)
	for _, g := range row {
		switch {
		case g.space, g.u1 <= box.X0, g.u0 >= box.X1:
		case midpoint(g.u0, g.u1) <= midpoint(gap.lo, gap.hi):
			left = math.Max(left, g.u1)
		default:
			right = math.Min(right, g.u0)
		}
	}
	return left, right
}
