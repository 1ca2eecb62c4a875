package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"discern/web/api"
)

// apiView is the page about the JSON API.
type apiView struct {
	frame
	Doc api.Description
}

// apiPage shows the API to people.
func (s *Server) apiPage(c echo.Context) error {
	return s.page(c, http.StatusOK, "api", apiView{frame{Title: "The API", Body: "read"}, api.Doc()})
}

// apiDocument sends the API's own description, which is no secret.
func (s *Server) apiDocument(c echo.Context) error {
	return c.Blob(http.StatusOK, echo.MIMEApplicationJSON, api.OpenAPI())
}
