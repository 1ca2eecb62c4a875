package quiz_test

import (
	"math"
	"reflect"
	"testing"

	"pgregory.net/rapid"

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

func vectorRule() quiz.Rule {
	_, keys := vectorKeys()
	return quiz.Rule{Keys: keys}
}

// The vector gives the same facilities as the sums of its scores do.
func TestItemTableVector(t *testing.T) {
	picks, _ := vectorKeys()
	var sittings []quiz.Sitting
	for _, text := range vector {
		sittings = append(sittings, quiz.Sitting{Picks: picks, Answers: answers(text)})
	}
	table, err := quiz.NewItemTable(append(vectorItems(), questions.Item{Passage: questions.Passage{Number: 99}}), sittings, vectorRule())
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
	}, vectorRule())
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
	if none, err := quiz.NewItemTable(vectorItems(), nil, vectorRule()); err != nil || len(none.Lines) != 0 {
		t.Errorf("of nobody: %+v, %v", none, err)
	}
}

// A dropped passage counts for nothing but its own counts; one that everybody has
// the mark of has counts only, and counts as right; an older key that is right too
// is a mark.
func TestItemTableRule(t *testing.T) {
	picks, _ := vectorKeys()
	of := func(except map[int]quiz.Exception) quiz.ItemTable {
		var sittings []quiz.Sitting
		for range 4 { // forty, so that everything is shown
			for _, text := range vector {
				sittings = append(sittings, quiz.Sitting{Picks: picks, Answers: answers(text)})
			}
		}
		rule := vectorRule()
		rule.Except = except
		table, err := quiz.NewItemTable(vectorItems(), sittings, rule)
		if err != nil {
			t.Fatal(err)
		}
		return table
	}
	plain := of(nil)
	dropped := of(map[int]quiz.Exception{20: {Policy: quiz.PolicyDrop}})
	if s := dropped.Lines[2].Stats; len(dropped.Lines) != 6 || s.Counts != plain.Lines[2].Stats.Counts || s.N != 40 || s.Facility.OK || s.Flags != nil {
		t.Errorf("the dropped passage: %+v", s)
	}
	if got, want := dropped.Whole.Alpha, plain.Lines[2].Stats.AlphaDropped; !got.OK || math.Abs(got.Value-want.Value) > 1e-12 {
		t.Errorf("alpha without it %v, want the alpha if dropped %v", got, want)
	}
	if got, want := dropped.Whole.Mean.Value, plain.Whole.Mean.Value-.4; math.Abs(got-want) > 1e-9 {
		t.Errorf("mean without it %v, want %v", got, want)
	}
	full := of(map[int]quiz.Exception{20: {Policy: quiz.PolicyFullCredit}})
	if s := full.Lines[2].Stats; s.Facility.OK || s.Flags != nil || s.Counts != plain.Lines[2].Stats.Counts {
		t.Errorf("the passage of full credit: %+v", s)
	}
	if got, want := full.Whole.Mean.Value, plain.Whole.Mean.Value+.6; math.Abs(got-want) > 1e-9 {
		t.Errorf("mean with full credit %v, want %v", got, want)
	}
	either := of(map[int]quiz.Exception{20: {Policy: quiz.PolicyEither, Also: questions.Fact}})
	if f := either.Lines[2].Stats.Facility; f.Value != 1 {
		t.Errorf("facility where either is right = %v, want 1", f)
	}
}

// The order of the sittings changes nothing, not even the last bit.
func TestItemTableOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var sittings []quiz.Sitting
		for range rapid.IntRange(1, 45).Draw(t, "students") {
			picks := rapid.Permutation([]int{0, 10, 20, 30, 40, 50}).Draw(t, "picks")[:rapid.IntRange(1, 6).Draw(t, "asked")]
			sittings = append(sittings, quiz.Sitting{Picks: picks, Answers: answers(rapid.StringMatching("[FIO-]{6}").Draw(t, "answers"))})
		}
		one, err := quiz.NewItemTable(vectorItems(), sittings, vectorRule())
		if err != nil {
			t.Fatal(err)
		}
		other, err := quiz.NewItemTable(vectorItems(), rapid.Permutation(sittings).Draw(t, "order"), vectorRule())
		if err != nil || !reflect.DeepEqual(one, other) {
			t.Fatalf("%+v, in another order %+v, %v", one, other, err)
		}
	})
}
