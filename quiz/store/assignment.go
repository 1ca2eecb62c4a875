package store

import (
	"context"
	"time"

	"discern/quiz"
)

const assignmentColumns = `SELECT g.assignment_id, g.class_id, g.pack_slug, g.pack_version, g.title, g.state, g.asked, g.balance, g.ordering,
	g.attempts, g.scoring, g.feedback, g.minutes, g.opens_at, g.closes_at, g.confidence, g.wording, g.created_at, p.askable
	FROM assignments g JOIN packs p ON p.slug = g.pack_slug AND p.version = g.pack_version `

func scanAssignment(row scanner) (quiz.Assignment, error) {
	var a quiz.Assignment
	var opens, closes, created int64
	var askable int
	set := &a.Settings
	err := row.Scan(&a.ID, &a.Class, &a.Pack, &a.Version, &a.Title, &a.State, &set.Count, &set.Balance, &set.Order,
		&set.Attempts, &set.Scoring, &set.Feedback, &set.Minutes, &opens, &closes, &set.Confidence, &set.Wording, &created, &askable)
	set.OpensAt, set.ClosesAt, a.Created = at(opens), at(closes), at(created)
	a.Asked = askable
	if set.Count != quiz.All && set.Count < askable {
		a.Asked = set.Count
	}
	return a, err
}

func (t *tx) assignments(school, class string) ([]quiz.Assignment, error) {
	return list(t, scanAssignment, assignmentColumns+`WHERE g.school_id = $1 AND g.class_id = $2 ORDER BY g.created_at, g.assignment_id`, school, class)
}

// assignment reads an assignment and its class if they are in who's reach.
// Students do not see drafts.
func (t *tx) assignment(who quiz.Actor, id string) (quiz.Assignment, quiz.Class, error) {
	if !who.SignedIn() {
		return quiz.Assignment{}, quiz.Class{}, quiz.ErrNotSignedIn
	}
	if err := validID(id); err != nil {
		return quiz.Assignment{}, quiz.Class{}, err
	}
	a, err := first(t, quiz.ErrNotFound, scanAssignment, assignmentColumns+`WHERE g.school_id = $1 AND g.assignment_id = $2`, who.School, id)
	if err != nil {
		return a, quiz.Class{}, err
	}
	class, err := t.class(who, a.Class)
	if err == nil && who.Role == quiz.Student && !a.Listed() {
		err = quiz.ErrNotFound
	}
	return a, class, err
}

// set reads an assignment for its teacher; the class's students are refused.
func (t *tx) set(who quiz.Actor, id string) (quiz.Assignment, quiz.Class, error) {
	a, class, err := t.assignment(who, id)
	if err == nil {
		err = who.MustBe(quiz.TeacherOf)
	}
	return a, class, err
}

// Assignments lists what a class has been set, oldest first, with how far the
// class has come.
func (s *Store) Assignments(ctx context.Context, who quiz.Actor, class string) ([]quiz.AssignmentLine, error) {
	var lines []quiz.AssignmentLine
	err := s.view(ctx, func(t *tx) error {
		if _, err := t.taught(who, class); err != nil {
			return unseen(who, err)
		}
		all, err := t.assignments(who.School, class)
		if err != nil {
			return err
		}
		for _, a := range all {
			line, err := s.line(t, who, a)
			if err != nil {
				return err
			}
			lines = append(lines, line)
		}
		return nil
	})
	return lines, err
}

// Assignment reads one assignment of the teacher.
func (s *Store) Assignment(ctx context.Context, who quiz.Actor, id string) (quiz.AssignmentLine, error) {
	var line quiz.AssignmentLine
	err := s.view(ctx, func(t *tx) error {
		a, _, err := t.set(who, id)
		if err != nil {
			return unseen(who, err)
		}
		line, err = s.line(t, who, a)
		return err
	})
	return line, err
}

// line sums up an assignment from its table of scores.
func (s *Store) line(t *tx, who quiz.Actor, a quiz.Assignment) (quiz.AssignmentLine, error) {
	table, err := s.table(t, who, a, s.Now())
	return table.Line(), err
}

// CreateAssignment sets a pack version for a class, as a draft. A
// *quiz.FieldError names pack, title or a setting.
func (s *Store) CreateAssignment(ctx context.Context, who quiz.Actor, class string, n quiz.NewAssignment, i quiz.Intent) (quiz.AssignmentLine, error) {
	if err := s.mayTeach(ctx, who, class); err != nil {
		return quiz.AssignmentLine{}, err
	}
	pack, err := s.Pack(ctx, n.Pack, n.Version)
	if err == quiz.ErrNotFound {
		return quiz.AssignmentLine{}, &quiz.FieldError{Field: "pack", Message: "Choose one of the texts in the list."}
	}
	if err != nil {
		return quiz.AssignmentLine{}, err
	}
	if n.Title == "" {
		n.Title = pack.Title
	}
	if n.Title, err = quiz.ReadName(n.Title, quiz.TitleLength, "title"); err != nil {
		return quiz.AssignmentLine{}, err
	}
	bound, err := s.whollyBound(ctx, who, pack)
	if err != nil {
		return quiz.AssignmentLine{}, err
	}
	if err := n.Settings.Check(len(pack.Askable()), bound); err != nil {
		return quiz.AssignmentLine{}, err
	}
	fresh, now := s.newID(), s.Now()
	a := quiz.Assignment{Class: class, Pack: pack.Slug, Version: pack.Version, Title: n.Title, Settings: n.Settings, State: quiz.Draft, Created: now}
	var line quiz.AssignmentLine
	err = s.update(ctx, func(t *tx) error {
		if _, err := t.taught(who, class); err != nil {
			return err
		}
		id, again, err := t.once(who.School, "assignment "+class, i, fresh, now)
		if err != nil {
			return err
		}
		a.ID = id
		if !again {
			if err := s.insertAssignment(t, who, a); err != nil {
				return err
			}
		}
		made, _, err := t.set(who, id)
		if err != nil {
			return err
		}
		line, err = s.line(t, who, made)
		return err
	})
	return line, err
}

// mayTeach refuses whoever could not do anything in the class, before their
// input is looked at.
func (s *Store) mayTeach(ctx context.Context, who quiz.Actor, class string) error {
	return s.view(ctx, func(t *tx) error {
		_, err := t.taught(who, class)
		return unseen(who, err)
	})
}

func (s *Store) insertAssignment(t *tx, who quiz.Actor, a quiz.Assignment) error {
	set := a.Settings
	_, err := t.exec(`INSERT INTO assignments (school_id, assignment_id, class_id, pack_slug, pack_version, title, state, asked, balance, ordering,
			attempts, scoring, feedback, minutes, opens_at, closes_at, confidence, wording, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
		who.School, a.ID, a.Class, a.Pack, a.Version, a.Title, string(a.State), set.Count, set.Balance, set.Order,
		set.Attempts, set.Scoring, set.Feedback, set.Minutes, ms(set.OpensAt), ms(set.ClosesAt), set.Confidence, set.Wording, ms(a.Created))
	if err != nil {
		return err
	}
	return s.record(t, who, a.Class, "assignment made", a.ID, "", a.Created)
}

// UpdateAssignment changes settings, state, or both. What is asked and when the
// key is shown can only be changed in a draft; quiz.ErrState otherwise, and for
// a state that cannot follow. Closing hands in what is open.
func (s *Store) UpdateAssignment(ctx context.Context, who quiz.Actor, id string, change quiz.AssignmentChange) (quiz.AssignmentLine, error) {
	now := s.Now()
	var line quiz.AssignmentLine
	err := s.update(ctx, func(t *tx) error {
		a, class, err := t.set(who, id)
		if err != nil {
			return unseen(who, err)
		}
		if change.State != nil && *change.State == quiz.Open && !class.Archived.IsZero() {
			return quiz.ErrState
		}
		if change.Settings != nil {
			if err := s.changeSettings(t, who, &a, *change.Settings, now); err != nil {
				return err
			}
		}
		if change.State != nil {
			if err := s.changeState(t, who, &a, *change.State, now); err != nil {
				return err
			}
		}
		line, err = s.line(t, who, a)
		return err
	})
	return line, err
}

func (s *Store) changeSettings(t *tx, who quiz.Actor, a *quiz.Assignment, next quiz.Settings, now time.Time) error {
	pack, err := s.packIn(t, a.Pack, a.Version)
	if err != nil {
		return err
	}
	binding, err := s.binding(t, who.School, pack)
	if err != nil {
		return err
	}
	if err := next.Check(len(pack.Askable()), binding.Whole); err != nil {
		return err
	}
	if a.State != quiz.Draft && !a.Settings.SameQuestions(next) {
		return quiz.ErrState
	}
	old := a.Settings.ClosesAt
	a.Settings = next
	a.Asked = next.Questions(pack.Askable())
	_, err = t.exec(`UPDATE assignments SET asked = $3, balance = $4, ordering = $5, attempts = $6, scoring = $7, feedback = $8,
			minutes = $9, opens_at = $10, closes_at = $11, confidence = $12, wording = $13
		WHERE school_id = $1 AND assignment_id = $2`, who.School, a.ID, next.Count, next.Balance, next.Order, next.Attempts, next.Scoring,
		next.Feedback, next.Minutes, ms(next.OpensAt), ms(next.ClosesAt), next.Confidence, next.Wording)
	if err != nil {
		return err
	}
	if err := t.reschedule(who.School, *a, old, now); err != nil {
		return err
	}
	return s.record(t, who, a.Class, "settings changed", a.ID, "", now)
}

// changeState moves an assignment; the state it was in stands in the WHERE.
func (s *Store) changeState(t *tx, who quiz.Actor, a *quiz.Assignment, next quiz.AssignmentState, now time.Time) error {
	if err := a.MayBecome(next, now); err != nil {
		return err
	}
	return s.moveAssignment(t, who, a, next, now)
}

func (s *Store) moveAssignment(t *tx, who quiz.Actor, a *quiz.Assignment, next quiz.AssignmentState, now time.Time) error {
	if a.State == next {
		return nil
	}
	n, err := t.exec(`UPDATE assignments SET state = $3 WHERE school_id = $1 AND assignment_id = $2 AND state = $4`,
		who.School, a.ID, string(next), string(a.State))
	if err := must(n, err, quiz.ErrConflict); err != nil {
		return err
	}
	a.State = next
	if next == quiz.Closed || next == quiz.Released {
		if err := t.handInOpen(who.School, a.ID, now); err != nil {
			return err
		}
	}
	if next == quiz.Open {
		if err := t.prolongCode(who.School, a.Class, now); err != nil {
			return err
		}
	}
	return s.record(t, who, a.Class, "assignment "+string(next), a.ID, "", now)
}

// prolongCode counts opening a quiz as a use of the class's join code.
func (t *tx) prolongCode(school, class string, now time.Time) error {
	_, err := t.exec(`UPDATE classes SET code_expires_at = $3 WHERE school_id = $1 AND class_id = $2 AND code_expires_at < $3`,
		school, class, ms(now.Add(quiz.CodeLife)))
	return err
}

// Release shows the results to the students, closing what is open if the
// teacher confirmed that; else quiz.ErrAttemptsOpen. Repeating it changes
// nothing.
func (s *Store) Release(ctx context.Context, who quiz.Actor, id string, confirmed bool) (quiz.AssignmentLine, error) {
	now := s.Now()
	return s.move(ctx, who, id, func(t *tx, a *quiz.Assignment) error {
		if err := a.MayRelease(now, confirmed); err != nil {
			return err
		}
		if err := s.moveAssignment(t, who, a, quiz.Released, now); err != nil {
			return err
		}
		return s.keepResults(t, who, *a, now)
	})
}

// Unrelease takes a release back; students see no results until the next.
func (s *Store) Unrelease(ctx context.Context, who quiz.Actor, id string) (quiz.AssignmentLine, error) {
	now := s.Now()
	return s.move(ctx, who, id, func(t *tx, a *quiz.Assignment) error {
		if a.State == quiz.Closed {
			return nil
		}
		if a.State != quiz.Released {
			return quiz.ErrState
		}
		return s.moveAssignment(t, who, a, quiz.Closed, now)
	})
}

func (s *Store) move(ctx context.Context, who quiz.Actor, id string, act func(*tx, *quiz.Assignment) error) (quiz.AssignmentLine, error) {
	var line quiz.AssignmentLine
	err := s.update(ctx, func(t *tx) error {
		a, _, err := t.set(who, id)
		if err != nil {
			return err
		}
		if err := act(t, &a); err != nil {
			return err
		}
		line, err = s.line(t, who, a)
		return err
	})
	return line, err
}
