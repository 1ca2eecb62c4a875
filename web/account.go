package web

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"discern/quiz"
)

// accountPage is where somebody who has signed in chooses a password.
type accountPage struct {
	desk
	Email       string
	Name        string
	HasPassword bool
	Optional    bool // the new password may be left empty
	Changed     bool
}

// account returns the account of whoever has signed in.
func (s *Server) account(ctx context.Context, who quiz.Actor) (quiz.Teacher, error) {
	if !who.SignedIn() {
		return quiz.Teacher{}, quiz.ErrNotSignedIn
	}
	all, err := s.store.Teachers(ctx)
	if err != nil {
		return quiz.Teacher{}, err
	}
	for _, teacher := range all {
		if teacher.ID == who.ID {
			return teacher, nil
		}
	}
	return quiz.Teacher{}, quiz.ErrNotSignedIn
}

// accountForm answers GET /teach/account.
func (s *Server) accountForm(c echo.Context) error { return s.showAccount(c, http.StatusOK, nil) }

func (s *Server) showAccount(c echo.Context, status int, t *trouble) error {
	account, err := s.account(c.Request().Context(), s.staff(c))
	if err != nil {
		return err
	}
	view := accountPage{desk: s.desk(c, "", "Your account", t).narrow(), Email: account.Email, Name: account.Name,
		HasPassword: account.HasPassword, Changed: c.QueryParam("changed") == "yes" && t == nil}
	return s.page(c, status, "account", view)
}

// changePassword answers POST /teach/account. Who has a password must know it,
// so that a browser left open is not enough to take an account over.
func (s *Server) changePassword(c echo.Context) error {
	sent, err := form(c)
	if err != nil {
		return err
	}
	ctx, who := c.Request().Context(), s.staff(c)
	account, err := s.account(ctx, who)
	if err != nil {
		return err
	}
	if account.HasPassword {
		err = s.knows(c, account.Email, sent.Get("current"))
	}
	var hash string
	if err == nil {
		hash, err = s.newHash(ctx, sent.Get("password"), account.Email)
	}
	if err == nil {
		err = s.store.SetPassword(ctx, who, hash)
	}
	if t, status, ok := troubleOf(err); ok {
		return s.showAccount(c, status, t)
	}
	if err != nil {
		return err
	}
	return see(c, "/teach/account?changed=yes")
}

// knows returns nil if the password is the account's.
func (s *Server) knows(c echo.Context, email, password string) error {
	_, hash, err := s.store.PasswordHash(c.Request().Context(), email)
	if err != nil {
		return err
	}
	ok, err := s.hasher.matches(c.Request().Context(), password, hash)
	if err == nil && !ok {
		s.failures.note(c)
		err = &quiz.FieldError{Field: "current", Message: "That is not the password you have now."}
	}
	return err
}

// newHash returns the hash of a new password, or a *quiz.FieldError.
func (s *Server) newHash(ctx context.Context, password, email string) (string, error) {
	if err := checkPassword(password, email); err != nil {
		return "", err
	}
	return s.hasher.hash(ctx, password)
}
