package web

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"discern/quiz"
)

// quizOnScreen is how far a quiz is, as the whole class may see it. Nothing tells
// what was answered.
type quizOnScreen struct {
	Line   quiz.AssignmentLine
	Counts quiz.BoardCounts
	Closes time.Time // announced and to come, else zero
	Left   string
	Named  bool // the teacher has switched names on
	Names  []nameOnScreen
	Stream string // address of the changes
}

// nameOnScreen is a student on the screen.
type nameOnScreen struct {
	ID, Name string
	HandedIn bool
}

// projectQuiz answers GET /teach/assignment/{id}/projector; ?names=on shows who
// has joined and who has handed in.
func (s *Server) projectQuiz(c echo.Context) error {
	board, err := s.store.Board(c.Request().Context(), s.staff(c), c.Param("id"))
	if err != nil {
		return err
	}
	now, class := s.store.Now(), board.Class
	screen := newScreen(board, c.QueryParam("names") == "on", now)
	view := projectorPage{desk: s.desk(c, "", board.Assignment.Title+", "+class.Title, nil), Class: class, Join: s.joinPlace(c, class.Code),
		JoinSays: joinSays(class, now), Open: class.MayJoin(now) == nil, Joined: board.Counts.Joined, Quiz: &screen}
	view.Body, view.Who, view.Script = "projector", class.Title, "projector.js"
	return s.page(c, http.StatusOK, "teach-projector", view)
}

func newScreen(b quiz.Board, named bool, now time.Time) quizOnScreen {
	screen := quizOnScreen{Line: lineOf(b), Counts: b.Counts, Named: named, Stream: "/teach/assignment/" + b.Assignment.ID + "/live"}
	if b.CountsDown {
		screen.Closes = b.Assignment.Settings.ClosesAt
		screen.Left = minutesLeft(screen.Closes, now)
	}
	if !named {
		screen.Stream += "?view=projector"
		return screen
	}
	for _, seat := range b.Seats {
		if !seat.Joined.IsZero() {
			screen.Names = append(screen.Names, nameOnScreen{seat.ID, seat.Name, quiz.Attempt{State: seat.State}.Done()})
		}
	}
	return screen
}
