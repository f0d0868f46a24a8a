package layout

// spelledHole is the greatest width in ems that printed spaces between two
// letters of one word leave open.
const spelledHole = 0.15

// spelled tells whether a row of glyphs is two ideographs with nothing but
// printed spaces from one to the other: letters of a word that is spread by
// hand, such as 合　　计. Texts of two cells leave a hole between them.
func spelled(row []placed) bool {
	first, last := &row[0], &row[len(row)-1]
	if scriptOf(lastRune(first.Text)) != wide || scriptOf(firstRune(last.Text)) != wide || len(row) < 3 {
		return false
	}
	end := first.u1
	for i := range row[1:] {
		g := &row[i+1]
		if g.u0-end > spelledHole*first.Size {
			return false
		}
		end = max(end, g.u1)
	}
	return true
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
