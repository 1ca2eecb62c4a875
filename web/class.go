package web

import (
	"html/template"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"discern/quiz"
)

// classView is a student's list of quizzes.
type classView struct {
	frame
	Class quiz.Class
	Rows  []classRow
}

// classRow is one quiz in the list, with the one thing to do about it.
type classRow struct {
	Title string
	Says  template.HTML
	Do    *step
	Also  *step
	First bool // Do is the one thing to do next on this page
}

// class shows a student what the class has to do.
func (s *Server) class(c echo.Context) error {
	home, err := s.store.Home(c.Request().Context(), s.visitor(c))
	if err != nil {
		return err
	}
	view := classView{frame: frame{Title: home.Class.Title, Body: "read", Who: home.Seat.Name, Script: "leave.js"}, Class: home.Class}
	first := true
	for _, card := range home.Cards {
		row := s.voice(c).rowOf(card, s.store.Now())
		row.First = first && row.Do != nil
		first = first && !row.First
		view.Rows = append(view.Rows, row)
	}
	return s.page(c, http.StatusOK, "class", view)
}

// rowOf says where a student stands with a quiz.
func (v *voice) rowOf(card quiz.Card, now time.Time) classRow {
	a, latest := card.Assignment, card.Latest
	row := classRow{Title: a.Title}
	again := card.State == quiz.Open && card.Left > 0
	switch {
	case latest != nil && latest.State == quiz.InProgress && card.State == quiz.Paused:
		row.Says = v.rich("Your teacher has paused it. Your answers are kept.")
	case latest != nil && latest.State == quiz.InProgress:
		row.Says = v.rich("You have started.")
		if !latest.Deadline.IsZero() {
			row.Says = v.rich("You have started. It ends at %s.", v.at(latest.Deadline))
		}
		row.Do = &step{"/attempt/" + latest.ID, v.say("Go on")}
	case latest != nil && latest.Done() && quiz.MaySee(*latest, a, now) == nil:
		row.Says = v.rich("Your result is here.")
		row.Do = &step{"/attempt/" + latest.ID + "/result", v.say("See your result")}
		if again {
			row.Also = &step{"/assignment/" + a.ID, v.say("Try it again")}
		}
	case again && !a.Settings.OpensAt.IsZero() && now.Before(a.Settings.OpensAt):
		row.Says = v.rich("It opens at %s.", v.at(a.Settings.OpensAt))
	case latest != nil && latest.Done():
		row.Says = v.rich("Handed in. You see the result when your teacher releases it.")
		if again {
			row.Also = &step{"/assignment/" + a.ID, v.say("Try it again")}
		}
	case again:
		row.Says = v.rich("%d statements.", a.Asked)
		row.Do = &step{"/assignment/" + a.ID, v.say("Begin")}
	case card.State == quiz.Paused:
		row.Says = v.rich("Your teacher has paused it.")
	case latest != nil && latest.State == quiz.Voided:
		row.Says = v.rich("Your teacher has taken your try out of the count.")
	default:
		row.Says = v.rich("It is closed. You did not take part.")
	}
	return row
}
