package store_test

import (
	"errors"
	"fmt"
	"testing"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/itemstats"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
)

// sit hands in an attempt that says label to every question but the open ones
// at its end.
func sit(t *testing.T, s *store.Store, who quiz.Actor, assignment string, label questions.Label, open int) {
	t.Helper()
	sheet, _, err := s.StartAttempt(ctx, who, assignment, quiz.Intent{})
	if err != nil {
		t.Fatal(err)
	}
	var changes []quiz.Change
	for _, q := range sheet.Questions[:len(sheet.Questions)-open] {
		changes = append(changes, quiz.Change{N: q.N, Label: label})
	}
	if _, err := s.SubmitAttempt(ctx, who, sheet.Attempt.ID, changes); err != nil {
		t.Fatal(err)
	}
}

func TestItems(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		s := storetest.Open(t, o)
		teacher, other := storetest.Teacher(t, s, "t@school.example"), storetest.Teacher(t, s, "o@school.example")
		class := storetest.Class(t, s, teacher)
		line := storetest.Assignment(t, s, teacher, class.ID, func(set *quiz.Settings) {
			set.Count, set.Attempts, set.Scoring = quiz.All, 2, quiz.ScoreBest
		})
		var last quiz.Actor
		for n := range 10 {
			last = storetest.Student(t, s, class.Code, fmt.Sprint("Pupil ", n))
			sit(t, s, last, line.ID, questions.Fact, n%2)
		}
		// A second, better attempt is not looked at, and one at work neither.
		sit(t, s, last, line.ID, questions.Opinion, 0)
		working := storetest.Student(t, s, class.Code, "Working")
		if _, _, err := s.StartAttempt(ctx, working, line.ID, quiz.Intent{}); err != nil {
			t.Fatal(err)
		}
		table, err := s.Items(ctx, teacher, line.ID)
		if err != nil {
			t.Fatal(err)
		}
		pack := storetest.Pack(t, "macron-leaks.json")
		if askable := len(pack.Askable()); len(table.Lines) != askable || table.Whole.N != 10 || table.Assignment.ID != line.ID || table.Class.ID != class.ID {
			t.Fatalf("%d lines of %d students, want %d of 10", len(table.Lines), table.Whole.N, askable)
		}
		for i, one := range table.Lines {
			blank := 0
			if i == len(table.Lines)-1 {
				blank = 5
			}
			want := 0.0
			if one.Label == questions.Fact {
				want = float64(10-blank) / 10
			}
			if c := one.Stats.Counts; c[0] != 10-blank || c[3] != blank || !one.Stats.Facility.OK || one.Stats.Facility.Value != want {
				t.Errorf("passage %d: %+v, want facility %v", one.Number, one.Stats, want)
			}
		}
		for name, who := range map[string]quiz.Actor{"another teacher": other, "a visitor": {}, "a student": working} {
			want := map[string]error{"another teacher": quiz.ErrNotFound, "a visitor": quiz.ErrNotSignedIn, "a student": quiz.ErrForbidden}[name]
			if _, err := s.Items(ctx, who, line.ID); !errors.Is(err, want) {
				t.Errorf("as %s: %v, want %v", name, err, want)
			}
		}
	})
}

// Reviewers see the first attempt of each student on a version, over classes and
// assignments, by its own key; nobody else does.
func TestPooledItems(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		s := storetest.Open(t, o)
		reader, teacher, other := storetest.Reviewer(t, s, "r@school.example"), storetest.Teacher(t, s, "t@school.example"), storetest.Teacher(t, s, "o@school.example")
		for _, who := range []quiz.Actor{teacher, other} {
			class := storetest.Class(t, s, who)
			set := func(set *quiz.Settings) { set.Count = quiz.All }
			one, two := storetest.Assignment(t, s, who, class.ID, set), storetest.Assignment(t, s, who, class.ID, set)
			for n := range 3 {
				pupil := storetest.Student(t, s, class.Code, fmt.Sprint("Pupil ", n))
				sit(t, s, pupil, one.ID, questions.Fact, 0)
				sit(t, s, pupil, two.ID, questions.Opinion, 0) // knows the questions
			}
		}
		pooled, err := s.PooledItems(ctx, reader, "macron-leaks", 0)
		if err != nil || pooled.Whole.N != 6 || pooled.Rule.Version != 1 {
			t.Fatalf("%+v, %v; want 6 students on version 1", pooled.Whole, err)
		}
		for _, line := range pooled.Lines {
			if line.Stats.Counts != (itemstats.Counts{6}) {
				t.Errorf("passage %d: %v, want six facts", line.Number, line.Stats.Counts)
			}
		}
		for name, who := range map[string]quiz.Actor{"a teacher": teacher, "a visitor": {}} {
			want := map[string]error{"a teacher": quiz.ErrForbidden, "a visitor": quiz.ErrNotSignedIn}[name]
			if _, err := s.PooledItems(ctx, who, "macron-leaks", 1); !errors.Is(err, want) {
				t.Errorf("as %s: %v, want %v", name, err, want)
			}
		}
		if _, err := s.PooledItems(ctx, reader, "macron-leaks", 9); !errors.Is(err, quiz.ErrNotFound) {
			t.Errorf("version 9: %v", err)
		}
	})
}
