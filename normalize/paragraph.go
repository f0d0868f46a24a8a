package normalize

import (
	"encoding/json"
	"unicode"

	"gongkai/extract/layout"
	"gongkai/extract/trace"
)

// A Paragraph is running text with the printed lines it was joined from. Its
// JSON form is its text.
type Paragraph struct {
	Text  string
	Lines []layout.Line // as printed; none when read back from JSON
}

// At returns where the bytes from..to of the text are printed: one box per
// page, over the whole lines concerned. Lines and text are held together by
// their characters, white space aside: joining changes nothing else.
func (p Paragraph) At(from, to int) []trace.Locator {
	first, last := 0, 0 // characters of the range
	for i, r := range p.Text {
		if i < from && !unicode.IsSpace(r) {
			first++
		}
		if i < to && !unicode.IsSpace(r) {
			last++
		}
	}
	var out []trace.Locator
	n := 0
	for i := range p.Lines {
		l := &p.Lines[i]
		begin := n
		for _, r := range l.Text {
			if !unicode.IsSpace(r) {
				n++
			}
		}
		if n <= first || begin >= last {
			continue
		}
		if k := len(out) - 1; k >= 0 && out[k].Page == l.At.Page {
			out[k].Box = out[k].Box.Union(l.At.Box)
			continue
		}
		out = append(out, l.At)
	}
	return out
}

// MarshalJSON writes the text.
func (p Paragraph) MarshalJSON() ([]byte, error) { return json.Marshal(p.Text) }

// UnmarshalJSON reads the text.
func (p *Paragraph) UnmarshalJSON(b []byte) error { return json.Unmarshal(b, &p.Text) }
