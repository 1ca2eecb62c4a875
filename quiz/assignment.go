package quiz

import (
	"time"

	"discern/questions"
)

// AssignmentState is where an assignment stands.
type AssignmentState string

// The states: draft → open ⇄ paused → closed → released ⇄ closed.
const (
	Draft    AssignmentState = "draft"
	Open     AssignmentState = "open"
	Paused   AssignmentState = "paused"
	Closed   AssignmentState = "closed"
	Released AssignmentState = "released"
)

// Assignment is a pack version set for a class, with its settings.
type Assignment struct {
	ID       string
	Class    string
	Pack     string // slug
	Version  int    // key version: the pack's, which never changes
	Title    string
	Settings Settings
	State    AssignmentState // as stored; ask StateAt
	Asked    int             // number of questions of an attempt
	Created  time.Time
}

// StateAt returns the state at now: an assignment whose closing time has come
// is closed even before anything has stored that.
func (a Assignment) StateAt(now time.Time) AssignmentState {
	closes := a.Settings.ClosesAt
	if (a.State == Open || a.State == Paused) && !closes.IsZero() && !now.Before(closes) {
		return Closed
	}
	return a.State
}

// In returns the assignment as its class lets it be: in one that is put away
// nothing is open.
func (a Assignment) In(c Class) Assignment {
	if !c.Archived.IsZero() && (a.State == Open || a.State == Paused) {
		a.State = Closed
	}
	return a
}

// MayStart returns nil if a student with used attempts may start another at
// now; else ErrNotOpen, ErrPaused or ErrNoAttempts.
func (a Assignment) MayStart(now time.Time, used int) error {
	state, opens := a.StateAt(now), a.Settings.OpensAt
	switch {
	case state == Paused:
		return ErrPaused
	case state != Open, !opens.IsZero() && now.Before(opens):
		return ErrNotOpen
	case used >= a.Settings.Attempts:
		return ErrNoAttempts
	}
	return nil
}

// MayBecome returns nil if a teacher may bring the assignment from its state at
// now to next, else ErrState. Release and its taking back have rules of their
// own, as they move attempts too.
func (a Assignment) MayBecome(next AssignmentState, now time.Time) error {
	from := a.StateAt(now)
	switch {
	case from == next && next != Released:
		return nil
	case next == Open && (from == Draft || from == Paused):
		return nil
	case next == Paused && from == Open:
		return nil
	case next == Closed && (from == Open || from == Paused):
		return nil
	}
	return ErrState
}

// MayRelease returns nil if results may be released: from closed, or from open
// or paused if the teacher confirmed that this closes the open attempts. Else
// ErrAttemptsOpen or, for a draft, ErrState.
func (a Assignment) MayRelease(now time.Time, confirmed bool) error {
	switch a.StateAt(now) {
	case Closed, Released:
		return nil
	case Open, Paused:
		if confirmed {
			return nil
		}
		return ErrAttemptsOpen
	}
	return ErrState
}

// Listed reports whether students see the assignment at all.
func (a Assignment) Listed() bool { return a.State != Draft }

// Questions returns how many passages an attempt on items asks.
func (s Settings) Questions(items []questions.Item) int {
	n := len(items)
	if s.Count != All && s.Count < n {
		return s.Count
	}
	return n
}
