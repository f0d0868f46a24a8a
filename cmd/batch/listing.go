package batch

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// The notes about what stands in a listing and is no document.
var (
	errLoop    = errors.New("folder that is listed already")
	errNowhere = errors.New("symbolic link that leads nowhere")
	errNothing = errors.New("no PDF in it")
)

// A listing passes on what there is to read: name is what the data set calls
// it, path where it stands; err tells that it cannot be listed. An error of
// found ends the listing.
type listing struct {
	found   func(name, path string, err error) error
	folders map[string]bool // the real paths of those listed
}

// list lists source: a folder, which is searched for *.pdf with the folders in
// it and those that symbolic links lead to, each once; a PDF; or a file with
// one path per line, or ended by NUL characters. "-" is such a list in stdin.
// Names beneath a folder are relative to it, so that the data set does not
// depend on where the folder stands. A source that cannot be opened gives a
// StartError: there is nothing then to make a data set of.
func list(source string, stdin io.Reader, found func(name, path string, err error) error) error {
	l := listing{found, map[string]bool{}}
	if source == "-" {
		return l.lines(stdin)
	}
	info, err := os.Stat(source)
	if err != nil {
		return &StartError{err}
	}
	if info.IsDir() {
		return l.folder("", source)
	}
	if isPDF(source) {
		return found(source, source, nil)
	}
	// A list may come by a pipe, as the shell makes of <(find …).
	open := openRegular
	if info.Mode()&os.ModeNamedPipe != 0 {
		open = os.Open
	}
	f, err := open(source)
	if err != nil {
		return &StartError{err}
	}
	defer f.Close()
	return l.lines(f)
}

func isPDF(name string) bool { return strings.EqualFold(filepath.Ext(name), ".pdf") }

// lines lists what the lines of r name. A list that begins with the mark of an
// encoding of Unicode, as programs of Windows write them, is read in that.
func (l *listing) lines(r io.Reader) error {
	in := bufio.NewReader(transform.NewReader(r, unicode.BOMOverride(transform.Nop)))
	end := byte('\n')
	if head, err := in.Peek(in.Size()); bytes.IndexByte(head, 0) >= 0 && (err == nil || errors.Is(err, io.EOF)) {
		end = 0
	}
	for {
		line, err := in.ReadString(end)
		if err != nil && !errors.Is(err, io.EOF) {
			return fmt.Errorf("list: %w", err)
		}
		name := strings.TrimSuffix(line, string(end))
		if end == '\n' {
			name = strings.TrimSuffix(name, "\r")
		}
		if name != "" {
			if err := l.named(name); err != nil {
				return err
			}
		}
		if err != nil {
			return nil
		}
	}
}

// named lists what a line names. A line in GB 18030 may stand for a file whose
// name is in UTF-8 on the disk: lists and files come from different systems.
func (l *listing) named(name string) error {
	info, err := os.Stat(name)
	if text, encoding := printable(name); errors.Is(err, os.ErrNotExist) && encoding == gbName {
		if other, there := os.Stat(text); there == nil {
			name, info, err = text, other, nil
		}
	}
	if err == nil && info.IsDir() {
		return l.folder(name, name)
	}
	return l.found(name, name, nil)
}

// folder lists the PDFs in a folder and the folders in it, in the order of
// their names. What cannot be listed, and may have documents in it, is passed on
// with its error.
func (l *listing) folder(name, path string) error {
	real, err := filepath.EvalSymlinks(path)
	if err == nil {
		real, err = filepath.Abs(real)
	}
	if err != nil {
		return l.unlisted(name, path, err)
	}
	if l.folders[real] {
		return l.found(name, path, errLoop)
	}
	l.folders[real] = true
	entries, err := os.ReadDir(path)
	if err != nil {
		if err := l.unlisted(name, path, err); err != nil {
			return err
		}
	}
	for _, e := range entries {
		inner, at := filepath.Join(name, e.Name()), filepath.Join(path, e.Name())
		folder, pdf := e.IsDir(), isPDF(e.Name())
		var err error
		if e.Type()&os.ModeSymlink != 0 {
			var info os.FileInfo
			info, err = os.Stat(at)
			folder = err == nil && info.IsDir()
		}
		switch {
		case folder:
			err = l.folder(inner, at)
		case pdf:
			err = l.found(inner, at, nil) // its error is met again
		case err == nil: // another file
		case errors.Is(err, os.ErrNotExist) || errors.Is(err, syscall.ELOOP):
			err = l.found(inner, at, errNowhere)
		default:
			err = l.found(inner, at, err)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// unlisted passes on that a folder cannot be listed; without that of the source
// itself there is nothing to be read.
func (l *listing) unlisted(name, path string, err error) error {
	if name == "" {
		return &StartError{err}
	}
	return l.found(name, path, err)
}
