package layout

import "testing"

// figuresRow draws a label and figures that end at the given places.
func (c *canvas) figuresRow(y float64, label string, ends []float64, figures ...string) {
	c.text(50, y, 9, label)
	for i, s := range figures {
		c.rightward(ends[i], y, 9, s)
	}
}

func TestLinewiseGrids(t *testing.T) {
	ends := []float64{200, 260, 320, 380}
	tests := []drawnTest{
		{"headings with rulings under them, labels that wrap, a section", func(c *canvas) {
			for _, y := range []float64{100, 140, 206} {
				c.rule(50, y, 390, y)
			}
			c.rule(165, 118, 268, 118)
			c.rule(285, 118, 390, 118)
			c.centred(165, 268, 112, 9, "Actual figures")
			c.centred(285, 390, 112, 9, "Plan")
			c.figuresRow(132, "Office", ends, "2009", "2010", "2009", "2010")
			c.text(50, 152, 9, "Central")
			c.figuresRow(164, "Treasury and", ends, "1,200", "4.5", "900", "3.5")
			c.text(58, 173, 9, "revenue")
			c.figuresRow(185, "Health", ends, "13,400", "14.5", "19,800", "13.0")
			c.figuresRow(197, "Education", ends, "7,000", "", "8,400", "9.5")
		}, "0,0 2x1 Office\n0,1 1x2 Actual figures\n0,3 1x2 Plan\n1,1 2009\n1,2 2010\n1,3 2009\n1,4 2010\n" +
			"2,0 Central\n2,1\n2,2\n2,3\n2,4\n" +
			"3,0 Treasury and revenue\n3,1 1,200\n3,2 4.5\n3,3 900\n3,4 3.5\n" +
			"4,0 Health\n4,1 13,400\n4,2 14.5\n4,3 19,800\n4,4 13.0\n" +
			"5,0 Education\n5,1 7,000\n5,2\n5,3 8,400\n5,4 9.5\n"},
		{"two tables of one width, notes and a title between", func(c *canvas) {
			for k, y := range []float64{100, 200} {
				for _, d := range []float64{0, 16, 48} {
					c.rule(50, y+d, 390, y+d)
				}
				c.figuresRow(y+12, "Area", ends, "Low", "High")
				c.figuresRow(y+28, "North", ends, "12", "13"[k:])
				c.figuresRow(y+40, "South", ends, "14", "25")
			}
			c.text(50, 160, 9, "Figures are rounded.")
			c.text(50, 172, 9, "* Provisional.")
			c.text(50, 184, 9, "Table 2. The same for the year that follows")
			c.text(50, 194, 9, "by area")
		}, "0,0 Area\n0,1 Low\n0,2 High\n1,0 North\n1,1 12\n1,2 13\n2,0 South\n2,1 14\n2,2 25\n" +
			"0,0 Area\n0,1 Low\n0,2 High\n1,0 North\n1,1 12\n1,2 3\n2,0 South\n2,1 14\n2,2 25\n"},
		{"no ruling at all, figures that nearly touch", func(c *canvas) {
			c.text(50, 90, 9, "The table shows what was paid out in each of the two years and to whom it was paid out")
			c.figuresRow(130, "Payee", []float64{200, 238}, "2009", "2010")
			for i, s := range []string{"Schools", "Hospitals", "Courts", "Police"} {
				c.figuresRow(150+12*float64(i), s, []float64{200, 238}, "1,450.00", []string{"99,350.2", "1.5", "2.5", "3.5"}[i])
			}
			c.text(50, 230, 9, "Nothing else was paid out in these years according to the books of the treasury of the state")
		}, "0,0 Payee\n0,1 2009\n0,2 2010\n1,0 Schools\n1,1 1,450.00\n1,2 99,350.2\n2,0 Hospitals\n2,1 1,450.00\n2,2 1.5\n" +
			"3,0 Courts\n3,1 1,450.00\n3,2 2.5\n4,0 Police\n4,1 1,450.00\n4,2 3.5\n"},
		{"a table of contents", func(c *canvas) {
			for i, s := range []string{"Purpose", "Income", "Outlay", "Notes", "Annex", "Index"} {
				c.figuresRow(100+14*float64(i), s, []float64{380}, []string{"1", "3", "3", "7", "12", "20"}[i])
			}
		}, ""},
		{"prose in two columns", func(c *canvas) {
			for i := range 8 {
				y := 100 + 12*float64(i)
				c.text(50, y, 9, "the sums that were paid out in 2009 were small")
				c.text(300, y, 9, "and those of the year 2010 were small as well")
			}
		}, ""},
	}
	compareGrids(t, tests)
}
