package batch

import (
	"context"

	"gongkai/export/sqlite"
)

// A sqliteSet writes one database with the tables, keys, indices and views that
// extract writes. The list of files stands in the manifest.
type sqliteSet struct {
	*sqlite.Load
	path string
}

func newSQLiteSet(ctx context.Context, path string) (*sqliteSet, error) {
	load, err := sqlite.NewLoad(ctx, path)
	return &sqliteSet{load, path}, err
}

func (s *sqliteSet) file([]string) error { return nil }

func (s *sqliteSet) prepare(d *document) (err error) {
	d.rows, err = sqlite.NewRows(d.sheets)
	return err
}

func (s *sqliteSet) add(ctx context.Context, d *document) error { return s.Add(ctx, d.rows) }

func (s *sqliteSet) finish(ctx context.Context) error {
	if err := s.Finish(ctx); err != nil {
		return err
	}
	return syncFile(s.path)
}

func (s *sqliteSet) close() error { return s.Close() }
