package layout

import (
	"fmt"

	"gongkai/extract/page"
	"gongkai/extract/trace"
)

// turnedShare is the share of the characters of a page that must run in one
// direction other than left to right for the page to be read turned. Labels
// of charts and stamps stay far below.
const turnedShare = 0.8

// upright returns the page turned so that its text runs from left to right,
// and the angle by which the text was turned clockwise: 0, and the page
// itself, unless nearly all of its text runs another way.
func upright(p *page.Page) (*page.Page, int) {
	var count [4]int
	all := 0
	for i := range p.Glyphs {
		g := &p.Glyphs[i]
		if !g.Printed() || blank(g.Text) {
			continue
		}
		all++
		if !g.Down && g.Angle > 0 && g.Angle < 360 && g.Angle%90 == 0 {
			count[g.Angle/90]++
		}
	}
	for quarter := 1; quarter < 4; quarter++ {
		if float64(count[quarter]) >= turnedShare*float64(all) && all > 0 {
			q := p
			for range 4 - quarter {
				q = quarterTurn(q)
			}
			return q, 90 * quarter
		}
	}
	return p, 0
}

// quarterTurn returns a copy of the page turned clockwise by 90 degrees.
func quarterTurn(p *page.Page) *page.Page {
	q := *p
	q.Width, q.Height = p.Height, p.Width
	box := func(r trace.Rect) trace.Rect {
		return trace.Rect{X0: p.Height - r.Y1, Y0: r.X0, X1: p.Height - r.Y0, Y1: r.X1}
	}
	q.Glyphs = make([]page.Glyph, len(p.Glyphs))
	for i, g := range p.Glyphs {
		g.X, g.Y = p.Height-g.Y, g.X
		g.Box = box(g.Box)
		g.Angle = (g.Angle + 90) % 360
		q.Glyphs[i] = g
	}
	q.Rulings = make([]page.Ruling, len(p.Rulings))
	for i, r := range p.Rulings {
		r.X0, r.Y0, r.X1, r.Y1 = p.Height-r.Y1, r.X0, p.Height-r.Y0, r.X1
		q.Rulings[i] = r
	}
	q.Fills = make([]page.Fill, len(p.Fills))
	for i, f := range p.Fills {
		f.Box = box(f.Box)
		q.Fills[i] = f
	}
	q.Images = make([]trace.Rect, len(p.Images))
	for i, r := range p.Images {
		q.Images[i] = box(r)
	}
	return &q
}

// turnFinding tells that the coordinates of a sheet are those of the page
// turned upright.
func turnFinding(p *page.Page, turn int) trace.Finding {
	return trace.Finding{
		Rule: "layout.turned_page", Status: trace.Hold, Severity: trace.Info,
		Message: fmt.Sprintf("the text of page %d is turned by %d degrees: places on it are given as on the page turned upright", p.Number, turn),
		At:      []trace.Locator{{Page: p.Number}},
	}
}
