package layout

import (
	"strings"

	"gongkai/extract/page"
	"gongkai/extract/trace"
)

// canvas draws pages by hand.
type canvas struct{ page.Page }

func newCanvas(width, height float64) *canvas {
	return &canvas{page.Page{Number: 1, Width: width, Height: height, Fonts: []page.Font{{Name: "Regular"}, {Name: "Bold", Bold: true}}}}
}

// advance is the width of r in ems in the font of the canvas.
func advance(r rune) float64 {
	if s := scriptOf(r); s == wide {
		return 1
	}
	if r == ' ' {
		return 0.25
	}
	return 0.5
}

// text draws s from (x, y) on and returns where it ends.
func (c *canvas) text(x, y, size float64, s string) float64 {
	for _, r := range s {
		w := advance(r) * size
		c.Glyphs = append(c.Glyphs, page.Glyph{Text: string(r), X: x, Y: y, Size: size, MCID: -1,
			Box: trace.Rect{X0: x, Y0: y - 0.85*size, X1: x + w, Y1: y + 0.15*size}})
		x += w
	}
	return x
}

// textWidth returns the width of s in points.
func textWidth(size float64, s string) float64 {
	w := 0.0
	for _, r := range s {
		w += advance(r) * size
	}
	return w
}

// rule draws a stroked line.
func (c *canvas) rule(x0, y0, x1, y1 float64) {
	c.Rulings = append(c.Rulings, page.Ruling{X0: x0, Y0: y0, X1: x1, Y1: y1, Width: 0.5})
}

// texts returns the text of lines, one a row.
func texts(lines []Line) string {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(l.Text)
		b.WriteByte('\n')
	}
	return b.String()
}
