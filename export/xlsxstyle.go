package export

import (
	"fmt"
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
	decimals int  // of a number
	number   bool // a number with thousands separators
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
)

func (b *workbook) style(l look) (int, error) {
	key := fmt.Sprintf("%+v", l)
	if id, ok := b.styles[key]; ok {
		return id, nil
	}
	font := &excelize.Font{Family: fontFamily, Size: 10, Bold: l.bold}
	if l.size > 0 {
		font.Size = l.size
	}
	if l.link {
		font.Color, font.Underline = "1F5FA8", "single"
	}
	if l.muted {
		font.Color = "7A8490"
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
	b.styles[key] = id
	return id, nil
}

// severityFill is the colour of a cell with findings.
func severityFill(found []*trace.Finding) string {
	fill := ""
	for _, f := range found {
		if f.Severity == trace.Error {
			return errorFill
		}
		fill = warningFill
	}
	return fill
}

// displayWidth is the width of a text in half-width characters.
func displayWidth(s string) float64 {
	w := 0.0
	for _, r := range s {
		if r < 0x2E80 {
			w++
		} else {
			w += 2
		}
	}
	return w
}
