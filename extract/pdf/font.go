package pdf

import (
	"cmp"
	"strings"
	"sync"
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"github.com/ledongthuc/pdf"
	"golang.org/x/text/encoding/simplifiedchinese"

	"gongkai/extract/page"
	"gongkai/extract/pdf/cmap"
	"gongkai/extract/pdf/encoding"
)

// A font maps the codes of shown strings to text and advance. It may be used
// by several goroutines.
type font struct {
	info     page.Font
	vertical bool
	em       float64          // height of its characters in font sizes; 0 stands for 1
	garbled  bool             // its codes say nothing about its text, see recoded
	suspect  bool             // they may not: the page it is used on tells
	lack     string           // what of it is missing or damaged, "" if nothing
	simple   *[256]glyphInfo  // fonts with codes of one byte
	wide     *compositeGlyphs // all others
}

// A glyphInfo is what a font tells about one code. Lengths are in text space
// units: 1 is the font size.
type glyphInfo struct {
	text  string  // "" when the font does not tell
	width float64 // horizontal advance
	vx    float64 // vertical writing: from the horizontal to the vertical origin
	vy    float64
	down  float64 // vertical writing: advance, negative downwards
}

// next returns what the first code of s, which is not empty, says and the
// number of its bytes.
func (f *font) next(s []byte) (*glyphInfo, int) {
	if f.simple != nil {
		return &f.simple[s[0]], 1
	}
	return f.wide.next(s)
}

// compositeGlyphs finds the glyphs of a composite font and keeps those found.
type compositeGlyphs struct {
	codes    *cmap.CMap
	twoBytes bool // all codes have two bytes
	pairs    bool // two bytes from firstHigh on are one code, others one each
	lookup   func(code uint32, n int) glyphInfo
	known    [256]atomic.Pointer[[256]atomic.Pointer[glyphInfo]] // of two-byte codes
	others   sync.Map                                            // codeKey → *glyphInfo
}

// firstHigh is the first byte of both halves of a code of GB 2312.
const firstHigh = 0xa1

type codeKey struct {
	code uint32
	n    int
}

func (c *compositeGlyphs) next(s []byte) (*glyphInfo, int) {
	var code uint32
	var n int
	switch {
	case len(s) >= 2 && (c.twoBytes || c.pairs && s[0] >= firstHigh && s[1] >= firstHigh):
		code, n = uint32(s[0])<<8|uint32(s[1]), 2
	case c.pairs:
		code, n = uint32(s[0]), 1
	default:
		code, n = c.codes.Next(s)
	}
	if n != 2 {
		key := codeKey{code, n}
		if g, ok := c.others.Load(key); ok {
			return g.(*glyphInfo), n
		}
		g := c.lookup(code, n)
		c.others.Store(key, &g)
		return &g, n
	}
	slot := &c.known[code>>8&0xff]
	row := slot.Load()
	if row == nil {
		slot.CompareAndSwap(nil, new([256]atomic.Pointer[glyphInfo]))
		row = slot.Load()
	}
	g := row[code&0xff].Load()
	if g == nil {
		made := c.lookup(code, n)
		g = &made
		row[code&0xff].Store(g)
	}
	return g, n
}

// fontCache keeps fonts by the object number of their dictionary, so that a
// font used on every page is read once.
type fontCache struct {
	mu   sync.Mutex
	byID map[int]*font
}

func (c *fontCache) init() { c.byID = map[int]*font{} }

// font returns the font of that name among the font resources; a font that
// cannot be read is one without text and widths.
func (f *File) font(fonts pdf.Value, ids map[string]int, name string) *font {
	id := ids[name]
	if id != 0 {
		f.fonts.mu.Lock()
		known := f.fonts.byID[id]
		f.fonts.mu.Unlock()
		if known != nil {
			return known
		}
	}
	out := &font{simple: new([256]glyphInfo), lack: "is not in the file", info: page.Font{Name: name}}
	_ = guard(func() error {
		if v := fonts.Key(name); v.Kind() == pdf.Dict {
			out = f.loadFont(v)
		}
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
	toUnicode, err := f.toUnicode(v)
	switch v.Key("Subtype").Name() {
	case "Type0":
		out = f.compositeFont(v, toUnicode)
	case "Type3":
		out = f.type3Font(v, toUnicode)
	default:
		out = f.simpleFont(v, toUnicode)
	}
	out.info = fontInfo(v)
	if err != nil {
		out.lack = "has a damaged map to Unicode"
	}
	return out
}

// Bits of the font descriptor's Flags (ISO 32000-2, table 121).
const (
	flagSymbolic  = 1 << 2
	flagForceBold = 1 << 18
)

// boldWeight is the least FontWeight of bold fonts; 500 is medium.
const boldWeight = 600

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
	if !utf8.ValidString(name) {
		if s, err := simplifiedchinese.GBK.NewDecoder().String(name); err == nil && !strings.ContainsRune(s, '\uFFFD') {
			name = s
		}
	}
	lower := strings.ToLower(name)
	bold := strings.Contains(lower, "bold") || strings.Contains(lower, "heavy") || strings.Contains(lower, "black") ||
		int(number(descriptor.Key("Flags"), 0))&flagForceBold != 0 || number(descriptor.Key("FontWeight"), 400) >= boldWeight
	return page.Font{Name: name, Bold: bold}
}

// toUnicode reads the ToUnicode map of a font. It is nil when the font has
// none, an empty one, or one that says the same of every code. Beside an error
// the map holds what could be read.
func (f *File) toUnicode(v pdf.Value) (*cmap.ToUnicode, error) {
	t := v.Key("ToUnicode")
	if t.Kind() == pdf.Name && strings.HasPrefix(t.Name(), "Identity") {
		return identityToUnicode(), nil
	}
	if t.Kind() != pdf.Stream {
		return nil, nil
	}
	data, err := f.stream(t)
	out, parseErr := cmap.ParseToUnicode(data)
	if out == nil || out.Len() == 0 || out.Len() >= liarCodes && out.Constant() {
		out = nil
	}
	return out, cmp.Or(err, parseErr)
}

// liarCodes is the number of codes from which on a map that gives all of them
// one text is taken for a lie: writers that hide text, or lost it, leave such
// maps. Fonts with some spaces or bullets only have fewer.
const liarCodes = 8

// identityToUnicode is the map of writers that name a predefined CMap instead
// of writing one: codes are UTF-16.
var identityToUnicode = sync.OnceValue(func() *cmap.ToUnicode {
	t, _ := cmap.ParseToUnicode([]byte("1 beginbfrange <0000> <FFFF> <0000> endbfrange"))
	return t
})

// A mapping is what a ToUnicode map gives for a code.
type mapping struct {
	text    string // radicals folded
	private bool   // of private use: anything else that tells the text is better
}

// mapped looks a code up in a ToUnicode map, which may be nil.
func mapped(t *cmap.ToUnicode, code uint32, n int) (mapping, bool) {
	if t == nil {
		return mapping{}, false
	}
	s, ok := t.Text(code, n)
	if !ok {
		return mapping{}, false
	}
	r, _ := utf8.DecodeRuneInString(s)
	return mapping{encoding.Fold(s), unicode.Is(unicode.Co, r)}, true
}
