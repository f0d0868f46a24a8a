package layout

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/extract/page"
	"gongkai/extract/trace"
)

// A ledger is the table that TestLooks draws in every look: its texts, a header
// and rows of amounts, and where its edges are.
type ledger struct {
	x, y []float64
	rows [][]string
}

var budget = ledger{
	x: []float64{60, 120, 230, 310, 390, 470},
	y: []float64{100, 122, 142, 162, 182, 202, 222},
	rows: [][]string{
		{"科目编码", "科目名称", "合计", "基本支出", "项目支出"},
		{"208", "社会保障和就业支出", "1,350.20", "1,000.20", "350.00"},
		{"20801", "人力资源事务", "1,000.20", "900.20", "100.00"},
		{"20805", "养老支出", "350.00", "100.00", "250.00"},
		{"221", "住房保障支出", "122.65", "122.65", ""},
		{"", "合计", "1,472.85", "1,122.85", "350.00"},
	},
}

// at returns the ledger moved.
func (l ledger) at(dx, dy float64) ledger {
	out := ledger{rows: l.rows}
	for _, x := range l.x {
		out.x = append(out.x, x+dx)
	}
	for _, y := range l.y {
		out.y = append(out.y, y+dy)
	}
	return out
}

// rowsTo returns the ledger with its first n rows.
func (l ledger) rowsTo(n int) ledger { return ledger{l.x, l.y[:n+1], l.rows[:n]} }

func (l ledger) left() float64   { return l.x[0] }
func (l ledger) right() float64  { return l.x[len(l.x)-1] }
func (l ledger) top() float64    { return l.y[0] }
func (l ledger) bottom() float64 { return l.y[len(l.y)-1] }

// want returns the dump of the ledger.
func (l ledger) want() string {
	var b strings.Builder
	for r, row := range l.rows {
		for c, s := range row {
			fmt.Fprintf(&b, "%d,%d", r, c)
			if s != "" {
				b.WriteString(" " + s)
			}
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// print draws the texts: the header and codes in the middle, names on the left,
// amounts on the right of their cells.
func (l ledger) print(c *canvas) {
	const size, pad = 10, 4
	for r, row := range l.rows {
		y := (l.y[r]+l.y[r+1])/2 + 0.35*size
		for k, s := range row {
			switch x0, x1 := l.x[k], l.x[k+1]; {
			case r == 0 || k == 0:
				c.centred(x0, x1, y, size, s)
			case k == 1:
				c.text(x0+pad, y, size, s)
			default:
				c.rightward(x1-pad, y, size, s)
			}
		}
	}
}

// across and down draw the rulings with the given indices of edges, all when
// none are given.
func (l ledger) across(c *canvas, edges ...int) {
	for r, y := range l.y {
		if edges == nil || contains(edges, r) {
			c.rule(l.left(), y, l.right(), y)
		}
	}
}

func (l ledger) down(c *canvas, edges ...int) {
	for k, x := range l.x {
		if edges == nil || contains(edges, k) {
			c.rule(x, l.top(), x, l.bottom())
		}
	}
}

func contains(all []int, n int) bool {
	for _, k := range all {
		if k == n {
			return true
		}
	}
	return false
}

// ground fills an area with a gray; its sides are rulings of the weakest kind.
func (c *canvas) ground(x0, y0, x1, y1, gray float64) {
	box := trace.Rect{X0: x0, Y0: y0, X1: x1, Y1: y1}
	c.Fills = append(c.Fills, page.Fill{Box: box, Gray: gray})
	for _, r := range sides(box) {
		r.Kind = page.FillEdge
		c.Rulings = append(c.Rulings, r)
	}
}

// A look is one way to draw tables, and what must come back.
type look struct {
	name   string
	draw   func(c *canvas)
	tables []ledger
	lines  string // text outside the tables, one line a row
}

// TestLooks draws one table in every look that published tables have and reads
// it on the page as it is and turned by each quarter.
func TestLooks(t *testing.T) {
	all := append(borderLooks(), rulingLooks()...)
	all = append(all, fillLooks()...)
	all = append(all, neighbourLooks()...)
	for _, k := range all {
		t.Run(k.name, func(t *testing.T) {
			c := newCanvas(700, 700)
			k.draw(c)
			want := ""
			for _, l := range k.tables {
				want += l.want()
			}
			p := &c.Page
			for turn := 0; turn < 360; turn += 90 {
				s := Analyze(p)
				got := ""
				for i := range s.Grids {
					got += dump(&s.Grids[i])
					covered(t, &s.Grids[i])
				}
				if got != want {
					t.Errorf("turned by %d: got\n%swant\n%s", turn, got, want)
				}
				if lines := texts(s.Lines); lines != k.lines {
					t.Errorf("turned by %d: outside\n%swant\n%s", turn, lines, k.lines)
				}
				p = quarterTurn(p)
			}
		})
	}
}

// borderLooks leave out outer rulings: every combination of sides.
func borderLooks() (out []look) {
	l := budget
	sides := []string{"left", "right", "top", "bottom"}
	for missing := range 16 {
		var names []string
		for k, s := range sides {
			if missing&(1<<k) != 0 {
				names = append(names, s)
			}
		}
		out = append(out, look{"all rulings but the " + strings.Join(names, ", "), func(c *canvas) {
			var x, y []int
			for k := range l.x {
				if (k > 0 || missing&1 == 0) && (k < len(l.x)-1 || missing&2 == 0) {
					x = append(x, k)
				}
			}
			for r := range l.y {
				if (r > 0 || missing&4 == 0) && (r < len(l.y)-1 || missing&8 == 0) {
					y = append(y, r)
				}
			}
			l.down(c, x...)
			l.across(c, y...)
			l.print(c)
		}, []ledger{l}, ""})
	}
	out[0].name = "all rulings"
	return out
}

// rulingLooks leave out inner rulings, draw rulings that are not exact, or more
// of them than there are edges.
func rulingLooks() []look {
	l := budget
	inner := func(c *canvas, down, across []int) {
		l.down(c, down...)
		l.across(c, across...)
		l.print(c)
	}
	last, foot := len(l.x)-1, len(l.y)-1
	one := []ledger{l}
	return []look{
		{"no inner vertical rulings", func(c *canvas) { inner(c, []int{0, last}, nil) }, one, ""},
		{"no vertical rulings", func(c *canvas) { inner(c, []int{-1}, nil) }, one, ""},
		{"no inner horizontal rulings", func(c *canvas) { inner(c, nil, []int{0, foot}) }, one, ""},
		{"no horizontal rulings but under the header", func(c *canvas) { inner(c, nil, []int{0, 1, foot}) }, one, ""},
		{"no horizontal rulings", func(c *canvas) { inner(c, nil, []int{-1}) }, one, ""},
		{"inner vertical rulings only", func(c *canvas) { inner(c, []int{1, 2, 3, 4}, []int{-1}) }, one, ""},
		{"inner horizontal rulings only", func(c *canvas) { inner(c, []int{-1}, []int{1, 2, 3, 4, 5}) }, one, ""},
		{"three lines", func(c *canvas) { inner(c, []int{-1}, []int{0, 1, foot}) }, one, ""},
		{"three lines and one over the total", func(c *canvas) { inner(c, []int{-1}, []int{0, 1, 5, foot}) }, one, ""},
		{"a ruling under the header only", func(c *canvas) { inner(c, []int{-1}, []int{1}) }, one, ""},
		{"a frame and a ruling under the header", func(c *canvas) { inner(c, []int{0, last}, []int{0, 1, foot}) }, one, ""},
		{"a vertical ruling after the names only", func(c *canvas) { inner(c, []int{2}, []int{0, 1, foot}) }, one, ""},
		{"rulings that stop short", func(c *canvas) {
			for _, y := range l.y {
				c.rule(l.left()+1.5, y, l.right()-1.5, y)
			}
			for _, x := range l.x {
				c.rule(x, l.top()+1.5, x, l.bottom()-1.5)
			}
			l.print(c)
		}, one, ""},
		{"rulings that overshoot", func(c *canvas) {
			for _, y := range l.y {
				c.rule(l.left()-4, y, l.right()+4, y)
			}
			for _, x := range l.x {
				c.rule(x, l.top()-4, x, l.bottom()+4)
			}
			l.print(c)
		}, one, ""},
		{"rulings in pieces, one for each side of each cell, that leave the corners open", func(c *canvas) {
			for r := 1; r < len(l.y); r++ {
				for k := 1; k < len(l.x); k++ {
					for _, y := range l.y[r-1 : r+1] {
						c.rule(l.x[k-1]+1, y, l.x[k]-1, y)
					}
					for _, x := range l.x[k-1 : k+1] {
						c.rule(x, l.y[r-1]+1, x, l.y[r]-1)
					}
				}
			}
			l.print(c)
		}, one, ""},
		{"dashed rulings", func(c *canvas) {
			for _, y := range l.y {
				for x := l.left(); x < l.right(); x += 4 {
					c.rule(x, y, min(x+2.5, l.right()), y)
				}
			}
			for _, x := range l.x {
				for y := l.top(); y < l.bottom(); y += 4 {
					c.rule(x, y, x, min(y+2.5, l.bottom()))
				}
			}
			l.print(c)
		}, one, ""},
		{"a double border", func(c *canvas) {
			inner(c, nil, nil)
			c.lattice([]float64{l.left() - 1.5, l.right() + 1.5}, []float64{l.top() - 1.5, l.bottom() + 1.5})
		}, one, ""},
		{"double rulings everywhere", func(c *canvas) {
			inner(c, nil, nil)
			for _, y := range l.y {
				c.rule(l.left(), y+1.2, l.right(), y+1.2)
			}
			for _, x := range l.x {
				c.rule(x+1.2, l.top(), x+1.2, l.bottom())
			}
		}, one, ""},
		{"hairlines beside every ruling", func(c *canvas) {
			inner(c, nil, nil)
			for _, d := range []float64{-0.4, 0.4} {
				for _, y := range l.y {
					c.rule(l.left(), y+d, l.right(), y+d)
				}
				for _, x := range l.x {
					c.rule(x+d, l.top(), x+d, l.bottom())
				}
			}
		}, one, ""},
		{"a horizontal ruling through the text of a cell", func(c *canvas) {
			inner(c, nil, nil)
			c.rule(l.x[1]+3, 152, l.x[2]-3, 152)
		}, one, ""},
		{"a horizontal ruling through the text of a row", func(c *canvas) {
			inner(c, nil, nil)
			c.rule(l.left(), 153, l.right(), 153)
		}, one, ""},
		{"a vertical ruling through the text of a cell", func(c *canvas) {
			inner(c, nil, nil)
			c.rule(160, l.y[1], 160, l.y[2])
		}, one, ""},
		{"a vertical ruling through the texts of a column", func(c *canvas) {
			inner(c, nil, nil)
			c.rule(150, l.top(), 150, l.bottom())
		}, one, ""},
	}
}

// fillLooks show cells by their grounds.
func fillLooks() []look {
	l := budget
	one := []ledger{l}
	cells := func(c *canvas, gap float64, gray func(r, k int) float64) {
		for r := range l.rows {
			for k := range l.rows[r] {
				c.ground(l.x[k]+gap, l.y[r]+gap, l.x[k+1]-gap, l.y[r+1]-gap, gray(r, k))
			}
		}
	}
	return []look{
		{"every cell filled, paper between them", func(c *canvas) {
			cells(c, 0.75, func(int, int) float64 { return 0.9 })
			l.print(c)
		}, one, ""},
		{"stripes and vertical rulings", func(c *canvas) {
			for r := 1; r < len(l.rows); r += 2 {
				c.ground(l.left(), l.y[r], l.right(), l.y[r+1], 0.9)
			}
			l.down(c)
			l.print(c)
		}, one, ""},
		{"stripes, a filled header, no rulings", func(c *canvas) {
			c.ground(l.left(), l.y[0], l.right(), l.y[1], 0.6)
			for r := 2; r < len(l.rows); r += 2 {
				c.ground(l.left(), l.y[r], l.right(), l.y[r+1], 0.9)
			}
			l.print(c)
		}, one, ""},
		{"a filled header over three lines", func(c *canvas) {
			c.ground(l.left(), l.y[0], l.right(), l.y[1], 0.8)
			l.across(c, 0, 1, len(l.y)-1)
			l.print(c)
		}, one, ""},
		{"rulings as thin filled areas", func(c *canvas) {
			l.down(c)
			l.across(c)
			for i := range c.Rulings {
				c.Rulings[i].Kind = page.ThinFill
			}
			l.print(c)
		}, one, ""},
		{"stripes within all rulings", func(c *canvas) {
			for r := 1; r < len(l.rows); r += 2 {
				c.ground(l.left(), l.y[r], l.right(), l.y[r+1], 0.9)
			}
			l.down(c)
			l.across(c)
			l.print(c)
		}, one, ""},
	}
}

// neighbourLooks have more on the page than one table.
func neighbourLooks() []look {
	l := budget
	narrow := func(l ledger, columns int) ledger {
		out := ledger{x: l.x[:columns+1], y: l.y}
		for _, row := range l.rows {
			out.rows = append(out.rows, row[:columns])
		}
		return out
	}
	left := narrow(l, 3)
	ruled := func(c *canvas, all ...ledger) {
		for _, l := range all {
			l.down(c)
			l.across(c)
			l.print(c)
		}
	}
	beside := left.at(left.right()-left.left()+12, 0)
	touching := left.at(left.right()-left.left(), 0).rowsTo(4)
	for r := range touching.y {
		touching.y[r] = l.top() + 29*float64(r)
	}
	prose := []string{"　　本部门预算按照综合预算的原则编制，所有收入和支出均纳入部门预算管", "理，其中收入包括一般公共预算拨款收入、政府性基金预算拨款收入，支出", "包括一般公共服务支出、社会保障和就业支出、卫生健康支出。"}
	plain := strings.ReplaceAll(strings.Join(prose, "\n"), "　", "") + "\n"
	return []look{
		{"two tables side by side", func(c *canvas) { ruled(c, left, beside) }, []ledger{left, beside}, ""},
		{"two tables that touch, their rows at other heights", func(c *canvas) { ruled(c, left, touching) }, []ledger{left, touching}, ""},
		{"two tables one below the other", func(c *canvas) { ruled(c, l, left.at(0, 160)) }, []ledger{l, left.at(0, 160)}, ""},
		{"text beside a table", func(c *canvas) {
			ruled(c, left)
			for i, s := range []string{"左表列出本年各项支出", "的金额，单位为万元，", "合计数与分项数之和", "相等，差额为四舍五入", "所致。"} {
				c.text(left.right()+12, left.y[i]+14, 10, s)
			}
		}, []ledger{left}, "左表列出本年各项支出\n的金额，单位为万元，\n合计数与分项数之和\n相等，差额为四舍五入\n所致。\n"},
		{"a table in a cell of another", func(c *canvas) {
			ruled(c, left)
			c.lattice([]float64{left.left() - 20, left.right() + 20, left.right() + 120}, []float64{left.top() - 20, left.bottom() + 20, left.bottom() + 50})
			c.text(left.right()+30, left.top()+40, 10, "说明")
			c.text(left.left(), left.bottom()+38, 10, "填表人")
			c.text(left.right()+30, left.bottom()+38, 10, "8.5")
		}, []ledger{{rows: [][]string{{"", "说明"}, {"填表人", "8.5"}}}, left}, ""},
		{"paragraphs in a frame", func(c *canvas) {
			c.lattice([]float64{60, 420}, []float64{100, 170})
			for i, s := range prose {
				c.text(66, 116+18*float64(i), 10, s)
			}
		}, nil, plain},
		{"paragraphs between two rulings", func(c *canvas) {
			c.rule(60, 100, 420, 100)
			c.rule(60, 170, 420, 170)
			for i, s := range prose {
				c.text(66, 116+18*float64(i), 10, s)
			}
		}, nil, plain},
	}
}
