package cmap

import "strconv"

// kind tells what a token of a CMap program is.
type kind uint8

const (
	endOfData  kind = iota
	hexString       // <8140>: data holds the bytes
	number          // 12: num holds the value
	nameToken       // /WMode: text without the slash
	literal         // (Adobe): text between the parentheses
	operator        // begincidrange
	openArray       // [
	closeArray      // ]
)

// A token is a word of a CMap program.
type token struct {
	kind kind
	data []byte // of hexString
	num  int64
	text string
}

// A scanner cuts a CMap program, written in a small part of PostScript, into
// tokens. It reads anything: what it does not understand is skipped.
type scanner struct {
	src []byte
	pos int
}

func isSpace(b byte) bool { return b <= ' ' }

func isDelimiter(b byte) bool {
	switch b {
	case '(', ')', '<', '>', '[', ']', '{', '}', '/', '%':
		return true
	}
	return isSpace(b)
}

// next returns the token at the position and moves behind it.
func (s *scanner) next() token {
	for s.pos < len(s.src) {
		b := s.src[s.pos]
		switch {
		case isSpace(b):
			s.pos++
		case b == '%':
			for s.pos < len(s.src) && s.src[s.pos] != '\n' && s.src[s.pos] != '\r' {
				s.pos++
			}
		case b == '<':
			s.pos++
			if s.pos < len(s.src) && s.src[s.pos] == '<' {
				s.pos++
				continue
			}
			return token{kind: hexString, data: s.hex()}
		case b == '[':
			s.pos++
			return token{kind: openArray}
		case b == ']':
			s.pos++
			return token{kind: closeArray}
		case b == '/':
			s.pos++
			return token{kind: nameToken, text: s.word()}
		case b == '(':
			return token{kind: literal, text: s.literal()}
		case isDelimiter(b):
			s.pos++
		default:
			return wordToken(s.word())
		}
	}
	return token{}
}

func wordToken(w string) token {
	if n, err := strconv.ParseInt(w, 10, 64); err == nil {
		return token{kind: number, num: n}
	}
	return token{kind: operator, text: w}
}

// word reads up to the next delimiter.
func (s *scanner) word() string {
	start := s.pos
	for s.pos < len(s.src) && !isDelimiter(s.src[s.pos]) {
		s.pos++
	}
	return string(s.src[start:s.pos])
}

// hex reads the digits up to '>'. An odd number of digits is read as a number
// with a leading zero, as makers that write <9> for a tab mean it. A string
// that is not closed ends at the next '<' or '['.
func (s *scanner) hex() []byte {
	var digits []byte
loop:
	for s.pos < len(s.src) {
		b := s.src[s.pos]
		switch {
		case b >= '0' && b <= '9':
			digits = append(digits, b-'0')
		case b >= 'a' && b <= 'f':
			digits = append(digits, b-'a'+10)
		case b >= 'A' && b <= 'F':
			digits = append(digits, b-'A'+10)
		case b == '>':
			s.pos++
			break loop
		case b == '<' || b == '[':
			break loop
		}
		s.pos++
	}
	if len(digits)%2 == 1 {
		digits = append([]byte{0}, digits...)
	}
	out := digits[:0]
	for i := 0; i < len(digits); i += 2 {
		out = append(out, digits[i]<<4|digits[i+1])
	}
	return out
}

// literal reads a string in balanced parentheses. Escapes stay as written:
// the names of registries and orderings have none.
func (s *scanner) literal() string {
	start, depth := s.pos+1, 0
	for s.pos < len(s.src) {
		b := s.src[s.pos]
		s.pos++
		switch b {
		case '\\':
			s.pos++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return string(s.src[start : s.pos-1])
			}
		}
	}
	s.pos = len(s.src)
	return string(s.src[min(start, len(s.src)):])
}
