package pdf

import (
	"strings"
	"sync"

	"github.com/ledongthuc/pdf"

	"gongkai/extract/pdf/cmap"
	"gongkai/extract/pdf/encoding"
)

// maxCID bounds the width tables: CIDs have two bytes.
const maxCID = 1 << 16

// A cidFont is the descendant of a composite font: what it tells by CID.
type cidFont struct {
	widths   []float64 // advance by CID; negative: default
	fallback float64
	vertical map[uint32][3]float64 // W2: advance downwards, origin x and y
	origin   [2]float64            // DW2: origin y, advance downwards
}

// compositeFont reads a Type0 font (ISO 32000-2 §9.7).
func (f *File) compositeFont(v pdf.Value) *font {
	codes := f.codeMap(v.Key("Encoding"))
	descendant := v.Key("DescendantFonts").Index(0)
	cid := readCIDFont(descendant)
	text := f.cidText(v, descendant, codes)
	glyphs := &compositeGlyphs{codes: codes, twoBytes: strings.HasPrefix(codes.Name(), "Identity")}
	glyphs.lookup = func(code uint32, n int) glyphInfo {
		c := codes.CID(code, n)
		out := cid.glyph(c)
		out.text = text(code, n, c)
		return out
	}
	return &font{wide: glyphs, vertical: codes.Vertical()}
}

// cidText returns the function that tells what a code and its CID stand for:
// by ToUnicode, by the character map, by Adobe's character collections, or by
// the embedded font program.
func (f *File) cidText(v, descendant pdf.Value, codes *cmap.CMap) func(code uint32, n int, cid uint32) string {
	toUnicode := f.toUnicode(v)
	program := f.programOnce(descendant.Key("FontDescriptor"))
	collection := collectionOf(descendant.Key("CIDSystemInfo").Key("Ordering").RawString(), codes.Ordering())
	glyph := sync.OnceValue(func() func(cid uint32) (int, bool) { return f.glyphMap(descendant, program()) })
	return func(code uint32, n int, cid uint32) string {
		s, ok := mapped(toUnicode, code, n)
		if ok {
			return s
		}
		if s, ok = codes.Text(code, n); !ok && collection != nil {
			s, ok = collection.Unicode(cid)
		}
		if ok {
			return encoding.Fold(s)
		}
		if p := program(); p != nil {
			if own := collectionOf(p.Ordering()); own != nil {
				s, _ = own.Unicode(cid)
			} else if id, found := glyph()(cid); found {
				s, _ = p.GlyphText(id)
			}
		}
		return encoding.Fold(s)
	}
}

// collectionOf returns the first of Adobe's character collections among the
// orderings, nil if there is none.
func collectionOf(orderings ...string) *cmap.Collection {
	for _, o := range orderings {
		if c, ok := cmap.CollectionOf(o); ok {
			return c
		}
	}
	return nil
}

// codeMap reads the Encoding of a composite font: a predefined map by name or
// an embedded one. A map that is missing or unknown is taken as Identity-H.
func (f *File) codeMap(v pdf.Value) *cmap.CMap {
	identity, _ := cmap.Predefined("Identity-H")
	if v.Kind() == pdf.Stream {
		data, err := f.stream(v)
		if err != nil && len(data) == 0 {
			return identity
		}
		use := func(name string) (*cmap.CMap, error) { return cmap.Predefined(name) }
		m, _ := cmap.Parse(data, use) // usable beside an error
		if m != nil {
			return m
		}
		return identity
	}
	if m, err := cmap.Predefined(v.Name()); err == nil {
		return m
	}
	return identity
}

func readCIDFont(v pdf.Value) cidFont {
	out := cidFont{
		widths:   cidWidths(v.Key("W")),
		fallback: number(v.Key("DW"), 1000) / 1000,
		vertical: verticalMetrics(v.Key("W2")),
		origin:   [2]float64{0.88, -1}, // ISO 32000-2, table 115
	}
	if dw2, ok := numbers(v.Key("DW2"), 2); ok {
		out.origin = [2]float64{dw2[0] / 1000, dw2[1] / 1000}
	}
	return out
}

// glyph returns the metrics of a CID.
func (c *cidFont) glyph(cid uint32) glyphInfo {
	g := glyphInfo{width: c.fallback}
	if int64(cid) < int64(len(c.widths)) && c.widths[cid] >= 0 {
		g.width = c.widths[cid]
	}
	if m, ok := c.vertical[cid]; ok {
		g.down, g.vx, g.vy = m[0], m[1], m[2]
	} else {
		g.down, g.vx, g.vy = c.origin[1], g.width/2, c.origin[0]
	}
	return g
}

// cidWidths reads a W array: "c [w1 w2 …]" and "first last w".
func cidWidths(w pdf.Value) []float64 {
	var out []float64
	set := func(cid int, width float64) {
		if cid < 0 || cid >= maxCID {
			return
		}
		for len(out) <= cid {
			out = append(out, -1)
		}
		out[cid] = width / 1000
	}
	for i := 0; i+1 < w.Len(); {
		first, second := w.Index(i), w.Index(i+1)
		if second.Kind() == pdf.Array {
			for j := 0; j < second.Len(); j++ {
				set(int(first.Int64())+j, number(second.Index(j), 0))
			}
			i += 2
			continue
		}
		width := number(w.Index(i+2), 0)
		for cid := max(first.Int64(), 0); cid <= second.Int64() && cid < maxCID; cid++ {
			set(int(cid), width)
		}
		i += 3
	}
	return out
}

// verticalMetrics reads a W2 array: "c [w1y vx vy …]" and "first last w1y vx vy".
func verticalMetrics(w pdf.Value) map[uint32][3]float64 {
	out := map[uint32][3]float64{}
	at := func(v pdf.Value, i int) [3]float64 {
		return [3]float64{number(v.Index(i), 0) / 1000, number(v.Index(i+1), 0) / 1000, number(v.Index(i+2), 0) / 1000}
	}
	for i := 0; i+1 < w.Len(); {
		first, second := max(w.Index(i).Int64(), 0), w.Index(i+1)
		if second.Kind() == pdf.Array {
			for j := 0; j+2 < second.Len(); j += 3 {
				out[uint32(first)+uint32(j/3)] = at(second, j)
			}
			i += 2
			continue
		}
		for cid := first; cid <= second.Int64() && cid < maxCID; cid++ {
			out[uint32(cid)] = at(w, i+2)
		}
		i += 5
	}
	return out
}
