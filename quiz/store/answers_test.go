package store_test

import (
	"errors"
	"testing"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
)

// Attempts handed in are in the table, those at work and voided ones are not.
func TestAnswerTable(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		s := storetest.Open(t, o)
		teacher, other := storetest.Teacher(t, s, "t@school.example"), storetest.Teacher(t, s, "o@school.example")
		class := storetest.Class(t, s, teacher)
		line := storetest.Assignment(t, s, teacher, class.ID, func(set *quiz.Settings) { set.Attempts, set.Scoring, set.Confidence = 2, quiz.ScoreLast, true })
		ada, ben, cleo := storetest.Student(t, s, class.Code, "Ada"), storetest.Student(t, s, class.Code, "Ben"), storetest.Student(t, s, class.Code, "Cleo")
		sit(t, s, ada, line.ID, questions.Fact, 2)
		sit(t, s, ada, line.ID, questions.Opinion, 0)
		if _, _, err := s.StartAttempt(ctx, ben, line.ID, quiz.Intent{}); err != nil {
			t.Fatal(err)
		}
		sheet, _, err := s.StartAttempt(ctx, cleo, line.ID, quiz.Intent{})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.VoidAttempt(ctx, teacher, sheet.Attempt.ID, "wrong seat"); err != nil {
			t.Fatal(err)
		}
		table, err := s.AnswerTable(ctx, teacher, line.ID)
		if err != nil || len(table.Lines) != 24 || table.Class.ID != class.ID || table.Assignment.Version != 1 {
			t.Fatalf("%d lines, %v, want two attempts of 12", len(table.Lines), err)
		}
		for i, one := range table.Lines {
			number, label := 1+i/12, questions.Fact
			switch {
			case i >= 12:
				label = questions.Opinion
			case i >= 10:
				label = ""
			}
			if one.Seat.ID != ada.ID || one.N != 1+i%12 || one.Attempt.Number != number || one.Counts != (number == 2) || one.Answer.Label != label ||
				one.Item.Number != one.Attempt.Picks[i%12] || one.Answer.Saved.IsZero() != (label == "") {
				t.Errorf("line %d: %+v", i, one)
			}
		}
		for who, want := range map[*quiz.Actor]error{&other: quiz.ErrNotFound, &ben: quiz.ErrForbidden} {
			if _, err := s.AnswerTable(ctx, *who, line.ID); !errors.Is(err, want) {
				t.Errorf("as %s: %v, want %v", who.Name, err, want)
			}
		}
	})
}
