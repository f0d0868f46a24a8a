package extract

import (
	"fmt"
	"strings"
	"unicode"

	"gongkai/extract/page"
	"gongkai/extract/trace"
)

const (
	ruleUnpainted = "page.unpainted_text"
	// unpaintedRunes is how many characters that a page has and does not show are
	// reported: fewer are ends of lines that a clipping path cuts.
	unpaintedRunes = 12
	// unpaintedQuote is how many of them are quoted.
	unpaintedQuote = 40
)

// unpainted reports characters that a page has and does not show: written in
// white or without ink, cut off by a clipping path, beyond the edge of the page.
// They are left out of the text, but programs that only copy the text layer
// take them for what is published. A page that shows no text at all is an image
// with its recognised text beneath it.
func unpainted(p *page.Page) []trace.Finding {
	var text strings.Builder
	hidden, shown := 0, 0
	for i := range p.Glyphs {
		g := &p.Glyphs[i]
		switch {
		case g.Flags&(page.Duplicate|page.Hidden|page.Annotation|page.Field|page.Replaced) != 0 || strings.TrimFunc(g.Text, unicode.IsSpace) == "":
		case g.Flags&(page.OffPage|page.Invisible|page.Clipped) == 0:
			shown++
		default:
			if hidden < unpaintedQuote {
				text.WriteString(g.Text)
			}
			hidden++
		}
	}
	if hidden < unpaintedRunes || shown == 0 {
		return nil
	}
	return []trace.Finding{{Rule: ruleUnpainted, Kind: "other", Status: trace.Fail, Severity: trace.Info, Text: text.String(),
		Message: fmt.Sprintf("page %d has %d characters that it does not show; they are left out", p.Number, hidden), At: []trace.Locator{{Page: p.Number}}}}
}
