package web

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"discern/quiz"
)

// copyPage sets a quiz for other classes too.
type copyPage struct {
	desk
	Line    quiz.AssignmentLine
	Classes []quiz.Class // the others of the teacher
	Ticked  []string     // ids
	Times   bool
	Opens   string // when the quiz opens and closes, "" for by hand
	Closes  string
	Intent  string
}

// Chosen reports whether a class is ticked.
func (p copyPage) Chosen(id string) bool { return slices.Contains(p.Ticked, id) }

// copyForm answers GET /teach/assignment/{id}/copy.
func (s *Server) copyForm(c echo.Context) error {
	return s.showCopy(c, http.StatusOK, copyPage{Intent: s.store.NewSecret(intentBytes)}, nil)
}

func (s *Server) showCopy(c echo.Context, status int, view copyPage, t *trouble) (err error) {
	ctx, who, now := c.Request().Context(), s.staff(c), s.store.Now()
	if view.Line, err = s.store.Assignment(ctx, who, c.Param("id")); err != nil {
		return err
	}
	classes, err := s.store.Classes(ctx, who)
	if err != nil {
		return err
	}
	for _, class := range classes {
		if class.ID != view.Line.Class && class.Archived.IsZero() {
			view.Classes = append(view.Classes, class)
		}
	}
	if at := view.Line.Settings.OpensAt; !at.IsZero() {
		view.Opens = dayHere(at, now)
	}
	if at := view.Line.Settings.ClosesAt; !at.IsZero() {
		view.Closes = dayHere(at, now)
	}
	view.desk = s.desk(c, "classes", "Copy "+view.Line.Title, t).narrow()
	return s.page(c, status, "teach-copy", view)
}

// copyQuiz answers POST /teach/assignment/{id}/copy.
func (s *Server) copyQuiz(c echo.Context) error {
	sent, err := form(c)
	if err != nil {
		return err
	}
	view := copyPage{Ticked: sent["classes"], Times: sent.Get("times") != "", Intent: sent.Get("intent")}
	made, err := s.store.CopyAssignment(c.Request().Context(), s.staff(c), c.Param("id"), view.Ticked, view.Times, intent(sent, "classes", "times"))
	if t, status, ok := troubleOf(err); ok {
		return s.showCopy(c, status, view, t)
	}
	if err != nil {
		return err
	}
	if len(made) == 1 {
		return see(c, "/teach/assignment/"+made[0].ID)
	}
	return see(c, "/teach")
}
