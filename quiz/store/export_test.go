package store

import (
	"context"

	"discern/quiz"
)

// Keyless takes the keys of acts away: the control that shows what they are
// for.
func Keyless(s *Store) { s.engine.(*postgresEngine).keyless = true }

// AuditRows counts what was recorded of an object.
func AuditRows(ctx context.Context, s *Store, object string) (int, error) {
	n := 0
	err := s.view(ctx, func(t *tx) (err error) {
		n, err = t.count(`SELECT COUNT(*) FROM audit WHERE school_id = $1 AND object_id = $2`, s.school, object)
		return err
	})
	return n, err
}

// Pragma reads a pragma on a connection of each kind.
func Pragma(ctx context.Context, s *Store, name string) map[string]string {
	var reading, writing string
	read := func(into *string) func(*tx) error {
		return func(t *tx) error { return t.one([]any{into}, `PRAGMA `+name) }
	}
	if err := s.view(ctx, read(&reading)); err != nil {
		reading = err.Error()
	}
	if err := s.update(ctx, read(&writing)); err != nil {
		writing = err.Error()
	}
	return map[string]string{"reading": reading, "writing": writing}
}

// Panic is an act that writes and then panics.
func Panic(ctx context.Context, s *Store) {
	_ = s.update(ctx, func(t *tx) error {
		if err := s.record(t, quiz.Actor{School: s.school, ID: "x"}, "", "panic", "panic", "", s.Now()); err != nil {
			return err
		}
		panic("on purpose")
	})
}
