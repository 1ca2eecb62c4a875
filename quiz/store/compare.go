package store

import (
	"context"

	"discern/quiz"
)

// CompareClasses lines up how the classes of a teacher, those put away too, did at the
// quizzes set from a pack; see quiz.CompareClasses. quiz.ErrNotFound for a pack that
// does not exist.
func (s *Store) CompareClasses(ctx context.Context, who quiz.Actor, slug string, version int) (quiz.ClassComparison, error) {
	if err := who.MustBe(quiz.TeacherOf); err != nil {
		return quiz.ClassComparison{}, err
	}
	pack, err := s.Pack(ctx, slug, version)
	if err != nil {
		return quiz.ClassComparison{}, err
	}
	classes, err := s.Classes(ctx, who)
	if err != nil {
		return quiz.ClassComparison{}, err
	}
	var tables []quiz.ComparedTable
	err = s.view(ctx, func(t *tx) error {
		tables = nil
		for _, class := range classes {
			all, err := t.assignments(who.School, class.ID)
			if err != nil {
				return err
			}
			for _, a := range all {
				if a.Pack != slug || a.State == quiz.Draft {
					continue
				}
				set, err := s.compared(t, who, a)
				if err != nil {
					return err
				}
				set.Table.Class = class
				tables = append(tables, set)
			}
		}
		return nil
	})
	return quiz.CompareClasses(slug, pack.Title, version, tables), err
}

// compared reads the figures of one quiz.
func (s *Store) compared(t *tx, who quiz.Actor, a quiz.Assignment) (quiz.ComparedTable, error) {
	table, err := s.table(t, who, a, s.Now())
	if err != nil {
		return quiz.ComparedTable{}, err
	}
	pack, rule, err := s.ruled(t, who.School, a)
	if err != nil {
		return quiz.ComparedTable{}, err
	}
	sittings, err := s.sat(t, who, a, rule, quiz.ScoreFirst)
	if err != nil {
		return quiz.ComparedTable{}, err
	}
	items, err := quiz.NewItemTable(pack.Items, sittings, rule)
	return quiz.ComparedTable{Table: table, Whole: items.Whole}, err
}
