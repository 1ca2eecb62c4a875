package web

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"discern/quiz"
)

// codePage shows a return code for a screen. Like cards, it is shown once.
type codePage struct {
	desk
	Class quiz.Class
	Join  joinPlace
	Card  quiz.SeatCard
	Until string
}

// seatPage is one student: name, extra time, return code, leaving.
type seatPage struct {
	desk
	Class      quiz.Class
	Seat       quiz.Seat
	JoinedSays string
	Merged     bool   // somebody else has just become one with this student
	Ends       bool   // the extra time would end an attempt at once, if that is confirmed
	Name       string // as typed
	ExtraTime  string
}

// pupil returns the class and the seat of the address.
func (s *Server) pupil(ctx context.Context, who quiz.Actor, c echo.Context) (quiz.Class, quiz.Seat, error) {
	class, err := s.store.Class(ctx, who, c.Param("id"))
	if err != nil {
		return class, quiz.Seat{}, err
	}
	seats, err := s.store.Seats(ctx, who, class.ID)
	if err != nil {
		return class, quiz.Seat{}, err
	}
	for _, seat := range seats {
		if seat.ID == c.Param("seat") {
			return class, seat, nil
		}
	}
	return class, quiz.Seat{}, fmt.Errorf("seat %w", quiz.ErrNotFound)
}

// teachSeat answers GET /teach/class/{id}/seat/{seat}.
func (s *Server) teachSeat(c echo.Context) error {
	class, seat, err := s.pupil(c.Request().Context(), s.staff(c), c)
	if err != nil {
		return err
	}
	kept := url.Values{"name": {seat.Name}, "extra_time": {strconv.FormatFloat(seat.ExtraTime, 'f', -1, 64)}}
	return s.showSeat(c, http.StatusOK, class, seat, kept, nil, false)
}

func (s *Server) showSeat(c echo.Context, status int, class quiz.Class, seat quiz.Seat, typed url.Values, t *trouble, ends bool) error {
	view := seatPage{desk: s.desk(c, "classes", seat.Name, t).narrow(), Class: class, Seat: seat, Ends: ends,
		Name: typed.Get("name"), ExtraTime: typed.Get("extra_time"), JoinedSays: "Has not joined yet.", Merged: c.QueryParam("merged") == "yes" && t == nil}
	if !seat.Joined.IsZero() {
		view.JoinedSays = "Joined " + day(seat.Joined, s.store.Now()) + "."
	}
	return s.page(c, status, "teach-seat", view)
}

// saveSeat answers POST /teach/class/{id}/seat/{seat}.
func (s *Server) saveSeat(c echo.Context) error {
	sent, err := form(c)
	if err != nil {
		return err
	}
	ctx, who := c.Request().Context(), s.staff(c)
	class, seat, err := s.pupil(ctx, who, c)
	if err != nil {
		return err
	}
	change, err := readSeat(sent)
	if err == nil {
		_, err = s.store.UpdateSeat(ctx, who, seat.ID, change)
	}
	if t, status, ok := troubleOf(err); ok {
		return s.showSeat(c, status, class, seat, sent, t, errors.As(err, new(*quiz.EndsError)))
	}
	if err != nil {
		return err
	}
	return see(c, "/teach/class/"+class.ID)
}

func readSeat(sent url.Values) (quiz.SeatChange, error) {
	name := sent.Get("name")
	extra, err := strconv.ParseFloat(strings.Replace(strings.TrimSpace(sent.Get("extra_time")), ",", ".", 1), 64)
	if err != nil {
		err = &quiz.FieldError{Field: "extra_time", Message: "Type a number from 1 to 10, such as 1.5."}
	}
	return quiz.SeatChange{Name: &name, ExtraTime: &extra, End: sent.Get("confirm") == "end"}, err
}

// newSeatCode answers POST /teach/class/{id}/seat/{seat}/code.
func (s *Server) newSeatCode(c echo.Context) error {
	ctx, who := c.Request().Context(), s.staff(c)
	class, seat, err := s.pupil(ctx, who, c)
	if err != nil {
		return err
	}
	card, err := s.store.NewSeatCode(ctx, who, seat.ID)
	if err != nil {
		return err
	}
	view := codePage{desk: s.desk(c, "classes", "A return code", nil), Class: class, Join: s.joinPlace(c, class.Code), Card: card,
		Until: "within " + plural(int(quiz.SeatCodeLife.Minutes()), "minute", "minutes")}
	return s.page(c, http.StatusOK, "teach-code", view)
}

// askRemoveSeat answers GET /teach/class/{id}/seat/{seat}/remove.
func (s *Server) askRemoveSeat(c echo.Context) error {
	class, seat, err := s.pupil(c.Request().Context(), s.staff(c), c)
	if err != nil {
		return err
	}
	view := seatPage{desk: s.desk(c, "classes", "Remove "+seat.Name, nil).narrow(), Class: class, Seat: seat}
	return s.page(c, http.StatusOK, "teach-seat-remove", view)
}

// removeSeat answers POST /teach/class/{id}/seat/{seat}/remove.
func (s *Server) removeSeat(c echo.Context) error {
	ctx, who := c.Request().Context(), s.staff(c)
	class, seat, err := s.pupil(ctx, who, c)
	if err != nil {
		return err
	}
	if err := s.store.DeleteSeat(ctx, who, seat.ID); err != nil {
		return err
	}
	return see(c, "/teach/class/"+class.ID)
}
