package quiz

import (
	"testing"

	"discern/questions"
)

func TestCompareAttempts(t *testing.T) {
	result := func(number int, right ...string) Result {
		r := Result{Attempt: Attempt{Number: number}}
		r.Score.ByKind[0] = Part{len(right), 4}
		for _, id := range []string{"a", "b", "c"} {
			r.Questions = append(r.Questions, Marked{Passage: questions.Passage{ID: id}})
		}
		for i := range r.Questions {
			for _, id := range right {
				r.Questions[i].Right = r.Questions[i].Right || r.Questions[i].Passage.ID == id
			}
		}
		return r
	}
	before, now := result(1, "a"), result(2, "b", "c")
	now.Questions = append(now.Questions, Marked{Passage: questions.Passage{ID: "d"}, Right: true})
	got := CompareAttempts(before, now)
	want := Comparison{Before: 1, Common: 3, Gained: 2, Lost: 1}
	want.ByKind[0] = Move{Part{1, 4}, Part{2, 4}}
	if got != want {
		t.Errorf("CompareAttempts = %+v, want %+v", got, want)
	}
}
