package store

import (
	"context"
	"errors"
	"time"

	"discern/quiz"
)

const answerColumns = `SELECT n, label, confidence, flagged, revision, saved_at FROM answers `

func scanAnswer(row scanner) (quiz.Answer, error) {
	var a quiz.Answer
	var saved int64
	err := row.Scan(&a.N, &a.Label, &a.Confidence, &a.Flagged, &a.Revision, &saved)
	a.Saved = at(saved)
	return a, err
}

func (t *tx) answers(school, attempt string) ([]quiz.Answer, error) {
	return list(t, scanAnswer, answerColumns+`WHERE school_id = $1 AND attempt_id = $2 ORDER BY n`, school, attempt)
}

// saving is what a save must know of the attempt it goes into.
type saving struct {
	attempt    quiz.Attempt
	feedback   string
	confidence bool
	assignment quiz.Assignment // only what it is marked by
}

func scanSaving(row scanner) (saving, error) {
	var v saving
	var picks string
	var deadline, submitted int64
	a, g := &v.attempt, &v.assignment
	if err := row.Scan(&a.ID, &a.Assignment, &a.Seat, &a.State, &a.Epoch, &picks, &deadline, &submitted, &v.feedback, &v.confidence,
		&g.Pack, &g.Version, &g.Settings.Wording); err != nil {
		return v, err
	}
	g.ID = a.Assignment
	a.Deadline, a.Submitted = at(deadline), at(submitted)
	var err error
	a.Picks, err = readPicks(picks)
	return v, err
}

// SaveAnswer saves what the student said about one question and returns it as
// stored, with feedback where the assignment gives it after each question. It
// is safe to repeat. *quiz.StaleError and quiz.ErrAnswerFinal come with the
// stored answer; quiz.ErrClosed refuses an attempt that is handed in.
func (s *Store) SaveAnswer(ctx context.Context, who quiz.Actor, id string, change quiz.Change) (quiz.Answer, *quiz.Marked, error) {
	if err := validID(id); err != nil {
		return quiz.Answer{}, nil, err
	}
	now := s.Now()
	var saved quiz.Answer
	var v saving
	err := s.update(ctx, func(t *tx) (err error) {
		if v, err = t.saving(who, id); err != nil {
			return err
		}
		if err := change.Check(len(v.attempt.Picks), v.confidence); err != nil {
			return err
		}
		if err := v.attempt.MaySave(now); err != nil {
			return err
		}
		saved, err = t.saveAnswer(who.School, v, change, now)
		return err
	})
	if err != nil || v.feedback != quiz.FeedbackQuestion || saved.Label == "" {
		return saved, nil, err
	}
	var marked quiz.Marked
	err = s.view(ctx, func(t *tx) error {
		pack, rule, err := s.ruled(t, who.School, v.assignment)
		if err != nil {
			return err
		}
		item, _ := itemOf(pack, v.attempt, saved.N)
		marked = rule.Mark(saved.N, item, saved.Label)
		return nil
	})
	if err != nil {
		return saved, nil, err
	}
	return saved, &marked, nil
}

// saving reads the attempt for a save. Only its own student may save; a teacher
// of the class is refused, for everybody else it is not found.
func (t *tx) saving(who quiz.Actor, id string) (saving, error) {
	if who.Role != quiz.Student {
		if _, _, _, err := t.attempt(who, id); err != nil {
			return saving{}, err
		}
		return saving{}, quiz.ErrForbidden
	}
	return first(t, quiz.ErrNotFound, scanSaving, `SELECT a.attempt_id, a.assignment_id, a.seat_id, a.state, a.epoch, a.picks, a.deadline_at, a.submitted_at,
			g.feedback, g.confidence, g.pack_slug, g.pack_version, g.wording
		FROM attempts a JOIN assignments g ON g.school_id = a.school_id AND g.assignment_id = a.assignment_id
		WHERE a.school_id = $1 AND a.attempt_id = $2 AND a.seat_id = $3`, who.School, id, who.ID)
}

// saveAnswer writes a change if it says something new. That the attempt is
// still open, and the answer still of the revision it was read at, stands in
// the statement itself.
func (t *tx) saveAnswer(school string, v saving, change quiz.Change, now time.Time) (quiz.Answer, error) {
	old, err := first(t, quiz.ErrNotFound, scanAnswer, answerColumns+`WHERE school_id = $1 AND attempt_id = $2 AND n = $3`, school, v.attempt.ID, change.N)
	if err != nil && err != quiz.ErrNotFound {
		return old, err
	}
	old.N = change.N
	next, changed, err := change.Apply(old, v.feedback, v.attempt.Moment(now))
	if err != nil || !changed {
		return old, err
	}
	t.touch(v.attempt.Assignment)
	n, err := t.exec(`INSERT INTO answers (school_id, attempt_id, n, label, confidence, flagged, revision, saved_at)
		SELECT school_id, attempt_id, CAST($3 AS INTEGER), CAST($4 AS TEXT), CAST($5 AS INTEGER), CAST($6 AS BOOLEAN), CAST($7 AS INTEGER), CAST($8 AS BIGINT)
		FROM attempts WHERE school_id = $1 AND attempt_id = $2 AND state = 'in_progress' AND epoch = $9
		ON CONFLICT (school_id, attempt_id, n) DO UPDATE SET label = excluded.label, confidence = excluded.confidence,
			flagged = excluded.flagged, revision = excluded.revision, saved_at = excluded.saved_at
		WHERE answers.revision = $10`,
		school, v.attempt.ID, next.N, string(next.Label), next.Confidence, next.Flagged, next.Revision, ms(next.Saved), v.attempt.Epoch, old.Revision)
	return next, must(n, err, quiz.ErrConflict)
}

// mergeAnswers saves answers that come along with a handing-in. What is older
// than the stored answer, or final, stays as it is stored.
func (t *tx) mergeAnswers(school string, a quiz.Attempt, g quiz.Assignment, changes []quiz.Change, now time.Time) error {
	v := saving{attempt: a, feedback: g.Settings.Feedback}
	for _, change := range changes {
		if err := change.Check(len(a.Picks), g.Settings.Confidence); err != nil {
			return err
		}
		_, err := t.saveAnswer(school, v, change, now)
		var stale *quiz.StaleError
		if err != nil && !errors.As(err, &stale) && err != quiz.ErrAnswerFinal {
			return err
		}
	}
	return nil
}
