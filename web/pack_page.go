package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"discern/questions"
	"discern/quiz"
)

// cardPage is what everybody in the school may know of a published pack: how it
// was made and how far its readers agreed. Nothing on it tells the key of any
// passage.
type cardPage struct {
	frame
	Home      string
	Card      quiz.PackCard
	From      string
	Kinds     []kindCount
	Agreement agreementView
	History   []historyRow
}

// packCard answers GET /pack/{slug}.
func (s *Server) packCard(c echo.Context) error {
	who := s.visitor(c)
	card, err := s.store.PackCard(c.Request().Context(), who, c.Param("slug"))
	if err != nil {
		return err
	}
	view := cardPage{frame: frame{Title: card.Pack.Title, Body: "read", Who: who.Name}, Home: homeOf(who.Role, ""), Card: card,
		From: sourceLine(card.Source), Agreement: newAgreementView(card.Agreement), History: historyRows(card.History, 0)}
	for i, label := range questions.Labels {
		view.Kinds = append(view.Kinds, kindCount{label, card.Kinds[i]})
	}
	return s.page(c, http.StatusOK, "pack", view)
}
