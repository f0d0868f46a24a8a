package encoding

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed data/glyphlist.txt
var glyphListText string

//go:embed data/zapfdingbats.txt
var dingbatsText string

var (
	glyphList = sync.OnceValue(func() map[string]string { return readGlyphList(glyphListText) })
	dingbats  = sync.OnceValue(func() map[string]string { return readGlyphList(dingbatsText) })
)

// The list has old-style figures and small capitals in the private use area, at
// privateLatin + the Latin-1 code of the ordinary character.
const (
	privateLatin     = 0xF700
	firstPrivateCode = privateLatin + ' '
	lastPrivateCode  = privateLatin + 0xFF
)

// readGlyphList reads lines such as "Abreve;0102", or with several code points.
func readGlyphList(text string) map[string]string {
	list := make(map[string]string, strings.Count(text, "\n"))
	for line := range dataLines(text) {
		name, codes, _ := strings.Cut(line, ";")
		var runes []rune
		for _, code := range strings.Fields(codes) {
			r, err := strconv.ParseUint(code, 16, 32)
			if r >= firstPrivateCode && r <= lastPrivateCode {
				r -= privateLatin
			}
			if err == nil {
				runes = append(runes, rune(r))
			}
		}
		list[name] = string(runes)
	}
	return list
}

// Unicode returns the text a glyph name stands for, by the rules of the Adobe
// Glyph List Specification: what follows a period names a variant and is cut
// off, underscores join the parts of a ligature, and a part is a name of the
// list, uniXXXX or uXXXX to uXXXXXX. Old-style figures come as digits, small
// capitals as small letters. It is false when any part is unknown, as
// for ".notdef", "g23" or "cid123".
//
// Names of Zapf Dingbats glyphs are not known here but to Dingbat: other fonts
// use a1, a2, … for anything.
func Unicode(glyphName string) (string, bool) {
	name, _, _ := strings.Cut(glyphName, ".")
	if s, ok := glyphList()[name]; ok {
		return s, true
	}
	if !strings.Contains(name, "_") {
		return component(name)
	}
	var text strings.Builder
	for part := range strings.SplitSeq(name, "_") {
		s, ok := component(part)
		if !ok {
			return "", false
		}
		text.WriteString(s)
	}
	return text.String(), true
}

// Dingbat returns the text of a glyph name of the font Zapf Dingbats.
func Dingbat(glyphName string) (string, bool) {
	if glyphName == "space" {
		return " ", true
	}
	s, ok := dingbats()[glyphName]
	return s, ok
}

func component(name string) (string, bool) {
	if s, ok := glyphList()[name]; ok {
		return s, true
	}
	if hex, ok := strings.CutPrefix(name, "uni"); ok && len(hex) >= 4 && len(hex)%4 == 0 {
		var runes []rune
		for ; hex != ""; hex = hex[4:] {
			r, ok := codePoint(hex[:4])
			if !ok {
				return "", false
			}
			runes = append(runes, r)
		}
		return string(runes), true
	}
	if hex, ok := strings.CutPrefix(name, "u"); ok && len(hex) >= 4 && len(hex) <= 6 {
		if r, ok := codePoint(hex); ok {
			return string(r), true
		}
	}
	return "", false
}

// codePoint reads a code point in hex digits. Small letters are read too,
// though the specification has capitals only: makers write both.
func codePoint(hex string) (rune, bool) {
	r, err := strconv.ParseUint(hex, 16, 32)
	if err != nil || r == 0 || r == utf8.RuneError || !utf8.ValidRune(rune(r)) {
		return 0, false
	}
	return rune(r), true
}
