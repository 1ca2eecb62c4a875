package quiz

import (
	"time"

	"discern/questions"
)

// Card is an assignment as a student's list shows it.
type Card struct {
	Assignment Assignment
	State      AssignmentState // at the time of asking
	Left       int             // attempts that may still be started
	Latest     *Attempt        // the student's newest, as it stands now
}

// Home is what a student sees on coming in.
type Home struct {
	Seat  Seat
	Class Class
	Cards []Card
}

// Question is a passage in an attempt with what the student said of it. It has
// no field that depends on the key.
type Question struct {
	N       int
	Passage questions.Passage
	Answer  Answer
}

// Sheet is an attempt as its student works on it: no field of it depends on
// the key. Feedback holds what may be shown already, by question number, where
// the assignment gives feedback after each question; else it is empty.
type Sheet struct {
	Attempt    Attempt
	Assignment Assignment
	State      AssignmentState // of the assignment, at the time of asking
	ClassTitle string
	SeatName   string
	ExtraTime  float64 // of the seat
	PackTitle  string
	Passages   int               // in the whole pack
	Source     *questions.Source // of the pack, nil if it has none
	Language   string            // of the passages
	Guide      questions.Guide
	Questions  []Question
	Feedback   map[int]Marked
}

// Open returns the numbers of the questions without an answer.
func (s Sheet) Open() []int {
	var open []int
	for _, q := range s.Questions {
		if q.Answer.Label == "" {
			open = append(open, q.N)
		}
	}
	return open
}

// Flagged returns the numbers of the questions that the student flagged.
func (s Sheet) Flagged() []int {
	var flagged []int
	for _, q := range s.Questions {
		if q.Answer.Flagged {
			flagged = append(flagged, q.N)
		}
	}
	return flagged
}

// Marked is one question of a result: what was said, what the key says and why.
type Marked struct {
	N       int
	Passage questions.Passage
	Label   questions.Label // the student's, "" for a blank
	Right   bool
	Key     questions.Key
	Except  Exception // what a rescore decided for this passage
}

// Result is an attempt with its score and every question's key. It exists only
// once the assignment's feedback setting allows it: see MaySee.
type Result struct {
	Attempt    Attempt
	Assignment Assignment
	ClassTitle string
	SeatName   string
	Language   string
	Rule       Rule // that made the score
	Score      Score
	Questions  []Marked
	Answers    []Answer // as they were saved, by question; the zero Answer for one never touched
	Shifts     []Shift  // of this score by rescores, oldest first
}

// Rescored reports whether the key was put right after this attempt was handed
// in: at Rule.Since the last time.
func (r Result) Rescored() bool {
	return !r.Rule.Since.IsZero() && !r.Rule.Since.Before(r.Attempt.Submitted)
}

// MaySee returns nil if the student of attempt may see its result now: it is
// handed in, and the assignment is released or gives feedback before that.
// Else ErrNotReleased.
func MaySee(attempt Attempt, assignment Assignment, now time.Time) error {
	if !attempt.At(now).Done() {
		return ErrNotReleased
	}
	if assignment.Settings.Feedback == FeedbackRelease && assignment.StateAt(now) != Released {
		return ErrNotReleased
	}
	return nil
}

// MarkQuestion is the feedback on one answer by the key alone.
func MarkQuestion(n int, item questions.Item, label questions.Label) Marked {
	return Marked{N: n, Passage: item.Passage, Label: label, Right: label == item.Label, Key: item.Key}
}

// Mark is the feedback on one answer of an assignment.
func (r Rule) Mark(n int, item questions.Item, label questions.Label) Marked {
	marked := MarkQuestion(n, item, label)
	marked.Right, marked.Except = r.Right(item.Number, label), r.Except[item.Number]
	return marked
}

// Intent identifies one thing that somebody wanted to do, so that a repetition
// has no second effect. The zero Intent is never taken for a repetition.
type Intent struct {
	Key     string // of the client, any text up to 200 bytes
	Request string // hash of what was asked; another one under the same Key is refused
}

// JoinRequest is what a student types to join.
type JoinRequest struct {
	Code     string // join code as typed
	Name     string // for a new seat
	MadeUp   bool   // Name is a made-up one that was picked, or "" to have one made up
	SeatCode string // for a seat that the teacher has handed out, else ""
}

// Joined is a student who has come in.
type Joined struct {
	Token string // "" if the student already had one for this seat
	Home  Home
	Fresh bool // false: the same seat as before
}

// SeatCard is a seat with a one-time code to come in with.
type SeatCard struct {
	Seat Seat
	Code string
}
