package web

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/labstack/echo/v4"

	"discern/questions"
	"discern/quiz"
)

// resultPage is one student's attempt for the teacher.
type resultPage struct {
	desk
	Class     quiz.Class
	Line      quiz.AssignmentLine
	Row       quiz.Row
	Tries     []way // the attempts to look at, if there are several
	Says      string
	Result    *quiz.Result // nil until handed in
	Kinds     []kindRow
	Marks     bool // as of keyNotes
	Log       *answerLog
	Readings  []reading
	Which     string // of several attempts, as in the address
	MayVoid   bool
	MayReopen bool
}

// rowOfSeat returns the assignment and the row of the student in the address.
func (s *Server) rowOfSeat(ctx context.Context, c echo.Context) (quiz.AssignmentLine, quiz.Table, quiz.Row, error) {
	line, table, err := s.lineAndTable(ctx, s.staff(c), c.Param("id"))
	if err != nil {
		return line, table, quiz.Row{}, err
	}
	for _, row := range table.Rows {
		if row.Seat.ID == c.Param("seat") {
			return line, table, row, nil
		}
	}
	return line, table, quiz.Row{}, fmt.Errorf("seat %w", quiz.ErrNotFound)
}

// teachResult answers GET /teach/assignment/{id}/seat/{seat}.
func (s *Server) teachResult(c echo.Context) error {
	ctx, now := c.Request().Context(), s.store.Now()
	line, table, row, err := s.rowOfSeat(ctx, c)
	if err != nil {
		return err
	}
	view := resultPage{desk: s.desk(c, "classes", row.Seat.Name+", "+line.Title, nil), Class: table.Class, Line: line, Row: row,
		Says: rowSays(row, line.Asked, now) + "."}
	view.Body = "notes"
	one, err := chosen(row, c.QueryParam("attempt"))
	if err != nil {
		return err
	}
	view.Tries = tries(row, one)
	if one != nil {
		view.Which = which(row, *one)
		view.MayVoid = one.MayVoid() == nil
		view.MayReopen = one.MayReopen(now, line.State, slices.ContainsFunc(row.Attempts, func(a quiz.Attempt) bool { return a.State == quiz.InProgress })) == nil
	}
	if one != nil && one.State != quiz.InProgress {
		result, err := s.store.Result(ctx, s.staff(c), one.ID)
		if err != nil {
			return err
		}
		view.take(result, now)
	}
	return s.page(c, http.StatusOK, "teach-result", view)
}

// take shows an attempt that is over.
func (p *resultPage) take(result quiz.Result, now time.Time) {
	p.Says = handedIn(result.Attempt, now) + "."
	if result.Attempt.State == quiz.Voided {
		p.Says = "This attempt does not count."
	}
	p.Result, p.Log, p.Marks = &result, newAnswerLog(result), english.keyNotes(result).Marks
	for k, part := range result.Score.ByKind {
		p.Kinds = append(p.Kinds, kindRow{Label: questions.Labels[k], Part: part})
	}
	for _, marked := range result.Questions {
		p.Readings = append(p.Readings, newReading(english, marked, result.Language))
	}
}

// attemptPage asks for the reason of voiding or reopening an attempt.
type attemptPage struct {
	desk
	Act    string // void or reopen
	Line   quiz.AssignmentLine
	Row    quiz.Row
	Try    *quiz.Attempt
	Which  string // of several attempts, as in the address
	Reason string
}

// askVoid and askReopen answer GET /teach/assignment/{id}/seat/{seat}/void and
// .../reopen.
func (s *Server) askVoid(c echo.Context) error {
	return s.showAttempt(c, http.StatusOK, attemptPage{Act: "void"}, nil)
}

func (s *Server) askReopen(c echo.Context) error {
	return s.showAttempt(c, http.StatusOK, attemptPage{Act: "reopen"}, nil)
}

func (s *Server) showAttempt(c echo.Context, status int, view attemptPage, t *trouble) (err error) {
	if view.Line, _, view.Row, err = s.rowOfSeat(c.Request().Context(), c); err != nil {
		return err
	}
	if view.Try, err = chosen(view.Row, c.QueryParam("attempt")); err != nil {
		return err
	}
	if view.Try == nil || view.Try.State == quiz.Voided {
		return quiz.ErrNotFound
	}
	view.Which = which(view.Row, *view.Try)
	view.desk = s.desk(c, "classes", "Attempt of "+view.Row.Seat.Name, t).narrow()
	return s.page(c, status, "teach-attempt", view)
}

// void answers POST /teach/assignment/{id}/seat/{seat}/void.
func (s *Server) void(c echo.Context) error { return s.changeAttempt(c, "void", s.store.VoidAttempt) }

// reopen answers POST /teach/assignment/{id}/seat/{seat}/reopen.
func (s *Server) reopen(c echo.Context) error {
	return s.changeAttempt(c, "reopen", s.store.ReopenAttempt)
}

func (s *Server) changeAttempt(c echo.Context, act string,
	change func(ctx context.Context, who quiz.Actor, id, reason string) (quiz.Attempt, error)) error {
	sent, err := form(c)
	if err != nil {
		return err
	}
	reason := strings.Join(strings.Fields(sent.Get("reason")), " ")
	switch {
	case reason == "":
		err = &quiz.FieldError{Field: "reason", Message: "Say in a few words why."}
	case utf8.RuneCountInString(reason) > 200:
		err = &quiz.FieldError{Field: "reason", Message: "That is too long. A few words are enough."}
	default:
		_, err = change(c.Request().Context(), s.staff(c), sent.Get("attempt"), reason)
	}
	if t, status, ok := troubleOf(err); ok {
		return s.showAttempt(c, status, attemptPage{Act: act, Reason: reason}, t)
	}
	if err != nil {
		return err
	}
	return see(c, "/teach/assignment/"+c.Param("id"))
}
