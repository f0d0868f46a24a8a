package layout

import (
	"strings"
	"testing"
)

// TestOfficeLooks draws tables as office programs print them: with rulings
// under every row or three in all, letters spread by hand, names on a grid of
// lines, rows spread over the sheet.
func TestOfficeLooks(t *testing.T) {
	x := []float64{50, 110, 250, 330, 410}
	row := func(c *canvas, y float64, code, name, total, basic string) {
		c.text(x[0]+3, y, 9, code)
		c.text(x[1]+3, y, 9, name)
		c.rightward(x[3]-3, y, 9, total)
		c.rightward(x[4]-3, y, 9, basic)
	}
	across := func(c *canvas, ys ...float64) {
		for _, y := range ys {
			c.rule(x[0], y, x[4], y)
		}
	}
	head := func(c *canvas, y float64) {
		for k, s := range []string{"编码", "名称", "合计", "基本支出"} {
			c.centred(x[k], x[k+1], y, 9, s)
		}
	}
	const heads = "0,0 编码\n0,1 名称\n0,2 合计\n0,3 基本支出\n"
	compareGrids(t, []drawnTest{
		{"letters spread by hand in the header and in the total", func(c *canvas) {
			across(c, 100, 120, 200)
			c.centred(x[0], x[1], 114, 9, "编　码")
			c.centred(x[1], x[2], 114, 9, "名　　　称")
			c.centred(x[2], x[3], 114, 9, "合　　计")
			c.centred(x[3], x[4], 114, 9, "基本支出")
			row(c, 134, "208", "社会保障和就业支出", "1,350.20", "1,350.20")
			row(c, 154, "221", "住房保障支出", "1,000.20", "")
			row(c, 174, "229", "其他支出", "350.00", "350.00")
			c.centred(x[0], x[2], 194, 9, "总　　　计")
			c.rightward(x[3]-3, 194, 9, "2,700.40")
		}, strings.ReplaceAll("0,0 编_码\n0,1 名_称\n0,2 合_计\n0,3 基本支出\n1,0 208\n1,1 社会保障和就业支出\n1,2 1,350.20\n1,3 1,350.20\n"+
			"2,0 221\n2,1 住房保障支出\n2,2 1,000.20\n2,3\n3,0 229\n3,1 其他支出\n3,2 350.00\n3,3 350.00\n4,0 1x2 总_计\n4,2 2,700.40\n4,3\n", "_", " ")},
		{"letters that are the headers of three columns", func(c *canvas) {
			x := []float64{50, 90, 130, 170, 290, 370}
			for _, y := range []float64{100, 120, 180} {
				c.rule(50, y, 370, y)
			}
			for k, s := range []string{"类", "款", "项", "名称", "合计"} {
				c.centred(x[k], x[k+1], 114, 9, s)
			}
			for k, name := range []string{"行政运行", "事业运行", "住房公积金"} {
				y := 134 + 20*float64(k)
				c.centred(x[0], x[1], y, 9, "208")
				c.centred(x[1], x[2], y, 9, "01")
				c.centred(x[2], x[3], y, 9, "0"+string(rune('1'+k)))
				c.text(x[3]+3, y, 9, name)
				c.rightward(x[5]-3, y, 9, "1,000.20")
			}
		}, "0,0 类\n0,1 款\n0,2 项\n0,3 名称\n0,4 合计\n1,0 208\n1,1 01\n1,2 01\n1,3 行政运行\n1,4 1,000.20\n" +
			"2,0 208\n2,1 01\n2,2 02\n2,3 事业运行\n2,4 1,000.20\n3,0 208\n3,1 01\n3,2 03\n3,3 住房公积金\n3,4 1,000.20\n"},
		{"rulings under every row, two of them in the header, names indented by levels", func(c *canvas) {
			across(c, 100, 120, 140, 160, 180, 200, 220, 240)
			c.centred(x[0], x[2], 114, 9, "功能分类科目")
			c.centred(x[2], x[4], 114, 9, "本年支出")
			for k, s := range []string{"编码", "名称", "合计", "基本支出"} {
				c.centred(x[k], x[k+1], 134, 9, s)
			}
			row(c, 154, "208", "社会保障支出", "1,350.20", "1,350.20")
			row(c, 174, "20801", "　人力资源事务", "1,350.20", "")
			row(c, 194, "221", "住房保障支出", "1,000.20", "350.00")
			row(c, 214, "22102", "　住房改革支出", "1,000.20", "350.00")
			c.centred(x[0], x[2], 234, 9, "合计")
			c.rightward(x[3]-3, 234, 9, "2,350.40")
		}, "0,0 1x2 功能分类科目\n0,2 1x2 本年支出\n1,0 编码\n1,1 名称\n1,2 合计\n1,3 基本支出\n2,0 208\n2,1 社会保障支出\n2,2 1,350.20\n2,3 1,350.20\n" +
			"3,0 20801\n3,1 人力资源事务\n3,2 1,350.20\n3,3\n4,0 221\n4,1 住房保障支出\n4,2 1,000.20\n4,3 350.00\n" +
			"5,0 22102\n5,1 住房改革支出\n5,2 1,000.20\n5,3 350.00\n6,0 1x2 合计\n6,2 2,350.40\n6,3\n"},
		{"a header text on two lines of a grid of lines, the others in its middle", func(c *canvas) {
			across(c, 100, 136, 200)
			c.centred(x[0], x[1], 121, 9, "编码")
			c.centred(x[1], x[2], 113, 9, "功能分类")
			c.centred(x[1], x[2], 129, 9, "科目名称")
			c.centred(x[2], x[3], 121, 9, "合计")
			c.centred(x[3], x[4], 121, 9, "基本支出")
			row(c, 150, "208", "社会保障和就业支出", "1,350.20", "1,350.20")
			row(c, 170, "221", "住房保障支出", "1,000.20", "")
			row(c, 190, "229", "其他支出", "350.00", "350.00")
		}, "0,0 编码\n0,1 功能分类科目名称\n0,2 合计\n0,3 基本支出\n1,0 208\n1,1 社会保障和就业支出\n1,2 1,350.20\n1,3 1,350.20\n" +
			"2,0 221\n2,1 住房保障支出\n2,2 1,000.20\n2,3\n3,0 229\n3,1 其他支出\n3,2 350.00\n3,3 350.00\n"},
		{"a heading as narrow as the middle one of its columns", func(c *canvas) {
			x := []float64{50, 150, 230, 310, 390}
			for _, y := range []float64{100, 136, 200} {
				c.rule(50, y, 390, y)
			}
			c.centred(x[0], x[1], 121, 9, "名称")
			c.centred(x[1], x[4], 113, 9, "支出")
			for k, s := range []string{"小计", "人员经费", "公用经费"} {
				c.centred(x[k+1], x[k+2], 129, 9, s)
			}
			for k, y := range []float64{150, 170, 190} {
				c.text(53, y, 9, []string{"社会保障", "卫生健康", "住房保障"}[k])
				c.rightward(x[2]-3, y, 9, "3,000.50")
				c.rightward(x[3]-3, y, 9, "1,000.20")
				c.rightward(x[4]-3, y, 9, "2,000.30")
			}
		}, "0,0 2x1 名称\n0,1 1x3 支出\n1,1 小计\n1,2 人员经费\n1,3 公用经费\n2,0 社会保障\n2,1 3,000.50\n2,2 1,000.20\n2,3 2,000.30\n" +
			"3,0 卫生健康\n3,1 3,000.50\n3,2 1,000.20\n3,3 2,000.30\n4,0 住房保障\n4,1 3,000.50\n4,2 1,000.20\n4,3 2,000.30\n"},
		{"one row at the foot of the page under two rulings around the header", func(c *canvas) {
			across(c, 700, 720)
			head(c, 714)
			row(c, 734, "208", "社会保障和就业支出", "1,350.20", "1,350.20")
			c.centred(x[0], x[4], 780, 9, "- 3 -")
		}, heads + "1,0 208\n1,1 社会保障和就业支出\n1,2 1,350.20\n1,3 1,350.20\n"},
		{"rows spread over the sheet under two rulings around the header", func(c *canvas) {
			across(c, 100, 130)
			head(c, 118)
			for k, name := range []string{"社会保障支出", "卫生健康支出", "住房保障支出", "其他支出"} {
				row(c, 150+36*float64(k), "20"+string(rune('1'+k)), name, "1,350.20", "350.00")
			}
		}, heads + "1,0 201\n1,1 社会保障支出\n1,2 1,350.20\n1,3 350.00\n2,0 202\n2,1 卫生健康支出\n2,2 1,350.20\n2,3 350.00\n" +
			"3,0 203\n3,1 住房保障支出\n3,2 1,350.20\n3,3 350.00\n4,0 204\n4,1 其他支出\n4,2 1,350.20\n4,3 350.00\n"},
		{"rows without rulings that have their figures by turns", func(c *canvas) {
			c.text(53, 100, 9, "项目")
			for k, s := range []string{"合计", "基本支出", "项目支出"} {
				c.rightward(240+80*float64(k), 100, 9, s)
			}
			for r, figures := range [][]string{{"1,000.20", "30.00", "350.00"}, {"", "2,000.10", ""}, {"3,000.40", "", ""}, {"", "40.00", "50.00"}, {"5.00", "6.00", "7.00"}} {
				y := 120 + 20*float64(r)
				c.text(53, y, 9, []string{"社会保障", "卫生健康", "住房保障", "其他支出", "合计"}[r])
				for k, s := range figures {
					if s != "" {
						c.rightward(240+80*float64(k), y, 9, s)
					}
				}
			}
		}, "0,0 项目\n0,1 合计\n0,2 基本支出\n0,3 项目支出\n1,0 社会保障\n1,1 1,000.20\n1,2 30.00\n1,3 350.00\n2,0 卫生健康\n2,1\n2,2 2,000.10\n2,3\n" +
			"3,0 住房保障\n3,1 3,000.40\n3,2\n3,3\n4,0 其他支出\n4,1\n4,2 40.00\n4,3 50.00\n5,0 合计\n5,1 5.00\n5,2 6.00\n5,3 7.00\n"},
		{"an open row that one ruling divides in two", func(c *canvas) {
			for _, y := range []float64{120, 140, 160} {
				c.rule(50, y, 410, y)
			}
			for k, top := range map[int]float64{1: 120, 2: 100, 3: 120} {
				c.rule(x[k], top, x[k], 160)
			}
			c.centred(x[0], x[2], 114, 9, "人员经费")
			c.centred(x[2], x[4], 114, 9, "公用经费")
			head(c, 134)
			row(c, 154, "208", "社会保障", "1.00", "2.00")
		}, "0,0 1x2 人员经费\n0,2 1x2 公用经费\n1,0 编码\n1,1 名称\n1,2 合计\n1,3 基本支出\n2,0 208\n2,1 社会保障\n2,2 1.00\n2,3 2.00\n"},
		{"amounts, a placeholder and codes with a sixth of an em between their columns", func(c *canvas) {
			x := []float64{50, 130, 200, 250, 330, 400}
			for _, y := range []float64{100, 120, 180} {
				c.rule(50, y, 400, y)
			}
			for k, s := range []string{"项目", "金额", "编码", "名称", "金额"} {
				c.centred(x[k], x[k+1], 114, 9, s)
			}
			for k, amount := range []string{"▲763.30", "-", "1,350.20"} {
				y := 134 + 20*float64(k)
				c.text(x[0]+1, y, 9, []string{"本年收入", "上年结转", "其他收入"}[k])
				c.rightward(x[2]-0.75, y, 9, amount)
				c.text(x[2]+0.75, y, 9, "3020"+string(rune('1'+k)))
				c.text(x[3]+1, y, 9, []string{"办公费", "水费", "电费"}[k])
				c.rightward(x[5]-1, y, 9, "12.50")
			}
		}, "0,0 项目\n0,1 金额\n0,2 编码\n0,3 名称\n0,4 金额\n1,0 本年收入\n1,1 ▲763.30\n1,2 30201\n1,3 办公费\n1,4 12.50\n" +
			"2,0 上年结转\n2,1 -\n2,2 30202\n2,3 水费\n2,4 12.50\n3,0 其他收入\n3,1 1,350.20\n3,2 30203\n3,3 电费\n3,4 12.50\n"},
		{"names short of the header in their middle, the total under it", func(c *canvas) {
			x := []float64{50, 300, 400}
			for _, y := range []float64{100, 120, 200} {
				c.rule(50, y, 400, y)
			}
			c.centred(x[0], x[1], 114, 9, "项目")
			c.centred(x[1], x[2], 114, 9, "预算数")
			for k, name := range []string{"财政拨款", "事业收入", "其他收入"} {
				c.text(53, 134+20*float64(k), 9, name)
				c.rightward(397, 134+20*float64(k), 9, "1,350.20")
			}
			c.centred(x[0], x[1], 194, 9, "合计")
			c.rightward(397, 194, 9, "4,050.60")
		}, "0,0 项目\n0,1 预算数\n1,0 财政拨款\n1,1 1,350.20\n2,0 事业收入\n2,1 1,350.20\n3,0 其他收入\n3,1 1,350.20\n4,0 合计\n4,1 4,050.60\n"},
		{"names on lines as far apart as rows, amounts in their middle", func(c *canvas) {
			x := []float64{50, 110, 190, 270}
			for _, y := range []float64{100, 120, 220} {
				c.rule(50, y, 270, y)
			}
			c.centred(x[0], x[1], 114, 9, "名称")
			c.centred(x[1], x[2], 114, 9, "合计")
			c.centred(x[2], x[3], 114, 9, "基本支出")
			y := 132.0
			for k, name := range [][]string{{"农村公路养护", "补助资金"}, {"信访工作经费"}, {"高标准农田建", "设县级资金"}, {"遗属生活补助"}} {
				for n, line := range name {
					c.text(53, y+14*float64(n), 9, line)
				}
				at := y + 7*float64(len(name)-1)
				c.rightward(187, at, 9, "1,35"+string(rune('1'+k))+".20")
				c.rightward(267, at, 9, "35"+string(rune('1'+k))+".00")
				y += 14 * float64(len(name))
			}
		}, "0,0 名称\n0,1 合计\n0,2 基本支出\n1,0 农村公路养护补助资金\n1,1 1,351.20\n1,2 351.00\n2,0 信访工作经费\n2,1 1,352.20\n2,2 352.00\n" +
			"3,0 高标准农田建设县级资金\n3,1 1,353.20\n3,2 353.00\n4,0 遗属生活补助\n4,1 1,354.20\n4,2 354.00\n"},
		{"a watermark over the cells", func(c *canvas) {
			c.lattice([]float64{50, 110, 250, 330, 410}, []float64{100, 120, 140, 160})
			head(c, 114)
			row(c, 134, "208", "社会保障", "1,350.20", "350.00")
			row(c, 154, "221", "住房保障", "1,000.20", "150.00")
			n := len(c.Glyphs)
			c.text(300, 150, 40, "公开")
			for i := range c.Glyphs[n:] {
				c.Glyphs[n+i].Angle = 325
			}
		}, heads + "1,0 208\n1,1 社会保障\n1,2 1,350.20\n1,3 350.00\n2,0 221\n2,1 住房保障\n2,2 1,000.20\n2,3 150.00\n"},
		{"names around the numbers of their rows between vertical rulings", func(c *canvas) {
			for _, y := range []float64{100, 120, 200} {
				c.rule(50, y, 290, y)
			}
			for _, x := range []float64{50, 130, 210, 290} {
				c.rule(x, 100, x, 200)
			}
			c.centred(50, 130, 114, 9, "名称")
			c.centred(130, 210, 114, 9, "合计")
			c.centred(210, 290, 114, 9, "基本支出")
			c.text(53, 132, 9, "　政府办公厅及相")
			c.text(53, 143, 9, "关机构事务")
			c.text(53, 158, 9, "行政运行")
			c.text(53, 173, 9, "事业运行")
			for k, y := range []float64{137.5, 158, 173} {
				c.rightward(207, y, 9, "1,35"+string(rune('1'+k))+".20")
				c.rightward(287, y, 9, "35"+string(rune('1'+k))+".00")
			}
		}, "0,0 名称\n0,1 合计\n0,2 基本支出\n1,0 政府办公厅及相关机构事务\n1,1 1,351.20\n1,2 351.00\n2,0 行政运行\n2,1 1,352.20\n2,2 352.00\n3,0 事业运行\n3,1 1,353.20\n3,2 353.00\n"},
	})
}
