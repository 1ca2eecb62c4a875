package web

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"discern/quiz"
)

// ending is when an attempt ends, as its pages say it and their script asks for
// it: a teacher may announce it while the student is at work.
type ending struct {
	Attempt string    `json:"-"`
	At      time.Time `json:"-"`      // zero: no end is known
	Ends    string    `json:"ends"`   // the same for programs, or ""
	Left    int       `json:"left"`   // seconds until then
	Closes  bool      `json:"closes"` // the teacher's closing, not a time limit
	Extra   bool      `json:"-"`      // some of the time is extra
	Over    bool      `json:"over"`   // the attempt is not open any more
}

// endingOf is the ending of a sheet, which also tells of extra time.
func endingOf(sheet quiz.Sheet, now time.Time) ending {
	e := newEnding(sheet.Attempt, sheet.Assignment, now)
	e.Extra = sheet.ExtraTime > 1 && !e.Closes
	return e
}

func newEnding(a quiz.Attempt, g quiz.Assignment, now time.Time) ending {
	e := ending{Attempt: a.ID, At: a.Deadline, Over: a.State != quiz.InProgress}
	if e.At.IsZero() {
		return e
	}
	e.Ends, e.Closes = stamp(e.At), e.At.Equal(g.Settings.ClosesAt)
	e.Left = max(0, int(e.At.Sub(now)/time.Second))
	return e
}

// attemptEnds answers GET /attempt/{id}/ends, for the script of the pages of an
// attempt.
func (s *Server) attemptEnds(c echo.Context) error {
	attempt, assignment, err := s.store.AttemptAlone(c.Request().Context(), s.visitor(c), c.Param("id"))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, newEnding(attempt, assignment, s.store.Now()))
}
