// Package sums counts the sums that hold among the numbers of a grid.
//
// In: a grid as package layout reads it. Out: how many of its numbers are the
// sum of others, by exact arithmetic and without any vocabulary: a column that
// is the sum of columns on most rows, a row that is the sum of those above or
// below it, a code that is the sum of the codes it begins. Of two readings of
// one table that geometry cannot tell apart, the one with more of them is the
// likelier.
package sums

import (
	"math/big"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"gongkai/extract/layout"
)

const (
	// leastTold is the least total, in units of its last printed place, whose
	// parts tell something: smaller ones are sums by chance, such as the
	// numbers of columns.
	leastTold = 100
	// leastRows is the number of rows with several parts that show that a
	// column is the sum of others.
	leastRows = 2
	// mostColumns, mostRows and mostParts bound the work: of a larger grid no
	// sums are counted, and of a longer list no total is sought.
	mostColumns, mostRows, mostParts = 40, 400, 100
)

// A number is what one cell holds, as whole units of the last place that any
// number of the grid prints.
type number struct {
	units int64
	told  bool // a total to be believed: large enough
	set   bool // the cell holds a number
}

// table is the numbers of a grid by row and column, the code of each row, and
// the group of each column: the columns lo..hi-1 under one heading. The parts of
// a total stand in its group.
type table struct {
	rows   [][]number
	codes  []string
	groups []span
	cols   int
}

// A span is the columns lo..hi-1.
type span struct{ lo, hi int }

// Holding returns how many numbers of g are sums of other ones.
func Holding(g *layout.Grid) int {
	if g.Cols() > mostColumns || g.Rows() > mostRows {
		return 0
	}
	t := read(g)
	return t.across() + t.down()
}

// read takes the numbers and codes out of a grid.
func read(g *layout.Grid) table {
	t := table{cols: g.Cols(), rows: make([][]number, g.Rows()), codes: make([]string, g.Rows())}
	texts := make([][]string, g.Rows())
	for r := range texts {
		t.rows[r], texts[r] = make([]number, g.Cols()), make([]string, g.Cols())
	}
	type at struct {
		row, col int
		value    decimal.Decimal
	}
	var all []at
	places := int32(0)
	for _, c := range g.Cells {
		s := strings.TrimSpace(c.Text())
		for r := c.Row; r < c.Row+c.RowSpan; r++ {
			texts[r][c.Col] = s
		}
		if v, ok := value(s); ok && c.ColSpan == 1 {
			all = append(all, at{c.Row, c.Col, v})
			places = max(places, -v.Exponent())
		}
	}
	for _, n := range all {
		units := n.value.Shift(places).BigInt()
		if !units.IsInt64() || new(big.Int).Abs(units).BitLen() > 55 { // a hundred of them must not overflow
			continue
		}
		last := n.value.Shift(-n.value.Exponent()).BigInt()
		t.rows[n.row][n.col] = number{units.Int64(), last.CmpAbs(big.NewInt(leastTold)) >= 0, true}
	}
	t.takeCodes(texts)
	t.takeGroups(g)
	return t
}

// takeGroups gives each column the narrowest heading over several columns that
// stands above the first row with numbers.
func (t *table) takeGroups(g *layout.Grid) {
	t.groups = make([]span, t.cols)
	for c := range t.groups {
		t.groups[c] = span{0, t.cols}
	}
	body := slices.IndexFunc(t.rows, func(row []number) bool {
		return slices.ContainsFunc(row, func(n number) bool { return n.told })
	})
	for _, c := range g.Cells {
		if c.Row >= body || c.ColSpan < 2 || len(c.Lines) == 0 {
			continue
		}
		for k := c.Col; k < c.Col+c.ColSpan; k++ {
			if c.ColSpan < t.groups[k].hi-t.groups[k].lo {
				t.groups[k] = span{c.Col, c.Col + c.ColSpan}
			}
		}
	}
}

// value returns the number that s prints, without that of a share.
func value(s string) (decimal.Decimal, bool) {
	if !layout.IsNumber(s) || strings.ContainsAny(s, "%％()（）$¥￥*†‡ ") {
		return decimal.Decimal{}, false
	}
	s = strings.NewReplacer(",", "", "，", "", "．", ".", "–", "-", "−", "-").Replace(s)
	v, err := decimal.NewFromString(s)
	return v, err == nil
}

// takeCodes gives each row the digits of its leading columns that hold codes
// alone, put together; their numbers are none to sum.
func (t *table) takeCodes(texts [][]string) {
	for c := range t.cols {
		some := false
		for r := range texts {
			s := texts[r][c]
			number := s != "" && layout.IsNumber(s)
			if number && !isCode(s) {
				return
			}
			some = some || number
		}
		if !some {
			return // a column of names ends the codes
		}
		for r := range texts {
			if isCode(texts[r][c]) {
				t.codes[r] += texts[r][c]
				t.rows[r][c] = number{}
			}
		}
	}
}

// isCode tells whether s is digits only, two at least.
func isCode(s string) bool {
	return len(s) > 1 && strings.Trim(s, "0123456789") == ""
}

// across counts the totals of rows. For each column the parts are those of its
// neighbours on one side, or of two columns, that give the most.
func (t *table) across() int {
	out := 0
	for c := range t.cols {
		best := max(t.run(c, 1), t.run(c, -1))
		group := t.groups[c]
		for a := group.lo; a < group.hi; a++ {
			for b := a + 1; b < group.hi; b++ {
				if a != c && b != c {
					best = max(best, t.holding(c, func(r int) (int64, int) {
						return plus(0, 0, t.rows[r][a], t.rows[r][b])
					}))
				}
			}
		}
		out += best
	}
	return out
}

// run returns the most totals in column c that a run of columns beside it, to
// the right for a step of 1, to the left for -1, gives.
func (t *table) run(c, step int) int {
	best := 0
	sums, parts := make([]int64, len(t.rows)), make([]int, len(t.rows))
	for k := c + step; k >= t.groups[c].lo && k < t.groups[c].hi; k += step {
		for r := range t.rows {
			sums[r], parts[r] = plus(sums[r], parts[r], t.rows[r][k])
		}
		best = max(best, t.holding(c, func(r int) (int64, int) { return sums[r], parts[r] }))
	}
	return best
}

// plus adds numbers to a sum of so many parts; those that are zero are no
// parts.
func plus(sum int64, parts int, numbers ...number) (int64, int) {
	for _, n := range numbers {
		if n.units != 0 {
			sum, parts = sum+n.units, parts+1
		}
	}
	return sum, parts
}

// holding counts the rows on which column c is the sum of its parts; none
// unless several rows with several parts and most rows show that it is one.
func (t *table) holding(c int, sum func(r int) (int64, int)) int {
	holds, fails, shown := 0, 0, 0
	for r := range t.rows {
		total := t.rows[r][c]
		s, parts := sum(r)
		switch {
		case !total.told || parts == 0:
		case s == total.units:
			holds++
			if parts > 1 {
				shown++
			}
		default:
			fails++
		}
	}
	if shown < leastRows || fails >= holds {
		return 0
	}
	return holds
}

// down counts the totals of columns: numbers that are the sum of a list above
// or below them, or of the codes that theirs begins.
func (t *table) down() int {
	out := 0
	children := t.children()
	for c := range t.cols {
		for r := range t.rows {
			if n := t.rows[r][c]; n.told && (t.list(r, c, 1) || t.list(r, c, -1) || t.beneath(children[r], r, c)) {
				out++
			}
		}
	}
	return out
}

// list tells whether a number is the sum of several that follow it in its
// column, downwards for a step of 1, upwards for -1.
func (t *table) list(r, c, step int) bool {
	sum, parts := int64(0), 0
	for k := r + step; k >= 0 && k < len(t.rows) && parts < mostParts; k += step {
		if sum, parts = plus(sum, parts, t.rows[k][c]); parts > 1 && sum == t.rows[r][c].units {
			return true
		}
	}
	return false
}

// beneath tells whether a number is the sum of those of the given rows.
func (t *table) beneath(rows []int, r, c int) bool {
	sum, parts := int64(0), 0
	for _, k := range rows {
		sum, parts = plus(sum, parts, t.rows[k][c])
	}
	return parts > 0 && sum == t.rows[r][c].units
}

// children returns of each row the rows whose codes continue its own, without
// those of a code between them; of a row without a code, when there are codes,
// those that continue no other.
func (t *table) children() [][]int {
	out := make([][]int, len(t.rows))
	at := map[string]int{}
	for r, code := range t.codes {
		if _, taken := at[code]; code != "" && !taken {
			at[code] = r
		}
	}
	var top []int
	for r, code := range t.codes {
		if code == "" || at[code] != r {
			continue
		}
		parent := -1
		for n := len(code) - 1; n > 1 && parent < 0; n-- {
			if k, ok := at[code[:n]]; ok {
				parent = k
			}
		}
		if parent < 0 {
			top = append(top, r)
		} else {
			out[parent] = append(out[parent], r)
		}
	}
	for r, code := range t.codes {
		if code == "" {
			out[r] = slices.Clone(top)
		}
	}
	return out
}
