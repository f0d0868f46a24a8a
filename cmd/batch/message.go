package batch

import (
	"encoding/json"
	"fmt"
	"unicode/utf8"
)

// Options are the settings of the reading of a document.
type Options struct {
	Password     string `json:"password,omitempty"`
	PersonalData bool   `json:"personal_data,omitempty"` // keep names of contact persons and telephone numbers
	Sheets       bool   `json:"sheets,omitempty"`        // answer with flat sheets, not with the document
}

// A Request asks a worker to read one file; it is one line of JSON.
type Request struct {
	Path       string  `json:"path,omitempty"`        // or a URI; one of a scheme other than file needs Content
	PathBase64 []byte  `json:"path_base64,omitempty"` // instead of a path that is not UTF-8
	Content    []byte  `json:"content,omitempty"`     // the bytes of the file, in base 64: nothing is opened then
	Tag        string  `json:"tag,omitempty"`         // comes back in the response
	Options    Options `json:"options,omitzero"`
	// SHA256 is what the file is expected to have, "" for anything.
	SHA256 string `json:"sha256,omitempty"`
	// Result is the file that the result goes to, "" for the response itself.
	// It is not synced.
	Result string `json:"result,omitempty"`
}

// newRequest asks for a path, whatever its bytes.
func newRequest(path string) Request {
	if utf8.ValidString(path) {
		return Request{Path: path}
	}
	return Request{PathBase64: []byte(path)}
}

// path returns the path as the system takes it.
func (r *Request) path() string {
	if r.Path == "" {
		return string(r.PathBase64)
	}
	return r.Path
}

// A Response is what a worker answers, one line of JSON. A document whose text
// cannot be read has both: records, which hold the finding that says so, and
// the error.
type Response struct {
	Path       string          `json:"path,omitempty"`
	PathBase64 []byte          `json:"path_base64,omitempty"`
	Tag        string          `json:"tag,omitempty"`
	SHA256     string          `json:"sha256,omitempty"` // "" when the file could not be read
	Program    string          `json:"program"`          // see Program
	Year       int             `json:"year,omitempty"`   // fiscal year of the document, where it tells one
	Counts     Counts          `json:"counts"`
	Seconds    float64         `json:"seconds,omitempty"`
	Peak       int64           `json:"peak_bytes,omitempty"` // most memory held at once, 0 where the system does not tell
	Error      *Failure        `json:"error,omitempty"`
	Records    json.RawMessage `json:"records,omitempty"` // the document, as gongkai schema describes
	Sheets     []Sheet         `json:"sheets,omitempty"`  // with Options.Sheets
}

// Counts tell how much was read of a document.
type Counts struct {
	Pages    int `json:"pages"`
	Tables   int `json:"tables"`
	Facts    int `json:"facts"`
	Findings int `json:"findings"`
}

// A Sheet is one flat table of a document; each row begins with the sha256 of
// its file.
type Sheet struct {
	Name    string     `json:"name"`
	Columns []string   `json:"columns"`
	Types   []string   `json:"types"` // of the columns: text, integer, decimal
	Rows    [][]string `json:"rows"`
}

// A Failure is why a document gave no result, or not all of it.
type Failure struct {
	Reason  Reason `json:"reason"`
	Message string `json:"message"`
}

// Error gives the reason and the message.
func (f *Failure) Error() string { return fmt.Sprintf("%s: %s", f.Reason, f.Message) }
