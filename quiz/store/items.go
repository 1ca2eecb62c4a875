package store

import (
	"context"

	"discern/quiz"
)

// Items reads how the passages of an assignment did, for the teacher of its
// class; whoever may not see its scores may not see this.
func (s *Store) Items(ctx context.Context, who quiz.Actor, id string) (quiz.ItemTable, error) {
	var table quiz.ItemTable
	err := s.view(ctx, func(t *tx) error {
		a, class, err := t.set(who, id)
		if err != nil {
			return err
		}
		pack, rule, err := s.ruled(t, who.School, a)
		if err != nil {
			return err
		}
		sittings, err := s.firstSittings(t, who, a, rule)
		if err != nil {
			return err
		}
		if table, err = quiz.NewItemTable(pack.Items, sittings); err != nil {
			return err
		}
		table.Assignment, table.State, table.Rule, table.Class, table.Language = a, a.StateAt(s.Now()), rule, class, pack.Language
		return nil
	})
	return table, err
}

// firstSittings returns of each student the first attempt that was handed in.
func (s *Store) firstSittings(t *tx, who quiz.Actor, a quiz.Assignment, rule quiz.Rule) ([]quiz.Sitting, error) {
	seats, err := t.seats(who.School, a.Class)
	if err != nil {
		return nil, err
	}
	bySeat, answers, err := t.sittings(who.School, a.ID)
	if err != nil {
		return nil, err
	}
	now := s.Now()
	score := func(attempt quiz.Attempt) quiz.Score { return quiz.Mark(attempt.Picks, answers[attempt.ID], rule) }
	var sittings []quiz.Sitting
	for _, seat := range seats {
		attempt, mark := quiz.Counting(quiz.ScoreFirst, bySeat[seat.ID], score, now)
		if mark != nil {
			sittings = append(sittings, quiz.Sitting{Picks: attempt.Picks, Answers: answers[attempt.ID]})
		}
	}
	return sittings, nil
}
