package layout

import "slices"

// spelledHole is the greatest width in ems that printed spaces between two
// letters of one word leave open.
const spelledHole = 0.15

// spelled tells whether two glyphs of a row are ideographs with nothing but
// printed spaces from one to the other: letters of a word that is spread by
// hand, such as 合　　计. Texts of two cells leave a hole between them.
func spelled(row []placed, first, last placed) bool {
	if scriptOf(lastRune(first.Text)) != wide || scriptOf(firstRune(last.Text)) != wide {
		return false
	}
	i := slices.IndexFunc(row, func(g placed) bool { return g.Glyph == first.Glyph })
	spaces := 0
	end := first.u1
	for _, g := range row[i+1:] {
		if g.u0-end > spelledHole*first.Size {
			return false
		}
		if g.Glyph == last.Glyph {
			return spaces > 0
		}
		end = max(end, g.u1)
		spaces++
	}
	return false
}

// alone tells whether glyph i of a row stands apart from those beside it, as a
// letter of a spread word does.
func alone(row []placed, i int) bool {
	gap := numberGap * row[i].Size
	for k := i - 1; k >= 0; k-- {
		if !row[k].space {
			if row[i].u0-row[k].u1 <= gap {
				return false
			}
			break
		}
	}
	for k := i + 1; k < len(row); k++ {
		if !row[k].space {
			return row[k].u0-row[i].u1 > gap
		}
	}
	return true
}
