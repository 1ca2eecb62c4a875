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
	Home    string
	Card    quiz.PackCard
	From    string
	Kinds   []kindCount
	Agreed  []string // sentences
	History []packVersion
}

// packVersion is one version in the list of all.
type packVersion struct {
	quiz.HistoryLine
	When string
}

// agreed says how far the readers of a pack agreed, for everybody: their page has
// all the figures.
func (v *voice) agreed(a questions.Agreement) []string {
	share := a.UnanimousPercent()
	if !share.OK {
		return []string{v.say("Too few people have read it to say how far they agree.")}
	}
	said := []string{v.say("All readers agree on %d of %d statements (%s %%).", a.Unanimous, a.Comparable, v.figure(share.Value, 1))}
	if a.Alpha.OK {
		said = append(said, v.say("A figure named alpha is %s. It is 1 when readers always agree. It is 0 when only chance is at work.", v.figure(a.Alpha.Value, 3)))
	}
	return said
}

// packCard answers GET /pack/{slug}.
func (s *Server) packCard(c echo.Context) error {
	who := s.visitor(c)
	card, err := s.store.PackCard(c.Request().Context(), who, c.Param("slug"))
	if err != nil {
		return err
	}
	v := s.voice(c)
	view := cardPage{frame: frame{Title: card.Pack.Title, Body: "read", Who: who.Name}, Home: homeOf(who.Role, ""), Card: card,
		From: v.sourceLine(card.Source), Agreed: v.agreed(card.Agreement)}
	for _, line := range card.History {
		view.History = append(view.History, packVersion{line, v.fullDate(line.At)})
	}
	if card.Counted {
		for i, label := range questions.Labels {
			view.Kinds = append(view.Kinds, kindCount{label, card.Kinds[i]})
		}
	}
	return s.page(c, http.StatusOK, "pack", view)
}
