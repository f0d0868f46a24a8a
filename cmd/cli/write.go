package cli

import (
	"bufio"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"

	"gongkai/export"
)

// writeOutputs writes the files of one document beneath dir. All are written
// whole into a hidden folder beside their places first and then renamed: an
// error or an interruption never leaves part of a file.
func writeOutputs(dir string, outputs []export.Output) (err error) {
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
	if err := removeStale(dir, outputs); err != nil {
		return err
	}
	for _, o := range outputs {
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
