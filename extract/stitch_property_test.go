package extract

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"gongkai/extract/layout"
)

// cutTable is a random budget table and its printing over pages of random
// height: whole rows, or rows cut between their lines, with or without the
// header on the following pages.
type cutTable struct {
	header  []string
	rows    [][]string // cells as drawGrid takes them, lines separated by "/"
	labels  []string   // label of the merged first column per row
	repeat  bool       // header on every page
	reprint bool       // label of a merged cell printed again after a break
}

// names are long enough to wrap in a column of six characters.
var names = []string{
	"行政运行", "一般行政管理事务", "机关事业单位基本养老保险缴费支出", "其他社会保障和就业支出", "住房公积金",
	"城乡社区规划与管理", "其他行政事业单位医疗支出", "劳动人事争议调解仲裁", "社会保险业务管理事务", "就业补助资金",
}

// wrap breaks s into lines of n characters.
func wrap(s string, n int) string {
	r := []rune(s)
	var out []string
	for len(r) > n {
		out = append(out, string(r[:n]))
		r = r[n:]
	}
	return strings.Join(append(out, string(r)), "/")
}

// randomTable makes a table with a merged label column, a wrapping name and
// amounts. Rows differ in their names and amounts.
func randomTable(r *rand.Rand) cutTable {
	t := cutTable{header: []string{"类别|科目名称|金额|<", "^|^|总计|财政拨款"}, repeat: r.IntN(2) == 0, reprint: r.IntN(2) == 0}
	label := 0
	for n := 6 + r.IntN(20); len(t.rows) < n; {
		label++
		for k := 1 + r.IntN(4); k > 0; k-- {
			name := names[r.IntN(len(names))]
			amount := fmt.Sprintf("%d.%02d", 1+r.IntN(900), r.IntN(100))
			part := ""
			if r.IntN(3) > 0 {
				part = fmt.Sprintf("%d.%02d", 1+r.IntN(900), r.IntN(100))
			}
			t.rows = append(t.rows, []string{wrap(name, 6), amount, part})
			t.labels = append(t.labels, fmt.Sprintf("第%d类", label))
		}
	}
	return t
}

var cutX = []float64{50, 100, 166, 230, 300}

// whole returns the rows of the table drawn on one endless page.
func (t cutTable) whole() []string {
	out := slices.Clone(t.header)
	for i, row := range t.rows {
		label := t.labels[i]
		if i > 0 && t.labels[i-1] == label {
			label = "^"
		}
		out = append(out, label+"|"+strings.ReplaceAll(strings.Join(row, "|"), "/", ""))
	}
	return out
}

// print draws the table on pages that take the given numbers of lines in
// turn. A row that does not fit is cut when cut is true, else moved.
func (t cutTable) print(capacity func() int, cut bool) []layout.Sheet {
	var sheets []layout.Sheet
	page, room := 1, capacity()
	var drawn []string
	lastLabel := ""
	printed := map[string]bool{}
	flush := func() {
		y := 60.0
		var caption []layout.Line
		if page == 1 {
			caption, y = lines(page, 60, titleLine, unitLine), 100
		}
		sheets = append(sheets, sheet(page, append(caption, footer(page, fmt.Sprint(page))), drawGrid(page, y, cutX, drawn...)))
		page, room = page+1, capacity()
		drawn, lastLabel = nil, ""
		if t.repeat {
			drawn = slices.Clone(t.header)
		}
	}
	drawn = slices.Clone(t.header)
	for i, row := range t.rows {
		rest := slices.Clone(row)
		for {
			n := 1
			for _, c := range rest {
				n = max(n, strings.Count(c, "/")+1)
			}
			label := t.labels[i]
			switch {
			case label == lastLabel:
				label = "^"
			case printed[label] && !t.reprint:
				label = "" // the merged cell is blank on this page
			}
			if n <= room || room > 0 && len(drawn) == 0 {
				drawn = append(drawn, label+"|"+strings.Join(rest, "|"))
				lastLabel, printed[t.labels[i]] = t.labels[i], true
				room -= n
				break
			}
			if cut && room > 0 && n > 1 {
				var top []string
				for k, c := range rest {
					parts := strings.Split(c, "/")
					m := min(room, len(parts))
					top = append(top, strings.Join(parts[:m], "/"))
					rest[k] = strings.Join(parts[m:], "/")
				}
				drawn = append(drawn, label+"|"+strings.Join(top, "|"))
				printed[t.labels[i]] = true
			}
			flush()
		}
	}
	flush()
	return sheets
}

// TestCutTableComesBackWhole prints random tables over pages cut at random
// places and expects the whole table back.
func TestCutTableComesBackWhole(t *testing.T) {
	for seed := range uint64(2000) {
		r := rand.New(rand.NewPCG(seed, 7))
		table := randomTable(r)
		cut := r.IntN(2) == 0
		sheets := table.print(func() int { return 6 + r.IntN(12) }, cut)
		tables := Build(Source{}, sheets).Tables()
		if len(tables) != 1 {
			t.Fatalf("seed %d: %d tables from %d pages (cut %v, repeat %v)", seed, len(tables), len(sheets), cut, table.repeat)
		}
		got, want := draw(tables[0]), table.whole()
		if !slices.Equal(got, want) {
			t.Fatalf("seed %d, %d pages (cut %v, repeat %v, reprint %v):\n%s\nwant\n%s", seed, len(sheets), cut, table.repeat, table.reprint, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
}
