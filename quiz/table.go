package quiz

import (
	"math"
	"slices"
	"time"
)

// Row is one student's line in the table of scores.
type Row struct {
	Seat     Seat
	Attempt  *Attempt // the one that counts, as it stands; nil if none was started
	Score    *Score   // nil until that attempt is handed in
	Answered int
	Attempts []Attempt // all of the student's, as they stand, the first first
}

// NewRow is the line of a student with all attempts, by a scoring setting.
func NewRow(seat Seat, scoring string, attempts []Attempt, score func(Attempt) Score, now time.Time) Row {
	row := Row{Seat: seat}
	row.Attempt, row.Score = Counting(scoring, attempts, score, now)
	if row.Attempt != nil {
		row.Answered = score(*row.Attempt).Answered
	}
	for _, attempt := range attempts {
		row.Attempts = append(row.Attempts, attempt.At(now))
	}
	return row
}

// Standing is where a student is with an assignment.
type Standing string

// The standings: a student whose only attempts are voided has none that counts.
const (
	HandedIn   Standing = "done"
	AtWork     Standing = "working"
	OnlyVoided Standing = "void"
	NotStarted Standing = "none"
)

// Standing is where the student of the row is.
func (r Row) Standing() Standing {
	switch {
	case r.Score != nil:
		return HandedIn
	case r.Attempt != nil:
		return AtWork
	case len(r.Attempts) > 0:
		return OnlyVoided
	}
	return NotStarted
}

// Table is the scores of an assignment, one row a seat, by name.
type Table struct {
	Assignment Assignment
	State      AssignmentState
	Rule       Rule // that made the scores
	Class      Class
	Rows       []Row
	N          int // attempts handed in and counted
	Mean       float64
	Median     float64
	SD         float64 // with n-1; 0 if N < 2
	Confusion  Confusion
}

// Line sums the table up.
func (t Table) Line() AssignmentLine {
	line := AssignmentLine{Assignment: t.Assignment, State: t.State, Seats: len(t.Rows), HandedIn: t.N, Mean: t.Mean}
	for _, row := range t.Rows {
		if row.Attempt != nil {
			line.Started++
		}
	}
	return line
}

// Counting returns the attempt that counts among one student's attempts by the
// scoring setting, with its score: among those handed in if there are any, else
// the newest that is not voided. Best prefers the earlier of equals.
func Counting(scoring string, attempts []Attempt, score func(Attempt) Score, now time.Time) (*Attempt, *Score) {
	var chosen *Attempt
	var mark Score
	var running *Attempt
	for _, attempt := range attempts {
		attempt = attempt.At(now)
		if attempt.State == InProgress {
			running = &attempt
		}
		if !attempt.Done() {
			continue
		}
		s := score(attempt)
		if chosen == nil || scoring == ScoreLast || scoring == ScoreBest && s.Right > mark.Right {
			chosen, mark = &attempt, s
		}
	}
	if chosen == nil {
		return running, nil
	}
	return chosen, &mark
}

// Summarise fills in the figures of the table from its rows.
func (t *Table) Summarise() {
	var marks []float64
	for _, row := range t.Rows {
		if row.Score != nil {
			marks = append(marks, float64(row.Score.Right))
			t.Confusion.Add(row.Score.Confusion)
		}
	}
	t.N = len(marks)
	if t.N == 0 {
		return
	}
	slices.Sort(marks)
	sum := 0.0
	for _, mark := range marks {
		sum += mark
	}
	t.Mean = sum / float64(t.N)
	t.Median = (marks[(t.N-1)/2] + marks[t.N/2]) / 2
	if t.N > 1 {
		squares := 0.0
		for _, mark := range marks {
			squares += (mark - t.Mean) * (mark - t.Mean)
		}
		t.SD = math.Sqrt(squares / float64(t.N-1))
	}
}

// Recall returns, of the answers to passages of kind k, the part that was
// right; ok is false if there are none. (STATISTICS.md §7)
func (c Confusion) Recall(k int) (share float64, ok bool) {
	of := c[k][0] + c[k][1] + c[k][2]
	return float64(c[k][k]) / float64(max(of, 1)), of > 0
}

// Precision returns, of the answers that said kind k, the part that was right;
// ok is false if there are none. (STATISTICS.md §7)
func (c Confusion) Precision(k int) (share float64, ok bool) {
	of := c[0][k] + c[1][k] + c[2][k]
	return float64(c[k][k]) / float64(max(of, 1)), of > 0
}
