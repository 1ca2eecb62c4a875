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

// lesson is a class of two who work on a quiz.
type lesson struct {
	store    *store.Store
	teacher  quiz.Actor
	class    quiz.Class
	line     quiz.AssignmentLine
	students []quiz.Actor
	attempts []string
}

func newLesson(t *testing.T, o store.Options, change func(*quiz.Settings)) *lesson {
	t.Helper()
	l := &lesson{store: storetest.Open(t, o)}
	l.teacher = storetest.Teacher(t, l.store, "t@school.example")
	l.class = storetest.Class(t, l.store, l.teacher)
	l.line = storetest.Assignment(t, l.store, l.teacher, l.class.ID, change)
	for _, name := range []string{"Pupil 1", "Pupil 2"} {
		who := storetest.Student(t, l.store, l.class.Code, name)
		sheet, _, err := l.store.StartAttempt(ctx, who, l.line.ID, quiz.Intent{})
		if err != nil {
			t.Fatal(err)
		}
		l.students, l.attempts = append(l.students, who), append(l.attempts, sheet.Attempt.ID)
	}
	return l
}

func (l *lesson) save(t *testing.T, student int, c quiz.Change) {
	t.Helper()
	if _, _, err := l.store.SaveAnswer(ctx, l.students[student], l.attempts[student], c); err != nil {
		t.Fatal(err)
	}
}

func TestBoard(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		l, yes := newLesson(t, o, nil), true
		l.save(t, 0, quiz.Change{N: 1, Label: questions.Fact})
		l.save(t, 0, quiz.Change{N: 2, Flagged: &yes})
		l.save(t, 0, quiz.Change{N: 12, Label: questions.Opinion, Flagged: &yes})
		if _, err := l.store.SubmitAttempt(ctx, l.students[1], l.attempts[1], nil); err != nil {
			t.Fatal(err)
		}
		storetest.Student(t, l.store, l.class.Code, "Pupil 3")
		b, err := l.store.Board(ctx, l.teacher, l.line.ID)
		if err != nil {
			t.Fatal(err)
		}
		if got := b.Seats[0]; got.Marks != "af.........b" || got.Answered != 2 || got.State != quiz.InProgress || got.Attempt != l.attempts[0] {
			t.Errorf("the first student's row is %+v", got)
		}
		if got := b.Seats[1]; got.State != quiz.Submitted || got.Submitted.IsZero() {
			t.Errorf("the second student's row is %+v", got)
		}
		if want := (quiz.BoardCounts{Seats: 3, Joined: 3, Started: 2, Working: 1, HandedIn: 1, Answered: 2, Asked: 24}); b.Counts != want {
			t.Errorf("counts = %+v, want %+v", b.Counts, want)
		}
		other := storetest.Teacher(t, l.store, "lind@school.example")
		if _, err := l.store.Board(ctx, other, l.line.ID); !errors.Is(err, quiz.ErrNotFound) {
			t.Errorf("another teacher's board: %v, want ErrNotFound", err)
		}
		if _, err := l.store.Watch(ctx, other, l.line.ID); !errors.Is(err, quiz.ErrNotFound) {
			t.Errorf("another teacher's watch: %v, want ErrNotFound", err)
		}
	})
}

// told reports whether a watch tells something within a time.
func told(w *store.Watch, within time.Duration) bool {
	select {
	case <-w.C:
		return true
	case <-time.After(within):
		return false
	}
}

// quiet waits until a watch has nothing more to tell of what was before.
func quiet(w *store.Watch) {
	for told(w, 900*time.Millisecond) {
	}
}

// TestWatch changes an assignment in every way that a board shows: each is told
// at once. Nothing is told of another class, as the control, and nothing after
// the watch was stopped.
func TestWatch(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		l := newLesson(t, o, nil)
		w, err := l.store.Watch(ctx, l.teacher, l.line.ID)
		if err != nil {
			t.Fatal(err)
		}
		defer w.Stop()
		quiet(w)
		must := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		name, minutes := "Pupil B", l.line.Settings
		minutes.Minutes = 30
		for _, step := range []struct {
			what string
			act  func()
		}{
			{"an answer", func() { l.save(t, 0, quiz.Change{N: 1, Label: questions.Fact}) }},
			{"handing in", func() { _, err := l.store.SubmitAttempt(ctx, l.students[0], l.attempts[0], nil); must(err) }},
			{"a new name", func() {
				_, err := l.store.UpdateSeat(ctx, l.teacher, l.students[1].ID, quiz.SeatChange{Name: &name})
				must(err)
			}},
			{"joining", func() { storetest.Student(t, l.store, l.class.Code, "Pupil 4") }},
			{"settings", func() {
				_, err := l.store.UpdateAssignment(ctx, l.teacher, l.line.ID, quiz.AssignmentChange{Settings: &minutes})
				must(err)
			}},
			{"voiding", func() { _, err := l.store.VoidAttempt(ctx, l.teacher, l.attempts[1], "drill"); must(err) }},
			{"a name added", func() {
				_, err := l.store.AddSeats(ctx, l.teacher, l.class.ID, []string{"Pupil 5"}, quiz.Intent{})
				must(err)
			}},
		} {
			if step.act(); !told(w, 300*time.Millisecond) {
				t.Errorf("nothing was told of %s", step.what)
			}
		}
		quiet(w)
		elsewhere := storetest.Class(t, l.store, l.teacher)
		storetest.Student(t, l.store, elsewhere.Code, "Pupil 1")
		if told(w, 200*time.Millisecond) {
			t.Error("it was told of another class")
		}
		w.Stop()
		w.Stop()
		storetest.Student(t, l.store, l.class.Code, "Pupil 6")
		if told(w, 200*time.Millisecond) {
			t.Error("it was told after the watch had ended")
		}
	})
}

// TestWatchElsewhere changes an assignment by another program on the same
// PostgreSQL.
func TestWatchElsewhere(t *testing.T) {
	o := store.Options{Database: storetest.Postgres(t)}
	l := newLesson(t, o, nil)
	far := storetest.Open(t, o)
	w, err := far.Watch(ctx, l.teacher, l.line.ID)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Stop()
	quiet(w)
	for n := range 3 {
		l.save(t, 0, quiz.Change{N: n + 1, Label: questions.Fact})
		if !told(w, 2*time.Second) {
			t.Errorf("nothing was told of answer %d, saved by another program", n+1)
		}
	}
	l.save(t, 0, quiz.Change{N: 1, Label: questions.Opinion})
	if !told(w, 2*time.Second) {
		t.Error("nothing was told of an answer changed by another program")
	}
	if told(w, 1500*time.Millisecond) {
		t.Error("it was told of a change though nothing had changed")
	}
	b, err := w.Board(ctx)
	if err != nil || b.Seats[0].Answered != 3 {
		t.Errorf("the board has %d answers, %v, want 3", b.Seats[0].Answered, err)
	}
}

// TestMayWatch ends with the session, the account and the class.
func TestMayWatch(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		l := newLesson(t, o, nil)
		s := l.store
		may := func(want error) {
			t.Helper()
			if err := s.MayWatch(ctx, l.teacher, l.line.ID); !errors.Is(err, want) {
				t.Errorf("MayWatch = %v, want %v", err, want)
			}
		}
		may(nil)
		if err := s.SignOut(ctx, l.teacher); err != nil {
			t.Fatal(err)
		}
		may(quiz.ErrNotSignedIn)
		token, err := s.NewToken(ctx, "t@school.example")
		if err != nil {
			t.Fatal(err)
		}
		l.teacher = storetest.Who(t, s, token)
		may(nil)
		w, err := s.Watch(ctx, l.teacher, l.line.ID)
		if err != nil {
			t.Fatal(err)
		}
		defer w.Stop()
		if err := s.DeleteClass(ctx, l.teacher, l.class.ID); err != nil {
			t.Fatal(err)
		}
		may(quiz.ErrNotFound)
		if _, err := w.Board(ctx); !errors.Is(err, quiz.ErrNotFound) {
			t.Errorf("the board of a class that was deleted: %v", err)
		}
		if err := s.DisableTeacher(ctx, "t@school.example"); err != nil {
			t.Fatal(err)
		}
		may(quiz.ErrNotSignedIn)
	})
}
