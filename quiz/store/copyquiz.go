package store

import (
	"context"

	"discern/quiz"
)

// CopyAssignment sets what an assignment asks for other classes of the teacher
// too: the same pack version, title and settings, as drafts, in the order of the
// classes given. Its times go along only if asked for, and what a rescore
// decided does not: that was decided for one class. A *quiz.FieldError names
// classes; quiz.ErrNotFound for one out of reach, and then nothing is copied.
func (s *Store) CopyAssignment(ctx context.Context, who quiz.Actor, id string, classes []string, times bool, i quiz.Intent) ([]quiz.AssignmentLine, error) {
	if len(classes) > quiz.MostCopies {
		return nil, &quiz.FieldError{Field: "classes", Message: "Choose fewer classes at once."}
	}
	now, fresh := s.Now(), make([]string, len(classes))
	for n := range fresh {
		fresh[n] = s.newID()
	}
	var lines []quiz.AssignmentLine
	err := s.update(ctx, func(t *tx) error {
		lines = nil
		from, _, err := t.set(who, id)
		if err != nil {
			return unseen(who, err)
		}
		if len(classes) == 0 {
			return &quiz.FieldError{Field: "classes", Message: "Choose at least one class."}
		}
		a := from
		a.State, a.Created = quiz.Draft, now
		if !times {
			a.Settings = a.Settings.Timeless()
		}
		for n, class := range classes {
			a.ID, a.Class = fresh[n], class
			line, err := s.copyTo(t, who, id, a, i)
			if err != nil {
				return err
			}
			lines = append(lines, line)
		}
		return nil
	})
	return lines, err
}

// copyTo sets a copy of the assignment of an id, or finds the one that the same
// intent made before.
func (s *Store) copyTo(t *tx, who quiz.Actor, id string, a quiz.Assignment, i quiz.Intent) (quiz.AssignmentLine, error) {
	if _, err := t.taught(who, a.Class); err != nil {
		return quiz.AssignmentLine{}, unseen(who, err)
	}
	made, again, err := t.once(who.School, "copy "+id+" "+a.Class, i, a.ID, a.Created)
	switch {
	case err != nil:
	case again:
		a, _, err = t.set(who, made)
	default:
		err = s.insertAssignment(t, who, a)
	}
	if err != nil {
		return quiz.AssignmentLine{}, err
	}
	return s.line(t, who, a)
}
