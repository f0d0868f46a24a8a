package layout

import (
	"testing"

	"gongkai/extract/page"
)

func TestTextLines(t *testing.T) {
	tests := []struct {
		name string
		draw func(c *canvas)
		want string
	}{
		{"one baseline, boxes of three fonts", func(c *canvas) {
			x := c.text(50, 100, 10, "人员经费")
			x = c.text(x, 100.1, 10, "603.14")
			c.text(x, 99.9, 10, "万元，占")
			for i := range c.Glyphs {
				c.Glyphs[i].Box.Y0 -= float64(i%3) * 4
			}
		}, "人员经费603.14万元，占\n"},
		{"drawn out of order", func(c *canvas) {
			c.text(90, 100, 10, "后")
			c.text(50, 120, 10, "下")
			c.text(80, 100, 10, "前")
		}, "前后\n下\n"},
		{"gap between ideographs and Latin letters is no space", func(c *canvas) {
			x := c.text(50, 100, 10, "与")
			c.text(x+2.5, 100, 10, "AB")
		}, "与AB\n"},
		{"stretched ideographs", func(c *canvas) {
			x := 50.0
			for _, r := range "昌吉州人社局" {
				x = 5 + c.text(x, 100, 10, string(r))
			}
			c.text(x+5, 100, 10, "局")
		}, "昌吉州人社局 局\n"},
		{"gap in ideographs set solid", func(c *canvas) {
			x := c.text(50, 100, 10, "第一部分")
			c.text(x+5, 100, 10, "部门概况")
		}, "第一部分 部门概况\n"},
		{"Latin words by the gap", func(c *canvas) {
			x := c.text(50, 100, 10, "Latin")
			c.text(x+2.5, 100, 10, "words")
		}, "Latin words\n"},
		{"printed space", func(c *canvas) { c.text(50, 100, 10, "Latin words 第 一") }, "Latin words 第 一\n"},
		{"printed space that the next glyph covers", func(c *canvas) {
			x := c.text(50, 100, 10, "第 ")
			c.text(x-2.5, 100, 10, "一")
		}, "第一\n"},
		{"column gap", func(c *canvas) {
			c.text(50, 100, 10, "部门名称：某局")
			c.text(300, 100, 10, "单位：万元")
		}, "部门名称：某局\n单位：万元\n"},
		{"spread title", func(c *canvas) { c.text(50, 100, 20, "目         录") }, "目 录\n"},
		{"two lines at nearly one height", func(c *canvas) {
			c.text(50, 100, 10, "左")
			c.text(300, 104, 10, "右")
		}, "左\n右\n"},
		{"only spaces", func(c *canvas) { c.text(50, 100, 10, "   ") }, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := newCanvas(600, 800)
			tt.draw(c)
			if got := texts(Analyze(&c.Page).Lines); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestTextLinesTurned(t *testing.T) {
	c := newCanvas(600, 800)
	c.text(50, 100, 10, "第一行 one")
	c.text(50, 115, 10, "第二行")
	p := &c.Page
	for angle := 90; angle < 360; angle += 90 {
		p = quarterTurn(p)
		if got, want := texts(textLines(p, p.Glyphs, columnGap)), "第一行 one\n第二行\n"; got != want {
			t.Errorf("turned by %d: got %q, want %q", angle, got, want)
		}
	}
}

func TestUnseenGlyphsAreNoText(t *testing.T) {
	for _, f := range []page.Flag{page.OffPage, page.Invisible, page.Clipped, page.Duplicate, page.Annotation, page.Hidden, page.Replaced, page.Field | page.Hidden} {
		c := newCanvas(600, 800)
		c.text(50, 100, 10, "甲")
		x := c.text(60, 100, 10, "乙")
		c.text(x, 100, 10, "丙")
		c.Glyphs[1].Flags = f
		if got, want := texts(Analyze(&c.Page).Lines), "甲 丙\n"; got != want {
			t.Errorf("flag %d: got %q, want %q", f, got, want)
		}
	}
}

func TestFormFieldsAreText(t *testing.T) {
	c := newCanvas(600, 800)
	x := c.text(50, 100, 10, "甲")
	c.text(x, 100, 10, "乙")
	c.Glyphs[1].Flags = page.Field
	if got, want := texts(Analyze(&c.Page).Lines), "甲乙\n"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
