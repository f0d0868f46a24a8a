package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
)

// batchRows are inserted by one statement, as long as there are as many: going
// through database/sql and the driver costs as much as the work for some rows.
const batchRows = 16

// An inserter writes documents in a transaction. Its statements are prepared
// once. It must be closed.
type inserter struct {
	tx         *sql.Tx
	statements map[statement]*sql.Stmt
}

// A statement inserts some rows of a table.
type statement struct {
	table string
	rows  int
}

// close lets go of the statements.
func (in *inserter) close() error {
	var errs []error
	for _, s := range in.statements {
		errs = append(errs, s.Close())
	}
	in.statements = nil
	return errors.Join(errs...)
}

// document inserts the rows of a document under its number.
func (in *inserter) document(ctx context.Context, document int64, rows *Rows) error {
	for _, t := range rows.tables {
		if err := ctx.Err(); err != nil {
			return err
		}
		for i := 0; i < len(t.values); i += t.width {
			t.values[i] = document
		}
		for at := 0; at < len(t.values); {
			n := batchRows
			if len(t.values)-at < n*t.width {
				n = 1
			}
			if err := in.insert(t.table, n, t.values[at:at+n*t.width]); err != nil {
				return fmt.Errorf("%s, rows %d to %d: %w", t.table, at/t.width+1, at/t.width+n, err)
			}
			at += n * t.width
		}
	}
	return nil
}

// insert inserts rows. It has no context: the driver starts a goroutine for
// each statement that can be ended.
func (in *inserter) insert(table string, rows int, values []any) (err error) {
	key := statement{table, rows}
	stmt := in.statements[key]
	if stmt == nil {
		row := "(?" + strings.Repeat(", ?", len(values)/rows-1) + ")"
		if stmt, err = in.tx.Prepare("INSERT INTO " + quoted(table) + " VALUES " + row + strings.Repeat(", "+row, rows-1)); err != nil {
			return err
		}
		if in.statements == nil {
			in.statements = map[statement]*sql.Stmt{}
		}
		in.statements[key] = stmt
	}
	_, err = stmt.Exec(values...)
	return err
}
