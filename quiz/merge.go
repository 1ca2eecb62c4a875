package quiz

import (
	"slices"
	"sort"
	"time"
)

// Merge is what becomes of two seats that are one student's.
type Merge struct {
	Keep    Seat // as it is afterwards
	Absorb  Seat // that goes
	Quizzes []MergedQuiz
}

// MergedQuiz is a quiz that at least one of the two seats has an attempt in.
type MergedQuiz struct {
	Assignment Assignment
	Attempts   []Attempt // of both, as they stand, numbered anew
	Moved      int       // of them from the seat that goes
	Over       int       // that count as used beyond what the quiz allows
}

// MergeSeats returns the seat that two of one student become: the name and the
// id of keep, the earlier time of coming in, and the longer extra time, as that
// was promised.
func MergeSeats(keep, absorb Seat) Seat {
	keep.ExtraTime = max(keep.ExtraTime, absorb.ExtraTime)
	if keep.Joined.IsZero() || !absorb.Joined.IsZero() && absorb.Joined.Before(keep.Joined) {
		keep.Joined = absorb.Joined
	}
	return keep
}

// MergeAttempts puts the attempts of two seats at one quiz in one row by the
// time they were started, numbered from 1. Two that are open at now are
// ErrBothOpen: nobody works on two at once, and neither may be handed in
// unasked.
func MergeAttempts(a Assignment, keep, absorb []Attempt, now time.Time) (MergedQuiz, error) {
	merged := MergedQuiz{Assignment: a, Moved: len(absorb)}
	open, used := 0, 0
	for _, attempt := range slices.Concat(keep, absorb) {
		attempt = attempt.At(now)
		if attempt.State == InProgress {
			open++
		}
		if attempt.State != Voided {
			used++
		}
		merged.Attempts = append(merged.Attempts, attempt)
	}
	sort.Slice(merged.Attempts, func(i, j int) bool {
		a, b := merged.Attempts[i], merged.Attempts[j]
		return a.Started.Before(b.Started) || a.Started.Equal(b.Started) && a.ID < b.ID
	})
	for i := range merged.Attempts {
		merged.Attempts[i].Number = i + 1
	}
	merged.Over = max(0, used-a.Settings.Attempts)
	if open > 1 {
		return merged, ErrBothOpen
	}
	return merged, nil
}
