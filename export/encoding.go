package export

import (
	"fmt"
	"io"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/transform"
)

// An Encoding is how the texts of CSV files become bytes.
type Encoding string

const (
	UTF8    Encoding = "utf-8"   // with a byte order mark, which spreadsheets look for
	GB18030 Encoding = "gb18030" // what Chinese Windows opens CSV files as
)

// Encodings lists them in the order of the help text.
func Encodings() []Encoding { return []Encoding{UTF8, GB18030} }

// ParseEncoding reads the name of an encoding, in letters of either case.
func ParseEncoding(name string) (Encoding, error) {
	var names []string
	for _, e := range Encodings() {
		if strings.EqualFold(name, string(e)) {
			return e, nil
		}
		names = append(names, string(e))
	}
	return "", fmt.Errorf("unknown encoding %q: one of %s", name, strings.Join(names, ", "))
}

// byteOrderMark makes spreadsheets read the file as UTF-8.
const byteOrderMark = "\uFEFF"

// encode writes a text in the encoding.
func (e Encoding) encode(w io.Writer, text func(io.Writer) error) error {
	if e == GB18030 {
		to := transform.NewWriter(w, simplifiedchinese.GB18030.NewEncoder())
		if err := text(to); err != nil {
			return err
		}
		return to.Close()
	}
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return err
	}
	return text(w)
}
