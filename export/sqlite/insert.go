package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"gongkai/export"
)

// An inserter writes documents in a transaction. Its statements are prepared
// once. It must be closed.
type inserter struct {
	tx         *sql.Tx
	statements map[string]*sql.Stmt // by sheet
	values     []any                // of a row
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

// document writes the sheets of a document.
func (in *inserter) document(ctx context.Context, document int64, content string, sheets []export.Sheet) error {
	for _, s := range sheets {
		if err := in.sheet(ctx, document, content, s); err != nil {
			return fmt.Errorf("%s: %w", s.Name, err)
		}
	}
	return nil
}

// sheet writes the rows of a sheet.
func (in *inserter) sheet(ctx context.Context, document int64, content string, s export.Sheet) error {
	yuan := -1
	for i, c := range s.Columns {
		if s.Name == facts && c.Name == "amount_yuan" {
			yuan = i
		}
	}
	n := 0
	for row := range s.Rows {
		n++
		stmt, err := in.statement(ctx, s, yuan >= 0)
		if err != nil {
			return err
		}
		in.values = append(in.values[:0], document, n)
		if s.Name == documents {
			in.values[1] = content
		}
		for i, v := range row {
			value, err := newValue(v, s.Columns[i].Type)
			if err != nil {
				return fmt.Errorf("row %d, %s: %w", n, s.Columns[i].Name, err)
			}
			in.values = append(in.values, value)
		}
		if yuan >= 0 {
			in.values = append(in.values, inFen(row[yuan]))
		}
		if _, err := stmt.ExecContext(ctx, in.values...); err != nil {
			return fmt.Errorf("row %d: %w", n, err)
		}
	}
	return nil
}

// statement returns what inserts a row of a sheet: its document, its number or
// the content, the columns, and the amount in 分 where there is one.
func (in *inserter) statement(ctx context.Context, s export.Sheet, withFen bool) (*sql.Stmt, error) {
	if stmt := in.statements[s.Name]; stmt != nil {
		return stmt, nil
	}
	n := 2 + len(s.Columns)
	if withFen {
		n++
	}
	stmt, err := in.tx.PrepareContext(ctx, "INSERT INTO "+quoted(s.Name)+" VALUES (?"+strings.Repeat(", ?", n-1)+")")
	if err != nil {
		return nil, err
	}
	if in.statements == nil {
		in.statements = map[string]*sql.Stmt{}
	}
	in.statements[s.Name] = stmt
	return stmt, nil
}
