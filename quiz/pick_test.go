package quiz_test

import (
	"fmt"
	"slices"
	"strings"
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
		if rapid.Bool().Draw(t, "after each question") {
			s.Feedback = quiz.FeedbackQuestion
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

// lastKind asks six passages of many seats and measures how far the kind of the
// last depends on those of the five before: the chi-square of its counts against
// equal ones, summed over how many of each kind the five were, with its degrees of
// freedom. Kinds are how often which number of each was asked in all.
func lastKind(all []questions.Item, s quiz.Settings, seats int) (square float64, degrees int, kinds map[[3]int]int) {
	s.Count, kinds = 6, map[[3]int]int{}
	last := map[[3]int][3]float64{}
	for seed := range seats {
		var by [3]int
		for i, n := range quiz.Pick(all, s, quiz.Seed(fmt.Sprint(seed))) {
			kind := all[n-1].Label.Index()
			if i == 5 {
				counts := last[by]
				counts[kind]++
				last[by] = counts
			}
			by[kind]++
		}
		kinds[by]++
	}
	for _, counts := range last {
		expected := (counts[0] + counts[1] + counts[2]) / 3
		for _, n := range counts {
			square += (n - expected) * (n - expected) / expected
		}
		degrees += 2
	}
	return square, degrees, kinds
}

// TestPickTellsNothingOfTheLast looks at quizzes whose key is shown after each
// question: five keys must say nothing of the sixth. The control is the exact
// balance of the other quizzes, where they say all.
func TestPickTellsNothingOfTheLast(t *testing.T) {
	all := items(strings.Repeat("fiooif", 10))
	for _, order := range []string{quiz.OrderShuffled, quiz.OrderArticle} {
		s := quiz.DefaultSettings()
		s.Order, s.Feedback = order, quiz.FeedbackQuestion
		square, degrees, kinds := lastKind(all, s, 5000)
		if limit := 2.2 * float64(degrees); square > limit || degrees != 42 {
			t.Errorf("%s: chi-square %.0f with %d degrees of freedom, want at most %.0f with 42", order, square, degrees, limit)
		}
		if len(kinds) < 25 {
			t.Errorf("%s: only %d mixes of kinds were asked", order, len(kinds))
		}
		s.Feedback = quiz.FeedbackRelease
		if square, degrees, kinds := lastKind(all, s, 900); square < 10*float64(degrees) || len(kinds) != 1 {
			t.Errorf("%s: with exact balance the check finds nothing: chi-square %.0f with %d, %d mixes", order, square, degrees, len(kinds))
		}
	}
}

// A kind that has run out drops out, and no passage is asked twice.
func TestPickByLotRunsOut(t *testing.T) {
	all, s := items("fiiooooooo"), quiz.DefaultSettings()
	s.Feedback = quiz.FeedbackQuestion
	for seed := range 50 {
		for s.Count = range 11 {
			s.Order = []string{quiz.OrderArticle, quiz.OrderShuffled}[s.Count%2]
			picks := quiz.Pick(all, s, quiz.Seed(fmt.Sprint(seed)))
			want := s.Count
			if s.Count == quiz.All {
				want = len(all)
			}
			slices.Sort(picks)
			if len(picks) != want || len(slices.Compact(picks)) != want {
				t.Fatalf("seed %d: picks %v, want %d, none twice", seed, picks, want)
			}
		}
	}
}
