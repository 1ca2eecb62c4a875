package quiz_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"discern/questions"
	"discern/quiz"
)

// items makes passages numbered from 1, of the kinds given by their letters;
// a capital letter is a disputed one.
func items(kinds string) []questions.Item {
	by := map[rune]questions.Label{'f': questions.Fact, 'i': questions.Inference, 'o': questions.Opinion}
	var all []questions.Item
	for n, letter := range kinds {
		item := questions.Item{Passage: questions.Passage{Number: n + 1}, Key: questions.Key{Status: questions.Agreed}}
		if letter < 'a' {
			letter, item.Status = letter+'a'-'A', questions.Disputed
		}
		item.Label = by[letter]
		all = append(all, item)
	}
	return all
}

func TestPickBalances(t *testing.T) {
	all := items("fiofiFofiiioioiiiiOooofffiii")
	for seed := range 50 {
		picks := quiz.Pick(all, quiz.DefaultSettings(), quiz.Seed(fmt.Sprint(seed)))
		var by [3]int
		for _, n := range picks {
			if all[n-1].Status == questions.Disputed {
				t.Fatalf("seed %d: passage %d is disputed", seed, n)
			}
			by[all[n-1].Label.Index()]++
		}
		if by != [3]int{4, 4, 4} || !slices.IsSorted(picks) {
			t.Fatalf("seed %d: kinds %v, picks %v: want 4 of each in the order of the article", seed, by, picks)
		}
	}
}

func TestPickFillsUp(t *testing.T) {
	all := items("fiiiiiioo")
	s := quiz.DefaultSettings()
	s.Count = 7
	if got := quiz.Pick(all, s, quiz.Seed("x")); len(got) != 7 {
		t.Errorf("picks = %v, want 7 of 9", got)
	}
	s.Count = quiz.All
	if got, want := quiz.Pick(all, s, quiz.Seed("x")), []int{1, 2, 3, 4, 5, 6, 7, 8, 9}; !cmp.Equal(got, want) {
		t.Errorf("picks of all = %v, want %v", got, want)
	}
	s.Order = quiz.OrderShuffled
	if got := quiz.Pick(all, s, quiz.Seed("x")); slices.IsSorted(got) || len(got) != 9 {
		t.Errorf("shuffled picks = %v", got)
	}
}

// Renaming the kinds must not change what is picked, else the picks would tell
// which group is which.
func TestPickKnowsNoKinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kinds := rapid.StringOfN(rapid.SampledFrom([]rune("fioFIO")), 1, 40, -1).Draw(t, "kinds")
		s := quiz.DefaultSettings()
		s.Count = rapid.IntRange(0, 20).Draw(t, "count")
		if rapid.Bool().Draw(t, "shuffled") {
			s.Order = quiz.OrderShuffled
		}
		seed := rapid.String().Draw(t, "seed")
		renamed := items(kinds)
		turn := map[questions.Label]questions.Label{questions.Fact: questions.Opinion, questions.Inference: questions.Fact, questions.Opinion: questions.Inference}
		for i := range renamed {
			renamed[i].Label = turn[renamed[i].Label]
		}
		a, b := quiz.Pick(items(kinds), s, quiz.Seed(seed)), quiz.Pick(renamed, s, quiz.Seed(seed))
		if !cmp.Equal(a, b) {
			t.Fatalf("picks %v, with the kinds renamed %v", a, b)
		}
		sorted := slices.Clone(a)
		slices.Sort(sorted)
		if len(slices.Compact(sorted)) != len(a) {
			t.Fatalf("picks %v hold a passage twice", a)
		}
	})
}
