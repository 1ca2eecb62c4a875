package quiz_test

import (
	"math/rand/v2"
	"slices"
	"sort"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"discern/quiz"
)

func TestNameBefore(t *testing.T) {
	want := []string{"", "007", "8", "10", "11 a", "Ada", "adam", "Ben", "Pupil", "pupil 1", "Pupil 2", "Pupil 2 b", "Pupil 10", "Pupil 10 2", "pupil 010 03",
		"Pupil 99999999999999999999", "Pupil 100000000000000000000", "Pupil b", "Zoe", "élan", "Émile"}
	got := slices.Clone(want)
	rand.Shuffle(len(got), func(i, j int) { got[i], got[j] = got[j], got[i] })
	sort.Slice(got, func(i, j int) bool { return quiz.NameBefore(got[i], got[j]) })
	if !slices.Equal(got, want) {
		t.Errorf("sorted by NameBefore:\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for _, same := range [][2]string{{"Pupil 2", "pupil 02"}, {"ADA", "ada"}, {"\xff", "\xff"}} {
		if quiz.NameBefore(same[0], same[1]) || quiz.NameBefore(same[1], same[0]) {
			t.Errorf("%q and %q stand in an order", same[0], same[1])
		}
	}
}

// TestNameBeforeIsAnOrder holds the comparison to what sorting asks of it.
func TestNameBeforeIsAnOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.StringMatching(`[aAbé0-2 ]{0,5}`)
		a, b, c := name.Draw(t, "a"), name.Draw(t, "b"), name.Draw(t, "c")
		switch {
		case quiz.NameBefore(a, a):
			t.Fatalf("%q stands before itself", a)
		case quiz.NameBefore(a, b) && quiz.NameBefore(b, a):
			t.Fatalf("%q and %q stand before each other", a, b)
		case quiz.NameBefore(a, b) && quiz.NameBefore(b, c) && !quiz.NameBefore(a, c):
			t.Fatalf("%q, %q, %q", a, b, c)
		case !quiz.NameBefore(a, b) && !quiz.NameBefore(b, a) && quiz.NameBefore(a, c) != quiz.NameBefore(b, c):
			t.Fatalf("%q and %q are alike, but not beside %q", a, b, c)
		}
	})
}
