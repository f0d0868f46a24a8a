package pdf

// tokenKind tells what a token of a content stream is.
type tokenKind byte

const (
	tokenEnd tokenKind = iota
	tokenNumber
	tokenString
	tokenName
	tokenOperator
	tokenOpen      // [
	tokenClose     // ]
	tokenDictOpen  // <<
	tokenDictClose // >>
)

// A token is one lexical element. text shares memory with the stream except
// for strings, which are valid until the arena is reset.
type token struct {
	kind   tokenKind
	number float64
	text   []byte
}

// A lexer splits a content stream, a CMap or a printed object into tokens
// (ISO 32000-2 §7.2). It never fails: what is malformed is skipped.
type lexer struct {
	data  []byte
	pos   int
	arena []byte // backing of decoded strings, reused between operators

	objects int // read by syntaxAt so far
}

const (
	regular   = 0
	space     = 1
	delimiter = 2
)

var class = func() (c [256]byte) {
	for _, b := range "\x00\t\n\f\r " {
		c[b] = space
	}
	for _, b := range "()<>[]{}/%" {
		c[b] = delimiter
	}
	return c
}()

// reset lets go of the strings decoded so far.
func (l *lexer) reset() { l.arena = l.arena[:0] }

// next returns the next token.
func (l *lexer) next() (t token) {
	l.scan(&t)
	return t
}

// scan reads the next token into t, whatever it held before.
func (l *lexer) scan(t *token) {
	data := l.data
	for l.pos < len(data) {
		c := data[l.pos]
		if class[c] == space || c == ')' || c == '{' || c == '}' { // stray brackets mean nothing
			l.pos++
			continue
		}
		if c != '%' {
			break
		}
		for l.pos < len(data) && data[l.pos] != '\n' && data[l.pos] != '\r' {
			l.pos++
		}
	}
	if l.pos >= len(data) {
		*t = token{}
		return
	}
	switch c := data[l.pos]; c {
	case '(':
		*t = token{kind: tokenString, text: l.literal()}
	case '<':
		if l.pos+1 < len(data) && data[l.pos+1] == '<' {
			l.pos += 2
			*t = token{kind: tokenDictOpen}
			return
		}
		*t = token{kind: tokenString, text: l.hex()}
	case '>':
		l.pos++
		if l.pos < len(data) && data[l.pos] == '>' {
			l.pos++
		}
		*t = token{kind: tokenDictClose}
	case '[':
		l.pos++
		*t = token{kind: tokenOpen}
	case ']':
		l.pos++
		*t = token{kind: tokenClose}
	case '/':
		*t = token{kind: tokenName, text: l.name()}
	default:
		t.text = l.word()
		t.kind = tokenOperator
		if c >= '0' && c <= '9' || c == '-' || c == '+' || c == '.' {
			var ok bool
			if t.number, ok = numeral(t.text); ok {
				t.kind = tokenNumber
			}
		}
	}
}

func (l *lexer) word() []byte {
	start := l.pos
	for l.pos < len(l.data) && class[l.data[l.pos]] == regular {
		l.pos++
	}
	return l.data[start:l.pos]
}

// numeral reads a number as lenient viewers do: stray signs and a second point
// end nothing, "--5" is -5, "1.2.3" is 1.2. It is not ok for words such as
// "0.5w", an operator glued to nothing readable.
func numeral(word []byte) (value float64, ok bool) {
	whole, fraction, digits, negative, points := 0.0, 0.0, 0, false, 0
	for _, c := range word {
		switch {
		case c >= '0' && c <= '9':
			switch {
			case points == 0:
				whole = whole*10 + float64(c-'0')
			case points == 1 && digits < len(powersOfTen)-1:
				fraction = fraction*10 + float64(c-'0')
				digits++
			}
		case c == '-':
			negative = true
		case c == '.':
			points++
		case c == '+' || points > 1:
		default:
			return 0, false
		}
	}
	value = whole + fraction/powersOfTen[digits]
	if negative {
		value = -value
	}
	return value, true
}

// powersOfTen are those that floating point holds exactly and a fraction can
// need.
var powersOfTen = [...]float64{1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15}

// name reads a name behind its slash.
func (l *lexer) name() []byte {
	l.pos++
	word := l.word()
	escaped := false
	for _, c := range word {
		if c == '#' {
			escaped = true
		}
	}
	if !escaped {
		return word
	}
	start := len(l.arena)
	for i := 0; i < len(word); i++ {
		if word[i] == '#' && i+2 < len(word) {
			hi, lo := hexDigit(word[i+1]), hexDigit(word[i+2])
			if hi >= 0 && lo >= 0 {
				l.arena = append(l.arena, byte(hi<<4|lo))
				i += 2
				continue
			}
		}
		l.arena = append(l.arena, word[i])
	}
	return l.arena[start:len(l.arena):len(l.arena)]
}

func (l *lexer) hex() []byte {
	start, half := len(l.arena), -1
	for l.pos++; l.pos < len(l.data) && l.data[l.pos] != '>'; l.pos++ {
		v := hexDigit(l.data[l.pos])
		if v < 0 {
			continue
		}
		if half < 0 {
			half = v
			continue
		}
		l.arena = append(l.arena, byte(half<<4|v))
		half = -1
	}
	if half >= 0 {
		l.arena = append(l.arena, byte(half<<4))
	}
	l.pos++
	return l.arena[start:len(l.arena):len(l.arena)]
}

func (l *lexer) literal() []byte {
	start, depth := len(l.arena), 1
	for l.pos++; l.pos < len(l.data); l.pos++ {
		c := l.data[l.pos]
		switch c {
		case '\\':
			l.escape()
			continue
		case '(':
			depth++
		case ')':
			depth--
		case '\r': // an end of line inside a string is one line feed
			if l.pos+1 < len(l.data) && l.data[l.pos+1] == '\n' {
				l.pos++
			}
			c = '\n'
		}
		if depth == 0 {
			break
		}
		l.arena = append(l.arena, c)
	}
	l.pos++
	return l.arena[start:len(l.arena):len(l.arena)]
}

// escape reads what follows a backslash; pos ends on its last byte.
func (l *lexer) escape() {
	l.pos++
	if l.pos >= len(l.data) {
		return
	}
	switch c := l.data[l.pos]; c {
	case 'n':
		l.arena = append(l.arena, '\n')
	case 'r':
		l.arena = append(l.arena, '\r')
	case 't':
		l.arena = append(l.arena, '\t')
	case 'b':
		l.arena = append(l.arena, '\b')
	case 'f':
		l.arena = append(l.arena, '\f')
	case '\n':
	case '\r':
		if l.pos+1 < len(l.data) && l.data[l.pos+1] == '\n' {
			l.pos++
		}
	default:
		if c < '0' || c > '7' {
			l.arena = append(l.arena, c)
			return
		}
		v := 0
		for n := 0; n < 3 && l.pos < len(l.data) && l.data[l.pos] >= '0' && l.data[l.pos] <= '7'; n++ {
			v = v*8 + int(l.data[l.pos]-'0')
			l.pos++
		}
		l.pos--
		l.arena = append(l.arena, byte(v))
	}
}

func hexDigit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	}
	return -1
}
