package web

import (
	"context"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"discern/quiz"
)

// teachersPage lists the teachers of a class and invites another.
type teachersPage struct {
	desk
	Class    quiz.Class
	Me       string // account of who looks
	Owner    bool   // that is the owner
	Teachers []quiz.Colleague
	Invited  []invitationLine
	Email    string // as typed
	Link     string // of the invitation that was just made
	Made     quiz.Invitation
}

// invitationLine is an invitation with its time in words.
type invitationLine struct {
	quiz.Invitation
	Until string
}

func (s *Server) invitationLines(all []quiz.Invitation) []invitationLine {
	var lines []invitationLine
	for _, invited := range all {
		lines = append(lines, invitationLine{invited, day(invited.Expires, s.store.Now())})
	}
	return lines
}

// teachers answers GET /teach/class/{id}/teachers.
func (s *Server) teachers(c echo.Context) error {
	return s.showTeachers(c, http.StatusOK, teachersPage{}, nil)
}

func (s *Server) showTeachers(c echo.Context, status int, view teachersPage, t *trouble) (err error) {
	ctx, who := c.Request().Context(), s.staff(c)
	if view.Class, err = s.store.Class(ctx, who, c.Param("id")); err != nil {
		return err
	}
	teachers, invited, err := s.store.ClassTeachers(ctx, who, view.Class.ID)
	if err != nil {
		return err
	}
	view.Me, view.Owner, view.Teachers, view.Invited = who.ID, view.Class.Teacher == who.ID, teachers, s.invitationLines(invited)
	view.desk = s.desk(c, "classes", "Teachers of "+view.Class.Title, t).narrow()
	return s.page(c, status, "teach-teachers", view)
}

// invite answers POST /teach/class/{id}/teachers. The page that it gives is the
// only one that ever shows the link.
func (s *Server) invite(c echo.Context) error {
	sent, err := form(c)
	if err != nil {
		return err
	}
	made, secret, err := s.store.Invite(c.Request().Context(), s.staff(c), c.Param("id"), sent.Get("email"))
	if t, status, ok := troubleOf(err); ok {
		return s.showTeachers(c, status, teachersPage{Email: sent.Get("email")}, t)
	}
	if err != nil {
		return err
	}
	return s.showTeachers(c, http.StatusOK, teachersPage{Made: made, Link: s.joinPlace(c, "").Base + "/link/" + secret}, nil)
}

// colleaguePage asks once more before somebody leaves a class or gets it.
type colleaguePage struct {
	desk
	Class     quiz.Class
	Colleague quiz.Colleague
	Act       string // remove or owner
	Self      bool   // who asks leaves
}

// colleague returns the teacher of the class that the address names.
func (s *Server) colleague(ctx context.Context, who quiz.Actor, c echo.Context) (quiz.Class, quiz.Colleague, error) {
	class, err := s.store.Class(ctx, who, c.Param("id"))
	if err != nil {
		return class, quiz.Colleague{}, err
	}
	teachers, _, err := s.store.ClassTeachers(ctx, who, class.ID)
	if err != nil {
		return class, quiz.Colleague{}, err
	}
	for _, teacher := range teachers {
		if teacher.ID == c.Param("account") && !teacher.Owner {
			return class, teacher, nil
		}
	}
	return class, quiz.Colleague{}, quiz.ErrNotFound
}

// askRemoveTeacher answers GET /teach/class/{id}/teachers/{account}/remove.
func (s *Server) askRemoveTeacher(c echo.Context) error { return s.askColleague(c, "remove") }

// askHandOver answers GET /teach/class/{id}/teachers/{account}/owner.
func (s *Server) askHandOver(c echo.Context) error { return s.askColleague(c, "owner") }

func (s *Server) askColleague(c echo.Context, act string) error {
	who := s.staff(c)
	class, colleague, err := s.colleague(c.Request().Context(), who, c)
	if err == nil && act == "owner" && class.Teacher != who.ID {
		err = quiz.ErrForbidden
	}
	if err != nil {
		return err
	}
	view := colleaguePage{desk: s.desk(c, "classes", class.Title, nil).narrow(), Class: class, Colleague: colleague, Act: act, Self: colleague.ID == who.ID}
	return s.page(c, http.StatusOK, "teach-teacher", view)
}

// removeTeacher answers POST /teach/class/{id}/teachers/{account}/remove.
func (s *Server) removeTeacher(c echo.Context) error {
	who := s.staff(c)
	if err := s.store.RemoveTeacher(c.Request().Context(), who, c.Param("id"), c.Param("account")); err != nil {
		return err
	}
	if c.Param("account") == who.ID {
		return see(c, "/teach")
	}
	return see(c, teachersPath(c.Param("id")))
}

// handOver answers POST /teach/class/{id}/teachers/{account}/owner.
func (s *Server) handOver(c echo.Context) error {
	if err := s.store.HandOver(c.Request().Context(), s.staff(c), c.Param("id"), c.Param("account")); err != nil {
		return err
	}
	return see(c, teachersPath(c.Param("id")))
}

func teachersPath(class string) string { return "/teach/class/" + url.PathEscape(class) + "/teachers" }

// accept answers POST /teach/invitation/{invitation}/accept.
func (s *Server) accept(c echo.Context) error {
	class, err := s.store.Accept(c.Request().Context(), s.staff(c), c.Param("invitation"))
	if err != nil {
		return err
	}
	return see(c, "/teach/class/"+class.ID)
}

// decline answers POST /teach/invitation/{invitation}/decline, also for a
// teacher of the class who takes the invitation back and says so.
func (s *Server) decline(c echo.Context) error {
	sent, err := form(c)
	if err != nil {
		return err
	}
	if err := s.store.Decline(c.Request().Context(), s.staff(c), c.Param("invitation")); err != nil {
		return err
	}
	if class := sent.Get("class"); class != "" {
		return see(c, teachersPath(class))
	}
	return see(c, "/teach")
}
