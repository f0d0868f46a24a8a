package extract

import (
	"strings"
	"testing"

	"gongkai/extract/page"
	"gongkai/extract/trace"
)

// typed is a page with text at (x, y), one character every ten points, in the
// first of its fonts.
func typed(x, y float64, text string, fonts ...page.Font) *page.Page {
	p := &page.Page{Number: 1, Width: 595, Height: 842, Fonts: fonts}
	for _, r := range text {
		p.Glyphs = append(p.Glyphs, page.Glyph{Text: string(r), X: x, Y: y, Size: 10, Box: trace.Rect{X0: x, Y0: y - 8.8, X1: x + 10, Y1: y + 1.2}})
		x += 10
	}
	return p
}

func flagged(p *page.Page, flag page.Flag) *page.Page {
	for i := range p.Glyphs {
		p.Glyphs[i].Flags = flag
	}
	return p
}

func TestDiffPages(t *testing.T) {
	song, substitute := page.Font{Name: "SimSun"}, page.Font{Name: "SimSun", Substituted: true}
	ligature := &page.Page{Number: 1, Width: 595, Height: 842, Glyphs: []page.Glyph{{Text: "fi", X: 50, Y: 100, Box: trace.Rect{X0: 50, Y0: 91, X1: 56, Y1: 101}}}}
	small := typed(25, 50, "1")
	small.Width, small.Height = 297.5, 421
	tests := []struct {
		name       string
		own, other *page.Page
		want       string // part of the message; "" for no finding
		severity   trace.Severity
	}{
		{"equal", typed(50, 100, "收入1,234.56"), typed(50, 100, "收入1,234.56"), "", 0},
		{"blank", typed(0, 0, ""), typed(0, 0, ""), "", 0},
		{"rounding", typed(50, 100, "12"), typed(50.9, 99.2, "12"), "", 0},
		{"moved", typed(50, 100, "12"), typed(50, 101.5, "12"), "0 of 2 characters alike; 0 are read only here, 0 only by it, 2 by both at other places", trace.Warning},
		{"another digit", typed(50, 100, "123"), typed(50, 100, "153"), `2 of 3 characters alike; 1 are read only here, 1 only by it, 0 by both at other places; first '2' at (60, 91), read here`, trace.Warning},
		{"digit lost", typed(50, 100, "123"), typed(50, 100, "12"), `1 are read only here, 0 only by it, 0 by both at other places; first '3' at (70, 91), read here`, trace.Warning},
		{"digit found", typed(50, 100, "12"), typed(50, 100, "123"), `0 are read only here, 1 only by it, 0 by both at other places; first '3' at (70, 91), read by X`, trace.Warning},
		{"order changed", typed(50, 100, "12"), typed(50, 100, "21"), "2 by both at other places", trace.Warning},
		{"printed once and twice", typed(50, 100, "1"), typed(50, 100, "11"), "1 only by it", trace.Warning},
		{"radicals and width", typed(50, 100, "⽬（Ａ"), typed(50, 100, "目(A"), "", 0},
		{"spaces", typed(50, 100, "1 \u3000\u00a02"), typed(50, 100, "1\u00ad\u00ad\u00ad2"), "", 0},
		{"ligature", ligature, func() *page.Page { p := typed(50, 100, "fi"); p.Glyphs[1].X = 53; return p }(), "", 0},
		{"bullet of a symbol font", typed(50, 100, "\uf0fc1"), typed(50, 100, "!1"), "1 of 2 characters alike; 1 have no meaning in one of both", trace.Info},
		{"bullet not drawn", typed(50, 100, "\uf0fc"), typed(0, 0, ""), "", 0},
		{"ellipsis without a meaning to the other", typed(50, 100, "…"), func() *page.Page { p := typed(50, 100, "1"); p.Glyphs[0].Text = ""; return p }(), "0 of 3 characters alike; 3 have no meaning", trace.Info},
		{"without a meaning to the other", typed(50, 100, "12"), func() *page.Page { p := typed(50, 100, "12"); p.Glyphs[1].Text = ""; return p }(), "1 of 2 characters alike; 1 have no meaning", trace.Info},
		{"without a meaning to the other, and a digit lost", typed(50, 100, "123"), func() *page.Page { p := typed(50, 100, "12"); p.Glyphs[1].Text = ""; return p }(), "1 of 3 characters alike; 1 have no meaning in one of both; 1 are read only here, 0 only by it, 0 by both at other places; first '3'", trace.Warning},
		{"without a meaning", func() *page.Page { p := typed(50, 100, "1"); p.Glyphs[0].Text = ""; return p }(), typed(50, 100, "1"), "1 only by it", trace.Warning},
		{"hidden for us", flagged(typed(50, 100, "12"), page.Clipped), typed(0, 0, ""), "", 0},
		{"hidden for us only", flagged(typed(50, 100, "12"), page.Hidden), typed(50, 100, "12"), "", 0},
		{"annotation", flagged(typed(50, 100, "12"), page.Annotation), typed(0, 0, ""), "", 0},
		{"printed twice to look bold", func() *page.Page {
			p := flagged(typed(50.3, 100, "1"), page.Duplicate)
			p.Glyphs = append(p.Glyphs, typed(50, 100, "1").Glyphs...)
			return p
		}(), typed(50, 100, "1"), "", 0},
		{"printed twice for both", func() *page.Page {
			p := flagged(typed(50.3, 100, "1"), page.Duplicate)
			p.Glyphs = append(p.Glyphs, typed(50, 100, "1").Glyphs...)
			return p
		}(), func() *page.Page {
			p := typed(50.3, 100, "1")
			p.Glyphs = append(p.Glyphs, typed(50, 100, "1").Glyphs...)
			return p
		}(), "", 0},
		{"user unit", typed(50, 100, "1"), small, "", 0},
		{"font not embedded", typed(50, 100, "收入类1", song), typed(50, 100, "收入", substitute), "2 are read only here, 0 only by it, 0 by both at other places; first '类'", trace.Info},
		{"font not embedded, all lost", typed(50, 100, "类", song), typed(0, 0, "", substitute), "1 are read only here", trace.Info},
		{"composite font not embedded", typed(50, 100, "收入类", page.Font{Name: "SimSun-UniGB-UCS2-V"}), typed(0, 0, "", substitute), "3 are read only here", trace.Info},
		{"nameless font not embedded", typed(50, 100, "收入类", song), typed(0, 0, "", page.Font{Substituted: true}), "3 are read only here", trace.Info},
		{"nameless font beside an embedded one", typed(50, 100, "收入类", song), typed(0, 0, "", page.Font{Substituted: true}, song), "3 are read only here", trace.Warning},
		{"Latin font not embedded", typed(50, 100, "12", song), typed(50, 100, "1", substitute), "1 are read only here", trace.Warning},
		{"font embedded", typed(50, 100, "收入类", song), typed(50, 100, "收入", song), "1 are read only here", trace.Warning},
		{"other font embedded", func() *page.Page {
			p := typed(50, 100, "收入类", song, page.Font{Name: "KaiTi"})
			p.Glyphs[2].Font = 1
			return p
		}(), typed(50, 100, "收入", substitute), "1 are read only here", trace.Warning},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := diffPages(tt.own, tt.other)
			if d.agree() != (tt.want == "") {
				t.Fatalf("difference %+v, want %q", d, tt.want)
			}
			if d.agree() {
				return
			}
			f := d.finding(1, "X")
			if !strings.Contains(f.Message, tt.want) || f.Severity != tt.severity {
				t.Errorf("%s: %s; want %s: %s", f.Severity, f.Message, tt.severity, tt.want)
			}
			if f.Rule != ruleCrossCheck || len(f.At) != 1 || f.At[0].Page != 1 || (f.At[0].Box.IsZero() || f.Text == "") != (len(d.ours)+len(d.theirs) == 0) {
				t.Errorf("finding without its place or text: %+v", f)
			}
		})
	}
}
