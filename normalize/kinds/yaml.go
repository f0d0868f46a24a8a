package kinds

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"regexp"

	"gopkg.in/yaml.v3"
)

// A DataError is a mistake in a data file.
type DataError struct {
	File string
	Line int // 0 when the decoder does not tell
	Err  error
}

// Error gives file:line and the reason.
func (e *DataError) Error() string {
	if e.Line == 0 {
		return fmt.Sprintf("%s: %v", e.File, e.Err)
	}
	return fmt.Sprintf("%s:%d: %v", e.File, e.Line, e.Err)
}

// Unwrap gives the reason.
func (e *DataError) Unwrap() error { return e.Err }

// readYAML decodes one file into v and refuses keys that v does not have.
func readYAML(fsys fs.FS, name string, v any) error {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return &DataError{File: name, Err: err}
	}
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	if err := d.Decode(v); err != nil && !errors.Is(err, io.EOF) {
		return &DataError{File: name, Err: err}
	}
	return nil
}

// A word is a text of a data file with the line it stands on.
type word struct {
	Text string
	Line int
}

// UnmarshalYAML keeps the line.
func (w *word) UnmarshalYAML(n *yaml.Node) error {
	w.Line = n.Line
	return n.Decode(&w.Text)
}

// A pattern is a regular expression of a data file.
type pattern struct{ *regexp.Regexp }

// UnmarshalYAML compiles the expression; the error names the line.
func (p *pattern) UnmarshalYAML(n *yaml.Node) error {
	var s string
	if err := n.Decode(&s); err != nil {
		return err
	}
	re, err := regexp.Compile(s)
	if err != nil {
		return fmt.Errorf("line %d: %w", n.Line, err)
	}
	p.Regexp = re
	return nil
}

// patterns is a list of which one must match.
type patterns []pattern

// match tells whether one of the patterns matches s.
func (p patterns) match(s string) bool {
	for i := range p {
		if p[i].MatchString(s) {
			return true
		}
	}
	return false
}
