package store

import (
	"context"

	"discern/quiz"
)

// Around reads what stands before and after question n of an attempt in its
// source: for whoever may read the attempt, as far as the source is bound.
func (s *Store) Around(ctx context.Context, who quiz.Actor, id string, n int) (quiz.Around, error) {
	var around quiz.Around
	err := s.view(ctx, func(t *tx) error {
		attempt, assignment, _, err := t.attempt(who, id)
		if err != nil {
			return err
		}
		pack, err := s.packIn(t, assignment.Pack, assignment.Version)
		if err != nil {
			return err
		}
		item, ok := itemOf(pack, attempt, n)
		if !ok {
			return quiz.ErrNotFound
		}
		if item.Source == nil {
			return nil
		}
		b, err := s.binding(t, who.School, pack)
		if err != nil {
			return err
		}
		bound := map[int]quiz.BoundPassage{}
		for _, one := range b.Bound {
			bound[one.Number] = one
		}
		around = quiz.AroundOf(pack, item.Number, bound)
		return nil
	})
	return around, err
}

// Before reads the last attempt that the same student handed in before this one,
// of the same quiz; ok is false if there is none. Who may see it is asked when it
// is read.
func (s *Store) Before(ctx context.Context, who quiz.Actor, id string) (before string, ok bool, err error) {
	now := s.Now()
	err = s.view(ctx, func(t *tx) error {
		attempt, assignment, _, err := t.attempt(who, id)
		if err != nil {
			return err
		}
		all, err := t.attemptsOfSeat(who.School, attempt.Seat)
		if err != nil {
			return err
		}
		for _, one := range all[assignment.ID] {
			if one.Number < attempt.Number && one.At(now).Done() {
				before, ok = one.ID, true
			}
		}
		return nil
	})
	return before, ok, err
}
