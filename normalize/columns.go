package normalize

import (
	"slices"

	"gongkai/extract"
	"gongkai/normalize/kinds"
)

// column is a column of a table with what it holds.
type column struct {
	path    []string
	number  string // printed column number
	role    kinds.Role
	measure string
	phase   string
	unit    string // named in its header, "" when not
	counts  bool   // its figures count things, they are no money
}

// group is a list of a table: key columns and the amount columns beside them.
type group struct {
	codes   []int
	labels  []int // names of the rows, outermost first
	project int   // -1 if none
	unit    int   // names of the bodies whose rows they are, beside other names; -1 if none
	amounts []int
	side    string
}

// findColumns tells what each column of a table holds, by its headers, and
// where these do not tell by its contents. year is that of the document.
func findColumns(cat *kinds.Catalogue, g *grid, h header, kind kinds.Kind, year int) []column {
	cols := make([]column, g.Cols)
	for i := range cols {
		c := &cols[i]
		c.path = h.path(g, i, nil)
		if h.marker >= 0 {
			if m := g.cell(h.marker, i); m.Col == i && !cat.IsMarker(m.Text) {
				c.number = spaceless(m.Text)
			}
		}
		for _, p := range c.path {
			if u := cat.HeaderUnit(p); u != "" {
				c.unit = u
			}
		}
		c.role = columnRole(cat, g, h, i, c.path, cat.Measure(kind.ID, c.path), kind.Shape)
	}
	for i := range cols {
		if c := &cols[i]; c.role == kinds.AmountColumn {
			c.phase = cat.Phase(c.path, year)
			c.counts = slices.ContainsFunc(c.path, cat.IsCount)
			c.measure = cat.Measure(kind.ID, h.path(g, i, func(cell *extract.Cell) bool { return headsList(cols, cell) }))
		} else {
			c.unit = ""
		}
	}
	return cols
}

// headsList tells whether a header stands over key columns as well as amounts:
// it names the whole list (收入, 人员经费) and not what the amounts measure.
func headsList(cols []column, c *extract.Cell) bool {
	if c.ColSpan == len(cols) {
		return false
	}
	for i := max(c.Col, 0); i < min(c.Col+c.ColSpan, len(cols)); i++ {
		if cols[i].role != kinds.AmountColumn {
			return true
		}
	}
	return false
}

// columnRole tells the role of one column; measure is what its headers measure
// or "".
func columnRole(cat *kinds.Catalogue, g *grid, h header, i int, path []string, measure string, shape kinds.Shape) kinds.Role {
	if measure != "" {
		return kinds.AmountColumn
	}
	role := kinds.Role("")
	for k := len(path) - 1; k >= 0 && role == ""; k-- {
		role = cat.ColumnRole(path[k])
	}
	n := countContents(g, h, i)
	switch role {
	case kinds.SegmentColumn:
		return kinds.CodeColumn
	case kinds.ProjectColumn:
		if shape != kinds.ProjectRows {
			return kinds.LabelColumn // 项目名称 heads the items of other lists, too
		}
	case kinds.CodeColumn:
		if n.numbers == 0 && n.words > 0 {
			return kinds.NameColumn
		}
		return role
	case "":
		switch {
		case n.numbers > 0 || n.words == 0 && len(path) > 0:
			return kinds.AmountColumn
		case n.words > 0 && len(path) == 0:
			return kinds.LabelColumn
		}
		return kinds.TextColumn
	}
	return role
}

// contents counts the texts of a column's body by their look.
type contents struct{ numbers, words int }

// countContents counts the texts of a column below the header.
func countContents(g *grid, h header, col int) contents {
	var n contents
	for r := h.rows; r < g.Rows; r++ {
		c := g.cell(r, col)
		if c.Row != r || c.Col != col || c.ColSpan > 1 {
			continue
		}
		switch s := kinds.Fold(c.Text); {
		case s == "":
		case looksNumeric(s):
			n.numbers++
		default:
			n.words++
		}
	}
	return n
}

// findGroups splits the columns into lists side by side: a key column after
// amounts begins another list.
func findGroups(cat *kinds.Catalogue, cols []column, kind kinds.Kind) []group {
	var out []group
	open := func() *group {
		if len(out) == 0 || len(out[len(out)-1].amounts) > 0 {
			out = append(out, group{project: -1, unit: -1})
		}
		return &out[len(out)-1]
	}
	for i, c := range cols {
		switch c.role {
		case kinds.CodeColumn:
			p := open()
			p.codes = append(p.codes, i)
		case kinds.NameColumn, kinds.LabelColumn:
			p := open()
			p.labels = append(p.labels, i)
		case kinds.ProjectColumn:
			p := open()
			if p.project < 0 {
				p.project = i
			} else {
				p.labels = append(p.labels, i)
			}
		case kinds.RowNumberColumn:
			open()
		case kinds.UnitColumn:
			if p := open(); p.unit < 0 {
				p.unit = i
			}
		case kinds.AmountColumn:
			if len(out) == 0 {
				out = append(out, group{project: -1, unit: -1})
			}
			p := &out[len(out)-1]
			p.amounts = append(p.amounts, i)
		}
	}
	if n := len(out); n > 1 && len(out[n-1].amounts) == 0 {
		out = out[:n-1]
	}
	nameByText(out, cols)
	nameSides(cat, out, cols, kind)
	return out
}

// nameByText lets a column of bodies, else the first column of words, name the
// rows of a list that has no other names.
func nameByText(groups []group, cols []column) {
	if len(groups) != 1 || len(groups[0].labels) > 0 || len(groups[0].amounts) == 0 {
		return
	}
	for _, role := range []kinds.Role{kinds.UnitColumn, kinds.TextColumn} {
		for i, c := range cols[:groups[0].amounts[0]] {
			if c.role == role && len(groups[0].labels) == 0 {
				groups[0].labels = append(groups[0].labels, i)
			}
		}
	}
}

// nameSides names lists that stand side by side: income and expenditure where
// the table pairs them, else left, mid and right.
func nameSides(cat *kinds.Catalogue, groups []group, cols []column, kind kinds.Kind) {
	if kind.Shape == kinds.PairedLists {
		for i := range groups {
			groups[i].side = pairSide(cat, groups[i], cols, i, len(groups))
		}
		return
	}
	names := map[int][]string{2: {"left", "right"}, 3: {"left", "mid", "right"}}[len(groups)]
	for i := range names {
		groups[i].side = names[i]
	}
}

// pairSide tells the side of a list of a table of income and expenditure: by
// its headers, else by its place.
func pairSide(cat *kinds.Catalogue, p group, cols []column, i, n int) string {
	for _, c := range p.amounts {
		for _, t := range cols[c].path {
			if side := cat.Side(t); side != "" {
				return side
			}
		}
	}
	switch {
	case n == 1:
		return ""
	case i == 0:
		return "income"
	}
	return "expenditure"
}
