package pdf

import (
	"bytes"
	"errors"
	"slices"
)

// prepared is a file as the object library can be given it.
type prepared struct {
	source
	damage damage
	err    error
}

// preparations yields the ways to give the file to the object library, the
// cheapest first: as it is, rebuilt around the objects found in it, these
// written anew. Each is tried when those before did not lead to pages. An
// encrypted file is rebuilt of its objects decrypted, and in no other way.
func preparations(data []byte, password string, limits Limits) func(yield func(prepared) bool) {
	return func(yield func(prepared) bool) {
		if plain(data) && !yield(prepared{source: source{body: data}}) {
			return
		}
		b := newRebuilder(data, limits)
		err := guard(b.rebuild)
		if b.sealed() {
			yield(decrypted(b, password))
			return
		}
		if !yield(b.prepared(err)) || errors.Is(err, ErrLimit) {
			return
		}
		b = newRebuilder(data, limits)
		b.anew = true
		err = guard(b.rebuild)
		yield(b.prepared(err))
	}
}

// decrypted rebuilds an encrypted file, which was scanned once, with its
// objects decrypted.
func decrypted(scanned *rebuilder, password string) prepared {
	b := newRebuilder(scanned.data, scanned.limits)
	err := guard(func() error {
		dict := scanned.encrypt
		if at, ok := scanned.places[dict.object]; ok && dict.object != 0 {
			dict = scanned.object(at)
		}
		crypt, err := newDecrypter(dict, scanned.id, password)
		if err != nil {
			return err
		}
		b.anew, b.crypt, b.known = true, crypt, scanned.places
		return b.rebuild()
	})
	return b.prepared(err)
}

// plain tells whether the object library can be given the file as it is: a
// classic cross-reference chain without loops, without hybrid parts and
// without encryption, whose every entry leads to its object, all well formed.
func plain(data []byte) bool {
	if len(data) < 128 || !bytes.HasPrefix(data, []byte("%PDF-1.")) || data[7] < '0' || data[7] > '7' || data[8] != '\r' && data[8] != '\n' {
		return false
	}
	if !cleanStreams(data) {
		return false
	}
	tail := bytes.TrimRight(data[len(data)-100:], "\r\n\t ")
	at := bytes.LastIndex(tail, []byte("startxref"))
	if at < 0 || !bytes.HasSuffix(tail, []byte("%%EOF")) {
		return false
	}
	lex := lexer{data: tail, pos: at + len("startxref")}
	pos, size := int(lex.next().number), 0
	var starts []int
	for seen := map[int]bool{}; ; {
		if pos <= 0 || pos >= len(data) || seen[pos] {
			return false
		}
		if seen[pos] = true; len(seen) > maxSections {
			return false
		}
		lex := lexer{data: data, pos: pos}
		greatest, offsets, ok := soundTable(&lex)
		starts = append(starts, offsets...)
		if !ok {
			return false
		}
		trailer := syntaxAt(&lex, 0)
		if len(seen) == 1 {
			size = trailer.key("Size").number
		}
		if greatest >= size || trailer.key("XRefStm").kind != tokenEnd || trailer.key("Encrypt").kind != tokenEnd {
			return false
		}
		prev := trailer.key("Prev")
		if prev.kind == tokenEnd {
			return allSound(data, starts)
		}
		pos = prev.number
	}
}

// cleanStreams tells whether every word stream is followed by the end of its
// line: the object library reads no others.
func cleanStreams(data []byte) bool {
	word := []byte("stream")
	for pos := 0; ; {
		n := bytes.Index(data[pos:], word)
		if n < 0 {
			return true
		}
		pos += n + len(word)
		if pos < len(data) && data[pos] != '\r' && data[pos] != '\n' && !bytes.HasSuffix(data[:pos-len(word)], []byte("end")) {
			return false
		}
	}
}

// allSound tells whether each object, of those that begin at starts, is well
// formed and has an end before the next.
func allSound(data []byte, starts []int) bool {
	slices.Sort(starts)
	for i, start := range starts {
		next := len(data)
		if i+1 < len(starts) {
			next = starts[i+1]
		}
		if start == next {
			continue
		}
		lex := lexer{data: data[:next], pos: start}
		lex.next()
		lex.next()
		lex.next() // the header, which was seen
		if !wellFormed(data[lex.pos:next]) || bytes.LastIndex(data[start:next], []byte("endobj")) < 0 {
			return false
		}
	}
	return true
}

// soundTable reads a cross-reference table up to its trailer and tells the
// greatest object number, where the objects in use begin, and whether all
// entries lead to their objects.
func soundTable(lex *lexer) (greatest int, starts []int, ok bool) {
	if !bytes.Equal(lex.next().text, []byte("xref")) {
		return 0, nil, false
	}
	for {
		t := lex.next()
		if t.kind == tokenOperator && string(t.text) == "trailer" {
			return greatest, starts, true
		}
		n := lex.next()
		if t.kind != tokenNumber || n.kind != tokenNumber || t.number < 0 || t.number+n.number > maxObjectNumber {
			return 0, nil, false
		}
		for i := range int(n.number) {
			offset, generation, use := lex.next(), lex.next(), lex.next()
			if use.kind != tokenOperator || len(use.text) != 1 {
				return 0, nil, false
			}
			if use.text[0] != 'n' {
				continue
			}
			if !objectAt(lex.data, int(offset.number), int(t.number)+i, int(generation.number)) {
				return 0, nil, false
			}
			starts = append(starts, int(offset.number))
		}
		greatest = max(greatest, int(t.number+n.number)-1)
	}
}

// objectAt tells whether the object with that number begins at the offset.
func objectAt(data []byte, offset, number, generation int) bool {
	if offset <= 0 || offset >= len(data) {
		return false
	}
	lex := lexer{data: data[:min(len(data), offset+objectHead)], pos: offset}
	n, g, word := lex.next(), lex.next(), lex.next()
	return n.kind == tokenNumber && int(n.number) == number && int(g.number) == generation &&
		word.kind == tokenOperator && bytes.HasPrefix(word.text, []byte("obj"))
}

// objectHead is room for "1048576 65535 obj" and the first word behind it.
const objectHead = 64
