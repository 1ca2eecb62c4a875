package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"discern/quiz"
)

// sqliteFile is the name of the database in the data folder.
const sqliteFile = "discern.db"

// The most acts that wait for the writer, and that one commit takes along.
const (
	queueLength = 4096
	batchLength = 256
)

// readPool is how many connections read at once.
const readPool = 8

// sqliteEngine has one connection that writes and a pool that only reads.
// Acts that are waiting go into one transaction, each in a savepoint of its
// own, and are answered after the one commit (and its one fsync).
type sqliteEngine struct {
	writeDB *sql.DB
	readDB  *sql.DB
	readers chan *connection // those that nobody reads with; nil: not opened yet

	queue   chan *sqliteAct
	closing chan struct{}
	closed  chan struct{}
	once    sync.Once
	failed  atomic.Bool    // a commit failed on the disk: nothing more is written
	changed func([]string) // told what a commit has touched; must not wait
}

// sqliteAct is an act on its way through the writer.
type sqliteAct struct {
	run      func(*tx) error
	err      error
	panicked any
	done     chan struct{}
}

// dsn names a database with the pragmas that every connection must have.
func dsn(path, key, value string) string {
	q := url.Values{
		"_busy_timeout": {"5000"}, "_journal_mode": {"WAL"}, "_synchronous": {"FULL"}, "_foreign_keys": {"1"},
		"_defensive": {"1"}, "_dqs": {"0"},
		"_pragma": {"cache_size(-16000)", "temp_store(MEMORY)", "journal_size_limit(67108864)"},
		key:       {value},
	}
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode()
}

func openSQLite(ctx context.Context, dir string, changed func([]string)) (*sqliteEngine, error) {
	path, err := sqlitePath(dir)
	if err != nil {
		return nil, err
	}
	e := &sqliteEngine{queue: make(chan *sqliteAct, queueLength), closing: make(chan struct{}), closed: make(chan struct{}), changed: changed}
	if e.writeDB, err = sql.Open("sqlite", dsn(path, "_txlock", "immediate")); err != nil {
		return nil, fmt.Errorf("open %s: %w", sqliteFile, err)
	}
	e.writeDB.SetMaxOpenConns(1)
	if err := e.prepareFile(ctx); err != nil {
		return nil, errors.Join(err, e.writeDB.Close())
	}
	if e.readDB, err = sql.Open("sqlite", dsn(path, "_query_only", "1")); err != nil {
		return nil, errors.Join(fmt.Errorf("open %s to read: %w", sqliteFile, err), e.writeDB.Close())
	}
	e.readDB.SetMaxOpenConns(readPool)
	e.readers = make(chan *connection, readPool)
	for range readPool {
		e.readers <- nil
	}
	conn, err := e.writeDB.Conn(context.Background())
	if err != nil {
		return nil, errors.Join(err, e.readDB.Close(), e.writeDB.Close())
	}
	go e.write(conn)
	return e, nil
}

// sqlitePath makes the data folder and an empty file that only the owner can
// read. It must happen before SQLite opens the file.
func sqlitePath(dir string) (string, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("make data folder: %w", err)
	}
	path, err := filepath.Abs(filepath.Join(dir, sqliteFile))
	if err != nil {
		return "", fmt.Errorf("find data folder: %w", err)
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, os.ErrExist) {
		return path, nil
	}
	if err != nil {
		return "", fmt.Errorf("make %s: %w", sqliteFile, err)
	}
	return path, file.Close()
}

// prepareFile checks the file and brings the schema up to date.
func (e *sqliteEngine) prepareFile(ctx context.Context) error {
	var verdict string
	err := e.writeDB.QueryRowContext(ctx, `PRAGMA quick_check(1)`).Scan(&verdict)
	if err == nil && verdict != "ok" {
		return fmt.Errorf("%w: %s", ErrDamaged, verdict)
	}
	if err == nil {
		err = migrate(ctx, e.writeDB, sqliteDialect)
	}
	if code := sqliteCode(err); code == sqlite3.SQLITE_NOTADB || code == sqlite3.SQLITE_CORRUPT {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return err
}

// sqliteCode returns the primary result code of an SQLite error, 0 for others.
func sqliteCode(err error) int {
	var failure *sqlite.Error
	if errors.As(err, &failure) {
		return failure.Code() & 0xff
	}
	return 0
}

// sqliteError turns an error of the engine into one of the quiz's sentinels.
func sqliteError(err error) error {
	switch sqliteCode(err) {
	case 0:
		return err
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return fmt.Errorf("%w: %w", quiz.ErrBusy, err)
	case sqlite3.SQLITE_CONSTRAINT:
		return fmt.Errorf("%w: %w", quiz.ErrConflict, err)
	case sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CORRUPT,
		sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_NOMEM:
		return fmt.Errorf("%w: %w", quiz.ErrUnavailable, err)
	}
	return err
}

func (e *sqliteEngine) view(ctx context.Context, act func(*tx) error) error {
	return e.reading(ctx, func(c *connection) error {
		if _, err := c.tx(ctx).exec(`BEGIN`); err != nil {
			return err
		}
		// Nothing was written; and it must end even if the reader has gone.
		defer c.tx(context.Background()).exec(`ROLLBACK`)
		return act(c.tx(ctx))
	})
}

func (e *sqliteEngine) look(ctx context.Context, act func(*tx) error) error {
	return e.reading(ctx, func(c *connection) error { return act(c.tx(ctx)) })
}

// reading lends one of the reading connections. Whoever has one needs no
// second: statements are prepared on the connection itself, so that readers
// never wait for one another in a circle.
func (e *sqliteEngine) reading(ctx context.Context, act func(*connection) error) error {
	var c *connection
	select {
	case c = <-e.readers:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { e.readers <- c }()
	if c == nil { // not used yet
		conn, err := e.readDB.Conn(context.Background())
		if err != nil {
			return sqliteError(err)
		}
		c = &connection{conn: conn, stmts: map[string]*sql.Stmt{}}
	}
	return sqliteError(act(c))
}

func (e *sqliteEngine) update(ctx context.Context, run func(*tx) error) error {
	if e.failed.Load() {
		return quiz.ErrUnavailable
	}
	act := &sqliteAct{run: run, done: make(chan struct{})}
	select {
	case <-e.closing:
		return quiz.ErrUnavailable
	default:
	}
	select {
	case e.queue <- act:
	default:
		return quiz.ErrBusy
	}
	select {
	case <-act.done:
	case <-ctx.Done():
		return quiz.ErrUnconfirmed
	case <-e.closed:
		// The writer may have finished this very act on its way out.
		select {
		case <-act.done:
		default:
			return quiz.ErrUnconfirmed
		}
	}
	if act.panicked != nil {
		panic(act.panicked)
	}
	return sqliteError(act.err)
}

func (e *sqliteEngine) ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	return e.update(ctx, func(t *tx) error {
		_, err := t.exec(`UPDATE schools SET created_at = created_at WHERE school_id = $1`, DefaultSchool)
		return err
	})
}

func (e *sqliteEngine) close() error {
	e.once.Do(func() { close(e.closing) })
	<-e.closed
	for range readPool { // waits for whoever still reads
		if c := <-e.readers; c != nil {
			c.close()
		}
	}
	_, err := e.writeDB.Exec(`PRAGMA wal_checkpoint(TRUNCATE)`)
	if e.failed.Load() {
		err = nil // the disk already refused; the log is replayed at the next start
	}
	return errors.Join(e.readDB.Close(), err, e.writeDB.Close())
}
