package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
)

// prepared is a file as the object library can be given it.
type prepared struct {
	data   []byte
	remade bool // the page tree was lost and made anew from the pages found
	err    error
}

// preparations yields the ways to give the file to the object library, the
// cheapest first: as it is, rebuilt around the objects found in it, these
// written anew, rewritten by pdfcpu. Each is tried when those before did not lead to pages.
func preparations(data []byte, password string, limits Limits) func(yield func(prepared) bool) {
	return func(yield func(prepared) bool) {
		if plain(data) && !yield(prepared{data: data}) {
			return
		}
		for _, anew := range []bool{false, true} {
			b := rebuilder{data: data, limits: limits, anew: anew, places: map[int]place{}}
			err := guard(b.rebuild)
			if !b.encrypted && !yield(prepared{b.out, b.remade, err}) {
				return
			}
		}
		if at := bytes.Index(data[:min(len(data), headerSearch)], []byte("%PDF-")); at > 0 {
			data = data[at:] // offsets count from the header
		}
		yield(rewriteInTime(data, password, limits.RewriteTime))
	}
}

// rewriteInTime calls rewrite and leaves it behind when it takes too long:
// damaged files have kept pdfcpu busy for hours.
func rewriteInTime(data []byte, password string, limit time.Duration) prepared {
	done := make(chan prepared, 1)
	go func() {
		out, err := rewrite(data, password)
		done <- prepared{data: out, err: err}
	}()
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case p := <-done:
		return p
	case <-timer.C:
		return prepared{err: fmt.Errorf("%w: rewriting takes longer than %v", ErrLimit, limit)}
	}
}

// plain tells whether the object library can be given the file as it is: a
// classic cross-reference chain without loops, without hybrid parts and
// without encryption, whose every entry leads to its object.
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
		seen[pos] = true
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
			return allEnd(data, starts)
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

// allEnd tells whether each object, of those that begin at starts, has an end.
func allEnd(data []byte, starts []int) bool {
	slices.Sort(starts)
	for i, start := range starts {
		next := len(data)
		if i+1 < len(starts) {
			next = starts[i+1]
		}
		if start != next && bytes.LastIndex(data[start:next], []byte("endobj")) < 0 {
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

// directEncrypt finds an encryption dictionary that stands in the trailer
// itself. pdfcpu knows only those that are objects of their own and would take
// the file for a plain one.
var directEncrypt = regexp.MustCompile(`/Encrypt\s*<<`)

// rewrite rewrites a file in memory with a classic cross-reference table, no
// object streams and no encryption. It calls pdfcpu in relaxed mode.
func rewrite(data []byte, password string) (out []byte, err error) {
	defer func() {
		if r := recover(); r != nil {
			out, err = nil, because(ErrDamaged, r)
		}
	}()
	api.DisableConfigDir()
	conf := model.NewDefaultConfiguration()
	conf.ValidationMode = model.ValidationRelaxed
	conf.WriteObjectStream, conf.WriteXRefStream = false, false
	conf.UserPW, conf.OwnerPW = password, password
	conf.Cmd = model.OPTIMIZE
	ctx, err := api.ReadContext(bytes.NewReader(data), conf)
	if err != nil {
		if errors.Is(err, pdfcpu.ErrWrongPassword) {
			return nil, ErrEncrypted
		}
		if errors.Is(err, pdfcpu.ErrUnsupportedEncryptionFeature) || errors.Is(err, pdfcpu.ErrMalformedEncryption) {
			return nil, because(ErrEncrypted, err)
		}
		return nil, because(ErrDamaged, err)
	}
	if ctx.Encrypt == nil && directEncrypt.Match(data) {
		return nil, ErrEncrypted
	}
	// Validation mends what it can; its verdict does not matter here.
	_ = api.ValidateContext(ctx)
	if err := trimSize(ctx); err != nil {
		return nil, err
	}
	if ctx.E != nil {
		ctx.Cmd = model.DECRYPT
		ctx.E, ctx.Encrypt, ctx.EncKey = nil, nil, nil
	}
	var buf bytes.Buffer
	if err := api.WriteContext(ctx, io.Writer(&buf)); err != nil {
		return nil, because(ErrDamaged, err)
	}
	out = buf.Bytes()
	if bytes.HasPrefix(out, []byte("%PDF-2")) {
		copy(out, "%PDF-1.7") // the object library knows no 2.0; nothing it reads differs
	}
	return out, nil
}

// trimSize makes the trailer's Size fit the objects there are: pdfcpu walks
// every number below it, and a damaged Size keeps it walking for hours.
func trimSize(ctx *model.Context) error {
	last := 0
	for n := range ctx.Table {
		last = max(last, n)
	}
	if last > maxObjectNumber {
		return fmt.Errorf("%w: object number %d", ErrLimit, last)
	}
	if ctx.Size != nil && *ctx.Size > last+1 {
		*ctx.Size = last + 1
	}
	return nil
}
