package web

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"discern/quiz"
	"discern/web/api"
)

// The two sessions that one browser can hold: a teacher who tries a quiz as a
// student stays signed in as a teacher.
const (
	seatCookie  = "discern_seat"
	staffCookie = "discern_staff"
)

// seatLife lets a student who closes the browser come back the same day. The
// store has the last word on when a session ends.
const seatLife = 12 * time.Hour

// longestToken is far longer than any token that the store gives out.
const longestToken = 200

// cookieName returns the name under which a session cookie is set. With https
// the prefix makes browsers refuse one set by a neighbouring host.
func (s *Server) cookieName(name string) string {
	if s.secure {
		return "__Host-" + name
	}
	return name
}

// setSession gives the browser a token; name is seatCookie or staffCookie.
func (s *Server) setSession(c echo.Context, name, token string) {
	cookie := s.cookie(name, token)
	if name == seatCookie {
		cookie.MaxAge = int(seatLife / time.Second)
	}
	c.SetCookie(cookie)
}

// dropSession takes a token away again.
func (s *Server) dropSession(c echo.Context, name string) {
	cookie := s.cookie(name, "")
	cookie.MaxAge = -1
	c.SetCookie(cookie)
}

func (s *Server) cookie(name, token string) *http.Cookie {
	return &http.Cookie{Name: s.cookieName(name), Value: token, Path: "/",
		HttpOnly: true, Secure: s.secure, SameSite: http.SameSiteLaxMode}
}

// cookies finds out who speaks, for the pages.
func (s *Server) cookies(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		for _, name := range []string{seatCookie, staffCookie} {
			who, err := s.fromCookie(c, name)
			if err != nil {
				return err
			}
			c.Set(name, who)
		}
		return next(c)
	}
}

// student returns the student whose seat this browser holds, or the zero Actor.
func (s *Server) student(c echo.Context) quiz.Actor {
	who, _ := c.Get(seatCookie).(quiz.Actor)
	return who
}

// staff returns the teacher, reviewer or administrator who has signed in with
// this browser, or the zero Actor.
func (s *Server) staff(c echo.Context) quiz.Actor {
	who, _ := c.Get(staffCookie).(quiz.Actor)
	return who
}

// visitor returns the student, else the grown-up: who asks on the pages of
// students, which a teacher of the class may read too.
func (s *Server) visitor(c echo.Context) quiz.Actor {
	if who := s.student(c); who.SignedIn() {
		return who
	}
	return s.staff(c)
}

// bearer finds out who speaks, for the API: the holder of the bearer token, or
// of the cookie that fits the route, or of the other cookie.
func (s *Server) bearer(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		who, err := s.caller(c)
		if err != nil {
			return err
		}
		r := c.Request()
		c.SetRequest(r.WithContext(api.WithActor(r.Context(), who)))
		return next(c)
	}
}

func (s *Server) caller(c echo.Context) (quiz.Actor, error) {
	if header := c.Request().Header.Get(echo.HeaderAuthorization); header != "" {
		scheme, token, _ := strings.Cut(header, " ")
		if !strings.EqualFold(scheme, "Bearer") {
			return quiz.Actor{}, nil
		}
		return s.authenticate(c.Request().Context(), strings.TrimSpace(token))
	}
	names := []string{staffCookie, seatCookie}
	if studentRoute(c.Path()) {
		names = []string{seatCookie, staffCookie}
	}
	for _, name := range names {
		if who, err := s.fromCookie(c, name); err != nil || who.SignedIn() {
			return who, err
		}
	}
	return quiz.Actor{}, nil
}

// studentRoute reports whether a route of the API, as a pattern, is made for
// students.
func studentRoute(pattern string) bool {
	parts := strings.Split(strings.TrimPrefix(pattern, "/api/v1/"), "/")
	last := parts[len(parts)-1]
	switch parts[0] {
	case "join", "me":
		return true
	case "attempts":
		return last != "void" && last != "reopen"
	case "assignments":
		return last == "attempts"
	}
	return false
}

// fromCookie returns the holder of a cookie's token, or the zero Actor if there
// is none or it is not of the kind that the cookie is for.
func (s *Server) fromCookie(c echo.Context, name string) (quiz.Actor, error) {
	cookie, err := c.Cookie(s.cookieName(name))
	if err != nil {
		return quiz.Actor{}, nil
	}
	who, err := s.authenticate(c.Request().Context(), cookie.Value)
	if err != nil || (who.Role == quiz.Student) != (name == seatCookie) {
		return quiz.Actor{}, err
	}
	return who, nil
}

// authenticate returns the holder of a token, or the zero Actor if it is not
// good any more: a dead session is a visitor like any other.
func (s *Server) authenticate(ctx context.Context, token string) (quiz.Actor, error) {
	if token == "" || len(token) > longestToken {
		return quiz.Actor{}, nil
	}
	who, err := s.store.Authenticate(ctx, token)
	if errors.Is(err, quiz.ErrNotSignedIn) {
		return quiz.Actor{}, nil
	}
	return who, err
}

// guardedJoin guards the one route of the API where codes can be guessed.
func (s *Server) guardedJoin(next echo.HandlerFunc) echo.HandlerFunc {
	guarded := s.guarded(next)
	return func(c echo.Context) error {
		if c.Path() != "/api/v1/join" {
			return next(c)
		}
		err := guarded(c)
		if wrongGuess(err) {
			s.failures.note(c)
		}
		return err
	}
}

// wrongGuess reports whether err says that a secret was not the right one. A
// code that was right but has expired is not a guess.
func wrongGuess(err error) bool {
	return errors.Is(err, quiz.ErrUnknownCode) || errors.Is(err, quiz.ErrSeatCode) ||
		errors.Is(err, quiz.ErrSignIn) || errors.Is(err, quiz.ErrLinkSpent)
}
