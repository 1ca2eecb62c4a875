package web

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"discern/quiz"
)

// signInPage is where teachers and reviewers sign in.
type signInPage struct {
	frame
	Trouble *trouble
	Email   string
	Next    string // local path to go to
}

// signInForm answers GET /sign-in.
func (s *Server) signInForm(c echo.Context) error {
	next := localPath(c.QueryParam("next"))
	if who := s.staff(c); who.SignedIn() {
		return see(c, homeOf(who.Role, next))
	}
	return s.showSignIn(c, http.StatusOK, signInPage{Next: next})
}

func (s *Server) showSignIn(c echo.Context, status int, view signInPage) error {
	view.frame = frame{Title: "Sign in", Body: "read"}
	return s.page(c, status, "sign-in", view)
}

// signIn answers POST /sign-in. An unknown account takes as long as a wrong
// password, and is told the same.
func (s *Server) signIn(c echo.Context) error {
	sent, err := form(c)
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	teacher, hash, err := s.store.PasswordHash(ctx, sent.Get("email"))
	if err != nil && !errors.Is(err, quiz.ErrNotFound) {
		return err
	}
	ok, err := s.hasher.matches(ctx, sent.Get("password"), hash)
	if err == nil && !ok {
		s.failures.note(c)
		err = quiz.ErrSignIn
	}
	var token string
	if err == nil {
		token, err = s.store.SignIn(ctx, teacher.ID)
	}
	next := localPath(sent.Get("next"))
	if t, status, ok := troubleOf(err); ok {
		return s.showSignIn(c, status, signInPage{Trouble: t, Email: sent.Get("email"), Next: next})
	}
	if err != nil {
		return err
	}
	return s.welcome(c, token, homeOf(teacher.Role, next), "")
}

// welcome gives the browser a fresh session, ends the one it had, keeps the
// hash of a new password if there is one, and goes on.
func (s *Server) welcome(c echo.Context, token, next, hash string) error {
	ctx := c.Request().Context()
	if old := s.staff(c); old.SignedIn() {
		if err := s.store.SignOut(ctx, old); err != nil {
			return err
		}
	}
	s.setSession(c, staffCookie, token)
	if hash != "" {
		who, err := s.store.Authenticate(ctx, token)
		if err != nil {
			return err
		}
		if err := s.store.SetPassword(ctx, who, hash); err != nil {
			return err
		}
	}
	return see(c, next)
}

// signOut answers POST /sign-out. What the browser kept of the pages goes too.
func (s *Server) signOut(c echo.Context) error {
	if who := s.staff(c); who.SignedIn() {
		if err := s.store.SignOut(c.Request().Context(), who); err != nil {
			return err
		}
	}
	s.dropSession(c, staffCookie)
	c.Response().Header().Set("Clear-Site-Data", `"cache", "storage"`)
	return see(c, "/sign-in")
}

// homeOf is where somebody goes after signing in: to next, else to what the
// role is for.
func homeOf(role quiz.Role, next string) string {
	switch {
	case next != "":
		return next
	case role == quiz.Student:
		return "/class"
	case role == quiz.TeacherOf:
		return "/teach"
	case role == quiz.Reviewer:
		return "/review"
	}
	return "/teach/account"
}

// localPath returns next if it is a page of ours, else "": nobody is sent to
// another site from here.
func localPath(next string) string {
	address, err := url.Parse(next)
	odd := func(r rune) bool { return r < ' ' || r == '\\' || r == 0x7f }
	if err != nil || address.Scheme != "" || address.Host != "" || address.User != nil || len(next) > 500 ||
		!strings.HasPrefix(next, "/") || strings.HasPrefix(next, "//") || strings.ContainsFunc(next, odd) {
		return ""
	}
	return next
}
