package store_test

import (
	"slices"
	"testing"

	"discern/quiz"
	"discern/quiz/store"
	"discern/quiz/store/storetest"
)

// TestInOrder asks for every list of students, and for that of classes: each
// has numbers in order, whether letters are large or small.
func TestInOrder(t *testing.T) {
	storetest.Each(t, func(t *testing.T, o store.Options) {
		r, want := newRescored(t, o, 4), []string{"anna", "Pupil 1", "pupil 2", "Pupil 10"}
		for i, seat := range r.seats {
			name := []string{"Pupil 10", "pupil 2", "anna", "Pupil 1"}[i]
			_, err := r.s.UpdateSeat(ctx, r.teacher, seat, quiz.SeatChange{Name: &name})
			fine(t, err)
		}
		got := map[string][]string{}
		seats, err := r.s.Seats(ctx, r.teacher, r.class.ID)
		fine(t, err)
		for _, seat := range seats {
			got["list"] = append(got["list"], seat.Name)
		}
		cards, err := r.s.NewSeatCards(ctx, r.teacher, r.class.ID, r.seats, quiz.Intent{})
		fine(t, err)
		for _, card := range cards {
			got["cards"] = append(got["cards"], card.Seat.Name)
		}
		board, err := r.s.Board(ctx, r.teacher, r.line.ID)
		fine(t, err)
		for _, seat := range board.Seats {
			got["board"] = append(got["board"], seat.Name)
		}
		table, err := r.s.Scores(ctx, r.teacher, r.line.ID)
		fine(t, err)
		for _, row := range table.Rows {
			got["scores"] = append(got["scores"], row.Seat.Name)
		}
		answers, err := r.s.AnswerTable(ctx, r.teacher, r.line.ID)
		fine(t, err)
		for _, line := range answers.Lines {
			got["answers"] = append(got["answers"], line.Seat.Name)
		}
		entry := r.apply(quiz.RescoreRequest{Policy: quiz.PolicyDrop, Passages: []int{2}})
		ledger, err := r.s.Rescores(ctx, r.teacher, r.line.ID)
		fine(t, err)
		for what, changes := range map[string][]quiz.ScoreChange{"rescore": entry.Changes, "ledger": ledger[0].Changes} {
			for _, change := range changes {
				got[what] = append(got[what], change.Seat.Name)
			}
		}
		for what, names := range got {
			if names = slices.Compact(names); !slices.Equal(names, want) {
				t.Errorf("%s: %q, want %q", what, names, want)
			}
		}
		for _, title := range []string{"10A English", "9A English"} {
			_, err := r.s.CreateClass(ctx, r.teacher, quiz.NewClass{Title: title}, quiz.Intent{})
			fine(t, err)
		}
		classes, err := r.s.Classes(ctx, r.teacher)
		fine(t, err)
		for i, want := range []string{"8B English", "9A English", "10A English"} {
			if classes[i].Title != want {
				t.Errorf("class %d is %s, want %s", i, classes[i].Title, want)
			}
		}
	})
}
