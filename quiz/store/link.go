package store

import (
	"context"

	"discern/quiz"
)

// NewLink returns the secret of a one-time link: to sign in to an account, or,
// for teacher "", to set up the first account.
func (s *Store) NewLink(ctx context.Context, teacher string) (string, error) {
	secret, expires := s.newToken(s.school), ms(s.Now().Add(quiz.LinkLife))
	err := s.update(ctx, func(t *tx) error {
		_, err := t.exec(`INSERT INTO links (school_id, link_hash, account_id, expires_at) VALUES ($1, $2, $3, $4)
			ON CONFLICT (school_id, link_hash) DO NOTHING`, s.school, quiz.SecretHash(secret), teacher, expires)
		return err
	})
	return secret, err
}

// link finds a link that can still be used; quiz.ErrLinkSpent otherwise.
func (t *tx) link(secret string, now int64) (school string, link quiz.Link, err error) {
	school, ok := schoolOf(secret)
	if !ok {
		return "", quiz.Link{}, quiz.ErrLinkSpent
	}
	var id string
	err = t.one([]any{&id}, `SELECT account_id FROM links WHERE school_id = $1 AND link_hash = $2 AND expires_at > $3`,
		school, quiz.SecretHash(secret), now)
	if err := noRow(err, quiz.ErrLinkSpent, "read link"); err != nil {
		return "", quiz.Link{}, err
	}
	if id == "" {
		n, err := t.count(`SELECT COUNT(*) FROM accounts WHERE school_id = $1`, school)
		if err == nil && n > 0 {
			err = quiz.ErrLinkSpent
		}
		return school, quiz.Link{SetUp: true}, err
	}
	if invited, err := t.invitation(school, id, now); err == nil {
		return school, quiz.Link{Invitation: &invited}, nil
	}
	a, err := t.account(school, id)
	if err == quiz.ErrNotFound || err == nil && a.Disabled {
		err = quiz.ErrLinkSpent
	}
	return school, quiz.Link{Teacher: a.Teacher}, err
}

// spend takes a link away; whoever comes second gets quiz.ErrLinkSpent.
func (t *tx) spend(school, secret string) error {
	n, err := t.exec(`DELETE FROM links WHERE school_id = $1 AND link_hash = $2`, school, quiz.SecretHash(secret))
	return must(n, err, quiz.ErrLinkSpent)
}

// Link tells what a one-time link is for, without spending it.
func (s *Store) Link(ctx context.Context, secret string) (quiz.Link, error) {
	var link quiz.Link
	err := s.view(ctx, func(t *tx) (err error) {
		_, link, err = t.link(secret, ms(s.Now()))
		return err
	})
	return link, err
}

// UseLink spends a sign-in link and returns the token of a new session.
func (s *Store) UseLink(ctx context.Context, secret string) (string, error) {
	token, now := s.newToken(s.school), s.Now()
	err := s.update(ctx, func(t *tx) error {
		school, link, err := t.link(secret, ms(now))
		if err != nil {
			return err
		}
		if link.SetUp || link.Invitation != nil {
			return quiz.ErrLinkSpent
		}
		if err := t.spend(school, secret); err != nil {
			return err
		}
		return t.startSession(school, token, staffSession, link.Teacher.ID, now)
	})
	return token, err
}

// SetUp spends the set-up link to make the first account, of a teacher, and
// returns the token of a new session. A *quiz.FieldError names email or name.
func (s *Store) SetUp(ctx context.Context, secret, email, name, passwordHash string) (string, error) {
	email, err := quiz.ReadEmail(email)
	if err != nil {
		return "", err
	}
	if name, err = quiz.ReadName(name, quiz.NameLength, "name"); err != nil {
		return "", err
	}
	id, token, now := s.newID(), s.newToken(s.school), s.Now()
	err = s.update(ctx, func(t *tx) error {
		school, link, err := t.link(secret, ms(now))
		if err != nil {
			return err
		}
		if !link.SetUp {
			return quiz.ErrLinkSpent
		}
		if err := t.spend(school, secret); err != nil {
			return err
		}
		first := quiz.Teacher{ID: id, School: school, Email: email, Name: name, Role: quiz.TeacherOf}
		if err := t.insertAccount(account{first, passwordHash}, ms(now)); err != nil {
			return err
		}
		return t.startSession(school, token, staffSession, id, now)
	})
	return token, err
}
