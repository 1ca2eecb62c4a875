package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"discern/quiz"
)

// plainView is a page of words alone.
type plainView struct {
	frame
	Examples []example
}

// help explains how a quiz works.
func (s *Server) help(c echo.Context) error {
	view := plainView{frame: frame{Title: s.voice(c).say("Help"), Body: "read"}, Examples: s.examples(c.Request().Context())}
	return s.page(c, http.StatusOK, "help", view)
}

// privacy says what is kept about a student.
func (s *Server) privacy(c echo.Context) error {
	return s.page(c, http.StatusOK, "privacy", plainView{frame: frame{Title: s.voice(c).say("What we keep about you"), Body: "read"}})
}

// topicView explains one thing that makes kinds hard to tell apart.
type topicView struct {
	frame
	Topic string
}

// topics are what is explained, by the last part of the address.
var topics = map[string]string{"sarcasm": key("Sarcasm"), "loaded-words": key("Loaded words"), "attribution": key("Who said it")}

// topic explains one of the topics.
func (s *Server) topic(c echo.Context) error {
	title, ok := topics[c.Param("topic")]
	if !ok {
		return quiz.ErrNotFound
	}
	return s.page(c, http.StatusOK, "topic", topicView{frame{Title: s.voice(c).say(title), Body: "read"}, c.Param("topic")})
}
