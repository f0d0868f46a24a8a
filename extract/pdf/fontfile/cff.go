package fontfile

import "gongkai/extract/pdf/encoding"

// Operators of a Top DICT (Adobe technical note 5176, table 9); those of two
// bytes start with 12.
const (
	opCharset     = 15
	opEncoding    = 16
	opCharStrings = 17
	opROS         = 12<<8 | 30
)

// parseCFF reads the first font of a CFF font set: charset and encoding.
func parseCFF(data table) (*Font, error) {
	c := cffReader{data: data}
	_, at := c.index(data.u8(2)) // names
	tops, at := c.index(at)
	var strings []table
	strings, _ = c.index(at)
	if len(tops) == 0 {
		return nil, ErrFormat
	}
	c.strings = strings
	top := dict(tops[0])
	charStrings, _ := c.index(operand(top[opCharStrings], 0))
	n := len(charStrings)
	if n == 0 {
		return nil, ErrFormat
	}
	f := &Font{}
	if ros, ok := top[opROS]; ok {
		f.ordering = c.str(operand(ros, 1))
		f.cids = make(map[uint32]int, n)
		for glyph, cid := range c.charset(operand(top[opCharset], 0), n, true) {
			f.cids[uint32(cid)] = glyph
		}
		return f, nil
	}
	f.names = c.names(operand(top[opCharset], 0), n)
	f.builtin = c.encoding(operand(top[opEncoding], 0), f.names)
	return f, nil
}

type cffReader struct {
	data    table
	strings []table
}

// index reads an INDEX and returns its objects and the place behind it.
func (c *cffReader) index(at int) ([]table, int) {
	n, size := c.data.u16(at), c.data.u8(at+2)
	if at <= 0 || n == 0 {
		return nil, at + 2
	}
	offsets := at + 3
	base := offsets + (n+1)*size - 1
	if size < 1 || size > 4 || base >= len(c.data) {
		return nil, len(c.data)
	}
	out := make([]table, n)
	for i := range out {
		start, end := c.data.uint(offsets+i*size, size), c.data.uint(offsets+(i+1)*size, size)
		out[i] = c.data.slice(base+start, end-start)
	}
	return out, base + c.data.uint(offsets+n*size, size)
}

// str returns the string of a SID.
func (c *cffReader) str(sid int) string {
	standard := cffStrings()
	switch {
	case sid < 0:
		return ""
	case sid < len(standard):
		return standard[sid]
	case sid-len(standard) < len(c.strings):
		return string(c.strings[sid-len(standard)])
	}
	return ""
}

// names returns the glyph names: of a predefined charset (0 to 2) or of that at
// a place.
func (c *cffReader) names(at, n int) []string {
	switch at {
	case 0:
		return cffStrings()[:min(n, 229)] // ISOAdobe: .notdef and the SIDs 1 to 228
	case 1:
		return cffExpert()[:min(n, len(cffExpert()))]
	case 2:
		return cffExpertSubset()[:min(n, len(cffExpertSubset()))]
	}
	names := make([]string, n)
	for glyph, sid := range c.charset(at, n, false) {
		names[glyph] = c.str(sid)
	}
	return names
}

// charset returns the SIDs, or CIDs, of the glyphs. A CID-keyed font without a
// charset of its own has CIDs as glyphs.
func (c *cffReader) charset(at, n int, cidKeyed bool) []int {
	out := make([]int, 1, n)
	if at <= 2 {
		for cidKeyed && len(out) < n {
			out = append(out, len(out))
		}
		return out
	}
	format := c.data.u8(at)
	at++
	for len(out) < n && at < len(c.data) {
		first, more := c.data.u16(at), 0
		at += 2
		switch format {
		case 0:
		case 1:
			more = c.data.u8(at)
			at++
		case 2:
			more = c.data.u16(at)
			at += 2
		default:
			return out
		}
		for i := 0; i <= more && len(out) < n; i++ {
			out = append(out, first+i)
		}
	}
	return out
}

// encoding returns the glyph names by code: of a predefined encoding (0 or 1)
// or of that at a place.
func (c *cffReader) encoding(at int, names []string) *[256]string {
	switch at {
	case 0:
		standard, _ := encoding.Base("StandardEncoding")
		return standard
	case 1:
		expert, _ := encoding.Base("ExpertEncoding")
		return expert
	}
	out := new([256]string)
	glyph := 1
	set := func(code int) {
		if code < len(out) && glyph < len(names) {
			out[code] = names[glyph]
		}
		glyph++
	}
	format, n := c.data.u8(at), c.data.u8(at+1)
	at += 2
	for range n {
		code, more := c.data.u8(at), 0
		at++
		if format&0x7F == 1 {
			more = c.data.u8(at)
			at++
		}
		for i := range more + 1 {
			set(code + i)
		}
	}
	if format&0x80 != 0 { // further codes of glyphs that have one
		for i := range c.data.u8(at) {
			out[c.data.u8(at+1+3*i)] = c.str(c.data.u16(at + 2 + 3*i))
		}
	}
	return out
}

// dict reads the operands of a DICT by operator. Real numbers are read as 0:
// none of the operators looked at has any.
func dict(d table) map[int][]int {
	out := map[int][]int{}
	var operands []int
	for at := 0; at < len(d); {
		b := d.u8(at)
		at++
		switch {
		case b == 12:
			out[12<<8|d.u8(at)] = operands
			operands = nil
			at++
		case b <= 21:
			out[b] = operands
			operands = nil
		case b == 28:
			operands = append(operands, d.i16(at))
			at += 2
		case b == 29:
			operands = append(operands, int(int32(d.u32(at))))
			at += 4
		case b == 30:
			for at < len(d) && d[at]&0x0F != 0x0F && d[at]>>4 != 0x0F { // nibble 15 ends it
				at++
			}
			at++
			operands = append(operands, 0)
		case b >= 32 && b <= 246:
			operands = append(operands, b-139)
		case b >= 247 && b <= 250:
			operands = append(operands, (b-247)*256+d.u8(at)+108)
			at++
		case b >= 251 && b <= 254:
			operands = append(operands, -(b-251)*256-d.u8(at)-108)
			at++
		}
	}
	return out
}

func operand(operands []int, i int) int {
	if i >= len(operands) {
		return 0
	}
	return operands[i]
}
