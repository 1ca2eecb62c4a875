package web

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"discern/quiz"
)

// problemBody is an error as the API tells it, by RFC 9457.
type problemBody struct {
	Type    string       `json:"type"`
	Title   string       `json:"title"`
	Status  int          `json:"status"`
	Detail  string       `json:"detail"`
	Code    string       `json:"code"`
	Field   string       `json:"field,omitempty"`
	Current *answerState `json:"current,omitempty"` // of a stale save: what is stored
	Missing []missing    `json:"missing,omitempty"` // of a pack that is not ready
}

// missing is one thing that keeps a pack from being published.
type missing struct {
	Passage string `json:"passage,omitempty"`
	Number  int    `json:"number,omitempty"`
	Field   string `json:"field"`
	Text    string `json:"text"`
}

// answerState is a stored answer as a stale save is told of it.
type answerState struct {
	N          int    `json:"n"`
	Label      string `json:"label,omitempty"`
	Confidence int    `json:"confidence,omitempty"`
	Flagged    bool   `json:"flagged"`
	Revision   int    `json:"revision"`
}

// problem answers an error of the API.
func (s *Server) problem(c echo.Context, why reason, err error) error {
	body := problemBody{Type: "/api#" + why.code, Title: why.title, Status: why.status,
		Detail: why.text, Code: why.code, Field: why.field}
	var stale *quiz.StaleError
	if errors.As(err, &stale) {
		now := stale.Current
		body.Current = &answerState{now.N, string(now.Label), now.Confidence, now.Flagged, now.Revision}
	}
	var early *quiz.NotReadyError
	if errors.As(err, &early) {
		for _, m := range early.Missing {
			body.Missing = append(body.Missing, missing(m))
		}
	}
	text, err := json.Marshal(body)
	if err != nil {
		return err
	}
	if why.status == http.StatusUnauthorized {
		c.Response().Header().Set("WWW-Authenticate", "Bearer")
	}
	return c.Blob(why.status, "application/problem+json", append(text, '\n'))
}

// errorView is the page about an error.
type errorView struct {
	frame
	Heading string
	Text    string
	Quiz    bool // say that saved answers are still there
	Next    step
	Number  string // by which the log can be searched
}

// step is the one thing to do next.
type step struct{ Href, Words string }

// errorPage answers an error of a page. Nothing on it depends on the address,
// so that somebody else's page looks like one that does not exist.
func (s *Server) errorPage(c echo.Context, why reason, number string) error {
	path, r := c.Request().URL.Path, c.Request()
	grownUp := forStaff(path)
	reading := r.Method == http.MethodGet || r.Method == http.MethodHead
	if why.code == "not_signed_in" && reading {
		if grownUp {
			return c.Redirect(http.StatusSeeOther, "/sign-in")
		}
		return c.Redirect(http.StatusSeeOther, "/")
	}
	view := errorView{frame: frame{Title: why.title, Body: "read"}, Heading: why.title, Text: why.text, Number: number}
	view.Quiz = !grownUp && why.status == http.StatusNotFound
	view.Next = s.nextStep(c, why, grownUp)
	return s.page(c, why.status, "error", view)
}

// nextStep is what somebody who met an error is offered.
func (s *Server) nextStep(c echo.Context, why reason, grownUp bool) step {
	attempt, v := strings.HasPrefix(c.Path(), "/attempt/:id"), s.voice(c)
	switch {
	case grownUp && why.status == http.StatusUnauthorized:
		return step{"/sign-in", "Sign in"}
	case why.code == "read_first" && strings.HasPrefix(c.Path(), "/review/passage/:id"):
		return step{"/review/passage/" + c.Param("id"), "Read it"}
	case why.code == "read_first" && strings.HasPrefix(c.Path(), "/review/pack/:slug"):
		return step{"/review/pack/" + c.Param("slug"), "Go to the text"}
	case s.staff(c).Role == quiz.Reviewer && (grownUp || !s.holds(c, seatCookie)):
		return step{"/review", v.say("Go to your texts")}
	case grownUp:
		return step{"/teach", v.say("Go to your classes")}
	case attempt && (why.code == "attempt_closed" || why.code == "paused" || why.code == "answer_final"):
		return step{"/attempt/" + c.Param("id"), v.say("Go back to the quiz")}
	case s.holds(c, seatCookie):
		return step{"/class", v.say("Go to your class")}
	case s.holds(c, staffCookie):
		return step{"/teach", v.say("Go to your classes")}
	}
	return step{"/", v.say("Join a class")}
}

// holds reports whether the browser sent a cookie, good or not.
func (s *Server) holds(c echo.Context, name string) bool {
	_, err := c.Cookie(s.cookieName(name))
	return err == nil
}

// forStaff reports whether a path is one of the pages of teachers, reviewers
// and administrators.
func forStaff(path string) bool {
	first, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	switch first {
	case "teach", "review", "account", "sign-in", "sign-out", "setup", "link":
		return true
	}
	return false
}
