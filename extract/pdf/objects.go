package pdf

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/ledongthuc/pdf"
)

// guard runs f and turns a panic of the object library into an error wrapping
// ErrDamaged: that library reports malformed objects by panicking.
func guard(f func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = because(ErrDamaged, r)
		}
	}()
	return f()
}

// streamOffset returns where the data of a stream starts in the file. The
// object library tells it only in the printed form, which ends in "@offset".
func streamOffset(v pdf.Value) (int, bool) {
	if v.Kind() != pdf.Stream {
		return 0, false
	}
	s := v.String()
	off, err := strconv.Atoi(s[strings.LastIndexByte(s, '@')+1:])
	return off, err == nil
}

// references returns the object numbers that the entries of a dictionary refer
// to, by entry name. Values carry no identity of their own; the printed form
// of the dictionary does ("/F1 8 0 R").
func references(dict pdf.Value) map[string]int {
	out := map[string]int{}
	lex := lexer{data: []byte(dict.String())}
	depth, name := 0, ""
	var numbers []int
	for {
		t := lex.next()
		switch t.kind {
		case tokenEnd:
			return out
		case tokenDictOpen, tokenOpen:
			depth++
		case tokenDictClose, tokenClose:
			depth--
		case tokenName:
			if depth == 1 {
				name = string(t.text)
			}
		case tokenNumber:
			numbers = append(numbers, int(t.number))
			continue
		case tokenOperator:
			if depth == 1 && len(numbers) >= 2 && string(t.text) == "R" {
				out[name] = numbers[len(numbers)-2]
			}
		}
		numbers = numbers[:0]
		lex.reset()
	}
}

// number returns a numeric value or the fallback.
func number(v pdf.Value, fallback float64) float64 {
	switch v.Kind() {
	case pdf.Integer, pdf.Real:
		return v.Float64()
	}
	return fallback
}

// numbers returns the first n numbers of an array.
func numbers(v pdf.Value, n int) ([]float64, bool) {
	if v.Kind() != pdf.Array || v.Len() < n {
		return nil, false
	}
	out := make([]float64, n)
	for i := range out {
		out[i] = number(v.Index(i), 0)
	}
	return out, true
}

// rawStream returns the bytes of a stream as stored. A wrong Length is mended
// by looking for the word endstream.
func (f *File) rawStream(v pdf.Value) []byte {
	off, ok := streamOffset(v)
	if !ok {
		return nil
	}
	rest := f.from(off)
	if n := int(number(v.Key("Length"), -1)); n >= 0 && n <= len(rest) {
		tail := bytes.TrimLeft(rest[n:min(n+32, len(rest))], "\r\n \t\x00")
		if bytes.HasPrefix(tail, []byte("endstream")) || bytes.HasPrefix(tail, []byte("endobj")) {
			return rest[:n]
		}
	}
	if n := bytes.Index(rest, []byte("endstream")); n >= 0 {
		return bytes.TrimRight(rest[:n], "\r\n")
	}
	return rest
}
