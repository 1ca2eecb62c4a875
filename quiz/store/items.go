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
		sittings, err := s.sat(t, who, a, rule, quiz.ScoreFirst)
		if err != nil {
			return err
		}
		if table, err = quiz.NewItemTable(pack.Items, sittings, rule); err != nil {
			return err
		}
		table.Assignment, table.State, table.Class, table.Language = a, a.StateAt(s.Now()), class, pack.Language
		return nil
	})
	return table, err
}
