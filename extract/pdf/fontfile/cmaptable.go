package fontfile

import "unicode/utf8"

// maxMappings bounds the work on one cmap subtable: each code point once, and
// as much again for segments that overlap.
const maxMappings = 2 * (utf8.MaxRune + 1)

// symbolPages are the places where symbol fonts put the codes 0 to 255.
var symbolPages = [...]int{0xF000, 0, 0xF100, 0xF200}

// readCmap reads the subtables of a cmap table: those with Unicode codes, (3,10),
// (0,x) and (3,1), give characters by glyph; (3,0), else (1,0), gives glyphs by
// code.
func (f *Font) readCmap(cmap table) {
	var symbol, macintosh table
	for i := range min(cmap.u16(2), maxTables) {
		entry := cmap.slice(4+8*i, 8)
		sub := cmap.from(entry.u32(4))
		if len(entry) < 8 || len(sub) < 6 {
			continue
		}
		switch platform, id := entry.u16(0), entry.u16(2); {
		case platform == 0 && id != 5, platform == 3 && (id == 1 || id == 10):
			each(sub, f.addRune)
		case platform == 3 && id == 0:
			symbol = sub
		case platform == 1 && id == 0:
			macintosh = sub
		}
	}
	switch {
	case symbol != nil:
		f.glyphs = symbolGlyphs(symbol)
	case macintosh != nil:
		f.glyphs = new([256]uint16)
		each(macintosh, func(code, glyph int) {
			if code < len(f.glyphs) {
				f.glyphs[code] = uint16(glyph)
			}
		})
	}
}

// symbolGlyphs returns the glyphs by code of a symbol subtable.
func symbolGlyphs(sub table) *[256]uint16 {
	pages := map[int]*[256]uint16{}
	each(sub, func(code, glyph int) {
		page := code &^ 0xFF
		if pages[page] == nil {
			pages[page] = new([256]uint16)
		}
		pages[page][code&0xFF] = uint16(glyph)
	})
	for _, page := range symbolPages {
		if pages[page] != nil {
			return pages[page]
		}
	}
	return nil
}

// addRune takes a character of a glyph unless it has a better one.
func (f *Font) addRune(code, glyph int) {
	r := rune(code)
	if r < ' ' || !utf8.ValidRune(r) || glyph >= maxGlyphs {
		return
	}
	for len(f.runes) <= glyph {
		f.runes = append(f.runes, 0)
	}
	old := f.runes[glyph]
	if old == 0 || oddness(r) < oddness(old) || oddness(r) == oddness(old) && r < old {
		f.runes[glyph] = r
	}
}

// oddness ranks the characters that share a glyph: an ordinary character (0) is
// meant rather than a look-alike (1), a form that only compatibility asks for
// (2), or a private one (3).
func oddness(r rune) int {
	switch {
	case r == 0xA0, r == 0xAD, r >= 0x2000 && r <= 0x200F, r == 0x2010, r == 0x2011, r == 0x2215, r == 0x2219:
		return 1
	case r >= 0x2E80 && r <= 0x2FDF, r >= 0xF900 && r <= 0xFAFF, r >= 0x2F800 && r <= 0x2FA1F, r >= 0xFE30 && r <= 0xFE4F:
		return 2
	case r >= 0xE000 && r <= 0xF8FF, r >= 0xF0000:
		return 3
	}
	return 0
}

// each calls yield for the codes of a subtable and their glyphs, those without
// a glyph left out. Formats of other than 8, 16 and 32 bit codes are skipped.
func each(sub table, yield func(code, glyph int)) {
	left := maxMappings
	add := func(code, glyph int) bool {
		if glyph != 0 {
			yield(code, glyph)
		}
		left--
		return left > 0
	}
	switch sub.u16(0) {
	case 0:
		for code := range min(256, len(sub)-6) {
			add(code, sub.u8(6+code))
		}
	case 4:
		eachSegment(sub, add)
	case 6:
		first := sub.u16(6)
		for i := range min(sub.u16(8), len(sub)/2) {
			add(first+i, sub.u16(10+2*i))
		}
	case 10:
		first := sub.u32(12)
		for i := range min(sub.u32(16), len(sub)/2) {
			add(first+i, sub.u16(20+2*i))
		}
	case 12:
		for i := range min(sub.u32(12), len(sub)/12) {
			group := sub.from(16 + 12*i)
			first, last, glyph := group.u32(0), min(group.u32(4), utf8.MaxRune), group.u32(8)
			for code := first; code <= last && glyph+code-first < maxGlyphs; code++ {
				if !add(code, glyph+code-first) {
					return
				}
			}
		}
	}
}

// eachSegment walks a subtable of format 4.
func eachSegment(sub table, add func(code, glyph int) bool) {
	n := min(sub.u16(6)/2, len(sub)/8)
	ends, starts, deltas, offsets := 14, 16+2*n, 16+4*n, 16+6*n
	for i := range n {
		first, last := sub.u16(starts+2*i), sub.u16(ends+2*i)
		delta, offset := sub.u16(deltas+2*i), sub.u16(offsets+2*i)
		for code := first; code <= last; code++ {
			glyph := code + delta
			if offset != 0 && offset != 0xFFFF {
				if glyph = sub.u16(offsets + 2*i + offset + 2*(code-first)); glyph != 0 {
					glyph += delta
				}
			}
			if !add(code, glyph&0xFFFF) {
				return
			}
		}
	}
}
