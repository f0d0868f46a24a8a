package encoding

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
)

//go:embed data/widths.txt
var widthsText string

// courierWidth is the width of every glyph of the Courier fonts.
const courierWidth = 600

// widths returns the widths by font and glyph name.
var widths = sync.OnceValue(func() map[string]map[string]uint16 {
	all := map[string]map[string]uint16{}
	var columns []map[string]uint16
	for line := range dataLines(widthsText) {
		if fonts, ok := strings.CutPrefix(line, "= "); ok {
			columns = nil
			for font := range strings.FieldsSeq(fonts) {
				all[font] = map[string]uint16{}
				columns = append(columns, all[font])
			}
			continue
		}
		name, values, _ := strings.Cut(line, " ")
		for i, v := range strings.Fields(values) {
			if w, err := strconv.ParseUint(v, 10, 16); err == nil && i < len(columns) {
				columns[i][name] = uint16(w)
			}
		}
	}
	return all
})

// StandardWidth returns the advance width of a glyph of one of the 14 standard
// fonts, or of a font that usually stands for one (Arial, TimesNewRomanPSMT,
// "CourierNew,Bold"), in thousandths of the font size. It is false for other
// fonts and for glyphs the font does not have.
func StandardWidth(fontName, glyphName string) (float64, bool) {
	font, ok := StandardFont(fontName)
	if !ok {
		return 0, false
	}
	if strings.HasPrefix(font, "Courier") {
		_, ok := widths()["Helvetica"][glyphName] // has the same glyphs
		return courierWidth, ok
	}
	upright := strings.TrimSuffix(strings.TrimSuffix(font, "Oblique"), "-") // as wide as the slanted one
	w, ok := widths()[upright][glyphName]
	return float64(w), ok
}

// families maps the family names of fonts that are metrically one of the
// standard families, in small letters and without spaces.
var families = map[string]string{
	"helvetica":       "Helvetica",
	"arial":           "Helvetica",
	"courier":         "Courier",
	"couriernew":      "Courier",
	"times":           "Times",
	"timesnewroman":   "Times",
	"timesnewromanps": "Times",
	"couriernewps":    "Courier",
	"symbol":          "Symbol",
	"zapfdingbats":    "ZapfDingbats",
}

// styles maps what follows the family name, in small letters and without
// separators, to whether it is bold and whether it is slanted.
var styles = map[string][2]bool{
	"":            {},
	"roman":       {},
	"regular":     {},
	"normal":      {},
	"bold":        {true, false},
	"italic":      {false, true},
	"oblique":     {false, true},
	"bolditalic":  {true, true},
	"boldoblique": {true, true},
}

// StandardFont returns the name of the standard font that a font name means,
// subset tags ("ABCDEF+") left aside. It is false for other fonts.
func StandardFont(fontName string) (string, bool) {
	name := strings.ReplaceAll(fontName, " ", "")
	if len(name) > 7 && name[6] == '+' {
		name = name[7:]
	}
	family, style := name, ""
	if i := strings.IndexAny(name, ",-"); i >= 0 {
		family, style = name[:i], strings.ReplaceAll(strings.ReplaceAll(name[i:], ",", ""), "-", "")
	}
	family = strings.TrimSuffix(strings.ToLower(family), "mt")
	style = strings.TrimSuffix(strings.ToLower(style), "mt")
	base, known := families[family]
	slant, ok := styles[style]
	if !known || !ok {
		return "", false
	}
	return styled(base, slant[0], slant[1]), true
}

// styled returns the name of the standard font of a family.
func styled(family string, bold, italic bool) string {
	slanted := "Oblique"
	switch family {
	case "Symbol", "ZapfDingbats":
		return family
	case "Times":
		if !bold && !italic {
			return "Times-Roman"
		}
		slanted = "Italic"
	}
	style := ""
	if bold {
		style = "Bold"
	}
	if italic {
		style += slanted
	}
	if style == "" {
		return family
	}
	return family + "-" + style
}
