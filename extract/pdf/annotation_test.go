package pdf

import (
	"strings"
	"testing"

	"gongkai/extract/trace"
)

// look is an appearance that prints a letter at its left edge.
func look(letter string) string {
	return stream("/Type/XObject/Subtype/Form/BBox[0 0 50 20]/Resources<</Font<</F1 5 0 R>>>>", "0 0 50 20 re S BT /F1 10 Tf 0 5 Td ("+letter+") Tj ET")
}

func TestAnnotations(t *testing.T) {
	const rect = "/Rect[10 10 60 30]"
	tests := []struct {
		name     string
		annots   string
		form     string // entries of the form dictionary
		want     string
		findings string // their rules
	}{
		{"stamp", "<</Subtype/Stamp" + rect + "/AP<</N 10 0 R>>>>", "", "A@10,85!annotation", "page.annotations"},
		{"printed flag does not matter", "<</Subtype/Stamp/F 4" + rect + "/AP<</N 10 0 R>>>>", "", "A@10,85!annotation", "page.annotations"},
		{"hidden", "<</Subtype/Stamp/F 2" + rect + "/AP<</N 10 0 R>>>>", "", "", ""},
		{"printed only", "<</Subtype/Stamp/F 36" + rect + "/AP<</N 10 0 R>>>>", "", "A@10,85!annotation!hidden", ""},
		{"window of a comment", "<</Subtype/Popup" + rect + "/AP<</N 10 0 R>>>>", "", "", ""},
		{"scaled", "<</Subtype/Stamp/Rect[10 10 110 50]/AP<</N 10 0 R>>>>", "", "A@10,80!annotation", "page.annotations"},
		{"text field", "<</Subtype/Widget/FT/Tx/V(B)" + rect + "/AP<</N 10 0 R>>>>", "", "A@10,85!field", ""},
		{"check box", "<</Subtype/Widget/FT/Btn/AS/On" + rect + "/AP<</N<</On 10 0 R/Off 11 0 R>>>>>>", "", "A@10,85!field", ""},
		{"check box that is off", "<</Subtype/Widget/FT/Btn/AS/Off/V/On" + rect + "/AP<</N<</On 10 0 R>>>>>>", "", "", ""},
		{"radio button without state", "<</Subtype/Widget/Parent<</FT/Btn/V/Two>>" + rect + "/AP<</N<</One 10 0 R/Two 11 0 R>>>>>>", "", "B@10,85!field", ""},
		{"push button", "<</Subtype/Widget/FT/Btn/Ff 65536" + rect + "/AP<</N 10 0 R>>>>", "", "A@10,85!annotation", "page.annotations"},
		{"signature", "<</Subtype/Widget/FT/Sig" + rect + "/AP<</N 10 0 R>>>>", "", "A@10,85!annotation", "page.annotations"},
		{"value without appearance", "<</Subtype/Widget/FT/Tx/V(BC)/DA(/Helv 10 Tf 0 g)" + rect + ">>", "", "B@12,83.8!field C@18.67,83.8!field", "field.no_appearance"},
		{"inherited attributes", "<</Subtype/Widget/Parent<</V(B)/Parent<</FT/Tx/Q 2>>>>" + rect + ">>", "/DA(/Helv 10 Tf)", "B@51.33,83.8!field", "field.no_appearance"},
		{"centred", "<</Subtype/Widget/FT/Tx/V(B)/DA(/Helv 10 Tf)/Q 1" + rect + ">>", "", "B@31.67,83.8!field", "field.no_appearance"},
		{"several lines", "<</Subtype/Widget/FT/Tx/Ff 4096/V(A\\rB)/DA(/Helv 5 Tf)" + rect + ">>", "", "A@12,76.4!field B@12,82.15!field", "field.no_appearance"},
		{"combed", "<</Subtype/Widget/FT/Tx/Ff 16777216/MaxLen 4/V(AA)/DA(/Helv 10 Tf)" + rect + ">>", "", "A@14.42,83.8!field A@25.92,83.8!field", "field.no_appearance"},
		{"choice", "<</Subtype/Widget/FT/Ch/V(b)/Opt[[(a)(A)][(b)(C)]]/DA(/Helv 10 Tf)" + rect + ">>", "", "C@12,83.8!field", "field.no_appearance"},
		{"password", "<</Subtype/Widget/FT/Tx/Ff 8192/V(B)" + rect + ">>", "", "", ""},
		{"empty value", "<</Subtype/Widget/FT/Tx/V( )" + rect + ">>", "", "", ""},
		{"hidden value", "<</Subtype/Widget/FT/Tx/F 32/V(B)/DA(/Helv 10 Tf)" + rect + ">>", "", "B@12,83.8!hidden!field", ""},
		{"fields in a circle", "12 0 R", "", "", ""},
		{"appearance kept without a wish for another", "<</Subtype/Widget/FT/Tx/V(12)" + rect + "/AP<</N 10 0 R>>>>", "", "A@10,85!field", ""},
		{"appearance that differs", "<</Subtype/Widget/FT/Tx/V(12)" + rect + "/AP<</N 10 0 R>>>>", "/NeedAppearances true", "A@10,85!field", "field.value_differs"},
		{"appearance with nothing in it", "<</Subtype/Widget/FT/Tx/V(B)/DA(/Helv 10 Tf)" + rect + "/AP<</N 13 0 R>>>>", "/NeedAppearances true", "B@12,83.8!field", "field.no_appearance"},
		{"free text", "<</Subtype/FreeText/Contents(B)/DA(/Helv 10 Tf)" + rect + ">>", "", "B@12,80.8!annotation", "page.annotations"},
		{"typed on the page", "<</Subtype/FreeText/IT/FreeTextTypewriter" + rect + "/AP<</N 10 0 R>>>>", "", "A@10,85!field", "page.typed_text"},
		{"typed without appearance", "<</Subtype/FreeText/IT/FreeTextTypeWriter/Contents(B)/DA(/Helv 10 Tf)" + rect + ">>", "", "B@12,80.8!field", "page.typed_text"},
		{"comment", "<</Subtype/Text/Contents(B)" + rect + ">>", "", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := sheet{
				page: "/Annots[" + tt.annots + "]", catalog: "/AcroForm<<" + tt.form + ">>",
				objects: map[int]string{
					10: look("A"), 11: look("B"), 12: "<</Subtype/Widget/Parent 12 0 R/Rect[0 0 9 9]>>",
					13: stream("/Type/XObject/Subtype/Form/BBox[0 0 50 20]", "/Tx BMC EMC"),
				},
			}.read(t)
			if got := describeGlyphs(p); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			if len(p.Rulings) > 0 {
				t.Errorf("rulings %v", p.Rulings)
			}
			var rules []string
			for _, f := range p.Findings {
				rules = append(rules, f.Rule)
			}
			if got := strings.Join(rules, " "); got != tt.findings {
				t.Errorf("findings %q, want %q", got, tt.findings)
			}
		})
	}
}

// TestFieldsKeepWithin lays out texts too long for their fields: none may leave
// its field and none of it be lost.
func TestFieldsKeepWithin(t *testing.T) {
	for name, field := range map[string]string{
		"one line":      "/V(1,234,567,890.12)/DA(/Helv 12 Tf)",
		"right":         "/V(1,234,567,890.12)/DA(/Helv 12 Tf)/Q 2",
		"several lines": "/Ff 4096/V(1,234,567,890.12 and 1,234,567,890.13\\nand 1,234,567,890.14)/DA(/Helv 12 Tf)",
		"own size":      "/Ff 4096/V(1\\n2\\n3\\n4\\n5\\n6)/DA(/Helv 0 Tf)",
		"tall":          "/V(12)/DA(/Helv 90 Tf)",
	} {
		t.Run(name, func(t *testing.T) {
			p := sheet{page: "/Annots[<</Subtype/Widget/FT/Tx" + field + "/Rect[10 10 60 30]>>]"}.read(t)
			if len(p.Glyphs) == 0 {
				t.Fatal("no glyphs")
			}
			for _, g := range p.Glyphs {
				if g.Text == " " {
					continue
				}
				if g.Box.X0 < 9 || g.Box.X1 > 61 || g.Box.Y0 < 69 || g.Box.Y1 > 91 {
					t.Errorf("%q at %+v", g.Text, g.Box)
				}
			}
		})
	}
}

func TestDynamicForm(t *testing.T) {
	s := letterA
	s.catalog = "/AcroForm<</XFA[]>>/NeedsRendering true"
	if p := s.read(t); len(p.Findings) != 1 || p.Findings[0].Rule != "file.dynamic_form" {
		t.Errorf("findings %+v", p.Findings)
	}
}

// TestOverlays reports what annotations print over a page: figures in comments
// are worth a look, those in signatures are not.
func TestOverlays(t *testing.T) {
	tests := []struct {
		name, annot string
		want        trace.Severity
	}{
		{"words", "/Subtype/Stamp/AP<</N 10 0 R>>", trace.Info},
		{"figures", "/Subtype/Stamp/AP<</N 11 0 R>>", trace.Warning},
		{"signature", "/Subtype/Widget/FT/Sig/AP<</N 11 0 R>>", trace.Info},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := sheet{page: "/Annots[<<" + tt.annot + "/Rect[10 10 60 30]>>]", objects: map[int]string{10: look("AB"), 11: look("1.5")}}.read(t)
			if len(p.Findings) != 1 || p.Findings[0].Severity != tt.want || p.Findings[0].Text == "" {
				t.Errorf("findings %+v", p.Findings)
			}
		})
	}
}
