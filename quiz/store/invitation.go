package store

import (
	"context"
	"time"

	"discern/quiz"
)

const invitationColumns = `SELECT i.invitation_id, i.class_id, c.title, i.email, a.name, i.created_at, i.expires_at FROM invitations i
	JOIN classes c ON c.school_id = i.school_id AND c.class_id = i.class_id
	JOIN accounts a ON a.school_id = i.school_id AND a.account_id = i.invited_by `

func scanInvitation(row scanner) (quiz.Invitation, error) {
	var i quiz.Invitation
	var created, expires int64
	err := row.Scan(&i.ID, &i.Class, &i.Title, &i.Email, &i.From, &created, &expires)
	i.Created, i.Expires = at(created), at(expires)
	return i, err
}

// invitation reads one that can still be accepted.
func (t *tx) invitation(school, id string, now int64) (quiz.Invitation, error) {
	if err := validID(id); err != nil {
		return quiz.Invitation{}, err
	}
	return first(t, quiz.ErrNotFound, scanInvitation, invitationColumns+`WHERE i.school_id = $1 AND i.invitation_id = $2 AND i.expires_at > $3`,
		school, id, now)
}

// Invite asks whoever has an e-mail address to teach a class too. The answer is
// the same whether or not the address has an account: the secret of a one-time
// link with which an account for it can be made, if there is none. Inviting
// again ends the earlier link. A *quiz.FieldError names email.
func (s *Store) Invite(ctx context.Context, who quiz.Actor, class, email string) (quiz.Invitation, string, error) {
	email, bad := quiz.ReadEmail(email)
	secret, id, now := s.newToken(s.school), s.newID(), s.Now()
	var made quiz.Invitation
	err := s.update(ctx, func(t *tx) error {
		if _, err := t.taught(who, class); err != nil {
			return err
		}
		if bad != nil {
			return bad
		}
		if err := t.mayInvite(who, class, email, now); err != nil {
			return err
		}
		if err := t.withdraw(who.School, `(class_id = $2 AND email = $3 OR expires_at <= $4)`, class, email, ms(now)); err != nil {
			return err
		}
		expires := ms(now.Add(quiz.LinkLife))
		if _, err := t.exec(`INSERT INTO invitations (school_id, invitation_id, class_id, email, invited_by, created_at, expires_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7)`, who.School, id, class, email, who.ID, ms(now), expires); err != nil {
			return err
		}
		if _, err := t.exec(`INSERT INTO links (school_id, link_hash, account_id, expires_at) VALUES ($1, $2, $3, $4)`,
			who.School, quiz.SecretHash(secret), id, expires); err != nil {
			return err
		}
		if err := s.record(t, who, class, "teacher invited", id, "", now); err != nil {
			return err
		}
		var err error
		made, err = t.invitation(who.School, id, ms(now))
		return err
	})
	return made, secret, err
}

// mayInvite refuses, as a *quiz.FieldError, who teaches the class already, and
// more invitations than a class needs.
func (t *tx) mayInvite(who quiz.Actor, class, email string, now time.Time) error {
	there, err := t.count(`SELECT COUNT(*) FROM accounts a WHERE a.school_id = $1 AND a.email = $3 AND (
			EXISTS (SELECT 1 FROM classes c WHERE c.school_id = $1 AND c.class_id = $2 AND c.account_id = a.account_id)
			OR EXISTS (SELECT 1 FROM class_teachers k WHERE k.school_id = $1 AND k.class_id = $2 AND k.account_id = a.account_id))`,
		who.School, class, email)
	if err != nil {
		return err
	}
	if there > 0 {
		return &quiz.FieldError{Field: "email", Message: "This is a teacher of the class already."}
	}
	open, err := t.count(`SELECT COUNT(*) FROM invitations WHERE school_id = $1 AND class_id = $2 AND email <> $3 AND expires_at > $4`,
		who.School, class, email, ms(now))
	if err == nil && open >= quiz.MostInvitations {
		err = &quiz.FieldError{Field: "email", Message: "The class has many invitations open. Take one back first."}
	}
	return err
}

// withdraw deletes the invitations that a condition finds, with their links.
func (t *tx) withdraw(school, which string, args ...any) error {
	args = append([]any{school}, args...)
	if _, err := t.exec(`DELETE FROM links WHERE school_id = $1 AND account_id IN (SELECT invitation_id FROM invitations WHERE school_id = $1 AND `+which+`)`, args...); err != nil {
		return err
	}
	_, err := t.exec(`DELETE FROM invitations WHERE school_id = $1 AND `+which, args...)
	return err
}

// emailOf is the address of the account that asks.
func (t *tx) emailOf(who quiz.Actor) (string, error) {
	a, err := t.account(who.School, who.ID)
	return a.Email, err
}

// Invitations lists what the teacher is invited to, the newest first.
func (s *Store) Invitations(ctx context.Context, who quiz.Actor) ([]quiz.Invitation, error) {
	if err := who.MustBe(quiz.TeacherOf); err != nil {
		return nil, err
	}
	var all []quiz.Invitation
	err := s.view(ctx, func(t *tx) error {
		email, err := t.emailOf(who)
		if err != nil {
			return err
		}
		all, err = list(t, scanInvitation, invitationColumns+`WHERE i.school_id = $1 AND i.email = $2 AND i.expires_at > $3
			ORDER BY i.created_at DESC, i.invitation_id`, who.School, email, ms(s.Now()))
		return err
	})
	return all, err
}

// Accept makes the teacher who is invited a teacher of the class.
// quiz.ErrNotFound if somebody else is, or nobody any more.
func (s *Store) Accept(ctx context.Context, who quiz.Actor, id string) (quiz.Class, error) {
	if err := who.MustBe(quiz.TeacherOf); err != nil {
		return quiz.Class{}, err
	}
	now := s.Now()
	var class quiz.Class
	err := s.update(ctx, func(t *tx) error {
		invited, err := t.invitation(who.School, id, ms(now))
		if err != nil {
			return err
		}
		email, err := t.emailOf(who)
		if err == nil && email != invited.Email {
			err = quiz.ErrNotFound
		}
		if err != nil {
			return err
		}
		if err := s.join(t, who, invited, now); err != nil {
			return err
		}
		class, err = t.class(who, invited.Class)
		return err
	})
	return class, err
}

// join spends an invitation.
func (s *Store) join(t *tx, who quiz.Actor, invited quiz.Invitation, now time.Time) error {
	if err := t.withdraw(who.School, `invitation_id = $2`, invited.ID); err != nil {
		return err
	}
	if err := t.addTeacher(who.School, invited.Class, who.ID, now); err != nil {
		return err
	}
	return s.record(t, who, invited.Class, "teacher joined", who.ID, "", now)
}

// Decline takes an invitation away: for who is invited, and for the teachers of
// the class; quiz.ErrNotFound for anybody else.
func (s *Store) Decline(ctx context.Context, who quiz.Actor, id string) error {
	if err := who.MustBe(quiz.TeacherOf); err != nil {
		return err
	}
	now := s.Now()
	return s.update(ctx, func(t *tx) error {
		invited, err := t.invitation(who.School, id, ms(now))
		if err != nil {
			return err
		}
		email, err := t.emailOf(who)
		if err == nil && email != invited.Email {
			_, err = t.taught(who, invited.Class)
		}
		if err != nil {
			return err
		}
		if err := t.withdraw(who.School, `invitation_id = $2`, id); err != nil {
			return err
		}
		return s.record(t, who, invited.Class, "invitation ended", id, "", now)
	})
}

// SignUp spends the link of an invitation to make an account of a teacher for
// its address, who teaches the class from then on, and returns the token of a
// new session. A *quiz.FieldError names email, if that has an account, or name.
func (s *Store) SignUp(ctx context.Context, secret, name, passwordHash string) (string, error) {
	name, err := quiz.ReadName(name, quiz.NameLength, "name")
	if err != nil {
		return "", err
	}
	id, token, now := s.newID(), s.newToken(s.school), s.Now()
	err = s.update(ctx, func(t *tx) error {
		school, link, err := t.link(secret, ms(now))
		if err == nil && link.Invitation == nil {
			err = quiz.ErrLinkSpent
		}
		if err != nil {
			return err
		}
		invited := *link.Invitation
		if _, err := t.accountByEmail(school, invited.Email); err != quiz.ErrNotFound {
			if err == nil {
				err = &quiz.FieldError{Field: "email", Message: "Nobody new can be made for this address. If it is yours, sign in: the invitation is there."}
			}
			return err
		}
		fresh := quiz.Teacher{ID: id, School: school, Email: invited.Email, Name: name, Role: quiz.TeacherOf}
		if err := t.insertAccount(account{fresh, passwordHash}, ms(now)); err != nil {
			return err
		}
		if err := s.join(t, quiz.Actor{Role: quiz.TeacherOf, School: school, ID: id, Name: name}, invited, now); err != nil {
			return err
		}
		return t.startSession(school, token, staffSession, id, now)
	})
	return token, err
}
