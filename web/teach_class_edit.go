package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"discern/quiz"
)

// classEditPage changes what a class is called, and how its students are.
type classEditPage struct {
	desk
	Class quiz.Class
	Form  quiz.NewClass
}

// editClass answers GET /teach/class/{id}/edit.
func (s *Server) editClass(c echo.Context) error {
	class, err := s.store.Class(c.Request().Context(), s.staff(c), c.Param("id"))
	if err != nil {
		return err
	}
	now := quiz.NewClass{Title: class.Title, SchoolYear: class.SchoolYear, Language: class.Language, Names: class.Names}
	return s.showEdit(c, http.StatusOK, class, now, nil)
}

// saveClass answers POST /teach/class/{id}/edit.
func (s *Server) saveClass(c echo.Context) error {
	sent, err := form(c)
	if err != nil {
		return err
	}
	ctx, who, typed := c.Request().Context(), s.staff(c), readClass(sent)
	change := quiz.ClassChange{Title: &typed.Title, SchoolYear: &typed.SchoolYear, Language: &typed.Language}
	if sent.Has("names") {
		change.Names = &typed.Names
	}
	_, err = s.store.UpdateClass(ctx, who, c.Param("id"), change)
	if t, status, ok := troubleOf(err); ok {
		class, err := s.store.Class(ctx, who, c.Param("id"))
		if err != nil {
			return err
		}
		return s.showEdit(c, status, class, typed, t)
	}
	if err != nil {
		return err
	}
	return see(c, "/teach/class/"+c.Param("id"))
}

func (s *Server) showEdit(c echo.Context, status int, class quiz.Class, typed quiz.NewClass, t *trouble) error {
	view := classEditPage{desk: s.desk(c, "classes", "Change "+class.Title, t).narrow(), Class: class, Form: typed}
	return s.page(c, status, "teach-class-edit", view)
}

// newCode answers POST /teach/class/{id}/code.
func (s *Server) newCode(c echo.Context) error {
	if _, err := s.store.RotateCode(c.Request().Context(), s.staff(c), c.Param("id")); err != nil {
		return err
	}
	return see(c, "/teach/class/"+c.Param("id"))
}

// setJoining answers POST /teach/class/{id}/joining.
func (s *Server) setJoining(c echo.Context) error {
	sent, err := form(c)
	if err != nil {
		return err
	}
	joining := sent.Get("joining") == "yes"
	if _, err := s.store.UpdateClass(c.Request().Context(), s.staff(c), c.Param("id"), quiz.ClassChange{Joining: &joining}); err != nil {
		return err
	}
	return see(c, "/teach/class/"+c.Param("id"))
}

// archive answers POST /teach/class/{id}/archive: it puts a class away, or
// brings it back.
func (s *Server) archive(c echo.Context) error {
	sent, err := form(c)
	if err != nil {
		return err
	}
	away := sent.Get("away") == "yes"
	if _, err := s.store.UpdateClass(c.Request().Context(), s.staff(c), c.Param("id"), quiz.ClassChange{Archived: &away}); err != nil {
		return err
	}
	if away {
		return see(c, "/teach")
	}
	return see(c, "/teach/class/"+c.Param("id"))
}

// askDeleteClass answers GET /teach/class/{id}/delete: it says what is erased.
func (s *Server) askDeleteClass(c echo.Context) error {
	class, err := s.store.Class(c.Request().Context(), s.staff(c), c.Param("id"))
	if err != nil {
		return err
	}
	if class.Teacher != s.staff(c).ID {
		return quiz.ErrForbidden
	}
	view := classEditPage{desk: s.desk(c, "classes", "Delete "+class.Title, nil).narrow(), Class: class}
	return s.page(c, http.StatusOK, "teach-class-delete", view)
}

// deleteClass answers POST /teach/class/{id}/delete.
func (s *Server) deleteClass(c echo.Context) error {
	if err := s.store.DeleteClass(c.Request().Context(), s.staff(c), c.Param("id")); err != nil {
		return err
	}
	return see(c, "/teach")
}
