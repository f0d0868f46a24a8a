package layout

import (
	"fmt"
	"strings"
	"testing"
)

// filledWith is a line of prose in Latin letters of about n ems.
func filledWith(n float64, seed int) string {
	stock := strings.Fields("the budget of a department holds income and expenditure by function which a reader compares with last year")
	var b strings.Builder
	for i := seed; textWidth(1, b.String()) < n; i++ {
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(stock[i%len(stock)])
	}
	return b.String()
}

// columnOf draws lines from (x, y) on, 12 points apart.
func columnOf(c *canvas, x, y float64, lines ...string) {
	for i, s := range lines {
		c.text(x, y+12*float64(i), 10, s)
	}
}

// proseOf returns n lines of about width ems.
func proseOf(n int, width float64) []string {
	var out []string
	for i := range n {
		out = append(out, filledWith(width-3, 5*i))
	}
	return out
}

func TestGutters(t *testing.T) {
	numbers := func(n int) []string {
		var out []string
		for i := range n {
			out = append(out, fmt.Sprintf("%d,350.20 and %d", i+1, 20*i))
		}
		return out
	}
	tests := []struct {
		name string
		draw func(c *canvas)
		want int
	}{
		{"one column", func(c *canvas) { columnOf(c, 60, 100, proseOf(30, 45)...) }, 0},
		{"two columns", func(c *canvas) {
			columnOf(c, 60, 100, proseOf(20, 24)...)
			columnOf(c, 310, 100, proseOf(20, 24)...)
		}, 1},
		{"two columns on different lines beneath a title", func(c *canvas) {
			columnOf(c, 60, 70, filledWith(45, 1))
			columnOf(c, 60, 100, proseOf(20, 24)...)
			columnOf(c, 310, 105, proseOf(19, 24)...)
		}, 1},
		{"three columns", func(c *canvas) {
			for i := range 3 {
				columnOf(c, 40+180*float64(i), 100, proseOf(12, 13)...)
			}
		}, 2},
		{"columns in Chinese", func(c *canvas) {
			for i := range 12 {
				c.text(60, 100+15*float64(i), 10, strings.Repeat("预算", 11))
				c.text(300, 100+15*float64(i), 10, strings.Repeat("说明", 11))
			}
		}, 1},
		{"too few lines", func(c *canvas) {
			columnOf(c, 60, 100, proseOf(4, 24)...)
			columnOf(c, 310, 100, proseOf(4, 24)...)
		}, 0},
		{"labels with their texts", func(c *canvas) {
			for i := range 20 {
				c.text(60, 100+12*float64(i), 10, []string{"项目名称", "资金来源说明", "目标"}[i%3])
			}
			columnOf(c, 310, 100, proseOf(20, 24)...)
		}, 0},
		{"figures beside names", func(c *canvas) {
			columnOf(c, 60, 100, proseOf(20, 24)...)
			columnOf(c, 310, 100, numbers(20)...)
		}, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := newCanvas(595, 842)
			tt.draw(c)
			lines, gutters := proseLines(&c.Page, c.Glyphs, nil)
			if len(gutters) != tt.want {
				t.Fatalf("gutters %v, want %d", gutters, tt.want)
			}
			for _, l := range lines {
				for _, g := range gutters {
					if b := l.At.Box; b.CenterY() > g.Y0 && b.CenterY() < g.Y1 && b.X0 < g.CenterX() && b.X1 > g.CenterX() {
						t.Errorf("the line %q runs over the gutter %v", l.Text, g)
					}
				}
			}
		})
	}
}

// TestNarrowGutterCutsLines holds that lines are cut at a gutter narrower than
// the gap that parts lines elsewhere.
func TestNarrowGutterCutsLines(t *testing.T) {
	c := newCanvas(595, 842)
	end := 0.0
	for i, s := range proseOf(10, 24) {
		end = max(end, c.text(60, 100+12*float64(i), 10, s))
	}
	columnOf(c, end+10, 100, proseOf(10, 24)...)
	lines, gutters := proseLines(&c.Page, c.Glyphs, nil)
	if len(gutters) != 1 || len(lines) != 20 {
		t.Errorf("%d lines, gutters %v", len(lines), gutters)
	}
}

func TestRaisedMarks(t *testing.T) {
	tests := []struct {
		name string
		draw func(c *canvas)
		want string
	}{
		{"within a line", func(c *canvas) {
			x := c.text(60, 100, 10, "school rates.")
			y := c.text(x, 96, 6, "12")
			c.text(y+2, 100, 10, "The next")
		}, "school rates.12 The next\n"},
		{"at the end", func(c *canvas) { c.text(c.text(60, 100, 10, "rates"), 96, 6, "3") }, "rates3\n"},
		{"a line above in smaller type", func(c *canvas) {
			c.text(60, 88, 6, "12")
			c.text(60, 100, 10, "The next")
		}, "12\nThe next\n"},
		{"beside, but far from every word", func(c *canvas) {
			c.text(60, 100, 10, "rates")
			c.text(140, 96, 6, "3")
		}, "3\nrates\n"},
		{"in the size of the text", func(c *canvas) { c.text(c.text(60, 100, 10, "rates"), 96, 10, "3") }, "3\nrates\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := newCanvas(595, 842)
			tt.draw(c)
			lines, _ := proseLines(&c.Page, c.Glyphs, nil)
			if got := texts(lines); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}
