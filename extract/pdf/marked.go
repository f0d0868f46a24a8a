package pdf

import (
	"slices"

	"github.com/ledongthuc/pdf"

	"gongkai/extract/page"
)

// A mark is an open marked-content sequence (ISO 32000-2 §14.6).
type mark struct {
	mcid   int // its identifier on the page, -1 for none
	hidden bool
	actual string // its replacement text
	first  int    // the first glyph in it
}

// A replacement is a text that stands for the glyphs from first to last.
type replacement struct {
	first, last int
	text        string
}

// streamStride is what identifiers of marked content are kept apart by: those
// of the form with object number n begin at n × streamStride on each page.
// Pages count theirs up from 0 and stay far below.
const streamStride = 1 << 20

// contentID returns what page.Glyph.MCID is for an identifier in the content
// of a form, or of the page if stream is 0; -1 for identifiers out of range.
func contentID(stream, mcid int) int {
	if mcid < 0 || mcid >= streamStride {
		return -1
	}
	return stream*streamStride + mcid
}

// openMark begins a marked-content sequence.
func (r *run) openMark(op operator, operands []token) {
	m := mark{mcid: -1}
	if op == opBeginMarkList {
		m = r.markOf(operands)
	}
	m.first = len(r.out.Glyphs)
	r.marks = append(r.marks, m)
}

// closeMark ends the innermost sequence that the content stream began itself.
func (r *run) closeMark() {
	n := len(r.marks) - 1
	if n < r.base {
		return
	}
	if m := &r.marks[n]; m.actual != "" && m.first < len(r.out.Glyphs) {
		r.actual = append(r.actual, replacement{m.first, len(r.out.Glyphs), m.actual})
	}
	r.marks = r.marks[:n]
}

// closeMarks ends the sequences that a content stream left open.
func (r *run) closeMarks() {
	for len(r.marks) > r.base {
		r.closeMark()
	}
}

// markOf reads the property list of BDC, given inline or by its name among the
// resources.
func (r *run) markOf(operands []token) mark {
	m := mark{mcid: -1}
	if len(operands) == 2 && operands[1].kind == tokenName {
		name := string(operands[1].text)
		properties := r.named("Properties")
		if string(operands[0].text) == "OC" {
			m.hidden = r.layerHidden(properties, name)
		}
		list := properties.Key(name)
		m.mcid = contentID(r.stream, int(number(list.Key("MCID"), -1)))
		if v := list.Key("ActualText"); v.Kind() == pdf.String {
			m.actual = textString(v.RawString())
		}
		return m
	}
	depth := 0
	for i := range operands[:max(len(operands)-1, 0)] {
		t, value := operands[i], operands[i+1]
		switch {
		case t.kind == tokenDictOpen:
			depth++
		case t.kind == tokenDictClose:
			depth--
		case t.kind != tokenName || depth != 1:
		case string(t.text) == "MCID" && value.kind == tokenNumber:
			m.mcid = contentID(r.stream, int(value.number))
		case string(t.text) == "ActualText" && value.kind == tokenString:
			m.actual = textString(string(value.text))
		}
	}
	return m
}

// layerHidden tells whether a named property list is optional content that is
// switched off.
func (r *run) layerHidden(properties pdf.Value, name string) bool {
	if r.file.layers == nil {
		return false
	}
	hidden, known := r.layers[name]
	if !known {
		hidden = r.file.switchedOff(properties, name)
		r.layers[name] = hidden
	}
	return hidden
}

// mcid returns the innermost marked-content identifier, -1 outside.
func (r *run) mcid() int {
	for _, m := range slices.Backward(r.marks) {
		if m.mcid >= 0 {
			return m.mcid
		}
	}
	return -1
}

// hidden tells whether what is drawn lies in optional content that is off.
func (r *run) hidden() bool {
	if r.flags&page.Hidden != 0 {
		return true
	}
	return slices.ContainsFunc(r.marks, func(m mark) bool { return m.hidden })
}
