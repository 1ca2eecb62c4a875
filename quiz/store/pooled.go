package store

import (
	"context"

	"discern/quiz"
)

// PooledItems reads how the passages of a version, 0 for the newest, did in all
// classes of the school together, for reviewers who need not read any of it
// blind, else quiz.ErrReadFirst.
func (s *Store) PooledItems(ctx context.Context, who quiz.Actor, slug string, version int) (quiz.PooledItems, error) {
	if err := who.MayReview(); err != nil {
		return quiz.PooledItems{}, err
	}
	var pooled quiz.PooledItems
	err := s.view(ctx, func(t *tx) error {
		pack, err := s.packIn(t, slug, version)
		if err != nil {
			return err
		}
		if err := s.maySeeKey(t, who, slug, ""); err != nil {
			return err
		}
		sittings, err := s.firstOnVersion(t, who.School, slug, pack.Version)
		if err != nil {
			return err
		}
		pooled, err = quiz.NewPooledItems(pack, sittings)
		return err
	})
	return pooled, err
}

// firstOnVersion returns of each student of a school the attempt on a version
// that was handed in first: later ones, in another assignment too, know the
// questions.
func (s *Store) firstOnVersion(t *tx, school, slug string, version int) ([]quiz.Sitting, error) {
	attempts, err := list(t, scanAttempt, attemptColumns+`JOIN assignments g ON g.school_id = a.school_id AND g.assignment_id = a.assignment_id
		WHERE a.school_id = $1 AND g.pack_slug = $2 AND g.pack_version = $3`, school, slug, version)
	if err != nil {
		return nil, err
	}
	answers, err := t.answersBy(`SELECT w.attempt_id, w.n, w.label, w.confidence FROM assignments g
		JOIN attempts a ON a.school_id = g.school_id AND a.assignment_id = g.assignment_id
		JOIN answers w ON w.school_id = a.school_id AND w.attempt_id = a.attempt_id
		WHERE g.school_id = $1 AND g.pack_slug = $2 AND g.pack_version = $3`, school, slug, version)
	if err != nil {
		return nil, err
	}
	now, earliest := s.Now(), map[string]quiz.Attempt{}
	for _, attempt := range attempts {
		if attempt = attempt.At(now); !attempt.Done() {
			continue
		}
		known, has := earliest[attempt.Seat]
		if !has || attempt.Submitted.Before(known.Submitted) || attempt.Submitted.Equal(known.Submitted) && attempt.ID < known.ID {
			earliest[attempt.Seat] = attempt
		}
	}
	var sittings []quiz.Sitting
	for seat, attempt := range earliest {
		sittings = append(sittings, quiz.Sitting{Seat: seat, Picks: attempt.Picks, Answers: answers[attempt.ID]})
	}
	return sittings, nil
}
