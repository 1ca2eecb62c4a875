package store

import (
	"context"
	"time"

	"discern/quiz"
)

// SeatMerge says what MergeSeats would do now, and returns its errors.
func (s *Store) SeatMerge(ctx context.Context, who quiz.Actor, keep, absorb string) (quiz.Merge, error) {
	var merge quiz.Merge
	err := s.view(ctx, func(t *tx) (err error) {
		merge, err = t.merge(who, keep, absorb, s.Now())
		return err
	})
	return merge, err
}

// MergeSeats makes two seats of one student in a class one: the attempts and
// answers of absorb come to keep, and absorb is no more. Whoever held absorb is
// signed out, as its token may be on another child's computer. quiz.ErrBothOpen
// if both have an attempt open at the same quiz; a *quiz.FieldError for with if
// they are the same seat or of two classes. Repeating it changes nothing.
func (s *Store) MergeSeats(ctx context.Context, who quiz.Actor, keep, absorb string) error {
	now := s.Now()
	return s.update(ctx, func(t *tx) error {
		merge, err := t.merge(who, keep, absorb, now)
		if err == quiz.ErrNotFound && validID(absorb) == nil {
			return t.mergedBefore(who, keep, absorb)
		}
		if err != nil {
			return err
		}
		for _, q := range merge.Quizzes {
			if err := t.renumber(who.School, keep, q.Attempts); err != nil {
				return err
			}
		}
		if _, err := t.exec(`UPDATE seats SET extra_time = $3, joined_at = $4 WHERE school_id = $1 AND seat_id = $2`,
			who.School, keep, merge.Keep.ExtraTime, ms(merge.Keep.Joined)); err != nil {
			return err
		}
		if err := t.dissolve(who.School, keep, absorb); err != nil {
			return err
		}
		if err := s.stretch(t, who, merge.Keep, true, now); err != nil {
			return err
		}
		return s.record(t, who, merge.Keep.Class, seatsMerged, keep, absorb, now)
	})
}

// seatsMerged is recorded of the seat that is kept, with the other as reason.
const seatsMerged = "seats merged"

func (t *tx) mergedBefore(who quiz.Actor, keep, absorb string) error {
	if _, err := t.taughtSeat(who, keep); err != nil {
		return err
	}
	n, err := t.count(`SELECT COUNT(*) FROM audit WHERE school_id = $1 AND act = $2 AND object_id = $3 AND reason = $4`,
		who.School, seatsMerged, keep, absorb)
	return must(int64(n), err, quiz.ErrNotFound)
}

// merge reads what there is to merge.
func (t *tx) merge(who quiz.Actor, keep, absorb string, now time.Time) (quiz.Merge, error) {
	var merge quiz.Merge
	kept, err := t.taughtSeat(who, keep)
	if err != nil {
		return merge, err
	}
	if merge.Absorb, err = t.taughtSeat(who, absorb); err != nil {
		return merge, err
	}
	if keep == absorb || kept.Class != merge.Absorb.Class {
		return merge, &quiz.FieldError{Field: "with", Message: "Choose another student of the same class."}
	}
	merge.Keep = quiz.MergeSeats(kept, merge.Absorb)
	assignments, err := t.assignments(who.School, kept.Class)
	if err != nil {
		return merge, err
	}
	ours, err := t.attemptsOfSeat(who.School, keep)
	if err != nil {
		return merge, err
	}
	theirs, err := t.attemptsOfSeat(who.School, absorb)
	if err != nil {
		return merge, err
	}
	var refused error
	for _, a := range assignments {
		if len(ours[a.ID])+len(theirs[a.ID]) == 0 {
			continue
		}
		q, err := quiz.MergeAttempts(a, ours[a.ID], theirs[a.ID], now)
		if err != nil {
			refused = err
		}
		merge.Quizzes = append(merge.Quizzes, q)
	}
	return merge, refused
}

// renumber gives attempts to a seat under their numbers. They go through numbers
// that no attempt has, and what time has closed is handed in, so that at no
// moment two are in one place.
func (t *tx) renumber(school, seat string, attempts []quiz.Attempt) error {
	for _, a := range attempts {
		if a.Done() {
			if err := t.handInAt(school, a, a.Submitted); err != nil {
				return err
			}
		}
	}
	for _, sign := range []int{-1, 1} {
		for _, a := range attempts {
			if _, err := t.exec(`UPDATE attempts SET seat_id = $3, number = $4 WHERE school_id = $1 AND attempt_id = $2`,
				school, a.ID, seat, sign*a.Number); err != nil {
				return err
			}
		}
	}
	return nil
}

// dissolve takes a seat away that has no attempts any more. What it said of a
// passage is said by the other seat, unless that has said something itself.
func (t *tx) dissolve(school, keep, absorb string) error {
	if _, err := t.exec(`UPDATE challenges SET actor_id = $3 WHERE school_id = $1 AND actor_id = $2 AND NOT EXISTS (
			SELECT 1 FROM challenges o WHERE o.school_id = $1 AND o.actor_id = $3 AND o.slug = challenges.slug
			AND o.version = challenges.version AND o.number = challenges.number)`, school, absorb, keep); err != nil {
		return err
	}
	return t.eraseSeat(school, absorb)
}
