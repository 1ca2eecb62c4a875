package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"discern/quiz"
)

// assignmentPage is one quiz of a class while it runs.
type assignmentPage struct {
	desk
	Tab     string // live or scores
	Class   quiz.Class
	Line    quiz.AssignmentLine
	Says    string
	Acts    []act
	Joined  int
	Rows    []progressRow
	Summary []string
}

// act is a button. At most one on a page is not quiet.
type act struct {
	Path  string // under the assignment's
	State quiz.AssignmentState
	Name  string
	Quiet bool
}

// progressRow is how far one student has come.
type progressRow struct {
	Seat, Name   string
	Says         string
	Answered, Of int  // Of is 0 if nothing was started
	Attempt      bool // there is one to look at
}

// lineAndTable reads an assignment with its table of scores.
func (s *Server) lineAndTable(ctx context.Context, who quiz.Actor, id string) (quiz.AssignmentLine, quiz.Table, error) {
	table, err := s.store.Scores(ctx, who, id)
	return table.Line(), table, err
}

// teachAssignment answers GET /teach/assignment/{id}.
func (s *Server) teachAssignment(c echo.Context) error {
	now := s.store.Now()
	line, table, err := s.lineAndTable(c.Request().Context(), s.staff(c), c.Param("id"))
	if err != nil {
		return err
	}
	view := assignmentPage{desk: s.desk(c, "classes", line.Title, nil), Tab: "live", Class: table.Class, Line: line,
		Says: tellState(line, now), Acts: actsOf(line.State), Summary: summaryOf(line.Settings, line.Asked, now)}
	for _, row := range table.Rows {
		if !row.Seat.Joined.IsZero() {
			view.Joined++
		}
		view.Rows = append(view.Rows, progressOf(row, now))
	}
	return s.page(c, http.StatusOK, "teach-assignment", view)
}

func progressOf(row quiz.Row, now time.Time) progressRow {
	p := progressRow{Seat: row.Seat.ID, Name: row.Seat.Name, Says: "Not started"}
	switch {
	case row.Attempt == nil && row.Seat.Joined.IsZero():
		p.Says = "Not joined"
	case row.Attempt == nil:
	case row.Attempt.Done():
		p.Says = handedIn(*row.Attempt, now)
	default:
		p.Says = "Working"
		if !row.Attempt.Deadline.IsZero() {
			p.Says = "Working, until " + day(row.Attempt.Deadline, now)
		}
	}
	if row.Attempt != nil {
		p.Attempt, p.Answered, p.Of = true, row.Answered, len(row.Attempt.Picks)
	}
	return p
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
			return "Students can start " + day(line.Settings.OpensAt, now) + "."
		}
		says := fmt.Sprintf("The quiz is open. %d of %d have handed in.", line.HandedIn, line.Seats)
		if !line.Settings.ClosesAt.IsZero() {
			says += " It closes " + day(line.Settings.ClosesAt, now) + "."
		}
		return says
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
	return see(c, "/teach/assignment/"+c.Param("id"))
}

// releasePage asks before a release closes a quiz that is open.
type releasePage struct {
	desk
	Line    quiz.AssignmentLine
	Working int
}

// askRelease answers GET /teach/assignment/{id}/release.
func (s *Server) askRelease(c echo.Context) error {
	line, table, err := s.lineAndTable(c.Request().Context(), s.staff(c), c.Param("id"))
	if err != nil {
		return err
	}
	if line.State != quiz.Open && line.State != quiz.Paused {
		return see(c, "/teach/assignment/"+line.ID)
	}
	view := releasePage{desk: s.desk(c, "classes", "Release the results", nil).narrow(), Line: line}
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
		return see(c, "/teach/assignment/"+c.Param("id")+"/release")
	}
	if err != nil {
		return err
	}
	return see(c, "/teach/assignment/"+c.Param("id"))
}

// unrelease answers POST /teach/assignment/{id}/unrelease.
func (s *Server) unrelease(c echo.Context) error {
	if _, err := s.store.Unrelease(c.Request().Context(), s.staff(c), c.Param("id")); err != nil {
		return err
	}
	return see(c, "/teach/assignment/"+c.Param("id"))
}
