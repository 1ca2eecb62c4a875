package store_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
)

// said lists every saved answer of a student, with when it was saved and in
// which attempt, started when.
func said(t *testing.T, s *store.Store, who quiz.Actor, seat string) []string {
	t.Helper()
	export, err := s.ExportSeat(ctx, who, seat)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, a := range export.Attempts {
		if a.Attempt.Seat != seat {
			t.Errorf("attempt %s is of seat %s, want %s", a.Attempt.ID, a.Attempt.Seat, seat)
		}
		for _, answer := range a.Answers {
			all = append(all, fmt.Sprint(a.Attempt.ID, a.Attempt.Started, a.Attempt.State, a.Attempt.Picks, answer))
		}
	}
	slices.Sort(all)
	return all
}

// TestMergeKeepsAnswers merges students who have done anything at all, in any
// order, and finds every answer again, attempts in the order of their starting.
func TestMergeKeepsAnswers(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		clock := &storetest.Clock{At: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
		o.Now = clock.Now
		s := storetest.Open(t, o)
		teacher := storetest.Teacher(t, s, "t@school.example")
		class := storetest.Class(t, s, teacher)
		var quizzes []string
		for range 2 {
			quizzes = append(quizzes, storetest.Assignment(t, s, teacher, class.ID, func(set *quiz.Settings) { set.Attempts, set.Minutes, set.Count = 3, 12, 6 }).ID)
		}
		random := rand.New(rand.NewPCG(1, 2))
		merged, refused := 0, 0
		for round := range 12 {
			pair := [2]quiz.Actor{storetest.Student(t, s, class.Code, fmt.Sprint("Pupil ", round)), storetest.Student(t, s, class.Code, fmt.Sprint("Pupil ", round, " again"))}
			for range random.IntN(12) {
				clock.At = clock.At.Add(time.Duration(random.IntN(4)) * time.Minute)
				wander(t, s, random, pair[random.IntN(2)], quizzes[random.IntN(2)])
			}
			before := append(said(t, s, teacher, pair[0].ID), said(t, s, teacher, pair[1].ID)...)
			slices.Sort(before)
			err := s.MergeSeats(ctx, teacher, pair[0].ID, pair[1].ID)
			if errors.Is(err, quiz.ErrBothOpen) {
				refused++
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			merged++
			if after := said(t, s, teacher, pair[0].ID); !slices.Equal(after, before) {
				t.Fatalf("round %d: answers before %q, after %q", round, before, after)
			}
			inOrder(t, s, teacher, pair[0].ID)
			if left, err := store.Rows(ctx, s, pair[1].ID); err != nil || len(left) > 0 {
				t.Errorf("round %d: of the seat that went there are left %v, %v", round, left, err)
			}
		}
		if merged < 3 || refused < 1 {
			t.Errorf("%d merged and %d refused: the test has gone blind", merged, refused)
		}
	})
}

// wander does one thing that a student can do at a quiz.
func wander(t *testing.T, s *store.Store, random *rand.Rand, who quiz.Actor, assignment string) {
	t.Helper()
	sheet, _, err := s.StartAttempt(ctx, who, assignment, quiz.Intent{})
	if errors.Is(err, quiz.ErrNoAttempts) {
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	for range random.IntN(4) {
		change := quiz.Change{N: 1 + random.IntN(6), Label: questions.Labels[random.IntN(3)]}
		if _, _, err := s.SaveAnswer(ctx, who, sheet.Attempt.ID, change); err != nil {
			t.Fatal(err)
		}
	}
	if random.IntN(2) > 0 {
		if _, err := s.SubmitAttempt(ctx, who, sheet.Attempt.ID, nil); err != nil {
			t.Fatal(err)
		}
	}
}

// inOrder holds the attempts of a seat to their numbers.
func inOrder(t *testing.T, s *store.Store, who quiz.Actor, seat string) {
	t.Helper()
	export, err := s.ExportSeat(ctx, who, seat)
	if err != nil {
		t.Fatal(err)
	}
	last := map[string]quiz.Attempt{}
	for _, a := range export.Attempts {
		before := last[a.Attempt.Assignment]
		if a.Attempt.Number != before.Number+1 || a.Attempt.Started.Before(before.Started) {
			t.Errorf("attempt %d started %v comes after attempt %d started %v", a.Attempt.Number, a.Attempt.Started, before.Number, before.Started)
		}
		last[a.Attempt.Assignment] = a.Attempt
	}
}

func TestMergeSeats(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		clock := &storetest.Clock{At: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
		o.Now = clock.Now
		s := storetest.Open(t, o)
		teacher := storetest.Teacher(t, s, "t@school.example")
		class, other := storetest.Class(t, s, teacher), storetest.Class(t, s, teacher)
		card, err := s.AddSeats(ctx, teacher, class.ID, []string{"Ada W."}, quiz.Intent{})
		if err != nil {
			t.Fatal(err)
		}
		keep, twin, third := card[0].Seat.ID, storetest.Student(t, s, class.Code, "ada"), storetest.Student(t, s, class.Code, "Ben")
		line := storetest.Assignment(t, s, teacher, class.ID, func(set *quiz.Settings) { set.Scoring = quiz.ScoreBest })
		sheet, _, err := s.StartAttempt(ctx, twin, line.ID, quiz.Intent{})
		if err != nil {
			t.Fatal(err)
		}
		long := 1.5
		if _, err := s.UpdateSeat(ctx, teacher, twin.ID, quiz.SeatChange{ExtraTime: &long}); err != nil {
			t.Fatal(err)
		}
		if merge, err := s.SeatMerge(ctx, teacher, keep, twin.ID); err != nil || len(merge.Quizzes) != 1 || merge.Quizzes[0].Moved != 1 || merge.Keep.Name != "Ada W." {
			t.Fatalf("what would happen: %+v, %v", merge, err)
		}
		var fault *quiz.FieldError
		elsewhere := storetest.Student(t, s, other.Code, "Ada")
		for _, bad := range []string{keep, elsewhere.ID} {
			if err := s.MergeSeats(ctx, teacher, keep, bad); !errors.As(err, &fault) || fault.Field != "with" {
				t.Errorf("merged with %s: %v, want a FieldError for with", bad, err)
			}
		}
		stranger := storetest.Teacher(t, s, "other@school.example")
		for who, want := range map[*quiz.Actor]error{&stranger: quiz.ErrNotFound, &third: quiz.ErrNotFound, {}: quiz.ErrNotSignedIn} {
			if err := s.MergeSeats(ctx, *who, keep, twin.ID); !errors.Is(err, want) {
				t.Errorf("as %+v: %v, want %v", who, err, want)
			}
		}
		for range 2 {
			if err := s.MergeSeats(ctx, teacher, keep, twin.ID); err != nil {
				t.Fatal(err)
			}
		}
		if err := s.MergeSeats(ctx, teacher, third.ID, twin.ID); !errors.Is(err, quiz.ErrNotFound) {
			t.Errorf("merged into another one after that: %v", err)
		}
		seats, err := s.Seats(ctx, teacher, class.ID)
		if err != nil || len(seats) != 2 || seats[0].ExtraTime != 1.5 || seats[0].Joined.IsZero() {
			t.Errorf("the class holds %+v, %v", seats, err)
		}
		if _, _, err := s.SaveAnswer(ctx, twin, sheet.Attempt.ID, quiz.Change{N: 1, Label: questions.Fact}); !errors.Is(err, quiz.ErrNotFound) {
			t.Errorf("the seat that went still writes: %v", err)
		}
		if n, err := store.AuditRows(ctx, s, keep); err != nil || n != 1 {
			t.Errorf("%d rows in the audit, %v", n, err)
		}
		// The student goes on with the open attempt under the name that is kept.
		fresh, err := s.NewSeatCode(ctx, teacher, keep)
		if err != nil {
			t.Fatal(err)
		}
		joined, err := s.Join(ctx, quiz.Actor{}, quiz.JoinRequest{Code: class.Code, SeatCode: fresh.Code}, quiz.Intent{})
		if err != nil || joined.Home.Cards[0].Latest == nil || joined.Home.Cards[0].Latest.ID != sheet.Attempt.ID {
			t.Errorf("coming back: %+v, %v", joined.Home.Cards, err)
		}
	})
}
