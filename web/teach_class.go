package web

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"discern/quiz"
)

// classPage is one class: how to join it, its quizzes and its students.
type classPage struct {
	desk
	Class    quiz.Class
	Owner    bool // who looks owns the class
	Join     joinPlace
	JoinSays string
	Quizzes  []quizLine
	Joined   int
	Latest   string // title of the newest quiz that students can see, or ""
	Students []studentLine
}

// quizLine is an assignment in the list of its class.
type quizLine struct {
	quiz.AssignmentLine
	Says string // its state
	Mean string
}

// studentLine is a student in the list of the class.
type studentLine struct {
	quiz.Seat
	JoinedSays string
	Quiz       string // how far with the newest quiz
}

// joinPlace is where students join. The address that is shown does not hold the
// code; that of the picture has it behind a #, which is sent to nobody and which
// the page takes out of the address again.
type joinPlace struct {
	Host string
	Base string // scheme and host
	QR   qrCode
}

func (s *Server) joinPlace(c echo.Context, code string) joinPlace {
	scheme, host := s.base.Scheme, s.base.Host
	if host == "" {
		scheme, host = "http", c.Request().Host
		if c.Request().TLS != nil {
			scheme = "https"
		}
	}
	base := scheme + "://" + host
	return joinPlace{Host: host, Base: base, QR: newQR(base + "/j/" + code)}
}

// teachClass answers GET /teach/class/{id}.
func (s *Server) teachClass(c echo.Context) error {
	ctx, who, now := c.Request().Context(), s.staff(c), s.store.Now()
	class, err := s.store.Class(ctx, who, c.Param("id"))
	if err != nil {
		return err
	}
	lines, err := s.store.Assignments(ctx, who, class.ID)
	if err != nil {
		return err
	}
	view := classPage{desk: s.desk(c, "classes", class.Title, nil), Class: class, Owner: class.Teacher == who.ID, Join: s.joinPlace(c, class.Code),
		JoinSays: joinSays(class, now)}
	var latest *quiz.AssignmentLine
	for _, line := range lines {
		view.Quizzes = append(view.Quizzes, quizLine{line, stateSays(line, now), meanOf(line)})
		if line.State != quiz.Draft && (latest == nil || line.Created.After(latest.Created)) {
			latest = &line
		}
	}
	if view.Students, err = s.studentLines(ctx, who, class, latest, now); err != nil {
		return err
	}
	for _, student := range view.Students {
		if !student.Joined.IsZero() {
			view.Joined++
		}
	}
	if latest != nil {
		view.Latest = latest.Title
	}
	return s.page(c, http.StatusOK, "teach-class", view)
}

// Zone names that of the times in the list.
func (classPage) Zone() string { return clockName(time.Now()) }

func (s *Server) studentLines(ctx context.Context, who quiz.Actor, class quiz.Class, latest *quiz.AssignmentLine, now time.Time) ([]studentLine, error) {
	seats, err := s.store.Seats(ctx, who, class.ID)
	if err != nil {
		return nil, err
	}
	progress := map[string]string{}
	if latest != nil {
		table, err := s.store.Scores(ctx, who, latest.ID)
		if err != nil {
			return nil, err
		}
		for _, row := range table.Rows {
			progress[row.Seat.ID] = rowSays(row, table.Assignment.Asked, now)
		}
	}
	var rows []studentLine
	for _, seat := range seats {
		rows = append(rows, studentLine{seat, joinedSays(seat, now), progress[seat.ID]})
	}
	return rows, nil
}

// joinSays tells until when the code of a class can be used.
func joinSays(class quiz.Class, now time.Time) string {
	switch class.MayJoin(now) {
	case quiz.ErrJoiningLocked:
		return "Joining is locked: the code brings nobody new in."
	case quiz.ErrCodeExpired:
		return "This code is too old. Make a new one."
	}
	return fmt.Sprintf("Joining is open until %s, or a day after the last student has joined.", dayHere(class.CodeExpires, now))
}

func joinedSays(seat quiz.Seat, now time.Time) string {
	if seat.Joined.IsZero() {
		return "Not yet"
	}
	return capital(day(seat.Joined, now))
}

// stateSays tells how an assignment stands.
func stateSays(line quiz.AssignmentLine, now time.Time) string {
	opens, closes := line.Settings.OpensAt, line.Settings.ClosesAt
	switch {
	case line.State == quiz.Open && now.Before(opens):
		return "Opens " + dayHere(opens, now)
	case line.State == quiz.Open && !closes.IsZero():
		return "Open until " + dayHere(closes, now)
	}
	return map[quiz.AssignmentState]string{quiz.Draft: "Not opened yet", quiz.Open: "Open", quiz.Paused: "Paused",
		quiz.Closed: "Closed", quiz.Released: "Results released"}[line.State]
}

// rowSays tells how far a student has come with a quiz of asked questions.
func rowSays(row quiz.Row, asked int, now time.Time) string {
	switch {
	case row.Standing() == quiz.OnlyVoided:
		return "Does not count"
	case row.Attempt == nil:
		return "Not started"
	case row.Score != nil:
		return fmt.Sprintf("%d of %d, handed in %s", row.Score.Right, row.Score.Max, day(row.Attempt.Submitted, now))
	}
	return fmt.Sprintf("%d of %d answered", row.Answered, asked)
}

// projectorPage is the join code for the board.
type projectorPage struct {
	desk
	Class    quiz.Class
	Join     joinPlace
	JoinSays string
	Open     bool // for new students
	Joined   int
	Hidden   bool          // the number, as not every class wants it counted
	Quiz     *quizOnScreen // nil: the class alone
}

// projector answers GET /teach/class/{id}/projector.
func (s *Server) projector(c echo.Context) error {
	ctx, who, now := c.Request().Context(), s.staff(c), s.store.Now()
	class, err := s.store.Class(ctx, who, c.Param("id"))
	if err != nil {
		return err
	}
	seats, err := s.store.Seats(ctx, who, class.ID)
	if err != nil {
		return err
	}
	view := projectorPage{desk: s.desk(c, "", "Join "+class.Title, nil), Class: class, Join: s.joinPlace(c, class.Code),
		JoinSays: joinSays(class, now), Open: class.MayJoin(now) == nil, Hidden: c.QueryParam("count") == "hidden"}
	view.Body, view.Who, view.Script = "projector", class.Title, "projector.js"
	for _, seat := range seats {
		if !seat.Joined.IsZero() {
			view.Joined++
		}
	}
	return s.page(c, http.StatusOK, "teach-projector", view)
}
