package store_test

import (
	"errors"
	"testing"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
)

// What one student scored is what the table of the class says of that student,
// over every quiz that students see and by its own scoring.
func TestSeatScores(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		s := storetest.Open(t, o)
		teacher, other := storetest.Teacher(t, s, "t@school.example"), storetest.Teacher(t, s, "o@school.example")
		class := storetest.Class(t, s, teacher)
		ada, ben := storetest.Student(t, s, class.Code, "Ada W."), storetest.Student(t, s, class.Code, "Ben T.")
		var lines []quiz.AssignmentLine
		for _, scoring := range []string{quiz.ScoreFirst, quiz.ScoreBest, quiz.ScoreLast} {
			line := storetest.Assignment(t, s, teacher, class.ID, func(set *quiz.Settings) { set.Attempts, set.Scoring = 3, scoring })
			lines = append(lines, line)
			sit(t, s, ada, line.ID, questions.Fact, 0)
			sit(t, s, ada, line.ID, questions.Inference, 0)
			sit(t, s, ada, line.ID, questions.Opinion, 9)
		}
		sit(t, s, ben, lines[0].ID, questions.Opinion, 2)
		if _, err := s.CreateAssignment(ctx, teacher, class.ID, quiz.NewAssignment{Pack: "everyday", Settings: quiz.DefaultSettings()}, quiz.Intent{}); err != nil {
			t.Fatal(err)
		}
		for _, who := range []quiz.Actor{ada, ben} {
			one, err := s.SeatScores(ctx, teacher, who.ID)
			if err != nil || len(one.Lines) != 3 {
				t.Fatalf("%d quizzes, %v, want those that are not drafts", len(one.Lines), err)
			}
			total := 0
			for i, line := range lines {
				table, err := s.Scores(ctx, teacher, line.ID)
				if err != nil {
					t.Fatal(err)
				}
				for _, row := range table.Rows {
					got := one.Lines[i].Row
					if row.Seat.ID != who.ID {
						continue
					}
					if (row.Score == nil) != (got.Score == nil) || row.Score != nil && (*row.Score != *got.Score || row.Attempt.ID != got.Attempt.ID) || len(row.Attempts) != len(got.Attempts) {
						t.Errorf("%s in quiz %d: %+v, in the class %+v", row.Seat.Name, i, got, row)
					}
					if row.Score != nil {
						total += row.Score.Right
					}
				}
			}
			if sum := one.Total(); sum.Right != total || sum.Max != 12*len(one.Done()) || total == 0 {
				t.Errorf("in all %d of %d, want %d", sum.Right, sum.Max, total)
			}
		}
		for name, who := range map[string]quiz.Actor{"another teacher": other, "a visitor": {}, "the student": ada, "another student": ben} {
			want := map[string]error{"another teacher": quiz.ErrNotFound, "a visitor": quiz.ErrNotSignedIn, "the student": quiz.ErrForbidden, "another student": quiz.ErrNotFound}[name]
			if _, err := s.SeatScores(ctx, who, ada.ID); !errors.Is(err, want) {
				t.Errorf("as %s: %v, want %v", name, err, want)
			}
		}
	})
}
