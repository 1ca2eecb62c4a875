package quiz

import (
	"slices"
	"time"
)

// Countdowns are the minutes in which a teacher may close a quiz that runs; 0 is
// at once.
var Countdowns = []int{0, 1, 2, 5, 10}

// MayCloseIn returns nil if the assignment may be closed some minutes after now:
// ErrState unless it runs, a *FieldError for a number that is not offered.
func (a Assignment) MayCloseIn(minutes int, now time.Time) error {
	if state := a.StateAt(now); state != Open && state != Paused {
		return ErrState
	}
	if !slices.Contains(Countdowns, minutes) {
		return &FieldError{Field: "minutes", Message: "Choose one of the times in the list."}
	}
	return nil
}

// CountsDown reports whether the assignment's closing time is one that was
// announced, as a countdown, and is still to come at now.
func (a Assignment) CountsDown(announced, now time.Time) bool {
	closes := a.Settings.ClosesAt
	return !announced.IsZero() && closes.After(now) && slices.ContainsFunc(Countdowns, func(minutes int) bool {
		return closes.Equal(announced.Add(time.Duration(minutes) * time.Minute))
	})
}

// Rescheduled returns the deadline of an open attempt after the closing time of
// its assignment has changed from old to that of s. It is never later than that;
// an attempt that only the old closing time had bound has its own time again,
// counted from begun.
func (a Attempt) Rescheduled(s Settings, extra float64, begun, old time.Time) time.Time {
	closes := s.ClosesAt
	switch {
	case !old.IsZero() && a.Deadline.Equal(old):
		return DeadlineFor(s, extra, begun)
	case !closes.IsZero() && (a.Deadline.IsZero() || a.Deadline.After(closes)):
		return closes
	}
	return a.Deadline
}

// Stretched returns the deadline of an open attempt after the extra time of its
// student has changed: the time limit counted from begun, and never later than
// the closing time, unless the attempt was reopened past that.
func (a Attempt) Stretched(s Settings, extra float64, begun time.Time) time.Time {
	if s.Minutes == 0 {
		return a.Deadline
	}
	if a.Deadline.After(s.ClosesAt) {
		s.ClosesAt = time.Time{}
	}
	return DeadlineFor(s, extra, begun)
}

// Ended reports whether a deadline has come by now; zero is none.
func Ended(deadline, now time.Time) bool { return !deadline.IsZero() && !deadline.After(now) }
