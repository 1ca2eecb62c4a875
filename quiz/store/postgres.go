package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"sync/atomic"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"discern/quiz"
)

// postgresEngine runs every act in a serializable transaction and tries again
// when the database asks for it. Several programs may work on one database.
type postgresEngine struct {
	pool    *pgxpool.Pool
	db      *sql.DB
	retries atomic.Int64
	forgot  atomic.Int64   // when old keys of acts were last deleted
	keyless bool           // for a test that shows what the key of an act is for
	changed func([]string) // told what a commit has touched; must not wait
}

// Connections are replaced after connLife and some, so that a fleet of programs
// does not do so all at once.
const (
	connLife   = 30 * time.Minute
	connJitter = 5 * time.Minute
	poolSize   = 16
	leastPool  = 4 // migrating alone takes two at once
)

func openPostgres(ctx context.Context, address string, changed func([]string)) (*postgresEngine, error) {
	config, err := pgxpool.ParseConfig(address)
	if err != nil {
		return nil, fmt.Errorf("read database address: %w", err)
	}
	if u, err := url.Parse(address); err == nil && !u.Query().Has("pool_max_conns") {
		config.MaxConns = poolSize
	}
	config.MaxConns = max(config.MaxConns, leastPool)
	config.MaxConnLifetime, config.MaxConnLifetimeJitter = connLife, connJitter
	config.HealthCheckPeriod = time.Second
	if config.ConnConfig.ConnectTimeout == 0 {
		config.ConnConfig.ConnectTimeout = 3 * time.Second
	}
	if config.ConnConfig.ValidateConnect == nil {
		config.ConnConfig.ValidateConnect = pgconn.ValidateConnectTargetSessionAttrsReadWrite
	}
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	e := &postgresEngine{pool: pool, db: stdlib.OpenDBFromPool(pool), changed: changed}
	locker, err := lock.NewPostgresTableLocker()
	if err == nil {
		err = migrate(ctx, e.db, postgresDialect, goose.WithLocker(locker))
	}
	if err != nil {
		return nil, errors.Join(postgresError(err), e.close())
	}
	return e, nil
}

// sqlState returns the SQLSTATE of an error that the server sent, or "".
func sqlState(err error) string {
	var failure *pgconn.PgError
	if errors.As(err, &failure) {
		return failure.Code
	}
	return ""
}

// mayRetry reports whether the server asks for the whole transaction again:
// serialization failure, deadlock, and what distributed databases send when
// they restart a transaction.
func mayRetry(err error) bool {
	switch sqlState(err) {
	case "40001", "40P01", "CR000":
		return true
	}
	return false
}

// mayReconnect reports whether the connection, not the act, is at fault.
func mayReconnect(err error) bool {
	state := sqlState(err)
	if state != "" {
		// Class 08 and 57P: the server is going away or not there yet; 53300:
		// too many connections; 25006: a server that has become read-only.
		return state[:2] == "08" || state[:3] == "57P" || state == "53300" || state == "25006"
	}
	var refused *pgconn.ConnectError
	return errors.As(err, &refused) || errors.Is(err, errLink) || pgconn.Timeout(err)
}

// errLink marks an error that came from the driver rather than from the server
// or from an act's own rules.
var errLink = errors.New("connection to the database")

// postgresError turns an error of the engine into one of the quiz's sentinels.
func postgresError(err error) error {
	state := sqlState(err)
	switch {
	case err == nil:
		return nil
	case mayRetry(err):
		return fmt.Errorf("%w: %w", quiz.ErrBusy, err)
	case mayReconnect(err):
		return fmt.Errorf("%w: %w", quiz.ErrUnavailable, err)
	case len(state) == 5 && state[:2] == "23":
		return fmt.Errorf("%w: %w", quiz.ErrConflict, err)
	case len(state) == 5 && (state[:2] == "53" || state[:2] == "58"):
		return fmt.Errorf("%w: %w", quiz.ErrUnavailable, err)
	}
	return err
}

func (e *postgresEngine) view(ctx context.Context, act func(*tx) error) error {
	return e.again(ctx, func() error {
		read, err := e.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true, Isolation: sql.LevelRepeatableRead})
		if err != nil {
			return errors.Join(errLink, err)
		}
		defer read.Rollback() // nothing was written
		return act(&tx{ctx: ctx, conn: link{read}})
	})
}

func (e *postgresEngine) look(ctx context.Context, act func(*tx) error) error {
	return e.again(ctx, func() error { return act(&tx{ctx: ctx, conn: link{e.db}}) })
}

// link marks errors of the driver, so that they can be told from the rules'.
type link struct{ querier }

func (l link) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	result, err := l.querier.ExecContext(ctx, query, args...)
	return result, ofLink(err)
}

func (l link) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	rows, err := l.querier.QueryContext(ctx, query, args...)
	return rows, ofLink(err)
}

func ofLink(err error) error {
	if err == nil || sqlState(err) != "" {
		return err
	}
	return errors.Join(errLink, err)
}

// update runs act serializably. Each act is written down under a key of its own
// in the same transaction: when the answer to COMMIT is lost, trying again
// finds the key and knows that the act took place, with the results that it
// left in its variables.
func (e *postgresEngine) update(ctx context.Context, act func(*tx) error) error {
	key, unsure := newActKey(), false
	err := e.again(ctx, func() error {
		done, err := e.try(ctx, key, unsure, act)
		unsure = unsure || done == perhaps
		if done == before {
			return nil
		}
		return err
	})
	if err != nil && unsure {
		return fmt.Errorf("%w: %w", quiz.ErrUnconfirmed, err)
	}
	return err
}

// again repeats do while the database asks for it or the link is down, until
// the deadline, with full jitter between the tries.
func (e *postgresEngine) again(ctx context.Context, do func() error) error {
	for try := 0; ; try++ {
		err := do()
		if err == nil || !mayRetry(err) && !mayReconnect(err) {
			return postgresError(err)
		}
		e.retries.Add(1)
		most := time.Millisecond << min(try, 6)
		if !mayRetry(err) {
			most *= 4 // a link needs longer to come back
		}
		select {
		case <-ctx.Done():
			return postgresError(err)
		case <-time.After(rand.N(most) + time.Microsecond):
		}
	}
}

// outcome says what is known of an act after a try.
type outcome int

const (
	not     outcome = iota // it has not taken place
	perhaps                // the answer to COMMIT was lost
	before                 // an earlier try had committed it
	now                    // it is committed
)

func (e *postgresEngine) try(ctx context.Context, key string, unsure bool, act func(*tx) error) (outcome, error) {
	write, err := e.db.BeginTx(ctx, &sql.TxOptions{Isolation: sql.LevelSerializable})
	if err != nil {
		return not, errors.Join(errLink, err)
	}
	defer write.Rollback() // also when act panics; nothing after a commit
	t := &tx{ctx: ctx, conn: link{write}}
	if !e.keyless {
		_, err := t.exec(`INSERT INTO acts (school_id, act_id, at) VALUES ($1, $2, $3)`, DefaultSchool, key, time.Now().UnixMilli())
		if unsure && sqlState(err) == "23505" {
			return before, nil
		}
		if err != nil {
			return not, err
		}
	}
	if err := act(t); err != nil {
		return not, err
	}
	switch err := write.Commit(); {
	case err == nil:
		e.changed(t.touched)
		return now, nil
	case sqlState(err) != "":
		return not, err
	default:
		e.changed(t.touched)
		return perhaps, errors.Join(errLink, err)
	}
}

func (e *postgresEngine) ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	return e.update(ctx, func(*tx) error { return nil })
}

func (e *postgresEngine) close() error {
	err := e.db.Close()
	e.pool.Close()
	return err
}
