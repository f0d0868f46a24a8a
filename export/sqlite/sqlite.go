// Package sqlite keeps disclosures in a SQLite database.
//
// In: disclosures, one after the other. Out: a database with a table for every
// flat sheet of package export, keys between them, and the views of views.sql.
// A document is known by its checksum: adding it again replaces what is there,
// or changes no byte when nothing differs. Decimals are exact texts, blanks are
// nulls. The same documents in the same order give the same bytes. It is the
// only package that knows a SQLite library.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	_ "modernc.org/sqlite" // the driver, without cgo

	"gongkai/export"
	"gongkai/normalize"
)

// File is the database of a run.
const File = "gongkai.sqlite"

// The header of the database says whose it is and which tables it has.
const (
	applicationID = 0x676f6e67 // "gong"
	layout        = 2          // changes with the tables
)

// ErrForeign is what Open gives for a database of another program or with
// other tables. It is left as it is.
var ErrForeign = errors.New("not a database of this version of gongkai")

const (
	documents = "documents"
	facts     = "facts"
)

// A DB is an open database.
type DB struct {
	sql  *sql.DB
	path string
}

// Open opens the database in a file and makes it when there is none. It must
// be closed. Errors name the file.
func Open(ctx context.Context, path string) (*DB, error) {
	db, err := open(path)
	if err != nil {
		return nil, err
	}
	if err := db.prepare(ctx); err != nil {
		return nil, errors.Join(db.failed(err), db.Close())
	}
	return db, nil
}

// open opens a file, whatever it holds.
func open(path string) (*DB, error) {
	name, err := dataSource(path)
	if err != nil {
		return nil, fmt.Errorf("sqlite %s: %w", path, err)
	}
	handle, err := sql.Open("sqlite", name)
	if err != nil {
		return nil, fmt.Errorf("sqlite %s: %w", path, err)
	}
	handle.SetMaxOpenConns(1) // one writer; its settings hold for all
	return &DB{sql: handle, path: path}, nil
}

// dataSource names a file as the driver wants it: a URI (sqlite.org/uri.html),
// for a path may hold ? and %.
func dataSource(path string) (string, error) {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	name := filepath.ToSlash(absolute)
	if !strings.HasPrefix(name, "/") {
		name = "/" + name // C:/...
	}
	u := url.URL{Scheme: "file", Path: name, RawQuery: "_pragma=foreign_keys(1)&_pragma=busy_timeout(5000)&_txlock=immediate"}
	return u.String(), nil
}

// Close closes the database.
func (db *DB) Close() error {
	if err := db.sql.Close(); err != nil {
		return db.failed(err)
	}
	return nil
}

func (db *DB) failed(err error) error { return fmt.Errorf("sqlite %s: %w", db.path, err) }

// prepare makes the tables in an empty database and refuses a foreign one.
func (db *DB) prepare(ctx context.Context) error {
	var id, version, tables int
	row := db.sql.QueryRowContext(ctx, "SELECT (SELECT application_id FROM pragma_application_id), (SELECT user_version FROM pragma_user_version), (SELECT count(*) FROM sqlite_schema)")
	if err := row.Scan(&id, &version, &tables); err != nil {
		return err
	}
	if id == applicationID && version == layout {
		return nil
	}
	if tables > 0 || id != 0 {
		return ErrForeign
	}
	return db.change(ctx, func(tx *sql.Tx) error {
		made, rest := schema()
		_, err := tx.ExecContext(ctx, made+rest+mark)
		return err
	})
}

// mark writes the header of the database.
var mark = fmt.Sprintf("PRAGMA application_id = %d; PRAGMA user_version = %d;", applicationID, layout)

// change does work in one transaction: all of it or nothing.
func (db *DB) change(ctx context.Context, work func(*sql.Tx) error) error {
	tx, err := db.sql.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := work(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// Add puts a document in, whole or not at all.
func (db *DB) Add(ctx context.Context, d *normalize.Disclosure) error {
	rows, err := NewRows(export.WithDocument(d))
	if err != nil {
		return db.failed(fmt.Errorf("%s: %w", d.Source.File, err))
	}
	var id int64
	var have string
	err = db.sql.QueryRowContext(ctx, "SELECT document, content FROM documents WHERE sha256 = ?", d.Source.SHA256).Scan(&id, &have)
	switch {
	case err == nil && have == rows.content:
		return nil
	case err != nil && !errors.Is(err, sql.ErrNoRows):
		return db.failed(err)
	}
	err = db.change(ctx, func(tx *sql.Tx) error {
		if id == 0 {
			if err := tx.QueryRowContext(ctx, "SELECT coalesce(max(document), 0) + 1 FROM documents").Scan(&id); err != nil {
				return err
			}
		} else if _, err := tx.ExecContext(ctx, "DELETE FROM documents WHERE document = ?", id); err != nil {
			return err
		}
		in := inserter{tx: tx}
		return errors.Join(in.document(ctx, id, rows), in.close())
	})
	if err != nil {
		return db.failed(fmt.Errorf("%s: %w", d.Source.File, err))
	}
	return nil
}
