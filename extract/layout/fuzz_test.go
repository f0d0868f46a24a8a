package layout

import (
	"math"
	"testing"

	"gongkai/extract/page"
	"gongkai/extract/trace"
)

// FuzzAnalyze makes a page of arbitrary rulings and glyphs out of data. What
// comes back must be whole: each position of a grid covered once, each visible
// glyph in one place, text in its line.
func FuzzAnalyze(f *testing.F) {
	f.Add([]byte("\x00\x10\x10\x40\x00\x10\x20\x40\x01\x10\x10\x20\x01\x40\x10\x20\x01\x30\x10\x20\x02\x12\x18A\x02\x32\x18B"))
	f.Add([]byte{3, 0, 0, 0, 0, 255, 255, 255, 1, 255, 0, 255})
	f.Fuzz(func(t *testing.T, data []byte) {
		c := newCanvas(260, 260)
		ink := 0
		for ; len(data) >= 4; data = data[4:] {
			x, y, z := float64(data[1]), float64(data[2]), float64(data[3])
			switch data[0] % 5 {
			case 0:
				c.rule(x, y, x+z, y)
			case 1:
				c.rule(x, y, x, y+z)
			case 2:
				c.text(x, y, 4+z/16, string(rune('A'+data[3]%26)))
				ink++
			case 3:
				c.rule(math.Inf(1), math.NaN(), x, math.NaN())
				c.Glyphs = append(c.Glyphs, page.Glyph{Text: "字", X: x, Y: y, Size: z, Angle: int(data[3]), Box: trace.Rect{X0: x, Y0: y, X1: x, Y1: y}})
				ink++
			case 4:
				c.text(x, y, 10, " ")
			}
		}
		s := Analyze(&c.Page)
		found := 0
		count := func(lines []Line) {
			for _, l := range lines {
				for _, r := range l.Text {
					if r != ' ' {
						found++
					}
				}
			}
		}
		for _, g := range s.Grids {
			covered(t, &g)
			for _, cell := range g.Cells {
				count(cell.Lines)
			}
		}
		count(s.Lines)
		if found != ink {
			t.Errorf("%d of %d characters came back", found, ink)
		}
	})
}
