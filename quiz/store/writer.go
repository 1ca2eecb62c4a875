package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	sqlite3 "modernc.org/sqlite/lib"

	"discern/quiz"
)

// write is SQLite's one writer: it commits whatever is waiting together, until
// the engine closes and nothing is left.
func (e *sqliteEngine) write(conn *sql.Conn) {
	defer close(e.closed)
	w := &connection{conn: conn, stmts: map[string]*sql.Stmt{}}
	defer w.close()
	for {
		select {
		case act := <-e.queue:
			e.commit(w, e.gather(act))
		case <-e.closing:
			for {
				select {
				case act := <-e.queue:
					e.commit(w, e.gather(act))
				default:
					return
				}
			}
		}
	}
}

// gather takes along what else is waiting.
func (e *sqliteEngine) gather(act *sqliteAct) []*sqliteAct {
	batch := []*sqliteAct{act}
	for len(batch) < batchLength {
		select {
		case next := <-e.queue:
			batch = append(batch, next)
		default:
			return batch
		}
	}
	return batch
}

// commit runs a batch in one transaction and answers everybody in it. After a
// failure of the transaction itself nobody is told that anything is stored.
func (e *sqliteEngine) commit(w *connection, batch []*sqliteAct) {
	touched, err := w.transaction(batch)
	e.changed(touched) // also if it failed: to look once more does no harm
	if err != nil {
		code := sqliteCode(err)
		switch {
		case code == sqlite3.SQLITE_BUSY:
			err = fmt.Errorf("%w: %w", quiz.ErrBusy, err)
		case code == sqlite3.SQLITE_FULL: // passes when there is space again
			err = fmt.Errorf("%w: %w", quiz.ErrUnavailable, err)
		default:
			// After a failed fsync a later one may succeed without having
			// written: only a fresh start can tell what is on the disk.
			e.failed.Store(true)
			err = fmt.Errorf("%w: %w", quiz.ErrUnconfirmed, err)
		}
	}
	for _, act := range batch {
		if err != nil {
			act.err, act.panicked = err, nil
		}
		close(act.done)
	}
}

// connection is one connection with its prepared statements.
type connection struct {
	conn  *sql.Conn
	stmts map[string]*sql.Stmt
}

func (c *connection) tx(ctx context.Context) *tx {
	return &tx{ctx: ctx, conn: c.conn, prepare: c.prepare}
}

// prepare keeps every statement: the store has only so many.
func (c *connection) prepare(query string) (*sql.Stmt, error) {
	if stmt := c.stmts[query]; stmt != nil {
		return stmt, nil
	}
	stmt, err := c.conn.PrepareContext(context.Background(), query)
	if err == nil {
		c.stmts[query] = stmt
	}
	return stmt, err
}

func (c *connection) close() {
	for _, stmt := range c.stmts {
		stmt.Close()
	}
	c.conn.Close()
}

// transaction returns the ids that the acts have touched.
func (c *connection) transaction(batch []*sqliteAct) ([]string, error) {
	t := c.tx(context.Background())
	if _, err := t.exec(`BEGIN IMMEDIATE`); err != nil {
		return nil, err
	}
	err := c.acts(t, batch)
	if err == nil {
		_, err = t.exec(`COMMIT`)
	}
	if err != nil {
		// SQLite may have rolled back already; then this says so, harmlessly.
		t.exec(`ROLLBACK`)
	}
	return t.touched, err
}

// acts runs each act in a savepoint, so that one that fails leaves nothing and
// takes nobody along. It returns an error only if the transaction is spoilt.
func (c *connection) acts(t *tx, batch []*sqliteAct) error {
	for _, act := range batch {
		if _, err := t.exec(`SAVEPOINT act`); err != nil {
			return err
		}
		act.err = act.attempt(t)
		if act.err != nil {
			switch sqliteCode(act.err) {
			case sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_CORRUPT:
				return act.err
			}
			if _, err := t.exec(`ROLLBACK TO act`); err != nil {
				return errors.Join(act.err, err)
			}
		}
		if _, err := t.exec(`RELEASE act`); err != nil {
			return err
		}
	}
	return nil
}

// attempt runs the act; a panic in it is kept for the one who asked.
func (a *sqliteAct) attempt(t *tx) (err error) {
	defer func() {
		if a.panicked = recover(); a.panicked != nil {
			err = errors.New("panic")
		}
	}()
	return a.run(t)
}
