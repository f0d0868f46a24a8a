// Package fontfile reads from embedded font programs what their glyphs stand
// for, so that a font without ToUnicode can still be read.
//
// In: the decoded bytes of a FontFile, FontFile2 or FontFile3 stream. Out: a
// Font, which gives text by character code (simple fonts) and by glyph
// (composite fonts). Outlines, hints and kerning are not looked at. The
// package knows no PDF objects and no PDF library.
package fontfile

import (
	"bytes"
	"errors"

	"gongkai/extract/pdf/encoding"
)

// ErrFormat is returned for bytes that are no font program of a known kind or
// are cut off before anything useful.
var ErrFormat = errors.New("fontfile: not a font program that can be read")

// maxGlyphs is how many glyphs a font can have: glyph numbers have two bytes.
const maxGlyphs = 1 << 16

// A Font is what a font program tells about its glyphs. It is read-only and may
// be shared by goroutines.
type Font struct {
	names    []string       // glyph names by glyph, "" if not told
	runes    []rune         // characters by glyph from the Unicode cmap, 0 if not told
	builtin  *[256]string   // glyph names by code: the built-in encoding; nil if none
	glyphs   *[256]uint16   // glyphs by code, from a symbol or Macintosh cmap; nil if none
	cids     map[uint32]int // glyphs by CID of a CID-keyed CFF font; nil for others
	ordering string         // of the character collection of a CID-keyed CFF font
}

// Parse reads a font program. The kind is told by the bytes, not by the name of
// the stream: makers mix them up.
func Parse(data []byte) (*Font, error) {
	switch {
	case len(data) < 4:
		return nil, ErrFormat
	case bytes.HasPrefix(data, []byte("%!")), data[0] == pfbMarker:
		return parseType1(data)
	case isSFNT(data):
		return parseSFNT(data)
	case data[0] == 1 && data[2] >= 4 && data[3] >= 1 && data[3] <= 4:
		return parseCFF(data)
	}
	return nil, ErrFormat
}

// CodeText returns what a code of a simple font stands for by the built-in
// encoding or by the font's own cmap. It is false if the font does not tell.
func (f *Font) CodeText(code byte) (string, bool) {
	if f.builtin != nil && f.builtin[code] != "" {
		return encoding.Unicode(f.builtin[code])
	}
	if f.glyphs == nil || f.glyphs[code] == 0 {
		return "", false
	}
	return f.GlyphText(int(f.glyphs[code]))
}

// GlyphText returns what a glyph stands for: by the font's Unicode cmap, else
// by its name. It is false if the font does not tell.
func (f *Font) GlyphText(glyph int) (string, bool) {
	if glyph < 0 {
		return "", false
	}
	if glyph < len(f.runes) && f.runes[glyph] != 0 {
		return string(f.runes[glyph]), true
	}
	if glyph < len(f.names) {
		return encoding.Unicode(f.names[glyph])
	}
	return "", false
}

// GlyphName returns the name of a glyph; "" if the font does not tell.
func (f *Font) GlyphName(glyph int) string {
	if glyph < 0 || glyph >= len(f.names) {
		return ""
	}
	return f.names[glyph]
}

// BuiltinEncoding returns the glyph names by code that a Type 1 or CFF font
// brings along; nil if it has none. The array is shared and must not be changed.
func (f *Font) BuiltinEncoding() *[256]string { return f.builtin }

// GlyphOfCID returns the glyph of a CID: by the charset of a CID-keyed CFF font
// (false if it is not there), else the CID itself. Fonts with a CIDToGIDMap
// have their glyphs from there.
func (f *Font) GlyphOfCID(cid uint32) (int, bool) {
	if f.cids == nil {
		return int(cid), cid < maxGlyphs
	}
	glyph, ok := f.cids[cid]
	return glyph, ok
}

// Ordering returns the ordering of the character collection that a CID-keyed
// CFF font names, such as "GB1" or "Identity"; "" for other fonts.
func (f *Font) Ordering() string { return f.ordering }
