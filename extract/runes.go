package extract

import "strings"

// narrowGlyph is the usual width of a digit or Latin letter in font sizes.
const narrowGlyph = 0.5

// wide tells whether r is printed a full font size wide: CJK ideographs,
// their punctuation and full-width forms.
func wide(r rune) bool {
	return r >= 0x2e80 && r <= 0x9fff || r >= 0xf900 && r <= 0xfaff ||
		r >= 0xfe30 && r <= 0xfe4f || r >= 0xff00 && r <= 0xff60 || r >= 0xffe0 && r <= 0xffe6 ||
		r >= 0x20000 && r <= 0x3ffff || strings.ContainsRune("“”‘’…—", r)
}

// opening tells whether r must not end a line.
func opening(r rune) bool { return strings.ContainsRune("（《〈「『【〔“‘([{<＜", r) }

// closing tells whether r must not begin a line.
func closing(r rune) bool {
	return strings.ContainsRune("，。、；：？！）》〉」』】〕”’)]},.;:?!%％", r)
}
