package pdf

import (
	"testing"
)

func TestText(t *testing.T) {
	tests := []struct {
		name, content, want string
	}{
		{"position", "BT /F1 10 Tf 10 20 Td (A1) Tj ET", "A@10,80 1@16.67,80"},
		{"second line", "BT /F1 10 Tf 10 50 Td (A) Tj 0 -12 TD (A) Tj T* (A) Tj ET", "A@10,50 A@10,62 A@10,74"},
		{"quote operators", "BT /F1 10 Tf 12 TL 10 50 Td (A) ' 3 1 (A A) \" ET", "A@10,62 A@10,74 \u0020@17.67,74 A@24.45,74"},
		{"character and word space", "BT /F1 10 Tf 2 Tc 3 Tw 10 50 Td (A A) Tj ET", "A@10,50 \u0020@18.67,50 A@26.45,50"},
		{"horizontal scale", "BT /F1 10 Tf 50 Tz 10 50 Td (AA) Tj ET", "A@10,50 A@13.34,50"},
		{"rise", "BT /F1 10 Tf 10 50 Td (A) Tj 3 Ts (A) Tj ET", "A@10,50 A@16.67,47"},
		{"kerning", "BT /F1 10 Tf 10 50 Td [(A)500(A)-1000(A)] TJ ET", "A@10,50 A@11.67,50 A@28.34,50"},
		{"text state within the array", "BT /F1 10 Tf 10 50 Td [(A) 1 Tc -1000 (A)] TJ ET", "A@10,50 A@26.66,50"},
		{"text matrix and ctm", "2 0 0 2 0 0 cm BT /F1 5 Tf 1 0 0 1 5 10 Tm (AA) Tj ET", "A@10,80 A@16.67,80"},
		{"turned left", "BT /F1 10 Tf 0 1 -1 0 50 20 Tm (AA) Tj ET", "A@50,80∠270 A@50,73.33∠270"},
		{"turned right", "BT /F1 10 Tf 0 -1 1 0 50 80 Tm (AA) Tj ET", "A@50,20∠90 A@50,26.67∠90"},
		{"upside down", "BT /F1 10 Tf -1 0 0 -1 50 50 Tm (A) Tj ET", "A@50,50∠180"},
		{"font kept by q and Q", "BT /F1 10 Tf ET q BT /F9 1 Tf ET Q BT 10 50 Td (A) Tj ET", "A@10,50"},
		{"Q without q", "Q Q BT /F1 10 Tf 10 50 Td (A) Tj ET", "A@10,50"},
		{"escapes", `BT /F1 10 Tf 10 50 Td (\101\
\)) Tj <4> Tj ET`, "A@10,50 )@16.67,50 @@20,50"},
		{"marked content", "/P <</MCID 7>> BDC BT /F1 10 Tf 10 50 Td (A) Tj EMC (A) Tj ET", "A@10,50#7 A@16.67,50"},
		{"inline image", "BI /W 1 /H 1 ID EIx( EI BT /F1 10 Tf 10 50 Td (A) Tj ET", "A@10,50"},
		{"comment and junk", "BT %(A) Tj\n/F1 10 Tf 10 50 Td ) (A) Tj ET", "A@10,50"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := describeGlyphs(sheet{content: tt.content}.read(t)); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestFlags(t *testing.T) {
	const a = "BT /F1 10 Tf 10 50 Td (A) Tj ET"
	tests := []struct {
		name string
		in   sheet
		want string
	}{
		{"off the page", sheet{content: "BT /F1 10 Tf 10 -50 Td (A) Tj ET"}, "A@10,150!off"},
		{"outside the clip", sheet{content: "50 40 50 50 re W n " + a}, "A@10,50!clipped"},
		{"clip of two paths", sheet{content: "0 40 50 50 re W n 5 45 20 20 re W n " + a}, "A@10,50"},
		{"no ink", sheet{content: "3 Tr " + a}, "A@10,50!invisible"},
		{"white on paper", sheet{content: "1 g " + a}, "A@10,50!invisible"},
		{"white on dark", sheet{content: "0 0 0.5 rg 0 40 50 30 re f 1 1 1 rg " + a}, "A@10,50"},
		{"white on white on dark", sheet{content: "0 g 0 40 50 30 re f 1 g 0 40 50 30 re f " + a}, "A@10,50!invisible"},
		{"white by ink", sheet{content: "0 0 0 0 k " + a}, "A@10,50!invisible"},
		{"fill and stroke is one glyph", sheet{content: "2 Tr " + a}, "A@10,50"},
		{"bold by two prints", sheet{content: a + " BT /F1 10 Tf 10.3 50 Td (A) Tj ET"}, "A@10,50 A@10.3,50!duplicate"},
		{"other letter at one place", sheet{content: a + " BT /F1 10 Tf 10.3 50 Td (B) Tj ET"}, "A@10,50 B@10.3,50"},
		{"no widths are no prints of each other", sheet{
			content: "BT /F10 10 Tf 10 50 Td (11) Tj ET",
			objects: map[int]string{10: "<</Type/Font/Subtype/TrueType/BaseFont/X/Encoding/WinAnsiEncoding/FirstChar 49/Widths[0]>>"},
		}, "1@10,50 1@10,50"},
		{"layer switched off", sheet{
			content:   "/OC /L BDC " + a + " EMC " + a,
			resources: "/Properties<</L 10 0 R>>",
			catalog:   "/OCProperties<</OCGs[10 0 R]/D<</OFF[10 0 R]>>>>",
			objects:   map[int]string{10: "<</Type/OCG/Name(x)>>"},
		}, "A@10,50!hidden A@10,50"},
		{"form of a layer switched off", sheet{
			content:   "/X Do",
			resources: "/XObject<</X 11 0 R>>",
			catalog:   "/OCProperties<</OCGs[10 0 R]/D<</OFF[10 0 R]>>>>",
			objects: map[int]string{
				10: "<</Type/OCG/Name(x)>>",
				11: stream("/Type/XObject/Subtype/Form/BBox[0 0 200 100]/OC 10 0 R", a),
			},
		}, "A@10,50!hidden"},
		{"annotation", sheet{
			page: "/Annots[10 0 R]",
			objects: map[int]string{
				10: "<</Type/Annot/Subtype/Stamp/Rect[100 50 120 70]/AP<</N 11 0 R>>>>",
				11: stream("/Type/XObject/Subtype/Form/BBox[0 0 10 10]/Resources<</Font<</F1 5 0 R>>>>", "BT /F1 5 Tf 0 5 Td (A) Tj ET"),
			},
		}, "A@100,40!annotation"},
		{"hidden annotation", sheet{
			page: "/Annots[10 0 R]",
			objects: map[int]string{
				10: "<</Type/Annot/Subtype/Stamp/F 2/Rect[100 50 120 70]/AP<</N 11 0 R>>>>",
				11: stream("/Type/XObject/Subtype/Form/BBox[0 0 10 10]/Resources<</Font<</F1 5 0 R>>>>", "BT /F1 5 Tf 0 5 Td (A) Tj ET"),
			},
		}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := describeGlyphs(tt.in.read(t)); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestDisplay(t *testing.T) {
	tests := []struct {
		name, page string
		w, h       float64
		want       string
	}{
		{"as drawn", "", 200, 100, "A@50,80"},
		{"crop box", "/CropBox[40 10 140 60]", 100, 50, "A@10,40"},
		{"crop box beyond the page", "/CropBox[-100 -100 900 900]", 200, 100, "A@50,80"},
		{"turned right", "/Rotate 90", 100, 200, "A@20,50∠90"},
		{"turned over", "/Rotate 180", 200, 100, "A@150,20∠180"},
		{"turned left", "/Rotate -90", 100, 200, "A@80,150∠270"},
		{"user unit", "/UserUnit 2", 400, 200, "A@100,160"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := sheet{content: "BT /F1 10 Tf 50 20 Td (A) Tj ET", page: tt.page}.read(t)
			if got := describeGlyphs(p); got != tt.want || p.Width != tt.w || p.Height != tt.h {
				t.Errorf("got %s on %v × %v, want %s on %v × %v", got, p.Width, p.Height, tt.want, tt.w, tt.h)
			}
		})
	}
}
