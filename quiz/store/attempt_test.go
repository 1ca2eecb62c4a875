package store_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
)

var ctx = context.Background()

func TestLesson(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		s := storetest.Open(t, o)
		teacher := storetest.Teacher(t, s, "t@school.example")
		class := storetest.Class(t, s, teacher)
		line := storetest.Assignment(t, s, teacher, class.ID, nil)
		student := storetest.Student(t, s, class.Code, "Pupil 1")

		sheet, created, err := s.StartAttempt(ctx, student, line.ID, quiz.Intent{})
		if err != nil || !created {
			t.Fatalf("start: created %v, %v", created, err)
		}
		again, created, err := s.StartAttempt(ctx, student, line.ID, quiz.Intent{})
		if err != nil || created || again.Attempt.ID != sheet.Attempt.ID {
			t.Fatalf("start again: created %v, id %s want %s, %v", created, again.Attempt.ID, sheet.Attempt.ID, err)
		}
		if len(sheet.Questions) != 12 {
			t.Fatalf("questions = %d, want 12", len(sheet.Questions))
		}
		pack, err := s.Pack(ctx, "macron-leaks", 1)
		if err != nil {
			t.Fatal(err)
		}
		// The student says fact to everything.
		for n := 1; n <= 12; n++ {
			if _, _, err := s.SaveAnswer(ctx, student, sheet.Attempt.ID, quiz.Change{N: n, Label: questions.Fact}); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := s.Result(ctx, student, sheet.Attempt.ID); !errors.Is(err, quiz.ErrNotReleased) {
			t.Errorf("result before handing in: %v, want ErrNotReleased", err)
		}
		if _, err := s.SubmitAttempt(ctx, student, sheet.Attempt.ID, nil); err != nil {
			t.Fatal(err)
		}
		if _, _, err := s.SaveAnswer(ctx, student, sheet.Attempt.ID, quiz.Change{N: 1, Label: questions.Opinion}); !errors.Is(err, quiz.ErrClosed) {
			t.Errorf("save after handing in: %v, want ErrClosed", err)
		}
		if _, err := s.Release(ctx, teacher, line.ID, false); !errors.Is(err, quiz.ErrAttemptsOpen) {
			t.Errorf("release while open: %v, want ErrAttemptsOpen", err)
		}
		if _, err := s.Release(ctx, teacher, line.ID, true); err != nil {
			t.Fatal(err)
		}
		result, err := s.Result(ctx, student, sheet.Attempt.ID)
		if err != nil {
			t.Fatal(err)
		}
		want := 0
		for _, q := range sheet.Questions {
			item, _ := pack.Item(q.Passage.Number)
			if item.Label == questions.Fact {
				want++
			}
		}
		if result.Score.Right != want || result.Score.Max != 12 || want != 4 {
			t.Errorf("score = %d of %d, want %d of 12 (4)", result.Score.Right, result.Score.Max, want)
		}
		table, err := s.Scores(ctx, teacher, line.ID)
		if err != nil {
			t.Fatal(err)
		}
		if table.N != 1 || table.Mean != 4 || table.Confusion != (quiz.Confusion{{4, 0, 0}, {4, 0, 0}, {4, 0, 0}}) {
			t.Errorf("table: n %d, mean %v, confusion %v", table.N, table.Mean, table.Confusion)
		}
	})
}

// A START that is sent again takes effect once, even after its attempt was
// handed in: it does not use up the next one. The control has another key.
func TestStartOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		s := storetest.Open(t, o)
		teacher := storetest.Teacher(t, s, "t@school.example")
		class := storetest.Class(t, s, teacher)
		line := storetest.Assignment(t, s, teacher, class.ID, func(c *quiz.Settings) { c.Attempts = 3 })
		student := storetest.Student(t, s, class.Code, "Pupil 1")
		start := func(key string) string {
			t.Helper()
			sheet, _, err := s.StartAttempt(ctx, student, line.ID, quiz.Intent{Key: key, Request: line.ID})
			if err != nil {
				t.Fatal(err)
			}
			return sheet.Attempt.ID
		}
		first := start("a")
		if joined := start("b"); joined != first {
			t.Errorf("another start while one is open = %s, want %s", joined, first)
		}
		if _, err := s.SubmitAttempt(ctx, student, first, nil); err != nil {
			t.Fatal(err)
		}
		if a, b := start("a"), start("b"); a != first || b != first {
			t.Errorf("the same starts after handing in = %s and %s, want %s", a, b, first)
		}
		if start("c") == first {
			t.Error("a new start after handing in got the attempt that was handed in")
		}
		if _, _, err := s.StartAttempt(ctx, student, line.ID, quiz.Intent{Key: "a", Request: "another"}); !errors.Is(err, quiz.ErrKeyReused) {
			t.Errorf("the key of a start for another quiz: %v, want ErrKeyReused", err)
		}
	})
}

func TestStaleSave(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		s := storetest.Open(t, o)
		teacher := storetest.Teacher(t, s, "t@school.example")
		class := storetest.Class(t, s, teacher)
		line := storetest.Assignment(t, s, teacher, class.ID, nil)
		student := storetest.Student(t, s, class.Code, "Pupil 1")
		sheet, _, err := s.StartAttempt(ctx, student, line.ID, quiz.Intent{})
		if err != nil {
			t.Fatal(err)
		}
		id, zero := sheet.Attempt.ID, 0
		first, _, err := s.SaveAnswer(ctx, student, id, quiz.Change{N: 3, Label: questions.Fact, Revision: &zero})
		if err != nil || first.Revision != 1 {
			t.Fatalf("first save: %+v, %v", first, err)
		}
		repeated, _, err := s.SaveAnswer(ctx, student, id, quiz.Change{N: 3, Label: questions.Fact, Revision: &zero})
		if diff := cmp.Diff(first, repeated); diff != "" || err != nil {
			t.Errorf("the same save again: %v\n%s", err, diff)
		}
		_, _, err = s.SaveAnswer(ctx, student, id, quiz.Change{N: 3, Label: questions.Opinion, Revision: &zero})
		var stale *quiz.StaleError
		if !errors.As(err, &stale) || stale.Current.Label != questions.Fact {
			t.Errorf("save on an old revision: %v, want StaleError with fact", err)
		}
		for _, n := range []int{0, -1, 13} {
			if _, _, err := s.SaveAnswer(ctx, student, id, quiz.Change{N: n, Label: questions.Fact}); !errors.Is(err, quiz.ErrNotFound) {
				t.Errorf("question %d: %v, want ErrNotFound", n, err)
			}
		}
	})
}

func TestDeadline(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		clock := &storetest.Clock{At: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
		o.Now = clock.Now
		s := storetest.Open(t, o)
		teacher := storetest.Teacher(t, s, "t@school.example")
		class := storetest.Class(t, s, teacher)
		line := storetest.Assignment(t, s, teacher, class.ID, func(set *quiz.Settings) { set.Minutes = 10 })
		student := storetest.Student(t, s, class.Code, "Pupil 1")
		sheet, _, err := s.StartAttempt(ctx, student, line.ID, quiz.Intent{})
		if err != nil {
			t.Fatal(err)
		}
		id, end := sheet.Attempt.ID, clock.At.Add(10*time.Minute)
		clock.At = end.Add(quiz.Grace)
		saved, _, err := s.SaveAnswer(ctx, student, id, quiz.Change{N: 1, Label: questions.Fact})
		if err != nil || !saved.Saved.Equal(end) {
			t.Errorf("save within the grace: at %v, %v; want %v", saved.Saved, err, end)
		}
		clock.At = end.Add(quiz.Grace + time.Millisecond)
		if _, _, err := s.SaveAnswer(ctx, student, id, quiz.Change{N: 2, Label: questions.Fact}); !errors.Is(err, quiz.ErrClosed) {
			t.Errorf("save after the grace: %v, want ErrClosed", err)
		}
		before, err := s.Attempt(ctx, student, id)
		if err != nil {
			t.Fatal(err)
		}
		if n, err := s.Sweep(ctx); n != 1 || err != nil {
			t.Errorf("sweep = %d, %v, want 1", n, err)
		}
		after, err := s.Attempt(ctx, student, id)
		if diff := cmp.Diff(before, after); diff != "" || err != nil {
			t.Errorf("sweeping changed what is read: %v\n%s", err, diff)
		}
		if after.Attempt.State != quiz.AutoSubmitted || !after.Attempt.Submitted.Equal(end) {
			t.Errorf("attempt = %s at %v, want auto_submitted at %v", after.Attempt.State, after.Attempt.Submitted, end)
		}
	})
}

// TestSubmitOnce repeats a handing-in under its key: with the same answers it is
// the same, with others refused, and after a reopening it hands in nothing.
func TestSubmitOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		l := newLesson(t, o, nil)
		submit := func(label questions.Label, request string) (quiz.Attempt, error) {
			return l.store.SubmitOnce(ctx, l.students[0], l.attempts[0], []quiz.Change{{N: 1, Label: label}}, quiz.Intent{Key: "k", Request: request})
		}
		done, err := submit(questions.Fact, "a")
		fine(t, err)
		if again, err := submit(questions.Fact, "a"); err != nil || again.State != done.State || again.Submitted.UnixMilli() != done.Submitted.UnixMilli() {
			t.Errorf("repeated: %+v, %v, want %+v", again, err, done)
		}
		if _, err := submit(questions.Opinion, "b"); !errors.Is(err, quiz.ErrKeyReused) {
			t.Errorf("other answers under the same key: %v, want ErrKeyReused", err)
		}
		_, err = l.store.ReopenAttempt(ctx, l.teacher, l.attempts[0], "drill")
		fine(t, err)
		if _, err := submit(questions.Fact, "a"); !errors.Is(err, quiz.ErrConflict) {
			t.Errorf("repeated after a reopening: %v, want ErrConflict", err)
		}
		sheet, err := l.store.Attempt(ctx, l.students[0], l.attempts[0])
		if err != nil || sheet.Attempt.State != quiz.InProgress || sheet.Questions[0].Answer.Label != questions.Fact {
			t.Errorf("then it is %s with %q, %v", sheet.Attempt.State, sheet.Questions[0].Answer.Label, err)
		}
		if _, err := l.store.SubmitAttempt(ctx, l.students[0], l.attempts[0], nil); err != nil {
			t.Errorf("handed in anew: %v", err)
		}
	})
}
