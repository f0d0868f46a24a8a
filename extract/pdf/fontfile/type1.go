package fontfile

import (
	"bytes"
	"strconv"
	"strings"

	"gongkai/extract/pdf/encoding"
)

// pfbMarker starts each segment header of a Type 1 font in PFB form.
const pfbMarker = 0x80

// pfbHeader is the length of a segment header: marker, kind, four bytes of size.
const pfbHeader = 6

// parseType1 reads the built-in encoding from the clear text of a Type 1 font.
func parseType1(data []byte) (*Font, error) {
	if data[0] == pfbMarker {
		if len(data) < pfbHeader {
			return nil, ErrFormat
		}
		data = data[pfbHeader:]
	}
	if i := bytes.Index(data, []byte("eexec")); i >= 0 {
		data = data[:i]
	}
	_, text, ok := strings.Cut(string(data), "/Encoding")
	if !ok {
		return nil, ErrFormat
	}
	words := wordsOf(text)
	if len(words) > 0 && words[0] == "StandardEncoding" {
		standard, _ := encoding.Base("StandardEncoding")
		return &Font{builtin: standard}, nil
	}
	f := &Font{builtin: new([256]string)}
	for i := 0; i < len(words); i++ {
		switch words[i] {
		case "def", "readonly":
			return f, nil
		case "dup":
			if i+3 >= len(words) || words[i+3] != "put" {
				continue
			}
			code, ok := type1Number(words[i+1])
			name, isName := strings.CutPrefix(words[i+2], "/")
			if ok && isName && name != ".notdef" {
				f.builtin[code] = name
			}
			i += 3
		}
	}
	return f, nil
}

// wordsOf cuts PostScript text into words; a name keeps its slash and begins a
// word. Comments are left out.
func wordsOf(text string) []string {
	var words []string
	for line := range strings.FieldsFuncSeq(text, func(r rune) bool { return r == '\n' || r == '\r' }) {
		line, _, _ = strings.Cut(line, "%")
		line = strings.ReplaceAll(line, "/", " /")
		words = append(words, strings.Fields(line)...)
	}
	return words
}

// type1Number reads a code, in decimal or with a base as in 8#101.
func type1Number(word string) (byte, bool) {
	base := 10
	if radix, digits, ok := strings.Cut(word, "#"); ok {
		b, err := strconv.Atoi(radix)
		if err != nil || b < 2 || b > 36 {
			return 0, false
		}
		base, word = b, digits
	}
	n, err := strconv.ParseUint(word, base, 8)
	return byte(n), err == nil
}
