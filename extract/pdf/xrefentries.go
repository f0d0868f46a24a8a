package pdf

import "bytes"

// takeListed adds the objects that a cross-reference table leads to and that
// were not found by their headers, because bytes before one run into its
// number. Tables are read as far as they are sound.
func (b *rebuilder) takeListed() {
	if b.anew {
		return
	}
	word := []byte("xref")
	for pos := 0; ; {
		at := bytes.Index(b.data[pos:], word)
		if at < 0 {
			return
		}
		pos += at + len(word)
		if bytes.HasSuffix(b.data[:pos-len(word)], []byte("start")) {
			continue
		}
		lex := lexer{data: b.data, pos: pos}
		for {
			first, n := lex.next(), lex.next()
			if first.kind != tokenNumber || n.kind != tokenNumber || !b.takeSection(&lex, int(first.number), int(n.number)) {
				break
			}
		}
		pos = max(pos, min(lex.pos, len(b.data)))
	}
}

// takeSection reads n entries for the objects from first on and tells whether
// they are sound.
func (b *rebuilder) takeSection(lex *lexer, first, n int) bool {
	for i := range n {
		offset, generation, use := lex.next(), lex.next(), lex.next()
		if offset.kind != tokenNumber || generation.kind != tokenNumber || use.kind != tokenOperator || len(use.text) != 1 {
			return false
		}
		number, start := first+i, int(offset.number)
		if _, known := b.places[number]; known || use.text[0] != 'n' || number > maxObjectNumber {
			continue
		}
		if objectAt(b.data, start, number, int(generation.number)) {
			b.note(number, int(generation.number), start+headerLength, b.data[start:min(len(b.data), start+headLook)])
		}
	}
	return true
}
