package layout

import (
	"slices"
	"testing"

	"gongkai/extract/trace"
)

// A label in the middle of its rows has them all, also where a text over
// several columns stands above it.
func TestLabelBeneathAWideText(t *testing.T) {
	at := func(x, y float64) text { // a text whose middle is there
		return text{box: trace.Rect{X0: x - 9, X1: x + 9, Y0: y - 4.5, Y1: y + 4.5}}
	}
	f := &inferred{looseArea: &looseArea{em: 9, box: trace.Rect{X0: 50, X1: 250, Y1: 100}}, x: []float64{50, 100, 150, 250}}
	wide := at(100, 20)
	wide.box.X0, wide.box.X1 = 70, 130
	rows := []bodyRow{
		{texts: []text{at(200, 10)}}, {texts: []text{at(200, 30)}}, // the wide text between them
		{texts: []text{at(75, 50), at(125, 50), at(200, 50)}},
		{texts: []text{at(125, 70), at(200, 70)}},
		{texts: []text{at(75, 90), at(125, 90), at(200, 90)}},
		{texts: []text{at(125, 110), at(200, 110)}},
	}
	y := []float64{0, 20, 40, 60, 80, 100, 120}
	taken := make([][]bool, len(rows))
	for r := range taken {
		taken[r] = make([]bool, 3)
	}
	got := append(f.wideMerged(rows, []text{wide}, y, taken), f.mergedCells(rows, []text{wide}, y, taken)...)
	want := []trace.Rect{{X0: 50, X1: 150, Y0: 0, Y1: 40}, {X0: 50, X1: 100, Y0: 60, Y1: 120}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
