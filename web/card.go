package web

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"discern/quiz"
)

// cardView is the page where a student comes in with the two codes of a card.
type cardView struct {
	frame
	Trouble *trouble
	Code    string // as typed
	Own     string
}

// cardForm answers GET /card. The codes of a card that a camera read stand in
// the part of the address that is not sent; see static/card.js.
func (s *Server) cardForm(c echo.Context) error {
	return s.showCard(c, http.StatusOK, cardView{})
}

func (s *Server) showCard(c echo.Context, status int, view cardView) error {
	view.frame = frame{Title: s.voice(c).say("Come in with your card"), Body: "read", Script: "card.js"}
	return s.page(c, status, "card", view)
}

// useCard answers POST /card. A card opens the seat that it was made for, also
// while the class takes nobody new, and whoever had come in here before.
func (s *Server) useCard(c echo.Context) error {
	sent, err := form(c)
	if err != nil {
		return err
	}
	view := cardView{Code: sent.Get("code"), Own: sent.Get("seat_code")}
	_, err = quiz.ReadCode(view.Own, quiz.SeatCodeLength, "seat_code")
	var joined quiz.Joined
	if err == nil {
		joined, err = s.store.Join(c.Request().Context(), s.visitor(c), quiz.JoinRequest{Code: view.Code, SeatCode: view.Own}, quiz.Intent{})
	}
	if wrongGuess(err) {
		s.failures.note(c)
	}
	if errors.Is(err, quiz.ErrForbidden) {
		view.Trouble = &trouble{Text: s.voice(c).say(teacherHere)}
		return s.showCard(c, http.StatusForbidden, view)
	}
	if t, status, ok := s.voice(c).troubleOf(err); ok {
		view.Trouble = t
		return s.showCard(c, status, view)
	}
	if err != nil {
		return err
	}
	s.setSession(c, seatCookie, joined.Token)
	return c.Redirect(http.StatusSeeOther, firstThing(joined.Home))
}
