package batch

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"gongkai/export"
	"gongkai/export/parquet"
)

const (
	// partition is the name of the column that the folders of a partitioned
	// sheet stand for, in the way of Apache Hive: facts.parquet/fiscal_year=2024.
	// It is no column of any sheet: some have a year of their own.
	partition = "fiscal_year"
	// noYear is that of documents that tell none. Hive's own word for a blank,
	// __HIVE_DEFAULT_PARTITION__, is one that pandas fails to read.
	noYear = "0"
	// partFile is the only file of a partition.
	partFile = "part-0.parquet"
)

// A parquetSet writes a folder of Parquet for each sheet, in which each fiscal
// year has its own: what DuckDB, pandas, Arrow, Spark and Hive read as one
// table, and skip by the year. The rows are those that package parquet writes
// for one document. The list of files is not partitioned.
type parquetSet struct {
	dir    string
	year   string
	sheets map[string]*parquetFile // of the year, and the list of files
	ever   map[string]bool         // the sheets that have a file
}

// A parquetFile is the file of a sheet and a year.
type parquetFile struct {
	*parquet.Writer
	buffer *bufio.Writer
	file   *os.File
}

func newParquetSet(dir string) (*parquetSet, error) {
	return &parquetSet{dir: dir, sheets: map[string]*parquetFile{}, ever: map[string]bool{}}, nil
}

// open begins a file.
func (p *parquetSet) open(s export.Sheet, folders ...string) (*parquetFile, error) {
	dir := filepath.Join(append([]string{p.dir, s.Name + ".parquet"}, folders...)...)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, err
	}
	file, err := os.Create(filepath.Join(dir, partFile))
	if err != nil {
		return nil, err
	}
	f := &parquetFile{file: file, buffer: bufio.NewWriterSize(file, 1<<16)}
	f.Writer = parquet.NewWriter(f.buffer, s)
	p.sheets[s.Name], p.ever[s.Name] = f, true
	return f, nil
}

// yearFolder is the folder of a year, "" for none.
func yearFolder(year string) string {
	return partition + "=" + cmp.Or(year, noYear)
}

func (p *parquetSet) file(row []string) (err error) {
	f := p.sheets[filesName]
	if f == nil {
		if f, err = p.open(filesSheet); err != nil {
			return err
		}
	}
	return f.Write(slices.Values([][]string{row}))
}

func (p *parquetSet) prepare(*document) error { return nil }

func (p *parquetSet) add(_ context.Context, d *document) (err error) {
	if p.year != d.year {
		if err := p.endYear(); err != nil {
			return err
		}
		p.year = d.year
	}
	for _, s := range d.sheets {
		if s.Empty() {
			continue
		}
		s = export.Led(s, d.sha256)
		f := p.sheets[s.Name]
		if f == nil {
			if f, err = p.open(s, yearFolder(d.year)); err != nil {
				return err
			}
		}
		if err := f.Write(s.Rows); err != nil {
			return err
		}
	}
	return nil
}

// endYear ends the files of a year, which is followed by another one: no more
// than one is held in memory.
func (p *parquetSet) endYear() error {
	for name, f := range p.sheets {
		err := f.Close()
		if err == nil {
			err = f.buffer.Flush()
		}
		if err == nil {
			err = f.file.Sync()
		}
		delete(p.sheets, name)
		if err = errors.Join(err, f.file.Close()); err != nil {
			return fmt.Errorf("%s: %w", f.file.Name(), err)
		}
	}
	return nil
}

// finish ends the files. A sheet that has no row at all gets an empty file:
// programs look for its columns.
func (p *parquetSet) finish(context.Context) error {
	if err := p.endYear(); err != nil {
		return err
	}
	for _, s := range emptySheets() {
		if !p.ever[s.Name] {
			if _, err := p.open(export.Led(s, ""), yearFolder("")); err != nil {
				return err
			}
		}
	}
	return p.endYear()
}

func (p *parquetSet) close() error {
	var errs []error
	for _, f := range p.sheets {
		errs = append(errs, f.file.Close())
	}
	p.sheets = nil
	return errors.Join(errs...)
}
