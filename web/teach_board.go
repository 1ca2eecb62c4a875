package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"discern/quiz"
)

// boardPage is one quiz of a class while it runs: who is where.
type boardPage struct {
	desk
	Tab     string // of the assignment: live
	Class   quiz.Class
	Line    quiz.AssignmentLine
	Says    string // how the quiz stands
	Counts  string // how far the class is
	Board   quiz.Board
	Columns []int // questions, from 1
	Rows    []boardRow
	Acts    []act
	Running bool // it can be closed
	Minutes []int
	Every   int    // seconds after which a page without a script reloads, if the teacher wants that; 0: never
	Kept    string // Every as a query, for the forms
	Read    time.Time
	Summary []string
}

// boardRow is one student on the board.
type boardRow struct {
	quiz.BoardSeat
	Cells []boardCell // one a question; Marks itself is for the script
	Says  string
	Quiet string // since when nothing has come, or ""
}

// boardCell is what a student has done with a question: its class and its word.
type boardCell struct {
	Class, Word string
	Flag        bool
}

// quietAfter is when the board says that nothing comes from somebody.
const quietAfter = 3 * time.Minute

// teachAssignment answers GET /teach/assignment/{id}.
func (s *Server) teachAssignment(c echo.Context) error {
	board, err := s.store.Board(c.Request().Context(), s.staff(c), c.Param("id"))
	if err != nil {
		return err
	}
	view := newBoardPage(board, s.store.Now())
	view.desk = s.desk(c, "classes", view.Line.Title, nil)
	view.Script = "live.js"
	view.Kept = everyOf(c)
	if view.Kept != "" {
		view.Every = 20
	}
	return s.page(c, http.StatusOK, "teach-assignment", view)
}

// everyOf is the query in which the board keeps that it reloads, or "".
func everyOf(c echo.Context) string {
	if c.QueryParam("every") == "20" {
		return "?every=20"
	}
	return ""
}

// seeBoard sends the browser back to the board that it came from.
func seeBoard(c echo.Context) error {
	return see(c, "/teach/assignment/"+c.Param("id")+everyOf(c))
}

func newBoardPage(b quiz.Board, now time.Time) boardPage {
	line := lineOf(b)
	view := boardPage{Tab: "live", Class: b.Class, Line: line, Board: b, Says: tellState(line, now), Counts: tellCounts(b.Counts),
		Acts: actsOf(line.State), Running: line.State == quiz.Open || line.State == quiz.Paused, Minutes: quiz.Countdowns,
		Read: now, Summary: summaryOf(line.Settings, line.Asked, now)}
	columns := 0
	for _, seat := range b.Seats {
		columns = max(columns, len(seat.Marks))
	}
	if columns == 0 {
		columns = line.Asked
	}
	for n := range columns {
		view.Columns = append(view.Columns, n+1)
	}
	for _, seat := range b.Seats {
		view.Rows = append(view.Rows, newBoardRow(seat, columns, now))
	}
	return view
}

func lineOf(b quiz.Board) quiz.AssignmentLine {
	return quiz.AssignmentLine{Assignment: b.Assignment, State: b.State, Seats: b.Counts.Seats, Started: b.Counts.Started, HandedIn: b.Counts.HandedIn}
}

func newBoardRow(seat quiz.BoardSeat, columns int, now time.Time) boardRow {
	row := boardRow{BoardSeat: seat, Says: seatSays(seat, now)}
	for n := range columns {
		mark := byte(' ')
		if n < len(seat.Marks) {
			mark = seat.Marks[n]
		}
		row.Cells = append(row.Cells, boardCells[mark])
	}
	if quiet := now.Sub(seat.Active); seat.State == quiz.InProgress && quiet >= quietAfter {
		row.Quiet = fmt.Sprintf("Quiet for %d min", int(quiet.Minutes()))
	}
	return row
}

// boardCells are the cells by mark; a space stands for no question.
var boardCells = map[byte]boardCell{
	quiz.MarkOpen:     {"cell", "open", false},
	quiz.MarkAnswered: {"cell done", "answered", false},
	quiz.MarkFlagged:  {"cell", "open, flagged", true},
	quiz.MarkBoth:     {"cell done", "answered, flagged", true},
	' ':               {"cell none", "", false},
}

// seatSays tells where a student is.
func seatSays(seat quiz.BoardSeat, now time.Time) string {
	switch {
	case seat.State == "" && seat.Joined.IsZero():
		return "Not joined"
	case seat.State == "":
		return "Not started"
	case seat.State == quiz.Voided:
		return "Does not count"
	case seat.State == quiz.Submitted:
		return "Handed in " + day(seat.Submitted, now) + " " + zoneName(seat.Submitted)
	case seat.State == quiz.AutoSubmitted:
		return "Handed in " + day(seat.Submitted, now) + " " + zoneName(seat.Submitted) + ", when it closed"
	case !seat.Deadline.IsZero():
		return "Working, " + minutesLeft(seat.Deadline, now)
	}
	return "Working"
}

// minutesLeft says how much time there is, in minutes begun.
func minutesLeft(end, now time.Time) string {
	return fmt.Sprintf("%d min left", max(0, int((end.Sub(now)+time.Minute-1)/time.Minute)))
}

// tellCounts says in a sentence or two how far a class is.
func tellCounts(n quiz.BoardCounts) string {
	if n.Started == 0 {
		return fmt.Sprintf("%d of %d have joined, nobody has started.", n.Joined, n.Seats)
	}
	return fmt.Sprintf("%d at work, %d of %d handed in. %d of %s in.", n.Working, n.HandedIn, n.Seats, n.Answered, plural(n.Asked, "answer is", "answers are"))
}

// closeQuiz answers POST /teach/assignment/{id}/close.
func (s *Server) closeQuiz(c echo.Context) error {
	sent, err := form(c)
	if err != nil {
		return err
	}
	if _, err = s.store.CloseIn(c.Request().Context(), s.staff(c), c.Param("id"), minutesOf(sent)); err != nil {
		return err
	}
	return seeBoard(c)
}

// minutesOf reads the minutes of a countdown; what is no number is none that is
// offered.
func minutesOf(sent url.Values) int {
	minutes, err := strconv.Atoi(sent.Get("minutes"))
	if err != nil {
		return -1
	}
	return minutes
}

// callOff answers POST /teach/assignment/{id}/close/off.
func (s *Server) callOff(c echo.Context) error {
	if _, err := s.store.CallOffClosing(c.Request().Context(), s.staff(c), c.Param("id")); err != nil {
		return err
	}
	return seeBoard(c)
}

// helpPage is what a teacher can do for one student during a quiz.
type helpPage struct {
	desk
	Class     quiz.Class
	Line      quiz.AssignmentLine
	Row       boardRow
	Which     string // attempt, as in the address
	MayVoid   bool
	MayReopen bool
}

// helpStudent answers GET /teach/assignment/{id}/seat/{seat}/help.
func (s *Server) helpStudent(c echo.Context) error {
	board, err := s.store.Board(c.Request().Context(), s.staff(c), c.Param("id"))
	if err != nil {
		return err
	}
	for _, seat := range board.Seats {
		if seat.ID != c.Param("seat") {
			continue
		}
		now, attempt := s.store.Now(), quiz.Attempt{State: seat.State}
		view := helpPage{desk: s.desk(c, "classes", "Help "+seat.Name, nil).narrow(), Class: board.Class, Line: lineOf(board), Row: newBoardRow(seat, 0, now)}
		if seat.Number > 1 {
			view.Which = "?attempt=" + strconv.Itoa(seat.Number)
		}
		view.MayVoid = seat.Attempt != "" && attempt.MayVoid() == nil
		view.MayReopen = seat.Attempt != "" && attempt.MayReopen(now, board.State, false) == nil
		return s.page(c, http.StatusOK, "teach-help", view)
	}
	return fmt.Errorf("seat %w", quiz.ErrNotFound)
}
