package store

import (
	"context"

	"discern/quiz"
)

const teacherColumns = `SELECT school_id, account_id, email, name, role, disabled, password_hash`

func scanTeacher(row scanner) (account, error) {
	var a account
	err := row.Scan(&a.School, &a.ID, &a.Email, &a.Name, &a.Role, &a.Disabled, &a.hash)
	a.HasPassword = a.hash != ""
	return a, err
}

// account is a teacher with the hash of the password, which stays below the web
// but for PasswordHash.
type account struct {
	quiz.Teacher
	hash string
}

func (t *tx) accountByEmail(school, email string) (account, error) {
	return first(t, quiz.ErrNotFound, scanTeacher, teacherColumns+` FROM accounts WHERE school_id = $1 AND email = $2`, school, email)
}

func (t *tx) account(school, id string) (account, error) {
	return first(t, quiz.ErrNotFound, scanTeacher, teacherColumns+` FROM accounts WHERE school_id = $1 AND account_id = $2`, school, id)
}

func (t *tx) insertAccount(a account, now int64) error {
	_, err := t.exec(`INSERT INTO accounts (school_id, account_id, email, name, role, password_hash, disabled, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, a.School, a.ID, a.Email, a.Name, string(a.Role), a.hash, false, now)
	return err
}

// HasTeacher reports whether any account exists yet.
func (s *Store) HasTeacher(ctx context.Context) (bool, error) {
	n := 0
	err := s.view(ctx, func(t *tx) (err error) {
		n, err = t.count(`SELECT COUNT(*) FROM accounts WHERE school_id = $1`, s.school)
		return err
	})
	return n > 0, err
}

// AddTeacher makes an account without a password, or returns the one that the
// e-mail already has, enabled again and with the role. A *quiz.FieldError names
// email, name or role.
func (s *Store) AddTeacher(ctx context.Context, email, name string, role quiz.Role) (quiz.Teacher, error) {
	email, err := quiz.ReadEmail(email)
	if err != nil {
		return quiz.Teacher{}, err
	}
	if !role.ValidAccount() {
		return quiz.Teacher{}, &quiz.FieldError{Field: "role", Message: "Choose teacher, reviewer or admin."}
	}
	if name == "" {
		name = email[:max(1, indexAt(email))]
	}
	if name, err = quiz.ReadName(name, quiz.NameLength, "name"); err != nil {
		return quiz.Teacher{}, err
	}
	id, now := s.newID(), ms(s.Now())
	var added quiz.Teacher
	err = s.update(ctx, func(t *tx) error {
		known, err := t.accountByEmail(s.school, email)
		if err == nil {
			added = known.Teacher
			added.Role, added.Disabled = role, false
			_, err = t.exec(`UPDATE accounts SET role = $3, disabled = $4 WHERE school_id = $1 AND account_id = $2`,
				s.school, known.ID, string(role), false)
			return err
		}
		if err != quiz.ErrNotFound {
			return err
		}
		added = quiz.Teacher{ID: id, School: s.school, Email: email, Name: name, Role: role}
		return t.insertAccount(account{Teacher: added}, now)
	})
	return added, err
}

func indexAt(email string) int {
	for i := range email {
		if email[i] == '@' {
			return i
		}
	}
	return len(email)
}

// Teachers lists all accounts by e-mail.
func (s *Store) Teachers(ctx context.Context) ([]quiz.Teacher, error) {
	var teachers []quiz.Teacher
	err := s.view(ctx, func(t *tx) error {
		accounts, err := list(t, scanTeacher, teacherColumns+` FROM accounts WHERE school_id = $1 ORDER BY email`, s.school)
		teachers = make([]quiz.Teacher, len(accounts))
		for i, a := range accounts {
			teachers[i] = a.Teacher
		}
		return err
	})
	return teachers, err
}

// DisableTeacher ends all sessions of an account and lets it start no more.
func (s *Store) DisableTeacher(ctx context.Context, email string) error {
	email, err := quiz.ReadEmail(email)
	if err != nil {
		return err
	}
	return s.update(ctx, func(t *tx) error {
		known, err := t.accountByEmail(s.school, email)
		if err != nil {
			return err
		}
		if _, err := t.exec(`UPDATE accounts SET disabled = $3 WHERE school_id = $1 AND account_id = $2`, s.school, known.ID, true); err != nil {
			return err
		}
		if _, err := t.exec(`DELETE FROM links WHERE school_id = $1 AND account_id = $2`, s.school, known.ID); err != nil {
			return err
		}
		_, err = t.exec(`DELETE FROM sessions WHERE school_id = $1 AND actor_id = $2`, s.school, known.ID)
		return err
	})
}

// PasswordHash returns the enabled account of an e-mail with the hash of its
// password, "" for none; or quiz.ErrNotFound.
func (s *Store) PasswordHash(ctx context.Context, email string) (quiz.Teacher, string, error) {
	email, err := quiz.ReadEmail(email)
	if err != nil {
		return quiz.Teacher{}, "", quiz.ErrNotFound
	}
	var found account
	err = s.view(ctx, func(t *tx) (err error) {
		found, err = t.accountByEmail(s.school, email)
		return err
	})
	if err == nil && found.Disabled {
		err = quiz.ErrNotFound
	}
	if err != nil {
		return quiz.Teacher{}, "", err
	}
	return found.Teacher, found.hash, nil
}

// SetPassword keeps the hash of a new password and ends the other sessions of
// the account.
func (s *Store) SetPassword(ctx context.Context, who quiz.Actor, hash string) error {
	if !who.SignedIn() || who.Role == quiz.Student {
		return quiz.ErrForbidden
	}
	return s.update(ctx, func(t *tx) error {
		if _, err := t.exec(`UPDATE accounts SET password_hash = $3 WHERE school_id = $1 AND account_id = $2`, who.School, who.ID, hash); err != nil {
			return err
		}
		_, err := t.exec(`DELETE FROM sessions WHERE school_id = $1 AND actor_id = $2 AND kind = $3 AND session_hash <> $4`,
			who.School, who.ID, staffSession, who.Session)
		return err
	})
}

// SignIn starts a session for an account whose password or link was found
// right, and returns its token.
func (s *Store) SignIn(ctx context.Context, teacher string) (string, error) {
	return s.newSession(ctx, teacher, staffSession)
}

// NewToken returns a bearer token for scripts of the account.
func (s *Store) NewToken(ctx context.Context, email string) (string, error) {
	teacher, _, err := s.PasswordHash(ctx, email)
	if err != nil {
		return "", err
	}
	return s.newSession(ctx, teacher.ID, apiSession)
}

func (s *Store) newSession(ctx context.Context, teacher, kind string) (string, error) {
	token, now := s.newToken(s.school), s.Now()
	err := s.update(ctx, func(t *tx) error {
		a, err := t.account(s.school, teacher)
		if err == nil && a.Disabled {
			err = quiz.ErrNotFound
		}
		if err != nil {
			return err
		}
		return t.startSession(s.school, token, kind, a.ID, now)
	})
	return token, err
}
