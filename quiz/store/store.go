package store

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/google/uuid"

	"discern/quiz"
)

// Reasons for which a database cannot be used at all.
var (
	ErrDamaged = errors.New("database is damaged")
	ErrNewer   = errors.New("database is newer than this program")
)

// DefaultSchool is the id of the one school of a new installation.
var DefaultSchool = uuid.NewSHA1(uuid.NameSpaceURL, []byte("discern:school")).String()

// Options say where the data are, and give the store its clock and randomness.
type Options struct {
	Dir      string           // data folder of SQLite; made if missing
	Database string           // "" for SQLite, or postgres://…
	Now      func() time.Time // nil: time.Now
	Random   io.Reader        // nil: crypto/rand
}

// Store is an open database. All methods may be called at once from anywhere.
type Store struct {
	engine engine
	now    func() time.Time
	school string

	randomMu sync.Mutex
	random   io.Reader

	packs      packCache
	agreements agreements
	watches    watches
}

// engine is what differs between SQLite and PostgreSQL: how a transaction is
// begun, finished and tried again. The SQL is the same.
type engine interface {
	// update runs act in a transaction that either happens wholly or not at
	// all; act may run more than once.
	update(ctx context.Context, act func(*tx) error) error
	// view runs act on one consistent state of the data.
	view(ctx context.Context, act func(*tx) error) error
	// look runs an act of a single reading statement, without the cost of a
	// transaction round it.
	look(ctx context.Context, act func(*tx) error) error
	ready(ctx context.Context) error
	close() error
}

// Open opens the database, brings its schema up to date and makes sure that
// there is a school. It returns ErrDamaged or ErrNewer if that cannot be.
func Open(ctx context.Context, o Options) (*Store, error) {
	s := &Store{now: o.Now, random: o.Random, school: DefaultSchool}
	if s.now == nil {
		s.now = time.Now
	}
	if s.random == nil {
		s.random = rand.Reader
	}
	var err error
	if o.Database == "" {
		s.engine, err = openSQLite(ctx, o.Dir, s.watches.tell)
	} else {
		s.engine, err = openPostgres(ctx, o.Database, s.watches.tell)
	}
	if err != nil {
		return nil, err
	}
	if err := s.foundSchool(ctx); err != nil {
		return nil, errors.Join(err, s.engine.close())
	}
	return s, nil
}

// Close finishes what is waiting to be written and closes the database.
func (s *Store) Close() error {
	s.watches.close()
	return s.engine.close()
}

// Ready returns nil if the store can commit a change now.
func (s *Store) Ready(ctx context.Context) error { return s.engine.ready(ctx) }

// Now returns the time by the store's clock, to the millisecond, in UTC.
func (s *Store) Now() time.Time { return s.now().UTC().Truncate(time.Millisecond) }

func (s *Store) foundSchool(ctx context.Context) error {
	known := false
	err := s.engine.view(ctx, func(t *tx) error {
		n, err := t.count(`SELECT COUNT(*) FROM schools WHERE school_id = $1`, s.school)
		known = n > 0
		return err
	})
	if err != nil || known {
		return err
	}
	secret, now := s.NewSecret(32), ms(s.Now())
	return s.engine.update(ctx, func(t *tx) error {
		_, err := t.exec(`INSERT INTO schools (school_id, secret, created_at) VALUES ($1, $2, $3)
			ON CONFLICT (school_id) DO NOTHING`, s.school, secret, now)
		return err
	})
}

// update is the one door to writing. The work is finished even if the caller
// has gone away: its context is not passed on, only a time limit of its own.
// Act may run more than once, so it touches only its transaction and variables
// that it sets anew. The error is act's own, or quiz.ErrBusy (nothing was
// written), quiz.ErrUnconfirmed (it may have been) or quiz.ErrUnavailable.
func (s *Store) update(ctx context.Context, act func(*tx) error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), writeLimit)
	defer cancel()
	return s.engine.update(ctx, act)
}

// writeLimit is how long a write may take, waiting and retries included.
const writeLimit = 10 * time.Second

func (s *Store) view(ctx context.Context, act func(*tx) error) error { return s.engine.view(ctx, act) }

func (s *Store) randomBytes(n int) []byte {
	s.randomMu.Lock()
	defer s.randomMu.Unlock()
	b := make([]byte, n)
	if _, err := io.ReadFull(s.random, b); err != nil {
		panic(fmt.Sprintf("no randomness: %v", err)) // the system's source never fails
	}
	return b
}

// NewSecret returns n random bytes as text that fits in a form or an address.
func (s *Store) NewSecret(n int) string {
	return base64.RawURLEncoding.EncodeToString(s.randomBytes(n))
}

// newID returns a UUID of version 7 by the store's own clock and randomness.
func (s *Store) newID() string {
	var id uuid.UUID
	copy(id[6:], s.randomBytes(10))
	var stamp [8]byte
	binary.BigEndian.PutUint64(stamp[:], uint64(s.now().UnixMilli()))
	copy(id[:6], stamp[2:])
	id[6], id[8] = id[6]&0x0f|0x70, id[8]&0x3f|0x80
	return id.String()
}

// idFrom returns a UUID of version 7 with the time of another and the given
// randomness, of which it takes 10 bytes.
func idFrom(other string, random []byte) string {
	id := uuid.MustParse(other)
	copy(id[6:], random)
	id[6], id[8] = id[6]&0x0f|0x70, id[8]&0x3f|0x80
	return id.String()
}

// validID refuses, as not found, what cannot be an id, before it reaches SQL.
func validID(ids ...string) error {
	for _, id := range ids {
		if len(id) != 36 || uuid.Validate(id) != nil {
			return quiz.ErrNotFound
		}
	}
	return nil
}

// ms and at convert between times and what is stored of them; 0 is no time.
func ms(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func at(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}
