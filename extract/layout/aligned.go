package layout

import "gongkai/extract/page"

// alignedGrids returns the grids that only the alignment of texts shows, made
// of glyphs that stand in no ruled grid.
func alignedGrids(p *page.Page, glyphs []page.Glyph, ruled []Grid) []Grid {
	return nil
}
