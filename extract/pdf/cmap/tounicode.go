package cmap

import (
	"slices"
	"unicode/utf16"
	"unicode/utf8"
)

// maxText is the most runes one code may stand for. Ligatures and fallback
// spellings stay far below it.
const maxText = 64

// A ToUnicode maps character codes to text.
type ToUnicode struct {
	runes [maxCodeLen]spans // code → code point, by code length - 1
	texts []string          // what codes of more than one rune stand for; span values from textBase on point here
}

// textBase marks span values that are positions in ToUnicode.texts. Code
// points are smaller.
const textBase = 1 << 24

// ParseToUnicode reads a ToUnicode stream. Broken entries are skipped, later
// definitions win over earlier ones. The map is usable also beside an error:
// it then holds what was read before it.
func ParseToUnicode(data []byte) (*ToUnicode, error) {
	t := &ToUnicode{}
	p := unicodeParser{parser: parser{scanner: scanner{src: data}}, t: t}
	err := p.run()
	for i := range maxCodeLen {
		t.runes[i] = t.runes[i].settled(true)
	}
	return t, err
}

// Text returns what a code of n bytes stands for. It is false for a code that
// the map does not hold, or that it maps to nothing, to U+0000, to U+FFFD or to
// half a surrogate pair: such a map does not know the character either.
//
// Makers write codes with more or fewer bytes than the font has, so a code not
// found with n bytes is looked for with other lengths.
func (t *ToUnicode) Text(code uint32, n int) (string, bool) {
	if n >= 1 && n <= maxCodeLen {
		if s, ok := t.runes[n-1].find(code); ok {
			return t.text(s, code)
		}
	}
	for i := range maxCodeLen {
		if i == n-1 {
			continue
		}
		if s, ok := t.runes[i].find(code); ok {
			return t.text(s, code)
		}
	}
	return "", false
}

func (t *ToUnicode) text(s span, code uint32) (string, bool) {
	if s.value >= textBase {
		i := int(s.value - textBase + code - s.lo)
		if i >= len(t.texts) {
			return "", false
		}
		return t.texts[i], true
	}
	r := rune(s.value + code - s.lo)
	if !isCharacter(r) {
		return "", false
	}
	return string(r), true
}

// isCharacter is false for what maps write where they know no character: zero,
// the replacement character, halves of surrogate pairs, and noncharacters such
// as U+FFFF.
func isCharacter(r rune) bool {
	return r != 0 && r != utf8.RuneError && r&0xFFFE != 0xFFFE && utf8.ValidRune(r)
}

// Len returns how many codes the map holds, those mapped to nothing included.
func (t *ToUnicode) Len() int {
	n := 0
	for _, list := range t.runes {
		for _, s := range list {
			n += int(s.hi-s.lo) + 1
		}
	}
	return n
}

// Constant tells whether all codes stand for one and the same text.
func (t *ToUnicode) Constant() bool {
	first, found := "", false
	for _, list := range t.runes {
		for _, s := range list {
			text, ok := t.text(s, s.lo)
			if !ok {
				continue
			}
			if s.hi > s.lo || found && text != first {
				return false
			}
			first, found = text, true
		}
	}
	return found
}

type unicodeParser struct {
	parser
	t *ToUnicode
}

func (p *unicodeParser) run() error {
	for {
		t := p.next()
		switch {
		case t.kind == endOfData:
			return nil
		case t.kind == operator && t.text == "beginbfchar":
			if err := p.section(2, p.bfchar); err != nil {
				return err
			}
		case t.kind == operator && t.text == "beginbfrange":
			if err := p.bfranges(); err != nil {
				return err
			}
		}
	}
}

func (p *unicodeParser) bfchar(t []token) {
	if t[1].kind == hexString {
		p.add(t[0].data, codeOf(tail(t[0].data)), 1, t[1].data)
	}
}

// bfranges reads ranges whose target is the text of the first code or an array
// with a text for each.
func (p *unicodeParser) bfranges() error {
	var ends []token
	for {
		start := p.pos
		t := p.next()
		switch t.kind {
		case endOfData:
			return nil
		case operator:
			if len(t.text) > 5 && t.text[:5] == "begin" {
				p.pos = start
			}
			return nil
		case hexString:
			if len(ends) < 2 {
				ends = append(ends, t)
				continue
			}
			if err := p.bfrange(ends[0].data, ends[1].data, t.data); err != nil {
				return err
			}
			ends = ends[:0]
		case openArray:
			if err := p.array(ends); err != nil {
				return err
			}
			ends = ends[:0]
		}
	}
}

// bfrange adds the codes lo to hi with texts that differ in their last rune.
func (p *unicodeParser) bfrange(lo, hi, text []byte) error {
	first, last := codeOf(tail(lo)), codeOf(tail(hi))
	if last < first {
		return nil
	}
	runes := decode(text)
	if len(runes) <= 1 {
		if err := p.count(1); err != nil {
			return err
		}
		p.add(lo, first, uint64(last-first)+1, text)
		return nil
	}
	n := uint64(last-first) + 1
	if n > maxEntries {
		return ErrTooManyEntries
	}
	if err := p.count(int(n)); err != nil {
		return err
	}
	for i := range uint32(n) {
		each := slices.Clone(runes)
		each[len(each)-1] += rune(i)
		p.addText(lo, first+i, each)
	}
	return nil
}

// array reads the texts of a bfrange up to the closing bracket.
func (p *unicodeParser) array(ends []token) error {
	for i := uint32(0); ; i++ {
		start := p.pos
		t := p.next()
		switch t.kind {
		case operator:
			p.pos = start
			return nil
		case endOfData, closeArray:
			return nil
		}
		if len(ends) < 2 || t.kind != hexString {
			continue
		}
		if err := p.count(1); err != nil {
			return err
		}
		first, last := codeOf(tail(ends[0].data)), codeOf(tail(ends[1].data))
		if first <= last && i <= last-first {
			p.add(ends[0].data, first+i, 1, t.data)
		}
	}
}

// add maps n codes from first on, of the length of lo, to the runes from text on.
func (p *unicodeParser) add(lo []byte, first uint32, n uint64, text []byte) {
	runes := decode(text)
	if len(runes) > 1 {
		p.addText(lo, first, runes)
		return
	}
	if len(runes) == 0 || runes[0] != 0 && !isCharacter(runes[0]) { // nor are the codes after it known; zero starts identity ranges
		p.append(lo, span{first, first, 0})
		return
	}
	n = min(n, utf8.MaxRune+1) // beyond are no characters, and values from textBase on mean others
	p.append(lo, span{first, first + uint32(n-1), uint32(runes[0])})
}

func (p *unicodeParser) addText(lo []byte, code uint32, runes []rune) {
	p.append(lo, span{code, code, textBase + uint32(len(p.t.texts))})
	p.t.texts = append(p.t.texts, string(runes))
}

func (p *unicodeParser) append(lo []byte, s span) {
	i := min(len(lo), maxCodeLen) - 1
	if i >= 0 && s.lo <= s.hi {
		p.t.runes[i] = append(p.t.runes[i], s)
	}
}

// tail returns the last four bytes of b: the codes of fonts have no more, and
// longer ones were seen with leading zeros only.
func tail(b []byte) []byte { return b[max(0, len(b)-maxCodeLen):] }

// decode reads UTF-16, highest byte first. One byte, or three, is read as a
// number: makers write <20> for a space and <01F600> for a code point. Zero
// runes at the end, which pad some maps, are dropped.
func decode(b []byte) []rune {
	if len(b) > 2*maxText {
		b = b[:2*maxText]
	}
	if len(b) == 1 || len(b) == 3 {
		return []rune{rune(codeOf(b))}
	}
	units := make([]uint16, len(b)/2)
	for i := range units {
		units[i] = uint16(b[2*i])<<8 | uint16(b[2*i+1])
	}
	runes := utf16.Decode(units)
	for len(runes) > 1 && runes[len(runes)-1] == 0 {
		runes = runes[:len(runes)-1]
	}
	return runes
}
