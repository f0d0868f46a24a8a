package pdf

import (
	"fmt"
	"math"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"gongkai/extract/page"
	"gongkai/extract/trace"
)

const (
	// squareFrom is the advance in ems from which on a glyph is as wide as a
	// Chinese character. The widest Latin letters advance by 0.95.
	squareFrom = 0.99
	// recodedLetters is the number of letters and digits of that width that
	// tell a font of Chinese characters behind a Latin encoding.
	recodedLetters = 3
)

// latin tells whether a text is a letter or digit of Western languages.
func latin(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return r < 0x100 && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// recoded tells whether a simple font without ToUnicode cannot hold the Latin
// characters its encoding names. Writers that cut Chinese fonts into subsets of
// 256 glyphs leave such fonts when they lose the map back to text. Letters and
// digits are then squares; codes below the letters are in use too, or else it
// is only suspected: some writers give unused letters any width.
func recoded(glyphs *[256]glyphInfo, widths []float64) (sure, suspected bool) {
	if widths == nil {
		return false, false
	}
	square, all, control := 0, 0, 0
	for code := range glyphs {
		switch {
		case widths[code] <= 0:
		case code < ' ' && glyphs[code].text == "":
			control++
		case latin(glyphs[code].text):
			all++
			if widths[code] >= squareFrom {
				square++
			}
		}
	}
	suspected = square >= recodedLetters && 2*square >= all
	return suspected && control >= recodedLetters, suspected
}

// silence takes the text from the glyphs of suspected fonts whose Latin letters
// on this page are squares.
func (r *run) silence() {
	suspects := map[int]bool{}
	for f, index := range r.fontIndex {
		if f.suspect && !f.garbled {
			suspects[index] = true
		}
	}
	if len(suspects) == 0 {
		return
	}
	square, all := map[int]int{}, map[int]int{}
	for i := range r.out.Glyphs {
		g := &r.out.Glyphs[i]
		if !suspects[g.Font] || !latin(g.Text) {
			continue
		}
		all[g.Font]++
		if math.Min(g.Box.Width(), g.Box.Height()) >= squareFrom*g.Size {
			square[g.Font]++
		}
	}
	for i := range r.out.Glyphs {
		if g := &r.out.Glyphs[i]; square[g.Font] > 0 && 2*square[g.Font] >= all[g.Font] {
			g.Text = ""
		}
	}
}

const (
	// unreadableShare is the share of a page's characters without a meaning
	// from which on the page says so. A page of tables has some 2 % bullets
	// and arrows from symbol fonts.
	unreadableShare = 0.10
	// unreadableLeast is the number of such characters that counts on any page.
	unreadableLeast = 3
	// judgedHan is the number of characters needed to judge whether they make
	// sense together.
	judgedHan = 40
	// commonShare is the share of Chinese characters that are among the common
	// ones in meaningful text. Disclosures have 0.97 and more, lists of rare
	// names 0.9; characters drawn at random from a font have 0.3 to 0.7.
	commonShare = 0.8
	// accentShare is the share of accented letters and signs of Western
	// languages from which on a text is in none: Icelandic has 0.12.
	accentShare = 0.3
	// privateShare is the share of private-use characters from which on they
	// are no bullets of symbol fonts.
	privateShare = 0.3
	// judgedAccents is the number of them that counts on any page.
	judgedAccents = 10
	// scannedCover is the share of the page that images cover on a scan
	// without text, stampedCover on one that got a page number or a stamp.
	scannedCover = 0.5
	stampedCover = 0.8
	// stampedGlyphs is the most characters of a page number or a stamp.
	stampedGlyphs = 8
)

// A tally counts the characters of a page that are seen, by what they may mean.
type tally struct {
	seen    int        // all but spaces and those of private use
	unknown int        // without text
	where   trace.Rect // of these
	private int        // of private use, such as bullets of symbol fonts
	han     int        // ideographs
	common  int        // frequent ones among them
	accents int        // accented letters and signs of Western languages
	first   string     // the first character
	varied  bool       // there are others
}

func count(p *page.Page) tally {
	var t tally
	for i := range p.Glyphs {
		g := &p.Glyphs[i]
		if g.Flags&(page.OffPage|page.Duplicate|page.Hidden|page.Clipped|page.Replaced) != 0 {
			continue
		}
		r, size := utf8.DecodeRuneInString(g.Text)
		switch {
		case unicode.IsSpace(r):
			continue
		case unicode.Is(unicode.Co, r):
			t.private++
			continue
		case size == 0 || r == utf8.RuneError || unicode.IsControl(r):
			t.unknown++
			t.where = t.where.Union(g.Box)
		case r > 0xa0 && r <= 0xff:
			t.accents++
		case r >= firstHan && r <= lastHan:
			t.han++
			if commonHan()[r-firstHan] {
				t.common++
			}
		}
		t.seen++
		if t.seen == 1 {
			t.first = g.Text
		}
		t.varied = t.varied || g.Text != t.first
	}
	return t
}

// atLeast tells whether a part is at least a share of the whole.
func atLeast(part int, share float64, whole int) bool { return float64(part) >= share*float64(whole) }

// squareAccents is the number of accented letters as wide as ideographs that
// tells of codes taken for characters: no font of any language has them.
const squareAccents = 3

// silenceSquares takes the text from the Western letters, digits and signs of a
// page of Chinese that are as wide as its characters, and returns how many
// there are. Programs that lose the map of a part of a font back to text give
// the codes of the part for it: 功 comes as ß, 、 as 1. Accented letters of that
// width give them away; without any the page is left alone, as fonts without
// widths of their own draw digits as wide as ideographs.
func silenceSquares(p *page.Page) int {
	accents, han := 0, false
	var squares []int
	for i := range p.Glyphs {
		g := &p.Glyphs[i]
		r, _ := utf8.DecodeRuneInString(g.Text)
		switch {
		case r >= firstHan && r <= lastHan:
			han = true
		case r <= ' ' || r >= endLatin || g.Down || math.Min(g.Box.Width(), g.Box.Height()) < squareFrom*g.Size:
		default:
			squares = append(squares, i)
			if r >= firstAccent && unicode.IsLetter(r) {
				accents++
			}
		}
	}
	if !han || accents < squareAccents {
		return 0
	}
	for _, i := range squares {
		p.Glyphs[i].Text = ""
	}
	return len(squares)
}

// Latin letters with accents stand from firstAccent to endLatin.
const (
	firstAccent = 0xc0
	endLatin    = 0x250
)

// Judge adds the findings about the text layer of a page, whoever read it: no
// text ("needs_ocr"), text without a meaning ("no_unicode"), single characters
// without one ("unmapped_glyphs"), or with a wrong one ("garbled_glyphs"),
// which it takes from them.
func Judge(p *page.Page) {
	squares := silenceSquares(p)
	t := count(p)
	add := func(rule, format string, args ...any) {
		p.Findings = append(p.Findings, trace.Finding{
			Rule: rule, Kind: rule, Status: trace.Fail, Severity: trace.Error,
			Message: fmt.Sprintf("page %d ", p.Number) + fmt.Sprintf(format, args...),
			At:      []trace.Locator{{Page: p.Number}},
		})
	}
	switch {
	case t.seen == 0 && covered(p) >= scannedCover, t.seen <= stampedGlyphs && covered(p) >= stampedCover:
		add("needs_ocr", "is an image with %d characters of text: it needs OCR", t.seen)
	case t.unknown >= unreadableLeast && atLeast(t.unknown, unreadableShare, t.seen):
		add("no_unicode", "has %d of %d characters without a meaning: their fonts carry no map to Unicode", t.unknown, t.seen)
	case t.private >= unreadableLeast && atLeast(t.private, privateShare, t.seen+t.private):
		add("no_unicode", "has a garbled text layer: %d of %d characters are of private use", t.private, t.seen+t.private)
	case !t.varied && t.seen >= judgedHan:
		add("no_unicode", "has a garbled text layer: all %d characters are %q", t.seen, t.first)
	case t.accents >= judgedAccents && atLeast(t.accents, accentShare, t.seen):
		add("no_unicode", "has a garbled text layer: %d of %d characters are accented letters and signs", t.accents, t.seen)
	case t.han >= judgedHan && !atLeast(t.common, commonShare, t.han):
		add("no_unicode", "has a garbled text layer: of %d Chinese characters only %d are common ones", t.han, t.common)
	case squares > 0:
		add("garbled_glyphs", "has a text layer garbled in part: %d characters say the codes of others and were left out, %d in all have no meaning, more may be wrong", squares, t.unknown)
		p.Findings[len(p.Findings)-1].Kind = "no_unicode"
	case t.unknown > 0:
		add("unmapped_glyphs", "lacks %d characters in its text: their fonts carry no map to Unicode", t.unknown)
		f := &p.Findings[len(p.Findings)-1]
		f.Kind, f.Severity, f.At[0].Box = "no_unicode", trace.Warning, t.where
	}
}

// covered returns the share of the page that its images cover, overlaps counted twice.
func covered(p *page.Page) float64 {
	area := 0.0
	for _, b := range p.Images {
		area += b.Width() * b.Height()
	}
	if p.Width*p.Height <= 0 {
		return 0
	}
	return math.Min(area/(p.Width*p.Height), 1)
}

// The block of CJK unified ideographs.
const (
	firstHan = 0x4e00
	lastHan  = 0x9fff
)

// A common range is a part of a national standard that holds its most frequent
// characters, by the first bytes of their codes.
type commonRange struct {
	charset encoding.Encoding
	lo, hi  byte
}

// commonHan tells for each ideograph whether it is among the most frequent
// ones of mainland Chinese, Taiwan and Hong Kong, Japan or Korea: the first
// levels of GB 2312, Big5 and JIS X 0208, and KS X 1001.
var commonHan = sync.OnceValue(func() *[lastHan - firstHan + 1]bool {
	table := new([lastHan - firstHan + 1]bool)
	var codes []byte
	for _, c := range []commonRange{
		{simplifiedchinese.GBK, 0xb0, 0xd7},
		{traditionalchinese.Big5, 0xa4, 0xc6},
		{japanese.EUCJP, 0xb0, 0xcf},
		{korean.EUCKR, 0xca, 0xfd},
	} {
		first := 0xa1
		if c.charset == traditionalchinese.Big5 {
			first = 0x40
		}
		codes = codes[:0]
		for lead := int(c.lo); lead <= int(c.hi); lead++ {
			for trail := first; trail <= 0xfe; trail++ {
				codes = append(codes, byte(lead), byte(trail))
			}
		}
		text, _ := c.charset.NewDecoder().Bytes(codes) // pairs that are no code come as U+FFFD
		for _, r := range string(text) {
			if r >= firstHan && r <= lastHan {
				table[r-firstHan] = true
			}
		}
	}
	return table
})
