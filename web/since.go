package web

import (
	"errors"

	"github.com/labstack/echo/v4"

	"discern/questions"
	"discern/quiz"
)

// sinceTry is what changed from one try of a student to the next, in words.
type sinceTry struct {
	Try   int // number of the try before
	Says  []string
	Kinds []sinceKind
}

// sinceKind is how often one kind was the same as the key, before and now.
type sinceKind struct {
	Label       questions.Label
	Before, Now quiz.Part
}

// since holds a result against that of the same student's try before.
func (s *Server) since(c echo.Context, found quiz.Result) (*sinceTry, error) {
	ctx, who := c.Request().Context(), s.visitor(c)
	id, ok, err := s.store.Before(ctx, who, found.Attempt.ID)
	if err != nil || !ok {
		return nil, err
	}
	before, err := s.store.Result(ctx, who, id)
	if errors.Is(err, quiz.ErrNotReleased) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return s.voice(c).since(quiz.CompareAttempts(before, found)), nil
}

func (v *voice) since(c quiz.Comparison) *sinceTry {
	view := &sinceTry{Try: c.Before}
	for i, move := range c.ByKind {
		view.Kinds = append(view.Kinds, sinceKind{questions.Labels[i], move.Before, move.Now})
	}
	switch {
	case c.Common == 0:
		view.Says = append(view.Says, v.say("The two tries had different statements."))
		return view
	case c.Gained == 0 && c.Lost == 0:
		view.Says = append(view.Says, v.say("Of the %d statements in both tries, each came out as before.", c.Common))
		return view
	}
	view.Says = append(view.Says, v.say("Of the %d statements in both tries, %d are now the same as the key and were not before.", c.Common, c.Gained))
	if c.Lost > 0 {
		view.Says = append(view.Says, v.say("%d were the same as the key before and are not now.", c.Lost))
	}
	return view
}
