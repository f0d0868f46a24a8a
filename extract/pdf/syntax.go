package pdf

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
)

// A syntax is a PDF object read from bytes without the object library: what
// the rebuilding of a file needs to know. Only the fields of its kind are set.
type syntax struct {
	kind       tokenKind // tokenNumber, tokenName, tokenString, tokenOpen (array), tokenDictOpen, tokenOperator (true, false), tokenEnd (null)
	number     int
	value      float64 // the number before it was cut to an integer
	text       string
	items      []syntax
	dict       map[string]syntax
	object     int // number of the object referred to, 0 if this is no reference
	generation int // of that object
}

// syntaxAt reads one object at the position of the lexer. Anything that is no
// object is null. What is damaged is read as a person would: a word in place of
// a key is passed over with its value, a string that does not end is none.
func syntaxAt(lex *lexer, depth int) syntax {
	if lex.objects++; lex.objects > maxObjects {
		lex.pos = len(lex.data)
	}
	start := lex.pos
	t := lex.next()
	switch t.kind {
	case tokenName:
		return syntax{kind: t.kind, text: string(t.text)}
	case tokenString:
		if !closed(lex, start) {
			return syntax{}
		}
		return syntax{kind: t.kind, text: string(t.text)}
	case tokenNumber:
		return reference(lex, t.number)
	case tokenOperator:
		if word := string(t.text); word == "true" || word == "false" {
			return syntax{kind: tokenOperator, text: word}
		}
		if ends(t) {
			lex.pos = start
		}
	case tokenOpen, tokenDictOpen:
		if depth < maxNesting {
			return collection(lex, t.kind, depth)
		}
	case tokenClose, tokenDictClose:
		lex.pos = start // a value is missing
	}
	return syntax{}
}

// closed tells whether the string that the lexer read from start has an end,
// and that a hexadecimal one holds no brackets and names. If not, only its
// opening bracket, which is damage, is passed over.
func closed(lex *lexer, start int) bool {
	for start < lex.pos && lex.data[start] != '(' && lex.data[start] != '<' {
		start++
	}
	sound := lex.pos <= len(lex.data) && lex.pos-start >= 2
	if sound && lex.data[start] == '<' {
		for _, c := range lex.data[start+1 : lex.pos-1] {
			sound = sound && class[c] != delimiter
		}
	}
	if !sound {
		lex.pos = start + 1
	}
	return sound
}

// ends tells whether a word ends every object.
func ends(t token) bool {
	if t.kind != tokenOperator {
		return false
	}
	switch string(t.text) {
	case "obj", "endobj", "stream", "endstream":
		return true
	}
	return false
}

// reference reads "n g R" after n, or is the number n.
func reference(lex *lexer, n float64) syntax {
	out := syntax{kind: tokenNumber, number: int(n), value: n}
	start := lex.pos
	if generation := lex.next(); generation.kind == tokenNumber {
		if r := lex.next(); r.kind == tokenOperator && string(r.text) == "R" {
			out.object, out.generation = int(n), int(generation.number)
			return out
		}
	}
	lex.pos = start
	return out
}

// collection reads an array or a dictionary after its opening.
func collection(lex *lexer, kind tokenKind, depth int) syntax {
	out := syntax{kind: kind}
	end := tokenClose
	if kind == tokenDictOpen {
		end = tokenDictClose
		out.dict = map[string]syntax{}
	}
	for {
		start := lex.pos
		t := lex.next()
		switch {
		case t.kind == end || t.kind == tokenEnd:
			return out
		case ends(t):
			lex.pos = start
			return out
		case kind == tokenOpen && (t.kind == tokenDictClose || t.kind == tokenOperator && !constant(t)):
			// no element of an array
		case kind == tokenOpen:
			lex.pos = start
			out.items = append(out.items, syntaxAt(lex, depth+1))
		case t.kind == tokenName:
			key := string(t.text)
			out.dict[key] = syntaxAt(lex, depth+1)
		case t.kind == tokenString:
			closed(lex, start)
		case t.kind == tokenOpen || t.kind == tokenDictOpen:
			lex.pos = start
			syntaxAt(lex, depth+1) // the value of a key that was passed over
		case t.kind == tokenOperator && string(t.text) != "R":
			passValue(lex)
		}
	}
}

// constant tells whether a word is an object.
func constant(t token) bool {
	word := string(t.text)
	return word == "true" || word == "false" || word == "null"
}

// passValue passes over the value of a damaged key if it is a name: the name
// is one if another one follows.
func passValue(lex *lexer) {
	start := lex.pos
	if lex.next().kind != tokenName {
		lex.pos = start
		return
	}
	second := lex.pos
	if lex.next().kind == tokenName {
		lex.pos = second
		return
	}
	lex.pos = start
}

// key returns an entry of a dictionary, null if there is none.
func (s syntax) key(name string) syntax { return s.dict[name] }

// filters returns the filters that a stream dictionary names.
func (s syntax) filters() []filter {
	list, params := s.key("Filter"), s.key("DecodeParms")
	at := func(name string, param syntax) filter {
		return filterOf(name, func(key string, fallback int) int {
			if v := param.key(key); v.kind == tokenNumber {
				return v.number
			}
			return fallback
		})
	}
	if list.kind == tokenName {
		if len(params.items) > 0 {
			params = params.items[0]
		}
		return []filter{at(list.text, params)}
	}
	var out []filter
	for i, name := range list.items[:min(len(list.items), maxFilters)] {
		param := params
		if params.kind == tokenOpen {
			param = syntax{}
			if i < len(params.items) {
				param = params.items[i]
			}
		}
		out = append(out, at(name.text, param))
	}
	return out
}

// append writes the object in a form that every reader understands.
func (s syntax) append(b []byte) []byte {
	switch {
	case s.object != 0:
		return fmt.Appendf(b, "%d %d R", s.object, s.generation)
	case s.kind == tokenNumber:
		return strconv.AppendFloat(b, s.value, 'f', -1, 64)
	case s.kind == tokenName:
		return appendName(b, s.text)
	case s.kind == tokenString:
		return fmt.Appendf(b, "<%x>", s.text)
	case s.kind == tokenOperator:
		return append(b, s.text...)
	case s.kind == tokenOpen:
		b = append(b, '[')
		for _, item := range s.items {
			b = append(item.append(b), ' ')
		}
		return append(b, ']')
	case s.kind == tokenDictOpen:
		b = append(b, "<<"...)
		for _, key := range slices.Sorted(maps.Keys(s.dict)) {
			b = append(appendName(b, key), ' ')
			b = append(s.dict[key].append(b), ' ')
		}
		return append(b, ">>"...)
	}
	return append(b, "null"...)
}

// appendName writes a name, unusual characters by their numbers.
func appendName(b []byte, name string) []byte {
	b = append(b, '/')
	for i := range len(name) {
		if c := name[i]; class[c] != regular || c == '#' || c < '!' || c > '~' {
			b = fmt.Appendf(b, "#%02x", c)
		} else {
			b = append(b, c)
		}
	}
	return b
}
