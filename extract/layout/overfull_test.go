package layout

import (
	"strings"
	"testing"
)

// TestOverfullCells draws rows that are lower than their texts, as spreadsheet
// programs print them: all lines of a cell one after the other, in the middle
// of its row, over the rulings.
func TestOverfullCells(t *testing.T) {
	x, y := []float64{50, 110, 200, 280}, []float64{100, 115, 130, 145, 160}
	middle := func(r int) float64 { return (y[r] + y[r+1]) / 2 }
	// cell prints the lines of a cell: 10 points high, 12 apart.
	cell := func(c *canvas, r, col int, lines ...string) {
		top := middle(r) - (12*float64(len(lines)-1)+7.5)/2 + 7.5
		for k, s := range lines {
			c.text(x[col]+2, top+12*float64(k), 10, s)
		}
	}
	row := func(c *canvas, r int, code string, name []string, amount ...string) {
		cell(c, r, 0, code)
		cell(c, r, 1, name...)
		cell(c, r, 2, amount...)
	}
	one := func(s string) []string { return []string{s} }
	for _, tt := range []struct {
		name  string
		draw  func(c *canvas)
		want  string
		rules string // of the findings
	}{
		{"one line each", func(c *canvas) {
			for r, code := range []string{"201", "205", "208", "210"} {
				row(c, r, code, one("公共服务"), "1.20")
			}
		}, "201 公共服务 1.20|205 公共服务 1.20|208 公共服务 1.20|210 公共服务 1.20", ""},
		{"a name of two lines", func(c *canvas) {
			row(c, 0, "201", one("公共服务"), "1.20")
			row(c, 1, "205", []string{"机关事业单位", "保险缴费"}, "2.30")
			row(c, 2, "208", one("教育"), "3.40")
			row(c, 3, "210", one("卫生"), "4.50")
		}, "201 公共服务 1.20|205 机关事业单位保险缴费 2.30|208 教育 3.40|210 卫生 4.50", "layout.overfull_cell"},
		{"two such rows, one printed over the other", func(c *canvas) {
			row(c, 0, "201", one("公共服务"), "1.20")
			row(c, 1, "205", []string{"机关事业单位", "保险缴费"}, "2.30")
			row(c, 2, "208", []string{"机关事业单位", "年金缴费"}, "3.40")
			row(c, 3, "210", one("卫生"), "4.50")
		}, "201 公共服务 1.20|205 机关事业单位保险缴费 2.30|208 机关事业单位年金缴费 3.40|210 卫生 4.50", "layout.overfull_cell layout.overfull_cell"},
		{"an amount over two lines", func(c *canvas) {
			row(c, 0, "201", one("公共服务"), "1.20")
			row(c, 1, "205", one("教育"), "33,634,567.6", "9")
			row(c, 2, "208", one("科技"), "3.40")
			row(c, 3, "210", one("卫生"), "4.50")
		}, "201 公共服务 1.20|205 教育 33,634,567.69|208 科技 3.40|210 卫生 4.50", "layout.overfull_cell"},
		{"names drawn column by column", func(c *canvas) {
			for r, code := range []string{"201", "205", "208", "210"} {
				cell(c, r, 0, code)
			}
			cell(c, 0, 1, "公共服务")
			cell(c, 1, 1, "机关事业单位", "保险缴费")
			cell(c, 2, 1, "教育")
			cell(c, 3, 1, "卫生")
			for r, amount := range []string{"1.20", "2.30", "3.40", "4.50"} {
				cell(c, r, 2, amount)
			}
		}, "201 公共服务 1.20|205 机关事业单位保险缴费 2.30|208 教育 3.40|210 卫生 4.50", "layout.overfull_cell"},
		{"an amount on a ruling", func(c *canvas) {
			row(c, 0, "201", one("公共服务"), "1.20")
			row(c, 1, "205", one("教育"))
			row(c, 2, "208", one("科技"))
			c.text(x[2]+2, y[2]+4, 10, "2.30")
			row(c, 3, "210", one("卫生"), "4.50")
		}, "201 公共服务 1.20|205 教育|208 科技 2.30|210 卫生 4.50", "layout.text_across"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := newCanvas(600, 800)
			c.lattice(x, y)
			tt.draw(c)
			s := Analyze(&c.Page)
			var rows []string
			if len(s.Grids) != 1 || s.Grids[0].Rows() != 4 {
				t.Fatalf("%d grids", len(s.Grids))
			}
			for r := range 4 {
				var texts []string
				for k := range s.Grids[0].Cells {
					if cell := &s.Grids[0].Cells[k]; cell.Row == r && len(cell.Lines) > 0 {
						text := ""
						for _, l := range cell.Lines {
							text += l.Text
						}
						texts = append(texts, text)
					}
				}
				rows = append(rows, strings.Join(texts, " "))
			}
			if got := strings.Join(rows, "|"); got != tt.want {
				t.Errorf("%s\nwant\n%s", got, tt.want)
			}
			var rules []string
			for _, f := range s.Findings {
				rules = append(rules, f.Rule)
			}
			if got := strings.Join(rules, " "); got != tt.rules {
				t.Errorf("findings %s, want %s", got, tt.rules)
			}
		})
	}
}
