package pdf

import "unicode/utf16"

// toUnicodeMap maps codes to text.
type toUnicodeMap map[uint32]string

// maxRange bounds one bfrange: a code has at most two bytes in practice.
const maxRange = 1 << 16

// parseToUnicode reads the bfchar and bfrange sections of a ToUnicode CMap
// (ISO 32000-2 §9.10.3).
func parseToUnicode(data []byte) toUnicodeMap {
	out := toUnicodeMap{}
	lex := lexer{data: data}
	var operands []token
	for t := lex.next(); t.kind != tokenEnd; t = lex.next() {
		if t.kind != tokenOperator {
			operands = append(operands, t)
			continue
		}
		switch string(t.text) {
		case "endbfchar":
			for i := 0; i+1 < len(operands); i += 2 {
				out[bigEndian(operands[i].text)] = utf16Text(operands[i+1].text)
			}
		case "endbfrange":
			out.ranges(operands)
		}
		operands = operands[:0]
	}
	return out
}

func (m toUnicodeMap) ranges(operands []token) {
	for i := 0; i+2 < len(operands); {
		lo, hi := bigEndian(operands[i].text), bigEndian(operands[i+1].text)
		if operands[i+2].kind == tokenOpen {
			i += 3
			for code := lo; i < len(operands) && operands[i].kind != tokenClose; i++ {
				m[code] = utf16Text(operands[i].text)
				code++
			}
			i++
			continue
		}
		last := append([]byte(nil), operands[i+2].text...)
		for code := lo; code <= hi && code-lo < maxRange && len(last) >= 1; code++ {
			m[code] = utf16Text(last)
			for k := len(last) - 1; k >= 0; k-- {
				last[k]++
				if last[k] != 0 {
					break
				}
			}
		}
		i += 3
	}
}

func bigEndian(b []byte) uint32 {
	var v uint32
	for _, c := range b {
		v = v<<8 | uint32(c)
	}
	return v
}

func utf16Text(b []byte) string {
	if len(b) == 1 {
		return string(rune(b[0]))
	}
	units := make([]uint16, 0, len(b)/2)
	for i := 0; i+1 < len(b); i += 2 {
		units = append(units, uint16(b[i])<<8|uint16(b[i+1]))
	}
	return string(utf16.Decode(units))
}
