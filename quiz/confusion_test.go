package quiz_test

import (
	"math"
	"testing"

	"discern/questions"
	"discern/quiz"
)

func near(t *testing.T, name string, got float64, ok bool, want float64) {
	t.Helper()
	if !ok || math.Abs(got-want) > 1e-6 {
		t.Errorf("%s = %.9f %v, want %.6f", name, got, ok, want)
	}
}

// vectorTable counts the vector as a class.
func vectorTable(rule quiz.Rule) *quiz.ConfusionTable {
	picks, _ := vectorKeys()
	var sittings []quiz.Sitting
	for i, text := range vector {
		sittings = append(sittings, quiz.Sitting{Seat: string(rune('a' + i)), Picks: picks, Answers: answers(text)})
	}
	table := &quiz.ConfusionTable{}
	table.Begin(vectorItems(), rule, []quiz.Seat{{ID: "a"}, {ID: "c"}, {ID: "z"}})
	table.Add(rule, sittings)
	return table
}

func TestConfusionVector(t *testing.T) {
	_, keys := vectorKeys()
	table := vectorTable(quiz.Rule{Keys: keys})
	if want := (quiz.Confusion{{16, 2, 2}, {8, 7, 5}, {2, 3, 15}}); table.Confusion != want || table.Attempts != 10 {
		t.Fatalf("%v in %d attempts, want %v in 10", table.Confusion, table.Attempts, want)
	}
	bias, ok := table.Confusion.FactBias()
	near(t, "fact bias", bias, ok, .10)
	balanced, ok := table.Confusion.Balanced()
	near(t, "balanced accuracy", balanced, ok, .633333)
	// Po = 38/60, Pe = 20/60 · (26+12+22)/60 = 1/3.
	kappa, ok := table.Confusion.Kappa()
	near(t, "kappa", kappa, ok, .45)
	first := table.Findings()[0]
	if first.Key != questions.Inference || first.Taken != questions.Fact || first.N != 8 || first.Of != 20 || first.Passage == nil || first.Passage.Number != 20 {
		t.Errorf("first finding %+v, want inferences for facts, most often passage 20", first)
	}
	if got := []int{table.Students[0].Attempts, table.Students[1].Confusion.Right(), table.Students[2].Attempts}; got[0] != 1 || got[1] != 5 || got[2] != 0 {
		t.Errorf("students: %v", got)
	}
}

// STATISTICS.md §8: Cohen's textbook table, by which kappa is .4.
func TestKappa(t *testing.T) {
	kappa, ok := quiz.Confusion{{20, 5}, {10, 15}}.Kappa()
	near(t, "kappa", kappa, ok, .4)
	// Always saying the same kind wins nothing, and against one kind nothing can be told.
	kappa, ok = quiz.Confusion{{9, 0, 0}, {5, 0, 0}, {1, 0, 0}}.Kappa()
	near(t, "always fact", kappa, ok, 0)
	for name, c := range map[string]quiz.Confusion{"nothing": {}, "one kind": {{3, 0, 0}}} {
		if kappa, ok := c.Kappa(); ok {
			t.Errorf("%s: kappa = %v", name, kappa)
		}
		if balanced, ok := c.Balanced(); ok {
			t.Errorf("%s: balanced accuracy = %v", name, balanced)
		}
	}
	if bias, ok := (quiz.Confusion{}).FactBias(); ok {
		t.Errorf("bias of nothing = %v", bias)
	}
}

// A dropped passage is in its own counts and nowhere else; forgiving a passage
// changes no confusion.
func TestConfusionDrop(t *testing.T) {
	_, keys := vectorKeys()
	table := vectorTable(quiz.Rule{Keys: keys, Except: map[int]quiz.Exception{20: {Policy: quiz.PolicyDrop}, 0: {Policy: quiz.PolicyFullCredit}}})
	if want := (quiz.Confusion{{16, 2, 2}, {2, 3, 5}, {2, 3, 15}}); table.Confusion != want {
		t.Errorf("%v, want %v", table.Confusion, want)
	}
	passages := table.Passages()
	if p := passages[2]; len(passages) != 6 || !p.Dropped || p.Counts.N() != 10 {
		t.Errorf("passages %+v", passages)
	}
	for _, f := range table.Findings() {
		if f.Passage == nil || f.Passage.Number == 20 {
			t.Errorf("%+v names the dropped passage, or none", f)
		}
	}
}

// Two assignments by the same keys count together, a student's own apart.
func TestConfusionOver(t *testing.T) {
	_, keys := vectorKeys()
	rule := quiz.Rule{Keys: keys}
	table := &quiz.ConfusionTable{Student: &quiz.Seat{ID: "b"}}
	table.Begin(vectorItems(), rule, []quiz.Seat{{ID: "a"}, {ID: "b"}})
	picks, _ := vectorKeys()
	table.Add(rule, []quiz.Sitting{{Seat: "a", Picks: picks, Answers: answers("FFFFFF")}, {Seat: "b", Picks: picks, Answers: answers("FFIIOO")}})
	table.Add(rule, []quiz.Sitting{{Seat: "b", Picks: picks[:2], Answers: answers("I-")}})
	if want := (quiz.Confusion{{2, 1, 0}, {0, 2, 0}, {0, 0, 2}}); table.Confusion != want || table.Attempts != 2 || table.Of != 2 {
		t.Errorf("%v in %d attempts of %d, want %v in 2 of 2", table.Confusion, table.Attempts, table.Of, want)
	}
	if first := table.Students[0]; first.Attempts != 1 || first.Confusion.Right() != 2 {
		t.Errorf("the other student: %+v", first)
	}
	if counts := table.Passages()[1].Counts; counts[0] != 1 || counts[3] != 1 {
		t.Errorf("passage 10: %v, want one fact and one blank", counts)
	}
}
