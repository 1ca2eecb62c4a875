package store

import (
	"context"
	"strconv"
	"strings"
	"time"

	"discern/questions"
	"discern/quiz"
)

const attemptColumns = `SELECT a.attempt_id, a.assignment_id, a.seat_id, a.number, a.state, a.epoch, a.picks, a.started_at, a.deadline_at, a.submitted_at
	FROM attempts a `

func scanAttempt(row scanner) (quiz.Attempt, error) {
	var a quiz.Attempt
	var picks string
	var started, deadline, submitted int64
	if err := row.Scan(&a.ID, &a.Assignment, &a.Seat, &a.Number, &a.State, &a.Epoch, &picks, &started, &deadline, &submitted); err != nil {
		return a, err
	}
	a.Started, a.Deadline, a.Submitted = at(started), at(deadline), at(submitted)
	var err error
	a.Picks, err = readPicks(picks)
	return a, err
}

func readPicks(text string) ([]int, error) {
	var picks []int
	for part := range strings.SplitSeq(text, ",") {
		n, err := strconv.Atoi(part)
		if err != nil {
			return nil, err
		}
		picks = append(picks, n)
	}
	return picks, nil
}

func writePicks(picks []int) string {
	parts := make([]string, len(picks))
	for i, n := range picks {
		parts[i] = strconv.Itoa(n)
	}
	return strings.Join(parts, ",")
}

// attemptsOfSeat returns a student's attempts by assignment, in their order.
func (t *tx) attemptsOfSeat(school, seat string) (map[string][]quiz.Attempt, error) {
	all, err := list(t, scanAttempt, attemptColumns+`WHERE a.school_id = $1 AND a.seat_id = $2 ORDER BY a.number`, school, seat)
	by := map[string][]quiz.Attempt{}
	for _, a := range all {
		by[a.Assignment] = append(by[a.Assignment], a)
	}
	return by, err
}

// attempt reads an attempt in who's reach: the student's own, or one in a class
// of the teacher. Anything else is not found.
func (t *tx) attempt(who quiz.Actor, id string) (quiz.Attempt, quiz.Assignment, quiz.Class, error) {
	if !who.SignedIn() {
		return quiz.Attempt{}, quiz.Assignment{}, quiz.Class{}, quiz.ErrNotSignedIn
	}
	if err := validID(id); err != nil {
		return quiz.Attempt{}, quiz.Assignment{}, quiz.Class{}, err
	}
	a, err := first(t, quiz.ErrNotFound, scanAttempt, attemptColumns+`WHERE a.school_id = $1 AND a.attempt_id = $2`, who.School, id)
	if err == nil && who.Role == quiz.Student && a.Seat != who.ID {
		err = quiz.ErrNotFound
	}
	if err != nil {
		return a, quiz.Assignment{}, quiz.Class{}, err
	}
	assignment, class, err := t.assignment(who, a.Assignment)
	return a, assignment, class, err
}

// Attempt reads an attempt as its student works on it; the teacher of the class
// may read it too. It holds nothing of the key but what feedback after each
// question has shown already.
func (s *Store) Attempt(ctx context.Context, who quiz.Actor, id string) (quiz.Sheet, error) {
	var sheet quiz.Sheet
	err := s.view(ctx, func(t *tx) (err error) {
		sheet, err = s.sheet(t, who, id, s.Now())
		return err
	})
	return sheet, err
}

// AttemptAlone reads an attempt as it stands, and what it is an attempt at,
// without questions and answers.
func (s *Store) AttemptAlone(ctx context.Context, who quiz.Actor, id string) (quiz.Attempt, quiz.Assignment, error) {
	var attempt quiz.Attempt
	var assignment quiz.Assignment
	err := s.view(ctx, func(t *tx) (err error) {
		attempt, assignment, _, err = t.attempt(who, id)
		return err
	})
	return attempt.At(s.Now()), assignment, err
}

func (s *Store) sheet(t *tx, who quiz.Actor, id string, now time.Time) (quiz.Sheet, error) {
	attempt, assignment, class, err := t.attempt(who, id)
	if err != nil {
		return quiz.Sheet{}, err
	}
	pack, rule, err := s.asked(t, who.School, assignment)
	if err != nil {
		return quiz.Sheet{}, err
	}
	seat, err := t.seat(who.School, attempt.Seat)
	if err != nil {
		return quiz.Sheet{}, err
	}
	answers, err := t.answers(who.School, id)
	if err != nil {
		return quiz.Sheet{}, err
	}
	sheet := quiz.Sheet{Attempt: attempt.At(now), Assignment: assignment, State: assignment.StateAt(now), ClassTitle: class.Title,
		SeatName: seat.Name, ExtraTime: seat.ExtraTime, PackTitle: pack.Title, Passages: len(pack.Items), Source: pack.Source, Language: pack.Language, Guide: pack.Guide, Feedback: map[int]quiz.Marked{}}
	by := map[int]quiz.Answer{}
	for _, answer := range answers {
		by[answer.N] = answer
	}
	for i, number := range attempt.Picks {
		item, ok := pack.Item(number)
		if !ok {
			return quiz.Sheet{}, quiz.ErrNotFound
		}
		answer := by[i+1]
		answer.N = i + 1
		sheet.Questions = append(sheet.Questions, quiz.Question{N: i + 1, Passage: item.Passage, Answer: answer})
		if assignment.Settings.Feedback == quiz.FeedbackQuestion && answer.Label != "" {
			sheet.Feedback[i+1] = rule.Mark(i+1, item, answer.Label)
		}
	}
	return sheet, nil
}

// SubmitAttempt hands in an attempt, with answers that may not have arrived
// before; those made on an older revision than the stored one are left out.
// Handing in again changes nothing and gives the same attempt.
func (s *Store) SubmitAttempt(ctx context.Context, who quiz.Actor, id string, changes []quiz.Change) (quiz.Attempt, error) {
	return s.SubmitOnce(ctx, who, id, changes, quiz.Intent{})
}

// SubmitOnce is SubmitAttempt for an intent. Its key with other changes is
// quiz.ErrKeyReused; repeated after the attempt was reopened it hands in nothing,
// and is quiz.ErrConflict.
func (s *Store) SubmitOnce(ctx context.Context, who quiz.Actor, id string, changes []quiz.Change, i quiz.Intent) (quiz.Attempt, error) {
	now := s.Now()
	var attempt quiz.Attempt
	err := s.update(ctx, func(t *tx) error {
		a, assignment, _, err := t.attempt(who, id)
		if err != nil {
			return err
		}
		if err := who.MustBe(quiz.Student); err != nil {
			return err
		}
		_, again, err := t.once(who.School, "submit "+id, i, id, now)
		if err != nil {
			return err
		}
		switch attempt = a.At(now); {
		case attempt.Done():
			return nil
		case attempt.State == quiz.Voided:
			return quiz.ErrClosed
		case again:
			return quiz.ErrConflict
		}
		if err := t.mergeAnswers(who.School, a, assignment, changes, now); err != nil {
			return err
		}
		t.touch(assignment.ID)
		n, err := t.exec(`UPDATE attempts SET state = $3, submitted_at = $4
			WHERE school_id = $1 AND attempt_id = $2 AND state = 'in_progress' AND epoch = $5`,
			who.School, id, string(quiz.Submitted), ms(a.Moment(now)), a.Epoch)
		attempt.State, attempt.Submitted = quiz.Submitted, a.Moment(now)
		return must(n, err, quiz.ErrConflict)
	})
	return attempt, err
}

// VoidAttempt makes an attempt count for nothing; the student may start
// another. The reason is kept.
func (s *Store) VoidAttempt(ctx context.Context, who quiz.Actor, id, reason string) (quiz.Attempt, error) {
	return s.judge(ctx, who, id, reason, "attempt voided", func(t *tx, a *quiz.Attempt, _ quiz.Assignment, now time.Time) error {
		if err := a.MayVoid(); err != nil {
			return err
		}
		a.State = quiz.Voided
		return nil
	})
}

// attemptReopened is the act in the audit, from which the attempt has its time.
const attemptReopened = "attempt reopened"

// ReopenAttempt lets the student go on with an attempt that was handed in, with
// the whole time again if there is a limit. The reason is kept.
func (s *Store) ReopenAttempt(ctx context.Context, who quiz.Actor, id, reason string) (quiz.Attempt, error) {
	return s.judge(ctx, who, id, reason, attemptReopened, func(t *tx, a *quiz.Attempt, g quiz.Assignment, now time.Time) error {
		open, err := t.count(`SELECT COUNT(*) FROM attempts WHERE school_id = $1 AND assignment_id = $2 AND seat_id = $3
			AND state = 'in_progress' AND attempt_id <> $4`, who.School, g.ID, a.Seat, a.ID)
		if err != nil {
			return err
		}
		if err := a.MayReopen(now, g.StateAt(now), open > 0); err != nil {
			return err
		}
		seat, err := t.seat(who.School, a.Seat)
		if err != nil {
			return err
		}
		limit := g.Settings
		limit.ClosesAt = time.Time{} // the teacher overrules it
		a.State, a.Submitted, a.Deadline = quiz.InProgress, time.Time{}, quiz.DeadlineFor(limit, seat.ExtraTime, now)
		return nil
	})
}

// judge is a teacher's act on an attempt, guarded by its epoch.
func (s *Store) judge(ctx context.Context, who quiz.Actor, id, reason, act string,
	rule func(*tx, *quiz.Attempt, quiz.Assignment, time.Time) error) (quiz.Attempt, error) {
	reason, err := quiz.ReadName(reason, 200, "reason")
	if err != nil {
		return quiz.Attempt{}, err
	}
	now := s.Now()
	var attempt quiz.Attempt
	err = s.update(ctx, func(t *tx) error {
		a, assignment, class, err := t.attempt(who, id)
		if err != nil {
			return err
		}
		if err := who.MustBe(quiz.TeacherOf); err != nil {
			return err
		}
		attempt = a
		if err := rule(t, &attempt, assignment, now); err != nil {
			return err
		}
		n, err := t.exec(`UPDATE attempts SET state = $3, epoch = $4, deadline_at = $5, submitted_at = $6
			WHERE school_id = $1 AND attempt_id = $2 AND epoch = $7 AND state = $8`,
			who.School, id, string(attempt.State), a.Epoch+1, ms(attempt.Deadline), ms(attempt.Submitted), a.Epoch, string(a.State))
		if err := must(n, err, quiz.ErrConflict); err != nil {
			return err
		}
		attempt.Epoch++
		return s.record(t, who, class.ID, act, id, reason, now)
	})
	return attempt, err
}

// handInAt hands in one attempt without its student.
func (t *tx) handInAt(school string, a quiz.Attempt, when time.Time) error {
	_, err := t.exec(`UPDATE attempts SET state = 'auto_submitted', submitted_at = $3
		WHERE school_id = $1 AND attempt_id = $2 AND state = 'in_progress' AND epoch = $4`, school, a.ID, ms(when), a.Epoch)
	return err
}

// handInOpen hands in every open attempt of an assignment: at its deadline if
// that has passed, else now.
func (t *tx) handInOpen(school, assignment string, now time.Time) error {
	_, err := t.exec(`UPDATE attempts SET state = 'auto_submitted',
			submitted_at = CASE WHEN deadline_at > 0 AND deadline_at < $3 THEN deadline_at ELSE $3 END
		WHERE school_id = $1 AND assignment_id = $2 AND state = 'in_progress'`, school, assignment, ms(now))
	return err
}

// Sweep stores the handing-in of attempts whose deadline and grace have passed,
// and returns how many there were. Nothing depends on when it runs: every
// reading takes the deadline into account by itself.
func (s *Store) Sweep(ctx context.Context) (int, error) {
	if err := s.forgetActs(ctx); err != nil {
		return 0, err
	}
	due := ms(s.Now().Add(-quiz.Grace))
	some := 0
	err := s.view(ctx, func(t *tx) (err error) {
		some, err = t.count(`SELECT COUNT(*) FROM attempts WHERE school_id = $1 AND state = 'in_progress' AND deadline_at > 0 AND deadline_at < $2`, s.school, due)
		return err
	})
	if err != nil || some == 0 {
		return 0, err
	}
	var n int64
	err = s.update(ctx, func(t *tx) (err error) {
		n, err = t.exec(`UPDATE attempts SET state = 'auto_submitted', submitted_at = deadline_at
			WHERE school_id = $1 AND state = 'in_progress' AND deadline_at > 0 AND deadline_at < $2`, s.school, due)
		return err
	})
	return int(n), err
}

// item finds the passage that question n of the attempt asks.
func itemOf(pack *questions.Pack, a quiz.Attempt, n int) (questions.Item, bool) {
	if n < 1 || n > len(a.Picks) {
		return questions.Item{}, false
	}
	return pack.Item(a.Picks[n-1])
}
