package web

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"discern/quiz"
)

// settingsPage changes the settings of a quiz: all of a draft's, and what does
// not touch the questions of one that was opened.
type settingsPage struct {
	desk
	Line  quiz.AssignmentLine
	Whole bool
	Form  settingsForm
	Bound []string // the title of the text, if it can be asked in the words of its source
}

// Source: as in setPage; here there is one text alone.
func (p settingsPage) Source() string { return "" }

// OpenTimes, OpenMore and Zone: as in setPage.
func (p settingsPage) OpenTimes() bool { return inTimes(p.Trouble) }

// OpenMore: see OpenTimes.
func (p settingsPage) OpenMore() bool { return p.Trouble.On("order") || p.Trouble.On("wording") }

// Zone: see zone.
func (p settingsPage) Zone() string { return zone() }

// zone says by which clock the times of a form are read.
func zone() string { return "By the clock of this site, " + clockName(time.Now()) + "." }

// clockName is the time zone of the server at t, as people write it.
func clockName(t time.Time) string {
	name := zoneName(t)
	if strings.HasPrefix(name, "UTC") {
		return name
	}
	return name + t.Local().Format(" (UTC-07:00)")
}

// dayHere is day with the time zone, for a time that is agreed on.
func dayHere(t, now time.Time) string { return day(t, now) + " " + clockName(t) }

// settingsForm answers GET /teach/assignment/{id}/settings.
func (s *Server) settingsForm(c echo.Context) error {
	line, err := s.store.Assignment(c.Request().Context(), s.staff(c), c.Param("id"))
	if err != nil {
		return err
	}
	return s.showSettings(c, http.StatusOK, line, newSettingsForm(line.Settings), nil)
}

func (s *Server) showSettings(c echo.Context, status int, line quiz.AssignmentLine, typed settingsForm, t *trouble) error {
	view := settingsPage{desk: s.desk(c, "classes", "Settings of "+line.Title, t).narrow(), Line: line,
		Whole: line.State == quiz.Draft, Form: typed}
	if view.Whole {
		bound, err := s.store.Binding(c.Request().Context(), s.staff(c), line.Pack, line.Version)
		if err != nil {
			return err
		}
		if bound.Whole {
			view.Bound = []string{line.Title}
		}
	}
	return s.page(c, status, "teach-settings", view)
}

// saveSettings answers POST /teach/assignment/{id}/settings.
func (s *Server) saveSettings(c echo.Context) error {
	sent, err := form(c)
	if err != nil {
		return err
	}
	ctx, who := c.Request().Context(), s.staff(c)
	line, err := s.store.Assignment(ctx, who, c.Param("id"))
	if err != nil {
		return err
	}
	typed := readRunning(sent, newSettingsForm(line.Settings))
	if line.State == quiz.Draft {
		typed = readSettings(sent)
	}
	settings, err := typed.settings()
	if err == nil {
		_, err = s.store.UpdateAssignment(ctx, who, line.ID, quiz.AssignmentChange{Settings: &settings})
	}
	if t, status, ok := troubleOf(err); ok {
		return s.showSettings(c, status, line, typed, t)
	}
	if err != nil {
		return err
	}
	return see(c, "/teach/assignment/"+line.ID)
}

// summaryOf says how a quiz is asked, a sentence a setting.
func summaryOf(s quiz.Settings, asked int, now time.Time) []string {
	drawn := ", drawn without regard to kind."
	switch {
	case s.Balance && s.Feedback == quiz.FeedbackQuestion:
		drawn = ", each as likely of one kind as of another, so that no key tells the next."
	case s.Balance:
		drawn = ", as many of each kind as can be."
	}
	all := []string{plural(asked, "passage", "passages") + drawn}
	if s.Count == quiz.All {
		all[0] = "All passages of the text, " + fmt.Sprint(asked) + "."
	}
	all = append(all, map[string]string{
		quiz.OrderArticle:  "In the order of the article.",
		quiz.OrderShuffled: "Shuffled, in another order for each student.",
	}[s.Order], map[string]string{
		quiz.FeedbackRelease:  "Students see the key when you release the results.",
		quiz.FeedbackSubmit:   "Students see the key as soon as they hand in.",
		quiz.FeedbackQuestion: "Students see the key after each question, which is then final.",
	}[s.Feedback])
	if s.Minutes > 0 {
		all = append(all, plural(s.Minutes, "minute", "minutes")+", or longer where a student has extra time.")
	} else {
		all = append(all, "No time limit.")
	}
	if s.Attempts == 1 {
		all = append(all, "One attempt for each student.")
	} else {
		all = append(all, fmt.Sprintf("%d attempts for each student; the %s one counts.", s.Attempts, s.Scoring))
	}
	if !s.OpensAt.IsZero() {
		all = append(all, "Opens "+dayHere(s.OpensAt, now)+", if you have opened it by then.")
	}
	if !s.ClosesAt.IsZero() {
		all = append(all, "Closes by itself "+dayHere(s.ClosesAt, now)+".")
	}
	if s.Wording == quiz.WordingOriginal {
		all = append(all, "In the words of the source.")
	}
	if s.Confidence {
		all = append(all, "Students say how sure they are.")
	}
	return all
}
