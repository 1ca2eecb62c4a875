package quiz_test

import (
	"testing"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/itemstats"
)

// A passage asked of four shows nothing, one asked of five its counts.
func TestPooledSmallCells(t *testing.T) {
	pack := &questions.Pack{Slug: "p", Title: "P", Version: 3, Items: vectorItems()}
	var sittings []quiz.Sitting
	for n := range 5 {
		picks := []int{0, 10}
		if n == 4 {
			picks = []int{0, 20}
		}
		sittings = append(sittings, quiz.Sitting{Picks: picks, Answers: answers("FI")})
	}
	pooled, err := quiz.NewPooledItems(pack, sittings)
	if err != nil || pooled.Whole.N != 5 || pooled.Rule.Version != 3 || len(pooled.Lines) != 3 {
		t.Fatalf("%+v, %v", pooled, err)
	}
	if s := pooled.Lines[0].Stats; s.N != 5 || s.Counts[0] != 5 {
		t.Errorf("asked of five: %+v", s)
	}
	for _, line := range pooled.Lines[1:] {
		if s := line.Stats; s.N != 0 || s.Counts != (itemstats.Counts{}) || s.Why == "" {
			t.Errorf("asked of fewer: %+v", s)
		}
	}
	few, err := quiz.NewPooledItems(pack, sittings[:4])
	if err != nil || few.Whole.N != 0 || len(few.Lines) != 0 {
		t.Errorf("of four students: %+v, %v", few, err)
	}
}
