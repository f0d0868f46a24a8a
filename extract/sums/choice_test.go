package sums_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"gongkai/extract/layout"
	"gongkai/extract/sums"
	"gongkai/extract/trace"
)

// A number that stands across the ruling between two blank cells goes where it
// makes a sum; its last figure, which tells otherwise, stands in the next cell.
func TestSumsTellTheColumnOfANumber(t *testing.T) {
	draw := func(third [4]string, across string) *drawing {
		d := newDrawing()
		x := []float64{50, 130, 200, 270, 310, 380}
		for _, v := range x {
			d.rule(v, 100, v, 180)
		}
		for y := 100.0; y <= 180; y += 20 {
			d.rule(50, y, 380, y)
		}
		rows := [][5]string{
			{"项目", "合计", "基本", "项目", "上年"},
			{"社会保障", "350.00", "250.00", "100.00", "90.00"},
			{"卫生健康", "80.00", "50.00", "30.00", "70.00"},
			{third[0], third[1], third[2], third[3], ""},
		}
		for r, row := range rows {
			for c, s := range row {
				d.right(x[c+1]-3, 114+20*float64(r), s)
			}
		}
		if across != "" {
			d.right(x[4]+5, 174, across) // its last figure stands in the column of last year
		}
		return d
	}
	tests := []struct {
		name string
		page *drawing
		row  string // as read
		rule string // of the finding
	}{
		{"the sum holds in the cell with most of it", draw([4]string{"农林水", "9,000.00", "1,000.00", ""}, "8,000.00"),
			"农林水|9,000.00|1,000.00|8,000.00|", layout.RuleReadingChosen},
		{"the sum holds without it", draw([4]string{"农林水", "1,000.00", "1,000.00", ""}, "8,000.00"),
			"农林水|1,000.00|1,000.00||8,000.00", layout.RuleReadingChosen},
		{"no sum holds", draw([4]string{"农林水", "7.00", "1,000.00", ""}, "8,000.00"),
			"农林水|7.00|1,000.00||8,000.00", layout.RuleReadingOpen},
		{"clear, and the sum printed is wrong", draw([4]string{"农林水", "9,999.00", "1,000.00", "5.00"}, ""),
			"农林水|9,999.00|1,000.00|5.00|", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := layout.AnalyzeWith(&tt.page.Page, sums.Holding)
			if got := rowsOf(s); !strings.HasSuffix(got, tt.row+"\n") {
				t.Errorf("got\n%swant the last row %s", got, tt.row)
			}
			found := choices(s)
			if tt.rule == "" {
				if len(found) > 0 {
					t.Errorf("clear, but %s", found[0].Message)
				}
				return
			}
			if len(found) != 1 || found[0].Rule != tt.rule || found[0].Text != "8,000.00" {
				t.Fatalf("got %+v, want one finding of %s", found, tt.rule)
			}
			checkNames(t, found[0], tt.row)
		})
	}
}

// checkNames holds a finding to naming both readings, the chosen one first.
func checkNames(t *testing.T, f trace.Finding, chosen string) {
	t.Helper()
	a, b := strings.ReplaceAll(f.Values["chosen"], " | ", "|"), strings.ReplaceAll(f.Values["other"], " | ", "|")
	if a != chosen || b == a || b == "" {
		t.Errorf("got the readings %q and %q, want %q and another", a, b, chosen)
	}
	if !strings.Contains(f.Message, f.Values["chosen"]) || !strings.Contains(f.Message, f.Values["other"]) || len(f.At) != 1 || f.At[0].Box.IsZero() {
		t.Errorf("the finding does not say what and where: %+v", f)
	}
}

// A column between the header of an empty part and that of an empty total is
// the one or the other. Without headings over both groups no sum tells which.
func TestSumsTellTheHeaderOfAColumn(t *testing.T) {
	draw := func(isTotal, headed bool) *drawing {
		d := newDrawing()
		for _, y := range []float64{80, 120, 180} {
			d.rule(50, y, 560, y)
		}
		if headed {
			d.middle(90+75*2, 96, "收入")
			d.middle(90+75*5, 96, "支出")
			d.rule(135, 101, 345, 101)
			d.rule(355, 101, 560, 101)
		}
		for i, s := range []string{"项目", "小计", "拨款", "其他", "小计", "基本", "专项"} {
			d.middle(90+75*float64(i), 114, s)
		}
		for r, name := range []string{"社会保障", "卫生健康", "农林水"} {
			y := 134 + 20*float64(r)
			grant, open, basic := 10000*(r+1)+25, 3000*(r+2)+7, 2000*(r+1)+3
			total, special := grant+open, 500
			if isTotal {
				total, special = grant, open-basic
			}
			d.text(60, y, name)
			d.middle(90+75*1, y, amount(total))
			d.middle(90+75*2, y, amount(grant))
			d.text(350, y, amount(open))
			d.middle(90+75*5, y, amount(basic))
			d.middle(90+75*6, y, amount(special))
		}
		return d
	}
	tests := []struct {
		name            string
		isTotal, headed bool
		column          int // in which the open number belongs
		rule            string
	}{
		{"a part of the left group", false, true, 3, layout.RuleReadingChosen},
		{"the total of the right group", true, true, 4, layout.RuleReadingChosen},
		{"no groups", true, false, 3, layout.RuleReadingOpen},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := layout.AnalyzeWith(&draw(tt.isTotal, tt.headed).Page, sums.Holding)
			row := strings.Split(strings.TrimSpace(rowsOf(s)[strings.Index(rowsOf(s), "社会保障"):]), "\n")[0]
			cells := strings.Split(row, "|")
			if len(cells) != 7 || cells[tt.column] == "" || cells[7-tt.column] != "" {
				t.Errorf("got %q, want the open number in column %d", row, tt.column)
			}
			found := choices(s)
			if len(found) != 1 || found[0].Rule != tt.rule {
				t.Fatalf("got %+v, want one finding of %s", found, tt.rule)
			}
			checkNames(t, found[0], row)
		})
	}
}

// list draws a table without vertical rulings and without space between its
// rows, whose names and amounts wrap as they must. It returns its rows as
// rowsOf gives them.
func list(rnd *rand.Rand) (d *drawing, want string) {
	d = newDrawing()
	x := []float64{50, 110 + 30*rnd.Float64()}
	for range 3 {
		x = append(x, x[len(x)-1]+40+50*rnd.Float64())
	}
	pitch, beside, above := size*(1.15+0.2*rnd.Float64()), 3*rnd.Float64(), 1.5*rnd.Float64()
	top := rnd.IntN(2) == 0
	y := 100.0
	row := func(numbers bool, cells ...string) {
		var lines [][]string
		deep := 1
		for c, s := range cells {
			lines = append(lines, wrap(x[c+1]-x[c]-2*beside, s))
			deep = max(deep, len(lines[c]))
		}
		for c := range cells {
			at := y + above + 0.8*pitch
			if !top {
				at += pitch * float64(deep-len(lines[c])) / 2
			}
			for k, s := range lines[c] {
				switch v := at + pitch*float64(k); {
				case c == 0:
					d.text(x[c]+beside, v, s)
				case numbers:
					d.right(x[c+1]-beside, v, s)
				default:
					d.middle((x[c]+x[c+1])/2, v, s)
				}
			}
		}
		y += float64(deep)*pitch + 2*above
		want += strings.Join(cells, "|") + "\n"
	}
	d.rule(x[0], y, x[4], y)
	row(false, "项目", "合计", "基本", "其他")
	d.rule(x[0], y, x[4], y)
	characters := []rune("社会保障就业支出人力资源管理事务行政运行机关服务信息化建设")
	for range 4 + rnd.IntN(6) {
		a, b := 100+rnd.IntN(9_000_000), rnd.IntN(9_000_000)
		name := ""
		for range 3 + rnd.IntN(14) {
			name += string(characters[rnd.IntN(len(characters))])
		}
		row(true, name, amount(a+b), amount(a), amount(b))
	}
	d.rule(x[0], y, x[4], y)
	return d, want
}

// Of lists whose rows stand as close as the lines of their names, sums find
// the right reading where geometry alone does not, and never the other way
// round; whatever is read, no amount is invented.
func TestSumsTellRowsFromLines(t *testing.T) {
	const lists = 60
	var chosen, helped, right int
	for seed := range lists {
		d, want := list(rand.New(rand.NewPCG(uint64(seed), 1)))
		with, without := layout.AnalyzeWith(&d.Page, sums.Holding), layout.Analyze(&d.Page)
		got, plain := rowsOf(with), rowsOf(without)
		if got == want {
			right++
		}
		if plain == want && got != want {
			t.Errorf("list %d: sums spoil the reading\n%s%v", seed, got, choices(with))
		}
		for _, f := range choices(with) {
			if f.Rule == layout.RuleReadingChosen {
				chosen++
				if got == want && plain != want {
					helped++
				}
			}
		}
		for _, s := range strings.FieldsFunc(got, func(r rune) bool { return r == '|' || r == '\n' }) {
			if layout.IsNumber(s) && !strings.Contains(want, "|"+s) {
				t.Errorf("list %d: %s is not drawn\n%s", seed, s, want)
			}
		}
	}
	t.Logf("%d of %d lists right; sums chose in %d, %d of them right only so", right, lists, chosen, helped)
	if helped < 3 || 10*right < 9*lists {
		t.Errorf("%d of %d lists right, %d by sums", right, lists, helped)
	}
}
