package layout

import (
	"strings"
	"testing"

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

// A drawnTest draws on a page and says what grids come back, as dump gives
// them; "" for none.
type drawnTest struct {
	name string
	draw func(c *canvas)
	want string
}

// compareGrids reads what each test draws.
func compareGrids(t *testing.T, tests []drawnTest) {
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := newCanvas(600, 800)
			tt.draw(c)
			got := ""
			for _, g := range Analyze(&c.Page).Grids {
				got += dump(&g)
			}
			if got != tt.want {
				t.Errorf("got\n%swant\n%s", got, tt.want)
			}
		})
	}
}

// compareSplit reads what each test draws within the rulings of frame: one grid,
// with a finding when rows or columns of it had to be told apart.
func compareSplit(t *testing.T, frame func(c *canvas), tests []drawnTest) {
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := newCanvas(600, 800)
			frame(c)
			tt.draw(c)
			s := Analyze(&c.Page)
			if len(s.Grids) != 1 {
				t.Fatalf("got %d grids, want 1", len(s.Grids))
			}
			g := s.Grids[0]
			covered(t, &g)
			if got := dump(&g); got != tt.want {
				t.Errorf("got\n%swant\n%s", got, tt.want)
			}
			if told := len(s.Findings) > 0; told != (g.Method == Mixed) {
				t.Errorf("findings %v for a grid read as %s", s.Findings, g.Method)
			}
		})
	}
}
