package layout

import "testing"

func TestSplitColumns(t *testing.T) {
	xs, ys := []float64{50, 150, 350}, []float64{100, 120, 140, 160}
	tests := []drawnTest{
		{"numbers beside each other", func(c *canvas) {
			c.text(52, 114, 10, "项目")
			c.text(160, 114, 10, "预算")
			c.text(260, 114, 10, "决算")
			c.text(52, 134, 10, "甲")
			c.text(160, 134, 10, "1.50")
			c.text(260, 134, 10, "2.00")
			c.text(52, 154, 10, "乙")
			c.text(155, 154, 10, "20.00")
			c.text(260, 154, 10, "0.00")
		}, "0,0 项目\n0,1 预算\n0,2 决算\n1,0 甲\n1,1 1.50\n1,2 2.00\n2,0 乙\n2,1 20.00\n2,2 0.00\n"},
		{"a header over both", func(c *canvas) {
			c.text(180, 114, 10, "预算和决算数")
			c.text(160, 134, 10, "1.50")
			c.text(220, 134, 10, "2.00")
			c.text(160, 154, 10, "7.00")
		}, "0,0\n0,1 预算和决算数\n1,0\n1,1 1.50 2.00\n2,0\n2,1 7.00\n"},
		{"a header over several lines", func(c *canvas) {
			c.text(180, 114, 10, "预算和决算数")
			c.text(160, 134, 10, "1.50")
			c.text(220, 134, 10, "2.00")
			c.text(160, 154, 10, "7.00")
			c.text(220, 154, 10, "8.00")
		}, "0,0\n0,1 1x2 预算和决算数\n1,0\n1,1 1.50\n1,2 2.00\n2,0\n2,1 7.00\n2,2 8.00\n"},
		{"years in sentences", func(c *canvas) {
			c.text(152, 134, 10, "2023 2024 年")
			c.text(152, 154, 10, "2023 至 2024 年")
		}, "0,0\n0,1\n1,0\n1,1 2023 2024 年\n2,0\n2,1 2023 至 2024 年\n"},
	}
	compareSplit(t, func(c *canvas) { c.lattice(xs, ys) }, tests)
}
