package pdf

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
)

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
	data   []byte
	limits Limits
	tail   []byte // what is put behind the old bytes
	damage damage
	anew   bool // every object is written anew, for files whose syntax is broken or encrypted
	crypt  *decrypter
	known  map[int]place // of the objects, when the file was scanned before

	places   map[int]place
	trailer  syntax // the last dictionary that names a Root
	encrypt  syntax // the last encryption dictionary that a trailer names, null if none
	id       string // the first part of the file identifier beside it
	catalog  int    // number of the last object that looks like a catalog
	tree     int    // number of the last node of a page tree without a parent
	leaves   []int  // numbers of the objects that look like pages, as they come
	inflated int    // bytes of object streams
	searches int    // through the whole file
}

func newRebuilder(data []byte, limits Limits) *rebuilder {
	return &rebuilder{data: data, limits: limits, places: map[int]place{}}
}

// rebuild makes the new file. It makes none of an encrypted file without a
// decrypter. The error wraps ErrDamaged when nothing leads to pages, or
// ErrLimit.
func (b *rebuilder) rebuild() error {
	b.tail = append(b.tail, '\n')
	if err := b.scan(); err != nil || b.sealed() {
		return err
	}
	b.takeListed()
	root := b.root()
	if root == 0 {
		return because(ErrDamaged, "no catalog and no pages")
	}
	b.writeTable(root)
	return nil
}

// sealed tells whether the file is encrypted and no decrypter is at hand.
func (b *rebuilder) sealed() bool { return b.encrypt.kind != tokenEnd && b.crypt == nil }

// header is put in front; its length moves all that is behind.
const (
	header       = "%PDF-1.7\n"
	headerLength = len(header)
)

// prepared returns the new file, which the object library can read, if the
// rebuilding gave no error.
func (b *rebuilder) prepared(err error) prepared {
	return prepared{
		source: source{head: []byte(header), body: b.data, tail: b.tail},
		damage: b.damage, err: err,
	}
}

// end is the offset in the new file at which the next object is put.
func (b *rebuilder) end() int { return headerLength + len(b.data) + len(b.tail) }

// scan walks over the data once, from object to object.
func (b *rebuilder) scan() error {
	data := b.data
	stream, trailer := newFinder(data, "stream"), newFinder(data, "trailer")
	end, streamEnd := newFinder(data, "endobj"), newFinder(data, "endstream")
	last := found{}
	for pos := 0; ; {
		at := bytes.Index(data[pos:], []byte("obj"))
		for t := trailer.from(pos); t >= 0 && (at < 0 || t < pos+at); {
			lex := lexer{data: data, pos: t + len("trailer")}
			b.seeTrailer(syntaxAt(&lex, 0))
			t = trailer.from(lex.pos)
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
			if b.malformed(data[pos:min(len(data), limit+len("endobj")+1)]) || b.anew {
				b.write(number, generation, b.open(syntaxAt(&lexer{data: data[:limit], pos: pos}, 0), number, generation).append(nil))
			}
			continue
		}
		body, after := b.streamBody(s, b.length(dict.key("Length")), streamEnd, end)
		b.note(number, generation, start+headerLength, nil)
		head := data[pos:s]
		rewrite := b.malformed(data[pos:min(len(data), s+len("stream")+1)]) || b.anew
		if rewrite {
			if b.crypt != nil {
				body = b.crypt.stream(dict, body, number, generation)
				dict = b.open(dict, number, generation)
			}
			dict.dict["Length"] = syntax{kind: tokenNumber, value: float64(len(body)), number: len(body)}
			head = dict.append(nil)
		}
		if p := s + len("stream"); rewrite || p < len(data) && data[p] != '\r' && data[p] != '\n' {
			b.write(number, generation, head, []byte("stream\n"), body, []byte("\nendstream"))
		}
		pos, last = after, found{}
		if err := b.seeStream(dict, body); err != nil {
			return err
		}
	}
}

// malformed tells whether an object is not well formed, and counts it.
func (b *rebuilder) malformed(text []byte) bool {
	if wellFormed(text) {
		return false
	}
	b.damage.objects++
	return true
}

// open decrypts the strings of an object if the file is encrypted.
func (b *rebuilder) open(s syntax, number, generation int) syntax {
	if b.crypt == nil {
		return s
	}
	return b.crypt.text(s, number, generation)
}

// length looks up the length of a stream that is an object of its own among
// the objects known from an earlier scan.
func (b *rebuilder) length(v syntax) syntax {
	at, ok := b.known[v.object]
	if v.object == 0 || !ok {
		return v
	}
	return b.object(at)
}

// object reads the object at a place.
func (b *rebuilder) object(at place) syntax {
	s := b.prepared(nil).source
	lex := lexer{data: s.from(at.offset)}
	lex.next()
	lex.next()
	lex.next()
	return syntaxAt(&lex, 0)
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
	b.places[number] = place{generation, b.end()}
	b.tail = fmt.Appendf(b.tail, "%d %d obj\n", number, generation)
	for _, p := range parts {
		b.tail = append(b.tail, p...)
	}
	b.tail = append(b.tail, "\nendobj\n"...)
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
	return dict, dict.kind == tokenDictOpen && lex.next().kind == tokenEnd
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
func (b *rebuilder) streamBody(s int, length syntax, streamEnd, objectEnd *finder) (body []byte, end int) {
	data, start := b.data, s+len("stream")
	if start < len(data) && data[start] == '\r' {
		start++
	}
	if start < len(data) && data[start] == '\n' {
		start++
	}
	n := length.number
	known := length.object == 0 && n > 0 && n <= len(data)-start
	if known && followedBy(data[start+n:], "endstream") {
		return data[start : start+n], start + n
	}
	stop := streamEnd.from(start)
	if stop < 0 {
		stop = len(data)
	}
	e := objectEnd.from(start)
	holds := e >= 0 && e < stop
	if holds {
		if n := b.lengthAt(length); n > 0 && n <= len(data)-start && followedBy(data[start+n:], "endstream") {
			return data[start : start+n], start + n
		}
		stop = e
	}
	if known && start+n < stop && objectFollows(data[start+n:stop]) {
		return data[start : start+n], start + n // only the word that ends the stream is damaged
	}
	return data[start:stop], stop
}

// followedBy tells whether a word stands behind white space.
func followedBy(data []byte, word string) bool {
	tail := bytes.TrimLeft(data[:min(endLook, len(data))], "\r\n \t\x00")
	return bytes.HasPrefix(tail, []byte(word))
}

// endLook is how far behind its length the end of a stream may be, with the
// word itself.
const endLook = 32

// objectFollows tells whether another object begins where a damaged endstream
// and endobj would have ended.
func objectFollows(data []byte) bool {
	return objectHeader.Match(data[:min(len(data), objectHead)])
}

// objectHeader finds the first words of an object.
var objectHeader = regexp.MustCompile(`\s\d+\s+\d+\s+obj\b`)

// lengthAt looks up a length that is an object of its own and stands anywhere,
// 0 if there is none. Each search reads the whole file, so they are counted.
func (b *rebuilder) lengthAt(length syntax) int {
	if length.object == 0 || b.searches >= maxSearches {
		return 0
	}
	b.searches++
	word := fmt.Appendf(nil, "\n%d %d obj", length.object, length.generation)
	at := bytes.LastIndex(b.data, word)
	if at < 0 {
		return 0
	}
	lex := lexer{data: b.data, pos: at + len(word)}
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
	case isPage(head):
		b.leaves = append(b.leaves, number)
	}
}

// isPage finds the Type of a page object.
func isPage(head []byte) bool {
	for {
		_, after, found := bytes.Cut(head, []byte("/Type"))
		if !found {
			return false
		}
		head = after
		lex := lexer{data: after}
		if t := lex.next(); t.kind == tokenName && string(t.text) == "Page" {
			return true
		}
	}
}

func (b *rebuilder) seeTrailer(dict syntax) {
	if e := dict.key("Encrypt"); e.kind != tokenEnd {
		b.encrypt = e
	}
	if id := dict.key("ID").items; len(id) > 0 {
		b.id = id[0].text
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
		if b.sealed() {
			return nil
		}
		left := b.limits.ObjectBytes - b.inflated
		content, err := decodeAll(body, dict.filters(), min(b.limits.StreamBytes, left))
		if errors.Is(err, ErrLimit) {
			return exceeds("object streams of more than %d bytes", b.limits.ObjectBytes)
		}
		b.damage.streams = b.damage.streams || err != nil
		b.inflated += len(content)
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
	// Members end where the next one begins, in whatever order they are listed:
	// overlapping ones could make a small file grow without bound.
	slices.SortStableFunc(members, func(a, b member) int { return cmp.Compare(a.offset, b.offset) })
	for i, m := range members {
		end := len(content)
		if i+1 < len(members) {
			end = min(end, members[i+1].offset)
		}
		if m.number <= 0 || m.number > maxObjectNumber || m.offset < first || m.offset >= end {
			continue
		}
		text := content[m.offset:end]
		b.note(m.number, 0, b.end(), text[:min(len(text), headLook)])
		rest, _, ok := afterObject(text)
		if !ok {
			b.damage.objects++
		}
		if b.anew || !ok || len(rest) > 0 {
			text = syntaxAt(&lexer{data: text}, 0).append(nil)
		}
		b.write(m.number, 0, text)
	}
}

// root returns the number of the catalog. A file that lost it gets one, and
// one that lost its page tree too gets a tree of the pages found; it is 0 if
// there are none.
func (b *rebuilder) root() int {
	b.leaves = distinct(b.leaves)
	b.damage.leaves = len(b.leaves)
	for _, n := range []int{b.trailer.key("Root").object, b.catalog} {
		if at, ok := b.places[n]; ok && b.object(at).key("Pages").kind != tokenEnd {
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
		b.damage.treeLost = true
		tree = next
		next++
		kids := []byte("<</Type/Pages/Kids[")
		for _, n := range b.leaves {
			kids = fmt.Appendf(kids, "%d %d R ", n, b.places[n].generation)
		}
		b.write(tree, 0, fmt.Appendf(kids, "]/Count %d>>", len(b.leaves)))
	}
	b.write(next, 0, fmt.Appendf(nil, "<</Type/Catalog/Pages %d %d R>>", tree, b.places[tree].generation))
	return next
}

// distinct drops what was named before: a page may stand in the file in
// several versions.
func distinct(numbers []int) []int {
	seen := map[int]bool{}
	return slices.DeleteFunc(numbers, func(n int) bool {
		known := seen[n]
		seen[n] = true
		return known
	})
}

// writeTable ends the file with a table of the places and a trailer.
func (b *rebuilder) writeTable(root int) {
	numbers := make([]int, 0, len(b.places))
	for n := range b.places {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	start := b.end()
	b.tail = append(b.tail, "xref\n"...)
	for i := 0; i < len(numbers); {
		k := i
		for k+1 < len(numbers) && numbers[k+1] == numbers[k]+1 {
			k++
		}
		b.tail = fmt.Appendf(b.tail, "%d %d\n", numbers[i], k-i+1)
		for ; i <= k; i++ {
			p := b.places[numbers[i]]
			b.tail = fmt.Appendf(b.tail, "%010d %05d n \n", p.offset, p.generation)
		}
	}
	size := numbers[len(numbers)-1] + 1
	b.tail = fmt.Appendf(b.tail, "trailer\n<</Size %d/Root %d %d R", size, root, b.places[root].generation)
	if info := b.trailer.key("Info").object; info != 0 {
		b.tail = fmt.Appendf(b.tail, "/Info %d %d R", info, b.places[info].generation)
	}
	b.tail = fmt.Appendf(b.tail, ">>\nstartxref\n%d\n%%%%EOF\n", start)
}
