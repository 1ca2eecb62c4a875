package web

import (
	"net/http"

	"github.com/labstack/echo/v4"
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
