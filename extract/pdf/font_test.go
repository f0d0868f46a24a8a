package pdf

import (
	"math"
	"strings"
	"testing"
)

// cidSystem is the character collection of mainland Chinese.
const cidSystem = "/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>"

func TestFonts(t *testing.T) {
	toUnicode := func(body string) string {
		return stream("", "1 begincodespacerange <00> <ff> endcodespacerange\n"+body)
	}
	composite := func(encoding, more string) string {
		return "<</Type/Font/Subtype/Type0/BaseFont/SimSun/Encoding" + encoding + "/DescendantFonts[11 0 R]" + more + ">>"
	}
	tests := []struct {
		name    string
		show    string // operand of Tj
		objects map[int]string
		want    string
	}{
		{
			name: "GBK codes, widths by CID",
			show: "<B2C641>",
			objects: map[int]string{
				10: composite("/GBK-EUC-H", ""),
				11: "<</Type/Font /Subtype/CIDFontType2/BaseFont/SimSun" + cidSystem + "/DW 1000/W[814[500] 815 907 500]>>",
			},
			want: "财@10,50 A@20,50",
		},
		{
			name: "Unicode codes",
			show: "<8D220041>",
			objects: map[int]string{
				10: composite("/UniGB-UCS2-H", ""),
				11: "<</Type/Font /Subtype/CIDFontType2/BaseFont/SimSun" + cidSystem + "/W[1 95 500]>>",
			},
			want: "财@10,50 A@20,50",
		},
		{
			name: "CIDs of a collection without any map",
			show: "<00220042>",
			objects: map[int]string{
				10: composite("/Identity-H", ""),
				11: "<</Type/Font /Subtype/CIDFontType0/BaseFont/SimSun" + cidSystem + "/DW 600>>",
			},
			want: "A@10,50 a@16,50",
		},
		{
			name: "ToUnicode wins, radicals folded, per-code fallback",
			show: "<00220042>",
			objects: map[int]string{
				10: composite("/Identity-H", "/ToUnicode 12 0 R"),
				11: "<</Type/Font /Subtype/CIDFontType0/BaseFont/SimSun" + cidSystem + ">>",
				12: toUnicode("1 beginbfchar <0022> <2F00> endbfchar"),
			},
			want: "一@10,50 a@20,50",
		},
		{
			name: "embedded map of two code lengths",
			show: "<418001>",
			objects: map[int]string{
				10: composite(" 12 0 R", ""),
				11: "<</Type/Font /Subtype/CIDFontType0/BaseFont/SimSun" + cidSystem + "/DW 500>>",
				12: stream("/Type/CMap/CMapName/X", "2 begincodespacerange <00> <7f> <8000> <ffff> endcodespacerange 1 begincidrange <41> <42> 34 endcidrange 1 begincidchar <8001> 66 endcidchar"),
			},
			want: "A@10,50 a@15,50",
		},
		{
			name: "embedded map on an embedded map",
			show: "<00410042>",
			objects: map[int]string{
				10: composite(" 12 0 R", ""),
				11: "<</Type/Font /Subtype/CIDFontType0/BaseFont/SimSun" + cidSystem + "/DW 500>>",
				12: stream("/Type/CMap/CMapName/X/UseCMap 13 0 R", "/Y usecmap 1 begincidchar <0042> 66 endcidchar"),
				13: stream("/Type/CMap/CMapName/Y/UseCMap 12 0 R", "/X usecmap 1 begincodespacerange <0000> <ffff> endcodespacerange 1 begincidrange <0041> <0042> 34 endcidrange"),
			},
			want: "A@10,50 a@15,50",
		},
		{
			name: "ToUnicode by name",
			show: "<8D220041>",
			objects: map[int]string{
				10: composite("/Identity-H", "/ToUnicode/Identity-H"),
				11: "<</Type/Font /Subtype/CIDFontType2/BaseFont/SimSun/DW 500>>",
			},
			want: "财@10,50 A@15,50",
		},
		{
			name: "ToUnicode of private use, characters by the collection",
			show: "<00220042>",
			objects: map[int]string{
				10: composite("/Identity-H", "/ToUnicode 12 0 R"),
				11: "<</Type/Font /Subtype/CIDFontType0/BaseFont/SimSun" + cidSystem + "/DW 500>>",
				12: toUnicode("1 beginbfrange <0000> <00ff> <E000> endbfrange"),
			},
			want: "A@10,50 a@15,50",
		},
		{
			name: "ToUnicode that says one thing of all codes",
			show: "<00220042>",
			objects: map[int]string{
				10: composite("/Identity-H", "/ToUnicode 12 0 R"),
				11: "<</Type/Font /Subtype/CIDFontType0/BaseFont/SimSun" + cidSystem + "/DW 500>>",
				12: toUnicode("8 beginbfchar <0022> <0020> <0023> <0020> <0024> <0020> <0025> <0020> <0026> <0020> <0027> <0020> <0028> <0020> <0042> <0020> endbfchar"),
			},
			want: "A@10,50 a@15,50",
		},
		{
			name: "ToUnicode of private use and nothing else",
			show: "(\\001)",
			objects: map[int]string{
				10: "<</Type/Font/Subtype/TrueType/BaseFont/ABCDEF+X/FirstChar 1/Widths[1000]/ToUnicode 12 0 R>>",
				12: toUnicode("1 beginbfchar <01> <E001> endbfchar"),
			},
			want: "\ue001@10,50",
		},
		{
			name: "downwards with metrics of its own",
			show: "<8D228D22>",
			objects: map[int]string{
				10: composite("/UniGB-UCS2-V", ""),
				11: "<</Type/Font /Subtype/CIDFontType2/BaseFont/SimSun" + cidSystem + "/DW2[700 -500]>>",
			},
			want: "财@5,57↓ 财@5,62↓",
		},
		{
			name: "downwards with metrics by CID",
			show: "<8D228D22>",
			objects: map[int]string{
				10: composite("/UniGB-UCS2-V", ""),
				11: "<</Type/Font /Subtype/CIDFontType2/BaseFont/SimSun" + cidSystem + "/W2[1 30000 -2000 300 900]>>",
			},
			want: "财@7,59↓ 财@7,79↓",
		},
		{
			name: "downwards",
			show: "<8D228D22>",
			objects: map[int]string{
				10: composite("/UniGB-UCS2-V", ""),
				11: "<</Type/Font /Subtype/CIDFontType2/BaseFont/SimSun" + cidSystem + ">>",
			},
			want: "财@5,58.8↓ 财@5,68.8↓",
		},
		{
			name: "differences by glyph name",
			show: "(ABC)",
			objects: map[int]string{
				10: "<</Type/Font/Subtype/Type1/BaseFont/X/FirstChar 65/Widths[500 600 700]/Encoding<</BaseEncoding/WinAnsiEncoding/Differences[65/uni8D22/g7]>>>>",
			},
			want: "财@10,50 @15,50 C@21,50",
		},
		{
			name: "ToUnicode of a simple font",
			show: "(\\001\\002)",
			objects: map[int]string{
				10: "<</Type/Font/Subtype/TrueType/BaseFont/ABCDEF+X/FirstChar 1/Widths[1000 500]/ToUnicode 12 0 R>>",
				12: toUnicode("1 beginbfrange <01> <02> [<8D22> <0031>] endbfrange"),
			},
			want: "财@10,50 1@20,50",
		},
		{
			name: "widths of glyph space",
			show: "(ab)",
			objects: map[int]string{
				10: "<</Type/Font/Subtype/Type3/FontBBox[0 0 10 10]/FontMatrix[.1 0 0 .1 0 0]/CharProcs<<>>/FirstChar 97/Widths[5 5]/Encoding<</Differences[97/one/two]>>>>",
			},
			want: "1@10,50 2@15,50",
		},
		{
			name: "GBK bytes under a Latin encoding",
			show: "<b2c64197b231>",
			objects: map[int]string{
				10: "<</Type/Font/Subtype/TrueType/BaseFont/#CB#CE#CC#E5/Encoding/WinAnsiEncoding/FirstChar 1/Widths[" + strings.Repeat("500 ", 255) + "]>>",
			},
			want: "财@10,50 A@20,50 —@25,50 ²@30,50 1@35,50",
		},
		{
			name: "Latin letters as wide as squares are none",
			show: "(ABC1)",
			objects: map[int]string{
				10: "<</Type/Font/Subtype/TrueType/BaseFont/ABCDEF+X/Encoding/WinAnsiEncoding/FirstChar 49/Widths[1000" + strings.Repeat(" 1000", 30) + "]>>",
			},
			want: "@10,50 @20,50 @30,50 @40,50",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := sheet{content: "BT /F10 10 Tf 10 50 Td " + tt.show + " Tj ET", objects: tt.objects}
			if got := describeGlyphs(s.read(t)); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

// TestType3Em holds the size of glyphs of fonts drawn in pixels.
func TestType3Em(t *testing.T) {
	tests := []struct {
		name, matrix, box string
		want              float64
	}{
		{"thousandths", "[.001 0 0 .001 0 0]", "[0 -200 1000 800]", 10},
		{"pixels", "[1 0 0 1 0 0]", "[0 -2 10 10]", 120},
		{"no box", "[.001 0 0 .001 0 0]", "[0 0 0 0]", 10},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := sheet{
				content: "BT /F10 10 Tf 10 50 Td (a) Tj ET",
				objects: map[int]string{10: "<</Type/Font/Subtype/Type3/FontBBox" + tt.box + "/FontMatrix" + tt.matrix + "/CharProcs<<>>/FirstChar 97/Widths[5]/Encoding<</Differences[97/one]>>>>"},
			}.read(t)
			if got := p.Glyphs[0]; got.Size != tt.want || math.Abs(got.Box.Height()-tt.want) > 1e-9 {
				t.Errorf("size %v, box %v, want %v", got.Size, got.Box, tt.want)
			}
		})
	}
}

// TestUnusedSquares holds a font that gives letters it does not have any width.
func TestUnusedSquares(t *testing.T) {
	p := sheet{
		content: "BT /F10 10 Tf 10 50 Td (-.) Tj ET",
		objects: map[int]string{10: "<</Type/Font/Subtype/TrueType/BaseFont/X/Encoding/MacRomanEncoding/FirstChar 45/Widths[500 500" + strings.Repeat(" 1000", 80) + "]>>"},
	}.read(t)
	if got, want := describeGlyphs(p), "-@10,50 .@15,50"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestFontNames(t *testing.T) {
	tests := []struct {
		name, base, want string
		bold             bool
	}{
		{"plain", "Helvetica", "Helvetica", false},
		{"subset tag and weight", "ABCDEF+Arial,Bold", "Arial,Bold", true},
		{"raw GBK bytes", "#CB#CE#CC#E5", "宋体", false},
		{"UTF-8", "#E5#AE#8B#E4#BD#93", "宋体", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := sheet{
				content: "BT /F10 10 Tf (A) Tj ET",
				objects: map[int]string{10: "<</Type/Font/Subtype/TrueType/BaseFont/" + tt.base + "/Encoding/WinAnsiEncoding>>"},
			}.read(t)
			if len(p.Fonts) != 1 || p.Fonts[0].Name != tt.want || p.Fonts[0].Bold != tt.bold {
				t.Errorf("fonts %+v, want %s bold %v", p.Fonts, tt.want, tt.bold)
			}
		})
	}
}
