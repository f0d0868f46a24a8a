package pdf

import (
	"testing"
)

// fuzzLimits keep one input below some milliseconds.
var fuzzLimits = limited(func(l *Limits) {
	l.StreamBytes, l.PageBytes, l.FileBytes, l.ObjectBytes = 1<<20, 1<<20, 1<<20, 1<<20
	l.Operators, l.Glyphs, l.Rulings, l.Pages = 20000, 5000, 5000, 20
	l.Elements = 5000
})

// layered is a page with optional content, form fields and tags.
var layered = sheet{
	content:   "BT /F1 10 Tf 10 50 Td /OC /M BDC (A) Tj EMC /Span<</MCID 0/ActualText(b)>>BDC (B) Tj EMC ET",
	resources: "/Properties<</M 11 0 R>>",
	page:      "/Annots[<</Subtype/Widget/Parent 13 0 R/Rect[10 10 60 30]/OC 10 0 R>><</Subtype/FreeText/Contents(c)/Rect[10 30 60 50]>>]",
	catalog:   "/OCProperties<</OCGs[10 0 R]/D<</OFF[10 0 R]/AS[<</Event/View/Category[/View]/OCGs[10 0 R]>>]>>>>/AcroForm<</NeedAppearances true>>/StructTreeRoot<</K 12 0 R>>",
	objects: map[int]string{
		10: "<</Type/OCG/Usage<</View<</ViewState/ON>>>>>>",
		11: "<</Type/OCMD/OCGs[10 0 R]/P/AllOff/VE[/Or[/Not 10 0 R]10 0 R]>>",
		12: "<</S/Table/Pg 3 0 R/K<</S/TR/K[<</S/TD/ActualText(x)/K 0>>12 0 R]>>>>",
		13: "<</FT/Ch/V(d)/Opt[[(d)(e)]]/DA(/F1 9 Tf)/Parent 13 0 R>>",
	},
}

// FuzzOpen reads whole files: nothing may panic.
func FuzzOpen(f *testing.F) {
	f.Add(letterA.file())
	f.Add(compressed(letterA.numbered()))
	f.Add(hybrid(letterA.numbered()))
	f.Add(layered.file())
	f.Add([]byte("%PDF-1.4\n1 0 obj<</Type/Pages/Kids[1 0 R]>>endobj"))
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Open(data, Options{Limits: fuzzLimits})
		if err != nil {
			return
		}
		for n := 1; n <= file.NumPages(); n++ {
			p, err := file.Page(n)
			if p == nil {
				t.Fatalf("page %d: no page, %v", n, err)
			}
		}
	})
}

// FuzzContent reads content streams: what is printed lies within bounds.
func FuzzContent(f *testing.F) {
	f.Add("BT /F1 10 Tf 10 50 Td [(A) 3 (B)] TJ ET 1 w 0 0 m 9 0 l S 1 2 3 4 re f")
	f.Add("q 1 0 0 1 5 5 cm BI /W 1 ID x EI Q 0 0 10 10 re W n /X Do")
	f.Add("/OC /L BDC [(A) 2 Tc <41>] TJ EMC 0 0 1 1 k 3 Tr 1e9 0 0 1 0 0 cm")
	f.Fuzz(func(t *testing.T, content string) {
		file, err := Open(sheet{content: content}.file(), Options{Limits: fuzzLimits})
		if err != nil {
			return // the word endstream within content, for one
		}
		p, _ := file.Page(1)
		for _, r := range p.Rulings {
			if r.X0 > r.X1 || r.Y0 > r.Y1 || r.X0 != r.X1 && r.Y0 != r.Y1 {
				t.Errorf("ruling %+v", r)
			}
		}
		for _, g := range p.Glyphs {
			if g.Box.X0 > g.Box.X1 || g.Box.Y0 >= g.Box.Y1 {
				t.Errorf("glyph %+v", g)
			}
		}
	})
}

// FuzzLexer reads tokens: the position always moves on.
func FuzzLexer(f *testing.F) {
	f.Add([]byte("<< /A#20B (x\\)(y)\\12) <4g1> [1.5 -2 +.3 true] >> %c\nBT ' \""))
	f.Fuzz(func(t *testing.T, data []byte) {
		lex := lexer{data: data}
		for last := -1; ; {
			token := lex.next()
			if token.kind == tokenEnd {
				return
			}
			if lex.pos <= last {
				t.Fatalf("no progress at %d", last)
			}
			last = lex.pos
		}
	})
}

// FuzzFilters decodes bytes by every filter: nothing may panic or grow beyond
// the limit.
func FuzzFilters(f *testing.F) {
	f.Add([]byte("x\x9c\x03\x00\x00\x00\x00\x01"), 12, 1, 8, 4)
	f.Add([]byte("9jqo^BlbD-BleB1DJ+*+F(f,q~>"), 2, 3, 8, 1)
	f.Fuzz(func(t *testing.T, data []byte, predictor, colors, bits, columns int) {
		const limit = 1 << 16
		for _, name := range []string{"FlateDecode", "LZWDecode", "ASCII85Decode", "ASCIIHexDecode", "RunLengthDecode", "Crypt", "DCTDecode"} {
			step := filter{name: name, predictor: predictor, colors: colors, bits: bits, columns: columns}
			out, _ := step.decode(nil, data, limit)
			if len(out) > max(limit, len(data)) {
				t.Errorf("%s: %d bytes", name, len(out))
			}
		}
	})
}

// FuzzRebuild rebuilds files around the objects found in them: the result
// grows with the file and what its object streams hold, not beyond.
func FuzzRebuild(f *testing.F) {
	f.Add(letterA.file())
	f.Add(compressed(letterA.numbered()))
	f.Add([]byte("1 0 obj<</Length 9>>stream\nx endstream 2 0 obj<</Type/Page>>trailer<</Root 1 0 R/Encrypt<<>>>>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, anew := range []bool{false, true} {
			b := newRebuilder(data, fuzzLimits)
			b.anew = anew
			if err := b.rebuild(); err != nil {
				continue
			}
			// A byte may become a character of four, each object a line of the
			// table and a header.
			if most := 200*(len(data)+b.inflated) + 1000; len(b.tail) > most {
				t.Errorf("%d bytes became %d", len(data)+b.inflated, len(b.tail))
			}
		}
	})
}
