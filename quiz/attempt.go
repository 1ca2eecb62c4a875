package quiz

import (
	"time"

	"discern/questions"
)

// AttemptState is where an attempt stands. There is no state for being marked:
// a mark is a function of answers and key.
type AttemptState string

// The states: in_progress → submitted (by the student), auto_submitted (by the
// deadline or the teacher's closing) or voided (by the teacher).
const (
	InProgress    AttemptState = "in_progress"
	Submitted     AttemptState = "submitted"
	AutoSubmitted AttemptState = "auto_submitted"
	Voided        AttemptState = "voided"
)

// Grace is how long after the deadline an answer is still taken, for the time
// it travels.
const Grace = 5 * time.Second

// Attempt is one quiz session of one student.
type Attempt struct {
	ID         string
	Assignment string
	Seat       string
	Number     int // 1 for the first of this student
	State      AttemptState
	Epoch      int   // counts reopenings and voidings
	Picks      []int // numbers of the passages asked, in order
	Started    time.Time
	Deadline   time.Time // zero: none
	Submitted  time.Time // zero: not yet
}

// At returns the attempt as it stands at now: one whose deadline and grace have
// passed is auto_submitted at its deadline, whether stored yet or not.
func (a Attempt) At(now time.Time) Attempt {
	if a.State == InProgress && !a.Deadline.IsZero() && now.After(a.Deadline.Add(Grace)) {
		a.State, a.Submitted = AutoSubmitted, a.Deadline
	}
	return a
}

// Moment returns the time that an answer or a handing-in made at now is given:
// never later than the deadline, so that nothing is saved after it.
func (a Attempt) Moment(now time.Time) time.Time {
	if !a.Deadline.IsZero() && now.After(a.Deadline) {
		return a.Deadline
	}
	return now
}

// Done reports whether the attempt has been handed in.
func (a Attempt) Done() bool { return a.State == Submitted || a.State == AutoSubmitted }

// DeadlineFor returns the deadline of an attempt started at now: the time limit
// stretched by the seat's extra time, and never later than the closing time.
func DeadlineFor(s Settings, extra float64, now time.Time) time.Time {
	var end time.Time
	if s.Minutes > 0 {
		end = now.Add(time.Duration(float64(s.Minutes) * extra * float64(time.Minute))).Truncate(time.Millisecond)
	}
	if !s.ClosesAt.IsZero() && (end.IsZero() || s.ClosesAt.Before(end)) {
		end = s.ClosesAt
	}
	return end
}

// Answer is what a student last said about question N of an attempt, from 1.
// Revision counts its changes; 0 means that nothing has been saved.
type Answer struct {
	N          int
	Label      questions.Label // "" for a blank
	Confidence int             // 1 to 3, 0 if not given
	Flagged    bool
	Revision   int
	Saved      time.Time
}

// Changes counts how often an answer was changed after it was first saved.
func (a Answer) Changes() int { return max(a.Revision-1, 0) }

// Change is an answer that a student wants saved. Nil fields stay as they are.
type Change struct {
	N          int
	Label      questions.Label // "" leaves the label as it is
	Confidence *int
	Flagged    *bool
	Revision   *int // the revision it was made on; nil overwrites any
}

// Check refuses, as a *FieldError or ErrNotFound, a change that could never be
// saved in an attempt of count questions.
func (c Change) Check(count int, confidence bool) error {
	switch {
	case c.N < 1 || c.N > count:
		return ErrNotFound
	case c.Label == "" && c.Flagged == nil, c.Label != "" && !c.Label.Valid():
		return &FieldError{Field: "label", Message: "Choose fact, inference or opinion."}
	case c.Confidence != nil && (*c.Confidence < 1 || *c.Confidence > 3):
		return &FieldError{Field: "confidence", Message: "Choose 1, 2 or 3."}
	case c.Confidence != nil && !confidence:
		return &FieldError{Field: "confidence", Message: "This quiz does not ask how sure you are."}
	}
	return nil
}

// Apply returns old as changed by c at now, in an attempt with the given
// feedback setting; changed is false if there is nothing to write. It returns
// *StaleError if c was made on another revision and says something else than
// what is stored, and ErrAnswerFinal if the key of this question was shown.
func (c Change) Apply(old Answer, feedback string, now time.Time) (next Answer, changed bool, err error) {
	next = old
	next.N = c.N
	if c.Label != "" {
		next.Label = c.Label
	}
	if c.Confidence != nil {
		next.Confidence = *c.Confidence
	}
	if c.Flagged != nil {
		next.Flagged = *c.Flagged
	}
	same := next == old || next.Label == old.Label && next.Confidence == old.Confidence && next.Flagged == old.Flagged
	switch {
	case same && old.Revision > 0:
		return old, false, nil
	case feedback == FeedbackQuestion && old.Label != "" && (next.Label != old.Label || next.Confidence != old.Confidence):
		return old, false, ErrAnswerFinal // also on another revision: there is nothing to choose
	case c.Revision != nil && *c.Revision != old.Revision:
		return old, false, &StaleError{Current: old}
	}
	next.Revision++
	next.Saved = now
	return next, true, nil
}

// MaySave returns nil if a student may save into the attempt at now, else
// ErrClosed.
func (a Attempt) MaySave(now time.Time) error {
	if a.At(now).State != InProgress {
		return ErrClosed
	}
	return nil
}

// MayVoid and MayReopen are the teacher's acts on an attempt: void one that
// counts or runs, reopen one that was handed in while nothing is released.
func (a Attempt) MayVoid() error {
	if a.State == Voided {
		return ErrState
	}
	return nil
}

// MayReopen: see MayVoid. An attempt can be reopened only while the results are
// not released, and only if no other attempt of the student is open.
func (a Attempt) MayReopen(now time.Time, assignment AssignmentState, otherOpen bool) error {
	if !a.At(now).Done() || assignment == Released || otherOpen {
		return ErrState
	}
	return nil
}
