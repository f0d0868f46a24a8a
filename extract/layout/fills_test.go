package layout

import (
	"testing"

	"gongkai/extract/page"
	"gongkai/extract/trace"
)

func TestFilledGrids(t *testing.T) {
	fill := func(c *canvas, x0, y0, x1, y1, gray float64) {
		c.Fills = append(c.Fills, page.Fill{Box: trace.Rect{X0: x0, Y0: y0, X1: x1, Y1: y1}, Gray: gray})
	}
	texts := func(c *canvas, rows int) {
		for r := range rows {
			for k := range 3 {
				c.text(55+100*float64(k), 114+20*float64(r), 9, string(rune('a'+3*r+k)))
			}
		}
	}
	tests := []drawnTest{
		{"each cell filled, paper between them, grounds of text within", func(c *canvas) {
			for r := range 3 {
				for k := range 3 {
					x, y := 50+100*float64(k), 100+20*float64(r)
					fill(c, x, y, x+98.5, y+18.5, 0.7)
					fill(c, x+5, y+2, x+90, y+16, 0.7)
				}
			}
			texts(c, 3)
		}, "0,0 a\n0,1 b\n0,2 c\n1,0 d\n1,1 e\n1,2 f\n2,0 g\n2,1 h\n2,2 i\n"},
		{"every other row filled", func(c *canvas) {
			for r := range 3 {
				for k := range 3 {
					fill(c, 50+100*float64(k), 100+40*float64(r), 150+100*float64(k), 120+40*float64(r), 0.9)
				}
			}
			texts(c, 5)
		}, "0,0 a\n0,1 b\n0,2 c\n1,0 d\n1,1 e\n1,2 f\n2,0 g\n2,1 h\n2,2 i\n3,0 j\n3,1 k\n3,2 l\n4,0 m\n4,1 n\n4,2 o\n"},
		{"bars of a chart", func(c *canvas) {
			for k := range 6 {
				fill(c, 50+40*float64(k), 100+10*float64(k), 90+40*float64(k), 200, 0.1*float64(k))
				c.text(60+40*float64(k), 212, 9, "x")
			}
		}, ""},
	}
	compareGrids(t, tests)
}
