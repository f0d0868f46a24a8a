package normalize

import (
	"fmt"
	"strings"

	"gongkai/extract"
	"gongkai/extract/trace"
	"gongkai/normalize/kinds"
)

// readTable adds a table and its facts to the disclosure. heading is the
// heading right above the table, "" when something stands between.
func (n *normalizer) readTable(t *extract.Table, caption kinds.Caption, heading string) {
	g := newGrid(t)
	h := findHeader(n.cat, g)
	for row := range h.banners {
		caption = mergeCaption(caption, n.cat.ParseCaption([]string{g.text(row, 0)}))
	}
	kind := n.kindOf(&caption, heading, g, h)
	if kind.Shape == kinds.Form {
		h = header{marker: -1}
	}
	out := Table{
		ID: t.ID, Kind: kind.ID, Number: caption.Number, Title: caption.Title, Subtitle: caption.Subtitle,
		Unit: caption.Unit, UnitText: caption.UnitText, PreparedBy: caption.PreparedBy,
		Pages: t.Pages(), Rows: t.Rows, Cols: t.Cols, HeaderRows: h.rows, MarkerRow: h.marker,
		Method: string(t.Method), Confidence: t.Confidence,
	}
	for _, f := range t.Fragments {
		out.Locators = append(out.Locators, trace.Locator{Page: f.Page, Box: f.Box})
	}
	r := &tableReader{normalizer: n, g: g, h: h, kind: kind, table: &out}
	if kind.Shape != kinds.Form {
		r.cols = findColumns(n.cat, g, h, kind, n.out.Document.Year)
		r.groups = findGroups(n.cat, r.cols, kind)
	}
	if texts := h.texts(g); out.Unit == "" {
		if kind.Shape == kinds.Form {
			texts = n.headerTexts(g, h)
		}
		out.Unit, out.UnitText = headerUnit(n.cat, texts)
	}
	for i, c := range r.cols {
		out.Columns = append(out.Columns, Column{i, c.number, c.path, c.measure, c.phase, c.unit, string(c.role)})
	}
	r.notes, r.repeats = make([]bool, t.Rows), make([]bool, t.Rows)
	for row := h.rows; row < t.Rows; row++ {
		r.notes[row], r.repeats[row] = r.isNote(row), h.repeats(g, row)
	}
	if n.factual(r) {
		r.read()
	}
	out.Note = strings.Join(t.NoteTexts(), "\n")
	r.describe(&out)
	n.out.Tables = append(n.out.Tables, out)
}

// factual tells whether the amounts of a table become facts: those of every
// kind that has facts, and those of a table of unknown kind that prints a unit
// and has amount columns beside key columns. A table of unknown kind with a
// unit is reported.
func (n *normalizer) factual(r *tableReader) bool {
	if r.kind.ID != "" {
		return r.kind.HasFacts()
	}
	if r.table.Unit == "" {
		return false
	}
	amounts, keys := 0, 0
	for _, p := range r.groups {
		amounts += len(p.amounts)
		keys += len(p.codes) + len(p.labels)
	}
	f := trace.Finding{
		Rule: ruleKind, Status: trace.NotComputable, Severity: trace.Info, Text: r.table.Title,
		Message: fmt.Sprintf("%s: a table of no known kind; its amounts are listed under their printed headers", r.table.ID), At: r.table.Locators,
	}
	read := amounts > 0 && keys > 0 && r.h.rows > 0
	if !read {
		f.Severity, f.Message = trace.Warning, fmt.Sprintf("%s: a table of no known kind with a unit of amounts, none of which could be listed", r.table.ID)
	}
	r.find(f)
	return read
}

// kindOf tells the kind of a table: by its title, the heading above it, then
// its header. The zero Kind stands for unknown.
func (n *normalizer) kindOf(c *kinds.Caption, heading string, g *grid, h header) kinds.Kind {
	title := n.cat.MatchTitle(c.Title, n.bodies...)
	if title == nil && c.Title == "" && heading != "" {
		p := n.cat.ParseCaption([]string{heading})
		if title = n.cat.MatchTitle(p.Title, n.bodies...); title != nil {
			c.Title = heading
			if c.Number == "" {
				c.Number = p.Number
			}
		}
	}
	id := ""
	if title != nil {
		id = title.Kind
	} else {
		id = n.cat.MatchHeader(c.Title, n.headerTexts(g, h))
	}
	k, _ := n.cat.Kind(id)
	return k
}

// shortLabel is the length in runes of the longest text below a header that
// may tell what kind of table it is: fields of forms, names of subjects.
const shortLabel = 12

// headerTexts returns the texts by which a table without a known title is
// told: its header and the short labels of the first rows.
func (n *normalizer) headerTexts(g *grid, h header) []string {
	out := h.texts(g)
	for r := h.rows; r < min(g.Rows, headerRowsMax); r++ {
		for _, c := range g.filled(r) {
			if s := spaceless(n.cat.ParseLabel(c.Text).Name); len([]rune(s)) <= shortLabel {
				out = append(out, s)
			}
		}
	}
	return out
}

// headerUnit returns the unit that the headers name in brackets, when they
// name only one.
func headerUnit(cat *kinds.Catalogue, texts []string) (unit, text string) {
	for _, t := range texts {
		u := cat.HeaderUnit(t)
		if u != "" && unit != "" && u != unit {
			return "", ""
		}
		if u != "" {
			unit, text = u, t
		}
	}
	return unit, text
}

// mergeCaption adds to a what b says and a does not.
func mergeCaption(a, b kinds.Caption) kinds.Caption {
	for _, f := range []struct{ to, from *string }{
		{&a.Number, &b.Number}, {&a.Title, &b.Title}, {&a.Subtitle, &b.Subtitle}, {&a.PreparedBy, &b.PreparedBy},
	} {
		if *f.to == "" {
			*f.to = *f.from
		}
	}
	if a.Unit == "" {
		a.Unit, a.UnitText = b.Unit, b.UnitText
	}
	return a
}

// describe fills in the cells of the table with their roles, and whether the
// table is empty.
func (r *tableReader) describe(out *Table) {
	out.Empty = r.kind.Shape != kinds.Form
	out.Cells = make([]Cell, 0, len(r.g.Cells))
	for i := range r.g.Cells {
		c := &r.g.Cells[i]
		cell := Cell{Row: c.Row, Col: c.Col, RowSpan: c.RowSpan, ColSpan: c.ColSpan, Text: c.Text, Role: r.role(c), Level: r.depth[i]}
		for j, p := range c.Parts {
			if j == 0 {
				cell.Page, cell.BBox = p.At.Page, p.At.Box
			}
			if len(c.Parts) > 1 {
				cell.Parts = append(cell.Parts, CellPart{p.At.Page, p.Text})
			}
			if len(p.Lines) > 1 || len(c.Parts) > 1 {
				for _, l := range p.Lines {
					cell.Lines = append(cell.Lines, l.Text)
				}
			}
		}
		switch cell.Role {
		case "amount", "code", "name", "label", "value", "text":
			if r.isData(c, cell.Role) {
				out.Empty = false
			}
		case "note":
			if out.Note == "" {
				out.Note = strings.TrimSpace(c.Text)
			}
		}
		out.Cells = append(out.Cells, cell)
	}
}

// isData tells whether a body cell makes its table hold data: an amount, or a
// name in a table that is nothing but names.
func (r *tableReader) isData(c *extract.Cell, role string) bool {
	if !r.kind.HasFacts() || r.kind.ID == "" {
		return true
	}
	return role == "amount" && !r.cat.IsNothing(c.Text)
}

// role names what a cell is.
func (r *tableReader) role(c *extract.Cell) string {
	switch {
	case strings.TrimSpace(c.Text) == "":
		return "blank"
	case r.kind.Shape == kinds.Form:
		return "value"
	case c.Row == r.h.marker:
		return "marker"
	case c.Row < r.h.rows || c.Row < len(r.repeats) && r.repeats[c.Row]:
		return "head"
	case c.Row >= 0 && c.Row < len(r.notes) && r.notes[c.Row]:
		return "note"
	case c.Col < 0 || c.Col >= len(r.cols):
		return "text"
	}
	switch r.cols[c.Col].role {
	case kinds.AmountColumn:
		return "amount"
	case kinds.CodeColumn:
		if digits(kinds.Fold(c.Text)) {
			return "code"
		}
		return "label"
	case kinds.NameColumn, kinds.ProjectColumn, kinds.UnitColumn:
		return "name"
	case kinds.LabelColumn, kinds.RowNumberColumn:
		return "label"
	}
	return "text"
}
