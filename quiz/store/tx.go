package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// tx is a transaction as the acts see it. Its methods take their statements
// from one text for both engines, with $1… for the arguments.
type tx struct {
	ctx     context.Context
	conn    querier
	prepare func(query string) (*sql.Stmt, error) // nil: the driver keeps statements itself
	touched []string                              // ids of what the acts have changed
}

// querier is what *sql.Tx, *sql.Conn and *sql.DB have in common.
type querier interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// exec runs a statement and returns how many rows it changed.
func (t *tx) exec(query string, args ...any) (int64, error) {
	result, err := t.execute(query, args)
	if err != nil {
		return 0, err
	}
	return result.RowsAffected()
}

func (t *tx) execute(query string, args []any) (sql.Result, error) {
	if t.prepare == nil {
		return t.conn.ExecContext(t.ctx, query, args...)
	}
	stmt, err := t.prepare(query)
	if err != nil {
		return nil, err
	}
	return stmt.ExecContext(t.ctx, args...)
}

func (t *tx) query(query string, args []any) (*sql.Rows, error) {
	if t.prepare == nil {
		return t.conn.QueryContext(t.ctx, query, args...)
	}
	stmt, err := t.prepare(query)
	if err != nil {
		return nil, err
	}
	return stmt.QueryContext(t.ctx, args...)
}

// scanner is a row that values can be read from.
type scanner interface{ Scan(into ...any) error }

// each calls row for every row of the answer. It always closes the rows: one
// left open would keep the database from tidying up.
func (t *tx) each(row func(scanner) error, query string, args ...any) error {
	rows, err := t.query(query, args)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := row(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// one reads the first row of the answer into the values; sql.ErrNoRows if
// there is none.
func (t *tx) one(into []any, query string, args ...any) error {
	found := false
	err := t.each(func(row scanner) error {
		if found {
			return nil
		}
		found = true
		return row.Scan(into...)
	}, query, args...)
	if err == nil && !found {
		return sql.ErrNoRows
	}
	return err
}

// count reads one number.
func (t *tx) count(query string, args ...any) (int, error) {
	var n int
	err := t.one([]any{&n}, query, args...)
	return n, err
}

// list reads all rows of an answer by scan.
func list[T any](t *tx, scan func(scanner) (T, error), query string, args ...any) ([]T, error) {
	var all []T
	err := t.each(func(row scanner) error {
		value, err := scan(row)
		all = append(all, value)
		return err
	}, query, args...)
	return all, err
}

// first reads the first row of an answer by scan; missing is returned if there
// is none.
func first[T any](t *tx, missing error, scan func(scanner) (T, error), query string, args ...any) (T, error) {
	all, err := list(t, scan, query, args...)
	switch {
	case err != nil:
		var none T
		return none, err
	case len(all) == 0:
		var none T
		return none, missing
	}
	return all[0], nil
}

// must turns "no row changed" into otherwise: the guard stood in the WHERE.
func must(changed int64, err, otherwise error) error {
	if err != nil {
		return err
	}
	if changed == 0 {
		return otherwise
	}
	return nil
}

// noRow replaces sql.ErrNoRows by otherwise and says what was being done.
func noRow(err, otherwise error, doing string) error {
	if errors.Is(err, sql.ErrNoRows) {
		return otherwise
	}
	if err != nil {
		return fmt.Errorf("%s: %w", doing, err)
	}
	return nil
}
