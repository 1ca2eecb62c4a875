package store_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
)

func TestJoin(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		clock := &storetest.Clock{At: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
		o.Now = clock.Now
		s := storetest.Open(t, o)
		teacher := storetest.Teacher(t, s, "t@school.example")
		class := storetest.Class(t, s, teacher)
		join := func(who quiz.Actor, r quiz.JoinRequest, key string) (quiz.Joined, error) {
			return s.Join(ctx, who, r, quiz.Intent{Key: key, Request: r.Name})
		}
		named := quiz.JoinRequest{Code: quiz.ShowCode(class.Code), Name: "Pupil 1"}
		first, err := join(quiz.Actor{}, named, "k1")
		if err != nil || !first.Fresh || first.Home.Seat.Name != "Pupil 1" {
			t.Fatalf("join: %+v, %v", first, err)
		}
		again, err := join(quiz.Actor{}, named, "k1")
		if err != nil || again.Token != first.Token || again.Home.Seat.ID != first.Home.Seat.ID || again.Fresh {
			t.Errorf("the same join again: fresh %v, same token %v, %v", again.Fresh, again.Token == first.Token, err)
		}
		if _, err := s.Join(ctx, quiz.Actor{}, named, quiz.Intent{Key: "k1", Request: "other"}); !errors.Is(err, quiz.ErrKeyReused) {
			t.Errorf("another join under the same key: %v, want ErrKeyReused", err)
		}
		other, err := join(quiz.Actor{}, named, "k2")
		if err != nil || other.Home.Seat.ID == first.Home.Seat.ID {
			t.Errorf("the same name must not open the seat of another: %v", err)
		}
		student := storetest.Who(t, s, first.Token)
		same, err := join(student, quiz.JoinRequest{Code: class.Code}, "")
		if err != nil || same.Home.Seat.ID != first.Home.Seat.ID || same.Token != "" {
			t.Errorf("join with one's own token: %+v, %v", same, err)
		}
		if _, err := join(teacher, named, ""); !errors.Is(err, quiz.ErrForbidden) {
			t.Errorf("a teacher joining: %v, want ErrForbidden", err)
		}

		card, err := s.NewSeatCode(ctx, teacher, first.Home.Seat.ID)
		if err != nil {
			t.Fatal(err)
		}
		returned, err := join(quiz.Actor{}, quiz.JoinRequest{Code: class.Code, SeatCode: card.Code}, "")
		if err != nil || returned.Home.Seat.ID != first.Home.Seat.ID {
			t.Fatalf("join with a seat code: %+v, %v", returned, err)
		}
		if _, err := s.Authenticate(ctx, first.Token); !errors.Is(err, quiz.ErrNotSignedIn) {
			t.Errorf("the lost phone's token: %v, want ErrNotSignedIn", err)
		}
		if _, err := join(quiz.Actor{}, quiz.JoinRequest{Code: class.Code, SeatCode: card.Code}, ""); !errors.Is(err, quiz.ErrSeatCode) {
			t.Errorf("a seat code used twice: %v, want ErrSeatCode", err)
		}

		locked := false
		if _, err := s.UpdateClass(ctx, teacher, class.ID, quiz.ClassChange{Joining: &locked}); err != nil {
			t.Fatal(err)
		}
		if _, err := join(quiz.Actor{}, named, ""); !errors.Is(err, quiz.ErrJoiningLocked) {
			t.Errorf("join a locked class: %v, want ErrJoiningLocked", err)
		}
		rotated, err := s.RotateCode(ctx, teacher, class.ID)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.ClassByCode(ctx, class.Code); !errors.Is(err, quiz.ErrUnknownCode) {
			t.Errorf("the code of before: %v, want ErrUnknownCode", err)
		}
		clock.At = clock.At.Add(quiz.CodeLife)
		if _, err := s.ClassByCode(ctx, rotated.Code); !errors.Is(err, quiz.ErrCodeExpired) {
			t.Errorf("a code after a day: %v, want ErrCodeExpired", err)
		}
	})
}

func TestJoinParallel(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		s := storetest.Open(t, o)
		teacher := storetest.Teacher(t, s, "t@school.example")
		class := storetest.Class(t, s, teacher)
		var wait sync.WaitGroup
		tokens := make([]string, 30)
		for i := range tokens {
			wait.Go(func() {
				joined, err := s.Join(ctx, quiz.Actor{}, quiz.JoinRequest{Code: class.Code, Name: "Pupil 1"}, quiz.Intent{Key: "one click", Request: "x"})
				if err != nil {
					t.Errorf("join: %v", err)
				}
				tokens[i] = joined.Token
			})
		}
		wait.Wait()
		for _, token := range tokens {
			if token != tokens[0] {
				t.Errorf("repetitions got different tokens")
				break
			}
		}
		if seats, err := s.Seats(ctx, teacher, class.ID); len(seats) != 1 || err != nil {
			t.Errorf("seats = %d, %v, want 1", len(seats), err)
		}
	})
}

// Whoever is outside gets "not found", whoever is inside but may not is refused.
func TestReach(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		s := storetest.Open(t, o)
		teacher, stranger := storetest.Teacher(t, s, "t@school.example"), storetest.Teacher(t, s, "u@school.example")
		class, foreign := storetest.Class(t, s, teacher), storetest.Class(t, s, stranger)
		line := storetest.Assignment(t, s, teacher, class.ID, nil)
		own, mate := storetest.Student(t, s, class.Code, "Pupil 1"), storetest.Student(t, s, class.Code, "Pupil 2")
		outside := storetest.Student(t, s, foreign.Code, "Pupil 3")
		sheet, _, err := s.StartAttempt(ctx, own, line.ID, quiz.Intent{})
		if err != nil {
			t.Fatal(err)
		}
		id := sheet.Attempt.ID
		save := func(who quiz.Actor) error {
			_, _, err := s.SaveAnswer(ctx, who, id, quiz.Change{N: 1, Label: questions.Fact})
			return err
		}
		read := func(who quiz.Actor) error { _, err := s.Attempt(ctx, who, id); return err }
		scores := func(who quiz.Actor) error { _, err := s.Scores(ctx, who, line.ID); return err }
		roster := func(who quiz.Actor) error { _, err := s.Seats(ctx, who, class.ID); return err }
		void := func(who quiz.Actor) error { _, err := s.VoidAttempt(ctx, who, id, "test"); return err }
		rename := func(who quiz.Actor) error {
			name := "Pupil 9"
			_, err := s.UpdateSeat(ctx, who, own.ID, quiz.SeatChange{Name: &name})
			return err
		}
		visitor := quiz.Actor{}
		for _, c := range []struct {
			name string
			act  func(quiz.Actor) error
			want map[string]error
		}{
			{"save", save, map[string]error{"own": nil, "mate": quiz.ErrNotFound, "outside": quiz.ErrNotFound, "teacher": quiz.ErrForbidden, "stranger": quiz.ErrNotFound, "visitor": quiz.ErrNotSignedIn}},
			{"read", read, map[string]error{"own": nil, "mate": quiz.ErrNotFound, "outside": quiz.ErrNotFound, "teacher": nil, "stranger": quiz.ErrNotFound, "visitor": quiz.ErrNotSignedIn}},
			{"scores", scores, map[string]error{"own": quiz.ErrForbidden, "mate": quiz.ErrForbidden, "outside": quiz.ErrNotFound, "teacher": nil, "stranger": quiz.ErrNotFound, "visitor": quiz.ErrNotSignedIn}},
			{"roster", roster, map[string]error{"own": quiz.ErrForbidden, "mate": quiz.ErrForbidden, "outside": quiz.ErrNotFound, "teacher": nil, "stranger": quiz.ErrNotFound, "visitor": quiz.ErrNotSignedIn}},
			{"rename", rename, map[string]error{"own": quiz.ErrForbidden, "mate": quiz.ErrNotFound, "outside": quiz.ErrNotFound, "teacher": nil, "stranger": quiz.ErrNotFound, "visitor": quiz.ErrNotSignedIn}},
			{"void", void, map[string]error{"own": quiz.ErrForbidden, "mate": quiz.ErrNotFound, "outside": quiz.ErrNotFound, "teacher": nil, "stranger": quiz.ErrNotFound, "visitor": quiz.ErrNotSignedIn}},
		} {
			for name, who := range map[string]quiz.Actor{"own": own, "mate": mate, "outside": outside, "teacher": teacher, "stranger": stranger, "visitor": visitor} {
				if c.name == "void" && name == "teacher" {
					continue // last, below
				}
				if err := c.act(who); !errors.Is(err, c.want[name]) {
					t.Errorf("%s by %s: %v, want %v", c.name, name, err, c.want[name])
				}
			}
		}
		if err := void(teacher); err != nil {
			t.Errorf("void by teacher: %v", err)
		}
	})
}

func TestErase(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		s := storetest.Open(t, o)
		teacher := storetest.Teacher(t, s, "t@school.example")
		class := storetest.Class(t, s, teacher)
		line := storetest.Assignment(t, s, teacher, class.ID, nil)
		joined, err := s.Join(ctx, quiz.Actor{}, quiz.JoinRequest{Code: class.Code, Name: "Pupil 1"}, quiz.Intent{Key: "k", Request: "x"})
		if err != nil {
			t.Fatal(err)
		}
		student := storetest.Who(t, s, joined.Token)
		sheet, _, err := s.StartAttempt(ctx, student, line.ID, quiz.Intent{})
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := s.SaveAnswer(ctx, student, sheet.Attempt.ID, quiz.Change{N: 1, Label: questions.Fact}); err != nil {
			t.Fatal(err)
		}
		for range 2 { // a repetition is no error
			if err := s.DeleteSeat(ctx, teacher, student.ID); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := s.Authenticate(ctx, joined.Token); !errors.Is(err, quiz.ErrNotSignedIn) {
			t.Errorf("an erased student's token: %v, want ErrNotSignedIn", err)
		}
		if _, err := s.Attempt(ctx, teacher, sheet.Attempt.ID); !errors.Is(err, quiz.ErrNotFound) {
			t.Errorf("an erased attempt: %v, want ErrNotFound", err)
		}
		if err := s.DeleteClass(ctx, teacher, class.ID); err != nil {
			t.Errorf("delete class: %v", err)
		}
	})
}
