package store

import (
	"context"
	"time"

	"discern/quiz"
)

// StartAttempt begins an attempt for the student, or returns the one that is
// open already; the same intent again returns the attempt of then, handed in or
// not. quiz.ErrNotOpen, ErrPaused and ErrNoAttempts refuse it.
func (s *Store) StartAttempt(ctx context.Context, who quiz.Actor, assignment string, i quiz.Intent) (sheet quiz.Sheet, created bool, err error) {
	id, now := s.newID(), s.Now()
	err = s.update(ctx, func(t *tx) error {
		created = false
		a, class, err := t.assignment(who, assignment)
		if err != nil {
			return unseen(who, err)
		}
		a = a.In(class)
		if err := who.MustBe(quiz.Student); err != nil {
			return err
		}
		open, again, err := t.once(who.School, "start "+who.ID, i, id, now)
		if err == nil && !again {
			open, err = s.openOrNew(t, who, a, id, now)
			created = open == id
		}
		if err == nil && !again && !created {
			err = t.standsFor(who.School, "start "+who.ID, i, open)
		}
		if err != nil {
			return err
		}
		sheet, err = s.sheet(t, who, open, now)
		return err
	})
	return sheet, created, err
}

// openOrNew returns the id of the student's open attempt, making one if none
// is and the rules allow it.
func (s *Store) openOrNew(t *tx, who quiz.Actor, a quiz.Assignment, id string, now time.Time) (string, error) {
	by, err := t.attemptsOfSeat(who.School, who.ID)
	if err != nil {
		return "", err
	}
	used, last := 0, 0
	for _, attempt := range by[a.ID] {
		last = attempt.Number
		if attempt.State == quiz.InProgress && attempt.At(now).State == quiz.InProgress {
			return attempt.ID, nil
		}
		if attempt.State == quiz.InProgress {
			if err := t.handInAt(who.School, attempt, attempt.Deadline); err != nil {
				return "", err
			}
		}
		if attempt.State != quiz.Voided {
			used++
		}
	}
	if err := a.MayStart(now, used); err != nil {
		return "", err
	}
	seat, err := t.seat(who.School, who.ID)
	if err != nil {
		return "", err
	}
	pack, err := s.packIn(t, a.Pack, a.Version)
	if err != nil {
		return "", err
	}
	t.touch(a.ID)
	picks := quiz.Pick(pack.Items, a.Settings, quiz.Seed(id))
	n, err := t.exec(`INSERT INTO attempts (school_id, attempt_id, assignment_id, seat_id, number, state, epoch, picks, started_at, deadline_at, submitted_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
		ON CONFLICT (school_id, attempt_id) DO NOTHING`,
		who.School, id, a.ID, who.ID, last+1, string(quiz.InProgress), 0, writePicks(picks), ms(now),
		ms(quiz.DeadlineFor(a.Settings, seat.ExtraTime, now)), 0)
	return id, must(n, err, quiz.ErrConflict)
}
