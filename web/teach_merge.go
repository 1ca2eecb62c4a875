package web

import (
	"errors"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"discern/quiz"
)

// mergePage makes two seats of one student one: first it asks which, then it
// says what would happen and asks once more.
type mergePage struct {
	desk
	Class  quiz.Class
	Seat   quiz.Seat   // that is kept
	Others []quiz.Seat // of the class
	With   string      // id of the one that goes
	Merge  *quiz.Merge // nil until it is chosen
	Rows   []mergeRow
	Open   []string // titles of the quizzes that both have open
}

// mergeRow is what becomes of the attempts at one quiz.
type mergeRow struct {
	quiz.MergedQuiz
	Says []string // each attempt, in the new order
}

// askMerge answers GET /teach/class/{id}/seat/{seat}/merge.
func (s *Server) askMerge(c echo.Context) error {
	return s.showMerge(c, http.StatusOK, c.QueryParam("with"), nil)
}

func (s *Server) showMerge(c echo.Context, status int, with string, t *trouble) error {
	ctx, who, now := c.Request().Context(), s.staff(c), s.store.Now()
	class, seat, err := s.pupil(ctx, who, c)
	if err != nil {
		return err
	}
	view := mergePage{Class: class, Seat: seat, With: with}
	seats, err := s.store.Seats(ctx, who, class.ID)
	if err != nil {
		return err
	}
	for _, other := range seats {
		if other.ID != seat.ID {
			view.Others = append(view.Others, other)
		}
	}
	if with != "" && t == nil {
		merge, err := s.store.SeatMerge(ctx, who, seat.ID, with)
		why, refused, ok := troubleOf(err)
		switch {
		case ok:
			t, status = why, refused
		case err != nil && !errors.Is(err, quiz.ErrBothOpen):
			return err
		default:
			view.Merge = &merge
			view.Rows, view.Open = mergeRows(merge, now)
		}
	}
	view.desk = s.desk(c, "classes", "One student, two names", t).narrow()
	return s.page(c, status, "teach-seat-merge", view)
}

// merge answers POST /teach/class/{id}/seat/{seat}/merge.
func (s *Server) merge(c echo.Context) error {
	sent, err := form(c)
	if err != nil {
		return err
	}
	class, seat, err := s.pupil(c.Request().Context(), s.staff(c), c)
	if err != nil {
		return err
	}
	err = s.store.MergeSeats(c.Request().Context(), s.staff(c), seat.ID, sent.Get("with"))
	if errors.Is(err, quiz.ErrBothOpen) {
		return s.showMerge(c, http.StatusConflict, sent.Get("with"), nil)
	}
	if t, status, ok := troubleOf(err); ok {
		return s.showMerge(c, status, sent.Get("with"), t)
	}
	if err != nil {
		return err
	}
	return see(c, "/teach/class/"+class.ID+"/seat/"+seat.ID+"?merged=yes")
}

// mergeRows says what becomes of each quiz, and which of them stand in the way.
func mergeRows(merge quiz.Merge, now time.Time) (rows []mergeRow, both []string) {
	for _, q := range merge.Quizzes {
		row, open := mergeRow{MergedQuiz: q}, 0
		for _, attempt := range q.Attempts {
			row.Says = append(row.Says, attemptSays(attempt, now))
			if attempt.State == quiz.InProgress {
				open++
			}
		}
		if open > 1 {
			both = append(both, q.Assignment.Title)
		}
		rows = append(rows, row)
	}
	return rows, both
}

// attemptSays tells when an attempt was started and how it stands.
func attemptSays(a quiz.Attempt, now time.Time) string {
	says := "Started " + day(a.Started, now)
	switch {
	case a.State == quiz.Voided:
		return says + ", does not count"
	case a.Done():
		return says + ", handed in " + day(a.Submitted, now)
	}
	return says + ", still open"
}
