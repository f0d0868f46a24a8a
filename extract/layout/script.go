package layout

import (
	"unicode"
	"unicode/utf8"
)

// script sorts runes by how they stand beside their neighbours in print.
type script uint8

const (
	wide    script = iota // ideographs, kana, full-width forms: set solid, without spaces
	latin                 // letters of scripts that put spaces between words
	digit                 // ASCII digits
	neutral               // punctuation and signs that follow their neighbours
)

// scriptOf returns the class of r.
func scriptOf(r rune) script {
	switch {
	case r >= 0x4E00 && r <= 0x9FFF: // most of a page
		return wide
	case r >= '0' && r <= '9':
		return digit
	case r < 0x80:
		if unicode.IsLetter(r) {
			return latin
		}
		return neutral
	case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Bopomofo),
		r >= 0x2E80 && r <= 0x303F,   // radicals, strokes, CJK punctuation
		r >= 0x3200 && r <= 0x33FF,   // enclosed and squared CJK
		r >= 0xFE30 && r <= 0xFE4F,   // CJK compatibility forms
		r >= 0xFF00 && r <= 0xFFEF,   // full-width forms
		r >= 0x2460 && r <= 0x24FF,   // enclosed numbers
		r >= 0xE000 && r <= 0xF8FF,   // private use: symbols of office fonts
		r >= 0x2500 && r <= 0x27BF,   // boxes, shapes, check marks
		r >= 0x20000 && r <= 0x3FFFF: // rare ideographs
		return wide
	case unicode.IsLetter(r), unicode.IsMark(r):
		return latin
	case unicode.IsDigit(r):
		return digit
	}
	return neutral
}

// blank tells whether s holds nothing that leaves ink.
func blank(s string) bool {
	for _, r := range s {
		if !unicode.IsSpace(r) && r != '\u200b' && r != '\ufeff' && r != '\u00ad' {
			return false
		}
	}
	return true
}

// firstRune and lastRune return the ends of s, utf8.RuneError when it is empty.
func firstRune(s string) rune { r, _ := utf8.DecodeRuneInString(s); return r }
func lastRune(s string) rune  { r, _ := utf8.DecodeLastRuneInString(s); return r }
