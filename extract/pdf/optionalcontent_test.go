package pdf

import (
	"fmt"
	"strings"
	"testing"
)

// TestOptionalContent draws A on the page itself, B in group 20, C in group 21
// and D under the membership dictionary of the case: only what is displayed is
// not marked.
func TestOptionalContent(t *testing.T) {
	const content = "BT /F1 10 Tf (A) Tj /OC /G20 BDC (B) Tj EMC /OC /G21 BDC (C) Tj EMC /OC /M BDC (D) Tj EMC ET"
	tests := []struct {
		name   string
		config string // of the default configuration
		member string // entries of the membership dictionary
		usage  string // of group 20
		want   string // letters that are displayed
	}{
		{"all on", "", "", "", "ABCD"},
		{"one off", "/OFF[20 0 R]", "", "", "ACD"},
		{"base state off", "/BaseState/OFF/ON[21 0 R]", "", "", "ACD"},
		{"base state on", "/BaseState/ON/ON[21 0 R]/OFF[21 0 R]", "", "", "ABD"},
		{"any on, by default", "/OFF[20 0 R]", "/OCGs[20 0 R 21 0 R]", "", "ACD"},
		{"any on, all off", "/OFF[20 0 R 21 0 R]", "/OCGs[20 0 R 21 0 R]", "", "A"},
		{"all on, one off", "/OFF[20 0 R]", "/OCGs[20 0 R 21 0 R]/P/AllOn", "", "AC"},
		{"any off, all on", "", "/OCGs[20 0 R 21 0 R]/P/AnyOff", "", "ABC"},
		{"any off, one off", "/OFF[20 0 R]", "/OCGs[20 0 R 21 0 R]/P/AnyOff", "", "ACD"},
		{"all off, one off", "/OFF[20 0 R]", "/OCGs[20 0 R 21 0 R]/P/AllOff", "", "AC"},
		{"all off, all off", "/OFF[20 0 R 21 0 R]", "/OCGs[20 0 R 21 0 R]/P/AllOff", "", "AD"},
		{"one group, no array", "/OFF[20 0 R]", "/OCGs 20 0 R", "", "AC"},
		{"groups that are not there", "/OFF[20 0 R]", "/OCGs[null 77 0 R]/P/AllOn", "", "ACD"},
		{"group listed elsewhere", "/OFF 24 0 R", "/OCGs 25 0 R", "", "AC"},
		{"expression before policy", "/OFF[20 0 R]", "/OCGs[20 0 R]/VE[/Not 20 0 R]", "", "ACD"},
		{"and", "/OFF[20 0 R]", "/VE[/And 20 0 R 21 0 R]", "", "AC"},
		{"or", "/OFF[20 0 R]", "/VE[/Or 20 0 R[/Not 21 0 R]]", "", "AC"},
		{"nested", "/OFF[20 0 R]", "/VE[/And[/Not 20 0 R][/Or 20 0 R 21 0 R]]", "", "ACD"},
		{"expression elsewhere", "/OFF[20 0 R]", "/VE 26 0 R", "", "AC"},
		{"expression of itself", "/OFF[20 0 R]", "/VE 27 0 R", "", "ACD"},
		{"malformed expression", "/OFF[20 0 R]", "/OCGs 20 0 R/VE[/Xor 20 0 R 21 0 R]", "", "AC"},
		{"shown on screen only", "/AS[<</Event/View/Category[/View]/OCGs[20 0 R]>>]", "", "/View<</ViewState/OFF>>", "ACD"},
		{"printed only", "/AS[<</Event/Print/Category[/Print]/OCGs[20 0 R]>>]", "", "/Print<</PrintState/OFF>>", "ABCD"},
		{"usage without application", "", "", "/View<</ViewState/OFF>>", "ABCD"},
		{"usage on, off by list", "/OFF[20 0 R]/AS[<</Event/View/Category[/View/Zoom]/OCGs[20 0 R]>>]", "", "/View<</ViewState/ON>>", "ABCD"},
		{"for great zoom", "/AS[<</Event/View/Category[/Zoom]/OCGs[20 0 R]>>]", "", "/Zoom<</min 4>>", "ACD"},
		{"for small zoom", "/AS[<</Event/View/Category[/Zoom]/OCGs[20 0 R]>>]", "", "/Zoom<</max 2>>", "ABCD"},
	}
	for _, tt := range tests {
		s := sheet{
			content:   content,
			resources: "/Properties<</G20 20 0 R/G21 21 0 R/M 22 0 R>>",
			catalog:   "/OCProperties<</OCGs[20 0 R 21 0 R]/D<<" + tt.config + ">>>>",
			objects: map[int]string{
				20: "<</Type/OCG/Name(a)/Usage<<" + tt.usage + ">>>>",
				21: "<</Type/OCG/Name(b)>>",
				22: "<</Type/OCMD" + tt.member + ">>",
				24: "[20 0 R]", 25: "[20 0 R 20 0 R]", 26: "[/And 20 0 R 21 0 R]", 27: "[/Or 27 0 R 27 0 R]",
			},
		}
		for form, data := range map[string][]byte{"plain": s.file(), "compressed": compressed(s.numbered())} {
			t.Run(tt.name+", "+form, func(t *testing.T) {
				if got := displayed(t, data); got != tt.want {
					t.Errorf("displayed %q, want %q", got, tt.want)
				}
			})
		}
	}
}

// displayed returns the text of the glyphs that are not flagged as hidden.
func displayed(t *testing.T, data []byte) string {
	t.Helper()
	var b strings.Builder
	for _, word := range strings.Fields(describeGlyphs(readFirst(t, data))) {
		if !strings.Contains(word, "!hidden") {
			b.WriteString(word[:1])
		}
	}
	return b.String()
}

// TestOptionalObjects hides forms, images and annotations, and what is drawn
// within hidden content.
func TestOptionalObjects(t *testing.T) {
	form := stream("/Type/XObject/Subtype/Form/BBox[0 0 200 100]%s", "BT /F1 10 Tf (X) Tj ET")
	tests := []struct {
		name, content, form, page string
		want                      string
	}{
		{"form", "/X Do", "/OC 20 0 R", "", "X!hidden"},
		{"form that is on", "/X Do", "/OC 21 0 R", "", "X"},
		{"form in hidden content", "/OC /G20 BDC /X Do EMC /X Do", "", "", "X!hidden X"},
		{"group within a group", "/OC /G20 BDC /OC /G21 BDC /X Do EMC /X Do EMC /X Do", "", "", "X!hidden X!hidden X"},
		{"group in other marks", "/P BMC /OC /G20 BDC /P <</MCID 3>> BDC /X Do EMC EMC /X Do EMC", "", "", "X#3!hidden X"},
		{"mark that another form closes", "/OC /G20 BDC /Y Do /X Do EMC", "", "", "X!hidden"},
		{"mark that another form opens", "/Z Do /X Do", "", "", "X"},
		{"image", "q 9 0 0 9 0 0 cm /I Do Q", "", "", ""},
		{"annotation", "", "", "/Annots[<</Subtype/Stamp/Rect[0 0 200 100]/OC 20 0 R/AP<</N 10 0 R>>>>]", "X!annotation!hidden"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := sheet{
				content: tt.content, page: tt.page,
				resources: "/XObject<</X 10 0 R/I 11 0 R/Y 12 0 R/Z 13 0 R>>/Properties<</G20 20 0 R/G21 21 0 R>>",
				catalog:   "/OCProperties<</OCGs[20 0 R 21 0 R]/D<</OFF[20 0 R]>>>>",
				objects: map[int]string{
					10: fmt.Sprintf(strings.Replace(form, "%s", tt.form+"%s", 1), "/Resources<</Font<</F1 5 0 R>>>>"),
					11: stream("/Type/XObject/Subtype/Image/Width 1/Height 1/OC 20 0 R", "x"),
					12: fmt.Sprintf(strings.Replace(form, "BT /F1 10 Tf (X) Tj ET", "EMC", 1), ""),
					13: fmt.Sprintf(strings.Replace(form, "BT /F1 10 Tf (X) Tj ET", "/OC /G20 BDC", 1), ""),
					20: "<</Type/OCG>>", 21: "<</Type/OCG>>",
				},
			}.read(t)
			got := strings.ReplaceAll(describeGlyphs(p), "@0,100", "")
			if got != tt.want || len(p.Images) > 0 {
				t.Errorf("got %q and %d images, want %q", got, len(p.Images), tt.want)
			}
		})
	}
}
