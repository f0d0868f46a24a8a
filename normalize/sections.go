package normalize

import "gongkai/extract"

// sections carries the outline of the document over.
func sections(in []*extract.Section) []Section {
	var out []Section
	for _, s := range in {
		t := Section{Level: s.Level, Title: s.Title, Children: sections(s.Children), At: s.At}
		for _, p := range s.Paragraphs {
			t.Paragraphs = append(t.Paragraphs, Paragraph{Text: p.Text, Lines: p.Lines})
		}
		out = append(out, t)
	}
	return out
}
