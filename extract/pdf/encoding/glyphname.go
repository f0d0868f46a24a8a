package encoding

import (
	_ "embed"
	"slices"
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
	glyphList = sync.OnceValue(func() glyphNames { return readGlyphList(glyphListText) })
	dingbats  = sync.OnceValue(func() glyphNames { return readGlyphList(dingbatsText) })
)

// The list has old-style figures and small capitals in the private use area, at
// privateLatin + the Latin-1 code of the ordinary character.
const (
	privateLatin     = 0xF700
	firstPrivateCode = privateLatin + ' '
	lastPrivateCode  = privateLatin + 0xFF
)

// glyphNames are lines such as "Abreve;0102", or with several code points,
// sorted by the name before the semicolon. They are read when a name is asked
// for: most files need few of the thousands, or none.
type glyphNames []string

func readGlyphList(text string) glyphNames {
	list := make(glyphNames, 0, strings.Count(text, "\n"))
	for line := range dataLines(text) {
		list = append(list, line)
	}
	slices.SortFunc(list, func(a, b string) int { return strings.Compare(nameOf(a), nameOf(b)) })
	return list
}

func nameOf(line string) string {
	name, _, _ := strings.Cut(line, ";")
	return name
}

// text returns what the glyph of a name says.
func (l glyphNames) text(name string) (string, bool) {
	i, ok := slices.BinarySearchFunc(l, name, func(line, name string) int { return strings.Compare(nameOf(line), name) })
	if !ok {
		return "", false
	}
	var text strings.Builder
	_, codes, _ := strings.Cut(l[i], ";")
	for code := range strings.FieldsSeq(codes) {
		r, err := strconv.ParseUint(code, 16, 32)
		if r >= firstPrivateCode && r <= lastPrivateCode {
			r -= privateLatin
		}
		if err == nil {
			text.WriteRune(rune(r))
		}
	}
	return text.String(), true
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
	if s, ok := glyphList().text(name); ok {
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
	return dingbats().text(glyphName)
}

func component(name string) (string, bool) {
	if s, ok := glyphList().text(name); ok {
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
