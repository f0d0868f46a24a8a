package batch

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"

	"gongkai/export"
)

// A csvSet writes a CSV file for each sheet, and the descriptor that makes them
// a Data Package.
type csvSet struct {
	dir    string
	sheets map[string]*csvFile
}

// A csvFile is the file of a sheet.
type csvFile struct {
	*export.CSVWriter
	buffer *bufio.Writer
	file   *os.File
}

// newCSVSet begins every file with its header: one that no document has rows
// for is there all the same.
func newCSVSet(dir string) (_ *csvSet, err error) {
	c := &csvSet{dir, map[string]*csvFile{}}
	for _, s := range allSheets() {
		f := &csvFile{}
		if f.file, err = os.Create(filepath.Join(dir, s.Name+".csv")); err != nil {
			return nil, errors.Join(err, c.close())
		}
		c.sheets[s.Name] = f
		f.buffer = bufio.NewWriterSize(f.file, 1<<16)
		if f.CSVWriter, err = export.NewCSVWriter(f.buffer, s.Columns); err != nil {
			return nil, errors.Join(err, c.close())
		}
	}
	return c, nil
}

// allSheets are the sheets of the data set, as they stand in CSV files.
func allSheets() []export.Sheet {
	out := []export.Sheet{filesSheet}
	for _, s := range emptySheets() {
		out = append(out, led(s, ""))
	}
	return out
}

func (c *csvSet) file(row []string) error { return c.sheets[filesName].Write(row) }

func (c *csvSet) prepare(*document) error { return nil }

func (c *csvSet) add(_ context.Context, d *document) error {
	for _, s := range d.sheets {
		w := c.sheets[s.Name]
		for row := range led(s, d.sha256).Rows {
			if err := w.Write(row); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *csvSet) finish(context.Context) error {
	for _, f := range c.sheets {
		if err := f.buffer.Flush(); err != nil {
			return err
		}
		if err := f.file.Sync(); err != nil {
			return err
		}
	}
	target := filepath.Join(c.dir, export.PackageFile)
	err := stage(target, func(w io.Writer) error { return export.WritePackage(w, allSheets()) })
	if err == nil {
		err = syncFile(target)
	}
	return err
}

func (c *csvSet) close() error {
	var errs []error
	for _, f := range c.sheets {
		errs = append(errs, f.file.Close())
	}
	return errors.Join(errs...)
}
