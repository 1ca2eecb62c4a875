package store_test

import (
	"errors"
	"testing"
	"time"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
)

// TestCountdown announces that a quiz closes, changes the time, and calls it
// off: attempts end with the countdown, and without it have their own time.
func TestCountdown(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		clock := &storetest.Clock{At: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
		o.Now = clock.Now
		evening := clock.At.Add(8 * time.Hour)
		l := newLesson(t, o, func(set *quiz.Settings) { set.ClosesAt = evening })
		s := l.store
		deadline := func(student int, want time.Time) {
			t.Helper()
			sheet, err := s.Attempt(ctx, l.students[student], l.attempts[student])
			if err != nil || !sheet.Attempt.Deadline.Equal(want) || sheet.Attempt.State != quiz.InProgress {
				t.Errorf("attempt %d is %s until %v, %v, want %v", student, sheet.Attempt.State, sheet.Attempt.Deadline, err, want)
			}
		}
		closeIn := func(minutes int) time.Time {
			t.Helper()
			line, err := s.CloseIn(ctx, l.teacher, l.line.ID, minutes)
			if err != nil || !line.Settings.ClosesAt.Equal(clock.At.Add(time.Duration(minutes)*time.Minute)) {
				t.Fatalf("closing in %d minutes: at %v, %v", minutes, line.Settings.ClosesAt, err)
			}
			return line.Settings.ClosesAt
		}
		counts := func(want bool) {
			t.Helper()
			if b, err := s.Board(ctx, l.teacher, l.line.ID); err != nil || b.CountsDown != want {
				t.Errorf("the board counts down: %v, %v, want %v", b.CountsDown, err, want)
			}
		}
		if _, err := s.CallOffClosing(ctx, l.teacher, l.line.ID); !errors.Is(err, quiz.ErrState) {
			t.Errorf("calling off what was not announced: %v, want ErrState", err)
		}
		deadline(0, evening)
		counts(false)

		// One of the two was reopened, and has the time limit of then, none.
		if _, err := s.SubmitAttempt(ctx, l.students[1], l.attempts[1], nil); err != nil {
			t.Fatal(err)
		}
		if _, err := s.ReopenAttempt(ctx, l.teacher, l.attempts[1], "drill"); err != nil {
			t.Fatal(err)
		}
		deadline(1, time.Time{})
		end := closeIn(10)
		deadline(0, end)
		deadline(1, end)
		counts(true)
		clock.At = clock.At.Add(time.Minute)
		end = closeIn(2)
		deadline(0, end)
		clock.At = clock.At.Add(time.Second)
		end = closeIn(5)
		deadline(0, end)
		clock.At = clock.At.Add(time.Second)
		line, err := s.CallOffClosing(ctx, l.teacher, l.line.ID)
		if err != nil || !line.Settings.ClosesAt.Equal(evening) {
			t.Errorf("called off: closes at %v, %v, want %v", line.Settings.ClosesAt, err, evening)
		}
		deadline(0, evening)
		deadline(1, evening)
		counts(false)

		clock.At = clock.At.Add(time.Second)
		end = closeIn(1)
		clock.At = end.Add(quiz.Grace)
		l.save(t, 0, quiz.Change{N: 1, Label: questions.Fact})
		clock.At = end.Add(quiz.Grace + time.Millisecond)
		if _, _, err := s.SaveAnswer(ctx, l.students[0], l.attempts[0], quiz.Change{N: 2, Label: questions.Fact}); !errors.Is(err, quiz.ErrClosed) {
			t.Errorf("a save after the countdown: %v, want ErrClosed", err)
		}
		for _, minutes := range []int{0, 5} {
			if _, err := s.CloseIn(ctx, l.teacher, l.line.ID, minutes); !errors.Is(err, quiz.ErrState) {
				t.Errorf("closing in %d what is closed: %v, want ErrState", minutes, err)
			}
		}
		if _, err := s.CallOffClosing(ctx, l.teacher, l.line.ID); !errors.Is(err, quiz.ErrState) {
			t.Errorf("calling off too late: %v, want ErrState", err)
		}
	})
}

// TestClosingTime changes the closing time in the settings of a quiz with a time
// limit: it bounds the attempts, and no longer once it is later.
func TestClosingTime(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		clock := &storetest.Clock{At: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
		o.Now = clock.Now
		l := newLesson(t, o, func(set *quiz.Settings) { set.Minutes = 30 })
		begun := clock.At
		for _, minutes := range []int{10, 20, 60, 0} {
			clock.At = clock.At.Add(time.Second)
			set, want := l.line.Settings, begun.Add(time.Duration(min(30, minutes))*time.Minute)
			set.ClosesAt = begun.Add(time.Duration(minutes) * time.Minute)
			if minutes == 0 {
				set.ClosesAt, want = time.Time{}, begun.Add(30*time.Minute)
			}
			if _, err := l.store.UpdateAssignment(ctx, l.teacher, l.line.ID, quiz.AssignmentChange{Settings: &set}); err != nil {
				t.Fatal(err)
			}
			sheet, err := l.store.Attempt(ctx, l.students[0], l.attempts[0])
			if err != nil || !sheet.Attempt.Deadline.Equal(want) {
				t.Errorf("closing after %d minutes: the attempt ends at %v, %v, want %v", minutes, sheet.Attempt.Deadline, err, want)
			}
		}
		other := storetest.Teacher(t, l.store, "lind@school.example")
		if _, err := l.store.CloseIn(ctx, other, l.line.ID, 5); !errors.Is(err, quiz.ErrNotFound) {
			t.Errorf("another teacher closes: %v, want ErrNotFound", err)
		}
		if _, err := l.store.CallOffClosing(ctx, other, l.line.ID); !errors.Is(err, quiz.ErrNotFound) {
			t.Errorf("another teacher calls off: %v, want ErrNotFound", err)
		}
		var field *quiz.FieldError
		if _, err := l.store.CloseIn(ctx, l.teacher, l.line.ID, 3); !errors.As(err, &field) {
			t.Errorf("closing in 3 minutes: %v, want a FieldError", err)
		}
	})
}
