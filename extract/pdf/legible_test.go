package pdf

import (
	"strings"
	"testing"

	"gongkai/extract/page"
	"gongkai/extract/trace"
)

func TestJudge(t *testing.T) {
	whole := trace.Rect{X1: 600, Y1: 800}
	text := func(s string) *page.Page {
		p := &page.Page{Number: 1, Width: 600, Height: 800}
		for _, r := range s {
			g := page.Glyph{Text: string(r)}
			if r == '?' {
				g.Text = ""
			}
			p.Glyphs = append(p.Glyphs, g)
		}
		return p
	}
	wide := func(s string) *page.Page { // one em each
		p := text(s)
		for i := range p.Glyphs {
			p.Glyphs[i].Size, p.Glyphs[i].Box = 10, trace.Rect{X1: 10, Y1: 10}
		}
		return p
	}
	image := func(b trace.Rect) *page.Page {
		return &page.Page{Number: 1, Width: 600, Height: 800, Images: []trace.Rect{b}}
	}
	over := func(s string) *page.Page {
		p := text(s)
		p.Images = []trace.Rect{whole}
		return p
	}
	behind := text("文")
	behind.Glyphs[0].Flags = page.Clipped
	behind.Images = []trace.Rect{whole}
	plain := "二〇二四年度部门预算收支总体情况说明，财政拨款收入1,513.74万元，比上年增加。按照预算管理有关规定，本部门收入预算包括当年拨款和上年结转。"
	tests := []struct {
		name string
		page *page.Page
		want string
	}{
		{"Chinese", text(plain), ""},
		{"traditional Chinese", text(strings.Repeat("預算編製機關及所屬單位歲入歲出", 4)), ""},
		{"numbers only", text("1,234.56 7.89"), ""},
		{"blank", text(""), ""},
		{"scan", image(whole), "needs_ocr"},
		{"logo on a blank page", image(trace.Rect{X1: 100, Y1: 100}), ""},
		{"page number on a scan", over("- 12 -"), "needs_ocr"},
		{"title over an image", over("二〇二四年部门预算公开"), ""},
		{"clipped text behind a scan", behind, "needs_ocr"},
		{"fonts without map", text("部门????????"), "no_unicode"},
		{"a few unknown characters", text(plain + "???"), "unmapped_glyphs"},
		{"bullets of symbol fonts", text(plain + "\uf0b7\uf0b7\uf0b7\uf0b7 1"), ""},
		{"text of private use", text("\ue123\ue124\ue125\ue126 1"), "no_unicode"},
		{"all glyphs one character", text(strings.Repeat("的", 60)), "no_unicode"},
		{"French", text("Les dépenses de l'année dernière ont été exécutées à 98 %"), ""},
		{"Chinese bytes as letters", text("²¿ÃÅÔ¤Ëã ÊÕÖ§ 208 ×ÜÌåÇé¿ö"), "no_unicode"},
		{"codes of some characters as letters", wide(strings.Repeat("本部门收入预算包括当年拨款和上年结转", 4) + "功能ßà áû1单位ÿ元"), "garbled_glyphs"},
		{"codes of many characters as letters", wide("一1一般公共服á支出 编制部门ÿ宁à市 援û其他地区支出"), "no_unicode"},
		{"digits as wide as ideographs", wide(plain + "11,234.56 §±×"), ""},
		{"control characters", text(plain + "\u0080\u0092"), "unmapped_glyphs"},
		{"characters shifted", text(strings.Repeat("鸜鸝鸞鹵麤齉龖龘", 8)), "no_unicode"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			Judge(tt.page)
			var got []string
			for _, f := range tt.page.Findings {
				got = append(got, f.Rule)
				if len(f.At) != 1 || f.At[0].Page != 1 || (f.Severity == trace.Error) != (f.Rule != "unmapped_glyphs") {
					t.Errorf("finding %+v", f)
				}
			}
			if strings.Join(got, " ") != tt.want {
				t.Errorf("got %v, want %s", got, tt.want)
			}
		})
	}
}
