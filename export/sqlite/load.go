package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
)

// A Load fills a new database with very many documents. It is some times as
// fast as Add: there is no journal, so that the file is worth nothing before
// Close, the keys between tables are not looked up, and the indices are built
// when all rows are there, by sorting. Its memory does not grow with the number
// of documents.
type Load struct {
	db   *DB
	tx   *sql.Tx
	in   inserter
	last int64 // document
}

// loadPragmas are the settings of a load. Pages four times those that SQLite has
// by default save a tenth of the time of a load.
const loadPragmas = "PRAGMA page_size = 16384; PRAGMA foreign_keys = 0; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA locking_mode = EXCLUSIVE;"

// NewLoad begins a database in a file that is not there yet. It must be closed.
func NewLoad(ctx context.Context, path string) (l *Load, err error) {
	if _, err := os.Lstat(path); err == nil {
		return nil, fmt.Errorf("sqlite %s: %w", path, os.ErrExist)
	}
	db, err := open(path)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(db.failed(err), db.Close())
		}
	}()
	if _, err := db.sql.ExecContext(ctx, loadPragmas); err != nil {
		return nil, err
	}
	tx, err := db.sql.BeginTx(ctx, nil)
	if err != nil {
		return nil, err
	}
	tables, _ := schema()
	if _, err := tx.ExecContext(ctx, tables+mark); err != nil {
		return nil, errors.Join(err, tx.Rollback())
	}
	return &Load{db: db, tx: tx, in: inserter{tx: tx}}, nil
}

// Add adds a document that is not there yet. Keys must be unique in it, and
// references lead to them.
func (l *Load) Add(ctx context.Context, rows *Rows) error {
	l.last++
	if err := l.in.document(ctx, l.last, rows); err != nil {
		return l.db.failed(err)
	}
	return nil
}

// Finish builds the indices and the views.
func (l *Load) Finish(ctx context.Context) error {
	_, rest := schema()
	_, err := l.tx.ExecContext(ctx, rest)
	if err == nil {
		err = l.in.close()
	}
	if err == nil {
		err = l.tx.Commit()
	}
	if err != nil {
		return l.db.failed(err)
	}
	return nil
}

// Close closes the database. Without Finish the file is worth nothing.
func (l *Load) Close() error {
	err := l.in.close()
	if e := l.tx.Rollback(); !errors.Is(e, sql.ErrTxDone) {
		err = errors.Join(err, e)
	}
	return errors.Join(err, l.db.Close())
}
