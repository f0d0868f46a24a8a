package layout

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/extract/page"
)

// dump writes a grid as its cells: row, column, spans where merged, text.
func dump(g *Grid) string {
	var b strings.Builder
	for _, c := range g.Cells {
		fmt.Fprintf(&b, "%d,%d", c.Row, c.Col)
		if c.RowSpan > 1 || c.ColSpan > 1 {
			fmt.Fprintf(&b, " %dx%d", c.RowSpan, c.ColSpan)
		}
		if t := c.Text(); t != "" {
			fmt.Fprintf(&b, " %s", t)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// lattice draws horizontal rulings at ys and vertical ones at xs over the whole
// area.
func (c *canvas) lattice(xs, ys []float64) {
	for _, y := range ys {
		c.rule(xs[0], y, xs[len(xs)-1], y)
	}
	for _, x := range xs {
		c.rule(x, ys[0], x, ys[len(ys)-1])
	}
}

func TestRuledGrids(t *testing.T) {
	xs, ys := []float64{50, 150, 250}, []float64{100, 120, 140}
	full := func(c *canvas) {
		c.text(52, 114, 10, "甲")
		c.text(152, 114, 10, "乙")
		c.text(52, 134, 10, "丙")
		c.text(152, 134, 10, "丁")
	}
	const plain = "0,0 甲\n0,1 乙\n1,0 丙\n1,1 丁\n"
	tests := []drawnTest{
		{"plain", func(c *canvas) { c.lattice(xs, ys); full(c) }, plain},
		{"blank form", func(c *canvas) { c.lattice(xs, ys) }, "0,0\n0,1\n1,0\n1,1\n"},
		{"one row", func(c *canvas) { c.lattice(xs, ys[:2]); c.text(52, 114, 10, "合计") }, "0,0 合计\n0,1\n"},
		{"double border", func(c *canvas) {
			c.lattice([]float64{50, 52, 150, 250, 252}, []float64{100, 102, 120, 140, 142})
			full(c)
		}, plain},
		{"frame around frame", func(c *canvas) {
			c.lattice(xs, ys)
			c.lattice([]float64{48, 252}, []float64{98, 142})
			full(c)
		}, plain},
		{"rulings that stop short and overshoot", func(c *canvas) {
			c.rule(48, 100, 253, 100)
			c.rule(51.5, 120, 248.5, 120)
			c.rule(50, 140, 256, 140)
			c.rule(50, 98, 50, 138.5)
			c.rule(150, 101.5, 150, 143)
			c.rule(250, 96, 250, 140)
			full(c)
		}, plain},
		{"white rulings", func(c *canvas) {
			c.lattice(xs, ys)
			full(c)
			for i := range c.Rulings {
				c.Rulings[i].White = true
			}
		}, ""},
		{"frame around a paragraph", func(c *canvas) { c.lattice([]float64{50, 250}, []float64{100, 140}); full(c) }, ""},
		{"underlines", func(c *canvas) {
			c.rule(50, 116, 150, 116)
			c.rule(50, 136, 150, 136)
			full(c)
		}, ""},
		{"open sides", func(c *canvas) {
			for _, y := range ys {
				c.rule(50, y, 250, y)
			}
			c.rule(150, 100, 150, 140)
			full(c)
		}, plain},
		{"missing side makes no rectangle", func(c *canvas) {
			c.rule(50, 100, 250, 100)
			c.rule(50, 140, 250, 140)
			c.rule(50, 100, 50, 140)
			c.rule(250, 100, 250, 140)
			c.rule(150, 120, 150, 140)
			c.rule(150, 120, 250, 120)
			full(c)
		}, "0,0 1x2 甲 乙\n1,0 丙\n1,1 丁\n"},
		{"columns of a part of the table", func(c *canvas) {
			c.lattice([]float64{50, 250}, []float64{100, 120, 140, 160})
			c.rule(150, 100, 150, 120)
			c.rule(110, 120, 110, 160)
			c.rule(190, 120, 190, 160)
			c.text(52, 114, 10, "甲")
			c.text(152, 114, 10, "乙")
			c.text(112, 134, 10, "丙")
			c.text(192, 154, 10, "丁")
		}, "0,0 1x2 甲\n0,2 1x2 乙\n1,0\n1,1 1x2 丙\n1,3\n2,0\n2,1 1x2\n2,3 丁\n"},
		{"amount against the name of the next cell", func(c *canvas) {
			c.lattice(xs, ys)
			x := 149 - textWidth(10, "156,211,123")
			c.text(x, 114, 10, "156,211,123")
			c.text(151, 114, 10, "一、一般公共服务支出")
		}, "0,0 156,211,123\n0,1 一、一般公共服务支出\n1,0\n1,1\n"},
		{"name that flows over into an empty cell", func(c *canvas) {
			c.lattice([]float64{50, 80, 150, 250}, ys)
			c.text(52, 114, 10, "机关事业单位基本养")
			c.text(200, 114, 10, "7")
		}, "0,0 机关事业单位基本养\n0,1\n0,2 7\n1,0\n1,1\n1,2\n"},
		{"amount that flows over to the left", func(c *canvas) {
			c.lattice([]float64{50, 100, 130, 250}, ys)
			c.text(129-textWidth(10, "1,234,567"), 114, 10, "1,234,567")
		}, "0,0\n0,1 1,234,567\n0,2\n1,0\n1,1\n1,2\n"},
		{"lines of a cell at other heights than its neighbour's", func(c *canvas) {
			c.lattice(xs, []float64{100, 130, 150})
			c.text(52, 110, 10, "机关养老保险")
			c.text(52, 124, 10, "缴费支出")
			c.text(152, 117, 10, "1,503.52")
		}, "0,0 机关养老保险缴费支出\n0,1 1,503.52\n1,0\n1,1\n"},
		{"table in a frame of the page", func(c *canvas) {
			c.lattice([]float64{20, 580}, []float64{20, 780})
			c.lattice(xs, ys)
			full(c)
		}, plain},
		{"bar chart", func(c *canvas) {
			for i, top := range []float64{200, 260, 130, 170} {
				x := 60 + 40*float64(i)
				c.lattice([]float64{x, x + 20}, []float64{top, 300})
				c.text(x+4, top+20, 10, "41")
			}
			c.rule(50, 100, 50, 300)
			c.rule(50, 300, 230, 300)
			for y := 120.0; y < 300; y += 30 {
				c.rule(50, y, 60, y)
			}
		}, ""},
		{"boxes of an organisation joined by lines", func(c *canvas) {
			box := func(x, y float64, s string) {
				c.lattice([]float64{x, x + 60}, []float64{y, y + 20})
				c.text(x+4, y+14, 10, s)
			}
			box(200, 100, "局")
			c.rule(230, 120, 230, 140)
			c.rule(80, 140, 380, 140)
			for i, s := range []string{"办公室", "预算科", "国库科", "监督科"} {
				x := 50 + 100*float64(i)
				box(x, 160, s)
				c.rule(x+30, 140, x+30, 160)
			}
		}, ""},
		{"corner without rulings", func(c *canvas) {
			for _, y := range []float64{120, 140, 160} {
				c.rule(50, y, 350, y)
			}
			c.rule(150, 100, 350, 100)
			c.rule(50, 120, 50, 160)
			for _, x := range []float64{150, 250, 350} {
				c.rule(x, 100, x, 160)
			}
			c.text(152, 114, 10, "甲")
			c.text(52, 134, 10, "乙")
		}, "0,0\n0,1 甲\n0,2\n1,0 乙\n1,1\n1,2\n2,0\n2,1\n2,2\n"},
		{"small boxes", func(c *canvas) {
			c.lattice([]float64{50, 58, 66}, []float64{100, 108, 116})
			c.text(80, 108, 10, "是否")
		}, ""},
	}
	compareGrids(t, tests)
}

func TestTextOutsideGridsStaysInLines(t *testing.T) {
	c := newCanvas(600, 800)
	c.lattice([]float64{50, 150, 250}, []float64{100, 120, 140})
	c.text(52, 114, 10, "甲")
	c.text(52, 90, 10, "单位：万元")
	c.text(270, 114, 10, "旁")
	c.text(52, 155, 10, "注：一")
	if got, want := texts(Analyze(&c.Page).Lines), "单位：万元\n旁\n注：一\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestOpenSidesAreTold(t *testing.T) {
	c := newCanvas(600, 800)
	for _, x := range []float64{50, 150, 250} {
		c.rule(x, 100, x, 160)
	}
	c.rule(50, 120, 250, 120)
	c.rule(50, 140, 250, 140)
	c.text(52, 114, 10, "上")
	c.text(52, 134, 10, "中")
	c.text(52, 154, 10, "下")
	grids := Analyze(&c.Page).Grids
	if len(grids) != 1 || !grids[0].OpenTop || !grids[0].OpenBottom || grids[0].Rows() != 3 {
		t.Fatalf("got %+v, want one grid of three rows open above and below", grids)
	}
}

func TestUnseenGlyphsStayOutOfGrids(t *testing.T) {
	c := newCanvas(600, 800)
	c.lattice([]float64{50, 150, 250}, []float64{100, 120, 140})
	c.text(52, 114, 10, "甲乙")
	c.Glyphs[1].Flags = page.Clipped
	if got, want := dump(&Analyze(&c.Page).Grids[0]), "0,0 甲\n0,1\n1,0\n1,1\n"; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}
