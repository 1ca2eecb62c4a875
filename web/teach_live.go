package web

import (
	"github.com/labstack/echo/v4"

	"discern/web/live"
)

// watchBoard answers GET /teach/assignment/{id}/live with what happens on the
// board; ?view=projector leaves out everybody's name and answers.
func (s *Server) watchBoard(c echo.Context) error {
	ctx := c.Request().Context()
	stream, err := s.boards.Open(ctx, s.staff(c), c.Param("id"),
		live.Wish{Nameless: c.QueryParam("view") == "projector", After: c.Request().Header.Get("Last-Event-ID")})
	if err != nil {
		return err
	}
	return stream.Run(ctx, c.Response())
}
