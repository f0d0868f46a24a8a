package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"

	"gongkai/export"
)

// writeOutputs writes files beneath dir, each to a temporary name first and
// renamed when it is whole, so that no file is ever half written.
func writeOutputs(dir string, outputs []export.Output) error {
	for _, o := range outputs {
		path := filepath.Join(dir, filepath.FromSlash(o.Path))
		if err := writeFile(path, o); err != nil {
			return fmt.Errorf("write %s: %w", path, unwrapPath(err))
		}
	}
	return nil
}

func writeFile(path string, o export.Output) (err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".gongkai-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = f.Close()
			_ = os.Remove(f.Name())
		}
	}()
	w := bufio.NewWriter(f)
	if err := o.Write(w); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if err := f.Chmod(0o644); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
