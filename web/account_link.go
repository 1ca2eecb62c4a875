package web

import (
	"context"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"discern/quiz"
)

// setUpPage makes the first account of an empty installation.
type setUpPage struct {
	frame
	Trouble  *trouble
	Email    string
	Name     string
	Optional bool // of the password, which is not
	Invited  *quiz.Invitation
}

// setUpForm answers GET /setup/{secret}. Reading it spends nothing.
func (s *Server) setUpForm(c echo.Context) error {
	link, err := s.store.Link(c.Request().Context(), c.Param("secret"))
	if err == nil && !link.SetUp {
		err = quiz.ErrLinkSpent
	}
	if err != nil {
		return err
	}
	return s.showSetUp(c, http.StatusOK, setUpPage{})
}

func (s *Server) showSetUp(c echo.Context, status int, view setUpPage) error {
	view.frame = frame{Title: "Set up Discern", Body: "read"}
	if view.Invited != nil {
		view.Title, view.Email = "Make an account", view.Invited.Email
	}
	return s.page(c, status, "setup", view)
}

// setUp answers POST /setup/{secret}.
func (s *Server) setUp(c echo.Context) error {
	sent, err := form(c)
	if err != nil {
		return err
	}
	ctx, secret := c.Request().Context(), c.Param("secret")
	link, err := s.store.Link(ctx, secret)
	if err == nil && !link.SetUp {
		err = quiz.ErrLinkSpent
	}
	if err != nil {
		return err
	}
	token, err := s.firstAccount(ctx, secret, sent)
	if t, status, ok := troubleOf(err); ok {
		return s.showSetUp(c, status, setUpPage{Trouble: t, Email: sent.Get("email"), Name: sent.Get("name")})
	}
	if err != nil {
		return err
	}
	return s.welcome(c, token, "/teach", "")
}

// firstAccount checks what was typed before it spends time on the password.
func (s *Server) firstAccount(ctx context.Context, secret string, sent url.Values) (token string, err error) {
	email, err := quiz.ReadEmail(sent.Get("email"))
	if err != nil {
		return "", err
	}
	if _, err := quiz.ReadName(sent.Get("name"), quiz.NameLength, "name"); err != nil {
		return "", err
	}
	hash, err := s.newHash(ctx, sent.Get("password"), email)
	if err != nil {
		return "", err
	}
	return s.store.SetUp(ctx, secret, email, sent.Get("name"), hash)
}

// linkPage is where a one-time sign-in link leads: it asks once more, as mail
// programs open links by themselves.
type linkPage struct {
	frame
	Trouble     *trouble
	Email       string
	Name        string
	HasPassword bool
	Optional    bool
}

// linkForm answers GET /link/{secret}. Reading it spends nothing.
func (s *Server) linkForm(c echo.Context) error {
	link, err := s.signInLink(c)
	if err != nil {
		return err
	}
	if link.Invitation != nil {
		return s.showSetUp(c, http.StatusOK, setUpPage{Invited: link.Invitation})
	}
	return s.showLink(c, http.StatusOK, link.Teacher, nil)
}

// signInLink returns the link of the address if it is one to sign in with, or
// one to make an account with that somebody is invited to.
func (s *Server) signInLink(c echo.Context) (quiz.Link, error) {
	link, err := s.store.Link(c.Request().Context(), c.Param("secret"))
	if err == nil && link.SetUp {
		err = quiz.ErrLinkSpent
	}
	return link, err
}

func (s *Server) showLink(c echo.Context, status int, teacher quiz.Teacher, t *trouble) error {
	name := teacher.Name
	if name == "" {
		name = teacher.Email
	}
	view := linkPage{frame: frame{Title: "Sign in", Body: "read"}, Trouble: t, Email: teacher.Email, Name: name,
		HasPassword: teacher.HasPassword, Optional: true}
	return s.page(c, status, "link", view)
}

// useLink answers POST /link/{secret}: it spends the link. Who has forgotten
// the password may choose a new one with it.
func (s *Server) useLink(c echo.Context) error {
	sent, err := form(c)
	if err != nil {
		return err
	}
	link, err := s.signInLink(c)
	if err != nil {
		return err
	}
	if link.Invitation != nil {
		return s.signUp(c, sent, link.Invitation)
	}
	token, hash := "", ""
	if password := sent.Get("password"); password != "" {
		hash, err = s.newHash(c.Request().Context(), password, link.Teacher.Email)
	}
	if err == nil {
		token, err = s.store.UseLink(c.Request().Context(), c.Param("secret"))
	}
	if t, status, ok := troubleOf(err); ok {
		return s.showLink(c, status, link.Teacher, t)
	}
	if err != nil {
		return err
	}
	return s.welcome(c, token, homeOf(link.Teacher.Role, ""), hash)
}

// signUp makes the account that an invitation is for. Whether its address has
// one already is said only here, to somebody who wants to make one.
func (s *Server) signUp(c echo.Context, sent url.Values, invited *quiz.Invitation) error {
	ctx, name, token := c.Request().Context(), sent.Get("name"), ""
	_, err := quiz.ReadName(name, quiz.NameLength, "name")
	var hash string
	if err == nil {
		hash, err = s.newHash(ctx, sent.Get("password"), invited.Email)
	}
	if err == nil {
		token, err = s.store.SignUp(ctx, c.Param("secret"), name, hash)
	}
	if t, status, ok := troubleOf(err); ok {
		return s.showSetUp(c, status, setUpPage{Trouble: t, Name: name, Invited: invited})
	}
	if err != nil {
		return err
	}
	return s.welcome(c, token, "/teach/class/"+invited.Class, "")
}
