package web

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"discern/quiz"
)

// act is a button. At most one on a page is not quiet.
type act struct {
	Path  string // under the assignment's
	State quiz.AssignmentState
	Name  string
	Quiet bool
}

// lineAndTable reads an assignment with its table of scores.
func (s *Server) lineAndTable(ctx context.Context, who quiz.Actor, id string) (quiz.AssignmentLine, quiz.Table, error) {
	table, err := s.store.Scores(ctx, who, id)
	return table.Line(), table, err
}

func handedIn(a quiz.Attempt, now time.Time) string {
	if a.State == quiz.AutoSubmitted {
		return "Handed in " + day(a.Submitted, now) + ", when it closed"
	}
	return "Handed in " + day(a.Submitted, now)
}

// tellState tells in a sentence or two what a teacher can do next.
func tellState(line quiz.AssignmentLine, now time.Time) string {
	switch line.State {
	case quiz.Draft:
		return "Students cannot see this quiz yet. Open it when the class is ready."
	case quiz.Open:
		if now.Before(line.Settings.OpensAt) {
			return "Students can start " + dayHere(line.Settings.OpensAt, now) + "."
		}
		if line.Settings.ClosesAt.IsZero() {
			return "The quiz is open."
		}
		return "The quiz is open. It closes " + dayHere(line.Settings.ClosesAt, now) + "."
	case quiz.Paused:
		return "The quiz is paused. Nobody can start, and every answer is kept."
	case quiz.Released:
		return "The results are released. Students who handed in see their score, the key and the reasons."
	}
	if line.Settings.Feedback != quiz.FeedbackRelease {
		return "The quiz is closed. Nobody can start it any more."
	}
	return "The quiz is closed. Students see their results when you release them."
}

// actsOf is what can be done in a state, the next thing first.
func actsOf(state quiz.AssignmentState) []act {
	switch state {
	case quiz.Draft:
		return []act{{"state", quiz.Open, "Open the quiz", false}}
	case quiz.Open:
		return []act{{"state", quiz.Closed, "Close the quiz", false}, {"state", quiz.Paused, "Pause", true}, {"release", "", "Release the results", true}}
	case quiz.Paused:
		return []act{{"state", quiz.Open, "Go on", false}, {"state", quiz.Closed, "Close the quiz", true}, {"release", "", "Release the results", true}}
	case quiz.Closed:
		return []act{{"release", "", "Release the results", false}}
	}
	return []act{{"unrelease", "", "Take the results back", true}}
}

// setState answers POST /teach/assignment/{id}/state.
func (s *Server) setState(c echo.Context) error {
	sent, err := form(c)
	if err != nil {
		return err
	}
	state := quiz.AssignmentState(sent.Get("state"))
	if state != quiz.Open && state != quiz.Paused && state != quiz.Closed {
		return echo.ErrBadRequest
	}
	_, err = s.store.UpdateAssignment(c.Request().Context(), s.staff(c), c.Param("id"), quiz.AssignmentChange{State: &state})
	if err != nil {
		return err
	}
	return seeBoard(c)
}

// releasePage asks before a release closes a quiz that is open.
type releasePage struct {
	desk
	Line    quiz.AssignmentLine
	Working int
	Kept    string // of the board
}

// askRelease answers GET /teach/assignment/{id}/release.
func (s *Server) askRelease(c echo.Context) error {
	line, table, err := s.lineAndTable(c.Request().Context(), s.staff(c), c.Param("id"))
	if err != nil {
		return err
	}
	if line.State != quiz.Open && line.State != quiz.Paused {
		return seeBoard(c)
	}
	view := releasePage{desk: s.desk(c, "classes", "Release the results", nil).narrow(), Line: line, Kept: everyOf(c)}
	for _, row := range table.Rows {
		if row.Attempt != nil && row.Attempt.State == quiz.InProgress {
			view.Working++
		}
	}
	return s.page(c, http.StatusOK, "teach-release", view)
}

// release answers POST /teach/assignment/{id}/release.
func (s *Server) release(c echo.Context) error {
	sent, err := form(c)
	if err != nil {
		return err
	}
	_, err = s.store.Release(c.Request().Context(), s.staff(c), c.Param("id"), sent.Get("confirm") == "close")
	if errors.Is(err, quiz.ErrAttemptsOpen) {
		return see(c, "/teach/assignment/"+c.Param("id")+"/release"+everyOf(c))
	}
	if err != nil {
		return err
	}
	return seeBoard(c)
}

// unrelease answers POST /teach/assignment/{id}/unrelease.
func (s *Server) unrelease(c echo.Context) error {
	if _, err := s.store.Unrelease(c.Request().Context(), s.staff(c), c.Param("id")); err != nil {
		return err
	}
	return seeBoard(c)
}
