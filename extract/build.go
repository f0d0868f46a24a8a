package extract

import (
	"sort"

	"gongkai/extract/layout"
	"gongkai/extract/trace"
)

// Build puts the analysed pages of one document together: running heads and
// page numbers are left out, the grids that are one table over several pages
// are stitched, captions and notes bound to their tables, and the other lines
// joined into headings and paragraphs. It is a pure function of the sheets,
// which must be in page order.
func Build(src Source, sheets []layout.Sheet) *Document {
	doc := &Document{Source: src}
	sheets = withRemnants(sheets)
	for i := range sheets {
		doc.Findings = append(doc.Findings, sheets[i].Findings...)
	}
	items, regions := flow(sheets)
	assignRoles(items)
	markUnread(items, sheets)
	s := &stitcher{sheets: sheets, items: items}
	tables := s.tables()
	doc.Findings = append(doc.Findings, s.findings...)

	text := newTypography(items, sheets, regions)
	next := 0
	var lines []int
	role := Body
	flush := func() {
		doc.Blocks = append(doc.Blocks, text.blocksOf(rows(items, lines), role)...)
		lines = nil
	}
	for i := range items {
		it := &items[i]
		if it.grid != nil {
			flush()
			if next < len(tables) && tables[next].first == i {
				doc.Blocks = append(doc.Blocks, captionHeadings(&tables[next], items)...)
				next++
				doc.Blocks = append(doc.Blocks, Block{Table: s.finish(&tables[next-1], next)})
			}
			continue
		}
		if it.used {
			continue
		}
		if it.role != role {
			flush()
			role = it.role
		}
		lines = append(lines, i)
	}
	flush()
	return doc
}

// assignRoles marks the lines of covers and tables of contents.
func assignRoles(items []item) {
	covers := coverPages(items)
	var lines []int
	for i := range items {
		if items[i].line == nil {
			continue
		}
		if items[i].page < covers {
			items[i].role = Cover
		}
		lines = append(lines, i)
	}
	rs := rows(items, lines)
	listed := contents(rs)
	for _, i := range listed {
		items[i].role = Contents
	}
	for i := 0; len(listed) > 0 && i < listed[0] && items[i].line != nil; i++ {
		items[i].role = Cover // whatever stands before the table of contents
	}
	for _, i := range signature(rs) {
		items[i].role = Signature
	}
}

// markUnread marks the lines of tables that could not be told into cells: they
// are no running text.
func markUnread(items []item, sheets []layout.Sheet) {
	for i := range items {
		it := &items[i]
		if it.line == nil {
			continue
		}
		for _, f := range sheets[it.page].Findings {
			if box := it.line.At.Box; f.Rule == layout.RuleUnreadTable && len(f.At) > 0 && f.At[0].Box.Contains(box.CenterX(), box.CenterY()) {
				it.role = Unread
			}
		}
	}
}

// captionHeadings returns the titles in the caption of a table that are
// numbered headings of the text as well.
func captionHeadings(b *built, items []item) []Block {
	var out []Block
	for _, i := range b.caption {
		if level, _ := words().headingLevel(items[i].plain); level > 0 {
			l := items[i].line
			out = append(out, Block{Heading: &Heading{Level: level, Text: l.Text, At: []trace.Locator{l.At}}})
		}
	}
	return out
}

// sortCells orders cells by row and column.
func sortCells(cells []Cell) {
	sort.SliceStable(cells, func(i, j int) bool {
		if cells[i].Row != cells[j].Row {
			return cells[i].Row < cells[j].Row
		}
		return cells[i].Col < cells[j].Col
	})
}
