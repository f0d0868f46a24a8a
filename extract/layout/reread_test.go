package layout

import "testing"

// Rulings under the header, above the totals and between groups of columns
// only: rows and columns between them follow from the texts.
func TestRereadWithinRulings(t *testing.T) {
	c := newCanvas(600, 800)
	for _, y := range []float64{100, 120, 200, 216} {
		c.rule(50, y, 390, y)
	}
	for _, x := range []float64{50, 150, 270, 390} {
		c.rule(x, 100, x, 216)
	}
	c.text(54, 114, 9, "Area")
	ends := []float64{205, 262, 330, 382}
	for i, s := range []string{"Men", "Women", "Men", "Women"} {
		c.rightward(ends[i], 114, 9, s)
	}
	labels := []string{"North coast", "South coast", "Hills", "Plains", "Islands", "Capital"}
	for r, s := range labels {
		c.text(54, 132+12*float64(r), 9, s)
		for i := range ends {
			c.rightward(ends[i], 132+12*float64(r), 9, []string{"1,204", "980", "77", "1,300"}[(i+r)%4])
		}
	}
	c.text(54, 211, 9, "All")
	for i := range ends {
		c.rightward(ends[i], 211, 9, "9,000")
	}
	grids := Analyze(&c.Page).Grids
	if len(grids) != 1 || grids[0].Rows() != 8 || grids[0].Cols() != 5 || grids[0].Method != Mixed {
		t.Fatalf("got %d grids, the first %s", len(grids), dump(&grids[0]))
	}
	for _, cell := range grids[0].Cells {
		if len(cell.Lines) != 1 || cell.RowSpan != 1 || cell.ColSpan != 1 {
			t.Errorf("cell %d,%d: %q", cell.Row, cell.Col, cell.Text())
		}
	}
}

// Labels that stand beside their rows, outside the rulings, are a column; prose
// beside a table is not.
func TestStubOutsideTheRulings(t *testing.T) {
	for _, prose := range []bool{false, true} {
		c := newCanvas(600, 800)
		c.lattice([]float64{250, 320, 390}, []float64{100, 116, 132, 148, 164, 180})
		for r, s := range []string{"Category", "Salaries (a)", "Travel", "Office rent", "Total"} {
			y := 112 + 16*float64(r)
			if prose {
				s = "of the sums that were paid in the year " + s
			}
			c.text(60, y, 9, s)
			for k, v := range []string{"1,314,000", "26,000"} {
				if r == 0 {
					v = []string{"Funds", "Costs"}[k]
				}
				c.rightward(316+70*float64(k), y, 9, v)
			}
		}
		grids := Analyze(&c.Page).Grids
		want := 3
		if prose {
			want = 2
		}
		if len(grids) != 1 || grids[0].Cols() != want || grids[0].Rows() != 5 {
			t.Fatalf("prose %t: got %d grids, the first %s", prose, len(grids), dump(&grids[0]))
		}
	}
}
