package web

import (
	"context"
	"net/http"
	"net/url"

	"github.com/labstack/echo/v4"

	"discern/quiz"
)

// classesPage lists a teacher's classes, and has the form to make one.
type classesPage struct {
	desk
	NoPassword bool
	Invited    []invitationLine
	Classes    []classLine
	Away       []quiz.Class // put away
	Form       quiz.NewClass
	Allowed    bool // "My school allows me" is ticked
	Intent     string
}

// classLine is a class with its quizzes in one line.
type classLine struct {
	quiz.Class
	With string // the owner, if that is somebody else
	Open []openQuiz
	Last *quiz.AssignmentLine // that somebody has handed in, else the newest
	Mean string               // of Last
}

// openQuiz is a quiz that students can start, or will be able to.
type openQuiz struct {
	quiz.AssignmentLine
	Opens string // when, "" for now
}

// classes answers GET /teach.
func (s *Server) classes(c echo.Context) error {
	return s.showClasses(c, http.StatusOK, classesPage{Form: quiz.NewClass{Language: "en"}, Intent: s.store.NewSecret(intentBytes)})
}

// makeClass answers POST /teach.
func (s *Server) makeClass(c echo.Context) error {
	sent, err := form(c)
	if err != nil {
		return err
	}
	view := classesPage{Form: readClass(sent), Allowed: sent.Get("allowed") != "", Intent: sent.Get("intent")}
	_, err = view.Form.Check()
	if err == nil && !view.Allowed {
		err = &quiz.FieldError{Field: "allowed", Message: "Tick this once your school has said yes."}
	}
	var class quiz.Class
	if err == nil {
		class, err = s.store.CreateClass(c.Request().Context(), s.staff(c), view.Form, intent(sent, "title", "school_year", "language"))
	}
	if t, status, ok := troubleOf(err); ok {
		view.Trouble = t
		return s.showClasses(c, status, view)
	}
	if err != nil {
		return err
	}
	return see(c, "/teach/class/"+class.ID)
}

func readClass(sent url.Values) quiz.NewClass {
	return quiz.NewClass{Title: sent.Get("title"), SchoolYear: sent.Get("school_year"), Language: sent.Get("language"), Names: sent.Get("names")}
}

func (s *Server) showClasses(c echo.Context, status int, view classesPage) error {
	ctx, who := c.Request().Context(), s.staff(c)
	classes, err := s.store.Classes(ctx, who)
	if err != nil {
		return err
	}
	for _, class := range classes {
		if !class.Archived.IsZero() {
			view.Away = append(view.Away, class)
			continue
		}
		line, err := s.classLine(ctx, who, class)
		if err != nil {
			return err
		}
		view.Classes = append(view.Classes, line)
	}
	invited, err := s.store.Invitations(ctx, who)
	if err != nil {
		return err
	}
	view.Invited = s.invitationLines(invited)
	account, err := s.account(ctx, who)
	if err != nil {
		return err
	}
	view.NoPassword = !account.HasPassword
	view.desk = s.desk(c, "classes", "Your classes", view.Trouble)
	return s.page(c, status, "teach-classes", view)
}

func (s *Server) classLine(ctx context.Context, who quiz.Actor, class quiz.Class) (classLine, error) {
	row, now := classLine{Class: class}, s.store.Now()
	if class.Teacher != who.ID {
		row.With = class.TeacherName
	}
	lines, err := s.store.Assignments(ctx, who, class.ID)
	if err != nil {
		return row, err
	}
	for _, line := range lines {
		if line.State == quiz.Open {
			open := openQuiz{AssignmentLine: line}
			if now.Before(line.Settings.OpensAt) {
				open.Opens = dayHere(line.Settings.OpensAt, now)
			}
			row.Open = append(row.Open, open)
		}
		switch {
		case row.Last == nil,
			(line.HandedIn > 0) != (row.Last.HandedIn > 0) && line.HandedIn > 0,
			(line.HandedIn > 0) == (row.Last.HandedIn > 0) && line.Created.After(row.Last.Created):
			row.Last, row.Mean = &line, meanOf(line)
		}
	}
	return row, nil
}
