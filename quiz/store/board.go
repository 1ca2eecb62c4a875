package store

import (
	"context"

	"discern/quiz"
)

// Board reads who is where with an assignment, for its teacher.
func (s *Store) Board(ctx context.Context, who quiz.Actor, id string) (quiz.Board, error) {
	var board quiz.Board
	err := s.view(ctx, func(t *tx) error {
		a, class, err := t.set(who, id)
		if err != nil {
			return unseen(who, err)
		}
		board, err = s.board(t, who.School, a, class)
		return err
	})
	return board, err
}

func (s *Store) board(t *tx, school string, a quiz.Assignment, class quiz.Class) (quiz.Board, error) {
	now := s.Now()
	seats, err := t.seats(school, class.ID)
	if err != nil {
		return quiz.Board{}, err
	}
	all, err := list(t, scanAttempt, attemptColumns+`WHERE a.school_id = $1 AND a.assignment_id = $2 ORDER BY a.number`, school, a.ID)
	if err != nil {
		return quiz.Board{}, err
	}
	attempts := map[string][]quiz.Attempt{}
	for _, attempt := range all {
		attempts[attempt.Seat] = append(attempts[attempt.Seat], attempt)
	}
	answers := map[string][]quiz.BoardAnswer{}
	err = t.each(func(row scanner) error {
		var attempt string
		var answered int
		var saved int64
		var w quiz.BoardAnswer
		err := row.Scan(&attempt, &w.N, &answered, &w.Flagged, &saved)
		w.Answered, w.Saved = answered == 1, at(saved)
		answers[attempt] = append(answers[attempt], w)
		return err
	}, `SELECT w.attempt_id, w.n, CASE WHEN w.label = '' THEN 0 ELSE 1 END, w.flagged, w.saved_at
		FROM attempts a JOIN answers w ON w.school_id = a.school_id AND w.attempt_id = a.attempt_id
		WHERE a.school_id = $1 AND a.assignment_id = $2`, school, a.ID)
	if err != nil {
		return quiz.Board{}, err
	}
	board := quiz.NewBoard(a, class, seats, attempts, answers, now)
	_, board.CountsDown, err = t.countdown(school, a, now)
	return board, err
}

// Watch is an assignment that somebody watches. C tells that it may have
// changed; changes that come before C is read count as one. What it reads is
// for people of whom MayWatch has said that they may see it.
type Watch struct {
	C      <-chan struct{}
	store  *Store
	school string
	id     string
	stop   func()
}

// Watch begins to watch an assignment for its teacher. Stop ends it.
func (s *Store) Watch(ctx context.Context, who quiz.Actor, id string) (*Watch, error) {
	var class string
	err := s.view(ctx, func(t *tx) error {
		a, _, err := t.set(who, id)
		class = a.Class
		return unseen(who, err)
	})
	if err != nil {
		return nil, err
	}
	c, stop := s.watches.add(s, who.School, class, id)
	return &Watch{C: c, store: s, school: who.School, id: id, stop: stop}, nil
}

// Board reads the assignment as it is now; quiz.ErrNotFound if it is no more.
func (w *Watch) Board(ctx context.Context) (quiz.Board, error) {
	var board quiz.Board
	err := w.store.view(ctx, func(t *tx) error {
		a, err := first(t, quiz.ErrNotFound, scanAssignment, assignmentColumns+`WHERE g.school_id = $1 AND g.assignment_id = $2`, w.school, w.id)
		if err != nil {
			return err
		}
		class, err := first(t, quiz.ErrNotFound, scanClass, classColumns+`WHERE c.school_id = $1 AND c.class_id = $2`, w.school, a.Class)
		if err != nil {
			return err
		}
		board, err = w.store.board(t, w.school, a, class)
		return err
	})
	return board, err
}

// Stop ends the watch; C tells nothing more.
func (w *Watch) Stop() { w.stop() }

// MayWatch returns nil while who is still signed in, by the very session that
// spoke, and may still see the assignment. It counts as a use of the session: a
// board that is looked at does not go out in the middle of a lesson.
func (s *Store) MayWatch(ctx context.Context, who quiz.Actor, id string) error {
	now, err := s.holder(ctx, who.School, who.Session)
	if err != nil {
		return err
	}
	return s.view(ctx, func(t *tx) error {
		_, _, err := t.set(now, id)
		return unseen(now, err)
	})
}
