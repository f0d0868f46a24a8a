package layout

import "testing"

func TestSplitRows(t *testing.T) {
	xs, ys := []float64{50, 150, 250, 350}, []float64{100, 120, 190}
	frame := func(c *canvas) {
		c.lattice(xs, ys)
		c.text(52, 114, 10, "项目")
		c.text(152, 114, 10, "预算")
		c.text(252, 114, 10, "决算")
	}
	column := func(c *canvas, x, y float64, texts ...string) {
		for i, s := range texts {
			c.text(x, y+12*float64(i), 10, s)
		}
	}
	const head = "0,0 项目\n0,1 预算\n0,2 决算\n"
	tests := []drawnTest{
		{"numbers one below the other", func(c *canvas) {
			column(c, 52, 132, "甲", "乙", "丙")
			column(c, 152, 132, "1.50", "20.00", "3.10")
			column(c, 252, 132, "2.00", "0.00", "7.00")
		}, head + "1,0 甲\n1,1 1.50\n1,2 2.00\n2,0 乙\n2,1 20.00\n2,2 0.00\n3,0 丙\n3,1 3.10\n3,2 7.00\n"},
		{"a name on two lines, its numbers on the first", func(c *canvas) {
			column(c, 52, 132, "机关事业单位基本养", "老保险", "乙")
			column(c, 152, 132, "1.50", "", "20.00")
			column(c, 252, 132, "2.00", "", "0.00")
		}, head + "1,0 机关事业单位基本养老保险\n1,1 1.50\n1,2 2.00\n2,0 乙\n2,1 20.00\n2,2 0.00\n"},
		{"a name on two lines, its numbers on the last", func(c *canvas) {
			column(c, 52, 132, "甲", "机关事业单位基本养", "老保险")
			column(c, 152, 132, "1.50", "", "20.00")
			column(c, 252, 132, "2.00", "", "0.00")
		}, head + "1,0 甲\n1,1 1.50\n1,2 2.00\n2,0 机关事业单位基本养老保险\n2,1 20.00\n2,2 0.00\n"},
		{"a heading without numbers", func(c *canvas) {
			column(c, 52, 132, "支出", "甲", "乙")
			column(c, 152, 144, "1.50", "20.00")
			column(c, 252, 144, "2.00", "0.00")
		}, head + "1,0 支出\n1,1\n1,2\n2,0 甲\n2,1 1.50\n2,2 2.00\n3,0 乙\n3,1 20.00\n3,2 0.00\n"},
		{"amounts broken by their cells", func(c *canvas) {
			column(c, 52, 132, "甲")
			column(c, 152, 132, "11,457,146,000.2", "2")
			column(c, 252, 132, "31,457,146,000.1", "1")
		}, head + "1,0 甲\n1,1 11,457,146,000.22\n1,2 31,457,146,000.11\n"},
		{"whole numbers that fill their cells may be parts", func(c *canvas) {
			column(c, 52, 132, "甲")
			column(c, 152, 132, "2080199208019920801", "2080199208019920801")
			column(c, 252, 132, "2080199208019920801", "2080199208019920801")
		}, head + "1,0 甲\n1,1 20801992080199208012080199208019920801\n1,2 20801992080199208012080199208019920801\n"},
		{"texts on several lines", func(c *canvas) {
			column(c, 52, 132, "甲", "乙")
			column(c, 152, 132, "第一条", "第二条")
			column(c, 252, 132, "3.00")
		}, head + "1,0 甲乙\n1,1 第一条第二条\n1,2 3.00\n"},
	}
	compareSplit(t, frame, tests)
}

func TestSplitRowsStretchesMergedCells(t *testing.T) {
	c := newCanvas(600, 800)
	for _, y := range []float64{100, 140, 160} {
		c.rule(150, y, 350, y)
	}
	c.rule(50, 100, 150, 100)
	c.rule(50, 160, 150, 160)
	for _, x := range []float64{50, 150, 250, 350} {
		c.rule(x, 100, x, 160)
	}
	c.text(52, 134, 10, "合并")
	for i, s := range []string{"1.00", "2.00"} {
		c.text(152, 112+14*float64(i), 10, s)
		c.text(252, 112+14*float64(i), 10, s)
	}
	g := Analyze(&c.Page).Grids[0]
	covered(t, &g)
	want := "0,0 3x1 合并\n0,1 1.00\n0,2 1.00\n1,1 2.00\n1,2 2.00\n2,1\n2,2\n"
	if got := dump(&g); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}
