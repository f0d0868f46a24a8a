package pdf

import (
	"strings"
	"sync"

	"github.com/ledongthuc/pdf"

	"gongkai/extract/pdf/cmap"
	"gongkai/extract/pdf/encoding"
)

// A cidFont is the descendant of a composite font: what it tells by CID.
type cidFont struct {
	widths   []float64 // advance by CID; negative: default
	fallback float64
	vertical map[uint32][3]float64 // W2: advance downwards, origin x and y
	origin   [2]float64            // DW2: origin y, advance downwards
}

// compositeFont reads a Type0 font (ISO 32000-2 §9.7).
func (f *File) compositeFont(v pdf.Value, toUnicode *cmap.ToUnicode) *font {
	codes := f.codeMap(v.Key("Encoding"))
	descendant := v.Key("DescendantFonts").Index(0)
	cid := readCIDFont(descendant)
	text := f.cidText(toUnicode, descendant, codes)
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
func (f *File) cidText(toUnicode *cmap.ToUnicode, descendant pdf.Value, codes *cmap.CMap) func(code uint32, n int, cid uint32) string {
	program := f.programOnce(descendant.Key("FontDescriptor"))
	collection := collectionOf(descendant.Key("CIDSystemInfo").Key("Ordering").RawString(), codes.Ordering())
	glyph := sync.OnceValue(func() func(cid uint32) (int, bool) { return f.glyphMap(descendant, program()) })
	return func(code uint32, n int, cid uint32) string {
		m, ok := mapped(toUnicode, code, n)
		if ok && !m.private {
			return m.text
		}
		s, ok := codes.Text(code, n)
		if !ok && collection != nil {
			s, ok = collection.Unicode(cid)
		}
		if p := program(); !ok && p != nil {
			if own := collectionOf(p.Ordering()); own != nil {
				s, _ = own.Unicode(cid)
			} else if id, found := glyph()(cid); found {
				s, _ = p.GlyphText(id)
			}
		}
		if s == "" {
			return m.text
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
	if m := f.characterMap(v, 0); m != nil {
		return m
	}
	identity, _ := cmap.Predefined("Identity-H")
	return identity
}

// maxUse bounds the embedded maps that are based on each other: one that uses
// itself would have no end.
const maxUse = 4

// characterMap reads a CMap, nil if it is none. The map that the program of an
// embedded one names is that of the entry UseCMap, which may be embedded too,
// else a predefined one (ISO 32000-2 §9.7.5.3).
func (f *File) characterMap(v pdf.Value, depth int) *cmap.CMap {
	if v.Kind() != pdf.Stream {
		m, err := cmap.Predefined(v.Name())
		if err != nil {
			return nil
		}
		return m
	}
	data, err := f.stream(v)
	if err != nil && len(data) == 0 {
		return nil
	}
	use := func(name string) (*cmap.CMap, error) {
		if depth < maxUse {
			if base := f.characterMap(v.Key("UseCMap"), depth+1); base != nil {
				return base, nil
			}
		}
		return cmap.Predefined(name)
	}
	m, _ := cmap.Parse(data, use) // usable beside an error
	if m != nil && v.Key("WMode").Int64() == 1 {
		m = m.Downwards()
	}
	return m
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
	left := maxMetrics
	for i := 0; i+1 < w.Len() && left > 0; {
		first, second := w.Index(i), w.Index(i+1)
		if second.Kind() == pdf.Array {
			left -= second.Len() + 1
			for j := 0; j < second.Len(); j++ {
				set(int(first.Int64())+j, number(second.Index(j), 0))
			}
			i += 2
			continue
		}
		width := number(w.Index(i+2), 0)
		from, to := max(first.Int64(), 0), min(second.Int64(), maxCID-1)
		for cid := from; cid <= to; cid++ {
			set(int(cid), width)
		}
		left -= 1 + max(int(to-from), 0)
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
	left := maxMetrics
	for i := 0; i+1 < w.Len() && left > 0; {
		first, second := max(w.Index(i).Int64(), 0), w.Index(i+1)
		if second.Kind() == pdf.Array {
			left -= second.Len() + 1
			for j := 0; j+2 < second.Len(); j += 3 {
				out[uint32(first)+uint32(j/3)] = at(second, j)
			}
			i += 2
			continue
		}
		to := min(second.Int64(), maxCID-1)
		for cid := first; cid <= to; cid++ {
			out[uint32(cid)] = at(w, i+2)
		}
		left -= 1 + max(int(to-first), 0)
		i += 5
	}
	return out
}
