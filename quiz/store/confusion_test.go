package store_test

import (
	"errors"
	"testing"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
)

// What counts is what counts for the score; a student and the other assignments
// on the same version are asked for by name.
func TestConfusion(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		s := storetest.Open(t, o)
		teacher, other := storetest.Teacher(t, s, "t@school.example"), storetest.Teacher(t, s, "o@school.example")
		class := storetest.Class(t, s, teacher)
		set := func(set *quiz.Settings) { set.Count, set.Attempts, set.Scoring = quiz.All, 2, quiz.ScoreLast }
		one, two := storetest.Assignment(t, s, teacher, class.ID, set), storetest.Assignment(t, s, teacher, class.ID, set)
		ada, ben := storetest.Student(t, s, class.Code, "Ada"), storetest.Student(t, s, class.Code, "Ben")
		sit(t, s, ada, one.ID, questions.Fact, 0)
		sit(t, s, ada, one.ID, questions.Opinion, 0) // the last counts
		sit(t, s, ben, one.ID, questions.Opinion, 1)
		sit(t, s, ben, two.ID, questions.Inference, 0)
		if _, _, err := s.StartAttempt(ctx, ada, two.ID, quiz.Intent{}); err != nil {
			t.Fatal(err)
		}
		askable := len(storetest.Pack(t, "macron-leaks.json").Askable())
		for name, c := range map[string]struct {
			seat                  string
			all                   bool
			attempts, of, answers int
		}{
			"the class": {"", false, 2, 1, 2*askable - 1}, "Ada": {ada.ID, false, 1, 1, askable},
			"the class in both": {"", true, 3, 2, 3*askable - 1}, "Ada in both": {ada.ID, true, 1, 2, askable},
		} {
			table, err := s.Confusion(ctx, teacher, one.ID, c.seat, c.all)
			if err != nil {
				t.Fatal(err)
			}
			if table.Attempts != c.attempts || table.Of != c.of || table.Alike != 2 || table.Confusion.N() != c.answers || len(table.Students) != 2 {
				t.Errorf("%s: %d attempts in %d of %d assignments with %d answers; want %+v of 2", name, table.Attempts, table.Of, table.Alike, table.Confusion.N(), c)
			}
			for k, row := range table.Confusion {
				if row[0] != 0 || !c.all && row[1] != 0 {
					t.Errorf("%s: row %d is %v, which counts an attempt that does not count", name, k, row)
				}
			}
		}
		stranger := storetest.Student(t, s, storetest.Class(t, s, teacher).Code, "Cleo")
		for name, c := range map[string]struct {
			who  quiz.Actor
			seat string
			want error
		}{
			"another teacher": {other, "", quiz.ErrNotFound}, "another teacher, by seat": {other, ada.ID, quiz.ErrNotFound},
			"a visitor": {quiz.Actor{}, "", quiz.ErrNotSignedIn}, "a student": {ada, "", quiz.ErrForbidden},
			"a student of another class": {teacher, stranger.ID, quiz.ErrNotFound}, "no student": {teacher, "x", quiz.ErrNotFound},
		} {
			if _, err := s.Confusion(ctx, c.who, one.ID, c.seat, false); !errors.Is(err, c.want) {
				t.Errorf("%s: %v, want %v", name, err, c.want)
			}
		}
	})
}
