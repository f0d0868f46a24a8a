package pdf

import (
	"fmt"
	"math"
	"strings"
	"unicode"

	"github.com/ledongthuc/pdf"

	"gongkai/extract/page"
	"gongkai/extract/pdf/encoding"
	"gongkai/extract/trace"
)

// A formField is a widget annotation with the fields it belongs to
// (ISO 32000-2 §12.7), whose attributes it inherits.
type formField struct {
	form   pdf.Value // the AcroForm dictionary
	widget pdf.Value
}

// Field flags (§12.7.4.2 to §12.7.4.4).
const (
	fieldMultiline  = 1 << 12
	fieldPassword   = 1 << 13
	fieldPushbutton = 1 << 16
	fieldComb       = 1 << 24
)

// attribute returns an attribute of the field, inherited from the fields above
// it; null when none has it.
func (f *formField) attribute(key string) pdf.Value {
	v := f.widget
	for range maxFieldLevels {
		if own := v.Key(key); !own.IsNull() {
			return own
		}
		if v = v.Key("Parent"); v.Kind() != pdf.Dict {
			break
		}
	}
	return pdf.Value{}
}

func (f *formField) flags() int { return int(number(f.attribute("Ff"), 0)) }

// filled tells whether the field is one that a reader fills in: a text, a
// choice, a check box. Push buttons and signatures are none.
func (f *formField) filled() bool {
	switch f.attribute("FT").Name() {
	case "Tx", "Ch":
		return true
	case "Btn":
		return f.flags()&fieldPushbutton == 0
	}
	return false
}

// appearance returns the normal appearance of an annotation in its state; null
// when it has none. A check box without state shows that of its value.
func (f *formField) appearance() pdf.Value {
	look := f.widget.Key("AP").Key("N")
	if look.Kind() != pdf.Dict {
		return look
	}
	state := f.widget.Key("AS")
	if state.IsNull() {
		state = f.attribute("V")
	}
	return look.Key(state.Name())
}

// text returns the value of a text or choice field as it is displayed.
func (f *formField) text() string {
	kind := f.attribute("FT").Name()
	if kind != "Tx" && kind != "Ch" || kind == "Tx" && f.flags()&fieldPassword != 0 {
		return ""
	}
	v := f.attribute("V")
	if v.Kind() == pdf.Array {
		var all []string
		for i := range min(v.Len(), maxOptions) {
			all = append(all, f.option(textString(v.Index(i).RawString())))
		}
		return strings.Join(all, "\n")
	}
	if v.Kind() != pdf.String {
		return ""
	}
	if kind == "Ch" {
		return f.option(textString(v.RawString()))
	}
	return textString(v.RawString())
}

// option returns what a choice field displays for a value.
func (f *formField) option(value string) string {
	options := f.attribute("Opt")
	for i := range min(options.Len(), maxOptions) {
		if o := options.Index(i); o.Len() == 2 && textString(o.Index(0).RawString()) == value {
			return textString(o.Index(1).RawString())
		}
	}
	return value
}

// A fieldStyle tells how a value is laid out.
type fieldStyle struct {
	size      float64 // of the font in points, 0 for one that fits
	align     int     // 0 left, 1 centred, 2 right
	multiline bool
	comb      int // number of equal places for single characters, 0 for none
}

// style reads the layout of the field. appearance is its default appearance
// string, which names the font size.
func (f *formField) style(appearance pdf.Value) fieldStyle {
	var s fieldStyle
	lex := lexer{data: []byte(appearance.RawString())}
	last := 0.0
	for t := lex.next(); t.kind != tokenEnd; t = lex.next() {
		switch {
		case t.kind == tokenNumber:
			last = t.number
		case t.kind == tokenOperator && string(t.text) == "Tf":
			s.size = math.Abs(last)
		}
	}
	s.align = int(number(f.inForm("Q"), 0))
	s.multiline = f.flags()&fieldMultiline != 0
	if f.flags()&fieldComb != 0 {
		s.comb = int(number(f.attribute("MaxLen"), 0))
	}
	return s
}

// inForm returns an attribute of the field, that of the form when it has none.
func (f *formField) inForm(key string) pdf.Value {
	if v := f.attribute(key); !v.IsNull() {
		return v
	}
	return f.form.Key(key)
}

// A fieldText is a field whose appearance says something else than its value.
type fieldText struct {
	printed, value string
	box            trace.Rect
}

// value writes the value of a field that no glyph from the first on shows, and
// keeps for the report what its appearance shows otherwise. Only forms that ask
// viewers to draw their fields anew can show anything but the appearance.
func (l *annotationLayer) value(f *formField, rect [4]float64, first int) {
	value := f.text()
	anew := f.form.Key("NeedAppearances").Kind() == pdf.Bool && f.form.Key("NeedAppearances").Bool()
	if compact(value) == "" || f.appearance().Kind() == pdf.Stream && !anew {
		return
	}
	var b strings.Builder
	for _, g := range l.out.Glyphs[first:] {
		b.WriteString(g.Text)
	}
	box := l.ctm.Box(rect[0], rect[1], rect[2], rect[3])
	switch printed := compact(b.String()); {
	case printed == "":
		l.write(value, rect, f.style(f.inForm("DA")))
		if l.flags&page.Hidden == 0 {
			l.unshown = append(l.unshown, box)
		}
	case !strings.HasPrefix(amounts(printed), amounts(value)):
		l.differ = append(l.differ, fieldText{printed, value, box})
	}
}

const (
	// fieldInset is the room in points between the edge of a field and its text.
	fieldInset = 2.0
	// autoSize is the font size in points of texts over several lines that
	// leave it to the viewer.
	autoSize = 12.0
	// autoShare is the share of the height of a field of one line that its
	// text takes when its size is left to the viewer.
	autoShare = 0.7
	// fieldLeading is the distance of lines in font sizes.
	fieldLeading = 1.15
	// figureWidth is the advance in ems of characters whose width is not
	// known, that of the figures of Helvetica.
	figureWidth = 0.556
)

// fieldFont stands for the fonts of texts that no appearance shows.
var fieldFont = &font{info: page.Font{Name: "Helvetica"}, simple: new([256]glyphInfo)}

// write lays out a text in rect, in the user space of the page. All of it is
// kept within: lines too long or too many are set narrower or closer, so that
// nothing gets into what stands beside the field.
func (l *annotationLayer) write(text string, rect [4]float64, s fieldStyle) {
	width, height := rect[2]-rect[0]-2*fieldInset, rect[3]-rect[1]
	width = math.Max(width, minSize)
	text = strings.TrimRightFunc(strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n"), unicode.IsSpace)
	if s.size == 0 {
		s.size = autoSize
		if !s.multiline {
			s.size = math.Min(autoSize, autoShare*height)
		}
	}
	lines := []string{strings.ReplaceAll(text, "\n", " ")}
	if s.multiline || strings.Contains(text, "\n") {
		lines = wrap(text, width/s.size)
	}
	leading := math.Min(fieldLeading*s.size, height/float64(len(lines)))
	s.size = math.Min(s.size, leading)
	y := rect[1] + (height+leading*float64(len(lines)-1)-(emAbove-emBelow)*s.size)/2
	if s.multiline {
		y = math.Max(rect[3]-math.Min(fieldInset, height-leading*float64(len(lines)))-emAbove*s.size, rect[1]+leading*float64(len(lines)-1))
	}
	g := newState(l.ctm, trace.Rect{X1: l.out.Width, Y1: l.out.Height})
	g.font, g.fontIndex = fieldFont, l.indexOf(fieldFont)
	for _, line := range lines {
		l.writeLine(line, rect[0]+fieldInset, y, width, s, g)
		y -= leading
	}
}

// writeLine shows one line of at most the given width from (x, y) on.
func (l *annotationLayer) writeLine(line string, x, y, width float64, s fieldStyle, g state) {
	long := textWidth(line) * s.size
	g.size = s.size
	if long > width {
		g.horizontal = width / long
		long = width
	}
	step := 0.0
	switch {
	case s.comb > 0:
		step = width / float64(s.comb)
	case s.align == 1:
		x += (width - long) / 2
	case s.align == 2:
		x += width - long
	}
	for _, c := range line {
		if len(l.out.Glyphs) > l.file.limits.Glyphs {
			return
		}
		info := glyphInfo{text: encoding.Fold(string(c)), width: runeWidth(c)}
		advance := info.width * g.size * g.horizontal
		l.tm = page.Identity.Shift(x+math.Max(0, (step-advance)/2), y)
		l.glyph(&info, l.flags, -1, &g)
		x += math.Max(step, advance)
	}
}

// wrap breaks a text into lines of at most the given width in ems: at its line
// ends, at spaces and between ideographs.
func wrap(text string, width float64) []string {
	var out []string
	for line := range strings.SplitSeq(text, "\n") {
		runes := []rune(line)
		start, split, used := 0, 0, 0.0
		for i, c := range runes {
			if c == ' ' || c >= firstHan {
				split = i
			}
			if used += runeWidth(c); used > width && split > start {
				out = append(out, strings.TrimSpace(string(runes[start:split])))
				start, used = split, textWidth(string(runes[split:i+1]))
			}
		}
		out = append(out, strings.TrimSpace(string(runes[start:])))
	}
	return out
}

func textWidth(s string) float64 {
	w := 0.0
	for _, c := range s {
		w += runeWidth(c)
	}
	return w
}

// eastAsian is the first character of the blocks whose characters are as wide
// as the font is high.
const eastAsian = 0x2e80

// runeWidth returns the advance of a character in ems.
func runeWidth(c rune) float64 {
	if c >= eastAsian {
		return 1
	}
	if names, ok := encoding.Base("PDFDocEncoding"); ok && c < 0x80 {
		if w, ok := encoding.StandardWidth("Helvetica", names[c]); ok {
			return w / 1000
		}
	}
	return figureWidth
}

// report adds what was noticed about the fields to the findings of the page.
func (l *annotationLayer) report() {
	at := func(boxes []trace.Rect) (out []trace.Locator) {
		for _, b := range boxes {
			out = append(out, trace.Locator{Page: l.out.Number, Box: b})
		}
		return out
	}
	if len(l.unshown) > 0 {
		l.out.Findings = append(l.out.Findings, trace.Finding{
			Rule: "field.no_appearance", Status: trace.Hold, Severity: trace.Info,
			Message: fmt.Sprintf("%d form fields on page %d have a value that the file does not draw: it is read as viewers fill it in", len(l.unshown), l.out.Number),
			At:      at(l.unshown),
		})
	}
	for _, d := range l.differ[:min(len(l.differ), fieldReports)] {
		l.out.Findings = append(l.out.Findings, trace.Finding{
			Rule: "field.value_differs", Status: trace.Fail, Severity: trace.Warning, Text: d.printed,
			Message: fmt.Sprintf("a form field on page %d prints %q but has the value %q: the printed text is kept", l.out.Number, d.printed, d.value),
			At:      at([]trace.Rect{d.box}),
		})
	}
	if l.out.Number == 1 && !l.file.form.Key("XFA").IsNull() && l.file.dynamic {
		l.out.Findings = append(l.out.Findings, trace.Finding{
			Rule: "file.dynamic_form", Status: trace.NotComputable, Severity: trace.Error,
			Message: "the file is a dynamic XFA form: its pages are made by a viewer when it is opened, and what is read here may be a placeholder",
			At:      []trace.Locator{{Page: 1}},
		})
	}
}

// fieldReports bounds the fields of one page that are reported one by one.
const fieldReports = 16
