package web

import (
	"net/http"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"discern/questions"
	"discern/quiz"
)

// scoresPage is what a class scored in a quiz.
type scoresPage struct {
	desk
	Tab      string
	Class    quiz.Class
	Line     quiz.AssignmentLine
	Table    quiz.Table
	Mixed    *mixUp // the commonest, nil if no answer differs from the key
	Mean     string
	Median   string
	SD       string // "" for fewer than two scores
	Spread   spread
	Matrix   matrix
	Order    ordering
	Headings []heading
	Rows     []scoreRow
}

// mixUp is one kind taken for another, with its share.
type mixUp struct {
	Key, Taken questions.Label
	share
}

// scoreRow is one student's line in the table of scores.
type scoreRow struct {
	Seat, Name string
	Score      *quiz.Score // nil until handed in
	Says       string      // when it was, or the state before
}

// teachScores answers GET /teach/assignment/{id}/scores.
func (s *Server) teachScores(c echo.Context) error {
	now := s.store.Now()
	line, table, err := s.lineAndTable(c.Request().Context(), s.staff(c), c.Param("id"))
	if err != nil {
		return err
	}
	order := readOrdering(c.QueryParam("sort"), c.QueryParam("up"))
	view := scoresPage{desk: s.desk(c, "classes", "Scores of "+line.Title, nil), Tab: "scores", Class: table.Class, Line: line, Table: table,
		Mean: figure(table.Mean), Median: strconv.FormatFloat(table.Median, 'f', -1, 64), Spread: newSpread(table),
		Matrix: newMatrix(table.Confusion), Order: order}
	if table.N > 1 {
		view.SD = figure(table.SD)
	}
	if found := table.Confusion.Findings(); len(found) > 0 {
		view.Mixed = &mixUp{found[0].Key, found[0].Taken, share{found[0].N, found[0].Of}}
	}
	view.Headings = []heading{order.heading("name", "Student", false), order.heading("score", "Score", true), order.heading("fact", "", true),
		order.heading("inference", "", true), order.heading("opinion", "", true), order.heading("answered", "Answered", true)}
	for _, row := range order.sorted(table.Rows) {
		view.Rows = append(view.Rows, newScoreRow(row, now))
	}
	return s.page(c, http.StatusOK, "teach-scores", view)
}

// newScoreRow shows nothing of an attempt that is not handed in but its state.
func newScoreRow(row quiz.Row, now time.Time) scoreRow {
	r := scoreRow{Seat: row.Seat.ID, Name: row.Seat.Name, Score: row.Score}
	switch {
	case row.Attempt == nil:
		r.Says = "Not started"
	case row.Attempt.State == quiz.Submitted:
		r.Says = capital(day(row.Attempt.Submitted, now))
	case row.Attempt.State == quiz.AutoSubmitted:
		r.Says = capital(day(row.Attempt.Submitted, now)) + ", when it closed"
	case row.Attempt.State == quiz.Voided:
		r.Says = "Does not count"
	default:
		r.Says = "Working"
	}
	return r
}
