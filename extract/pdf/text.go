package pdf

import (
	"cmp"
	"math"

	"gongkai/extract/page"
	"gongkai/extract/trace"
)

// textOperator handles the operators of text state, positioning and showing
// (ISO 32000-2 §9.3, §9.4); false when op is none of them.
func (r *run) textOperator(op operator, operands []token, g *state) bool {
	switch op {
	case opBeginText:
		r.tm, r.tlm = page.Identity, page.Identity
	case opEndText:
	case opFont:
		if name := lastName(operands); name != nil {
			g.font, g.fontIndex = r.fontNamed(name)
			g.size = arg(operands, len(operands)-1)
		}
	case opCharSpace:
		g.charSpace = arg(operands, 0)
	case opWordSpace:
		g.wordSpace = arg(operands, 0)
	case opHorizontalScale:
		g.horizontal = arg(operands, 0) / 100
	case opLeading:
		g.leading = arg(operands, 0)
	case opRise:
		g.rise = arg(operands, 0)
	case opRenderMode:
		g.mode = int(arg(operands, 0))
	case opMoveText:
		r.line(arg(operands, 0), arg(operands, 1))
	case opMoveTextLeading:
		g.leading = -arg(operands, 1)
		r.line(arg(operands, 0), arg(operands, 1))
	case opTextMatrix:
		r.tlm = page.Matrix{arg(operands, 0), arg(operands, 1), arg(operands, 2), arg(operands, 3), arg(operands, 4), arg(operands, 5)}
		r.tm = r.tlm
	case opNextLine:
		r.line(0, -g.leading)
	case opShow:
		r.showAll(operands, g)
	case opShowArray:
		r.showAll(operands, g)
	case opNextLineShow:
		r.line(0, -g.leading)
		r.showAll(operands, g)
	case opSpaceNextLineShow:
		g.wordSpace, g.charSpace = arg(operands, 0), arg(operands, 1)
		r.line(0, -g.leading)
		if n := len(operands); n > 0 {
			r.showAll(operands[n-1:], g)
		}
	default:
		return false
	}
	return true
}

func (r *run) line(tx, ty float64) {
	r.tlm = r.tlm.Shift(tx, ty)
	r.tm = r.tlm
}

func (r *run) showAll(operands []token, g *state) {
	for _, t := range operands {
		switch t.kind {
		case tokenString:
			r.show(t.text, g)
		case tokenNumber:
			d := -t.number / 1000 * g.size
			if g.font != nil && g.font.vertical {
				r.tm = r.tm.Shift(0, d)
			} else {
				r.tm = r.tm.Shift(d*g.horizontal, 0)
			}
		}
	}
}

// The vertical extent of a glyph box in em: broken ascents and descents of
// real fonts are not used.
const (
	emAbove = 0.88
	emBelow = 0.12
)

// minSize is the font size in points below which nothing can be read.
const minSize = 0.1

// maxCoordinate bounds the coordinates of what is kept, in points: sheets are
// at most 14,400 points long, and text that was moved out of sight stands
// within some multiples of that.
const maxCoordinate = 1e6

// finite tells whether a box lies where print can be.
func finite(b trace.Rect) bool {
	return b.X0 >= -maxCoordinate && b.Y0 >= -maxCoordinate && b.X1 <= maxCoordinate && b.Y1 <= maxCoordinate
}

// show paints the codes of one string.
func (r *run) show(s []byte, g *state) {
	f := g.font
	if f == nil {
		r.lacks.add("text is set in no font")
		return
	}
	if f.lack != "" {
		r.lacks.add("font %s %s", f.info.Name, f.lack)
	}
	flags := r.textFlags(g)
	mcid := r.mcid()
	r.shows++
	for len(s) > 0 {
		info, n := f.next(s)
		r.glyph(info, flags, mcid, g)
		extra := g.charSpace
		if n == 1 && s[0] == ' ' {
			extra += g.wordSpace
		}
		s = s[n:]
		if f.vertical {
			r.tm = r.tm.Shift(0, info.down*g.size+extra)
			continue
		}
		r.tm = r.tm.Shift((info.width*g.size+extra)*g.horizontal, 0)
	}
}

// textFlags are the flags that all glyphs of one string share.
func (r *run) textFlags(g *state) page.Flag {
	flags := r.flags
	if g.mode == 3 || g.mode == 7 || g.fillAlphaNo {
		flags |= page.Invisible
	}
	if r.hidden() {
		flags |= page.Hidden
	}
	return flags
}

func (r *run) glyph(info *glyphInfo, flags page.Flag, mcid int, g *state) {
	m := page.Matrix{g.size * g.horizontal, 0, 0, g.size, 0, g.rise}.Then(r.tm).Then(g.ctm)
	out := page.Glyph{Text: info.text, Font: g.fontIndex, MCID: mcid, Flags: flags, Down: g.font.vertical}
	if g.font.garbled {
		out.Text = "" // what the encoding says is not what is printed
	}
	if out.Down { // the text position is the vertical origin (ISO 32000-2 §9.7.4.3)
		m[4], m[5] = m.Apply(-info.vx, -info.vy)
	}
	out.X, out.Y = m[4], m[5]
	em := cmp.Or(g.font.em, 1)
	out.Box = m.Box(0, -emBelow*em, info.width, emAbove*em)
	out.Size = math.Hypot(m[2], m[3]) * em
	if !finite(out.Box) {
		return
	}
	if out.Size < minSize || out.Box.Height() == 0 {
		out.Flags |= page.Invisible
		out.Size = math.Max(out.Size, minSize)
		out.Box.Y0, out.Box.Y1 = out.Box.Y0-emAbove*minSize, out.Box.Y1+emBelow*minSize
	}
	if m[1] != 0 || m[0] < 0 {
		out.Angle = (int(math.Round(math.Atan2(m[1], m[0])*180/math.Pi)) + 360) % 360
	}
	out.Flags |= r.placeFlags(&out, g)
	if out.Printed() && r.places.repeated(r.out.Glyphs, r.shows, &out) {
		out.Flags |= page.Duplicate
	}
	r.out.Glyphs = append(r.out.Glyphs, out)
	if out.Printed() {
		r.places.add(len(r.out.Glyphs)-1, r.shows, &out)
	}
}

// placeFlags tells what the place and the colour of a glyph make of it.
func (r *run) placeFlags(gl *page.Glyph, g *state) page.Flag {
	x, y := gl.Box.CenterX(), gl.Box.CenterY()
	var flags page.Flag
	sheet := trace.Rect{X1: r.out.Width, Y1: r.out.Height}
	if !sheet.Contains(x, y) {
		flags |= page.OffPage
	} else if !g.clip.Contains(x, y) {
		flags |= page.Clipped
	}
	ink := g.fill
	if g.mode == 1 || g.mode == 5 {
		ink = g.line
	}
	if ink >= white && flags == 0 && !r.out.DarkAt(x, y) {
		flags |= page.Invisible
	}
	return flags
}
