package quiz

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"
)

// PreviewLife is how long a preview of a rescore can be applied.
const PreviewLife = time.Hour

// ScoreChange is what a rescore makes of the score of one attempt.
type ScoreChange struct {
	Seat          Seat
	Attempt       string // id
	Number        int    // 1 for the student's first
	Epoch         int
	Before, After Part
}

// Shift is a ScoreChange as the attempt's own student reads it.
type Shift struct {
	At            time.Time
	Version       int // key version that made the score after it
	Before, After Part
}

// Effect is what going from one rule to another does to the attempts handed in
// to an assignment.
type Effect struct {
	Changes        []ScoreChange  // of the attempts whose score changes, as the seats are ordered
	Results        []AttemptScore // of all attempts handed in, by the later rule
	Unchanged      int            // attempts handed in whose score stays
	UnchangedTotal int            // marks of those
	Working        int            // attempts that still run

	// By the attempts that count for the students.
	Students              int
	Up, Down              int // students whose share of the marks rises or falls
	MeanBefore, MeanAfter float64
	MaxChanges            bool // the marks that can be had change for somebody
}

// AttemptScore is the score of an attempt as it is stored.
type AttemptScore struct {
	Attempt string // id
	Epoch   int
	Score   Part
}

// Totals returns the marks of all attempts handed in, before and after.
func (e Effect) Totals() (before, after int) {
	before, after = e.UnchangedTotal, e.UnchangedTotal
	for _, c := range e.Changes {
		before, after = before+c.Before.Right, after+c.After.Right
	}
	return before, after
}

// Sittings are the attempts of an assignment with their answers.
type Sittings struct {
	Seats   []Seat
	BySeat  map[string][]Attempt // in the order they were made
	Answers map[string][]Answer  // by attempt
}

// Compare finds what going from one rule to another does to an assignment at
// now, and a hash of all that this follows from: the rules, and of every attempt
// its state and what its answers are worth.
func Compare(a Assignment, all Sittings, before, after Rule, now time.Time) (e Effect, state string) {
	var lines []string
	for _, seat := range all.Seats {
		for _, attempt := range all.BySeat[seat.ID] {
			attempt = attempt.At(now)
			was, is := Mark(attempt.Picks, all.Answers[attempt.ID], before), Mark(attempt.Picks, all.Answers[attempt.ID], after)
			lines = append(lines, fmt.Sprintln(attempt.ID, attempt.Epoch, attempt.State, was.Right, was.Max, is.Right, is.Max, was.Answered, is.Answered))
			switch {
			case attempt.State == InProgress:
				e.Working++
			case attempt.Done():
				e.add(ScoreChange{seat, attempt.ID, attempt.Number, attempt.Epoch, Part{was.Right, was.Max}, Part{is.Right, is.Max}})
			}
		}
		e.student(a, all, seat, before, after, now)
	}
	if e.Students > 0 {
		e.MeanBefore, e.MeanAfter = e.MeanBefore/float64(e.Students), e.MeanAfter/float64(e.Students)
	}
	slices.Sort(lines)
	sum := sha256.Sum256([]byte(a.Settings.Scoring + "\n" + strings.Join(lines, "")))
	return e, hex.EncodeToString(sum[:])
}

func (e *Effect) add(c ScoreChange) {
	e.Results = append(e.Results, AttemptScore{c.Attempt, c.Epoch, c.After})
	if c.Before == c.After {
		e.Unchanged++
		e.UnchangedTotal += c.After.Right
		return
	}
	e.Changes = append(e.Changes, c)
}

// student adds the score that counts for a student, by either rule.
func (e *Effect) student(a Assignment, all Sittings, seat Seat, before, after Rule, now time.Time) {
	by := func(rule Rule) *Score {
		_, score := Counting(a.Settings.Scoring, all.BySeat[seat.ID], func(attempt Attempt) Score {
			return Mark(attempt.Picks, all.Answers[attempt.ID], rule)
		}, now)
		return score
	}
	was, is := by(before), by(after)
	if was == nil || is == nil {
		return
	}
	e.Students++
	e.MeanBefore, e.MeanAfter = e.MeanBefore+float64(was.Right), e.MeanAfter+float64(is.Right)
	e.MaxChanges = e.MaxChanges || was.Max != is.Max
	switch gain := is.Right*max(was.Max, 1) - was.Right*max(is.Max, 1); {
	case gain > 0:
		e.Up++
	case gain < 0:
		e.Down++
	}
}

// RescorePreview is what a rescore would do.
type RescorePreview struct {
	ID         string // to apply it by
	Expires    time.Time
	Assignment Assignment
	Class      Class
	Language   string // of the passages
	Request    RescoreRequest
	From, To   int // key versions
	Passages   []KeyChange
	Effect
}

// Rescore is an entry of an assignment's ledger.
type Rescore struct {
	ID       string
	Number   int    // 1 for the first of the assignment
	Policy   string // "" for an undo
	From, To int    // key versions
	Passages []int  // numbers of those marked otherwise than before
	Reason   string
	By       string // name of the account, "" if it is gone
	At       time.Time
	Undoes   string // id of the rescore that it takes back, or ""
	MayUndo  bool   // what it decided is in force
	Effect          // Results, Working and the figures of students are of a preview only
}
