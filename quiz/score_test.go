package quiz_test

import (
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"discern/questions"
	"discern/quiz"
)

// letters turns "FIO-" into labels; a hyphen is a blank.
func letters(text string) []questions.Label {
	by := map[rune]questions.Label{'F': questions.Fact, 'I': questions.Inference, 'O': questions.Opinion}
	var labels []questions.Label
	for _, r := range text {
		labels = append(labels, by[r])
	}
	return labels
}

func answers(text string) []quiz.Answer {
	var all []quiz.Answer
	for i, label := range letters(text) {
		all = append(all, quiz.Answer{N: i + 1, Label: label})
	}
	return all
}

// The vector of STATISTICS.md §9: key F F I I O O, ten pupils.
var vector = strings.Fields("FFIIOO FFIOOO FFIIOF FFFIOO FIIOOO FFFOOO FFFFOI IFFOOO FOFOIF OFFFIO")

func vectorKeys() ([]int, quiz.Keys) {
	keys := quiz.Keys{}
	var picks []int
	for i, label := range letters("FFIIOO") {
		keys[10*i], picks = questions.Key{Label: label}, append(picks, 10*i)
	}
	return picks, keys
}

func TestMarkVector(t *testing.T) {
	picks, keys := vectorKeys()
	var table quiz.Table
	var totals []int
	for _, text := range vector {
		score := quiz.Mark(picks, answers(text), quiz.Rule{Keys: keys})
		totals = append(totals, score.Right)
		table.Rows = append(table.Rows, quiz.Row{Score: &score})
	}
	table.Summarise()
	if want := []int{6, 5, 5, 5, 4, 4, 3, 3, 1, 2}; !cmp.Equal(totals, want) {
		t.Errorf("totals = %v, want %v", totals, want)
	}
	if want := (quiz.Confusion{{16, 2, 2}, {8, 7, 5}, {2, 3, 15}}); table.Confusion != want {
		t.Errorf("confusion = %v, want %v", table.Confusion, want)
	}
	figures := []float64{table.Mean, table.Median, table.SD}
	for k := range 3 {
		recall, _ := table.Confusion.Recall(k)
		precision, _ := table.Confusion.Precision(k)
		figures = append(figures, recall, precision)
	}
	want := []float64{3.8, 4, 1.549193, .80, .615385, .35, .583333, .75, .681818}
	for i := range want {
		if math.Abs(figures[i]-want[i]) > 1e-6 {
			t.Errorf("figure %d = %.6f, want %.6f", i, figures[i], want[i])
		}
	}
	first := table.Confusion.Findings()[0]
	if want := (quiz.Finding{Key: questions.Inference, Taken: questions.Fact, N: 8, Of: 20}); first != want {
		t.Errorf("first finding = %+v, want %+v", first, want)
	}
}

func TestMarkBlanks(t *testing.T) {
	picks, keys := vectorKeys()
	got := quiz.Mark(picks, append(answers("F-O--O"), quiz.Answer{N: 7, Label: questions.Fact}), quiz.Rule{Keys: keys})
	want := quiz.Score{Right: 2, Max: 6, Answered: 3, ByKind: [3]quiz.Part{{1, 2}, {0, 2}, {1, 2}},
		Confusion: quiz.Confusion{{1, 0, 0}, {0, 0, 1}, {0, 0, 1}}}
	if got != want {
		t.Errorf("Mark = %+v, want %+v", got, want)
	}
}

func TestCounting(t *testing.T) {
	now := time.Now()
	attempt := func(number int, state quiz.AttemptState) quiz.Attempt {
		return quiz.Attempt{Number: number, State: state}
	}
	all := []quiz.Attempt{attempt(1, quiz.Voided), attempt(2, quiz.Submitted), attempt(3, quiz.AutoSubmitted), attempt(4, quiz.Submitted), attempt(5, quiz.InProgress)}
	right := map[int]int{1: 9, 2: 3, 3: 5, 4: 5, 5: 9}
	score := func(a quiz.Attempt) quiz.Score { return quiz.Score{Right: right[a.Number]} }
	for scoring, want := range map[string]int{quiz.ScoreFirst: 2, quiz.ScoreBest: 3, quiz.ScoreLast: 4} {
		chosen, mark := quiz.Counting(scoring, all, score, now)
		if chosen == nil || mark == nil || chosen.Number != want || mark.Right != right[want] {
			t.Errorf("Counting(%s) = %+v, %+v, want attempt %d", scoring, chosen, mark, want)
		}
	}
	chosen, mark := quiz.Counting(quiz.ScoreBest, []quiz.Attempt{all[0], all[4]}, score, now)
	if chosen == nil || chosen.Number != 5 || mark != nil {
		t.Errorf("Counting without a finished attempt = %+v, %+v, want attempt 5 without a score", chosen, mark)
	}
}

// What a rescore decides for a passage changes the mark, and never what the
// confusion says was answered.
func TestMarkExceptions(t *testing.T) {
	picks, keys := vectorKeys() // F F I I O O, numbered 0, 10, … 50
	said := answers("FI-IOF")
	for _, c := range []struct {
		except map[int]quiz.Exception
		right  int
		max    int
		said   int
	}{
		{nil, 3, 6, 5},
		{map[int]quiz.Exception{10: {Policy: quiz.PolicyEither, Also: questions.Inference}}, 4, 6, 5},
		{map[int]quiz.Exception{10: {Policy: quiz.PolicyEither, Also: questions.Opinion}, 20: {Policy: quiz.PolicyEither}}, 3, 6, 5},
		{map[int]quiz.Exception{20: {Policy: quiz.PolicyFullCredit}, 50: {Policy: quiz.PolicyFullCredit}}, 5, 6, 5},
		{map[int]quiz.Exception{0: {Policy: quiz.PolicyDrop}, 20: {Policy: quiz.PolicyDrop}}, 2, 4, 4},
	} {
		got := quiz.Mark(picks, said, quiz.Rule{Keys: keys, Except: c.except})
		if got.Right != c.right || got.Max != c.max || got.Answered != c.said {
			t.Errorf("with %v: %d of %d, %d answered, want %d of %d, %d", c.except, got.Right, got.Max, got.Answered, c.right, c.max, c.said)
		}
		of, right := 0, 0
		for _, part := range got.ByKind {
			of, right = of+part.Of, right+part.Right
		}
		if of != c.max || right != c.right {
			t.Errorf("with %v: the kinds add up to %d of %d", c.except, right, of)
		}
	}
}
