package batch

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"gongkai/export"
	"gongkai/export/sqlite"
)

// filesName is the list of all files of the data set.
const filesName = "files"

// filesSheet are its columns.
var filesSheet = export.Sheet{Name: filesName, Title: "文件 Files", Help: "one line per file that was listed", Columns: []export.Column{
	{Name: "path", Label: "文件", Type: export.Text, Help: "as listed; beneath the folder that was searched"},
	{Name: "encoding", Label: "文件名编码", Type: export.Text, Help: "of the name on disk: UTF-8, GB18030, or escaped: other bytes stand as %XX"},
	{Name: "document", Label: "文档", Type: export.Text, Help: "sha256 of the file, blank when it could not be read"},
	{Name: "state", Label: "状态", Type: export.Text, Help: "done, failed, skipped"},
	{Name: "reason", Label: "原因", Type: export.Text, Help: "kind of failure"},
	{Name: "error", Label: "错误", Type: export.Text, Help: "what was wrong"},
}}

// An output is one form of the data set. It takes documents in order, with
// those of a year one after the other.
type output interface {
	file(row []string) error   // a row of filesSheet; all come before the documents
	prepare(d *document) error // before add; it may run beside the add of another document
	add(ctx context.Context, d *document) error
	finish(ctx context.Context) error // all is there: written and synced
	close() error
}

// The forms of the data set.
const (
	CSV     = "csv"     // with the descriptor of a Data Package
	Parquet = "parquet" // a folder for each sheet, partitioned by fiscal year
	SQLite  = "sqlite"  // one database
)

// Formats lists them in the order of the help text.
func Formats() []string { return []string{CSV, Parquet, SQLite} }

// knownFormats holds that each of some forms is there, and once.
func knownFormats(formats []string) error {
	for i, f := range formats {
		if !slices.Contains(Formats(), f) || slices.Contains(formats[:i], f) {
			return fmt.Errorf("format %q is unknown or stands twice: there are %s", f, strings.Join(Formats(), ", "))
		}
	}
	return nil
}

// A dataSet writes the data set in a staging folder.
type dataSet struct {
	dir     string
	outputs []output
}

// stagedSet is the folder of the data set in the staging folder.
const stagedSet = "set"

// newDataSet begins the files of the formats.
func newDataSet(ctx context.Context, staging string, formats []string) (s *dataSet, err error) {
	s = &dataSet{dir: filepath.Join(staging, stagedSet)}
	if err := os.Mkdir(s.dir, 0o777); err != nil {
		return nil, err
	}
	for _, format := range formats {
		var o output
		switch format {
		case CSV:
			o, err = newCSVSet(s.dir)
		case Parquet:
			o, err = newParquetSet(s.dir)
		case SQLite:
			o, err = newSQLiteSet(ctx, filepath.Join(s.dir, sqlite.File))
		}
		if err != nil {
			return nil, errors.Join(err, s.close())
		}
		s.outputs = append(s.outputs, o)
	}
	return s, nil
}

// file enters a file.
func (s *dataSet) file(row []string) error {
	for _, o := range s.outputs {
		if err := o.file(row); err != nil {
			return err
		}
	}
	return nil
}

// finish ends the files, side by side.
func (s *dataSet) finish(ctx context.Context) error {
	all, ctx := errgroup.WithContext(ctx)
	for _, o := range s.outputs {
		all.Go(func() error { return o.finish(ctx) })
	}
	return all.Wait()
}

// close lets go of the files.
func (s *dataSet) close() error {
	var errs []error
	for _, o := range s.outputs {
		errs = append(errs, o.close())
	}
	s.outputs = nil
	return errors.Join(errs...)
}

// published are the files and folders that a data set may have. The descriptor
// comes first, when they are taken away, and last when they are put in place:
// where it stands, the data set beside it is whole.
func published() []string {
	out := []string{export.PackageFile, sqlite.File}
	for _, s := range append([]export.Sheet{filesSheet}, emptySheets()...) {
		out = append(out, s.Name+".csv", s.Name+".parquet")
	}
	return out
}

// publish puts the files in their places and takes those of an earlier data set
// away.
func (s *dataSet) publish(out string) error {
	if err := s.close(); err != nil {
		return err
	}
	names := published()
	if err := os.Remove(filepath.Join(out, names[0])); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	slices.Reverse(names)
	for _, name := range names {
		from, to := filepath.Join(s.dir, name), filepath.Join(out, name)
		if strings.HasSuffix(name, ".parquet") { // a folder cannot be replaced by another
			if err := os.RemoveAll(to); err != nil {
				return err
			}
		}
		err := os.Rename(from, to)
		if errors.Is(err, os.ErrNotExist) { // not among the formats
			err = os.RemoveAll(to)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
