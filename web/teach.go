package web

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"discern/quiz"
)

// desk is what every page of a grown-up has beside its frame.
type desk struct {
	frame
	Place    string // current entry of the main navigation: classes, quizzes, texts, challenges or ""
	Teacher  bool   // has classes to go to
	Reviewer bool   // has texts to go to, and what was said of them
	Office   bool   // has the list of texts to go to
	Trouble  *trouble
}

// desk starts a page for whoever has signed in.
func (s *Server) desk(c echo.Context, place, title string, t *trouble) desk {
	who := s.staff(c)
	return desk{frame: frame{Title: title, Body: "wide", Who: who.Name}, Place: place,
		Teacher: who.Role == quiz.TeacherOf, Reviewer: who.Role == quiz.Reviewer, Office: who.Role == quiz.Admin, Trouble: t}
}

// narrow is a desk for a page that is mostly a form or a question.
func (d desk) narrow() desk {
	d.Body = "read"
	return d
}

// see sends the browser on after a form was taken.
func see(c echo.Context, path string) error { return c.Redirect(http.StatusSeeOther, path) }

// day writes a time as a teacher says it: today 10:14, Friday 15:30.
func day(t, now time.Time) string {
	t, now = t.Local(), now.Local()
	at := t.Format(" 15:04")
	days := int(midnight(t).Sub(midnight(now)).Hours()/24+400.5) - 400
	switch {
	case days == 0:
		return "today" + at
	case days == -1:
		return "yesterday" + at
	case days == 1:
		return "tomorrow" + at
	case days > -7 && days < 7:
		return t.Format("Monday") + at
	case t.Year() == now.Year():
		return t.Format("2 January,") + at
	}
	return t.Format("2 January 2006,") + at
}

func midnight(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
}

// capital begins a sentence.
func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// figure writes a mean or a deviation with one decimal.
func figure(x float64) string { return strconv.FormatFloat(x, 'f', 1, 64) }

// meanOf writes the mean score of a line, "-" if nobody has handed in.
func meanOf(line quiz.AssignmentLine) string {
	if line.HandedIn == 0 {
		return "-"
	}
	return fmt.Sprintf("%s of %d", figure(line.Mean), line.Asked)
}
