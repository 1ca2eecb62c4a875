package store

import (
	"context"
	"time"

	"discern/quiz"
)

// teaches reports whether a teacher who does not own a class teaches it too.
func (t *tx) teaches(who quiz.Actor, class string) (bool, error) {
	n, err := t.count(`SELECT COUNT(*) FROM class_teachers WHERE school_id = $1 AND class_id = $2 AND account_id = $3`,
		who.School, class, who.ID)
	return n > 0, err
}

// owned reads a class for its owner; its other teachers are refused.
func (t *tx) owned(who quiz.Actor, id string) (quiz.Class, error) {
	c, err := t.taught(who, id)
	if err == nil && c.Teacher != who.ID {
		err = quiz.ErrForbidden
	}
	return c, err
}

// ClassTeachers lists the teachers of a class, the owner first, and who is
// invited.
func (s *Store) ClassTeachers(ctx context.Context, who quiz.Actor, class string) ([]quiz.Colleague, []quiz.Invitation, error) {
	var teachers []quiz.Colleague
	var invited []quiz.Invitation
	err := s.view(ctx, func(t *tx) error {
		c, err := t.taught(who, class)
		if err != nil {
			return unseen(who, err)
		}
		owner, err := t.account(who.School, c.Teacher)
		if err != nil {
			return err
		}
		others, err := list(t, scanColleague, `SELECT a.account_id, a.name, a.email, k.joined_at FROM class_teachers k
			JOIN accounts a ON a.school_id = k.school_id AND a.account_id = k.account_id
			WHERE k.school_id = $1 AND k.class_id = $2 ORDER BY lower(a.name), a.account_id`, who.School, class)
		teachers = append([]quiz.Colleague{{ID: owner.ID, Name: owner.Name, Email: owner.Email, Owner: true}}, others...)
		if err != nil {
			return err
		}
		invited, err = list(t, scanInvitation, invitationColumns+`WHERE i.school_id = $1 AND i.class_id = $2 AND i.expires_at > $3 ORDER BY i.email`,
			who.School, class, ms(s.Now()))
		return err
	})
	return teachers, invited, err
}

func scanColleague(row scanner) (quiz.Colleague, error) {
	var c quiz.Colleague
	var since int64
	err := row.Scan(&c.ID, &c.Name, &c.Email, &since)
	c.Since = at(since)
	return c, err
}

// RemoveTeacher ends that somebody teaches a class, at their next request: any
// teacher of the class may, and so one leaves it. The owner stays:
// quiz.ErrForbidden. Repeating it changes nothing.
func (s *Store) RemoveTeacher(ctx context.Context, who quiz.Actor, class, account string) error {
	now := s.Now()
	return s.update(ctx, func(t *tx) error {
		c, err := t.taught(who, class)
		if err != nil {
			return err
		}
		if c.Teacher == account {
			return quiz.ErrForbidden
		}
		n, err := t.exec(`DELETE FROM class_teachers WHERE school_id = $1 AND class_id = $2 AND account_id = $3`, who.School, class, account)
		if err != nil || n == 0 {
			return err
		}
		return s.record(t, who, class, "teacher removed", account, "", now)
	})
}

// HandOver makes another teacher of the class its owner, and the owner one of
// the others. Only the owner may; quiz.ErrNotFound for who does not teach it.
func (s *Store) HandOver(ctx context.Context, who quiz.Actor, class, account string) error {
	now := s.Now()
	return s.update(ctx, func(t *tx) error {
		if _, err := t.owned(who, class); err != nil {
			return err
		}
		n, err := t.exec(`DELETE FROM class_teachers WHERE school_id = $1 AND class_id = $2 AND account_id = $3`, who.School, class, account)
		if err := must(n, err, quiz.ErrNotFound); err != nil {
			return err
		}
		n, err = t.exec(`UPDATE classes SET account_id = $3 WHERE school_id = $1 AND class_id = $2 AND account_id = $4`,
			who.School, class, account, who.ID)
		if err := must(n, err, quiz.ErrConflict); err != nil {
			return err
		}
		if err := t.addTeacher(who.School, class, who.ID, now); err != nil {
			return err
		}
		return s.record(t, who, class, "class handed over", account, "", now)
	})
}

func (t *tx) addTeacher(school, class, account string, now time.Time) error {
	_, err := t.exec(`INSERT INTO class_teachers (school_id, class_id, account_id, joined_at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (school_id, class_id, account_id) DO NOTHING`, school, class, account, ms(now))
	return err
}
