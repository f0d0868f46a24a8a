package export

import (
	"strings"

	"github.com/xuri/excelize/v2"

	"gongkai/extract/trace"
)

// A look describes a cell style; equal looks share one style of the workbook.
type look struct {
	bold     bool
	size     float64 // 0: 10 pt
	fill     string  // RRGGBB
	border   bool
	wrap     bool
	across   string // horizontal alignment
	indent   int
	number   bool // a number with thousands separators
	decimals int  // of a number
	text     bool // shown as text whatever it looks like
	link     bool
	muted    bool
}

const (
	fontFamily  = "宋体" // SimSun stands on every Chinese desktop
	headFill    = "E8EDF3"
	errorFill   = "F8C9C4"
	warningFill = "FFF0C2"
	lineColour  = "9AA5B1"
	linkColour  = "1F5FA8"
	mutedColour = "7A8490"
	tableStyle  = "TableStyleLight1" // thin stripes
)

func (b *workbook) style(l look) (int, error) {
	if l == b.last.look && b.last.id != 0 {
		return b.last.id, nil
	}
	if id, ok := b.styles[l]; ok {
		b.last.look, b.last.id = l, id
		return id, nil
	}
	font := &excelize.Font{Family: fontFamily, Size: 10, Bold: l.bold}
	if l.size > 0 {
		font.Size = l.size
	}
	switch {
	case l.link:
		font.Color, font.Underline = linkColour, "single"
	case l.muted:
		font.Color = mutedColour
	}
	s := &excelize.Style{Font: font, Alignment: &excelize.Alignment{Vertical: "center", Horizontal: l.across, WrapText: l.wrap, Indent: l.indent}}
	if l.fill != "" {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.fill}}
	}
	if l.border {
		for _, side := range []string{"left", "top", "right", "bottom"} {
			s.Border = append(s.Border, excelize.Border{Type: side, Color: lineColour, Style: 1})
		}
	}
	switch {
	case l.number:
		format := "#,##0"
		if l.decimals > 0 {
			format += "." + strings.Repeat("0", l.decimals)
		}
		s.CustomNumFmt = &format
	case l.text:
		s.NumFmt = 49 // "@"
	}
	id, err := b.file.NewStyle(s)
	if err != nil {
		return 0, err
	}
	b.styles[l] = id
	return id, nil
}

// severityFill is the colour of a cell with findings.
func severityFill(found ...*trace.Finding) string {
	fill := ""
	for _, f := range found {
		switch f.Severity {
		case trace.Error:
			return errorFill
		case trace.Warning:
			fill = warningFill
		}
	}
	return fill
}

// printed sets a sheet up for A4 across, as wide as so many pages, their number
// and the published file below.
func (b *workbook) printed(sheet string, width int) error {
	const a4 = 9
	size, orientation, height, yes := a4, "landscape", 0, true
	side, edge := 0.5, 0.6 // inches
	for _, err := range []error{
		b.file.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: &size, Orientation: &orientation, FitToWidth: &width, FitToHeight: &height}),
		b.file.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &yes}),
		b.file.SetPageMargins(sheet, &excelize.PageLayoutMarginsOptions{Left: &side, Right: &side, Top: &edge, Bottom: &edge, Horizontally: &yes}),
		b.file.SetHeaderFooter(sheet, &excelize.HeaderFooterOptions{OddFooter: "&L" + footerText(b.footer) + "&R第 &P 页，共 &N 页"}),
	} {
		if err != nil {
			return err
		}
	}
	return nil
}

// footerText makes a file name fit to stand in a footer, where & gives a
// command and 255 characters are all there is room for.
func footerText(name string) string {
	if r := []rune(printable(name)); len(r) > 100 {
		name = string(r[:100]) + "…"
	}
	return strings.ReplaceAll(printable(name), "&", "&&")
}
