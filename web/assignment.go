package web

import (
	"fmt"
	"html/template"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"discern/questions"
	"discern/quiz"
)

// startView is the page before a quiz, and the way back into one.
type startView struct {
	frame
	Heading  string
	Lead     string
	Source   string
	Post     string // where the form that begins an attempt goes, or ""
	Intent   string
	Go       *step         // back into an attempt
	Wait     template.HTML // why there is nothing to press
	Examples []example
	Know     []template.HTML
}

// assignment shows what a quiz asks before a student begins it.
func (s *Server) assignment(c echo.Context) error {
	ctx, now := c.Request().Context(), s.store.Now()
	home, err := s.store.Home(ctx, s.visitor(c))
	if err != nil {
		return err
	}
	card, err := cardOf(home, c.Param("id"))
	if err != nil {
		return err
	}
	if latest := card.Latest; latest != nil && latest.State == quiz.InProgress {
		return c.Redirect(http.StatusSeeOther, "/attempt/"+latest.ID)
	}
	a, v := card.Assignment, s.voice(c)
	view := startView{frame: frame{Title: a.Title, Body: "read", Who: home.Seat.Name, Script: "start.js"}, Heading: a.Title,
		Lead: v.lead(a.Asked), Examples: s.examples(ctx), Know: v.goodToKnow(a.Settings, card.Left, home.Seat.ExtraTime)}
	if pack, err := s.store.Pack(ctx, a.Pack, a.Version); err == nil {
		view.Source = v.sourceLine(pack.Source)
	}
	switch err := a.MayStart(now, a.Settings.Attempts-card.Left); {
	case err == nil:
		view.Post, view.Intent = "/assignment/"+a.ID, s.store.NewSecret(intentBytes)
	case now.Before(a.Settings.OpensAt):
		view.Wait = v.rich("It opens at %s.", v.at(a.Settings.OpensAt))
	default:
		view.Wait = v.wait(err)
	}
	return s.page(c, http.StatusOK, "start", view)
}

// cardOf finds an assignment in a student's list.
func cardOf(home quiz.Home, id string) (quiz.Card, error) {
	for _, card := range home.Cards {
		if card.Assignment.ID == id {
			return card, nil
		}
	}
	return quiz.Card{}, fmt.Errorf("assignment %w", quiz.ErrNotFound)
}

// startAttempt begins an attempt, or finds the one that is open.
func (s *Server) startAttempt(c echo.Context) error {
	sent, err := c.FormParams()
	if err != nil {
		return err
	}
	sheet, created, err := s.store.StartAttempt(c.Request().Context(), s.visitor(c), c.Param("id"), intent(sent))
	if err != nil {
		return err
	}
	if created {
		return c.Redirect(http.StatusSeeOther, questionPath(sheet.Attempt.ID, 1))
	}
	return c.Redirect(http.StatusSeeOther, "/attempt/"+sheet.Attempt.ID)
}

func (v *voice) lead(asked int) string {
	return v.say("You will read %d statements.", asked) + " " + v.say("For each one, say what kind of statement it is.")
}

// wait says why nobody can go on now.
func (v *voice) wait(err error) template.HTML {
	why := v.explain(err)
	return v.rich("%s. %s", why.title, why.text)
}

// sourceLine says where the statements come from.
func sourceLine(from *questions.Source) string { return english.sourceLine(from) }

func (v *voice) sourceLine(from *questions.Source) string {
	if from == nil {
		return ""
	}
	parts := []string{from.Author, from.Publication}
	if month, err := time.Parse("2006-01", from.Published); err == nil {
		parts = append(parts, v.say("%s %s", v.month(month), month.Format("2006")))
	} else {
		parts = append(parts, from.Published)
	}
	kept := parts[:0]
	for _, part := range parts {
		if part != "" {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, ", ")
}

// scorings say which of several attempts counts.
var scorings = map[string]string{quiz.ScoreFirst: key("The first one counts."), quiz.ScoreBest: key("The best one counts."), quiz.ScoreLast: key("The last one counts.")}

// goodToKnow is what a student is told before beginning, by the settings. Extra
// time is part of the minutes; why there is any is nowhere.
func (v *voice) goodToKnow(s quiz.Settings, left int, extra float64) []template.HTML {
	var know []template.HTML
	if s.Minutes > 0 {
		minutes := int(float64(s.Minutes) * max(extra, 1))
		know = append(know, v.rich("You have %d minutes from when you start. What you saved by then counts.", minutes))
		if extra > 1 {
			know = append(know, v.rich("Your extra time is part of that."))
		}
	} else {
		know = append(know, v.rich("There is no clock."))
	}
	if !s.ClosesAt.IsZero() {
		know = append(know, v.rich("The quiz closes on %s.", v.at(s.ClosesAt)))
	}
	if s.Attempts > 1 {
		know = append(know, v.rich("You have %d tries left.", left)+" "+v.rich(scorings[s.Scoring]))
	}
	if s.Feedback == quiz.FeedbackQuestion {
		know = append(know, v.rich("After each question you see the key. Then your answer stays as it is."))
	} else {
		know = append(know, v.rich("Your answers are saved as you go. You can change them until you hand in."))
	}
	switch s.Feedback {
	case quiz.FeedbackSubmit:
		know = append(know, v.rich("You see your result when you have handed in."))
	case quiz.FeedbackRelease:
		know = append(know, v.rich("You see your result when your teacher releases it."))
	}
	return append(know, v.rich("A fact here can be true or false. What counts is that you could check it."),
		v.rich("You are not asked which side you are on."))
}
