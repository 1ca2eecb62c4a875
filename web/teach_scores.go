package web

import (
	"fmt"
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
	News     string // that the reviewers changed the key, or ""
	Since    string // when the key was last put right, or ""
	Mixed    *mixUp // the commonest, nil if no answer differs from the key
	Says     scoresSaid
	Spread   spread
	View     scoresView
	Listed   string // how many students are, in words
	States   []way
	Attempts []way
	Pages    []way
	Headings []heading
	Rows     []scoreRow
}

// scoresSaid is the table in a sentence or two.
type scoresSaid struct {
	Mean, Median  string
	SD            string // "" for fewer than two scores
	Of            int    // the most marks
	Blank, Differ int    // questions left open, and answers that are not the same as the key
	Asked         int    // questions in all
}

// mixUp is one kind taken for another, with its share.
type mixUp struct {
	Key, Taken questions.Label
	share
}

// scoreRow is one student's line in the table of scores.
type scoreRow struct {
	Seat, Name string
	Link       bool   // there is an attempt to look at
	Score, Of  string // "" until handed in; Of only if it differs from student to student
	Bar        string // width, of 100%
	Cells      []string
	Says       string // when it was handed in, or the state before
}

// teachScores answers GET /teach/assignment/{id}/scores.
func (s *Server) teachScores(c echo.Context) error {
	look := readScoresView(c.QueryParams())
	table, err := s.store.ScoresBy(c.Request().Context(), s.staff(c), c.Param("id"), look.Attempt)
	if err != nil {
		return err
	}
	view := newScoresPage(table, look, s.store.Now())
	keys, err := s.store.KeySheet(c.Request().Context(), s.staff(c), table.Assignment.ID, 0)
	if err != nil {
		return err
	}
	view.News = sayNews(keys)
	view.desk = s.desk(c, "classes", "Scores of "+table.Assignment.Title, nil)
	return s.page(c, http.StatusOK, "teach-scores", view)
}

func newScoresPage(table quiz.Table, look scoresView, now time.Time) scoresPage {
	rows, all := look.shown(table.Rows)
	view := scoresPage{Tab: "scores", Class: table.Class, Line: table.Line(), Table: table, Mixed: mostMixed(table.Confusion), Says: sayScores(table),
		Spread: newSpread(table), View: look, States: look.states(table.Rows), Attempts: look.attempts(table),
		Since: since(table.Rule, now), Pages: look.pages(all), Headings: look.headings(table.Rows), Listed: plural(all, "student", "students")}
	if look.Narrow() {
		view.Listed = fmt.Sprintf("%d of %s", all, plural(len(table.Rows), "student", "students"))
	}
	for i, column := range view.Spread.Columns {
		if column.N > 0 {
			to := look
			to.State, to.From, to.To, to.Ranged, to.Page = "", column.From, column.To, true, 1
			view.Spread.Columns[i].Link = to.link() + "#scores"
		}
	}
	for _, row := range rows {
		view.Rows = append(view.Rows, newScoreRow(row, view.Headings, now))
	}
	return view
}

// since says when the key was last put right, "" for never.
func since(rule quiz.Rule, now time.Time) string {
	if rule.Since.IsZero() {
		return ""
	}
	return day(rule.Since, now)
}

// sayNews says what the reviewers changed since the key that a quiz is marked
// by, "" for nothing that matters to it.
func sayNews(keys quiz.KeySheet) string {
	n := len(keys.Differing())
	if n == 0 || keys.Newest <= keys.Rule.Version {
		return ""
	}
	return fmt.Sprintf("The reviewers changed the key of %s (version %d).", plural(n, "passage", "passages"), keys.Newest)
}

func mostMixed(c quiz.Confusion) *mixUp {
	found := c.Findings()
	if len(found) == 0 {
		return nil
	}
	return &mixUp{found[0].Key, found[0].Taken, share{found[0].N, found[0].Of}}
}

func sayScores(table quiz.Table) scoresSaid {
	said := scoresSaid{Mean: figure(table.Mean), Median: strconv.FormatFloat(table.Median, 'f', -1, 64), Differ: table.Confusion.Differ()}
	if table.N > 1 {
		said.SD = figure(table.SD)
	}
	for _, row := range table.Rows {
		if row.Score != nil {
			said.Of = max(said.Of, row.Score.Max)
			said.Blank += row.Score.Blank()
			said.Asked += row.Score.Max
		}
	}
	return said
}

// newScoreRow shows nothing of an attempt that is not handed in but its state.
func newScoreRow(row quiz.Row, headings []heading, now time.Time) scoreRow {
	r := scoreRow{Seat: row.Seat.ID, Name: row.Seat.Name, Link: len(row.Attempts) > 0, Cells: cells(row, headings)}
	if row.Score != nil {
		r.Score = strconv.Itoa(row.Score.Right)
		if headings[1].Wide {
			r.Of = strconv.Itoa(row.Score.Max)
		}
		r.Bar = strconv.Itoa(100*row.Score.Right/max(row.Score.Max, 1)) + "%"
	}
	r.Says = standingSays(row, now)
	return r
}

// standingSays is when a student has handed in, or the state before.
func standingSays(row quiz.Row, now time.Time) string {
	switch row.Standing() {
	case quiz.NotStarted:
		return "Not started"
	case quiz.OnlyVoided:
		return "Does not count"
	case quiz.AtWork:
		return "Working"
	}
	says := capital(day(row.Attempt.Submitted, now))
	if row.Attempt.State == quiz.AutoSubmitted {
		says += ", when it closed"
	}
	return says
}
