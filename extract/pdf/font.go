package pdf

import (
	"strings"
	"sync"

	"github.com/ledongthuc/pdf"
	"golang.org/x/text/encoding/simplifiedchinese"

	"gongkai/extract/page"
)

// A font maps the codes of shown strings to text and advance.
type font struct {
	info     page.Font
	next     func(s []byte) (code uint32, n int) // nil: one byte a code
	simple   [256]string                         // text by code, for one-byte fonts
	unicode  func(code uint32, n int) string     // text by code, for composite fonts
	widths   []float64                           // advance by code (simple) or CID (composite), text space; negative: default
	cid      func(code uint32, n int) uint32     // code to CID, nil: identity
	fallback float64                             // advance where widths tells none
	vertical bool
	vwidths  map[uint32][3]float64 // CID to w1y, vx, vy of W2
	dw2      [2]float64            // vy, w1y of DW2
}

// text returns what a code says, "" when the font does not tell.
func (f *font) text(code uint32, n int) string {
	if f.unicode != nil {
		return f.unicode(code, n)
	}
	return f.simple[code&0xff]
}

// advance returns the horizontal displacement of a code in text space units.
func (f *font) advance(code uint32, n int) float64 {
	if f.cid != nil {
		code = f.cid(code, n)
	}
	if int(code) < len(f.widths) && f.widths[code] >= 0 {
		return f.widths[code]
	}
	return f.fallback
}

// fontCache keeps fonts by the object number of their dictionary, so that a
// font used on every page is read once.
type fontCache struct {
	mu   sync.Mutex
	byID map[int]*font
}

func (c *fontCache) init() { c.byID = map[int]*font{} }

// font returns the font with a resource name; a font that cannot be read is
// one without text and widths.
func (f *File) font(resources pdf.Value, ids map[string]int, name string) *font {
	id := ids[name]
	if id != 0 {
		f.fonts.mu.Lock()
		known := f.fonts.byID[id]
		f.fonts.mu.Unlock()
		if known != nil {
			return known
		}
	}
	out := &font{}
	_ = guard(func() error {
		out = f.loadFont(resources.Key("Font").Key(name))
		return nil
	})
	if id != 0 {
		f.fonts.mu.Lock()
		f.fonts.byID[id] = out
		f.fonts.mu.Unlock()
	}
	return out
}

func (f *File) loadFont(v pdf.Value) *font {
	var out *font
	switch v.Key("Subtype").Name() {
	case "Type0":
		out = f.compositeFont(v)
	case "Type3":
		out = f.type3Font(v)
	default:
		out = f.simpleFont(v)
	}
	out.info = fontInfo(v)
	return out
}

// fontInfo names a font for people: without the subset tag, and decoded from
// GBK where the file holds raw bytes.
func fontInfo(v pdf.Value) page.Font {
	name := v.Key("BaseFont").Name()
	descriptor := v.Key("FontDescriptor")
	if d := v.Key("DescendantFonts"); d.Kind() == pdf.Array {
		descriptor = d.Index(0).Key("FontDescriptor")
	}
	if name == "" {
		name = v.Key("Name").Name()
	}
	if len(name) > 7 && name[6] == '+' {
		name = name[7:]
	}
	if strings.IndexFunc(name, func(r rune) bool { return r > 126 }) >= 0 {
		if s, err := simplifiedchinese.GBK.NewDecoder().String(name); err == nil && !strings.ContainsRune(s, '\uFFFD') {
			name = s
		}
	}
	lower := strings.ToLower(name)
	const forceBold = 1 << 18
	bold := strings.Contains(lower, "bold") || strings.Contains(lower, "heavy") || strings.Contains(lower, "black") ||
		int(number(descriptor.Key("Flags"), 0))&forceBold != 0 || number(descriptor.Key("FontWeight"), 400) >= 600
	return page.Font{Name: name, Bold: bold}
}

// toUnicode reads the ToUnicode map of a font, nil when it has none.
func (f *File) toUnicode(v pdf.Value) toUnicodeMap {
	t := v.Key("ToUnicode")
	if t.Kind() != pdf.Stream {
		return nil
	}
	data, err := f.stream(t)
	if err != nil && len(data) == 0 {
		return nil
	}
	return parseToUnicode(data)
}
