package store

import (
	"context"

	"discern/quiz"
)

// Confusion reads what the class of an assignment takes for what, or one student
// of it for a seat's id, for its teacher. With all, the other assignments of the
// class that ask the same version by the same keys are counted together with it.
func (s *Store) Confusion(ctx context.Context, who quiz.Actor, id, seat string, all bool) (quiz.ConfusionTable, error) {
	var table quiz.ConfusionTable
	err := s.view(ctx, func(t *tx) error {
		a, class, err := t.set(who, id)
		if err != nil {
			return err
		}
		pack, rule, err := s.ruled(t, who.School, a)
		if err != nil {
			return err
		}
		table = quiz.ConfusionTable{Assignment: a, State: a.StateAt(s.Now()), Class: class, Language: pack.Language}
		if seat != "" {
			one, _, err := t.ownSeat(who, seat)
			if err != nil || one.Class != class.ID {
				return must(0, err, quiz.ErrNotFound)
			}
			table.Student = &one
		}
		seats, err := t.seats(who.School, class.ID)
		if err != nil {
			return err
		}
		table.Begin(pack.Items, rule, seats)
		return s.addConfusions(t, who, &table, all)
	})
	return table, err
}

// addConfusions counts an assignment, or with all those that are like it.
func (s *Store) addConfusions(t *tx, who quiz.Actor, table *quiz.ConfusionTable, all bool) error {
	of, err := t.assignments(who.School, table.Class.ID)
	if err != nil {
		return err
	}
	for _, a := range of {
		if a.Pack != table.Assignment.Pack || a.Version != table.Assignment.Version {
			continue
		}
		_, rule, err := s.ruled(t, who.School, a)
		if err != nil {
			return err
		}
		if rule.Version != table.Rule.Version {
			continue
		}
		table.Alike++
		if !all && a.ID != table.Assignment.ID {
			continue
		}
		sittings, err := s.sat(t, who, a, rule, a.Settings.Scoring)
		if err != nil {
			return err
		}
		table.Add(rule, sittings)
	}
	return nil
}

// sat returns the attempt of each student that counts by a scoring setting, of
// those that were handed in.
func (s *Store) sat(t *tx, who quiz.Actor, a quiz.Assignment, rule quiz.Rule, scoring string) ([]quiz.Sitting, error) {
	bySeat, answers, err := t.sittings(who.School, a.ID)
	if err != nil {
		return nil, err
	}
	now := s.Now()
	score := func(attempt quiz.Attempt) quiz.Score { return quiz.Mark(attempt.Picks, answers[attempt.ID], rule) }
	var sittings []quiz.Sitting
	for seat, attempts := range bySeat {
		attempt, mark := quiz.Counting(scoring, attempts, score, now)
		if mark != nil {
			sittings = append(sittings, quiz.Sitting{Seat: seat, Picks: attempt.Picks, Answers: answers[attempt.ID]})
		}
	}
	return sittings, nil
}
