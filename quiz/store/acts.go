package store

import (
	"context"
	"time"

	"github.com/google/uuid"
)

// newActKey draws the key of one act. It decides nothing but whether a commit
// took place, so it needs not come from the store's own randomness.
func newActKey() string { return uuid.NewString() }

// actLife is how long the keys of acts are kept: longer than any act is tried.
const actLife = time.Hour

// forgetActs deletes keys of acts that nobody can be in doubt of any more, a
// few times an hour. Only PostgreSQL has any.
func (s *Store) forgetActs(ctx context.Context) error {
	e, ok := s.engine.(*postgresEngine)
	if !ok {
		return nil
	}
	now, last := s.Now().UnixMilli(), e.forgot.Load()
	if now-last < (actLife/6).Milliseconds() || !e.forgot.CompareAndSwap(last, now) {
		return nil
	}
	return s.update(ctx, func(t *tx) error {
		_, err := t.exec(`DELETE FROM acts WHERE school_id = $1 AND at < $2`, s.school, ms(s.Now().Add(-actLife)))
		return err
	})
}

// Retries returns how often transactions have been tried again since the store
// was opened.
func (s *Store) Retries() int64 {
	if e, ok := s.engine.(*postgresEngine); ok {
		return e.retries.Load()
	}
	return 0
}
