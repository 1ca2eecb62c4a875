package store_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
)

// TestExtraTimeAtOnce gives extra time to a student who is at work: the attempt
// ends later, never after the quiz closes, and never before now. The classmate is
// the control.
func TestExtraTimeAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		clock := &storetest.Clock{At: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
		o.Now = clock.Now
		begun := clock.At
		l := newLesson(t, o, func(set *quiz.Settings) { set.Minutes, set.ClosesAt = 30, begun.Add(time.Hour) })
		ends := func(student int, want time.Duration) {
			t.Helper()
			sheet, err := l.store.Attempt(ctx, l.students[student], l.attempts[student])
			if err != nil || !sheet.Attempt.Deadline.Equal(begun.Add(want)) {
				t.Errorf("attempt %d ends at %v, %v, want %v", student, sheet.Attempt.Deadline, err, begun.Add(want))
			}
		}
		give := func(extra float64) {
			t.Helper()
			if _, err := l.store.UpdateSeat(ctx, l.teacher, l.students[0].ID, quiz.SeatChange{ExtraTime: &extra, End: extra == 1}); err != nil {
				t.Fatal(err)
			}
		}
		ends(0, 30*time.Minute)
		clock.At = begun.Add(20 * time.Minute)
		give(1.5)
		ends(0, 45*time.Minute)
		give(4)
		ends(0, time.Hour) // the quiz closes
		clock.At = begun.Add(40 * time.Minute)
		l.save(t, 0, quiz.Change{N: 1, Label: questions.Fact})
		less := 1.0
		var ending *quiz.EndsError
		var field *quiz.FieldError
		_, err := l.store.UpdateSeat(ctx, l.teacher, l.students[0].ID, quiz.SeatChange{ExtraTime: &less})
		if !errors.As(err, &ending) || !slices.Equal(ending.Quizzes, []string{l.line.Title}) || !errors.As(err, &field) || !strings.Contains(field.Text(), l.line.Title) {
			t.Errorf("time that is used up: %v, want that it names the quiz", err)
		}
		ends(0, time.Hour)
		give(1)
		ends(0, 40*time.Minute)
		ends(1, 30*time.Minute)

		// What is over stays over; what was reopened has its time from then.
		clock.At = begun.Add(41 * time.Minute)
		give(2)
		ends(0, 40*time.Minute)
		clock.At = begun.Add(70 * time.Minute)
		if _, err := l.store.ReopenAttempt(ctx, l.teacher, l.attempts[0], "drill"); err != nil {
			t.Fatal(err)
		}
		ends(0, 130*time.Minute)
		give(1.5)
		ends(0, 115*time.Minute)
		if _, err := l.store.UpdateSeat(ctx, l.teacher, l.students[0].ID, quiz.SeatChange{Name: new(string)}); err == nil {
			t.Error("a name of nothing is kept")
		}
		ends(0, 115*time.Minute)
	})
}
