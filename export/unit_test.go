package export

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"gongkai/normalize"
)

func TestUnitMovesThePoint(t *testing.T) {
	for _, c := range []struct{ name, unit, printed, amount, want, wantUnit string }{
		{"ten thousands to yuan", "yuan", "万元", "1350.23", "13502300", "元"},
		{"to yuan with places left", "yuan", "万元", "0.123456", "1234.56", "元"},
		{"yuan to ten thousands", "wan", "元", "-12345.00", "-1.234500", "万元"},
		{"hundred millions", "wan", "亿元", "1.5", "15000", "万元"},
		{"the same", "wan", "万元", "1.50", "1.50", "万元"},
		{"zero keeps its places", "wan", "元", "0.00", "0.000000", "万元"},
		{"no unit printed", "yuan", "", "3", "3", ""},
		{"no unit of money", "yuan", "平方米", "3", "3", "平方米"},
		{"as printed", "", "万元", "1.5", "1.5", "万元"},
	} {
		t.Run(c.name, func(t *testing.T) {
			u, err := ParseUnit(c.unit)
			if err != nil {
				t.Fatal(err)
			}
			printed := amount(t, c.amount)
			d := &normalize.Disclosure{
				Facts:     []normalize.Fact{{Amount: printed, Unit: c.printed, AmountRaw: "raw"}},
				Narrative: []normalize.NarrativeFact{{Delta: &printed, Unit: c.printed}},
				Projects:  []normalize.Project{{Allocation: []normalize.Allocation{{Amount: &printed, Unit: c.printed}}}},
			}
			got := u.Of(d)
			for _, have := range []struct{ amount, unit string }{
				{got.Facts[0].Amount.String(), got.Facts[0].Unit}, {got.Narrative[0].Delta.String(), got.Narrative[0].Unit},
				{got.Projects[0].Allocation[0].Amount.String(), got.Projects[0].Allocation[0].Unit},
			} {
				if have.amount != c.want || have.unit != c.wantUnit {
					t.Errorf("got %s %s, want %s %s", have.amount, have.unit, c.want, c.wantUnit)
				}
			}
			if got.Facts[0].AmountRaw != "raw" || d.Facts[0].Amount.String() != c.amount || d.Projects[0].Allocation[0].Unit != c.printed {
				t.Error("what was printed or given is changed")
			}
		})
	}
}

// TestUnitLeavesPublishedTables holds that only facts and records change: the
// tables of a workbook show what is printed.
func TestUnitLeavesPublishedTables(t *testing.T) {
	u, err := ParseUnit("yuan")
	if err != nil {
		t.Fatal(err)
	}
	d := sample(t)
	write := func(u Unit) map[string]string {
		formats := Formats(Options{Unit: u})
		var out bytes.Buffer
		if err := formats[0].Outputs("x", d)[0].Write(&out); err != nil {
			t.Fatal(err)
		}
		return parts(t, out.Bytes())
	}
	printed, moved := write(Unit{}), write(u)
	var differ []string
	for name, text := range printed {
		if moved[name] != text {
			differ = append(differ, name)
		}
	}
	if len(differ) == 0 || slices.Contains(differ, "xl/worksheets/sheet2.xml") || !strings.Contains(printed["xl/worksheets/sheet2.xml"], "1350.23") {
		t.Errorf("changed: %v", cmp.Diff(nil, differ))
	}
}
