package quiz_test

import (
	"math"
	"testing"

	"discern/questions"
	"discern/quiz"
	"discern/quiz/itemstats"
)

// vectorItems are the passages of the vector, numbered 0, 10, … 50.
func vectorItems() (items []questions.Item) {
	for i, label := range letters("FFIIOO") {
		items = append(items, questions.Item{Passage: questions.Passage{Number: 10 * i}, Key: questions.Key{Label: label}})
	}
	return items
}

// The vector gives the same facilities as the sums of its scores do.
func TestItemTableVector(t *testing.T) {
	picks, _ := vectorKeys()
	var sittings []quiz.Sitting
	for _, text := range vector {
		sittings = append(sittings, quiz.Sitting{Picks: picks, Answers: answers(text)})
	}
	table, err := quiz.NewItemTable(append(vectorItems(), questions.Item{Passage: questions.Passage{Number: 99}}), sittings)
	if err != nil {
		t.Fatal(err)
	}
	if len(table.Lines) != 6 || table.Whole.N != 10 || table.Whole.Why == "" {
		t.Fatalf("%d lines of %+v, want 6 of 10 students", len(table.Lines), table.Whole)
	}
	for j, want := range []float64{.8, .8, .4, .3, .8, .7} {
		line := table.Lines[j]
		if f := line.Stats.Facility; line.Number != 10*j || !f.OK || math.Abs(f.Value-want) > 1e-9 || line.Stats.Discrimination.OK {
			t.Errorf("line %d: %+v", j, line)
		}
	}
	if got := table.Lines[2].Stats.Counts; got != (itemstats.Counts{6, 4, 0, 0}) {
		t.Errorf("counts of question 3 = %v", got)
	}
}

// Different picks leave holes; blanks are asked, and answers to questions that
// were not asked count for nothing.
func TestItemTableHoles(t *testing.T) {
	table, err := quiz.NewItemTable(vectorItems(), []quiz.Sitting{
		{Picks: []int{0, 10}, Answers: answers("F-F")},
		{Picks: []int{50, 0, 77}, Answers: answers("OI")},
		{Picks: []int{0}},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := map[int]itemstats.Counts{0: {1, 1, 0, 1}, 10: {0, 0, 0, 1}, 50: {0, 0, 1, 0}}
	if len(table.Lines) != len(want) || table.Whole.N != 3 {
		t.Errorf("%+v", table)
	}
	for _, line := range table.Lines {
		if line.Stats.Counts != want[line.Number] || line.Stats.N != want[line.Number].N() {
			t.Errorf("passage %d: %+v, want %v", line.Number, line.Stats, want[line.Number])
		}
	}
	if none, err := quiz.NewItemTable(vectorItems(), nil); err != nil || len(none.Lines) != 0 {
		t.Errorf("of nobody: %+v, %v", none, err)
	}
}
