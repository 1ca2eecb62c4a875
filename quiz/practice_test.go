package quiz

import (
	"fmt"
	"testing"

	"discern/questions"
)

// statements are four agreed ones of each kind with cues, and some that cannot
// be used.
func statements() []questions.Item {
	var items []questions.Item
	for n := range 12 {
		items = append(items, questions.Item{Passage: questions.Passage{Number: n + 1, Text: "Words."},
			Key: questions.Key{Label: questions.Labels[n%3], Status: questions.Agreed, Cues: []questions.Cue{{Start: 0, End: 5}}}})
	}
	bare, split := items[0], items[1]
	bare.Number, bare.Cues = 13, nil
	split.Number, split.Status = 14, questions.Disputed
	return append(items, bare, split)
}

func TestPractice(t *testing.T) {
	items := statements()
	orders := map[string]bool{}
	for seed := range uint32(20) {
		seen := map[int]bool{}
		for round := range 2 {
			picked := Practice(items, seed, round, map[int]bool{1: true})
			kinds := map[questions.Label]int{}
			for _, one := range picked {
				kinds[one.Label]++
				if seen[one.Number] || one.Number > 12 {
					t.Errorf("seed %d: %d is asked twice or cannot be asked", seed, one.Number)
				}
				if one.Number == 1 && round == 0 {
					t.Errorf("seed %d: an example comes in the first round", seed)
				}
				seen[one.Number] = true
			}
			if len(picked) != 6 || kinds[questions.Fact] != 2 || kinds[questions.Opinion] != 2 {
				t.Errorf("seed %d, round %d has %v", seed, round, kinds)
			}
			if again := Practice(items, seed, round, map[int]bool{1: true}); fmt.Sprint(again) != fmt.Sprint(picked) {
				t.Errorf("seed %d, round %d is not the same again", seed, round)
			}
			orders[fmt.Sprint(picked)] = true
		}
	}
	if len(orders) < 20 {
		t.Errorf("40 rounds have only %d orders", len(orders))
	}
	if got := Practice(items[:2], 1, 3, nil); len(got) != 2 {
		t.Errorf("of two statements a round has %d", len(got))
	}
	if got := Practice(nil, 1, 0, nil); len(got) != 0 {
		t.Errorf("of none a round has %d", len(got))
	}
}
