package layout

import (
	"testing"

	"gongkai/extract/page"
)

// TestHardRulings holds the tables whose rulings do not simply enclose cells.
func TestHardRulings(t *testing.T) {
	rows := []float64{100, 120, 140, 160, 180}
	fill := func(c *canvas, x0, x1 float64, rows []float64, names ...string) {
		for i, s := range names {
			c.text(x0+2, rows[i]+14, 10, s)
			c.text(x1+30, rows[i]+14, 10, []string{"12.5", "37.5", "50.0", "61.2"}[i])
		}
	}
	names := []string{"甲", "乙", "丙", "丁"}
	four := "0,0 甲\n0,1 12.5\n1,0 乙\n1,1 37.5\n2,0 丙\n2,1 50.0\n3,0 丁\n3,1 61.2\n"
	tests := []struct {
		name  string
		draw  func(c *canvas)
		want  string // of all grids; "" for none
		lines string // outside the grids
	}{
		{"side by side, a small gap", func(c *canvas) {
			c.lattice([]float64{50, 110, 170}, rows)
			fill(c, 50, 110, rows, names...)
			c.lattice([]float64{176, 236, 296}, rows)
			fill(c, 176, 236, rows, names...)
		}, four + four, ""},
		{"side by side, a small gap, other rows", func(c *canvas) {
			c.lattice([]float64{50, 110, 170}, rows)
			fill(c, 50, 110, rows, names...)
			other := []float64{100, 126, 153, 180}
			c.lattice([]float64{176, 236, 296}, other)
			fill(c, 176, 236, other, names[:3]...)
		}, four + "0,0 甲\n0,1 12.5\n1,0 乙\n1,1 37.5\n2,0 丙\n2,1 50.0\n", ""},
		{"touching, other rows", func(c *canvas) {
			c.lattice([]float64{50, 110, 170}, rows)
			fill(c, 50, 110, rows, names...)
			other := []float64{100, 126, 153, 180}
			c.lattice([]float64{170, 230, 290}, other)
			fill(c, 170, 230, other, names[:3]...)
		}, four + "0,0 甲\n0,1 12.5\n1,0 乙\n1,1 37.5\n2,0 丙\n2,1 50.0\n", ""},
		{"one above the other, touching, other columns", func(c *canvas) {
			c.lattice([]float64{50, 110, 170}, rows[:3])
			fill(c, 50, 110, rows, names[:2]...)
			c.lattice([]float64{50, 90, 130, 170}, rows[2:])
			c.text(52, 154, 10, "丙")
			c.text(92, 154, 10, "丁")
			c.text(132, 174, 10, "戊")
		}, "0,0 1x2 甲\n0,2 1x2 12.5\n1,0 1x2 乙\n1,2 1x2 37.5\n2,0 丙\n2,1 1x2 丁\n2,3\n3,0\n3,1 1x2\n3,3 戊\n", ""},
		{"text beside", func(c *canvas) {
			c.lattice([]float64{50, 110, 170}, rows)
			fill(c, 50, 110, rows, names...)
			for i, s := range []string{"左表列出本年收入", "各项的金额，单位", "为万元，合计数与", "分项数之和相等。"} {
				c.text(174, rows[i]+12, 10, s)
			}
		}, four, "左表列出本年收入\n各项的金额，单位\n为万元，合计数与\n分项数之和相等。\n"},
		{"struck out", func(c *canvas) {
			c.lattice([]float64{50, 110, 170}, rows)
			fill(c, 50, 110, rows, names...)
			c.rule(52, 130.5, 62, 130.5)
		}, four, ""},
		{"struck out over the width of a cell", func(c *canvas) {
			c.lattice([]float64{50, 110, 170}, rows)
			fill(c, 50, 110, rows, "甲", "乙乙乙乙乙", "丙", "丁")
			c.rule(51, 130.5, 103, 130.5)
		}, "0,0 甲\n0,1 12.5\n1,0 乙乙乙乙乙\n1,1 37.5\n2,0 丙\n2,1 50.0\n3,0 丁\n3,1 61.2\n", ""},
		{"underlined", func(c *canvas) {
			c.lattice([]float64{50, 110, 170}, rows)
			fill(c, 50, 110, rows, "甲", "乙乙乙乙乙", "丙", "丁")
			c.rule(51, 135.5, 103, 135.5)
		}, "0,0 甲\n0,1 12.5\n1,0 乙乙乙乙乙\n1,1 37.5\n2,0 丙\n2,1 50.0\n3,0 丁\n3,1 61.2\n", ""},
		{"underlined on two lines", func(c *canvas) {
			c.lattice([]float64{50, 110, 170}, []float64{100, 130, 160})
			c.text(52, 111, 10, "甲甲甲甲甲")
			c.text(52, 124, 10, "乙乙乙乙")
			c.rule(52, 113, 102, 113)
			c.rule(52, 126, 92, 126)
			c.text(140, 118, 10, "12.5")
			c.text(52, 148, 10, "丙")
			c.text(140, 148, 10, "37.5")
		}, "0,0 甲甲甲甲甲乙乙乙乙\n0,1 12.5\n1,0 丙\n1,1 37.5\n", ""},
		{"no left side", func(c *canvas) {
			for _, y := range rows {
				c.rule(50, y, 170, y)
			}
			c.rule(110, 100, 110, 180)
			c.rule(170, 100, 170, 180)
			fill(c, 50, 110, rows, names...)
		}, four, ""},
		{"no top", func(c *canvas) {
			for _, y := range rows[1:] {
				c.rule(50, y, 170, y)
			}
			for _, x := range []float64{50, 110, 170} {
				c.rule(x, 100, x, 180)
			}
			fill(c, 50, 110, rows, names...)
		}, four, ""},
		{"no outer side at all", func(c *canvas) {
			for _, y := range rows[1:4] {
				c.rule(50, y, 170, y)
			}
			c.rule(110, 100, 110, 180)
			fill(c, 50, 110, rows, names...)
		}, four, ""},
		{"no outer side at all, two inner columns", func(c *canvas) {
			for _, y := range rows[1:4] {
				c.rule(50, y, 230, y)
			}
			c.rule(110, 100, 110, 180)
			c.rule(170, 100, 170, 180)
			fill(c, 50, 110, rows, names...)
			for _, y := range rows[:4] {
				c.text(180, y+14, 10, "注")
			}
		}, "0,0 甲\n0,1 12.5\n0,2 注\n1,0 乙\n1,1 37.5\n1,2 注\n2,0 丙\n2,1 50.0\n2,2 注\n3,0 丁\n3,1 61.2\n3,2 注\n", ""},
		{"rows ruled, columns aligned", func(c *canvas) {
			for _, y := range rows {
				c.rule(50, y, 290, y)
			}
			fill(c, 50, 110, rows, names...)
			for i, y := range rows[:4] {
				c.text(240, y+14, 10, []string{"3.1", "4.2", "5.3", "6.4"}[i])
			}
		}, "0,0 甲\n0,1 12.5\n0,2 3.1\n1,0 乙\n1,1 37.5\n1,2 4.2\n2,0 丙\n2,1 50.0\n2,2 5.3\n3,0 丁\n3,1 61.2\n3,2 6.4\n", ""},
		{"rows ruled within a frame, columns aligned", func(c *canvas) {
			c.lattice([]float64{50, 290}, rows)
			fill(c, 50, 110, rows, names...)
			for i, y := range rows[:4] {
				c.text(240, y+14, 10, []string{"3.1", "4.2", "5.3", "6.4"}[i])
			}
		}, "0,0 甲\n0,1 12.5\n0,2 3.1\n1,0 乙\n1,1 37.5\n1,2 4.2\n2,0 丙\n2,1 50.0\n2,2 5.3\n3,0 丁\n3,1 61.2\n3,2 6.4\n", ""},
		{"columns ruled, rows aligned", func(c *canvas) {
			c.lattice([]float64{50, 110, 170, 230}, []float64{100, 180})
			fill(c, 50, 110, rows, names...)
			for i, y := range rows[:4] {
				c.text(190, y+14, 10, []string{"3.1", "4.2", "5.3", "6.4"}[i])
			}
		}, "0,0 甲\n0,1 12.5\n0,2 3.1\n1,0 乙\n1,1 37.5\n1,2 4.2\n2,0 丙\n2,1 50.0\n2,2 5.3\n3,0 丁\n3,1 61.2\n3,2 6.4\n", ""},
		{"columns ruled without a frame, rows aligned", func(c *canvas) {
			for _, x := range []float64{110, 170} {
				c.rule(x, 100, x, 180)
			}
			fill(c, 50, 110, rows, names...)
			for i, y := range rows[:4] {
				c.text(190, y+14, 10, []string{"3.1", "4.2", "5.3", "6.4"}[i])
			}
		}, "0,0 甲\n0,1 12.5\n0,2 3.1\n1,0 乙\n1,1 37.5\n1,2 4.2\n2,0 丙\n2,1 50.0\n2,2 5.3\n3,0 丁\n3,1 61.2\n3,2 6.4\n", ""},
		{"grid within a cell", func(c *canvas) {
			c.lattice([]float64{50, 110, 330}, []float64{100, 190, 210})
			c.text(52, 150, 10, "甲")
			c.lattice([]float64{120, 200, 280}, []float64{110, 130, 150})
			c.text(122, 124, 10, "子")
			c.text(202, 124, 10, "丑")
			c.text(122, 144, 10, "寅")
			c.text(202, 144, 10, "7.5")
			c.text(122, 175, 10, "说明")
			c.text(52, 204, 10, "乙")
			c.text(122, 204, 10, "8.5")
		}, "0,0 甲\n0,1 说明\n1,0 乙\n1,1 8.5\n0,0 子\n0,1 丑\n1,0 寅\n1,1 7.5\n", ""},
		{"paragraphs within a frame", func(c *canvas) {
			c.lattice([]float64{50, 350}, []float64{100, 180})
			for i, s := range []string{"　　本部门预算按照综合预算的原则编制，所有收入和支出均", "纳入部门预算管理，其中收入包括一般公共预算拨款收入、政", "府性基金预算拨款收入，支出包括一般公共服务支出、社会保", "障和就业支出、卫生健康支出与住房保障支出。"} {
				c.text(55, 115+15*float64(i), 10, s)
			}
		}, "", "本部门预算按照综合预算的原则编制，所有收入和支出均\n纳入部门预算管理，其中收入包括一般公共预算拨款收入、政\n府性基金预算拨款收入，支出包括一般公共服务支出、社会保\n障和就业支出、卫生健康支出与住房保障支出。\n"},
		{"paragraphs within a frame with a title", func(c *canvas) {
			c.lattice([]float64{50, 350}, []float64{100, 120, 180})
			c.text(180, 114, 10, "编制说明")
			for i, s := range []string{"　　本部门预算按照综合预算的原则编制，所有收入和支出均", "纳入部门预算管理，其中收入包括一般公共预算拨款收入、政", "府性基金预算拨款收入，支出包括一般公共服务支出、社会保"} {
				c.text(55, 135+15*float64(i), 10, s)
			}
		}, "", "编制说明\n本部门预算按照综合预算的原则编制，所有收入和支出均\n纳入部门预算管理，其中收入包括一般公共预算拨款收入、政\n府性基金预算拨款收入，支出包括一般公共服务支出、社会保\n"},
		{"hairlines on both sides of every ruling", func(c *canvas) {
			for _, d := range []float64{-0.6, 0, 0.6} {
				c.lattice([]float64{50 + d, 110 + d, 170 + d}, []float64{100 + d, 120 + d, 140 + d, 160 + d, 180 + d})
			}
			fill(c, 50, 110, rows, names...)
		}, four, ""},
		{"a double ruling under the header", func(c *canvas) {
			c.lattice([]float64{50, 110, 170}, rows)
			c.rule(50, 122.5, 170, 122.5)
			fill(c, 50, 110, rows, names...)
		}, four, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := newCanvas(600, 800)
			tt.draw(c)
			for turn, p := range []*page.Page{&c.Page, quarterTurn(&c.Page)} {
				got := ""
				s := Analyze(p)
				for _, g := range s.Grids {
					got += dump(&g)
					covered(t, &g)
				}
				if got != tt.want {
					t.Errorf("turn %d: got\n%swant\n%s", turn, got, tt.want)
				}
				if lines := texts(s.Lines); lines != tt.lines {
					t.Errorf("turn %d: outside\n%swant\n%s", turn, lines, tt.lines)
				}
			}
		})
	}
}
