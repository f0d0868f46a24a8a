package pdf

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strconv"
)

// maxObjectNumber bounds the cross-reference table that is built: it takes
// memory for every number up to the greatest one. A disclosure of 400 tagged
// pages has 30,000 objects.
const maxObjectNumber = 1 << 20

// A place is where an object was found.
type place struct {
	generation int
	offset     int // of "n g obj" in the bytes that are written
}

// A rebuilder writes a file anew around the objects found in its bytes,
// whatever its own tables say: the last one of each number counts. Object
// streams are unpacked behind the old end, nothing else is moved but by the
// length of a header put in front.
type rebuilder struct {
	data      []byte
	limits    Limits
	out       []byte // the new file, which the object library can read
	encrypted bool   // there is none, because the objects are encrypted
	remade    bool   // the page tree was lost and made anew from the pages found
	anew      bool   // every object is written anew, for files whose syntax is broken

	places   map[int]place
	trailer  syntax // the last dictionary that names a Root
	catalog  int    // number of the last object that looks like a catalog
	tree     int    // number of the last node of a page tree without a parent
	leaves   []int  // numbers of the objects that look like pages, as they come
	inflated int    // bytes of object streams
}

// rebuild makes the new file. The error wraps ErrDamaged when nothing leads to
// pages, or ErrLimit.
func (b *rebuilder) rebuild() error {
	b.out = make([]byte, 0, len(b.data)+len(b.data)/2)
	b.out = append(b.out, "%PDF-1.7\n"...)
	b.out = append(b.out, b.data...)
	b.out = append(b.out, '\n')
	if err := b.scan(); err != nil || b.encrypted {
		return err
	}
	root := b.root()
	if root == 0 {
		return because(ErrDamaged, "no catalog and no pages")
	}
	b.writeTable(root)
	return nil
}

// headerLength is the length of the header put in front.
const headerLength = len("%PDF-1.7\n")

// scan walks over the data once, from object to object.
func (b *rebuilder) scan() error {
	data := b.data
	stream, trailer := newFinder(data, "stream"), newFinder(data, "trailer")
	end := newFinder(data, "endobj")
	last := found{}
	for pos := 0; ; {
		at := bytes.Index(data[pos:], []byte("obj"))
		for t := trailer.from(pos); t >= 0 && (at < 0 || t < pos+at); t = trailer.from(t + 1) {
			b.seeTrailer(syntaxAt(&lexer{data: data, pos: t + len("trailer")}, 0))
		}
		if at < 0 {
			b.terminate(last, end.from(last.text), len(data))
			return nil
		}
		at += pos
		pos = at + len("obj")
		number, generation, start, ok := objectBefore(data, at)
		if !ok {
			continue
		}
		b.terminate(last, end.from(last.text), start)
		last = found{number, generation, pos}
		s, e := stream.from(pos), end.from(pos)
		dict, ok := streamDict(data, pos, s, e)
		if !ok {
			limit := len(data)
			if e >= 0 {
				limit = e
			}
			b.note(number, generation, start+headerLength, data[pos:min(limit, pos+headLook)])
			if b.anew {
				b.write(number, generation, syntaxAt(&lexer{data: data[:limit], pos: pos}, 0).append(nil))
			}
			continue
		}
		body, after := streamBody(data, s, dict.key("Length"))
		b.note(number, generation, start+headerLength, nil)
		head := data[pos:s]
		if b.anew {
			head = dict.append(nil)
		}
		if p := s + len("stream"); b.anew || p < len(data) && data[p] != '\r' && data[p] != '\n' {
			b.write(number, generation, head, []byte("stream\n"), body, []byte("\nendstream"))
		}
		pos, last = after, found{}
		if err := b.seeStream(dict, body); err != nil {
			return err
		}
	}
}

// A found is an object without a stream; the zero value stands for none.
type found struct{ number, generation, text int }

// terminate writes an object anew that does not end, at end, before the next
// one in the file begins: the object library reads none without its end.
func (b *rebuilder) terminate(o found, end, next int) {
	if o.number == 0 || b.anew || end >= 0 && end < next {
		return
	}
	lex := lexer{data: b.data[:next], pos: o.text}
	syntaxAt(&lex, 0)
	b.write(o.number, o.generation, b.data[o.text:min(lex.pos, next)])
}

// write puts an object behind the others, in the place of the one found.
func (b *rebuilder) write(number, generation int, parts ...[]byte) {
	b.places[number] = place{generation, len(b.out)}
	b.out = fmt.Appendf(b.out, "%d %d obj\n", number, generation)
	for _, p := range parts {
		b.out = append(b.out, p...)
	}
	b.out = append(b.out, "\nendobj\n"...)
}

// headLook is how many bytes of an object are looked at to tell a catalog.
const headLook = 4096

// A finder gives the places of a word in rising order without looking at any
// byte twice.
type finder struct {
	data []byte
	word []byte
	at   int // the first place not before the last one asked for, -1 if none
}

func newFinder(data []byte, word string) *finder {
	f := &finder{data: data, word: []byte(word)}
	f.at = bytes.Index(data, f.word)
	return f
}

// from returns the first place at or behind pos, -1 if there is none. pos must
// not fall from call to call.
func (f *finder) from(pos int) int {
	for f.at >= 0 && f.at < pos {
		n := bytes.Index(f.data[min(pos, len(f.data)):], f.word)
		if n < 0 {
			f.at = -1
			break
		}
		f.at = pos + n
	}
	return f.at
}

// streamDict reads the dictionary at pos if the word stream follows it at s
// and the object does not end, at e, before.
func streamDict(data []byte, pos, s, e int) (syntax, bool) {
	if s < 0 || e >= 0 && e < s || next(data, pos) != '<' {
		return syntax{}, false
	}
	lex := lexer{data: data[:s], pos: pos}
	dict := syntaxAt(&lex, 0)
	return dict, lex.next().kind == tokenEnd
}

// next returns the first byte at or behind pos that is no white space.
func next(data []byte, pos int) byte {
	for ; pos < len(data); pos++ {
		if class[data[pos]] != space {
			return data[pos]
		}
	}
	return 0
}

// objectBefore reads "n g " backwards from the word obj at the position at.
func objectBefore(data []byte, at int) (number, generation, start int, ok bool) {
	generation, start, ok = numberBefore(data, at)
	if !ok {
		return 0, 0, 0, false
	}
	number, start, ok = numberBefore(data, start)
	if !ok || number == 0 || number > maxObjectNumber || generation > 65535 {
		return 0, 0, 0, false
	}
	return number, generation, start, true
}

// numberBefore reads a number and white space backwards from end.
func numberBefore(data []byte, end int) (n, start int, ok bool) {
	i := end
	for i > 0 && class[data[i-1]] == space {
		i--
	}
	stop := i
	for i > 0 && stop-i < 10 && data[i-1] >= '0' && data[i-1] <= '9' {
		i--
	}
	n, err := strconv.Atoi(string(data[i:stop]))
	return n, i, err == nil && stop < end
}

// streamBody returns the bytes of the stream that begins with the word at s,
// and where it ends. A length that does not lead to its end is not believed;
// without one, the stream ends at the first endstream, or at the first endobj
// if its own end is damaged. A length elsewhere is looked up when the stream
// holds objects itself, as an attached file does.
func streamBody(data []byte, s int, length syntax) (body []byte, end int) {
	start := s + len("stream")
	if start < len(data) && data[start] == '\r' {
		start++
	}
	if start < len(data) && data[start] == '\n' {
		start++
	}
	stops := func(n int) bool {
		if n <= 0 || n > len(data)-start {
			return false
		}
		tail := bytes.TrimLeft(data[start+n:min(start+n+32, len(data))], "\r\n \t\x00")
		return bytes.HasPrefix(tail, []byte("endstream"))
	}
	if n := length.number; length.object == 0 && stops(n) {
		return data[start : start+n], start + n
	}
	n := bytes.Index(data[start:], []byte("endstream"))
	if n < 0 {
		n = len(data) - start
	}
	if e := bytes.Index(data[start:start+n], []byte("endobj")); e >= 0 {
		if long := lengthAt(data, length); stops(long) {
			return data[start : start+long], start + long
		}
		n = e
	}
	return data[start : start+n], start + n
}

// lengthAt looks up a length that is an object of its own, 0 if there is none.
func lengthAt(data []byte, length syntax) int {
	if length.object == 0 {
		return 0
	}
	word := fmt.Appendf(nil, "\n%d %d obj", length.object, length.generation)
	at := bytes.LastIndex(data, word)
	if at < 0 {
		return 0
	}
	lex := lexer{data: data, pos: at + len(word)}
	return int(lex.next().number)
}

// note keeps the place of an object and looks at its head, nil for a stream.
func (b *rebuilder) note(number, generation, offset int, head []byte) {
	b.places[number] = place{generation, offset}
	if b.catalog == number {
		b.catalog = 0
	}
	switch {
	case bytes.Contains(head, []byte("/Catalog")) && bytes.Contains(head, []byte("/Pages")):
		b.catalog = number
	case bytes.Contains(head, []byte("/Kids")) && !bytes.Contains(head, []byte("/Parent")):
		b.tree = number
	case pageType.Match(head):
		b.leaves = append(b.leaves, number)
	}
}

// pageType finds the Type of a page object.
var pageType = regexp.MustCompile(`/Type\s*/Page[^\w]`)

func (b *rebuilder) seeTrailer(dict syntax) {
	if dict.key("Encrypt").kind != tokenEnd {
		b.encrypted = true
	}
	if dict.key("Root").object != 0 {
		b.trailer = dict
	}
}

// seeStream takes the trailer of a cross-reference stream and the objects of
// an object stream.
func (b *rebuilder) seeStream(dict syntax, body []byte) error {
	switch dict.key("Type").text {
	case "XRef":
		b.seeTrailer(dict)
	case "ObjStm":
		if b.encrypted {
			return nil
		}
		content, err := decodeAll(body, dict.filters(), b.limits.StreamBytes)
		if err != nil && len(content) == 0 {
			return nil // damaged: its objects are missing
		}
		if b.inflated += len(content); b.inflated > b.limits.FileBytes {
			return fmt.Errorf("%w: object streams of more than %d bytes", ErrLimit, b.limits.FileBytes)
		}
		b.unpack(content, dict.key("N").number, dict.key("First").number)
	}
	return nil
}

// unpack writes the n objects of an object stream, the first one at first.
func (b *rebuilder) unpack(content []byte, n, first int) {
	if first <= 0 || first > len(content) {
		return
	}
	lex := lexer{data: content[:first]}
	type member struct{ number, offset int }
	var members []member
	for range n {
		number, offset := lex.next(), lex.next()
		if number.kind != tokenNumber || offset.kind != tokenNumber {
			break
		}
		members = append(members, member{int(number.number), first + int(offset.number)})
	}
	for i, m := range members {
		end := len(content)
		if i+1 < len(members) && members[i+1].offset > m.offset {
			end = min(end, members[i+1].offset)
		}
		if m.number <= 0 || m.number > maxObjectNumber || m.offset < first || m.offset >= end {
			continue
		}
		text := content[m.offset:end]
		b.note(m.number, 0, len(b.out), text[:min(len(text), headLook)])
		if b.anew {
			text = syntaxAt(&lexer{data: text}, 0).append(nil)
		}
		b.write(m.number, 0, text)
	}
}

// root returns the number of the catalog. A file that lost it gets one, and
// one that lost its page tree too gets a tree of the pages found; it is 0 if
// there are none.
func (b *rebuilder) root() int {
	for _, n := range []int{b.trailer.key("Root").object, b.catalog} {
		if _, ok := b.places[n]; ok {
			return n
		}
	}
	next := 1
	for n := range b.places {
		next = max(next, n+1)
	}
	tree := b.tree
	if tree == 0 {
		if len(b.leaves) == 0 {
			return 0
		}
		b.remade = true
		tree = next
		next++
		kids := []byte("<</Type/Pages/Kids[")
		seen := map[int]bool{} // a page may stand in the file in several versions
		for _, n := range b.leaves {
			if seen[n] {
				continue
			}
			seen[n] = true
			kids = fmt.Appendf(kids, "%d %d R ", n, b.places[n].generation)
		}
		b.write(tree, 0, fmt.Appendf(kids, "]/Count %d>>", len(seen)))
	}
	b.write(next, 0, fmt.Appendf(nil, "<</Type/Catalog/Pages %d %d R>>", tree, b.places[tree].generation))
	return next
}

// writeTable ends the file with a table of the places and a trailer.
func (b *rebuilder) writeTable(root int) {
	numbers := make([]int, 0, len(b.places))
	for n := range b.places {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	start := len(b.out)
	b.out = append(b.out, "xref\n"...)
	for i := 0; i < len(numbers); {
		k := i
		for k+1 < len(numbers) && numbers[k+1] == numbers[k]+1 {
			k++
		}
		b.out = fmt.Appendf(b.out, "%d %d\n", numbers[i], k-i+1)
		for ; i <= k; i++ {
			p := b.places[numbers[i]]
			b.out = fmt.Appendf(b.out, "%010d %05d n \n", p.offset, p.generation)
		}
	}
	size := numbers[len(numbers)-1] + 1
	b.out = fmt.Appendf(b.out, "trailer\n<</Size %d/Root %d %d R", size, root, b.places[root].generation)
	if info := b.trailer.key("Info").object; info != 0 {
		b.out = fmt.Appendf(b.out, "/Info %d %d R", info, b.places[info].generation)
	}
	b.out = fmt.Appendf(b.out, ">>\nstartxref\n%d\n%%%%EOF\n", start)
}
