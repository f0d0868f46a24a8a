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
)

// The notes about what stands in a listing and is no document.
var (
	errLoop    = errors.New("symbolic link to a folder that is listed already")
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
// depend on where the folder stands.
func list(source string, stdin io.Reader, found func(name, path string, err error) error) error {
	l := listing{found, map[string]bool{}}
	if source == "-" {
		return l.lines(stdin)
	}
	info, err := os.Stat(source)
	if err != nil {
		return err
	}
	if info.IsDir() {
		return l.folder("", source)
	}
	if isPDF(source) {
		return found(source, source, nil)
	}
	f, err := openRegular(source)
	if err != nil {
		return err
	}
	defer f.Close()
	return l.lines(f)
}

func isPDF(name string) bool { return strings.EqualFold(filepath.Ext(name), ".pdf") }

// lines lists what the lines of r name.
func (l *listing) lines(r io.Reader) error {
	in := bufio.NewReader(r)
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

// named lists what a line names.
func (l *listing) named(name string) error {
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		return l.folder(name, name)
	}
	return l.found(name, name, nil)
}

// folder lists the PDFs in a folder and the folders in it, in the order of
// their names.
func (l *listing) folder(name, path string) error {
	real, err := filepath.EvalSymlinks(path)
	if err == nil {
		real, err = filepath.Abs(real)
	}
	if err != nil {
		return l.found(name, path, err)
	}
	if l.folders[real] {
		return l.found(name, path, errLoop)
	}
	l.folders[real] = true
	entries, err := os.ReadDir(path)
	if err != nil {
		if err := l.found(name, path, err); err != nil {
			return err
		}
	}
	for _, e := range entries {
		inner, at := filepath.Join(name, e.Name()), filepath.Join(path, e.Name())
		folder := e.IsDir()
		if e.Type()&os.ModeSymlink != 0 {
			info, err := os.Stat(at)
			folder = err == nil && info.IsDir()
		}
		var err error
		switch {
		case folder:
			err = l.folder(inner, at)
		case isPDF(e.Name()):
			err = l.found(inner, at, nil)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
