package web

import (
	"github.com/labstack/echo/v4"

	"discern/quiz"
)

func (s *Server) joinForm(c echo.Context) error     { return quiz.ErrNotFound }
func (s *Server) join(c echo.Context) error         { return quiz.ErrNotFound }
func (s *Server) class(c echo.Context) error        { return quiz.ErrNotFound }
func (s *Server) leave(c echo.Context) error        { return quiz.ErrNotFound }
func (s *Server) assignment(c echo.Context) error   { return quiz.ErrNotFound }
func (s *Server) startAttempt(c echo.Context) error { return quiz.ErrNotFound }
func (s *Server) attempt(c echo.Context) error      { return quiz.ErrNotFound }
func (s *Server) review(c echo.Context) error       { return quiz.ErrNotFound }
func (s *Server) submit(c echo.Context) error       { return quiz.ErrNotFound }
func (s *Server) result(c echo.Context) error       { return quiz.ErrNotFound }
func (s *Server) question(c echo.Context) error     { return quiz.ErrNotFound }
func (s *Server) answer(c echo.Context) error       { return quiz.ErrNotFound }
func (s *Server) help(c echo.Context) error         { return quiz.ErrNotFound }
func (s *Server) privacy(c echo.Context) error      { return quiz.ErrNotFound }
