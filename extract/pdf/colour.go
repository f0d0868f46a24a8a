package pdf

import "github.com/ledongthuc/pdf"

// A colour state is reduced to luminance: 0 black, 1 the white of paper.
// Whiteness is all that matters for what a reader sees.
const (
	black       = 0.0
	white       = 0.98 // at and above: not seen on paper
	unknownGray = 0.5  // patterns and spaces that cannot be told
)

// luminance of grey, RGB or CMYK components (ISO 32000-2 §10.4).
func luminance(c []float64) float64 {
	switch len(c) {
	case 1:
		return c[0]
	case 3:
		return 0.3*c[0] + 0.59*c[1] + 0.11*c[2]
	case 4:
		return 1 - min(1, 0.3*c[0]+0.59*c[1]+0.11*c[2]+c[3])
	}
	return unknownGray
}

// spaceKind tells how the components of a colour space are read.
type spaceKind byte

const (
	direct spaceKind = iota // grey, RGB, CMYK by the number of components
	tint                    // Separation, DeviceN: 1 is full ink
	opaque                  // Pattern, Indexed: cannot be told
)

func (r *run) space(name string) spaceKind {
	v := r.resource("ColorSpace", name)
	if v.Kind() == pdf.Array {
		name = v.Index(0).Name()
	}
	switch name {
	case "Separation", "DeviceN":
		return tint
	case "Pattern", "Indexed", "I":
		return opaque
	}
	return direct
}

func (k spaceKind) luminance(c []float64) float64 {
	switch k {
	case tint:
		darkest := 0.0
		for _, v := range c {
			darkest = max(darkest, v)
		}
		return 1 - darkest
	case opaque:
		return unknownGray
	}
	return luminance(c)
}
