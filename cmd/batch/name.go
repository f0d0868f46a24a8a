package batch

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// The encodings of names of files.
const (
	utf8Name    = "UTF-8"
	gbName      = "GB18030"
	escapedName = "escaped" // bytes that are no text stand as %XX
)

// printable returns the name of a file as text, and what its bytes are in.
// Names in GB 18030, which older systems write, are decoded when the text gives
// the same bytes again.
func printable(name string) (text, encoding string) {
	if utf8.ValidString(name) {
		return name, utf8Name
	}
	if s, err := simplifiedchinese.GB18030.NewDecoder().String(name); err == nil && !strings.ContainsRune(s, utf8.RuneError) {
		if back, err := simplifiedchinese.GB18030.NewEncoder().String(s); err == nil && back == name {
			return s, gbName
		}
	}
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	for len(name) > 0 {
		r, n := utf8.DecodeRuneInString(name)
		if r == utf8.RuneError && n == 1 || r == '%' {
			b.WriteByte('%')
			b.WriteByte(digits[name[0]>>4])
			b.WriteByte(digits[name[0]&15])
		} else {
			b.WriteString(name[:n])
		}
		name = name[n:]
	}
	return b.String(), escapedName
}
