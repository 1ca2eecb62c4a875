package live

import (
	"encoding/json"
	"strconv"
	"time"

	"discern/quiz"
)

// The shapes of the events, as openapi.yaml describes them. Times are RFC 3339
// in UTC; what there is none of is left out.
type (
	snapshot struct {
		Assignment assignment `json:"assignment"`
		Counts     counts     `json:"counts"`
		Seats      []seat     `json:"seats,omitempty"`
	}
	assignment struct {
		ID       string     `json:"id"`
		Title    string     `json:"title"`
		State    string     `json:"state"`
		ClosesAt *time.Time `json:"closes_at,omitempty"`
		Closing  bool       `json:"closing,omitempty"`
		Now      time.Time  `json:"now"`
	}
	counts struct {
		Seats    int `json:"seats"`
		Joined   int `json:"joined"`
		Started  int `json:"started"`
		Working  int `json:"working"`
		HandedIn int `json:"handed_in"`
		Answered int `json:"answered"`
		Asked    int `json:"asked"`
	}
	seat struct {
		ID        string     `json:"id"`
		Name      string     `json:"name"`
		Joined    bool       `json:"joined"`
		Attempt   string     `json:"attempt,omitempty"`
		Number    int        `json:"number,omitempty"`
		State     string     `json:"state,omitempty"`
		Marks     string     `json:"marks,omitempty"`
		Answered  int        `json:"answered"`
		Deadline  *time.Time `json:"deadline,omitempty"`
		Submitted *time.Time `json:"submitted_at,omitempty"`
		Active    *time.Time `json:"active_at,omitempty"`
	}
	removed struct {
		ID      string `json:"id"`
		Removed bool   `json:"removed"`
	}
	answer struct {
		Seat     string     `json:"seat"`
		Attempt  string     `json:"attempt"`
		N        int        `json:"n"`
		Mark     string     `json:"mark"`
		Answered int        `json:"answered"`
		Active   *time.Time `json:"active_at,omitempty"`
	}
	submit struct {
		Seat      string     `json:"seat"`
		Attempt   string     `json:"attempt"`
		State     string     `json:"state"`
		Submitted *time.Time `json:"submitted_at,omitempty"`
	}
)

func when(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

func seatOf(s quiz.BoardSeat) seat {
	return seat{ID: s.ID, Name: s.Name, Joined: !s.Joined.IsZero(), Attempt: s.Attempt, Number: s.Number, State: string(s.State),
		Marks: s.Marks, Answered: s.Answered, Deadline: when(s.Deadline), Submitted: when(s.Submitted), Active: when(s.Active)}
}

func assignmentOf(b quiz.Board, now time.Time) assignment {
	return assignment{ID: b.Assignment.ID, Title: b.Assignment.Title, State: string(b.State),
		ClosesAt: when(b.Assignment.Settings.ClosesAt), Closing: b.CountsDown, Now: now.UTC()}
}

// snapshotOf is a whole board; a nameless one has no seats.
func snapshotOf(b quiz.Board, nameless bool, now time.Time) snapshot {
	shot := snapshot{Assignment: assignmentOf(b, now), Counts: counts(b.Counts)}
	if !nameless {
		for _, s := range b.Seats {
			shot.Seats = append(shot.Seats, seatOf(s))
		}
	}
	return shot
}

// shapeOf is what an event of the board says; nameless reports whether it may
// be sent where no names are shown.
func shapeOf(b quiz.Board, e quiz.BoardEvent, now time.Time) (shape any, nameless bool) {
	s := e.Seat
	switch {
	case e.Kind == quiz.EventCount:
		return counts(b.Counts), true
	case e.Kind == quiz.EventState:
		return assignmentOf(b, now), true
	case e.Kind == quiz.EventAnswer:
		return answer{s.ID, s.Attempt, e.N, s.Marks[e.N-1 : e.N], s.Answered, when(s.Active)}, false
	case e.Kind == quiz.EventSubmit:
		return submit{s.ID, s.Attempt, string(s.State), when(s.Submitted)}, false
	case e.Removed:
		return removed{s.ID, true}, false
	}
	return seatOf(s), false
}

// frame writes an event as it goes over the wire.
func frame(id, kind string, shape any) ([]byte, error) {
	said, err := json.Marshal(shape)
	if err != nil {
		return nil, err
	}
	text := make([]byte, 0, len(said)+len(id)+len(kind)+24)
	text = append(append(append(text, "id: "...), id...), "\nevent: "...)
	text = append(append(append(text, kind...), "\ndata: "...), said...)
	return append(text, "\n\n"...), nil
}

// place is an event's id: the feed that sent it and its number there.
func place(feed string, number uint64) string { return feed + "-" + strconv.FormatUint(number, 10) }
