package pdf

import (
	"bytes"
	"sync/atomic"
)

// An objectTable finds the objects of a file by their numbers and reads them
// as syntax. It serves what the object library gives without the identity of
// its parts, or slowly: optional content and the structure tree. The file is
// one that the library was given, so its cross-reference tables are classic
// ones and it is not encrypted. It may be used by several goroutines.
type objectTable struct {
	file    *source
	offsets []int        // by object number; 0 for one that is not there
	trailer syntax       // the latest one
	budget  atomic.Int64 // bytes that may still be read
}

// tableTail is the length of the end of a file that holds startxref.
const tableTail = 100

// readObjectTable reads the chain of cross-reference tables of a file from the
// latest to the first. Of an object in several, the latest
// counts. A chain that breaks ends there.
func readObjectTable(file *source) *objectTable {
	t := &objectTable{file: file}
	t.budget.Store(min(maxReread*int64(file.size())+rereadBase, maxRead))
	tail := file.from(max(0, file.size()-tableTail))
	at := bytes.LastIndex(tail, []byte("startxref"))
	if at < 0 {
		return t
	}
	lex := lexer{data: tail, pos: at + len("startxref")}
	pos := int(lex.next().number)
	seen := map[int]bool{}
	for pos > 0 && !seen[pos] && len(seen) < maxSections {
		seen[pos] = true
		trailer := t.readSection(pos)
		if len(seen) == 1 {
			t.trailer = trailer
		}
		pos = trailer.key("Prev").number
	}
	for i, offset := range t.offsets {
		t.offsets[i] = max(offset, 0)
	}
	return t
}

// freed marks an object that a table says is not there any more, while the
// tables are read.
const freed = -1

// readSection reads the table at pos and returns its trailer, null when there
// is none.
func (t *objectTable) readSection(pos int) syntax {
	lex := lexer{data: t.file.from(pos)}
	if string(lex.next().text) != "xref" {
		return syntax{}
	}
	for {
		first := lex.next()
		if first.kind == tokenOperator && string(first.text) == "trailer" {
			return syntaxAt(&lex, 0)
		}
		count := lex.next()
		if first.kind != tokenNumber || count.kind != tokenNumber || first.number < 0 || first.number+count.number > maxObjectNumber {
			return syntax{}
		}
		for i := range int(count.number) {
			offset, _, use := lex.next(), lex.next(), lex.next()
			if use.kind != tokenOperator || len(use.text) != 1 {
				return syntax{}
			}
			number := int(first.number) + i
			if number >= len(t.offsets) {
				t.offsets = append(t.offsets, make([]int, number+1-len(t.offsets))...)
			}
			switch {
			case t.offsets[number] != 0: // a later table tells
			case use.text[0] == 'n':
				t.offsets[number] = int(offset.number)
			default:
				t.offsets[number] = freed
			}
		}
	}
}

// open returns a lexer at the beginning of an object. It is false when there
// is none, or no more may be read. Close it when the object is read.
func (t *objectTable) open(number int) (lexer, bool) {
	if number <= 0 || number >= len(t.offsets) || t.offsets[number] == 0 || t.spent() {
		return lexer{}, false
	}
	lex := lexer{data: t.file.from(t.offsets[number])}
	n, _, word := lex.next(), lex.next(), lex.next()
	return lex, n.kind == tokenNumber && int(n.number) == number && string(word.text) == "obj"
}

// close counts what was read of an object.
func (t *objectTable) close(lex *lexer) { t.budget.Add(-int64(lex.pos)) }

// spent tells whether all has been read that may be.
func (t *objectTable) spent() bool { return t.budget.Load() < 0 }

// object reads the object with that number, of a stream its dictionary; null
// when there is none.
func (t *objectTable) object(number int) syntax {
	lex, ok := t.open(number)
	if !ok {
		return syntax{}
	}
	defer t.close(&lex)
	return syntaxAt(&lex, 0)
}

// resolve returns what a reference leads to; anything else is returned as it
// is.
func (t *objectTable) resolve(s syntax) syntax {
	for range maxHops {
		if s.object == 0 {
			return s
		}
		s = t.object(s.object)
	}
	return syntax{}
}

// get returns an entry of a dictionary, resolved.
func (t *objectTable) get(s syntax, name string) syntax { return t.resolve(s.key(name)) }

// root returns the catalog.
func (t *objectTable) root() syntax { return t.get(t.trailer, "Root") }
