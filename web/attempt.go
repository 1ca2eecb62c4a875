package web

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"discern/quiz"
)

// doneView is the page of an attempt that is handed in or voided.
type doneView struct {
	frame
	Attempt string
	Class   string
	Heading string
	Text    string
	Result  bool // the result can be seen
}

func questionPath(attempt string, n int) string {
	return "/attempt/" + attempt + "/" + strconv.Itoa(n)
}

// attempt shows the way back into an attempt or, when it is handed in, what
// comes next.
func (s *Server) attempt(c echo.Context) error {
	ctx := c.Request().Context()
	sheet, err := s.store.Attempt(ctx, s.visitor(c), c.Param("id"))
	if err != nil {
		return err
	}
	if sheet.Attempt.State != quiz.InProgress {
		return s.page(c, http.StatusOK, "done", s.doneView(s.voice(c), sheet))
	}
	a, v := sheet.Assignment, s.voice(c)
	view := startView{frame: frame{Title: a.Title, Body: "read", Who: sheet.SeatName, Script: "quiz.js"}, Heading: a.Title,
		Lead: v.lead(len(sheet.Questions)), Source: v.sourceLine(sheet.Source), Examples: s.examples(ctx)}
	settings := a.Settings
	if !sheet.Attempt.Deadline.IsZero() {
		// The deadline says it all; the minutes would count from now again.
		settings.Minutes = 0
		view.Know = append(view.Know, v.rich("It ends at %s. What you saved by then counts.", local(sheet.Attempt.Deadline, clock)))
	}
	settings.Attempts = 1
	know := v.goodToKnow(settings, 0, 1)
	if len(view.Know) > 0 {
		know = know[1:]
	}
	view.Know = append(view.Know, know...)
	switch open := sheet.Open(); {
	case sheet.State == quiz.Paused:
		view.Wait = v.wait(quiz.ErrPaused)
	case len(open) > 0:
		view.Go = &step{questionPath(sheet.Attempt.ID, open[0]), v.say("Go on with question %d", open[0])}
	default:
		view.Go = &step{"/attempt/" + sheet.Attempt.ID + "/review", v.say("Look over your answers")}
	}
	return s.page(c, http.StatusOK, "start", view)
}

// doneView says what has become of an attempt that nobody works on any more.
func (s *Server) doneView(v *voice, sheet quiz.Sheet) doneView {
	a := sheet.Assignment
	view := doneView{frame: frame{Title: a.Title, Body: "read", Who: sheet.SeatName, Script: "quiz.js"},
		Attempt: sheet.Attempt.ID, Class: sheet.ClassTitle}
	answered := len(sheet.Questions) - len(sheet.Open())
	counts := v.say("You answered %d of %d questions.", answered, len(sheet.Questions))
	switch {
	case sheet.Attempt.State == quiz.Voided:
		view.Heading, view.Text = v.say("This try does not count"), v.say("Your teacher has taken it out. Ask your teacher what to do next.")
		return view
	case sheet.Attempt.State == quiz.AutoSubmitted:
		view.Heading, view.Text = v.say("Time is over"), v.say("The quiz is closed. What you had saved is handed in.")+" "+counts
	default:
		view.Heading, view.Text = v.say("Handed in"), v.say("Your answers are with your teacher.")+" "+counts
	}
	view.Result = quiz.MaySee(sheet.Attempt, a, s.store.Now()) == nil
	return view
}

// reviewView is the page before handing in.
type reviewView struct {
	frame
	Attempt   string
	Heading   string
	Lead      string
	Questions []quiz.Question
	Open      []int
	Final     string
	Ending    ending
}

// review shows all questions, and where to hand in.
func (s *Server) review(c echo.Context) error {
	sheet, err := s.store.Attempt(c.Request().Context(), s.visitor(c), c.Param("id"))
	switch {
	case err != nil:
		return err
	case sheet.Attempt.State != quiz.InProgress:
		return c.Redirect(http.StatusSeeOther, "/attempt/"+sheet.Attempt.ID)
	case sheet.State == quiz.Paused:
		return quiz.ErrPaused
	}
	v := s.voice(c)
	view := reviewView{frame: frame{Title: v.say("Before you hand in") + " - " + sheet.Assignment.Title, Body: "read",
		Who: sheet.SeatName, Script: "quiz.js"}, Attempt: sheet.Attempt.ID, Heading: v.say("Before you hand in"),
		Lead: v.standing(sheet), Questions: sheet.Questions, Open: sheet.Open(),
		Ending: endingOf(sheet, s.store.Now())}
	return s.page(c, http.StatusOK, "review", view)
}

// standing says what is answered, open and flagged.
func (v *voice) standing(sheet quiz.Sheet) string {
	open, flagged, all := sheet.Open(), sheet.Flagged(), len(sheet.Questions)
	said := []string{v.say("You have answered every question.")}
	if len(open) > 0 {
		said = []string{v.say("You have answered %d of %d questions.", all-len(open), all), v.say("Questions %[2]s are still open.", len(open), v.listed(open))}
	}
	if len(flagged) > 0 {
		said = append(said, v.say("You flagged questions %[2]s.", len(flagged), v.listed(flagged)))
	}
	return strings.Join(said, " ")
}

// submit hands an attempt in.
func (s *Server) submit(c echo.Context) error {
	attempt, err := s.store.SubmitAttempt(c.Request().Context(), s.visitor(c), c.Param("id"), nil)
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/attempt/"+attempt.ID)
}
