package quiz

import (
	"slices"
	"strings"
	"time"
)

// Marks of a board: what a student has done with one question. They say nothing
// of what was answered.
const (
	MarkOpen     = '.'
	MarkAnswered = 'a'
	MarkFlagged  = 'f' // flagged, not answered
	MarkBoth     = 'b' // answered and flagged
)

// Board is who is where with an assignment: no field of it depends on the key
// or on which label was chosen.
type Board struct {
	Assignment Assignment
	State      AssignmentState // at the time of asking
	Class      Class
	Seats      []BoardSeat // in the order of the list of seats
	Counts     BoardCounts
	CountsDown bool // to a closing that was announced and can be called off
}

// BoardSeat is a student with the attempt at hand: the open one, else the
// newest that is not voided, else the newest.
type BoardSeat struct {
	ID        string
	Name      string
	Joined    time.Time    // zero: on the list, not yet come in
	Attempt   string       // "" if none was started
	Number    int          // of the attempt, from 1
	State     AttemptState // as it stands; "" if none was started
	Marks     string       // a mark a question, in their order
	Answered  int
	Deadline  time.Time // zero: none
	Submitted time.Time // zero: not yet
	Active    time.Time // when it was started or an answer last saved
}

// BoardCounts sums a board up.
type BoardCounts struct {
	Seats    int
	Joined   int
	Started  int // with an attempt at hand that is not voided
	Working  int // of these, not handed in
	HandedIn int
	Answered int // answers in all
	Asked    int // questions of all who have started
}

// BoardAnswer is as much of a saved answer as a board shows.
type BoardAnswer struct {
	N        int
	Answered bool
	Flagged  bool
	Saved    time.Time
}

// NewBoard makes the board of an assignment at now from its class's seats, their
// attempts by seat, first to last, and the answers by attempt.
func NewBoard(a Assignment, class Class, seats []Seat, attempts map[string][]Attempt, answers map[string][]BoardAnswer, now time.Time) Board {
	board := Board{Assignment: a, State: a.StateAt(now), Class: class}
	for _, seat := range seats {
		row := BoardSeat{ID: seat.ID, Name: seat.Name, Joined: seat.Joined}
		if attempt, ok := atHand(attempts[seat.ID], now); ok {
			row.sit(attempt, answers[attempt.ID])
		}
		board.Seats = append(board.Seats, row)
	}
	board.Counts = countSeats(board.Seats)
	return board
}

// atHand returns the attempt that a board shows, as it stands at now.
func atHand(attempts []Attempt, now time.Time) (Attempt, bool) {
	var shown Attempt
	for _, a := range attempts {
		a = a.At(now)
		if shown.ID == "" || a.State == InProgress || a.State != Voided && shown.State != InProgress || shown.State == Voided {
			shown = a
		}
	}
	return shown, shown.ID != ""
}

// sit fills in a seat's attempt.
func (s *BoardSeat) sit(a Attempt, answers []BoardAnswer) {
	s.Attempt, s.Number, s.State, s.Deadline, s.Submitted, s.Active = a.ID, a.Number, a.State, a.Deadline, a.Submitted, a.Started
	marks := []byte(strings.Repeat(string(MarkOpen), len(a.Picks)))
	for _, answer := range answers {
		if answer.N < 1 || answer.N > len(marks) {
			continue
		}
		marks[answer.N-1] = markOf(answer)
		if answer.Answered {
			s.Answered++
		}
		if answer.Saved.After(s.Active) {
			s.Active = answer.Saved
		}
	}
	s.Marks = string(marks)
}

func markOf(a BoardAnswer) byte {
	switch {
	case a.Answered && a.Flagged:
		return MarkBoth
	case a.Answered:
		return MarkAnswered
	case a.Flagged:
		return MarkFlagged
	}
	return MarkOpen
}

func countSeats(seats []BoardSeat) BoardCounts {
	counts := BoardCounts{Seats: len(seats)}
	for _, seat := range seats {
		if !seat.Joined.IsZero() {
			counts.Joined++
		}
		if seat.State == "" || seat.State == Voided {
			continue
		}
		counts.Started++
		counts.Answered += seat.Answered
		counts.Asked += len(seat.Marks)
		if seat.State == InProgress {
			counts.Working++
		} else {
			counts.HandedIn++
		}
	}
	return counts
}

// NextChange returns the first moment after now at which the board changes
// though nothing is saved: an attempt's time is over, or the assignment opens or
// closes. Zero: none is known.
func (b Board) NextChange(now time.Time) time.Time {
	var next time.Time
	take := func(t time.Time) {
		if t.After(now) && (next.IsZero() || t.Before(next)) {
			next = t
		}
	}
	take(b.Assignment.Settings.OpensAt)
	take(b.Assignment.Settings.ClosesAt)
	for _, seat := range b.Seats {
		if seat.State == InProgress && !seat.Deadline.IsZero() {
			take(seat.Deadline.Add(Grace + time.Millisecond))
		}
	}
	return next
}

// Kinds of BoardEvent.
const (
	EventSeat   = "seat"   // a whole row is new or different, or Removed
	EventAnswer = "answer" // one mark of a row
	EventSubmit = "submit" // an attempt was handed in
	EventCount  = "count"  // the counts
	EventState  = "state"  // state, closing time or title of the assignment
)

// BoardEvent is one difference between two boards. Seat is the row as it is
// now, but for EventCount and EventState; N is the question of an EventAnswer.
type BoardEvent struct {
	Kind    string
	Seat    BoardSeat
	Removed bool
	N       int
}

// BoardChanges returns what leads from one board of an assignment to a later
// one, row by row, with the counts and the state of the assignment last.
func BoardChanges(from, to Board) []BoardEvent {
	var events []BoardEvent
	before := map[string]BoardSeat{}
	for _, seat := range from.Seats {
		before[seat.ID] = seat
	}
	for _, seat := range to.Seats {
		old, known := before[seat.ID]
		delete(before, seat.ID)
		if !known || !old.sameSitting(seat) {
			events = append(events, BoardEvent{Kind: EventSeat, Seat: seat})
			continue
		}
		events = append(events, old.steps(seat)...)
	}
	for _, seat := range from.Seats {
		if _, gone := before[seat.ID]; gone {
			events = append(events, BoardEvent{Kind: EventSeat, Seat: BoardSeat{ID: seat.ID}, Removed: true})
		}
	}
	if from.Counts != to.Counts {
		events = append(events, BoardEvent{Kind: EventCount})
	}
	if from.State != to.State || from.CountsDown != to.CountsDown || from.Assignment.Title != to.Assignment.Title ||
		!from.Assignment.Settings.ClosesAt.Equal(to.Assignment.Settings.ClosesAt) {
		events = append(events, BoardEvent{Kind: EventState})
	}
	return events
}

// sameSitting reports whether answers and handing in are all in which two rows
// of a student can differ.
func (s BoardSeat) sameSitting(t BoardSeat) bool {
	handedIn := s.State == InProgress && (t.State == Submitted || t.State == AutoSubmitted)
	return s.Name == t.Name && s.Joined.Equal(t.Joined) && s.Attempt == t.Attempt && s.Deadline.Equal(t.Deadline) &&
		len(s.Marks) == len(t.Marks) && (handedIn || s.State == t.State && s.Submitted.Equal(t.Submitted))
}

// steps returns the answers and the handing-in between two rows of one sitting.
func (s BoardSeat) steps(t BoardSeat) []BoardEvent {
	var events []BoardEvent
	for i := range t.Marks {
		if s.Marks[i] != t.Marks[i] {
			events = append(events, BoardEvent{Kind: EventAnswer, Seat: t, N: i + 1})
		}
	}
	if s.State != t.State {
		events = append(events, BoardEvent{Kind: EventSubmit, Seat: t})
	} else if len(events) == 0 && !s.Active.Equal(t.Active) {
		// Another label was chosen: that is no mark of its own, but activity.
		events = append(events, BoardEvent{Kind: EventSeat, Seat: t})
	}
	return slices.Clip(events)
}
