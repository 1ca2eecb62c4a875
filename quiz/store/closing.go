package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"discern/quiz"
)

// The acts of a countdown in the audit. The reason of the first is the closing
// time that it replaced, so that it can be called off.
const (
	closingAnnounced = "closing announced"
	closingCalledOff = "closing called off"
)

// CloseIn closes an assignment some minutes from now, or at once for 0: from
// then on no attempt goes on for longer. quiz.ErrState if it does not run, a
// *quiz.FieldError for minutes that are not offered.
func (s *Store) CloseIn(ctx context.Context, who quiz.Actor, id string, minutes int) (quiz.AssignmentLine, error) {
	now := s.Now()
	return s.move(ctx, who, id, func(t *tx, a *quiz.Assignment) error {
		if err := a.MayCloseIn(minutes, now); err != nil {
			return err
		}
		if minutes == 0 {
			return s.moveAssignment(t, who, a, quiz.Closed, now)
		}
		before, running, err := t.countdown(who.School, *a, now)
		if err != nil {
			return err
		}
		if !running {
			before = a.Settings.ClosesAt
		}
		if err := t.closeAt(who.School, a, now.Add(time.Duration(minutes)*time.Minute), now); err != nil {
			return err
		}
		return s.record(t, who, a.Class, closingAnnounced, a.ID, writeMoment(before), now)
	})
}

// CallOffClosing ends a countdown: the closing time is what it was before, and
// open attempts have the time that they had. quiz.ErrState if none is running.
func (s *Store) CallOffClosing(ctx context.Context, who quiz.Actor, id string) (quiz.AssignmentLine, error) {
	now := s.Now()
	return s.move(ctx, who, id, func(t *tx, a *quiz.Assignment) error {
		before, running, err := t.countdown(who.School, *a, now)
		if err != nil {
			return err
		}
		if !running || a.State != quiz.Open && a.State != quiz.Paused {
			return quiz.ErrState
		}
		if err := t.closeAt(who.School, a, before, now); err != nil {
			return err
		}
		return s.record(t, who, a.Class, closingCalledOff, a.ID, "", now)
	})
}

// countdown reports whether a countdown to the assignment's closing is running,
// and which closing time it replaced.
func (t *tx) countdown(school string, a quiz.Assignment, now time.Time) (before time.Time, running bool, err error) {
	if !a.Settings.ClosesAt.After(now) {
		return time.Time{}, false, nil
	}
	var act, reason string
	var announced int64
	err = t.one([]any{&act, &reason, &announced}, `SELECT act, reason, at FROM audit
		WHERE school_id = $1 AND class_id = $2 AND object_id = $3 AND act IN ($4, $5) ORDER BY at DESC LIMIT 1`,
		school, a.Class, a.ID, closingAnnounced, closingCalledOff)
	if errors.Is(err, sql.ErrNoRows) {
		return time.Time{}, false, nil
	}
	if err != nil || act != closingAnnounced || !a.CountsDown(at(announced), now) {
		return time.Time{}, false, err
	}
	before, err = readMoment(reason)
	return before, err == nil, err
}

// closeAt changes the closing time of an assignment, and the deadlines that hang
// on it.
func (t *tx) closeAt(school string, a *quiz.Assignment, closes, now time.Time) error {
	old := a.Settings.ClosesAt
	a.Settings.ClosesAt = closes
	if _, err := t.exec(`UPDATE assignments SET closes_at = $3 WHERE school_id = $1 AND assignment_id = $2`, school, a.ID, ms(closes)); err != nil {
		return err
	}
	return t.reschedule(school, *a, old, now)
}

// reschedule writes the deadlines of the attempts that are open at now, after
// the closing time was changed from old.
func (t *tx) reschedule(school string, a quiz.Assignment, old, now time.Time) error {
	if a.Settings.ClosesAt.Equal(old) {
		return nil
	}
	attempts, err := list(t, scanAttempt, attemptColumns+`WHERE a.school_id = $1 AND a.assignment_id = $2 AND a.state = 'in_progress'`, school, a.ID)
	if err != nil {
		return err
	}
	for _, attempt := range attempts {
		if attempt.At(now).State != quiz.InProgress {
			continue
		}
		seat, err := t.seat(school, attempt.Seat)
		if err != nil {
			return err
		}
		begun, err := t.begun(school, a, attempt)
		if err != nil {
			return err
		}
		if err := t.endAt(school, attempt, attempt.Rescheduled(a.Settings, seat.ExtraTime, begun, old), now); err != nil {
			return err
		}
	}
	return nil
}

// endAt gives an attempt that is open at now another deadline.
func (t *tx) endAt(school string, attempt quiz.Attempt, next, now time.Time) error {
	if !next.IsZero() && next.Before(now) {
		next = now // nothing that was saved lies after the end
	}
	_, err := t.exec(`UPDATE attempts SET deadline_at = $3 WHERE school_id = $1 AND attempt_id = $2 AND state = 'in_progress' AND epoch = $4`,
		school, attempt.ID, ms(next), attempt.Epoch)
	return err
}

// stretch gives the attempts that a student has open at now the time that the
// extra time of the seat makes, and records which it has changed. It is a
// *quiz.EndsError if some are then over and may not end.
func (s *Store) stretch(t *tx, who quiz.Actor, seat quiz.Seat, end bool, now time.Time) error {
	var over []string
	attempts, err := list(t, scanAttempt, attemptColumns+`WHERE a.school_id = $1 AND a.seat_id = $2 AND a.state = 'in_progress'`, who.School, seat.ID)
	if err != nil {
		return err
	}
	for _, attempt := range attempts {
		a, _, err := t.assignment(who, attempt.Assignment)
		if err != nil {
			return err
		}
		begun, err := t.begun(who.School, a, attempt)
		if err != nil {
			return err
		}
		next := attempt.Stretched(a.Settings, seat.ExtraTime, begun)
		if attempt.At(now).State != quiz.InProgress || next.Equal(attempt.Deadline) {
			continue
		}
		if quiz.Ended(next, now) && !end {
			over = append(over, a.Title)
		}
		if err := t.endAt(who.School, attempt, next, now); err != nil {
			return err
		}
		if err := s.record(t, who, seat.Class, attemptStretched, attempt.ID, writeMoment(next), now); err != nil {
			return err
		}
	}
	if over != nil {
		return &quiz.EndsError{Quizzes: over}
	}
	return nil
}

// attemptStretched is recorded of an open attempt with its new deadline as reason.
const attemptStretched = "attempt given other time"

// begun is when the time of an attempt began: when it was started, or reopened.
func (t *tx) begun(school string, a quiz.Assignment, attempt quiz.Attempt) (time.Time, error) {
	if attempt.Epoch == 0 {
		return attempt.Started, nil
	}
	var reopened int64
	err := t.one([]any{&reopened}, `SELECT at FROM audit WHERE school_id = $1 AND class_id = $2 AND object_id = $3 AND act = $4
		ORDER BY at DESC LIMIT 1`, school, a.Class, attempt.ID, attemptReopened)
	if errors.Is(err, sql.ErrNoRows) {
		return attempt.Started, nil
	}
	return at(reopened), err
}

// writeMoment and readMoment keep a time in a text; "" is no time.
func writeMoment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}

func readMoment(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	return time.Parse(time.RFC3339Nano, text)
}
