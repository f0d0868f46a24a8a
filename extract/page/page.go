// Package page holds what is printed on one page, in the coordinates a reader
// sees: points, origin top left of the displayed page (crop box, rotation
// applied), y growing downwards.
//
// In: nothing. Out: the types Page, Glyph, Ruling, Fill and TaggedTable, made by
// extract/pdf (or by hand in tests) and read by extract/layout. It imports no
// PDF library, so that layout can be tested on pages written by hand.
package page

import "gongkai/extract/trace"

// A Flag tells why a glyph must not be taken as ordinary print, or where it
// comes from.
type Flag uint8

const (
	OffPage    Flag = 1 << iota // the glyph lies outside the page as displayed
	Invisible                   // drawn without ink: text mode 3 or 7, white on white
	Clipped                     // hidden by the clipping path
	Duplicate                   // printed again at the place of an equal glyph, to look bold
	Annotation                  // drawn by a stamp, a comment or another annotation over the page: no part of its text or tables
	Hidden                      // in optional content or an annotation that is not displayed
	Field                       // the content of a form field, or typed on the page: filled in, it is read as print
	Replaced                    // a replacement text of the file speaks for it, and stands in a glyph before it or is empty
)

// unread are the flags of glyphs that are no print of the page.
const unread = ^Field

// Printed tells whether a reader takes a glyph for text of the page: it has no
// flag but Field.
func (g *Glyph) Printed() bool { return g.Flags&unread == 0 }

// A Glyph is one printed character.
type Glyph struct {
	Text  string     // what it says, mostly one rune; "" when the font does not tell
	X, Y  float64    // origin on the baseline
	Box   trace.Rect // from the origin over the advance, one em high around the baseline; never zero in height
	Size  float64    // font size in points as displayed
	Angle int        // writing direction as displayed, clockwise: 0 (left to right), 90, 180, 270; others rounded to the degree
	Font  int        // index into Page.Fonts
	MCID  int        // identifies the marked content the glyph is in, as TaggedCell.MCIDs do; -1 outside any
	Flags Flag       // 0 for ordinary print
	Down  bool       // written downwards by the font (WMode 1); Angle stays 0
}

// A Font is a font used on a page.
type Font struct {
	Name string // base font name without subset tag, decoded from GBK where the file has raw bytes
	Bold bool   // by name, flags or weight

	// Substituted: not embedded, and the reader used another font in its place,
	// so that text may be lost or moved. Package pdf never does.
	Substituted bool
}

// RulingKind tells how a ruling was drawn.
type RulingKind uint8

const (
	Stroke   RulingKind = iota // a stroked line, or a side of a stroked rectangle
	ThinFill                   // a filled rectangle no thicker than a line
	FillEdge                   // the side of a filled area; weak evidence
)

// A Ruling is a straight horizontal or vertical line. X0 == X1 for a vertical
// one and Y0 == Y1 for a horizontal one: the coordinates are those of its
// centre line.
type Ruling struct {
	X0, Y0, X1, Y1 float64
	Width          float64 // thickness in points
	Kind           RulingKind
	White          bool // drawn in the colour of the paper: not seen by a reader
	Dashed         bool
}

// Horizontal tells whether r runs from left to right.
func (r Ruling) Horizontal() bool { return r.Y0 == r.Y1 }

// A Fill is a filled area that is no ruling, such as a shaded header or a
// background stripe.
type Fill struct {
	Box  trace.Rect
	Gray float64 // luminance, 0 black to 1 white
}

// A Page is the printed content of one page in drawing order.
type Page struct {
	Number        int     // 1-based position in the file
	Label         string  // printed page label of the file's page tree, "" if none
	Width, Height float64 // points, as displayed
	Fonts         []Font
	Glyphs        []Glyph
	Rulings       []Ruling // clipped to the page
	Fills         []Fill
	Images        []trace.Rect  // placed images, clipped to the page: what a scan consists of
	Tags          []TaggedTable // what the file itself says of the tables on the page
	Findings      []trace.Finding
	Incomplete    bool // a limit or damage ended the reading early
}

// darkGray is the luminance below which white ink is seen on a fill.
const darkGray = 0.9

// DarkAt tells whether something that is not white was drawn under a point in
// points: white print is seen there.
func (p *Page) DarkAt(x, y float64) bool {
	for i := len(p.Fills) - 1; i >= 0; i-- {
		if f := &p.Fills[i]; f.Box.Contains(x, y) {
			return f.Gray < darkGray
		}
	}
	for _, b := range p.Images {
		if b.Contains(x, y) {
			return true
		}
	}
	return false
}

// A TaggedTable is what stands on one page of a table as the structure tree of
// a tagged file describes it. It is a claim of the program that wrote the file,
// which may be wrong: evidence beside what is printed.
type TaggedTable struct {
	Number     int // of the table in the file, from 1; its parts on several pages share it
	FirstRow   int // row of the whole table that is row 0 here
	Rows, Cols int // rows from the first to the last with content on the page; columns of the whole table
	Cells      []TaggedCell
}

// A TaggedCell is a cell of a tagged table. A cell that reaches over a page
// break stands in the parts on both pages.
type TaggedCell struct {
	Row, Col         int // 0-based, of the part
	RowSpan, ColSpan int // at least 1
	Header           bool
	Scope            string   // of a header: "Row", "Column" or "Both"; "" when not told
	MCIDs            []int    // its marked content on the page
	Alternates       []string // descriptions of its pictures and meanings of its abbreviations: not printed
}
