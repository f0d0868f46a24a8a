package extract

import (
	"fmt"
	"math"

	"gongkai/extract/layout"
	"gongkai/extract/trace"
)

const (
	// pageGap is the most pages without any content that may lie between two
	// fragments of one table.
	pageGap = 2
	// footRoom is how much room, as a share of the page height, may be left
	// under a fragment that goes on without a repeated header.
	footRoom = 0.45
)

// stitcher puts the grids of a document together into tables.
type stitcher struct {
	sheets   []layout.Sheet
	items    []item
	findings []trace.Finding
}

// built is a table with the place in the flow where it starts.
type built struct {
	*assembly
	first, end int // items of its first and last grid
	caption    []int
	notes      []int
}

// tables stitches the grids of the flow. Lines that belong to tables are
// marked used.
func (s *stitcher) tables() []built {
	var out []built
	for g := range s.items {
		grid := s.items[g].grid
		if grid == nil {
			continue
		}
		above := captionOf(s.items, g, s.sheets)
		if len(out) > 0 && s.join(&out[len(out)-1], len(out), g, above) {
			for _, i := range above.items {
				s.items[i].used = true
			}
			out[len(out)-1].end = g
			s.takeNotes(&out[len(out)-1], g)
			continue
		}
		b := built{assembly: newAssembly(grid), first: g, end: g, caption: above.items}
		for _, i := range above.items {
			s.items[i].used = true
			b.cap = append(b.cap, s.items[i].plain)
		}
		s.takeNotes(&b, g)
		out = append(out, b)
	}
	return out
}

// takeNotes gives the notes under the grid at g to b.
func (s *stitcher) takeNotes(b *built, g int) {
	for _, i := range notesOf(s.items, g) {
		s.items[i].used = true
		b.notes = append(b.notes, i)
	}
}

// join appends the grid at flow[g] to b, the table of the given number, when
// it continues it.
func (s *stitcher) join(b *built, number, g int, above caption) bool {
	grid, fits := regrid(b.x, s.items[g].grid)
	whole := b.assembly
	if !fits {
		if fresh, ok := whole.inColumns(grid.X); ok {
			b.assembly = fresh
		}
	}
	head, ok := s.continues(b, g, grid, above)
	if !ok {
		b.assembly = whole
		return false
	}
	if b.add(grid, head) {
		s.findings = append(s.findings, trace.Finding{
			Rule: "stitch.split_row", Status: trace.Hold, Severity: trace.Info,
			Message: fmt.Sprintf("a row of the table is cut by the end of page %d; its rest on page %d was joined cell by cell", b.table.Fragments[len(b.table.Fragments)-2].Page, grid.Page),
			Table:   tableID(number),
			At:      []trace.Locator{{Page: grid.Page, Box: grid.Box}},
		})
	}
	return true
}

// continues decides whether the grid at flow[g], read as grid in the table's
// columns, goes on with table b, and which of its rows repeat the header. It does when nothing but repeated
// caption lines stands between the two over a page break, their columns agree
// and it does not start again from the top.
func (s *stitcher) continues(b *built, g int, grid *layout.Grid, above caption) (repeatedHead, bool) {
	last := s.items[b.end]
	if !s.adjacent(b, g, above) {
		return repeatedHead{}, false
	}
	if grid.Page <= last.grid.Page {
		return repeatedHead{}, false
	}
	head := b.findHead(grid)
	repeated, named := s.repeats(b, above)
	if b.restarts(grid, head, named || opensTable(grid)) {
		return head, false
	}
	exact, subset, shared := alike(b.x, grid)
	switch {
	case !repeated:
		return head, false
	case named && head.rows == 0:
		return head, false // the title again, but not the header: another table
	case head.rows > 0:
		return head, shared || subset
	case len(above.items) > 0:
		return head, exact || subset && !opensTable(grid)
	case opensTable(grid):
		return head, false
	}
	room := s.sheets[last.page].Height - last.grid.Box.Y1
	if room > footRoom*s.sheets[last.page].Height {
		return head, exact
	}
	return head, exact || subset || shared
}

// adjacent tells whether only lines of the caption above the grid at flow[g]
// stand between it and the last fragment of b, and no grid.
func (s *stitcher) adjacent(b *built, g int, above caption) bool {
	if s.items[g].page-s.items[b.end].page > pageGap {
		return false
	}
	in := map[int]bool{}
	for _, i := range above.items {
		in[i] = true
		if s.items[i].page != s.items[g].page {
			return false // a caption before the page break opens a table
		}
	}
	for i := b.end + 1; i < g; i++ {
		if s.items[i].grid != nil || !in[i] {
			return false
		}
	}
	return true
}

// repeats tells whether the caption above a continuation says nothing that the
// table's caption does not say; named, that it says the title again.
func (s *stitcher) repeats(b *built, above caption) (ok, named bool) {
	said := map[string]bool{}
	for _, t := range b.cap {
		said[t] = true
	}
	for k, i := range above.items {
		text := s.items[i].plain
		if !said[text] && !words().TableContinued.match(text) {
			return false, false
		}
		named = named || above.parts[k] == titlePart && said[text]
	}
	return true, named
}

// opensTable tells whether the first row of a grid is a title inside the grid:
// one cell over the whole width that reads like a title of a table.
func opensTable(g *layout.Grid) bool {
	c := &g.Cells[0]
	return c.ColSpan == g.Cols() && g.Cols() > 1 && g.Rows() > 1 && len(c.Lines) > 0 && partOf(plain(c.Text())) == titlePart
}

// tableID returns the id of the table with the given number, counted from 1 in
// reading order.
func tableID(number int) string { return fmt.Sprintf("T%d", number) }

// finish turns b into the table of the document with the given number.
func (s *stitcher) finish(b *built, number int) *Table {
	t := &b.table
	t.ID = tableID(number)
	for _, i := range b.caption {
		t.Caption = append(t.Caption, *s.items[i].line)
	}
	for _, i := range b.notes {
		t.Notes = append(t.Notes, *s.items[i].line)
	}
	sortCells(t.Cells)
	t.Confidence = math.Max(0, t.Confidence)
	return t
}
