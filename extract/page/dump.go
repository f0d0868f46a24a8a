package page

import (
	"fmt"
	"io"
	"strings"
)

// DumpGlyphs writes one line per glyph: text, origin, advance, size and flags.
func (p *Page) DumpGlyphs(w io.Writer) error {
	for _, g := range p.Glyphs {
		_, err := fmt.Fprintf(w, "%-4q x=%.1f y=%.1f w=%.1f size=%.1f%s\n", g.Text, g.X, g.Y, g.Box.Width(), g.Size, g.remarks(p))
		if err != nil {
			return err
		}
	}
	return nil
}

// remarks names what is out of the ordinary about a glyph, and its font.
func (g *Glyph) remarks(p *Page) string {
	var b strings.Builder
	if g.Angle != 0 {
		fmt.Fprintf(&b, " angle=%d", g.Angle)
	}
	for _, f := range []struct {
		flag Flag
		name string
	}{{OffPage, "offpage"}, {Invisible, "invisible"}, {Clipped, "clipped"}, {Duplicate, "duplicate"}, {Annotation, "annotation"}, {Hidden, "hidden"}, {Field, "field"}, {Replaced, "replaced"}} {
		if g.Flags&f.flag != 0 {
			b.WriteString(" " + f.name)
		}
	}
	if g.Font < len(p.Fonts) {
		b.WriteString(" " + p.Fonts[g.Font].Name)
	}
	return b.String()
}

// DumpRulings writes one line per ruling and fill.
func (p *Page) DumpRulings(w io.Writer) error {
	for _, r := range p.Rulings {
		direction := "vertical  "
		if r.Horizontal() {
			direction = "horizontal"
		}
		remarks := ""
		if r.White {
			remarks += " white"
		}
		if r.Dashed {
			remarks += " dashed"
		}
		kind := [...]string{Stroke: "stroke", ThinFill: "thin fill", FillEdge: "fill edge"}[r.Kind]
		if _, err := fmt.Fprintf(w, "%s (%.1f, %.1f)–(%.1f, %.1f) width=%.2f %s%s\n", direction, r.X0, r.Y0, r.X1, r.Y1, r.Width, kind, remarks); err != nil {
			return err
		}
	}
	for _, f := range p.Fills {
		if _, err := fmt.Fprintf(w, "fill (%.1f, %.1f)–(%.1f, %.1f) gray=%.2f\n", f.Box.X0, f.Box.Y0, f.Box.X1, f.Box.Y1, f.Gray); err != nil {
			return err
		}
	}
	return nil
}
