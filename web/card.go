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

// ownCode is what the card's page says of a return code, which is called "Your
// code" on cards, by what other pages say.
var ownCode = map[string]string{
	"This return code does not work, or it has been used. Ask your teacher for a new one.":                        key("Your code does not work, or it has been used. Ask your teacher for a new one."),
	"A return code has 6 letters or digits, and none of them is 0, O, 1, I or L. Ask your teacher for a new one.": key("Your code has 6 letters or digits, and none of them is 0, O, 1, I or L. Ask your teacher for a new one."),
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
		if own, known := ownCode[english.explain(err).text]; known {
			t.Text = s.voice(c).say(own)
		}
		view.Trouble = t
		return s.showCard(c, status, view)
	}
	if err != nil {
		return err
	}
	s.setSession(c, seatCookie, joined.Token)
	return c.Redirect(http.StatusSeeOther, firstThing(joined.Home))
}
