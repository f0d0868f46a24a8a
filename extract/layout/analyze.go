package layout

import (
	"cmp"
	"math"
	"slices"

	"gongkai/extract/page"
	"gongkai/extract/trace"
)

// Analyze finds the grids of a page and the lines of text outside them. It
// never fails: a page it cannot make sense of has lines only. Glyphs that a
// reader does not see take no part. A page whose text runs sideways is read
// turned upright.
func Analyze(p *page.Page) Sheet { return AnalyzeWith(p, nil) }

// AnalyzeWith does what Analyze does. Where geometry leaves two readings open
// it takes the one in which weigh finds more sums; a finding names both.
func AnalyzeWith(p *page.Page, weigh Weigher) Sheet {
	p, turn := upright(p)
	s := Sheet{Page: p.Number, Width: p.Width, Height: p.Height, Turn: turn}
	if turn != 0 {
		s.Findings = append(s.Findings, turnFinding(p, turn))
	}
	glyphs, over := withoutSlanted(visible(p))
	ruled, ladders := ruledGrids(p, glyphs)
	ruled = filledGrids(p, glyphs, ruled)
	if len(ruled) > 0 && !ideographic(glyphs) {
		index := newGlyphIndex(glyphs)
		for k := range ruled {
			ruled[k] = ruled[k].withStub(p, index)
		}
	}
	a := assign(ruled, glyphs)
	s.Findings = append(s.Findings, a.gatherOverfull(p)...)
	s.Findings = append(s.Findings, a.settleOpen(p, weigh)...)
	cells, rest := a.sorted()
	for k, g := range ruled {
		grid, findings := finish(p, g, cells[a.first[k]:a.first[k+1]])
		s.Grids = append(s.Grids, grid)
		s.Findings = append(s.Findings, findings...)
	}
	readings, frames, unread := alignedGrids(withoutStiles(p, ladders, rest), weigh, rest, s.Grids)
	s.Frames = frames
	s.Findings = append(s.Findings, unread...)
	aligned, rest := fillAll(p, readings, rest)
	s.Grids = append(s.Grids, aligned...)
	s.Lines, s.Gutters = proseLines(p, append(rest, over...), s.Grids)
	sortLines(s.Lines)
	slices.SortStableFunc(s.Grids, func(a, b Grid) int {
		return cmp.Or(cmp.Compare(math.Round(a.Box.Y0/snapMax), math.Round(b.Box.Y0/snapMax)), cmp.Compare(a.Box.X0, b.Box.X0))
	}) // tables side by side begin at one height but for rounding
	return s
}

// finish puts the text of each cell into the grid and tells columns and rows
// apart that no ruling divides.
func finish(p *page.Page, g *ruledGrid, glyphs [][]page.Glyph) (Grid, []trace.Finding) {
	grid, findings := g.grid(p, glyphs), g.findings(p)
	if columns := crowded(&grid); len(columns) > 0 {
		if refined := g.withColumns(p, columns, glyphs); refined != nil {
			grid = refined.grid(p, refined.regroup(glyphs))
			grid.Method, grid.Confidence = Mixed, min(grid.Confidence, mixedConfidence)
			findings = append(findings, columnFindings(p, &grid)...)
		}
	}
	findings = append(findings, splitFindings(p, splitRows(&grid))...)
	if stillCrowded(&grid) || piled(grid.Cells) || holdsRows(p, glyphs) {
		if fine := g.reread(p, &grid, glyphs); fine != nil {
			return *fine, append(g.findings(p), columnFindings(p, fine)...)
		}
	}
	return grid, findings
}

// splitFindings reports ruled rows that were split.
func splitFindings(p *page.Page, rows []trace.Rect) []trace.Finding {
	var out []trace.Finding
	for _, box := range rows {
		out = append(out, trace.Finding{
			Rule: "layout.rows_split", Status: trace.Hold, Severity: trace.Info,
			Message: "no rulings divide these rows: they were told apart by the numbers one below the other",
			At:      []trace.Locator{{Page: p.Number, Box: box}},
		})
	}
	return out
}

// sortLines puts lines into reading order: top to bottom, then left to right.
func sortLines(lines []Line) {
	slices.SortStableFunc(lines, func(a, b Line) int {
		return cmp.Or(cmp.Compare(a.Baseline, b.Baseline), cmp.Compare(a.At.Box.X0, b.At.Box.X0))
	})
}
