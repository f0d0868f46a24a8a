package cli

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"

	"gongkai/export"
)

// writeOutputs writes the files of one document beneath dir. All are written
// whole into a hidden folder beside their places first and then renamed: an
// error or an interruption never leaves part of a file. A file that has these
// bytes already is left as it is; one that has others is replaced only when
// overwrite says so, and without it none is written.
func writeOutputs(dir string, outputs []export.Output, overwrite bool) (err error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return fmt.Errorf("write %s: %w", dir, unwrapPath(err))
	}
	staging, err := os.MkdirTemp(dir, ".gongkai-*")
	if err != nil {
		return fmt.Errorf("write to %s: %w", dir, unwrapPath(err))
	}
	defer func() {
		if e := os.RemoveAll(staging); err == nil && e != nil {
			err = e
		}
	}()
	for _, o := range outputs {
		if err := writeFile(filepath.Join(staging, filepath.FromSlash(o.Path)), o); err != nil {
			return fmt.Errorf("write %s: %w", filepath.Join(dir, filepath.FromSlash(o.Path)), unwrapPath(err))
		}
	}
	same := map[string]bool{}
	for _, o := range outputs {
		target := filepath.Join(dir, filepath.FromSlash(o.Path))
		same[o.Path] = equalFiles(filepath.Join(staging, filepath.FromSlash(o.Path)), target)
		if _, err := os.Lstat(target); err == nil && !same[o.Path] && !overwrite {
			return fmt.Errorf("write %s: %w", target, errDiffers)
		}
	}
	if err := removeStale(dir, outputs); err != nil {
		return err
	}
	for _, o := range outputs {
		if same[o.Path] {
			continue
		}
		target := filepath.Join(dir, filepath.FromSlash(o.Path))
		err := os.MkdirAll(filepath.Dir(target), 0o777)
		if err == nil {
			err = os.Rename(filepath.Join(staging, filepath.FromSlash(o.Path)), target)
		}
		if err != nil {
			return fmt.Errorf("write %s: %w", target, unwrapPath(err))
		}
	}
	return nil
}

// errDiffers keeps an output that is there from being replaced.
var errDiffers = errors.New("exists with other contents; --overwrite replaces it")

// equalFiles tells whether two files can be read and hold the same bytes.
func equalFiles(a, b string) bool {
	ia, errA := os.Stat(a)
	ib, errB := os.Stat(b)
	if errA != nil || errB != nil || !ib.Mode().IsRegular() || ia.Size() != ib.Size() {
		return false
	}
	x, errA := os.ReadFile(a)
	y, errB := os.ReadFile(b)
	return errA == nil && errB == nil && bytes.Equal(x, y)
}

// writeFile writes one file beneath the staging folder.
func writeFile(target string, o export.Output) error {
	if err := os.MkdirAll(filepath.Dir(target), 0o777); err != nil {
		return err
	}
	f, err := os.Create(target)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	err = o.Write(w)
	if err == nil {
		err = w.Flush()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	return err
}

// tableFile is the name of the CSV file of one table.
var tableFile = regexp.MustCompile(`^T[0-9]+\.csv$`)

// removeStale removes the tables that an earlier run wrote and this one does
// not have, from folders that hold the sheets of such a run; nothing else.
func removeStale(dir string, outputs []export.Output) error {
	fresh, folders := map[string]bool{}, map[string]bool{}
	for _, o := range outputs {
		fresh[o.Path] = true
		if folder, name := path.Split(o.Path); folder != "" && name == export.TablesFile {
			folders[folder] = true
		}
	}
	for folder := range folders {
		at := filepath.Join(dir, filepath.FromSlash(folder))
		if _, err := os.Stat(filepath.Join(at, export.TablesFile)); err != nil {
			continue // not written by this program
		}
		entries, err := os.ReadDir(at)
		if err != nil {
			return fmt.Errorf("read %s: %w", at, unwrapPath(err))
		}
		for _, e := range entries {
			if tableFile.MatchString(e.Name()) && !fresh[folder+e.Name()] {
				if err := os.Remove(filepath.Join(at, e.Name())); err != nil {
					return fmt.Errorf("remove %s: %w", filepath.Join(at, e.Name()), unwrapPath(err))
				}
			}
		}
	}
	return nil
}
