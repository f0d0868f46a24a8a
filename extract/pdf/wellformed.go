package pdf

import "bytes"

// wellFormed tells whether the object at the start of text, which is what
// stands behind its header "n g obj", is written as the standard has it up to
// its endobj or its stream (ISO 32000-2 §7.3). The object library fails on
// whatever is not, and a failure costs all that the object leads to.
func wellFormed(text []byte) bool {
	rest, dict, ok := afterObject(text)
	if !ok {
		return false
	}
	s := strict{data: rest}
	word := string(s.word())
	return word == "endobj" || dict && word == "stream"
}

// afterObject returns what follows the object at the start of text, and whether
// that is a dictionary. It is not ok if the object is not written as the
// standard has it.
func afterObject(text []byte) (rest []byte, dict, ok bool) {
	s := strict{data: text}
	s.skipSpace()
	dict = bytes.HasPrefix(text[s.pos:], []byte("<<"))
	if !s.value(0) {
		return nil, dict, false
	}
	s.skipSpace()
	return text[s.pos:], dict, true
}

// A strict scanner reads objects without leniency.
type strict struct {
	data []byte
	pos  int
}

func (s *strict) skipSpace() {
	for s.pos < len(s.data) {
		switch c := s.data[s.pos]; {
		case class[c] == space:
			s.pos++
		case c == '%':
			for s.pos < len(s.data) && s.data[s.pos] != '\n' && s.data[s.pos] != '\r' {
				s.pos++
			}
		default:
			return
		}
	}
}

// value reads one object and tells whether it is sound.
func (s *strict) value(depth int) bool {
	s.skipSpace()
	if s.pos >= len(s.data) || depth > maxNesting {
		return false
	}
	switch c := s.data[s.pos]; {
	case c == '/':
		return s.name()
	case c == '(':
		return s.literal()
	case c == '[':
		s.pos++
		return s.array(depth)
	case c == '<' && s.pos+1 < len(s.data) && s.data[s.pos+1] == '<':
		s.pos += 2
		return s.dict(depth)
	case c == '<':
		return s.hex()
	}
	return class[s.data[s.pos]] == regular && s.atom()
}

func (s *strict) name() bool {
	for s.pos++; s.pos < len(s.data) && class[s.data[s.pos]] == regular; s.pos++ {
		if s.data[s.pos] == '#' && (s.pos+2 >= len(s.data) || hexDigit(s.data[s.pos+1]) < 0 || hexDigit(s.data[s.pos+2]) < 0) {
			return false
		}
	}
	return true
}

func (s *strict) literal() bool {
	depth := 0
	for ; s.pos < len(s.data); s.pos++ {
		switch s.data[s.pos] {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				s.pos++
				return true
			}
		case '\\':
			s.pos++
			if s.pos >= len(s.data) {
				return false
			}
			switch c := s.data[s.pos]; {
			case c >= '4' && c <= '7' && s.pos+2 < len(s.data) && octal(s.data[s.pos+1]) && octal(s.data[s.pos+2]):
				return false // more than a byte
			case !octal(c) && bytes.IndexByte([]byte("nrbtf()\\\r\n"), c) < 0:
				return false
			}
		}
	}
	return false
}

func octal(c byte) bool { return c >= '0' && c <= '7' }

func (s *strict) hex() bool {
	digits := 0
	for s.pos++; s.pos < len(s.data); s.pos++ {
		switch c := s.data[s.pos]; {
		case c == '>':
			s.pos++
			return digits%2 == 0
		case class[c] == space:
		case hexDigit(c) < 0:
			return false
		default:
			digits++
		}
	}
	return false
}

// atom reads a number, a reference or one of the three words that are objects.
func (s *strict) atom() bool {
	word := s.word()
	switch string(word) {
	case "true", "false", "null":
		return true
	}
	integer, ok := numeric(word)
	if !ok {
		return false
	}
	if !integer {
		return true
	}
	start := s.pos
	s.skipSpace()
	if generation, ok := numeric(s.word()); ok && generation {
		s.skipSpace()
		if string(s.word()) == "R" {
			return true
		}
	}
	s.pos = start
	return true
}

func (s *strict) word() []byte {
	start := s.pos
	for s.pos < len(s.data) && class[s.data[s.pos]] == regular {
		s.pos++
	}
	return s.data[start:s.pos]
}

// maxDigits bounds the digits of a number: more do not fit into an integer.
const maxDigits = 18

// numeric tells whether a word is a number, and one without a point.
func numeric(word []byte) (integer, ok bool) {
	if len(word) > 0 && (word[0] == '+' || word[0] == '-') {
		word = word[1:]
	}
	points := 0
	for _, c := range word {
		switch {
		case c == '.':
			points++
		case c < '0' || c > '9':
			return false, false
		}
	}
	digits := len(word) - points
	return points == 0, points <= 1 && digits > 0 && digits <= maxDigits
}

func (s *strict) array(depth int) bool {
	for {
		s.skipSpace()
		if s.pos < len(s.data) && s.data[s.pos] == ']' {
			s.pos++
			return true
		}
		if !s.value(depth + 1) {
			return false
		}
	}
}

func (s *strict) dict(depth int) bool {
	for {
		s.skipSpace()
		if bytes.HasPrefix(s.data[s.pos:], []byte(">>")) {
			s.pos += 2
			return true
		}
		if s.pos >= len(s.data) || s.data[s.pos] != '/' || !s.name() || !s.value(depth+1) {
			return false
		}
	}
}
