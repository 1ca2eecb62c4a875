package quiz

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var boardTime = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

// randomBoard draws a board of up to eight seats.
func randomBoard(r *rand.Rand) Board {
	a := Assignment{ID: "a", Title: fmt.Sprint("Quiz ", r.IntN(2)), State: []AssignmentState{Open, Paused}[r.IntN(2)]}
	if r.IntN(2) == 0 {
		a.Settings.ClosesAt = boardTime.Add(time.Hour)
	}
	var seats []Seat
	attempts, answers := map[string][]Attempt{}, map[string][]BoardAnswer{}
	for i := range 8 {
		id := fmt.Sprint("s", i)
		if r.IntN(8) == 0 {
			continue
		}
		seats = append(seats, Seat{ID: id, Name: fmt.Sprint("Pupil ", i, strings.Repeat("!", r.IntN(2))), Joined: boardTime})
		for n := range r.IntN(3) {
			attempt := Attempt{ID: fmt.Sprint(id, "-", n), Seat: id, Number: n + 1, Picks: []int{4, 2, 9}, Started: boardTime,
				State: []AttemptState{InProgress, Submitted, AutoSubmitted, Voided}[r.IntN(4)]}
			if attempt.Done() {
				attempt.Submitted = boardTime.Add(time.Minute)
			} else if r.IntN(4) == 0 {
				attempt.Deadline = boardTime.Add(time.Hour)
			}
			attempts[id] = append(attempts[id], attempt)
			for q := range 3 {
				if r.IntN(2) == 0 {
					answers[attempt.ID] = append(answers[attempt.ID], BoardAnswer{N: q + 1, Answered: r.IntN(2) == 0, Flagged: r.IntN(2) == 0,
						Saved: boardTime.Add(time.Duration(r.IntN(3)) * time.Second)})
				}
			}
		}
	}
	return NewBoard(a, Class{ID: "c"}, seats, attempts, answers, boardTime.Add(2*time.Minute))
}

// follow is what a reader of the events does to the rows it shows.
func follow(board, to Board, events []BoardEvent) Board {
	rows := map[string]BoardSeat{}
	for _, seat := range board.Seats {
		rows[seat.ID] = seat
	}
	for _, e := range events {
		row := rows[e.Seat.ID]
		switch {
		case e.Kind == EventSeat && e.Removed:
			delete(rows, e.Seat.ID)
		case e.Kind == EventSeat:
			rows[e.Seat.ID] = e.Seat
		case e.Kind == EventAnswer:
			row.Marks = row.Marks[:e.N-1] + e.Seat.Marks[e.N-1:e.N] + row.Marks[e.N:]
			row.Answered, row.Active = e.Seat.Answered, e.Seat.Active
			rows[e.Seat.ID] = row
		case e.Kind == EventSubmit:
			row.State, row.Submitted, row.Active = e.Seat.State, e.Seat.Submitted, e.Seat.Active
			rows[e.Seat.ID] = row
		case e.Kind == EventCount:
			board.Counts = to.Counts
		case e.Kind == EventState:
			board.State, board.Assignment, board.CountsDown = to.State, to.Assignment, to.CountsDown
		}
	}
	board.Seats = nil
	for _, seat := range to.Seats {
		if row, ok := rows[seat.ID]; ok {
			board.Seats = append(board.Seats, row)
			delete(rows, seat.ID)
		}
	}
	for _, row := range rows { // what should not be there
		board.Seats = append(board.Seats, row)
	}
	return board
}

// TestBoardChanges follows the events between random boards: they lead to the
// other board, and none leads from a board to itself. Leaving one event out, as
// the control, does not lead there.
func TestBoardChanges(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	missed := 0
	for range 500 {
		from, to := randomBoard(r), randomBoard(r)
		events := BoardChanges(from, to)
		if diff := cmp.Diff(to, follow(from, to, events)); diff != "" {
			t.Fatalf("following the events does not lead there:\n%s", diff)
		}
		if self := BoardChanges(to, to); len(self) > 0 {
			t.Fatalf("a board differs from itself: %v", self)
		}
		if len(events) > 0 {
			i := r.IntN(len(events))
			short := append(append([]BoardEvent{}, events[:i]...), events[i+1:]...)
			if cmp.Diff(to, follow(from, to, short)) != "" {
				missed++
			}
		}
	}
	if missed < 250 {
		t.Errorf("leaving out an event was noticed %d times of 500", missed)
	}
}

func TestNewBoard(t *testing.T) {
	now := boardTime.Add(time.Hour)
	seats := []Seat{{ID: "1", Name: "Ada", Joined: boardTime}, {ID: "2", Name: "Ben"}, {ID: "3", Name: "Cleo", Joined: boardTime}}
	attempts := map[string][]Attempt{
		"1": {{ID: "old", Number: 1, State: Submitted, Picks: []int{1}}, {ID: "open", Number: 2, State: InProgress, Picks: []int{5, 6, 7, 8}, Started: boardTime},
			{ID: "void", Number: 3, State: Voided, Picks: []int{1}}},
		"3": {{ID: "late", State: InProgress, Picks: []int{1, 2}, Deadline: now.Add(-Grace - 1)}},
	}
	answers := map[string][]BoardAnswer{"open": {{N: 1, Answered: true}, {N: 2, Flagged: true}, {N: 3, Answered: true, Flagged: true, Saved: now}, {N: 9, Answered: true}}}
	b := NewBoard(Assignment{State: Open}, Class{}, seats, attempts, answers, now)
	if got := b.Seats[0]; got.Attempt != "open" || got.Marks != "afb." || got.Answered != 2 || !got.Active.Equal(now) {
		t.Errorf("the seat with three attempts is %+v", got)
	}
	if got := b.Seats[2]; got.State != AutoSubmitted || !got.Submitted.Equal(now.Add(-Grace-1)) {
		t.Errorf("an attempt whose time is over is %+v", got)
	}
	if want := (BoardCounts{Seats: 3, Joined: 2, Started: 2, Working: 1, HandedIn: 1, Answered: 2, Asked: 6}); b.Counts != want {
		t.Errorf("counts = %+v, want %+v", b.Counts, want)
	}
}

func TestNextChange(t *testing.T) {
	b := Board{Seats: []BoardSeat{{State: InProgress, Deadline: boardTime.Add(time.Minute)}, {State: Submitted, Deadline: boardTime.Add(time.Second)}}}
	if got := b.NextChange(boardTime); !got.Equal(boardTime.Add(time.Minute + Grace + time.Millisecond)) {
		t.Errorf("the first deadline counts at %v", got)
	}
	b.Assignment.Settings.ClosesAt = boardTime.Add(2 * time.Second)
	if got := b.NextChange(boardTime); !got.Equal(boardTime.Add(2 * time.Second)) {
		t.Errorf("closing counts at %v", got)
	}
	if got := (Board{}).NextChange(boardTime); !got.IsZero() {
		t.Errorf("nothing is known, got %v", got)
	}
}
