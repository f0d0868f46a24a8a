package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"gongkai/export"
	"gongkai/export/parquet"
	"gongkai/export/sqlite"
	"gongkai/normalize"
)

// databaseFormat keeps all documents of all runs in one file.
const databaseFormat = "sqlite"

// formatNames are the formats that are known, in the order of the help text.
var formatNames = []string{"xlsx", "csv", "json", "jsonl", databaseFormat, "parquet"}

// parseFormats reads the formats that were asked for.
func parseFormats(list, encoding string, unit export.Unit) ([]export.Format, error) {
	enc, err := export.ParseEncoding(encoding)
	if err != nil {
		return nil, err
	}
	opt := export.Options{Encoding: enc, Unit: unit}
	known := append(export.Formats(opt), parquet.Format(opt), export.Format{Name: databaseFormat})
	slices.SortFunc(known, func(a, b export.Format) int {
		return slices.Index(formatNames, a.Name) - slices.Index(formatNames, b.Name)
	})
	return export.ParseFormats(list, known)
}

// outputsOf lists the files that the formats write for a document alone.
func outputsOf(name string, d *normalize.Disclosure, formats []export.Format) []export.Output {
	var out []export.Output
	for _, f := range formats {
		if f.Outputs != nil {
			out = append(out, f.Outputs(name, d)...)
		}
	}
	return out
}

// collections are the files that hold many documents: the database, and the
// workbook of the run.
type collections struct {
	dir  string
	unit export.Unit
	db   *sqlite.DB   // nil unless asked for
	book *export.Book // nil unless asked for
}

// collect opens the collections that were asked for and returns the formats that
// are left for single documents. They must be closed.
func collect(ctx context.Context, flags extractFlags, formats []export.Format, unit export.Unit) (*collections, []export.Format, error) {
	c := &collections{dir: filepath.Join(flags.out, "."), unit: unit}
	database := slices.ContainsFunc(formats, func(f export.Format) bool { return f.Name == databaseFormat })
	if flags.out == standard && (database || flags.oneWorkbook) {
		return nil, nil, usageError("a file of all documents needs a folder: name one with -o")
	}
	var err error
	if database {
		if err := os.MkdirAll(c.dir, 0o777); err != nil {
			return nil, nil, fmt.Errorf("write %s: %w", c.dir, unwrapPath(err))
		}
		if c.db, err = sqlite.Open(ctx, filepath.Join(c.dir, sqlite.File)); err != nil {
			return nil, nil, err
		}
	}
	if flags.oneWorkbook {
		formats = slices.DeleteFunc(slices.Clone(formats), func(f export.Format) bool { return f.Name == "xlsx" })
		if c.book, err = export.NewBook(); err != nil {
			return nil, nil, errors.Join(err, c.close())
		}
	}
	return c, formats, nil
}

// add puts a document into the collections.
func (c *collections) add(ctx context.Context, d *normalize.Disclosure) error {
	d = c.unit.Of(d)
	if c.db != nil {
		if err := c.db.Add(ctx, d); err != nil {
			return err
		}
	}
	if c.book != nil {
		return c.book.Add(d)
	}
	return nil
}

// write writes what waits for the end of the run.
func (c *collections) write(overwrite bool) error {
	if c.book == nil {
		return nil
	}
	return writeOutputs(c.dir, []export.Output{{Path: export.BookFile, Write: c.book.Write}}, overwrite)
}

// close lets go of the files.
func (c *collections) close() error {
	var errs []error
	if c.db != nil {
		errs = append(errs, c.db.Close())
	}
	if c.book != nil {
		errs = append(errs, c.book.Close())
	}
	return errors.Join(errs...)
}
