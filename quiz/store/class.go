package store

import (
	"context"
	"sort"
	"time"

	"discern/quiz"
)

const classColumns = `SELECT c.class_id, c.account_id, a.name, c.title, c.school_year, c.language, c.names, c.code, c.joining,
	c.code_expires_at, c.created_at,
	(SELECT COUNT(*) FROM seats p WHERE p.school_id = c.school_id AND p.class_id = c.class_id),
	(SELECT COUNT(*) FROM assignments g WHERE g.school_id = c.school_id AND g.class_id = c.class_id),
	COALESCE((SELECT z.archived_at FROM archived_classes z WHERE z.school_id = c.school_id AND z.class_id = c.class_id), 0)
	FROM classes c JOIN accounts a ON a.school_id = c.school_id AND a.account_id = c.account_id `

func scanClass(row scanner) (quiz.Class, error) {
	var c quiz.Class
	var expires, created, archived int64
	err := row.Scan(&c.ID, &c.Teacher, &c.TeacherName, &c.Title, &c.SchoolYear, &c.Language, &c.Names, &c.Code, &c.Joining,
		&expires, &created, &c.Seats, &c.Assignments, &archived)
	c.CodeExpires, c.Created, c.Archived = at(expires), at(created), at(archived)
	return c, err
}

// class reads a class that is in who's reach: one the teacher owns or teaches
// too, or the one the student sits in. An administrator is refused, though the class comes along
// for the few acts that are the administrator's. For anybody else it is not
// found.
func (t *tx) class(who quiz.Actor, id string) (quiz.Class, error) {
	if !who.SignedIn() {
		return quiz.Class{}, quiz.ErrNotSignedIn
	}
	if err := validID(id); err != nil {
		return quiz.Class{}, err
	}
	c, err := first(t, quiz.ErrNotFound, scanClass, classColumns+`WHERE c.school_id = $1 AND c.class_id = $2`, who.School, id)
	if err != nil {
		return c, err
	}
	within := who.Role == quiz.TeacherOf && c.Teacher == who.ID || who.Role == quiz.Student && c.ID == who.Class
	if who.Role == quiz.TeacherOf && !within {
		if within, err = t.teaches(who, id); err != nil {
			return quiz.Class{}, err
		}
	}
	if within {
		return c, nil
	}
	if who.Role == quiz.Admin {
		return c, quiz.ErrForbidden
	}
	return quiz.Class{}, quiz.ErrNotFound
}

// erasable reads a class for whoever may erase it: its owner or an
// administrator.
func (t *tx) erasable(who quiz.Actor, id string) (quiz.Class, error) {
	c, err := t.owned(who, id)
	if who.Role == quiz.Admin && err == quiz.ErrForbidden {
		err = nil
	}
	return c, err
}

// unseen hides from an administrator what only a teacher works with.
func unseen(who quiz.Actor, err error) error {
	if who.Role == quiz.Admin && err == quiz.ErrForbidden {
		return quiz.ErrNotFound
	}
	return err
}

// taught reads a class for its teacher; its students are refused, for everybody
// else it is not found.
func (t *tx) taught(who quiz.Actor, id string) (quiz.Class, error) {
	c, err := t.class(who, id)
	if err != nil {
		return c, err
	}
	return c, who.MustBe(quiz.TeacherOf)
}

// Classes lists the classes of a teacher, own and shared, by title; those that
// are put away too.
func (s *Store) Classes(ctx context.Context, who quiz.Actor) ([]quiz.Class, error) {
	if err := who.MustBe(quiz.TeacherOf); err != nil {
		return nil, err
	}
	var classes []quiz.Class
	err := s.view(ctx, func(t *tx) (err error) {
		classes, err = list(t, scanClass, classColumns+`WHERE c.school_id = $1 AND (c.account_id = $2
			OR c.class_id IN (SELECT k.class_id FROM class_teachers k WHERE k.school_id = $1 AND k.account_id = $2)) ORDER BY lower(c.title), c.class_id`,
			who.School, who.ID)
		sort.SliceStable(classes, func(i, j int) bool { return quiz.NameBefore(classes[i].Title, classes[j].Title) })
		return err
	})
	return classes, err
}

// Class reads a class of the teacher.
func (s *Store) Class(ctx context.Context, who quiz.Actor, id string) (quiz.Class, error) {
	var c quiz.Class
	err := s.view(ctx, func(t *tx) (err error) {
		c, err = t.taught(who, id)
		return unseen(who, err)
	})
	return c, err
}

// CreateClass makes a class with a fresh join code.
func (s *Store) CreateClass(ctx context.Context, who quiz.Actor, n quiz.NewClass, i quiz.Intent) (quiz.Class, error) {
	if err := who.MustBe(quiz.TeacherOf); err != nil {
		return quiz.Class{}, err
	}
	n, err := n.Check()
	if err != nil {
		return quiz.Class{}, err
	}
	fresh, now := s.newID(), s.Now()
	code := s.newCode()
	var c quiz.Class
	err = s.update(ctx, func(t *tx) error {
		id, again, err := t.once(who.School, "class "+who.ID, i, fresh, now)
		if err != nil {
			return err
		}
		if !again {
			if err := s.insertClass(t, who, id, n, code, now); err != nil {
				return err
			}
		}
		c, err = t.class(who, id)
		return err
	})
	return c, err
}

func (s *Store) insertClass(t *tx, who quiz.Actor, id string, n quiz.NewClass, code string, now time.Time) error {
	_, err := t.exec(`INSERT INTO classes (school_id, class_id, account_id, title, school_year, language, names, code, joining, code_expires_at, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		who.School, id, who.ID, n.Title, n.SchoolYear, n.Language, n.Names, code, true, ms(now.Add(quiz.CodeLife)), ms(now))
	if err != nil {
		return err
	}
	if err := t.insertCode(who.School, id, code); err != nil {
		return err
	}
	return s.record(t, who, id, "class made", id, "", now)
}

func (s *Store) newCode() string {
	return quiz.NewCode(quiz.JoinCodeLength, s.randomBytes(4*quiz.JoinCodeLength))
}

func (t *tx) insertCode(school, class, code string) error {
	_, err := t.exec(`INSERT INTO join_codes (code, school_id, class_id) VALUES ($1, $2, $3)`, code, school, class)
	return err
}

// UpdateClass changes what is given of a class.
func (s *Store) UpdateClass(ctx context.Context, who quiz.Actor, id string, change quiz.ClassChange) (quiz.Class, error) {
	now := s.Now()
	var c quiz.Class
	err := s.update(ctx, func(t *tx) (err error) {
		if c, err = t.taught(who, id); err != nil {
			return err
		}
		next, err := change.Applied(c, now)
		if err != nil {
			return err
		}
		if _, err := t.exec(`UPDATE classes SET title = $3, school_year = $4, language = $5, names = $6, joining = $7, code_expires_at = $8
			WHERE school_id = $1 AND class_id = $2`, who.School, id, next.Title, next.SchoolYear, next.Language, next.Names, next.Joining, ms(next.CodeExpires)); err != nil {
			return err
		}
		act := "class changed"
		if change.Archived != nil {
			act = map[bool]string{true: "class put away", false: "class brought back"}[*change.Archived]
			if err := t.putAway(who.School, id, *change.Archived, now); err != nil {
				return err
			}
		}
		if err := s.record(t, who, id, act, id, "", now); err != nil {
			return err
		}
		c, err = t.class(who, id)
		return err
	})
	return c, err
}

// RotateCode gives a class a new join code; the old one is unknown from then on.
func (s *Store) RotateCode(ctx context.Context, who quiz.Actor, id string) (quiz.Class, error) {
	code, now := s.newCode(), s.Now()
	var c quiz.Class
	err := s.update(ctx, func(t *tx) (err error) {
		if c, err = t.taught(who, id); err != nil {
			return err
		}
		if _, err := t.exec(`DELETE FROM join_codes WHERE code = $1`, c.Code); err != nil {
			return err
		}
		if err := t.insertCode(who.School, id, code); err != nil {
			return err
		}
		if _, err := t.exec(`UPDATE classes SET code = $3, joining = $4, code_expires_at = $5 WHERE school_id = $1 AND class_id = $2`,
			who.School, id, code, true, ms(now.Add(quiz.CodeLife))); err != nil {
			return err
		}
		if err := s.record(t, who, id, "code rotated", id, "", now); err != nil {
			return err
		}
		c, err = t.class(who, id)
		return err
	})
	return c, err
}

// DeleteClass erases a class with its students, assignments and answers: for
// its owner or an administrator.
func (s *Store) DeleteClass(ctx context.Context, who quiz.Actor, id string) error {
	now := s.Now()
	return s.update(ctx, func(t *tx) error {
		c, err := t.erasable(who, id)
		if err != nil {
			return err
		}
		seats, err := list(t, scanSeat, seatColumns+`WHERE school_id = $1 AND class_id = $2`, who.School, id)
		if err != nil {
			return err
		}
		for _, seat := range seats {
			if err := t.eraseSeat(who.School, seat.ID); err != nil {
				return err
			}
		}
		if err := t.eraseRescores(who.School, id); err != nil {
			return err
		}
		if _, err := t.exec(`DELETE FROM assignments WHERE school_id = $1 AND class_id = $2`, who.School, id); err != nil {
			return err
		}
		if err := t.withdraw(who.School, `class_id = $2`, id); err != nil {
			return err
		}
		for _, statement := range []string{`DELETE FROM class_teachers WHERE school_id = $1 AND class_id = $2`,
			`DELETE FROM archived_classes WHERE school_id = $1 AND class_id = $2`} {
			if _, err := t.exec(statement, who.School, id); err != nil {
				return err
			}
		}
		if _, err := t.exec(`DELETE FROM join_codes WHERE code = $1`, c.Code); err != nil {
			return err
		}
		if _, err := t.exec(`DELETE FROM classes WHERE school_id = $1 AND class_id = $2`, who.School, id); err != nil {
			return err
		}
		return s.record(t, who, id, "class deleted", id, "", now)
	})
}
