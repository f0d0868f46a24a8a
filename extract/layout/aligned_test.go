package layout

import "testing"

// centred draws s in the middle of x0..x1.
func (c *canvas) centred(x0, x1, y, size float64, s string) {
	c.text((x0+x1-textWidth(size, s))/2, y, size, s)
}

// rightward draws s so that it ends at x.
func (c *canvas) rightward(x, y, size float64, s string) {
	c.text(x-textWidth(size, s), y, size, s)
}

func TestAlignedGrids(t *testing.T) {
	x := []float64{50, 110, 230, 310, 390}
	body := func(c *canvas, y float64, code, name, total, basic string) {
		c.centred(x[0], x[1], y, 9, code)
		c.text(x[1]+3, y, 9, name)
		c.rightward(x[3]-3, y, 9, total)
		c.rightward(x[4]-3, y, 9, basic)
	}
	tests := []drawnTest{
		{"three rulings, a header over two columns, a blank amount", func(c *canvas) {
			for _, y := range []float64{100, 140, 200} {
				c.rule(50, y, 390, y)
			}
			c.centred(x[0], x[1], 124, 9, "编码")
			c.centred(x[1], x[2], 124, 9, "名称")
			c.centred(x[2], x[4], 114, 9, "支出")
			c.centred(x[2], x[3], 133, 9, "合计")
			c.centred(x[3], x[4], 133, 9, "基本支出")
			body(c, 153, "208", "社会保障和就业支出", "1,350.20", "1,350.20")
			body(c, 173, "20801", "人力资源事务", "1,000.20", "1,000.20")
			body(c, 193, "20805", "养老支出", "350.00", "")
		}, "0,0 2x1 编码\n0,1 2x1 名称\n0,2 1x2 支出\n1,2 合计\n1,3 基本支出\n" +
			"2,0 208\n2,1 社会保障和就业支出\n2,2 1,350.20\n2,3 1,350.20\n" +
			"3,0 20801\n3,1 人力资源事务\n3,2 1,000.20\n3,3 1,000.20\n" +
			"4,0 20805\n4,1 养老支出\n4,2 350.00\n4,3\n"},
		{"rulings above and below each cell", func(c *canvas) {
			for _, y := range []float64{100, 120, 140, 160} {
				for i := range x[1:] {
					if y == 100 && i == 3 {
						continue
					}
					x1 := x[i+1]
					if y == 100 && i == 2 {
						x1 = x[4]
					}
					c.rule(x[i], y, x1, y)
				}
			}
			c.rule(x[2], 120, x[4], 120)
			c.centred(x[2], x[4], 114, 9, "支出")
			body(c, 134, "编码", "名称", "合计", "基本")
			body(c, 154, "208", "社会保障", "1.00", "2.00")
		}, "0,0\n0,1\n0,2 1x2 支出\n1,0 编码\n1,1 名称\n1,2 合计\n1,3 基本\n2,0 208\n2,1 社会保障\n2,2 1.00\n2,3 2.00\n"},
		{"amounts that heap in one cell are refused", func(c *canvas) {
			c.rule(50, 100, 390, 100)
			c.rule(50, 200, 390, 200)
			for i := range 4 {
				c.rightward(x[3]-3, 120+10*float64(i), 9, "1,350.20")
				c.rightward(x[4]-3, 125+10*float64(i), 9, "1,350.2")
			}
		}, ""},
		{"names of two rows as close as lines of one", func(c *canvas) {
			c.rule(50, 100, 390, 100)
			c.rule(50, 160, 390, 160)
			row := func(y float64, cells ...string) {
				for i, s := range cells {
					c.centred(x[i], x[i+1], y, 9, s)
				}
			}
			row(110, "一级", "指标", "数值", "说明")
			for i, name := range [][2]string{{"数量", "指标"}, {"质量", "标准"}} {
				y := 128 + 22*float64(i)
				c.centred(x[0], x[1], y-5.5, 9, name[0])
				c.centred(x[0], x[1], y+5.5, 9, name[1])
				for k, s := range []string{"完成率", "90%", "其他"} {
					c.centred(x[k+1], x[k+2], y, 9, s)
				}
			}
		}, "0,0 一级\n0,1 指标\n0,2 数值\n0,3 说明\n1,0 数量指标\n1,1 完成率\n1,2 90%\n1,3 其他\n2,0 质量标准\n2,1 完成率\n2,2 90%\n2,3 其他\n"},
		{"headers of two columns that nearly touch", func(c *canvas) {
			for _, y := range []float64{100, 120, 180} {
				c.rule(50, y, 290, y)
			}
			c.centred(50, 130, 113, 9, "项目")
			c.text(172, 113, 9, "人员经费")
			c.text(213, 113, 9, "公用经费")
			c.rightward(165, 113, 9, "合计")
			for i, y := range []float64{133, 153, 173} {
				c.text(53, y, 9, []string{"社会保障", "卫生健康", "住房保障"}[i])
				c.rightward(165, y, 9, "3,000.50")
				c.rightward(208, y, 9, "1,000.20")
				c.rightward(249, y, 9, "2,000.30")
			}
		}, "0,0 项目\n0,1 合计\n0,2 人员经费\n0,3 公用经费\n1,0 社会保障\n1,1 3,000.50\n1,2 1,000.20\n1,3 2,000.30\n" +
			"2,0 卫生健康\n2,1 3,000.50\n2,2 1,000.20\n2,3 2,000.30\n3,0 住房保障\n3,1 3,000.50\n3,2 1,000.20\n3,3 2,000.30\n"},
		{"two rulings around the header, the rest of the table on the next page", func(c *canvas) {
			c.rule(50, 100, 390, 100)
			c.rule(50, 120, 390, 120)
			c.centred(x[0], x[1], 114, 9, "编码")
			c.centred(x[1], x[2], 114, 9, "名称")
			c.centred(x[2], x[3], 114, 9, "合计")
			c.centred(x[3], x[4], 114, 9, "基本支出")
			body(c, 134, "208", "社会保障和就业支出", "1,350.20", "1,350.20")
			body(c, 154, "20801", "人力资源事务", "1,000.20", "")
			body(c, 174, "20805", "养老支出", "350.00", "350.00")
		}, "0,0 编码\n0,1 名称\n0,2 合计\n0,3 基本支出\n1,0 208\n1,1 社会保障和就业支出\n1,2 1,350.20\n1,3 1,350.20\n" +
			"2,0 20801\n2,1 人力资源事务\n2,2 1,000.20\n2,3\n3,0 20805\n3,1 养老支出\n3,2 350.00\n3,3 350.00\n"},
		{"rulings drawn column by column, decimals without separators", func(c *canvas) {
			for _, y := range []float64{100, 120, 180} {
				for i := range x[1:] {
					c.rule(x[i], y, x[i+1], y)
				}
			}
			c.centred(x[0], x[1], 114, 9, "编码")
			c.centred(x[1], x[2], 114, 9, "单位")
			c.centred(x[2], x[3], 114, 9, "合计")
			c.centred(x[3], x[4], 114, 9, "接待费")
			body(c, 134, "001", "本级机关", "12.50", "3.70")
			body(c, 154, "002", "就业服务中心", "—", "—")
			body(c, 174, "003", "仲裁院", "2.40", "0.20")
		}, "0,0 编码\n0,1 单位\n0,2 合计\n0,3 接待费\n1,0 001\n1,1 本级机关\n1,2 12.50\n1,3 3.70\n" +
			"2,0 002\n2,1 就业服务中心\n2,2 —\n2,3 —\n3,0 003\n3,1 仲裁院\n3,2 2.40\n3,3 0.20\n"},
		{"a heading between rulings drawn column by column, a total over code and name", func(c *canvas) {
			for _, y := range []float64{100, 120, 140, 160, 180, 200} {
				for i := range x[1:] {
					if y == 120 && i < 2 {
						continue
					}
					c.rule(x[i], y, x[i+1], y)
				}
			}
			c.centred(x[0], x[1], 124, 9, "编码")
			c.centred(x[1], x[2], 124, 9, "名称")
			c.centred(x[2], x[4], 114, 9, "本年支出")
			c.centred(x[2], x[3], 134, 9, "合计")
			c.centred(x[3], x[4], 134, 9, "基本支出")
			body(c, 154, "208", "社会保障和就业支出", "1,350.20", "1,350.20")
			body(c, 174, "221", "住房保障支出", "1,000.20", "")
			body(c, 194, "229", "其他支出", "350.00", "350.00")
		}, "0,0 2x1 编码\n0,1 2x1 名称\n0,2 1x2 本年支出\n1,2 合计\n1,3 基本支出\n2,0 208\n2,1 社会保障和就业支出\n2,2 1,350.20\n2,3 1,350.20\n" +
			"3,0 221\n3,1 住房保障支出\n3,2 1,000.20\n3,3\n4,0 229\n4,1 其他支出\n4,2 350.00\n4,3 350.00\n"},
		{"the word for a total in the middle of code and name", func(c *canvas) {
			for _, y := range []float64{100, 120, 200} {
				c.rule(50, y, 390, y)
			}
			c.centred(x[0], x[1], 114, 9, "编码")
			c.centred(x[1], x[2], 114, 9, "名称")
			c.centred(x[2], x[3], 114, 9, "合计")
			c.centred(x[3], x[4], 114, 9, "基本支出")
			body(c, 134, "208", "社会保障和就业支出", "1,350.20", "1,350.20")
			body(c, 154, "221", "住房保障支出", "1,000.20", "")
			body(c, 174, "229", "其他支出", "350.00", "350.00")
			c.centred(x[0], x[2], 194, 9, "合计")
			c.rightward(x[3]-3, 194, 9, "2,700.40")
		}, "0,0 编码\n0,1 名称\n0,2 合计\n0,3 基本支出\n1,0 208\n1,1 社会保障和就业支出\n1,2 1,350.20\n1,3 1,350.20\n" +
			"2,0 221\n2,1 住房保障支出\n2,2 1,000.20\n2,3\n3,0 229\n3,1 其他支出\n3,2 350.00\n3,3 350.00\n4,0 1x2 合计\n4,2 2,700.40\n4,3\n"},
		{"legend beneath the frame of a chart", func(c *canvas) {
			c.rule(50, 100, 390, 100)
			c.rule(50, 200, 390, 200)
			c.rule(50, 100, 50, 200)
			c.rule(390, 100, 390, 200)
			c.text(70, 214, 10, "基本支出")
			c.text(180, 214, 10, "项目支出")
			c.text(290, 214, 10, "机动经费")
		}, ""},
		{"rulings around a paragraph", func(c *canvas) {
			c.rule(50, 100, 390, 100)
			c.rule(50, 160, 390, 160)
			c.text(54, 120, 10, "按照全口径预算的原则所有收入和支出均纳入部门")
			c.text(54, 140, 10, "预算管理。")
		}, ""},
	}
	compareGrids(t, tests)
}
