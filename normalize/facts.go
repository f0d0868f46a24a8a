package normalize

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"gongkai/extract"
	"gongkai/extract/trace"
	"gongkai/normalize/codes"
	"gongkai/normalize/kinds"
)

// Rules of the findings about amounts that became no fact.
const (
	ruleUnread  = "fact.unread"    // a text in an amount column is no amount
	ruleNothing = "fact.nothing"   // dashes in amount columns: nothing applies
	ruleColumn  = "fact.no_column" // a figure in a column without a known meaning
	ruleKind    = "table.kind"     // a table with amounts is of no known kind
	ruleZero    = "code.zero"      // a part of a code lacks its leading zero
)

// tableReader turns the body of one table into facts.
type tableReader struct {
	*normalizer
	g       *grid
	h       header
	kind    kinds.Kind
	cols    []column
	groups  []group
	table   *Table
	nothing []trace.Locator // cells that hold a dash
	notes   []bool          // by row: a remark inside the grid
	repeats []bool          // by row: a header row printed again
	seen    []bool          // by cell index: became a fact, a key or a finding
	depth   map[int]int     // by cell index: how many items enclose the row that the cell names
}

// read makes the facts of the table, row by row, list by list.
func (r *tableReader) read() {
	r.seen = make([]bool, len(r.g.Cells))
	r.depth = map[int]int{}
	r.out.Facts = slices.Grow(r.out.Facts, r.amountCells())
	nests := make([]nesting, len(r.groups))
	above := make([][]string, len(r.groups))
	for row := r.h.rows; row < r.g.Rows; row++ {
		if r.notes[row] || r.repeats[row] {
			continue
		}
		for i, p := range r.groups {
			key, parts := readKey(r.cat, r.g, row, p, r.kind, above[i])
			above[i] = parts
			key.counts = key.code == "" && r.cat.IsCount(key.name)
			if key.padded {
				r.lostZero(row, p, key)
			}
			path := []string{}
			if r.kind.Nested() {
				path = nests[i].enter(key.label)
			}
			if len(p.labels) > 0 {
				r.depth[r.g.at[row*r.g.Cols+p.labels[len(p.labels)-1]]] = max(len(path), key.codeDepth())
			}
			for _, col := range p.amounts {
				r.amount(row, col, p, key, append(path, key.outer...))
			}
		}
		r.strays(row)
	}
	if len(r.nothing) > 0 {
		r.find(trace.Finding{
			Rule: ruleNothing, Status: trace.NotComputable, Severity: trace.Info,
			Message: fmt.Sprintf("%s: %d amount cells print a dash, which says that there is nothing; they are no numbers", r.table.ID, len(r.nothing)), At: r.nothing,
		})
	}
}

// amountCells counts the filled cells of the amount columns, header aside.
func (r *tableReader) amountCells() int {
	n := 0
	for i := range r.g.Cells {
		c := &r.g.Cells[i]
		if c.Row >= r.h.rows && c.Col >= 0 && c.Col < len(r.cols) && r.cols[c.Col].role == kinds.AmountColumn && c.Text != "" {
			n++
		}
	}
	return n
}

// noteRunes is the length of the shortest remark: 注：略 and the like.
const noteRunes = 3

// isNote tells whether a row is a remark inside the grid.
func (r *tableReader) isNote(row int) bool {
	cells := r.g.filled(row)
	if len(cells) != 1 || len([]rune(cells[0].Text)) < noteRunes {
		return false
	}
	c := cells[0]
	if _, err := ParseAmount(c.Text); err == nil {
		return false
	}
	return r.cat.IsNote(c.Text) || c.ColSpan == r.g.Cols && r.g.Cols > 2 && !r.cat.ParseLabel(c.Text).Total && !r.cat.IsNothing(c.Text)
}

// amount makes a fact of the cell at row and col, or a finding when it holds a
// text that is no amount. A merged cell is read where it begins.
func (r *tableReader) amount(row, col int, p group, key rowKey, path []string) {
	c := r.g.cell(row, col)
	text := strings.TrimSpace(c.Text)
	if c.Row != row || c.Col != col || text == "" || r.seen[r.g.at[row*r.g.Cols+col]] {
		return
	}
	r.seen[r.g.at[row*r.g.Cols+col]] = true
	d, err := ParseAmount(text)
	switch {
	case err != nil && r.cat.IsNothing(text):
		r.nothing = append(r.nothing, locator(c))
	case !r.onePath(c):
		r.unread(c, "an amount that spans columns of different meaning")
	case err != nil:
		r.unread(c, "the text of an amount column is not a well-formed number")
	default:
		r.fact(c, d, col, p, key, path)
	}
}

// lostZero reports a code with a part that lacks its leading zero.
func (r *tableReader) lostZero(row int, p group, key rowKey) {
	f := trace.Finding{Rule: ruleZero, Kind: "misnumbered_code", Status: trace.Fail, Severity: trace.Warning, Message: fmt.Sprintf(
		"%s row %d: the code %s lacks a leading zero; it is listed as %s", r.table.ID, row+1, strings.Join(key.codeRaw, " "), key.code)}
	for _, col := range p.codes {
		if c := r.g.cell(row, col); len(kinds.Fold(c.Text)) == 1 {
			f.Text = strings.TrimSpace(c.Text)
			f.At = append(f.At, locator(c))
		}
	}
	r.find(f)
}

// onePath tells whether all columns under a merged amount cell have the same
// headers.
func (r *tableReader) onePath(c *extract.Cell) bool {
	for i := c.Col + 1; i < min(c.Col+c.ColSpan, len(r.cols)); i++ {
		if strings.Join(r.cols[i].path, "\n") != strings.Join(r.cols[c.Col].path, "\n") {
			return false
		}
	}
	return true
}

// unread reports a cell of an amount column that became no fact.
func (r *tableReader) unread(c *extract.Cell, why string) {
	f := trace.Finding{
		Rule: ruleUnread, Status: trace.NotComputable, Severity: trace.Warning, Text: strings.TrimSpace(c.Text),
		Message: fmt.Sprintf("%s row %d column %d: %s; it became no fact", r.table.ID, c.Row+1, c.Col+1, why), At: []trace.Locator{locator(c)},
	}
	if looksNumeric(kinds.Fold(c.Text)) {
		f.Severity, f.Kind = trace.Error, "bad_number"
	}
	r.find(f)
}

// strays reports the figures of a row that stand in no known column.
func (r *tableReader) strays(row int) {
	for _, c := range r.g.filled(row) {
		if c.Col >= len(r.cols) || r.cols[c.Col].role != kinds.TextColumn {
			continue
		}
		if _, err := ParseAmount(c.Text); err != nil || !r.kind.HasFacts() {
			continue
		}
		r.find(trace.Finding{
			Rule: ruleColumn, Status: trace.NotComputable, Severity: trace.Warning, Text: strings.TrimSpace(c.Text),
			Message: fmt.Sprintf("%s row %d column %d: a number in a column whose meaning is not known; it became no fact", r.table.ID, c.Row+1, c.Col+1), At: []trace.Locator{locator(c)},
		})
	}
}

// find adds a finding about the table.
func (r *tableReader) find(f trace.Finding) {
	f.Table = r.table.ID
	r.out.Findings = append(r.out.Findings, f)
}

// fact adds a fact.
func (r *tableReader) fact(c *extract.Cell, d Decimal, col int, p group, key rowKey, path []string) {
	m := r.cols[col]
	f := Fact{
		ID: fmt.Sprintf("F%d", len(r.out.Facts)+1), Table: r.table.ID, Kind: r.kind.ID, Row: c.Row, Column: col, Side: p.side,
		Code: key.code, CodeRaw: key.codeRaw, Name: key.name, NameRaw: key.nameRaw, Level: key.level(r.cat),
		LabelPath: append([]string{}, path...), Project: key.project,
		Measure: m.measure, MeasurePath: m.path, Phase: m.phase, Number: m.number,
		Amount: d, AmountRaw: strings.TrimSpace(c.Text), Unit: r.table.Unit, At: locator(c),
	}
	switch {
	case m.counts || key.counts:
		f.Unit = ""
	case m.unit != "":
		f.Unit = m.unit
	}
	if key.code != "" {
		f.CodeSystem = string(codes.SystemOf(key.code))
		f.CodeStatus = string(r.codes.Status(r.out.Document.Year, key.code, key.name))
	} else if len(p.codes) > 0 && f.Level == "line" {
		f.CodeStatus = string(codes.Absent)
	}
	if n := r.cat.UnitFactor(f.Unit); n > 0 {
		yuan := Decimal{d.Mul(decimal.NewFromInt(n))}
		f.AmountYuan = &yuan
	}
	r.out.Facts = append(r.out.Facts, f)
}
