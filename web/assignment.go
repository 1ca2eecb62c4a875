package web

import (
	"fmt"
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
	Go       *step  // back into an attempt
	Wait     string // why there is nothing to press
	When     time.Time
	Examples []example
	Know     []string
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
	a := card.Assignment
	view := startView{frame: frame{Title: a.Title, Body: "read", Who: home.Seat.Name, Script: "quiz.js"}, Heading: a.Title,
		Lead: lead(a.Asked), Examples: s.examples(ctx), Know: goodToKnow(a.Settings, card.Left, home.Seat.ExtraTime)}
	if pack, err := s.store.Pack(ctx, a.Pack, a.Version); err == nil {
		view.Source = sourceLine(pack.Source)
	}
	switch err := a.MayStart(now, a.Settings.Attempts-card.Left); {
	case err == nil:
		view.Post, view.Intent = "/assignment/"+a.ID, s.store.NewSecret(intentBytes)
	case now.Before(a.Settings.OpensAt):
		view.Wait, view.When = "It opens at", a.Settings.OpensAt
	default:
		why := explain(err)
		view.Wait = why.title + ". " + why.text
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

func lead(asked int) string {
	return "You will read " + plural(asked, "statement", "statements") + ". For each one, say what kind of statement it is."
}

// sourceLine says where the statements come from.
func sourceLine(from *questions.Source) string {
	if from == nil {
		return ""
	}
	parts := []string{from.Author, from.Publication}
	if month, err := time.Parse("2006-01", from.Published); err == nil {
		parts = append(parts, month.Format("January 2006"))
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

// goodToKnow is what a student is told before beginning, by the settings. Extra
// time is part of the minutes: nobody is told that there is any.
func goodToKnow(s quiz.Settings, left int, extra float64) []string {
	var know []string
	if s.Minutes > 0 {
		minutes := int(float64(s.Minutes) * max(extra, 1))
		know = append(know, "You have "+plural(minutes, "minute", "minutes")+" from when you start. What you saved by then counts.")
	} else {
		know = append(know, "There is no clock.")
	}
	if !s.ClosesAt.IsZero() {
		know = append(know, "The quiz closes on "+moment(s.ClosesAt)+".")
	}
	if s.Attempts > 1 {
		know = append(know, "You have "+plural(left, "try", "tries")+" left. The "+s.Scoring+" one counts.")
	}
	if s.Feedback == quiz.FeedbackQuestion {
		know = append(know, "After each question you see the key. Then your answer stays as it is.")
	} else {
		know = append(know, "Your answers are saved as you go. You can change them until you hand in.")
	}
	switch s.Feedback {
	case quiz.FeedbackSubmit:
		know = append(know, "You see your result when you have handed in.")
	case quiz.FeedbackRelease:
		know = append(know, "You see your result when your teacher releases it.")
	}
	return append(know, "A fact here can be true or false. What counts is that you could check it.",
		"You are not asked which side you are on.")
}
